"""What a line of history tells was done, as the pack calls it."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from engine.effects.effect import Deadline
from engine.packs.release import Release
from engine.values.plain import Label
from engine.workflows.workflow import Timed, Workflow

REFUSED = "refused:"


class Deed(NamedTuple):
    """``label`` in every language there is; ``entity``: of the records about which it is done ("": about none)."""

    label: Label
    entity: str


def deed_of(release: Release, command: str) -> Deed | None:
    """The transition, rule, deadline ... that a command of history names; what has no label is called by its id.

    None of what every pack knows (``create``, ``change``, ``merge`` ...).
    """
    kind, _, said = command.removeprefix(REFUSED).partition(":")
    told = _TOLD.get(kind)
    return told(release, said) if told is not None and said else None


def _called(label: Label | None, id: str) -> Label:
    return label or {"en": id.replace("_", " ").capitalize()}


def _transition(release: Release, said: str) -> Deed:
    entity, _, id = said.partition(".")
    workflow = release.workflows.get(entity)
    found = workflow.transitions.get(id) if workflow else None
    return Deed(_called(found.label if found else None, id), entity)


def _rule(release: Release, said: str) -> Deed:
    rule = release.rules.rules.get(said)
    return Deed(_called(rule.label if rule else None, said), rule.entity if rule else "")


def _moment(release: Release, said: str) -> Deed:
    """Of a record in its state, of a task, or of a step of an approval."""
    place, _, name = said.partition(".")
    workflow = release.workflows.get(place)
    timed = _timed(workflow, name) if workflow else None
    if timed is not None and timed.transition is not None:
        return Deed(_called(timed.transition.label, timed.transition.id), place)
    if timed is not None and timed.deadline is not None:
        return Deed(_called(timed.deadline.label, timed.deadline.id), place)
    if place == "approval":
        return _late_step(release, name)
    deadlines = (one for task in release.tasks.timings.values() for one in task.deadlines)
    return Deed(_named(deadlines, name.partition(".")[0] if place == "task" else _last(name)), "")


def _timed(workflow: Workflow, name: str) -> Timed | None:
    machines = (workflow, *workflow.tracks.values())
    every = (one for machine in machines for timed in machine.timed.values() for one in timed)
    return next((one for one in every if one.name == name), None)


def _late_step(release: Release, said: str) -> Deed:
    id, _, name = said.partition(".")
    step, _, deadline = name.partition(".")
    approval = release.approvals.get(id)
    found = approval.step(step) if approval else None
    label = _named(found.deadlines if found else (), deadline.partition(".")[0])
    return Deed(label, approval.entity if approval else "")


def _named(deadlines: Iterable[Deadline], id: str) -> Label:
    """The label of the deadline of this id; the id itself where several of that id are called otherwise."""
    labels = [one.label for one in deadlines if one.id == id and one.label]
    return _called(labels[0] if labels and all(one == labels[0] for one in labels) else None, id)


def _last(name: str) -> str:
    """The id at the end of a name, which may have the number of a further span behind it."""
    return next((part for part in reversed(name.split(".")) if not part.isdigit()), name)


def _clock(release: Release, said: str) -> Deed:
    entity, _, id = said.partition(".")
    found = next((one for one in release.clocks.get(entity, ()) if one.id == id), None)
    return Deed(_called(found.label if found else None, id), entity)


def _approval(release: Release, said: str) -> Deed:
    id = said.partition(".")[0]
    found = release.approvals.get(id)
    return Deed(_called(found.label if found else None, id), found.entity if found else "")


def _limit(release: Release, said: str) -> Deed:
    id = said.removesuffix(".ask")
    found = release.limits.limits.get(id)
    return Deed(_called(found.label if found else None, id), "")


def _call(release: Release, said: str) -> Deed:
    found = release.calls.get(said)
    return Deed(_called(found.label if found else None, _last(said)), found.about if found else "")


_TOLD: Mapping[str, Callable[[Release, str], Deed]] = {
    "transition": _transition,
    "rule": _rule,
    "deadline": _moment,
    "timer": _moment,
    "clock": _clock,
    "approval": _approval,
    "limit": _limit,
    "answer": _call,
    "failure": _call,
}
