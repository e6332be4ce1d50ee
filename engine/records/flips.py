"""Kept fields that time alone may change: the comparisons that tell when to look at them again (E18)."""

from collections.abc import Iterator, Mapping

from engine.conditions.compiled import Guard, guard
from engine.conditions.flips import flips_at_computable, looks_at_now
from engine.conditions.needs import needs
from engine.conditions.tree import Condition, ValueNode
from engine.records import problems
from engine.records.derived import reads_of
from engine.records.entity import Field
from engine.records.scope import Scope


def flips_of(fields: Mapping[str, Field], scope: Scope, *, in_list: bool) -> tuple[Guard, ...]:
    """The comparisons with now on which the kept fields of an entity hang; a fault where no moment can be computed.

    ``in_list``: the entity's records are rows of another, which has the timers.
    """
    found: dict[str, Guard] = {}
    for name, field in fields.items():
        for one in _read_by(name, fields, scope) if field.kept else ():
            tree = _tree_at_now(one)
            if _set_at_now(one) or (tree is not None and not flips_at_computable(tree)):
                scope.fault(problems.KEPT_NO_FLIP, "fields", name, "kept")
            elif tree is not None and in_list:
                scope.fault(problems.KEPT_NOW, "fields", name, "kept")
            elif tree is not None:
                found |= {repr(leaf): guard(leaf) for leaf in looks_at_now(tree)}
    return tuple(found.values())


def _tree_at_now(field: Field) -> Condition | ValueNode | None:
    run = field.condition or field.formula
    if run is None or "now" not in run.needs.paths:
        return None
    return run.tree if isinstance(run, Guard) else run.node


def _set_at_now(field: Field) -> bool:
    """Whether a set that is counted changes as time passes."""
    run = field.condition or field.formula
    sets = (field.rollup,) if field.rollup is not None else run.needs.sets if run is not None else ()
    return any(
        one.window is not None or (one.where is not None and "now" in needs(one.where).paths) for one in sets
    )


def _read_by(name: str, fields: Mapping[str, Field], scope: Scope) -> Iterator[Field]:
    """The field, and what is computed for it alone: another kept field has moments of its own."""
    waiting, seen = [name], {name}
    while waiting:
        field = fields[waiting.pop()]
        yield field
        for read in sorted(reads_of(field, scope) - seen):
            other = fields.get(read)
            seen.add(read)
            if other is not None and other.derived and not other.kept and other.clock is None:
                waiting.append(read)
