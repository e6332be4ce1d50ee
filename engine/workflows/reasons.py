"""Why a transition cannot be taken, in sentences for people, each with what would have to be otherwise."""

from collections.abc import Callable, Iterator

from engine.conditions.compiled import Facts, Guard
from engine.conditions.explain import Change, Explanation, LeafVerdict, explain
from engine.conditions.sentence import Words, fixes, sentence
from engine.conditions.tree import All, Condition
from engine.diagnostics.refuse import reason
from engine.records.present import present
from engine.values.plain import Json, Label, Value, listed
from engine.values.refusal import Reason
from engine.workflows import problems
from engine.workflows.workflow import Transition, Workflow

Hidden = Callable[[str], bool]
_LANGUAGES = ("en", "zh-CN")
_OR = {"en": "; or ", "zh-CN": "；或"}


def guard_reasons(
    guard: Guard, facts: Facts, words: Words, hidden: Hidden, unknown: frozenset[str] = frozenset()
) -> tuple[Reason, ...]:
    """One reason for each part of a guard that is not met; none when the rest is only not known yet.

    The answer uses values that the reader may not see (``hidden``); the reasons do not show them (A30).
    """
    parts = [(part, explain(part, facts, unknown, hidden)) for part in _parts(guard.tree)]
    unmet = tuple(_unmet(part, found, words) for part, found in parts if found.verdict is False)
    if unmet or unknown:
        return unmet
    # A guard that does not hold is never without a reason.
    return (_unmet(guard.tree, explain(guard.tree, facts, unknown, hidden), words),)


def _parts(tree: Condition) -> Iterator[Condition]:
    """All that must hold, one by one: a part that is itself a choice stays whole."""
    if isinstance(tree, All):
        for part in tree.parts:
            yield from _parts(part)
    else:
        yield tree


def _unmet(part: Condition, explanation: Explanation, words: Words) -> Reason:
    said: Label = {language: sentence(part, words, language) for language in _LANGUAGES}
    cure: Label = {language: _cure(explanation.changes, words, language) for language in _LANGUAGES}
    found = reason(problems.GUARD, {"sentence": said, "fix": cure})
    compared: list[Json] = [_compared(leaf) for leaf in explanation.leaves]
    return Reason(found.code, found.text, found.pointer, found.fix, {"compared": compared})


def _cure(ways: tuple[tuple[Change, ...], ...], words: Words, language: str) -> str:
    """Any one of the ways turns the answer."""
    return _OR[language].join(fixes(way, words, language) for way in ways)


def _compared(leaf: LeafVerdict) -> Json:
    """The values that were compared, for a trace; what the reader may not see is left out."""
    return {
        "op": leaf.leaf.operator,
        "holds": leaf.verdict,
        "left": _plain(leaf.left),
        "right": _plain(leaf.right),
        "masked": leaf.left_masked or leaf.right_masked,
    }


def _plain(value: Value | tuple[Value, ...]) -> Json:
    return [present(one) for one in value] if isinstance(value, tuple) else present(value)


def not_from_here(workflow: Workflow, transition: Transition, state: str) -> Reason:
    """The record is in a state from which the transition does not start."""
    here = workflow.states.get(state)
    sources = [
        (found.label, found.id) for found in workflow.states.values() if found.id in transition.sources
    ]
    return reason(
        problems.NOT_FROM_HERE,
        {
            "transition": transition.label,
            "state": here.label if here else {"en": state},
            "sources": listed(sources),
        },
    )


def resting(workflow: Workflow, transition: Transition, state: str | None) -> Reason | None:
    """Why a transition of a track cannot be taken, whatever its state: the main ``state`` does not let it move (A52)."""
    track = workflow.tracks.get(transition.track or "")
    here = workflow.states.get(state or "")
    if track is None or here is None or track.track in here.tracks:
        return None
    moving = [
        (one.label, one.id) for one in workflow.states.values() if track.track in one.tracks and not one.group
    ]
    return reason(
        problems.TRACK_RESTS,
        {
            "transition": transition.label,
            "track": track.label,
            "state": here.label,
            "states": listed(moving),
        },
    )


def no_target(transition: Transition) -> Reason:
    """The value that names where it goes is absent."""
    return reason(problems.NO_TARGET, {"transition": transition.label})
