"""The verb of this room: a template filled from facts. Every value is escaped; what it says of itself stays open."""

import hashlib
import html
import re
from collections.abc import Callable, Iterator, Sequence

from engine.conditions.compiled import Guard
from engine.documents.document import Each, If, Own, Parts, RowNumber, Rows
from engine.effects.check_places import Place
from engine.effects.look import Look
from engine.records.telling import Reader, tell
from engine.values.plain import Value

MAX_CHARACTERS = 2_000_000
RowsOf = Callable[[Rows], Sequence[Look]]
Filled = tuple[str | Own, ...]
"""Finished HTML, with the places in it that hang on when and how often the document was made."""
# Control characters but tab and line feed, and the marks that turn the direction of text around.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class TooLargeError(ValueError):
    """The document would be larger than ``MAX_CHARACTERS``."""


def fill(parts: Parts, facts: Look, rows: RowsOf, reader: Reader) -> Filled:
    """The template with the values of the record; ``rows`` gives facts about each row of a list, in its order.

    Raises ``TooLargeError``.
    """
    found: list[str | Own] = []
    size = 0
    for one in _filled(parts, facts, rows, reader, 0):
        size += len(one)
        if size > MAX_CHARACTERS:
            raise TooLargeError
        found.append(one)
    return tuple(found)


def fingerprint(filled: Filled) -> str:
    """The SHA-256 (hex) of what a document tells: the same for every time that the same is told."""
    text = "".join(f"\0{one}\0" if isinstance(one, Own) else one for one in filled)
    return hashlib.sha256(text.encode()).hexdigest()


def plain(filled: Filled) -> str:
    """The same as plain text on one line: for the name of a file."""
    text = "".join(one for one in filled if not isinstance(one, Own))
    return " ".join(html.unescape(text).split())


def _filled(parts: Parts, facts: Look, rows: RowsOf, reader: Reader, number: int) -> Iterator[str | Own]:
    for part in parts:
        match part:
            case Own():
                yield part
            case str():
                yield part
            case RowNumber():
                yield str(number)
            case Place():
                yield _text(part, facts, reader)
            case If():
                chosen = part.then if _holds(part.test, facts) else part.otherwise
                yield from _filled(chosen, facts, rows, reader, number)
            case Each():
                for index, row in enumerate(rows(part.rows), 1):
                    yield from _filled(part.parts, row, rows, reader, index)


def _text(place: Place, facts: Look, reader: Reader) -> str:
    told = tell(place.field, _value(place, facts), place.filter, reader)
    return html.escape(_HIDDEN.sub("", told)).replace("\n", "<br>")


def _holds(test: Guard | Place, facts: Look) -> bool:
    if isinstance(test, Guard):
        return test.test(facts(test.needs))
    value = _value(test, facts)
    return value is not None and value is not False and value != ()


def _value(place: Place, facts: Look) -> Value:
    return place.value.value(facts(place.value.needs))
