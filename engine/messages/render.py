"""The verb of this room: the texts of a message, filled from facts at the commit (A10).

Texts are plain text on every channel: an adapter that makes markup of one escapes the whole. What comes from records
is cleaned as the channel asks, so that a value can neither break a line where lines mean something nor hide text.
"""

import re
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from engine.effects.look import Look
from engine.messages.message import Message, Piece
from engine.records.telling import Reader, tell

MAX_BYTES = 256 * 1024
_CUT = "…"
_ANY_ZONE = ZoneInfo("UTC")  # of a text without moments: nobody needs to look for the centre
# Control characters except line feed and tab, and the marks that turn the direction of text around.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")


def render(message: Message, facts: Look) -> dict[str, dict[str, str]]:
    """The finished texts: channel -> language -> text, for each channel that the message goes to.

    ``facts`` are about the record and know the ``zone`` of its centre; what is absent is "". Together the texts have at
    most 256 KB of UTF-8: each may have its share, and one that is longer is cut and ends in "…".
    """
    zone = facts.value("zone") if message.tells_moments else _ANY_ZONE
    if not isinstance(zone, ZoneInfo):
        raise TypeError("facts give the zone of every record")
    share = MAX_BYTES // max(1, sum(len(message.texts[channel]) for channel in message.channels))
    return {
        channel: {
            language: _text(pieces, facts, Reader(language, zone), _CLEAN[channel], share)
            for language, pieces in message.texts[channel].items()
        }
        for channel in message.channels
    }


def _text(
    pieces: tuple[Piece, ...], facts: Look, reader: Reader, clean: Callable[[str], str], limit: int
) -> str:
    text = "".join(_fill(piece, facts, reader, clean) for piece in pieces)
    data = text.encode()
    if len(data) <= limit:
        return text
    return data[: limit - len(_CUT.encode())].decode(errors="ignore") + _CUT


def _fill(piece: Piece, facts: Look, reader: Reader, clean: Callable[[str], str]) -> str:
    if piece.place is None or piece.field is None:
        return piece.text
    value = piece.place.value(facts(piece.place.needs))
    return clean(tell(piece.field, value, piece.filter, reader))


def _lines(text: str) -> str:
    return _HIDDEN.sub("", text)


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", _lines(text)).strip()


_CLEAN: Mapping[str, Callable[[str], str]] = {"app": _lines, "mail": _lines, "sms": _one_line}
