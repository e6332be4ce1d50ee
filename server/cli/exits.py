"""What the exit code says."""

from enum import IntEnum


class Code(IntEnum):
    """The exit codes of every command."""

    OK = 0
    ERROR = 1
    INVALID = 3  # definitions are invalid
    FAILED = 4  # tests of a pack failed
    CONFLICT = 5  # what is stored stands in the way
    USAGE = 64  # the command line was wrong


class Exit(Exception):
    """Ends a command with a code; what there was to say has been said."""

    def __init__(self, code: Code) -> None:
        """``code`` becomes the exit code of the process."""
        super().__init__(code)
        self.code = code
