"""Whether a transition is possible now: one judgement, asked by the button bar and by the command alike."""

from collections.abc import Callable, Mapping

from engine.access.permit import permit, why_not
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.facts.cooling import cooling
from engine.facts.gather import Facts
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.packs.words import ReleaseWords
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal
from engine.workflows.reasons import resting
from engine.workflows.step import Step, step
from engine.workflows.workflow import Transition, Workflow

_problem = problems_of("workflows")

NOT_BY_HAND = _problem(
    "not_by_hand",
    "“{transition}” is taken by the engine, not by hand.",
    "“{transition}”由系统自动执行，不能手动操作。",
)


def may_take(scene: Scene, transition: Transition, facts: Facts) -> Refusal | None:
    """The refusal when the actor's duties do not allow this transition on the record that the facts are about."""
    if transition.duty is None:
        if scene.actor.everything:
            return None
        return refused(Kind.FORBIDDEN, NOT_BY_HAND, {"transition": transition.label})
    if permit(scene.release.access, scene.actor, transition.duty, scene.today(), facts) is None:
        return Refusal(
            Kind.FORBIDDEN, (why_not(scene.release.access, scene.actor, transition.duty, scene.today()),)
        )
    return None


def judge(
    release: Release,
    transition: Transition,
    record: Record,
    facts: Facts,
    hidden: Callable[[str], bool],
    unknown: frozenset[str] = frozenset(),
) -> Step | Refusal:
    """Whether source and guard let it, and where it leads; a "no" carries every unmet condition as a sentence.

    ``facts`` are about the record with the accepted input; ``hidden(path)``: values that the explanation must not
    show (A30); ``unknown``: paths that only the form will bring.
    """
    workflow = release.workflows[record.entity].of(record.values)
    rests = resting(workflow, transition, record.state) if transition.track else None
    if rests is not None:
        return Refusal(Kind.CONFLICT, (rests,))
    machine = workflow.machine_of(transition)
    waits = cooling(workflow, transition, record, facts)
    judged = step(
        machine,
        transition,
        str(record.values.get(machine.column)),
        known_for(transition, facts),
        lambda group: last_in_group(record, machine, group),
        ReleaseWords(release, record.entity, transition.form),
        hidden,
        unknown=unknown,
    )
    reasons = (() if isinstance(judged, Step) else judged) + ((waits,) if waits else ())
    if reasons or not isinstance(judged, Step):
        return Refusal(Kind.CONFLICT, reasons)
    return judged


def asked_by_form(release: Release, transition: Transition) -> frozenset[str]:
    """The paths whose values only the transition's form will bring."""
    form = release.forms.get(transition.form) if transition.form else None
    if form is None:
        return frozenset()
    found = {f"input.{name}" for name in form.items}
    found |= {name for name, item in form.items.items() if not item.own}
    for step_form in form.steps:
        found |= {f"input.{step_form}.{name}" for name in release.forms[step_form].items}
    return frozenset(found)


def known_for(transition: Transition, facts: Facts) -> Mapping[str, object]:
    """The facts that the guard and the target look at."""
    for looking in (transition.guard, transition.target):
        if looking is not None:
            facts(looking.needs)
    return facts.known


def last_in_group(record: Record, machine: Workflow, group: str) -> str | None:
    """The state of a group that the record was last in, as it remembers it; ``machine``: whose group it is."""
    remembered = record.values.get(machine.back_of(group))
    return remembered if isinstance(remembered, str) else None
