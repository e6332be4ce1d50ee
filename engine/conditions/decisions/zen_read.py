"""Reads cells in the unary syntax of ZEN as cells of ours; see ``zen_write``.

What is read means what it means to ZEN: strictly from left to right. What we do not read alike is refused.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.values.plain import Json

_COMPARED_BY = {"==": "eq", "!=": "ne", "<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}
_OPPOSITE = {"gte": "lt", "gt": "lte", "lte": "gt", "lt": "gte"}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>-?\s*\d+(?:\.\d+)?)|(?P<text>\"[^\"]*\"|'[^']*')|(?P<word>[a-z]+)|(?P<sign>\.\.|[<>=!]=|[<>\[\](),]))"
)
_WORDS = frozenset({"and", "or", "not", "in", "true", "false", "null"})


class _Unreadable(Exception):
    """The cell says something that we do not read; it never leaves this file."""


def read(text: str) -> Json:
    """The cell of our format for a ZEN cell; None when it is not one that both languages say alike.

    An empty cell is not asked for here: it means any value, and has no counterpart.
    """
    try:
        return _Reader(_tokens(text)).cell()
    except _Unreadable:
        return None


def read_literal(text: str) -> tuple[bool, Json]:
    """Whether the text is one ZEN literal, and its value (``null`` is None)."""
    try:
        tokens = _tokens(text)
        return (True, _Reader(tokens).literal()) if len(tokens) == 1 else (False, None)
    except _Unreadable:
        return False, None


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise _Unreadable
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    if not found or any(kind == "word" and word not in _WORDS for kind, word in found):
        raise _Unreadable
    return found


class _Reader:
    def __init__(self, tokens: Sequence[tuple[str, str]]) -> None:
        self._tokens, self._place = tokens, 0

    def cell(self) -> Json:
        cell = self._test()
        while self._place < len(self._tokens):
            sign = self._next()
            if sign not in {"and", "or", ","}:
                raise _Unreadable
            cell = _join("all" if sign == "and" else "any", cell, self._test())
        return cell

    def _next(self) -> str:
        if self._place >= len(self._tokens):
            raise _Unreadable
        self._place += 1
        return self._tokens[self._place - 1][1]

    def _ahead(self, offset: int = 0) -> str:
        place = self._place + offset
        return self._tokens[place][1] if place < len(self._tokens) else ""

    def _test(self) -> Json:
        ahead = self._ahead()
        if ahead == "not":
            self._next()
            if self._next() != "in":
                raise _Unreadable
            return self._among(inside=False)
        if ahead == "in":
            self._next()
            return self._among(inside=True)
        if ahead in {"[", "("}:
            return self._among(inside=True)
        if ahead in _COMPARED_BY:
            return self._compared(_COMPARED_BY[self._next()])
        value = self.literal()
        return {"op": "absent"} if value is None else value

    def _compared(self, operator: str) -> Json:
        value = self.literal()
        if operator in _OPPOSITE and not _is_number(value):
            raise _Unreadable
        if value is None:
            return {"op": "absent" if operator == "eq" else "present"}
        return value if operator == "eq" else {"op": operator, "value": value}

    def _among(self, *, inside: bool) -> Json:
        """A list or an interval."""
        opening = self._next()
        if opening not in {"[", "("}:
            raise _Unreadable
        values = [self.literal()]
        if self._ahead() == "..":
            return self._interval(opening, values[0], inside=inside)
        while self._ahead() == ",":
            self._next()
            values.append(self.literal())
        if opening != "[" or self._next() != "]" or None in values:
            raise _Unreadable
        return {"op": "in" if inside else "not_in", "value": values}

    def _interval(self, opening: str, low: Json, *, inside: bool) -> Json:
        self._next()
        high, closing = self.literal(), self._next()
        if closing not in {"]", ")"} or not _is_number(low) or not _is_number(high):
            raise _Unreadable
        lower, upper = ("gte" if opening == "[" else "gt"), ("lte" if closing == "]" else "lt")
        if inside:
            return {"all": [{"op": lower, "value": low}, {"op": upper, "value": high}]}
        return {"any": [{"op": _OPPOSITE[lower], "value": low}, {"op": _OPPOSITE[upper], "value": high}]}

    def literal(self) -> Json:
        if self._place >= len(self._tokens):
            raise _Unreadable
        kind, text = self._tokens[self._place]
        self._place += 1
        if kind == "number":
            digits = text.replace(" ", "")
            return Decimal(digits) if "." in digits else int(digits)
        if kind == "text" and len(text) > 2:  # noqa: PLR2004 - empty text is "absent" with us, and is not with ZEN
            return text[1:-1]
        if text in {"true", "false", "null"} and kind == "word":
            return {"true": True, "false": False, "null": None}[text]
        raise _Unreadable


def _is_number(value: Json) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _join(word: str, left: Json, right: Json) -> Json:
    """``left`` and ``right`` as one cell, without needless nesting."""
    parts = left.get(word) if isinstance(left, Mapping) else None
    return {word: [*(parts if isinstance(parts, list) else [left]), right]}
