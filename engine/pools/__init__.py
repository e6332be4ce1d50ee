"""Pools: records that nobody owns, and how one comes by them (C5)."""
