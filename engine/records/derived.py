"""Checking and compiling what is never entered: formulas, conditions, decisions (E18) and roll-ups."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from engine.conditions.compiled import Computed, Guard, computed, guard
from engine.conditions.names import RESERVED
from engine.conditions.needs import needs
from engine.conditions.parse import condition, value
from engine.conditions.sets import rollup_query
from engine.conditions.tree import SetQuery
from engine.conditions.types import Kind
from engine.records import problems
from engine.records.entity import Field
from engine.records.model import EntityFile, LinesField, RollupField, ValueField
from engine.records.scope import Scope
from engine.values.duration import Duration

_SHAPES = ("formula", "condition", "decision")
_ENTERED = ("default", "copy_from", "required", "dedupe")


def derived(base: Field, said: ValueField, scope: Scope, at: tuple[str, ...]) -> Field:
    """A field that the engine computes from a formula, a condition or a decision."""
    if sum(getattr(said, shape) is not None for shape in _SHAPES) > 1:
        scope.fault(problems.DERIVED_TWICE, *at)
    for name in _ENTERED:
        if getattr(said, name):
            scope.fault(problems.DERIVED_IS_ENTERED, *at, name, name=name)
    kept = is_kept(said, scope.around.files[scope.entity])
    if said.condition is not None:
        holds = _condition(base, said, scope, at)
        found = replace(base, condition=holds, kept=kept, stored=kept)
    else:
        holds = _value(base, said, scope, at)
        found = replace(base, formula=holds, kept=kept, stored=kept)
    if kept and holds is not None:
        _check_kept(holds, scope, at)
    return found


def is_kept(said: ValueField, file: EntityFile) -> bool:
    """Whether a derived value is stored: where it says so, and in lines (their totals are added up) unless it says not."""
    return file.part_of is not None if said.kept is None else said.kept


def rolled_up(base: Field, said: RollupField, scope: Scope, at: tuple[str, ...]) -> Field:
    """A figure over other records, or over the record's own lines."""
    window = None if said.window is None else Duration.parse(said.window.rolling)
    if said.window is not None and (window is None or window.rough_seconds <= 0):
        scope.fault(problems.BAD_WINDOW, *at, "window", "rolling", name=said.window.rolling)
    query, found = rollup_query(said.of, said.function, said.field, said.where, window, scope.names())
    scope.add(found, *at)
    if query is not None:
        _check_rows(query, scope, at)
    return replace(base, rollup=query, stored=False)


def derived_order(fields: Mapping[str, Field], scope: Scope) -> tuple[str, ...]:
    """The derived fields, each after those it reads; a circle is reported and left out."""
    reads = {
        name: reads_of(field, scope) for name, field in fields.items() if field.derived and not field.clock
    }
    order: dict[str, None] = {}
    while waiting := {name for name in reads if name not in order}:
        ready = [name for name in reads if name in waiting and not reads[name] & waiting]
        if not ready:
            # Those that only follow the circle are not its members.
            while last := {name for name in waiting if not any(name in reads[other] for other in waiting)}:
                waiting -= last
            names = sorted(waiting)
            scope.fault(problems.DERIVED_CYCLE, "fields", names[0], names=", ".join(names))
            break
        order |= dict.fromkeys(ready)
    return tuple(order)


def _condition(base: Field, said: ValueField, scope: Scope, at: tuple[str, ...]) -> Guard | None:
    if base.type.kind is not Kind.BOOLEAN:
        scope.fault(problems.CONDITION_IS_BOOLEAN, *at, "type")
    parsed = condition(said.condition, scope.names())
    scope.add(parsed.diagnostics, *at, "condition")
    return None if parsed.tree is None else guard(parsed.tree)


def _value(base: Field, said: ValueField, scope: Scope, at: tuple[str, ...]) -> Computed | None:
    shape = "formula" if said.formula is not None else "decision"
    parsed = value({shape: getattr(said, shape)}, scope.names(), base.type)
    scope.add(
        [replace(d, pointer=d.pointer.removeprefix(f"/{shape}")) for d in parsed.diagnostics], *at, shape
    )
    return None if parsed.node is None else computed(parsed.node)


def _check_kept(run: Computed | Guard, scope: Scope, at: tuple[str, ...]) -> None:
    looks_at = run.needs
    file = scope.around.files[scope.entity]
    lines = {name for name, field in file.fields.items() if isinstance(field, LinesField)}
    own = scope.around.catalogue.lines.get(scope.entity, {})
    mine = {own[name].entity for name in lines if name in own}
    followed = {path for path in looks_at.paths if "." in path and path.split(".")[0] not in RESERVED}
    followed |= {query.entity for query in looks_at.sets if query.entity not in mine}
    followed |= {
        path
        for path in looks_at.paths
        if isinstance(said := file.fields.get(path), RollupField) and said.of not in lines
    }
    for name in sorted(followed):
        scope.fault(problems.KEPT_FOLLOWS, *at, "kept", name=name)


def _check_rows(query: SetQuery, scope: Scope, at: tuple[str, ...]) -> None:
    """A figure is taken by the database: what it reads of the rows must have a column."""
    rows = scope.around.files[query.entity]
    looked = needs(query.where).paths if query.where is not None else ()
    places: Iterable[tuple[str, str]] = [
        ("field", query.field or ""),
        *(("where", path) for path in sorted(looked)),
    ]
    for place, path in places:
        said = rows.fields.get(path.split(".")[0])
        computed_there = isinstance(said, ValueField) and any(
            getattr(said, shape) is not None for shape in _SHAPES
        )
        if isinstance(said, RollupField) or (
            computed_there and isinstance(said, ValueField) and not is_kept(said, rows)
        ):
            scope.fault(problems.ROLLUP_NOT_STORED, *at, place, name=path)


def reads_of(field: Field, scope: Scope) -> set[str]:
    """The fields of its own entity that a derived field is computed from."""
    if field.rollup is not None:
        return {path.split(".")[0] for path in (field.rollup.of, *field.rollup.outer)}
    run = field.formula or field.condition
    if run is None:
        return set()
    heads = {path.removeprefix("record.").split(".")[0] for path in run.needs.paths}
    for table, _ in run.needs.decisions:
        heads |= scope.around.decision_reads.get(table, frozenset())
    return heads
