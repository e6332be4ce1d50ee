"""Rows under other ids and words: each row is read once, and written as often as it is wanted.

An id or a word is found wherever it stands in a text: alone, in a link, in a list, in JSON.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from adapters.store.search import fold
from adapters.store.storage import SQLITE, Convert, Flavour
from engine.conditions.types import Kind
from engine.ports.whole import Moved

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_MOMENT = 10  # characters of an id that tell when it was made; the others are chance
_WORD = r"[0-9A-Za-z_]+(?:-+[0-9A-Za-z_]+)*"
_ESCAPE = r"\\(?:u[0-9a-f]{4}|.)"  # in JSON: no word begins in the middle of one

Row = Sequence[Any]
# A row, and of each text of it in which something moves: where it stands, and its pieces, every other one of which moves.
Read = tuple[Row, tuple[tuple[int, Sequence[str]], ...]]


_TEXTS = frozenset({Kind.TEXT, Kind.LINK, Kind.ENUMS, "json"})
_AS_IT_IS = frozenset({"json", Kind.DURATION})  # text in both databases


class Words(dict[str, str]):
    """What stands elsewhere for each text; an id of a row becomes another one of the same moment."""

    def __init__(self, move: Moved, numbers: dict[str, str], kept: AbstractSet[str]) -> None:
        """``numbers``: those of records; ``kept``: ids that stay."""
        super().__init__({**move.words, **numbers})
        self.update({fold(one): fold(other) for one, other in [*self.items()]})
        self._kept = kept
        mixed = [*_ALPHABET]
        if move.seed:
            random.Random(move.seed).shuffle(mixed)  # noqa: S311 - sample data, no secrets
        self._chance = str.maketrans(_ALPHABET, "".join(mixed))

    def __missing__(self, text: str) -> str:
        if text in self._kept or _ID.fullmatch(text) is None:
            return text
        return text[:_MOMENT] + text[_MOMENT:].translate(self._chance)


class Mover:
    """Reads and moves the rows of one table."""

    def __init__(
        self,
        columns: Sequence[str],
        kinds: Mapping[str, str],
        flavour: Flavour,
        known: AbstractSet[str],
        kept: AbstractSet[str],
    ) -> None:
        """``columns`` as rows have them, ``kinds`` of those that are written, to a database of this flavour.

        ``known``: texts that move, as well as ids but for ``kept``.
        """
        self.names = [*kinds]
        self._skipped = len(columns) - len(kinds)
        self._known, self._kept = known, kept
        self._places = tuple(place for place, kind in enumerate(kinds.values()) if kind in _TEXTS)
        self._converts = tuple(_converts(kinds.values(), flavour))
        others = sorted((one for one in known if re.fullmatch(_WORD, one) is None), key=len, reverse=True)
        self._pattern = re.compile(f"({'|'.join([_ESCAPE, *map(re.escape, others), _WORD])})")

    def read(self, rows: Iterable[Row]) -> list[Read]:
        """The rows with what moves in them."""
        return [
            (
                row,
                tuple(
                    (place, pieces)
                    for place in self._places
                    if row[place] is not None and (pieces := self._pieces(row[place])) is not None
                ),
            )
            for row in (whole[self._skipped :] for whole in rows)
        ]

    def moved(self, rows: Iterable[Read], words: Words) -> Iterator[list[Any]]:
        """The rows as these words make them, in the form that the database takes."""
        for row, texts in rows:
            made = [*row]
            for place, pieces in texts:
                filled = [*pieces]
                filled[1::2] = [words[one] for one in pieces[1::2]]
                made[place] = "".join(filled)
            for place, convert in self._converts:
                if made[place] is not None:
                    made[place] = convert(made[place])
            yield made

    def _pieces(self, text: str) -> list[str] | None:
        """A text cut around what moves in it, which are the odd pieces; None when nothing does."""
        if self._moves(text):
            return ["", text, ""]
        pieces = [""]
        for place, piece in enumerate(self._pattern.split(text)):
            if place % 2 and self._moves(piece):
                pieces += [piece, ""]
            else:
                pieces[-1] += piece
        return pieces if len(pieces) > 1 else None

    def _moves(self, piece: str) -> bool:
        return piece in self._known or (_ID.fullmatch(piece) is not None and piece not in self._kept)


def _converts(kinds: Iterable[str], flavour: Flavour) -> Iterator[tuple[int, Convert]]:
    """How the values that SQLite keeps are told to this database."""
    for place, kind in enumerate(kinds):
        read = SQLITE.storage[kind].read
        if flavour.postgres and read is not None and kind not in _AS_IT_IS:
            yield place, read
