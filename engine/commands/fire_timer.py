"""Fire a timer: what a record waited for happens, exactly as if the engine had been asked for it at that moment.

The timer ends by the decision that it leads to. One that nothing waits for any more is closed; one whose condition does
not hold is left as it is and judged again later (A26).
"""

from dataclasses import dataclass
from datetime import datetime

from engine.commands.context import Context
from engine.commands.derive import derived_changes
from engine.commands.effects import perform
from engine.commands.late_steps import carry_out, of_step
from engine.commands.moves import move
from engine.commands.problems import TIMER_WAITS
from engine.commands.run import VERBS, finish, outcome
from engine.commands.tasks import moment_of, timing_of, waiting
from engine.commands.timing import LATE, Running, running
from engine.commands.waiting import queueing
from engine.commands.work import Work
from engine.diagnostics.refuse import reason
from engine.effects.task_book import TASK
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.facts.due import clock_of, due_of
from engine.facts.gather import Facts
from engine.facts.judge import judge
from engine.facts.rounds import ROUND
from engine.ports.store import Reader
from engine.ports.work import DueTimer
from engine.timers.due import LATE_BY, is_late, next_due
from engine.values.need import Sure
from engine.values.plain import Json
from engine.values.record import Decision, Record, TimerCancel, TimerStart
from engine.values.refusal import Kind, Reason, Refusal


@dataclass(frozen=True, slots=True)
class FireTimer(SceneAsk):
    """``timer`` is the row as it was claimed; the scene is the engine's own."""

    timer: DueTimer

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((self.timer.entity, self.timer.record),)


@queueing
@answering
def fire_timer(asked: FireTimer, read: Reader) -> Decision | Refusal:
    """Take the transition, or carry out the deadline, with everything that follows.

    The answer's ``timer`` says what became of it: ``done``, ``stale`` (the record has moved on), ``moved`` (it is due at
    another moment by now), ``skipped`` or ``alarm`` (too late, as ``if_late`` says). Refused with ``timers.waits``
    while its condition does not hold; with other reasons when what it leads to is refused.
    """
    work = Work(asked.scene, read)
    timer = asked.timer
    found = _waiting(work, timer)
    if found is None or found[1].entry != timer.entry:
        return _ended(work, timer, "stale")
    record, one = found
    if one.timed.flips:
        return _look_again(work, record, timer, one)
    facts = Context(record.entity, record.id, "").facts(work)
    due = moment_of(one, facts)
    repeated = one.timed.spec.repeat is not None and due is not None and timer.due_at > due
    if due is None:
        return _ended(work, timer, "stale")
    if due > work.scene.now or (repeated and timer.due_at > work.scene.now):
        return _moved(work, timer, one, max(due, timer.due_at) if repeated else due)
    work.event = {**work.event, "due_at": timer.due_at if repeated else due}
    # One that has waited or was tried before was found in time.
    if timer.if_late != "fire" and timer.error is None and is_late(timer.due_at, work.scene.now, LATE_BY):
        return _late(work, record, timer, one, facts)
    return _fire(work, record, timer, one)


def _waiting(work: Work, timer: DueTimer) -> tuple[Record, Running] | None:
    """The record, and what of it or of its open task waits for this moment; None when nothing does any more."""
    if timer.entity == TASK:
        return _of_task(work, timer)
    if timer.entity == ROUND:
        return of_step(work, timer)
    record = work.record(timer.entity, timer.record)
    one = None if record is None else running(work.scene.release_of(record), record).get(timer.name)
    return None if record is None or one is None else (record, one)


def _of_task(work: Work, timer: DueTimer) -> tuple[Record, Running] | None:
    row = work.record(TASK, timer.record)
    timing = timing_of(work, row) if row is not None and row.values.get("state") == "open" else None
    if row is None or timing is None:
        return None
    record = work.record(str(row.values.get("entity")), str(row.values.get("record")))
    one = None if record is None else waiting(row, timing).get(timer.name)
    work.event = {"task_due_at": row.values.get("due_at"), "person": row.values.get("person"), **work.event}
    return None if record is None or one is None else (record, one)


def _ended(work: Work, timer: DueTimer, what: str) -> Decision:
    work.timers.append(TimerCancel(timer.entity, timer.record, (timer.id,)))
    return work.decision({"timer": what})


def _moved(work: Work, timer: DueTimer, one: Running, due: datetime) -> Decision:
    """What it is counted from, a parameter or a calendar has changed since: it is due later."""
    work.timers.append(TimerCancel(timer.entity, timer.record, (timer.name,)))
    work.timers.append(_started(work, timer, one, due))
    return work.decision({"timer": "moved"})


def _started(
    work: Work, timer: DueTimer, one: Running, due: datetime, error: str | None = None
) -> TimerStart:
    return TimerStart(
        id=work.ids.next(),
        entity=timer.entity,
        record=timer.record,
        name=timer.name,
        due_at=due,
        entry=timer.entry,
        zone=timer.zone,
        if_late=one.timed.spec.if_late,
        order=one.timed.order,
        error=error,
    )


