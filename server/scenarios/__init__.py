"""Scenarios: a pack's own tests, played through the ordinary commands on a store of their own."""
