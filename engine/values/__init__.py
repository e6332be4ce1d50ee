"""Plain immutable data that every room speaks: records, changes, effects, needs, refusals.

Nothing here decides anything; nothing here knows a pack.
"""
