"""A new record is sent to somebody or into a pool, by a step that whoever makes it may take; else it is not made."""

from engine.commands.by_hand import take_by_hand
from engine.commands.work import Key, Work
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.facts.destinations import Destination, sending_steps
from engine.facts.gather import Facts, about
from engine.facts.holders import present
from engine.facts.judge import may_take
from engine.values.plain import Json, Label
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal

_problem = problems_of("imports")

NO_STEP = _problem(
    "no_step_there",
    "No step leads there from “{state}”, where the new record stands.",
    "新记录处于“{state}”，没有可到达该去向的操作。",
)
NOBODY = _problem(
    "nobody_there",
    "Whoever gets new records must be there and be active.",
    "接收新记录的人员必须存在且在职。",
)
SENT_ON = _problem(
    "sent_on",
    "The rules have sent the new record somewhere else.",
    "规则已将新记录转到别处。",
    ("Leave it to the rules who gets it.", "请改为按规则分配。"),
)


def is_new(work: Work, record: Record) -> bool:
    """Whether this command has made it; with a clash a rule may take it for one that was there."""
    key = (record.entity, record.id)
    return key in work.bases and work.bases[key] is None


def send(work: Work, record: Record, to: Destination) -> list[Key] | Refusal:
    """Take the first step that leads there and that the actor may take; gives what it touched.

    Refused: 409 there is no such step, or nobody who is there and active; 403 no duty; what the step itself refuses.
    """
    if to.person is not None and not present(work, (to.person,)):
        return refused(Kind.CONFLICT, NOBODY)
    now = work.record(record.entity, record.id) or record
    release = work.scene.release
    workflow = release.workflow_of(now)
    variant = workflow.variant if workflow is not None else None
    steps = [
        one
        for one in sending_steps(release, now.entity)
        if one.leads_to(to) and one.variant == variant and now.state in one.transition.sources
    ]
    facts = Facts(work.scene, work, about(now))
    refusal: Refusal | None = None
    for step in steps:
        no = may_take(work.scene, step.transition, facts)
        if no is None:
            given: dict[str, Json] = {step.asks: to.person} if step.asks and to.person else {}
            return take_by_hand(work, now, facts, step.transition, given)
        refusal = refusal or no
    state: Label = workflow.states[now.state].label if workflow is not None and now.state else {}
    return refusal or refused(Kind.CONFLICT, NO_STEP, {"state": state})


def arrived(work: Work, record: Record, to: Destination | None) -> Refusal | None:
    """The refusal when what followed has taken the record away again from where it was to go."""
    now = work.record(record.entity, record.id)
    if to is None or now is None:
        return None
    workflow = work.scene.release.workflow_of(now)
    pool = workflow.pool(now.state) if workflow is not None else None
    there = now.values.get("owner") == to.person if to.person is not None else pool == to.pool
    return None if there else refused(Kind.CONFLICT, SENT_ON)
