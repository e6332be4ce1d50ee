"""Ids of records: 26 characters, sortable by the moment of creation (the ULID layout: 48 bits of time, 80 of chance).

The layout is that of https://github.com/ulid/spec; the chance comes from the seed that was fixed when the ask was
accepted, so that a command that runs again makes the same ids.
"""

import hashlib
from datetime import datetime

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS = (_ALPHABET * 8).encode()  # of each byte of chance five bits count
_TIME_BITS = 48
_TIME_CHARACTERS = 10
_CHANCE_CHARACTERS = 16
_KEY_BYTES = 64


def stable_id(*parts: str) -> str:
    """The id of what these words say: the same words, the same id. It looks like any other, but no moment is in it."""
    hashed = hashlib.blake2b("\0".join(parts).encode(), digest_size=_TIME_CHARACTERS + _CHANCE_CHARACTERS)
    text = hashed.digest().translate(_CHARACTERS).decode()
    return str(_ALPHABET.index(text[0]) & 7) + text[1:]


class Ids:
    """Gives the ids of one command, the same ones in the same order for the same moment and seed."""

    def __init__(self, now: datetime, seed: bytes) -> None:
        """``now`` is aware; ``seed`` at least 16 random bytes. ``given``: the ids so far."""
        moment = int(now.timestamp() * 1000) & ((1 << _TIME_BITS) - 1)
        self._moment = "".join(
            _ALPHABET[(moment >> 5 * place) & 31] for place in reversed(range(_TIME_CHARACTERS))
        )
        self._seed = seed[:_KEY_BYTES]
        self.given: set[str] = set()

    def next(self) -> str:
        """The next id."""
        # BLAKE2b keyed with the seed: the n-th id cannot be told from those before it.
        number = (len(self.given) + 1).to_bytes(4)
        hashed = hashlib.blake2b(number, key=self._seed, digest_size=_CHANCE_CHARACTERS)
        id = self._moment + hashed.digest().translate(_CHARACTERS).decode()
        self.given.add(id)
        return id
