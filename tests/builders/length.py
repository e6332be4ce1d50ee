"""Tests under load have two forms: a short one that runs with all the others, and a long one (``make chaos``)."""

import os

LONG = "POINTSMAN_CHAOS" in os.environ


def length(short: int, long: int) -> int:
    """How much of something: as much as every run can wait for, or as much as ``make chaos`` is for."""
    return long if LONG else short
