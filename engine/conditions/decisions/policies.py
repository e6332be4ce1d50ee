"""Hit policies: which of the rows that hit answer, and how several answers become one.

A policy sees the hit rows in their order, each with its values; it never sees facts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial, reduce

from engine.conditions.arithmetic import Number, add
from engine.conditions.decisions.sheet import Sheet
from engine.conditions.types import Kind
from engine.values.plain import Value

Answer = Value | tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a table decided: outputs (an absent one is left out), and the rows that it comes from.

    No rows: none hit, and the outputs are those of ``else``. An output of a policy that lists is a tuple.
    """

    outputs: Mapping[str, Answer] = field(default_factory=dict[str, Answer])
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    """Rows hit together that the policy forbids to; the caller refuses, naming the table and the rows (A45)."""

    table: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that hit, with its present values."""

    row: str
    values: Mapping[str, Value]


Policy = Callable[[Sequence[Hit]], Outcome | Violation]


def policy_of(sheet: Sheet) -> Policy:
    """The policy of a table, as a function of one or more hits. The policy itself was checked before."""
    match sheet.hit:
        case "unique":
            return lambda hits: _single(hits[0]) if len(hits) == 1 else Violation(sheet.id, _ids(hits))
        case "any":
            return lambda hits: _agreed(sheet.id, hits)
        case "first":
            return lambda hits: _single(hits[0])
        case "priority":
            order = _by_rank(sheet)
            return lambda hits: _single(order(hits)[0])
        case "rule_order":
            return lambda hits: _listed(sheet, hits)
        case "output_order":
            order = _by_rank(sheet)
            return lambda hits: _listed(sheet, order(hits))
        case "collect":
            return _collection(sheet)
        case unknown:
            raise ValueError(unknown)


def _ids(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(hit.row for hit in hits)


def _single(hit: Hit) -> Outcome:
    return Outcome(hit.values, (hit.row,))


def _agreed(table: str, hits: Sequence[Hit]) -> Outcome | Violation:
    differing = next((hit for hit in hits if hit.values != hits[0].values), None)
    return (
        Outcome(hits[0].values, _ids(hits))
        if differing is None
        else Violation(table, (hits[0].row, differing.row))
    )


def _listed(sheet: Sheet, hits: Sequence[Hit]) -> Outcome:
    columns = {id: tuple(hit.values[id] for hit in hits if id in hit.values) for id in sheet.outputs}
    return Outcome({id: values for id, values in columns.items() if values}, _ids(hits))


def _by_rank(sheet: Sheet) -> Callable[[Sequence[Hit]], Sequence[Hit]]:
    rank = sheet.rank
    if rank is None:
        raise ValueError(sheet.hit)
    options = sheet.outputs[rank].type.options
    place = {option: position for position, option in enumerate(options)}
    # A row without a value in the ranking output comes last; equal ones keep the order of the rows.
    return lambda hits: sorted(hits, key=lambda hit: place.get(str(hit.values.get(rank)), len(options)))


def _collection(sheet: Sheet) -> Policy:
    if sheet.collect == "list":
        return lambda hits: _listed(sheet, hits)
    output = next(iter(sheet.outputs))
    if sheet.collect == "count":
        return lambda hits: Outcome({output: len(hits)}, _ids(hits))
    folds: Mapping[str, Callable[[list[Number]], Number]] = {
        "sum": partial(reduce, add),
        "min": min,
        "max": max,
    }
    fold = folds[sheet.collect or ""]

    def folded(hits: Sequence[Hit]) -> Outcome:
        values = [hit.values.get(output) for hit in hits]
        numbers = [value for value in values if isinstance(value, int | Decimal)]
        if not numbers:
            return Outcome(nothing(sheet), _ids(hits))
        return Outcome({output: fold(numbers)}, _ids(hits))

    return folded


def nothing(sheet: Sheet) -> Mapping[str, Answer]:
    """The outputs when nothing was collected: a count or a sum of nothing is 0 (A14), all else is absent (A45)."""
    if sheet.collect not in {"count", "sum"}:
        return {}
    whole = sheet.collect == "count" or next(iter(sheet.outputs.values())).type.kind is Kind.INTEGER
    return {id: 0 if whole else Decimal(0) for id in sheet.outputs}
