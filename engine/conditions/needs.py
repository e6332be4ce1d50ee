"""What a tree needs to be answered: paths, sets, decisions. The facts are gathered by it, nothing more."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.conditions.names import of_parameter
from engine.conditions.tree import (
    All,
    Any,
    Arithmetic,
    Call,
    Choose,
    Condition,
    Constant,
    DecisionValue,
    Leaf,
    Literal,
    Not,
    Now,
    Path,
    SetQuery,
    SetValue,
    ValueNode,
)
from engine.conditions.types import Kind

_DAYS = (Kind.DATE, Kind.DATETIME)


@dataclass(frozen=True, slots=True)
class Needs:
    """Paths, sets and decisions, each once.

    ``paths`` are spelled as in ``names`` and hold ``now`` and ``zone`` when they are looked at; ``decisions`` are
    (table, output). What a set takes from outside (its ``of`` and ``outer``) is among the paths.
    """

    paths: frozenset[str] = frozenset()
    sets: tuple[SetQuery, ...] = ()
    decisions: frozenset[tuple[str, str]] = frozenset()


NOTHING = Needs()


@dataclass(slots=True)
class _Found:
    paths: set[str] = field(default_factory=set[str])
    sets: dict[str, SetQuery] = field(default_factory=dict[str, SetQuery])
    decisions: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


def needs(tree: Condition | ValueNode) -> Needs:
    """All that the tree looks at."""
    found = _Found()
    for node in nodes(tree):
        if isinstance(node, Path):
            found.paths.update(_of_path(node.path))
        elif isinstance(node, DecisionValue):
            found.decisions.add((node.table, node.output))
        elif isinstance(node, SetValue):
            found.sets[node.query.id] = node.query
            found.paths.update(path for one in node.query.outer for path in _of_path(one))
            found.paths.update((node.query.of,) if node.query.of else ())
        elif isinstance(node, Now):
            found.paths.update(("now", "zone") if node.offset or node.day else ("now",))
        elif isinstance(node, Leaf | Call):
            found.paths.update(_time(node))
    return Needs(frozenset(found.paths), tuple(found.sets.values()), frozenset(found.decisions))


def nodes(tree: Condition | ValueNode) -> Iterator[Condition | ValueNode]:
    """Every node of the tree, itself first; not those inside a set's condition on its rows."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def children(node: Condition | ValueNode) -> "list[Condition | ValueNode]":
    """The parts of one node, in order."""
    match node:
        case All() | Any():
            return [*node.parts]
        case Not():
            return [node.part]
        case Leaf():
            right = node.right if isinstance(node.right, tuple) else (node.right,)
            return [node.left, *(side for side in right if side is not None and not isinstance(side, str))]
        case Arithmetic():
            return [node.left] if node.right is None else [node.left, node.right]
        case Call():
            return [*node.arguments]
        case Choose():
            return [part for branch in node.branches for part in branch if part is not None]
        case Constant() | Literal() | Path() | Now() | SetValue() | DecisionValue():
            return []


def _of_path(path: str) -> tuple[str, ...]:
    """A path, and the field whose day it hangs on."""
    head, _, rest = path.partition(".")
    day = of_parameter(rest)[1] if head == "parameter" else None
    return (path,) if day is None else (path, day)


def _time(node: Leaf | Call) -> tuple[str, ...]:
    if isinstance(node, Leaf) and node.operator in ("within", "during"):
        return ("now", "zone")
    kinds = {part.type.kind for part in children(node) if isinstance(part, ValueNode)}
    between_days = node.function == "days" if isinstance(node, Call) else kinds >= {*_DAYS}
    return ("zone",) if between_days and Kind.DATETIME in kinds else ()
