"""Timers: the moments at which something is due, computed, not waited for."""
