"""Sample values of a column, so that each thing that any of its cells can tell apart is there once.

For an ordered type these are the values that cells name and one value between each pair of neighbours, below the
first and above the last; for others the named values and one that nobody names. Absent comes last (a boolean is never
absent, A15). Two records whose values no cell tells apart are one and the same to the table, so that a finite table
is judged exactly by trying the samples.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from engine.conditions.decisions.cells import literals
from engine.conditions.decisions.lines import LINES, along
from engine.conditions.tree import Leaf
from engine.conditions.types import Kind, Type
from engine.values.plain import Value

MOST_PARTS = 6  # contained texts, or options of a set: 2 to this power combinations are tried
_MARKS = "※◇□" + "".join(chr(code) for code in range(0xE000, 0xE100))  # no folding changes any of these
_ORDERING = frozenset({"lt", "lte", "gt", "gte", "between"})


@dataclass(frozen=True, slots=True)
class Samples:
    """Values to try; ``complete`` is False when something that a cell can tell apart may be missing."""

    values: tuple[Value, ...]
    complete: bool = True


def samples(type_: Type, leaves: Sequence[Leaf]) -> Samples:
    """The samples of a column of this type whose cells consist of these leaves."""
    named = [value for leaf in leaves for value in literals(leaf) if value is not None]
    match type_.kind:
        case Kind.BOOLEAN:
            return Samples((True, False))
        case Kind.ENUM:
            return Samples((*type_.options, None))
        case Kind.TEXT | Kind.LINK:
            return _texts(leaves)
        case Kind.ENUMS:
            return _option_sets(type_.options, named)
        case kind if kind in LINES:
            # Two durations of one rough length (P1D, PT24H) are still different, so their line says not all.
            return Samples((*along(kind, named), None), complete=kind is not Kind.DURATION)
        case _:
            return Samples((*_unique(named), None), complete=False)


def _unique(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))


def _texts(leaves: Sequence[Leaf]) -> Samples:
    """The named texts, and every way in which an unnamed text can start and contain what cells look for.

    An unnamed text is told apart by its longest known start and by the parts it contains: one is built for each pair,
    joined by a mark that no cell knows.
    """
    equal = _words(leaves, {"eq", "ne", "in", "not_in", *_ORDERING})
    starts, parts = _words(leaves, {"starts_with"}), _words(leaves, {"contains"})
    known = "".join([*equal, *starts, *parts])
    other = next((mark for mark in _MARKS if mark not in known), None)
    if other is None:
        return Samples((*_unique([*equal, *starts, *parts]), None), complete=False)
    tried = parts[:MOST_PARTS]
    built = [
        start + "".join(other + part for part in chosen) + other
        for start in ("", *starts)
        for chosen in _subsets(tried)
    ]
    # Between two texts in their order there are texts of every sort: those are not looked for.
    ordered = any(leaf.operator in _ORDERING for leaf in leaves)
    complete = len(parts) <= MOST_PARTS and not ordered
    return Samples((*_unique([*equal, *starts, *parts, *built]), None), complete)


def _words(leaves: Sequence[Leaf], operators: set[str]) -> list[str]:
    found = (value for leaf in leaves if leaf.operator in operators for value in literals(leaf))
    return [*dict.fromkeys(value for value in found if isinstance(value, str))]


def _option_sets(options: tuple[str, ...], named: Sequence[Value]) -> Samples:
    """Sets of the options that cells name, each without and with one that nobody names."""
    known = [option for option in options if option in set(named)]
    rest = [option for option in options if option not in set(named)][:1]
    # A set is kept in the order of the options.
    sets = [
        tuple(option for option in options if option in chosen)
        for subset in _subsets(known[:MOST_PARTS])
        for chosen in ({*subset}, {*subset, *rest})
    ]
    return Samples((*_unique(one for one in sets if one), None), complete=len(known) <= MOST_PARTS)


def _subsets(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(words) + 1):
        yield from combinations(words, size)
