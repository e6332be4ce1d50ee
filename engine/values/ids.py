"""Ids of records: 26 characters, sortable by the moment of creation (the ULID layout: 48 bits of time, 80 of chance).

The layout is that of https://github.com/ulid/spec; the chance comes from the seed that was fixed when the ask was
accepted, so that a command that runs again makes the same ids.
"""

import hashlib
from datetime import datetime

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIME_BITS = 48
_CHANCE_BYTES = 10


class Ids:
    """Gives the ids of one command, the same ones in the same order for the same moment and seed."""

    def __init__(self, now: datetime, seed: bytes) -> None:
        """``now`` is aware; ``seed`` at least 16 random bytes."""
        self._moment = int(now.timestamp() * 1000) & ((1 << _TIME_BITS) - 1)
        self._seed = seed
        self._given = 0

    def next(self) -> str:
        """The next id."""
        self._given += 1
        chance = hashlib.blake2b(
            self._given.to_bytes(4), key=self._seed[:64], digest_size=_CHANCE_BYTES
        ).digest()
        number = (self._moment << (_CHANCE_BYTES * 8)) | int.from_bytes(chance)
        return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))
