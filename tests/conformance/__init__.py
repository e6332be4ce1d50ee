"""The condition language: one table of cases, and random trees, on every target."""
