"""JSON that goes out."""

from collections.abc import Mapping
from decimal import Decimal

import orjson

from engine.records.present import plain_number


def dump(value: object) -> bytes:
    """The JSON text of an answer; a decimal goes out as text, so that no reader rounds it."""
    return orjson.dumps(value, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, Mapping):
        return dict(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    if isinstance(value, (frozenset, set)):
        return sorted(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    raise TypeError(f"{type(value).__name__} does not go out as JSON")
