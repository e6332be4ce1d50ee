"""The command line: ``pointsman``. Data goes to stdout, talk to stderr; exit codes are in ``server.cli.exits``."""

from server.cli.main import main

__all__ = ["main"]
