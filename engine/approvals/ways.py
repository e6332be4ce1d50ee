"""Every way through the steps of an approval, each with facts that go along it.

Comparisons of a field with constants are tried at every value that they can tell apart; what else a condition looks at
(parameters, other records, now) may hold or not, as if it were free. So a way that is missing here cannot happen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from engine.approvals.approval import Step
from engine.conditions.compiled import guard
from engine.conditions.decisions.samples import samples
from engine.conditions.needs import children, nodes
from engine.conditions.tree import All, Any, Condition, Constant, Leaf, Literal, Not, Path
from engine.values.plain import Value

MOST = 50_000


@dataclass(frozen=True, slots=True)
class Way:
    """The steps that are asked, in order; ``given``: path -> value, ``free``: paths whose comparisons must hold or not."""

    asked: tuple[Step, ...]
    given: Mapping[str, Value]
    free: Mapping[str, bool]

    def told(self) -> str:
        """The facts in one line: ``discount = 0.2, amount = -``."""
        parts = [f"{path} = {'-' if value is None else value}" for path, value in sorted(self.given.items())]
        parts += [f"({path}) {'✓' if holds else '✗'}" for path, holds in sorted(self.free.items())]
        return ", ".join(parts) or "*"


def ways(steps: Sequence[Step]) -> tuple[Way, ...] | None:
    """Every way through, longest first; None when there are too many facts to try."""
    leaves = dict.fromkeys(leaf for step in steps for leaf in _leaves(step))
    choices = [*_choices(leaves)]
    tried = 1
    for choice in choices:
        tried *= len(choice)
    if tried > MOST:
        return None
    found: dict[tuple[str, ...], Way] = {}
    for picked in product(*choices):
        true = frozenset(leaf for one in picked for leaf in one.true)
        asked = tuple(_asked(steps, true))
        known = tuple(step.id for step in asked)
        if known not in found:
            given = {path: value for one in picked for path, value in one.given.items()}
            free = {path: holds for one in picked for path, holds in one.free.items()}
            found[known] = Way(asked, given, free)
    return tuple(sorted(found.values(), key=lambda way: -len(way.asked)))


@dataclass(frozen=True, slots=True)
class _Choice:
    """One way in which the facts behind some comparisons may lie."""

    true: frozenset[Leaf]
    given: Mapping[str, Value]
    free: Mapping[str, bool]


def _choices(leaves: Iterable[Leaf]) -> Iterator[list[_Choice]]:
    by_path: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        if _plain(leaf) and isinstance(leaf.left, Path):
            by_path.setdefault(leaf.left.path, []).append(leaf)
        else:
            name = _name(leaf)
            yield [_Choice(frozenset({leaf}), {}, {name: True}), _Choice(frozenset(), {}, {name: False})]
    for path, found in by_path.items():
        yield _values(path, found)


def _values(path: str, leaves: list[Leaf]) -> list[_Choice]:
    left = leaves[0].left
    tried = samples(left.type, leaves)
    seen: dict[frozenset[Leaf], _Choice] = {}
    compiled = [(leaf, guard(leaf)) for leaf in leaves]
    for value in tried.values:
        true = frozenset(leaf for leaf, one in compiled if one.test({path: value}))
        seen.setdefault(true, _Choice(true, {path: value}, {}))
    return [*seen.values()]


def _plain(leaf: Leaf) -> bool:
    """Whether only the record's own value and constants decide it, so that trying values tells all."""
    if not isinstance(leaf.left, Path) or leaf.left.path.startswith(("parameter.", "actor")):
        return False
    if guard(leaf).needs.paths != frozenset({leaf.left.path}) or isinstance(leaf.right, str):
        return False
    literal = all(isinstance(node, Literal) for node in children(leaf) if node is not leaf.left)
    return literal and samples(leaf.left.type, [leaf]).complete


def _name(leaf: Leaf) -> str:
    looked = guard(leaf).needs
    paths = [
        *sorted(looked.paths - {"now", "zone"}),
        *(f"{table}.{output}" for table, output in sorted(looked.decisions)),
    ]
    return f"{' / '.join(paths) or '?'} {leaf.operator}"


def _leaves(step: Step) -> Iterator[Leaf]:
    if step.condition is not None:
        yield from (node for node in nodes(step.condition.tree) if isinstance(node, Leaf))


def _asked(steps: Sequence[Step], true: frozenset[Leaf]) -> Iterator[Step]:
    """The steps that are asked when just these comparisons hold; an ``else`` ends the way."""
    for step in steps:
        if step.condition is None or _holds(step.condition.tree, true):
            yield step
        elif step.otherwise is not None:
            return


def _holds(tree: Condition, true: frozenset[Leaf]) -> bool:
    match tree:
        case Constant():
            return tree.holds
        case All():
            return all(_holds(part, true) for part in tree.parts)
        case Any():
            return any(_holds(part, true) for part in tree.parts)
        case Not():
            return not _holds(tree.part, true)
        case Leaf():
            return tree in true
