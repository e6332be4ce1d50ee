"""Signing in: passwords, sessions, tokens, and the actor that each request acts as."""
