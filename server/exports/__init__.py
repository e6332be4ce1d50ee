"""Exports: records as tables, with exactly the rights that reading has."""
