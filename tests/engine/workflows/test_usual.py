"""The usual path through a workflow is read off the graph."""

import itertools

from engine.workflows.usual import usual
from engine.workflows.workflow import State, Transition


def path(states: str, *moves: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``states``: names, a final one with a star behind it, one of a pool with a tilde in front. ``moves``: ``a,b>c``, with ``!`` behind it when the engine takes it."""
    leaves = {
        name.strip("*~"): State(
            name.strip("*~"), {}, final=name.endswith("*"), pool="all" if name.startswith("~") else None
        )
        for name in states.split()
    }
    transitions: list[Transition] = []
    targets: dict[str, frozenset[str]] = {}
    for move in moves:
        sources, _, target = move.rstrip("!").partition(">")
        duty = None if move.endswith("!") else "work"
        transitions.append(Transition(move, "thing", {}, frozenset(sources.split(",")), duty=duty))
        targets[move] = frozenset({target} if target else ())
    first = next(iter(leaves))
    return usual(leaves, transitions, targets, frozenset({first}))


def test_what_starts_from_everywhere_is_an_exit_and_no_step() -> None:
    found, shown = path("new open done* lost*", "new>open", "open>done", "new,open>lost")
    assert found == ("new", "open", "done")
    assert shown == ("new", "open", "done", "lost")


def test_a_shortcut_does_not_hide_what_lies_between() -> None:
    found, _ = path(
        "asked agreed here gone* missed",
        "asked>agreed",
        "asked,agreed,missed>here",
        "here>gone",
        "agreed,asked>missed!",
    )
    assert found == ("asked", "agreed", "here", "gone")


def test_a_way_back_is_no_step() -> None:
    found, shown = path("a b c pause", "a>b", "b>c", "c>a", "a,b,c>pause", "pause>b")
    assert found == ("a", "b", "c")
    assert shown == ("a", "b", "pause", "c")


def test_what_nobody_owns_lies_beside_the_path_unless_it_begins_there() -> None:
    moves = ("new>shed", "shed>open", "new,shed>open", "open>done")
    assert path("new ~shed open done*", *moves)[0] == ("new", "open", "done")
    assert path("~shed open done*", *moves[1:2], *moves[3:])[0] == ("shed", "open", "done")


def test_a_workflow_that_ends_nowhere_has_a_path_all_the_same() -> None:
    assert path("on off", "on>off", "off>on")[0] == ("on", "off")
    assert path("alone", "alone>")[0] == ("alone",)


def test_a_large_workflow_is_looked_at_within_bounds() -> None:
    names = [f"s{number:03}" for number in range(120)]
    every = ",".join(names)
    moves = [f"{one}>{other}" for one, other in itertools.pairwise(names)]
    found, shown = path(" ".join(names), *moves, *(f"{every}>{name}" for name in names[:40]))
    assert found == (*names,)
    assert len(shown) == len(names)
