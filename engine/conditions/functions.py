"""The functions of formulas: what each takes, and of what type its answer is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.conditions.kinds import common
from engine.conditions.tree import Literal, ValueNode
from engine.conditions.types import INTEGER, NUMBER, TEXT, Kind, Type

_NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER})
_AMOUNTS = _NUMBERS | {Kind.MONEY}
_DAYS = frozenset({Kind.DATE, Kind.DATETIME})
_MAX_PLACES = 6

# The type of the answer, or None when the arguments are wrong.
Answer = Callable[[Sequence[ValueNode]], Type | None]


@dataclass(frozen=True, slots=True)
class Function:
    """``usage`` shows how it is written; ``answer`` is the type it gives for these arguments."""

    usage: str
    answer: Answer


def _kinds(arguments: Sequence[ValueNode]) -> set[Kind]:
    return {argument.type.kind for argument in arguments}


def _round(arguments: Sequence[ValueNode]) -> Type | None:
    value, *places = arguments or (Literal(None, Type(Kind.ABSENT)),)
    wanted = places[0].value if places and isinstance(places[0], Literal) else 0
    known = not places or isinstance(places[0], Literal)
    if (
        value.type.kind not in _AMOUNTS
        or len(places) > 1
        or not known
        or wanted not in range(_MAX_PLACES + 1)
    ):
        return None
    return value.type if value.type.kind is Kind.MONEY else NUMBER if wanted else INTEGER


def _same(arguments: Sequence[ValueNode]) -> Type | None:
    return arguments[0].type if len(arguments) == 1 and _kinds(arguments) <= _AMOUNTS else None


def _integer(arguments: Sequence[ValueNode]) -> Type | None:
    found = _same(arguments)
    return found if found is None or found.kind is Kind.MONEY else INTEGER


def _least(arguments: Sequence[ValueNode]) -> Type | None:
    together = _any_of(arguments)
    return together if together and together.kind in _AMOUNTS | _DAYS else None


def _any_of(arguments: Sequence[ValueNode]) -> Type | None:
    if len(arguments) < 2:  # noqa: PLR2004 - of one there is nothing to choose
        return None
    together: Type | None = arguments[0].type
    for argument in arguments[1:]:
        together = together and common(together, argument.type)
    return together


def _text(arguments: Sequence[ValueNode]) -> Type | None:
    return TEXT if len(arguments) == 1 and _kinds(arguments) == {Kind.TEXT} else None


def _length(arguments: Sequence[ValueNode]) -> Type | None:
    return INTEGER if _text(arguments) else None


def _concat(arguments: Sequence[ValueNode]) -> Type | None:
    return TEXT if arguments and _kinds(arguments) <= {Kind.TEXT, Kind.INTEGER} else None


def _days(arguments: Sequence[ValueNode]) -> Type | None:
    return INTEGER if len(arguments) == 2 and _kinds(arguments) <= _DAYS else None  # noqa: PLR2004 - from and to


FUNCTIONS: Mapping[str, Function] = {
    "round": Function("round(number) or round(number, places)", _round),
    "abs": Function("abs(number)", _same),
    "floor": Function("floor(number)", _integer),
    "ceiling": Function("ceiling(number)", _integer),
    "min": Function("min(a, b, ...)", _least),
    "max": Function("max(a, b, ...)", _least),
    "days": Function("days(from, to)", _days),
    "length": Function("length(text)", _length),
    "upper": Function("upper(text)", _text),
    "lower": Function("lower(text)", _text),
    "concat": Function("concat(text, ...)", _concat),
    "coalesce": Function("coalesce(a, b, ...)", _any_of),
}
# Those that are not calls in the tree: a moment, a choice, a test.
OTHERS: Mapping[str, str] = {
    "now": "now()",
    "today": "today()",
    "choose": "choose(condition, a, b)",
    "present": "present(a)",
    "absent": "absent(a)",
}
