"""Limits: at most so many of something, per whom, in a window."""
