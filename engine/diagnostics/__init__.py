"""What may be wrong with a definition, and how it is told: problems (the catalogue) and diagnostics (what was found)."""
