"""Who may come by a way in."""

from enum import StrEnum


class Access(StrEnum):
    """Who may come by a way. There is no default: a way says it, or the server does not start."""

    EVERYONE = "everyone"  # signed in or not
    PROGRAM = "program"  # tokens that have the scope of the way, and no browser
    NEWCOMER = "newcomer"  # any account, even one whose password was given by somebody else and must be changed first
    SIGNED_IN = "signed_in"  # any account; what it sees and may do is decided by duties
    ADMIN = "admin"  # accounts marked so, and tokens with the scope admin


class TokenScope(StrEnum):
    """What a token must allow. ``write`` includes ``read``; a browser session has what its account has.

    ``inbound`` lets in messages of other systems, and nothing else lets them in; ``answer`` is for answers to calls alone.
    """

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"
    ANSWER = "answer"
    INBOUND = "inbound"
