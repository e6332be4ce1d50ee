"""The verb of this room: take a transition, or say all that stands against it.

Nothing is written here: a ``Step`` says where the record goes, which states it leaves and enters; the command does the rest
in the order of A6.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engine.conditions.compiled import Facts
from engine.conditions.sentence import Words
from engine.values.refusal import Reason
from engine.workflows.machine import move
from engine.workflows.reasons import Hidden, guard_reasons, no_target, not_from_here
from engine.workflows.workflow import State, Transition, Workflow

LastInGroup = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Step:
    """A lawful move to ``state``. ``stays``: the record keeps its state, and nothing is left or entered (A4).

    ``leaves`` from the inside out, ``enters`` from the outside in; groups that are neither left nor entered are not
    among them, so that what was started on them goes on (A25). ``sure`` is False when where it goes still depends
    on what is not known yet.
    """

    state: str
    stays: bool
    leaves: tuple[State, ...] = ()
    enters: tuple[State, ...] = ()
    sure: bool = True


def step(  # noqa: PLR0913 - what is judged, and how the answer is to be told
    workflow: Workflow,
    transition: Transition,
    state: str,
    facts: Facts,
    last_in_group: LastInGroup,
    words: Words,
    hidden: Hidden,
    *,
    unknown: frozenset[str] = frozenset(),
) -> Step | tuple[Reason, ...]:
    """What taking a transition from ``state`` means, or all reasons why it cannot be taken.

    ``facts`` are those of the record with the accepted input, before any effect (A5). ``last_in_group`` says in which
    state of a group the record was last (None: in none yet). ``words`` names things for people; ``hidden(path)`` tells
    which values the reasons must not show (A30). ``unknown``: paths that are not known yet; what depends on them alone stands against nothing,
    and is judged when it is sent (A16).
    """
    if state not in transition.sources:
        return (not_from_here(workflow, transition, state),)
    guard, against = transition.guard, tuple[Reason, ...]()
    if guard is not None and not guard.test(facts):
        against = guard_reasons(guard, facts, words, hidden, unknown)
    target = _target(workflow, transition, state, facts, last_in_group)
    sure = transition.target is None or unknown.isdisjoint(transition.target.needs.paths)
    if target is None and sure:
        against = (*against, no_target(transition))
    if against:
        return against
    reached = move(workflow.machine, transition.id, state, target or state)
    return (
        between(workflow, state, reached) if sure else replace(between(workflow, state, reached), sure=False)
    )


def start(workflow: Workflow, facts: Facts) -> Step:
    """The first state of a new record; its ``on_enter`` runs like any other (A50).

    ``facts`` are those of the record with the accepted input.
    """
    target = workflow.leaf(str(workflow.initial.value(facts)))
    return Step(target, stays=False, enters=_states(workflow, workflow.chain(target)[::-1]))


def next_automatic(
    workflow: Workflow, state: str, facts_for: Callable[[Transition], Facts], last_in_group: LastInGroup
) -> tuple[Transition, Step] | None:
    """The automatic transition that is due now: the first, by order and id, whose guard holds (A1, E17).

    The caller takes it and asks again, until there is none; it bounds how often.
    """
    for transition in workflow.automatic.get(state, ()):
        facts = facts_for(transition)
        if transition.guard is None or transition.guard.test(facts):
            target = _target(workflow, transition, state, facts, last_in_group)
            if target is not None:
                return transition, between(
                    workflow, state, move(workflow.machine, transition.id, state, target)
                )
    return None


def heard(workflow: Workflow, event: str, state: str) -> tuple[Transition, ...]:
    """The transitions that listen to an event (its key) and may start in ``state``, by order and id (A1)."""
    return tuple(found for found in workflow.listeners.get(event, ()) if state in found.sources)


def _target(
    workflow: Workflow, transition: Transition, state: str, facts: Facts, last_in_group: LastInGroup
) -> str | None:
    """The leaf state it goes to; None when the value that names it is absent, or names none of this release."""
    if transition.back is not None:
        group = workflow.states[transition.back]
        last = last_in_group(group.id)
        # A record that was never in the group enters it like any other.
        return last if last in group.leaves else workflow.leaf(group.id)
    if transition.target is None:
        return state
    named = transition.target.value(facts)
    return workflow.leaf(named) if isinstance(named, str) and named in workflow.states else None


def between(workflow: Workflow, state: str, target: str) -> Step:
    """The step from one leaf state to another: what is left, and what is entered."""
    if target == state:
        return Step(target, stays=True)
    inner, outer = workflow.chain(state), workflow.chain(target)
    left = tuple(name for name in inner if name not in outer)
    entered = tuple(name for name in reversed(outer) if name not in inner)
    return Step(target, stays=False, leaves=_states(workflow, left), enters=_states(workflow, entered))


def _states(workflow: Workflow, ids: tuple[str, ...]) -> tuple[State, ...]:
    states: Mapping[str, State] = workflow.states
    return tuple(states[name] for name in ids)
