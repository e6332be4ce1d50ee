"""Delivery: what was left to be done outside goes out, whatever dies in between."""
