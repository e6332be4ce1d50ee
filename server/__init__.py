"""The way in: HTTP, command line and worker. ``bootstrap`` is the only file that picks adapters."""
