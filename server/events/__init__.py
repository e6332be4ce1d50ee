"""Telling people who are signed in that something has changed: never what."""
