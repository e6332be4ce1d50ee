"""Why a condition holds or not: every comparison with its values, and the least that would have to change.

Three-valued: what stands on paths that are not known (yet) is neither true nor false. Called on a "no" and by
simulations, never on the hot path.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from engine.conditions.compile import Facts, test, value_of
from engine.conditions.needs import needs
from engine.conditions.tree import All, Any, Condition, Constant, Leaf, Not, ValueNode
from engine.values.plain import Value

_WAYS = 3  # how many ways to turn the answer are looked for


@dataclass(frozen=True, slots=True)
class LeafVerdict:
    """One comparison as it came out.

    ``verdict`` is None when it is not known. ``left`` and ``right`` are the values that were compared (a pair for
    ``between``, None on the right when the operator takes no value); ``left_masked`` and ``right_masked`` say that the
    reader may not see them: they were used, and are None here.
    """

    leaf: Leaf
    verdict: bool | None
    left: Value | tuple[Value, ...]
    right: Value | tuple[Value, ...]
    left_masked: bool = False
    right_masked: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A comparison that would have to come out as ``wanted``."""

    leaf: LeafVerdict
    wanted: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """The verdict (None: not known), every comparison in the order of the tree, and ways to make it true.

    ``changes`` holds up to three ways, the smallest first; each is a set of comparisons to flip. It is empty when the
    verdict is true, or when nothing could make it so. Each comparison is looked at by itself: a way may ask for two
    things that exclude one another.
    """

    verdict: bool | None
    leaves: tuple[LeafVerdict, ...]
    changes: tuple[tuple[Change, ...], ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """A node with its verdict; ``leaf`` is set for a comparison, ``parts`` for the others."""

    node: Condition
    verdict: bool | None
    leaf: LeafVerdict | None = None
    parts: "tuple[_Judged, ...]" = ()


def explain(
    tree: Condition,
    facts: Facts,
    unknown: frozenset[str] = frozenset(),
    hidden: Callable[[str], bool] = lambda _path: False,
) -> Explanation:
    """The explanation of a condition on these facts.

    ``unknown``: paths whose values are not loaded (also ``set.<id>`` and ``decision.<table>.<output>``).
    ``hidden``: whether the reader may not see the value of a path; the answer uses it all the same.
    """
    leaves: list[LeafVerdict] = []
    judged = _judge(tree, facts, unknown, hidden, leaves)
    ways = () if judged.verdict else tuple(_ways(judged, wanted=True))
    return Explanation(judged.verdict, tuple(leaves), ways)


def _judge(
    tree: Condition,
    facts: Facts,
    unknown: frozenset[str],
    hidden: Callable[[str], bool],
    leaves: list[LeafVerdict],
) -> _Judged:
    match tree:
        case Constant(holds=holds):
            return _Judged(tree, holds)
        case Leaf():
            leaf = _leaf(tree, facts, unknown, hidden)
            leaves.append(leaf)
            return _Judged(tree, leaf.verdict, leaf)
        case Not(part=part):
            judged = _judge(part, facts, unknown, hidden, leaves)
            return _Judged(tree, None if judged.verdict is None else not judged.verdict, parts=(judged,))
        case All(parts=parts) | Any(parts=parts):
            found = tuple(_judge(part, facts, unknown, hidden, leaves) for part in parts)
            verdicts = {part.verdict for part in found}
            decisive = isinstance(tree, Any)  # one true part decides "any", one false part decides "all"
            verdict = decisive if decisive in verdicts else None if None in verdicts else not decisive
            return _Judged(tree, verdict, parts=found)


def _leaf(leaf: Leaf, facts: Facts, unknown: frozenset[str], hidden: Callable[[str], bool]) -> LeafVerdict:
    verdict = None if _looked_at(leaf) & unknown else test(leaf)(facts)
    rights = leaf.right if isinstance(leaf.right, tuple) else (leaf.right,)
    nodes = [right for right in rights if isinstance(right, ValueNode)]
    left_masked = _masked(leaf.left, hidden)
    right_masked = any(_masked(node, hidden) for node in nodes)
    values = tuple(None if _looked_at(node) & unknown else value_of(node)(facts) for node in nodes)
    right = None if right_masked or not nodes else values if isinstance(leaf.right, tuple) else values[0]
    known = not left_masked and not _looked_at(leaf.left) & unknown
    return LeafVerdict(
        leaf, verdict, value_of(leaf.left)(facts) if known else None, right, left_masked, right_masked
    )


def _looked_at(tree: Condition | ValueNode) -> frozenset[str]:
    found = needs(tree)
    sets = {f"set.{query.id}" for query in found.sets}
    return found.paths | sets | {f"decision.{table}.{output}" for table, output in found.decisions}


def _masked(node: ValueNode, hidden: Callable[[str], bool]) -> bool:
    return any(hidden(path) for path in _looked_at(node))


def _ways(judged: _Judged, *, wanted: bool) -> list[tuple[Change, ...]]:
    """The smallest sets of comparisons that would make a node come out as wanted, smallest first."""
    if judged.verdict is wanted:
        return [()]
    match judged.node:
        case Leaf():
            return [] if judged.leaf is None else [(Change(judged.leaf, wanted),)]
        case Constant():
            return []
        case Not():
            return _ways(judged.parts[0], wanted=not wanted)
        case All() | Any():
            every = isinstance(judged.node, All) is wanted
            ways = [_ways(part, wanted=wanted) for part in judged.parts]
            found = _joined(ways) if every else [way for part in ways for way in part]
            return sorted(found, key=len)[:_WAYS]


def _joined(ways: list[list[tuple[Change, ...]]]) -> list[tuple[Change, ...]]:
    """One way for each part, together; a comparison that two parts share counts once."""
    joined: list[tuple[Change, ...]] = [()]
    for part in ways:
        pairs = [
            first + tuple(c for c in second if c not in first) for first, second in product(joined, part)
        ]
        joined = sorted(pairs, key=len)[:_WAYS]
    return joined
