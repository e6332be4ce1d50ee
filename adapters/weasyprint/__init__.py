"""Paged documents: HTML becomes PDF, in a process of its own that can reach nothing."""
