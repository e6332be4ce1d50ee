"""Numbers that the engine gives: ``CON-{yyyy}{MM}-{n:6}`` counts from 1 and starts again when the date part changes."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

_PLACE = re.compile(r"\{(?P<name>yyyy|yy|MM|dd|n)(?::(?P<width>[1-9]))?\}")
_DATES = {"yyyy": "%Y", "yy": "%y", "MM": "%m", "dd": "%d"}
_MAX_PATTERN = 60


@dataclass(frozen=True, slots=True)
class Serial:
    """A pattern, read: text before and after the number with ``strftime`` places, and the number's least width."""

    before: str
    after: str
    width: int
    dated: tuple[str, ...]

    def counter(self, name: str, day: date) -> str:
        """The counter that gives the next number on ``day`` (local day of the record's centre).

        ``name`` says whose numbers these are (``contract.number``); each date part has a counter of its own.
        """
        part = day.strftime("".join(_DATES[place] for place in self.dated))
        return f"{name}:{part}" if part else name

    def text(self, number: int, day: date) -> str:
        """The number as people see it."""
        return f"{day.strftime(self.before)}{number:0{self.width}d}{day.strftime(self.after)}"

    def read(self, name: str, text: str) -> tuple[str, int] | None:
        """The counter that gave this number, and the number alone; None for a text that is no such number."""
        found = _reading(self).fullmatch(text)
        if found is None:
            return None
        part = "".join(found[place] for place in self.dated)
        return (f"{name}:{part}" if part else name), int(found["n"])

    def moved(self, text: str, by: int) -> str:
        """The number that many after this one, with the same date; the text itself when it is no such number."""
        found = _reading(self).fullmatch(text)
        if found is None:
            return text
        start, end = found.span("n")
        return f"{text[:start]}{int(found['n']) + by:0{self.width}d}{text[end:]}"


@cache
def _reading(serial: Serial) -> re.Pattern[str]:
    """What reads the numbers of a pattern: its date parts by their names, and the number as ``n``."""
    text = f"{re.escape(serial.before)}(?P<n>\\d{{{serial.width},}}){re.escape(serial.after)}"
    for place in serial.dated:
        text = text.replace(_DATES[place], rf"(?P<{place}>\d{{{len(place)}}})", 1)
        text = text.replace(_DATES[place], f"(?P={place})")
    return re.compile(text, re.ASCII)


@cache
def serial(pattern: str) -> Serial | None:
    """Read a pattern; None when it has not exactly one ``{n}``, an unknown place, or a width where none belongs."""
    places = [*_PLACE.finditer(pattern)]
    numbers = [place for place in places if place["name"] == "n"]
    dated = [place for place in places if place["name"] != "n"]
    rest = _PLACE.sub("", pattern)
    if len(pattern) > _MAX_PATTERN or len(numbers) != 1 or any(place["width"] for place in dated):
        return None
    if not rest.isprintable() or set(rest) & set("{}%"):
        return None
    start, end = numbers[0].span()
    order = tuple(sorted({place["name"] for place in dated}, key=[*_DATES].index))
    return Serial(_dates(pattern[:start]), _dates(pattern[end:]), int(numbers[0]["width"] or 1), order)


def _dates(text: str) -> str:
    return _PLACE.sub(lambda place: _DATES[place["name"]], text)
