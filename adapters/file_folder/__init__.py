"""Uploaded files as files: each once, under the hash of its bytes."""
