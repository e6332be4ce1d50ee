"""The workflow as a graph: what cannot be reached, cannot be left, never rests or cannot be told apart."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from engine.conditions.tree import All, Condition, Constant, Leaf, Literal, Not
from engine.diagnostics.pointer import pointer
from engine.effects.circles import circles
from engine.effects.findings import Findings
from engine.workflows import problems
from engine.workflows.workflow import State, Transition


@dataclass(frozen=True, slots=True)
class Graph:
    """States, transitions, and where each may go.

    ``starts``: the leaf states a new record may have. ``targets``: transition -> leaf states (none: it stays).
    ``done``: transitions that an effect somewhere takes.
    """

    states: Mapping[str, State]
    transitions: Mapping[str, Transition]
    starts: frozenset[str]
    targets: Mapping[str, frozenset[str]]
    done: frozenset[str]

    @property
    def leaves(self) -> tuple[State, ...]:
        """The states a record can be in."""
        return tuple(state for state in self.states.values() if not state.group)

    def exits(self, state: str) -> list[Transition]:
        """The transitions that go from a state to another."""
        return [t for t in self.transitions.values() if state in t.sources and self.targets[t.id] - {state}]


def judge(graph: Graph, findings: Findings) -> None:
    """Report what is odd about the workflow as a whole."""
    reached = _reached(graph)
    for state in graph.leaves:
        at = pointer("states", state.id)
        exits = graph.exits(state.id)
        if state.id not in reached:
            findings.report(problems.UNREACHABLE, at, name=state.id)
        if not state.final and not exits:
            findings.report(problems.DEAD_END, at, name=state.id)
        elif not state.final and state.approval is None and not any(exit_.duty for exit_ in exits):
            findings.report(problems.ENGINE_LEAVES, at, name=state.id)
    for transition in graph.transitions.values():
        by_engine = transition.automatic or transition.when or transition.timer
        if not (transition.duty or by_engine or transition.ref in graph.done):
            findings.report(problems.NOBODY_TAKES, pointer("transitions", transition.id), name=transition.id)
    _judge_pairs(graph, findings)
    _judge_circles(graph, findings)


def _reached(graph: Graph) -> set[str]:
    reached, waiting = set[str](), [*graph.starts]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting.extend(target for exit_ in graph.exits(state) for target in graph.targets[exit_.id])
    return reached


# ------------------------------------------------------------------ pairs


def _judge_pairs(graph: Graph, findings: Findings) -> None:
    for one, other in combinations(sorted(graph.transitions.values(), key=lambda t: t.id), 2):
        shared = one.sources & other.sources
        if not shared:
            continue
        data = {"state": min(shared), "name": one.id, "other": other.id}
        if one.automatic and other.automatic and one.order == other.order:
            findings.report(problems.SAME_ORDER, pointer("transitions", other.id, "order"), **data)
        if one.duty and other.duty and _same_words(one, other) and not exclude(one, other):
            findings.report(problems.SAME_BUTTON, pointer("transitions", other.id, "label"), **data)


def _same_words(one: Transition, other: Transition) -> bool:
    return any(text and other.label.get(language) == text for language, text in one.label.items())


def exclude(one: Transition, other: Transition) -> bool:
    """Whether the guards are seen to exclude one another; False when that cannot be seen."""
    if one.guard is None or other.guard is None:
        return False
    return any(
        _contradict(a, b) or _contradict(b, a)
        for a in _parts(one.guard.tree)
        for b in _parts(other.guard.tree)
    )


def _parts(tree: Condition) -> Iterator[Condition]:
    """All that must hold for the tree to hold, itself among it."""
    yield tree
    if isinstance(tree, All):
        for part in tree.parts:
            yield from _parts(part)


def _contradict(one: Condition, other: Condition) -> bool:
    if isinstance(one, Not):
        return one.part == other
    if not (isinstance(one, Leaf) and isinstance(other, Leaf) and one.left == other.left):
        return False
    match one.operator, other.operator:
        case "present", "absent":
            return True
        case "eq", "ne":
            return one.right == other.right
        case "eq", "eq":
            return (
                isinstance(one.right, Literal)
                and isinstance(other.right, Literal)
                and one.right.value != other.right.value
            )
        case ("lt", "gte") | ("lte", "gt") | ("in", "not_in"):
            return one.right == other.right
        case _:
            return False


# ---------------------------------------------------------------- circles


def _judge_circles(graph: Graph, findings: Findings) -> None:
    automatic = [t for t in graph.transitions.values() if t.automatic]
    told: set[frozenset[str]] = set()
    for problem, moves in (
        (problems.ENDLESS, [t for t in automatic if _always(t)]),
        (problems.MAY_BE_ENDLESS, automatic),
    ):
        for chain in circles({move.id: _followers(graph, move, moves) for move in moves}):
            if frozenset(chain) not in told:
                told.add(frozenset(chain))
                findings.report(
                    problem, pointer("transitions", chain[0]), chain=" → ".join((*chain, chain[0]))
                )


def _followers(graph: Graph, move: Transition, moves: Iterable[Transition]) -> frozenset[str]:
    """The transitions that may be taken right after one; one that stays is followed by itself."""
    targets = graph.targets[move.id]
    if not targets:
        return frozenset({move.id})
    return frozenset(other.id for other in moves if not targets.isdisjoint(other.sources))


def _always(transition: Transition) -> bool:
    return transition.guard is None or transition.guard.tree == Constant(holds=True)
