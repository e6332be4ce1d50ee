"""What is held: records counted for as long as a condition holds, as a figure that the store can give.

Only what is stored with the record itself may decide whether it counts: then nothing but a change of the record makes a
place taken or free, and no two commands can take the last one.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b

from engine.conditions.compiled import Computed, Guard
from engine.conditions.tree import SPANS, All, Condition, Leaf, Path, SetQuery
from engine.conditions.types import DATETIME, INTEGER, Kind
from engine.limits import model, problems
from engine.limits.check_on import Counted, exempting
from engine.limits.limit import How, Source, Window

KEY = "key"
BEGIN, END = "begin", "end"
_KEYS = (Kind.LINK, Kind.ENUM, Kind.TEXT)
_PARAMETER = "parameter."


def held(on: model.HoldOn, counted: Counted, window: Window) -> Source | None:
    """The compiled source of what is held, or None when something was reported."""
    findings, at = counted.findings, counted.at
    if not findings.known(problems.UNKNOWN_ENTITY, f"{at}/hold", on.hold, counted.around.entities):
        return None
    names = counted.names(on.hold, actor=False)
    condition = None if on.condition is None else findings.guard(on.condition, names, f"{at}/if")
    per = counted.per(on.as_, names)
    amount = counted.amount(names)
    most, warn_at = counted.most(names, amount)
    _stored(on.hold, condition, f"{at}/if", counted)
    for place, one in enumerate(per):
        _stored(on.hold, one, f"/per/{place}", counted)
    _stored(on.hold, amount, "/sum", counted)
    for name in window.fields:
        found = counted.path(name, names, "/window")
        _stored(on.hold, found, "/window", counted)
        if found is not None and found.node.type.kind is not Kind.DATETIME:
            findings.report(problems.NOT_A_MOMENT, "/window", name=name)
    key = next((one for one in per if one.node.type.kind in _KEYS), None)
    if key is None:
        findings.report(problems.NO_KEY, "/per")
    if findings.broken or most is None or key is None:
        return None
    per = (key, *(one for one in per if one is not key))
    fields = tuple(_path(one) for one in per)
    query = _query(f"limit.{counted.id}.{at}", on.hold, per, condition, amount, window)
    spans = _spans(query, amount, window) if window.fields else None
    asking = exempting(How.HOLD, on.hold, per, amount, names, counted)
    return Source(How.HOLD, on.hold, "", per, most, warn_at, condition, amount, query, fields, spans, asking)


def _query(
    id: str,
    entity: str,
    per: tuple[Computed, ...],
    condition: Guard | None,
    amount: Computed | None,
    window: Window,
) -> SetQuery:
    """The figure of a counter: of the records with this key, in this window, for which the condition holds."""
    parts: list[Condition] = [condition.tree] if condition else []
    parts += [
        Leaf(one.node, "eq", Path(f"record.{KEY}{place}", one.node.type))
        for place, one in enumerate(per)
        if place
    ]
    parts += _within(window)
    outer = [f"{KEY}{place}" for place in range(1, len(per))]
    outer += [BEGIN, END] if window.fields else []
    outer += sorted(
        path for path in (condition.needs.paths if condition else ()) if path.startswith(_PARAMETER)
    )
    function = "sum" if amount else "count"
    type_ = amount.node.type if amount else INTEGER
    where = All(tuple(parts)) if parts else None
    field = _path(amount) if amount else None
    query = SetQuery(id, entity, _path(per[0]), f"{KEY}0", function, field, where, tuple(outer), type_)
    # Of this limit alone: a figure that was read for something else may be older than the counter's row.
    return replace(query, id=f"{id}.{blake2b(repr(query).encode(), digest_size=12).hexdigest()}")


def _spans(query: SetQuery, amount: Computed | None, window: Window) -> SetQuery:
    """The rows behind the figure: when each begins, when it ends (of those that must not overlap), and its amount."""
    more = (*window.fields[1:], *([_path(amount)] if amount else []))
    return replace(
        query,
        id=f"{query.id}.{SPANS}",
        function=SPANS,
        field=window.fields[0],
        more=more,
        type=amount.node.type if amount else DATETIME,
    )


def _within(window: Window) -> Iterator[Condition]:
    begin, end = Path(f"record.{BEGIN}", DATETIME), Path(f"record.{END}", DATETIME)
    if window.period is not None:
        at = Path(window.fields[0], DATETIME)
        yield Leaf(at, "gte", begin)
        yield Leaf(at, "lt", end)
    elif window.fields:
        yield Leaf(Path(window.fields[0], DATETIME), "lt", end)
        yield Leaf(Path(window.fields[1], DATETIME), "gt", begin)


def _path(one: Computed) -> str:
    return one.node.path if isinstance(one.node, Path) else ""


def _stored(entity: str, one: Guard | Computed | None, at: str, counted: Counted) -> None:
    """Report everything that is looked at and is not stored with the record."""
    if one is None:
        return
    fields = counted.around.entities[entity]
    for path in sorted(one.needs.paths):
        field = fields.field(path)
        if "@" in path or (not path.startswith(_PARAMETER) and (field is None or not field.stored)):
            counted.findings.report(problems.NOT_KEPT, at, name=path)
    for query in one.needs.sets:
        counted.findings.report(problems.NOT_KEPT, at, name=f"{query.entity}.{query.link}")
    for table, output in sorted(one.needs.decisions):
        counted.findings.report(problems.NOT_KEPT, at, name=f"{table}.{output}")
