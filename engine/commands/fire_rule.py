"""Fire a rule with ``every`` at its moment, and take it through all records of an entity (C1, E12).

What it does without going through records is one command, which plans the next moment too. At ``each`` over an entity it
stops and leaves a timer: whoever claims that gives each record a command of its own (``run_on_record``), page by page, and
carries on from where it has come to (``carry_on``). So a hundred thousand records are no giant transaction, one that is
refused leaves the others alone, and who dies on the way is taken over from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.commands.cascade import named
from engine.commands.context import Context
from engine.commands.effects import perform
from engine.commands.plan_rules import clock_timer, next_due, start_next
from engine.commands.run import VERBS, finish
from engine.commands.timing import LATE
from engine.commands.work import Work
from engine.effects.effect import EachRecord
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.ports.store import Reader
from engine.ports.work import DueTimer
from engine.rules.clock import MISSED, RULE_CLOCK, WALK, Walk, walk_of
from engine.rules.rule import Rule
from engine.timers.due import LATE_BY, is_late
from engine.values.need import Sure
from engine.values.plain import Json, Value
from engine.values.record import Decision, Record, RuleRun, TimerCancel
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class FireRule(SceneAsk):
    """``timer`` is the row as it was claimed. ``given_up``: why it goes wrong again and again, so that a person decides."""

    timer: DueTimer
    given_up: str | None = None

    @property
    def sure(self) -> tuple[Sure, ...]:
        """The clock."""
        return ((RULE_CLOCK, self.timer.record),)


@answering
def fire_rule(asked: FireRule, read: Reader) -> Decision | Refusal:
    """Run the rule once for its moment, however many moments were missed, and plan the next.

    The answer's ``timer``: ``done``, ``stale`` (the clock stands elsewhere, or the rule is gone), ``skipped`` or ``alarm``
    (too late, as ``if_late`` says, or given up). Refused when what the rule does is refused.
    """
    work, timer = Work(asked.scene, read), asked.timer
    row = work.record(RULE_CLOCK, timer.record)
    rule = asked.scene.release.rules.rules.get(str(row.values.get("rule"))) if row else None
    work.timers.append(TimerCancel(RULE_CLOCK, timer.record, (timer.id,)))
    missed = timer.name == MISSED
    if (
        row is None
        or rule is None
        or timer.name == WALK
        or not (missed or row.values.get("due_at") == timer.due_at)
    ):
        return work.decision({"timer": "stale"})
    centre = _centre(row)
    if not missed:
        start_next(
            work, rule, centre, next_due(work, rule, centre, max(work.scene.now, timer.due_at)), timer.due_at
        )
    late = timer.if_late != "fire" and timer.error is None and is_late(timer.due_at, asked.now, LATE_BY)
    if asked.given_up is not None or (late and timer.if_late == "alarm"):
        why = asked.given_up or LATE
        work.timers.append(clock_timer(work, rule, row.id, MISSED, timer.due_at, why))
        return work.decision({"timer": "alarm"})
    if late:
        return work.decision({"timer": "skipped"})
    work.event = {"due_at": timer.due_at}
    context = Context("", "", f"rule:{rule.id}", centre=centre)
    if rule.condition is None or rule.condition.test(context.facts(work)(rule.condition.needs)):
        return _from(work, rule, row.id, context, 0) or work.decision({"timer": "done"})
    return work.decision({"timer": "done"})


@dataclass(frozen=True, slots=True)
class CarryOn(SceneAsk):
    """``came_from`` is the walk as the page was taken; ``after`` the last record of the page (None: there are no more)."""

    timer: DueTimer
    came_from: Walk
    after: str | None

    @property
    def sure(self) -> tuple[Sure, ...]:
        """The clock."""
        return ((RULE_CLOCK, self.timer.record),)


@answering
def carry_on(asked: CarryOn, read: Reader) -> Decision | Refusal:
    """Note how far the rule has come, and let it go on: with the next page, or with its next effects.

    Nothing happens when somebody else was faster.
    """
    work, timer, was = Work(asked.scene, read), asked.timer, asked.came_from
    row = work.record(RULE_CLOCK, timer.record)
    work.timers.append(TimerCancel(RULE_CLOCK, timer.record, (timer.id,)))
    walk = walk_of(asked.scene.release.rules, row) if row is not None else None
    if row is None or walk is None or walk.stands != was.stands:
        return work.decision({"timer": "stale"})
    if asked.after is not None:
        work.keep(RULE_CLOCK, row.id, {**row.values, "after": asked.after})
        work.timers.append(clock_timer(work, walk.rule, row.id, WALK, walk.moment))
        return work.decision({"timer": "walked"})
    work.keep(RULE_CLOCK, row.id, {**row.values, "place": None, "after": None, "moment": None})
    work.event = {"due_at": walk.moment}
    context = Context("", "", f"rule:{walk.rule.id}", centre=walk.centre)
    return _from(work, walk.rule, row.id, context, walk.place + 1) or work.decision({"timer": "done"})


def _from(work: Work, rule: Rule, clock: str, context: Context, place: int) -> Refusal | None:
    """Carry out the effects from a place on, up to the next that goes through records; leave that to be gone through."""
    stop = next(
        (at for at in range(place, len(rule.then)) if isinstance(rule.then[at], EachRecord)), len(rule.then)
    )
    work.open(context.source, why(work, rule))
    refusal = perform(work, rule.then[place:stop], context, VERBS)
    touched = work.close()
    refusal = refusal or finish(work, touched, {})
    if refusal is not None:
        return named(rule, refusal)
    if place == 0:
        note_run(work, rule, "", "")
    if stop < len(rule.then):
        row, moment = work.record(RULE_CLOCK, clock), work.event["due_at"]
        values: Mapping[str, Value] = row.values if row else {}
        work.keep(RULE_CLOCK, clock, {**values, "place": stop, "after": None, "moment": moment})
        work.timers.append(TimerCancel(RULE_CLOCK, clock, (WALK,)))
        if isinstance(moment, datetime):
            work.timers.append(clock_timer(work, rule, clock, WALK, moment))
    return None


@dataclass(frozen=True, slots=True)
class RunOnRecord(SceneAsk):
    """One record on the way of a rule."""

    walk: Walk
    id: str

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((self.walk.effect.entity, self.id),)


@answering
def run_on_record(asked: RunOnRecord, read: Reader) -> Decision | Refusal:
    """What the rule does for one record, with everything that follows, if its condition holds for the record now."""
    work, walk = Work(asked.scene, read), asked.walk
    effect, rule = walk.effect, walk.rule
    record = work.record(effect.entity, asked.id)
    work.event = {"due_at": walk.moment}
    context = Context(effect.entity, asked.id, f"rule:{rule.id}")
    if record is None or not _meant(work, walk, record, context):
        return work.decision({"fired": False})
    work.open(context.source, why(work, rule))
    refusal = perform(work, effect.then, context._replace(before=record.values), VERBS)
    touched = work.close()
    refusal = refusal or finish(work, touched, {})
    if refusal is not None:
        return named(rule, refusal)
    note_run(work, rule, record.entity, record.id)
    return work.decision({"fired": True})


def _meant(work: Work, walk: Walk, record: Record, context: Context) -> bool:
    if walk.centre is not None and record.values.get("centre") != walk.centre:
        return False
    where = walk.effect.where
    return where is None or where.test(context.facts(work)(where.needs))


def why(work: Work, rule: Rule) -> Mapping[str, Json]:
    """What history keeps of why it happened."""
    due = work.event.get("due_at")
    return {
        "rule": rule.id,
        "event": f"every:{rule.id}",
        "due_at": due.isoformat() if isinstance(due, datetime) else None,
    }


def note_run(work: Work, rule: Rule, entity: str, record: str) -> None:
    """Note that the rule fired, for a record or (``""``) for none."""
    history = work.history[0].id if work.history else ""
    work.rule_runs.append(RuleRun(work.ids.next(), rule.id, entity, record, history, work.scene.now))


def _centre(row: Record) -> str | None:
    centre = row.values.get("centre")
    return centre if isinstance(centre, str) else None
