"""The store: real tables for the entities of a release, on SQLite or PostgreSQL, and the commands that change them.

It runs commands in groups, answers questions, selects lists; what is decided is decided by the engine.
"""
