"""Rules: when something happened, and if a condition holds, then effects."""
