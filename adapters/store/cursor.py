"""Cursors: where a page ended, signed, so that nobody can ask by one for what a selection does not show."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

import orjson

from adapters.store.storage import SQLITE
from engine.conditions.types import Kind
from engine.ports.store import BadCursor, Selection
from engine.values.plain import Value

_SIGNATURE = 16


class Cursors:
    """Makes and reads cursors with one key."""

    def __init__(self, key: bytes) -> None:
        """``key``: at most 64 bytes, the same in every process that serves the same clients."""
        self._key = key

    def give(self, selection: Selection, kinds: Sequence[Kind], values: Sequence[Value]) -> str:
        """The cursor behind a row with these sort values."""
        kept = [_plain(kind, value) for kind, value in zip(kinds, values, strict=True)]
        body = orjson.dumps(kept)
        return base64.urlsafe_b64encode(self._sign(selection, body) + body).decode().rstrip("=")

    def take(self, selection: Selection, kinds: Sequence[Kind], cursor: str) -> list[Any]:
        """The sort values in a cursor; raises BadCursor."""
        try:
            raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except ValueError as error:
            raise BadCursor("not a cursor") from error
        body = raw[_SIGNATURE:]
        if not hmac.compare_digest(raw[:_SIGNATURE], self._sign(selection, body)):
            raise BadCursor("not a cursor of this selection")
        return [_value(kind, kept) for kind, kept in zip(kinds, orjson.loads(body), strict=True)]

    def _sign(self, selection: Selection, body: bytes) -> bytes:
        sorts = "|".join(f"{sort.path}:{sort.descending}" for sort in selection.sort)
        about = f"{selection.entity}|{sorts}|".encode()
        return hashlib.blake2b(about + body, key=self._key[:64], digest_size=_SIGNATURE).digest()


def _plain(kind: Kind, value: Value) -> Any:
    write = SQLITE.storage[kind].write
    return value if value is None or write is None else write(value)


def _value(kind: Kind, kept: Any) -> Any:
    read = SQLITE.storage[kind].read
    return kept if kept is None or read is None else read(kept)
