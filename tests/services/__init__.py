"""Servers that tests need, started for the run and ended after it."""
