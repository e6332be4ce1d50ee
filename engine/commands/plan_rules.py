"""Plan when rules with ``every`` come next: at the start, after a publish, and when centres come or change (A23, A27)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine.commands.work import Work
from engine.facts.ask import SceneAsk
from engine.facts.gather import Facts, Subject
from engine.ports.store import Reader
from engine.rules.clock import DUE, RULE_CLOCK, clock_id
from engine.rules.rule import Rule
from engine.timers.every import next_moment
from engine.values.need import Sure
from engine.values.plain import Value
from engine.values.record import Decision, TimerCancel, TimerStart

Clock = tuple[str, str | None]
"""A rule, and the centre at which it comes (None: once for the company)."""


@dataclass(frozen=True, slots=True)
class PlanRules(SceneAsk):
    """``wanted``: the clocks that there shall be; ``gone``: ids of those that there shall be no more."""

    wanted: tuple[Clock, ...]
    gone: tuple[str, ...] = ()

    @property
    def sure(self) -> tuple[Sure, ...]:
        """The clocks as they stand."""
        ids = (*(clock_id(*one) for one in self.wanted), *self.gone)
        return tuple((RULE_CLOCK, id) for id in ids)


def plan_rules(asked: PlanRules, read: Reader) -> Decision:
    """Set the clocks; one that is due already, or stands right, is left as it is. Doing it twice does no more than once."""
    work = Work(asked.scene, read)
    for rule_id, centre in asked.wanted:
        rule = asked.scene.release.rules.rules.get(rule_id)
        if rule is not None and rule.every is not None:
            _plan(work, rule, centre)
    for id in asked.gone:
        if work.record(RULE_CLOCK, id) is not None:
            work.drop(RULE_CLOCK, id)
            work.timers.append(TimerCancel(RULE_CLOCK, id))
    return work.decision({"planned": len(work.kept)})


def _plan(work: Work, rule: Rule, centre: str | None) -> None:
    id = clock_id(rule.id, centre)
    row = work.record(RULE_CLOCK, id)
    values: Mapping[str, Value] = row.values if row else {}
    last, due = values.get("last_at"), values.get("due_at")
    now = work.scene.now
    # Who plans by a clock that is behind must not bring back a moment that was.
    wanted = next_due(work, rule, centre, max(now, last) if isinstance(last, datetime) else now)
    if isinstance(due, datetime) and (due <= now or due == wanted):
        return
    start_next(work, rule, centre, wanted, values.get("last_at"))


def next_due(work: Work, rule: Rule, centre: str | None, after: datetime) -> datetime | None:
    """The first moment (UTC) of a rule later than ``after``, by the clock and calendar of the centre, else of the pack."""
    every = rule.every
    if every is None:
        return None
    facts = Facts(work.scene, work, Subject(None, "", {"centre": centre}))

    def opens(day: date) -> bool:
        return facts.calendar(every.calendar).opens_on(day)

    return next_moment(every, facts.zone, opens, after)


def start_next(work: Work, rule: Rule, centre: str | None, due: datetime | None, last: Value) -> None:
    """Write the next moment of a rule, and let a timer wait for it; where it is on its way stays."""
    id = clock_id(rule.id, centre)
    row = work.record(RULE_CLOCK, id)
    begun: dict[str, Value] = {
        "rule": rule.id,
        "centre": centre,
        "place": None,
        "after": None,
        "moment": None,
    }
    work.keep(RULE_CLOCK, id, {**begun, **(row.values if row else {}), "due_at": due, "last_at": last})
    work.timers.append(TimerCancel(RULE_CLOCK, id, (DUE,)))
    if due is not None:
        work.timers.append(clock_timer(work, rule, id, DUE, due))


def clock_timer(
    work: Work, rule: Rule, id: str, name: str, due: datetime, error: str | None = None
) -> TimerStart:
    """A timer of a clock."""
    late = rule.every.if_late if rule.every else "fire"
    return TimerStart(
        work.ids.next(), RULE_CLOCK, id, name, due, due, work.scene.release.time_zone, late, rule.order, error
    )
