"""The sink: a way to the outside that goes nowhere, and tells what would have gone."""