def _late(work: Work, record: Record, timer: DueTimer, one: Running, facts: Facts) -> Decision:
    """Too late: a line of history, and for an alarm an incident that a person decides about."""
    alarm = timer.if_late == "alarm"
    what = "alarm" if alarm else "skipped"
    work.open(f"timer:{_place(work, record, timer)}.{timer.name}", {**_why(timer), "late": what})
    work.note(record)
    work.close()
    work.timers.append(TimerCancel(timer.entity, timer.record, (timer.id,)))
    if alarm:
        work.timers.append(_started(work, timer, one, timer.due_at, LATE))
    else:
        _repeat(work, timer, one, facts)
    return work.decision(outcome(work, record, {"timer": what}))


def _fire(work: Work, record: Record, timer: DueTimer, one: Running) -> Decision | Refusal:
    waits = _waits(work, record, one)
    if waits is not None:
        return waits
    transition, deadline, clock = one.timed.transition, one.timed.deadline, one.timed.clock
    if clock is not None:
        # A step about the record is all that a clock needs: it looks at the time whenever one is closed.
        work.open(f"clock:{record.entity}.{clock}", _why(timer))
        work.note(record)
        refusal = None
    elif transition is not None:
        work.open(f"transition:{transition.ref}", _why(timer))
        refusal = move(work, record, transition, {}, {}, VERBS)
    else:
        source = f"deadline:{_place(work, record, timer)}.{timer.name}"
        work.open(source, _why(timer))
        work.note(record)
        task = timer.record if timer.entity == TASK else None
        context = Context(record.entity, record.id, source, before=record.values, task=task)
        if timer.entity == ROUND and deadline is not None:
            refusal = carry_out(work, timer, deadline, VERBS)
        else:
            refusal = perform(work, deadline.then if deadline else (), context, VERBS)
    touched = work.close()
    refusal = refusal or finish(work, touched, {})
    if refusal is not None:
        return refusal
    work.timers.append(TimerCancel(timer.entity, timer.record, (timer.id,)))
    again = _waiting(work, timer)
    if again is not None and again[1].entry == one.entry:
        latest, one = again
        _repeat(work, timer, one, Context(latest.entity, latest.id, "").facts(work))
    return work.decision(outcome(work, record, {"timer": "done"}))


def _look_again(work: Work, record: Record, timer: DueTimer, one: Running) -> Decision | Refusal:
    """Time alone may have changed kept fields (E18): a step about the record derives them anew, and rules hear of it."""
    if derived_changes(work.scene, work, record):
        work.open(f"derived:{record.entity}", _why(timer))
        work.note(record)
        refusal = finish(work, work.close(), {})
        if refusal is not None:
            return refusal
    work.timers.append(TimerCancel(timer.entity, timer.record, (timer.id,)))
    found = _waiting(work, timer)
    if found is not None and not _started_anew(work, timer):
        latest, one = found
        due = due_of(one.timed, latest.values, Context(latest.entity, latest.id, "").facts(work))
        if due is not None:
            work.timers.append(_started(work, timer, one, due))
    return work.decision(outcome(work, record, {"timer": "done"}))


def _started_anew(work: Work, timer: DueTimer) -> bool:
    return any(
        isinstance(other, TimerStart) and other.name == timer.name and other.record == timer.record
        for other in work.timers
    )


def _waits(work: Work, record: Record, one: Running) -> Refusal | None:
    """Why it may not happen now, when a condition stands against it."""
    facts = Context(record.entity, record.id, "").facts(work)
    spec = one.timed.spec
    reasons: tuple[Reason, ...] = ()
    if spec.condition is not None and not spec.condition.test(facts(spec.condition.needs)):
        return Refusal(Kind.CONFLICT, (reason(TIMER_WAITS, {"timer": one.timed.name}),))
    if one.timed.transition is not None:
        judged = judge(
            work.scene.release_of(record), one.timed.transition, record, facts, lambda _path: False
        )
        reasons = judged.reasons if isinstance(judged, Refusal) else ()
    if not reasons:
        return None
    return Refusal(Kind.CONFLICT, (reason(TIMER_WAITS, {"timer": one.timed.name}), *reasons))


def _repeat(work: Work, timer: DueTimer, one: Running, facts: Facts) -> None:
    """Start a timer that repeats anew, unless its own effects have moved what it is counted from."""
    spec = one.timed.spec
    last = work.event.get("due_at")
    if _started_anew(work, timer) or not isinstance(last, datetime):
        return
    due = next_due(spec, facts, clock_of(spec, facts), last, work.scene.now)
    if due is not None:
        work.timers.append(_started(work, timer, one, due))


def _place(work: Work, record: Record, timer: DueTimer) -> str:
    if timer.entity == ROUND:
        asked = work.record(ROUND, timer.record)
        return f"approval.{asked.values['approval']}" if asked else "approval"
    return "task" if timer.entity == TASK else record.entity


def _why(timer: DueTimer) -> dict[str, Json]:
    return {"timer": timer.name, "due_at": timer.due_at.isoformat()}
