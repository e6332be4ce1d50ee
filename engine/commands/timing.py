"""Timers of the records a command touched: those of what was left end, those of what was entered start or move."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from engine.commands.context import Context
from engine.commands.work import Key, Work
from engine.effects.timing import TimerSpec
from engine.facts.due import due_of, entry_of, timed_now
from engine.facts.gather import Facts, about
from engine.packs.release import Release
from engine.records.entity import Entity
from engine.records.renamed import under_both_names
from engine.timers.due import is_late
from engine.timers.stopwatch import Stopwatch
from engine.values.record import Record, TimerCancel, TimerStart, TimerWake
from engine.workflows.workflow import Timed

KEPT = "kept:now"
"""What the timer that waits for the next change of kept fields by time is called in the store."""
LATE = "late"
"""What an incident of a timer says that was past already and shall alarm."""


@dataclass(frozen=True, slots=True)
class Running:
    """Something timed about a record as it is: ``entry`` is the entry into the state or group that it belongs to."""

    timed: Timed
    entry: datetime


def running(release: Release, record: Record) -> dict[str, Running]:
    """Everything that has a moment in the state of the record, by name, in order (A1)."""
    timed = timed_now(release.workflow_of(record), record.values)
    if record.entity in release.clocks:
        timed = (*timed, *map(_of_clock, release.clocks[record.entity]))
    timed = (*timed, *_of_kept(release, record))
    return {
        one.name: Running(one, entry) for one in timed if (entry := entry_of(one, record.values)) is not None
    }


def set_timers(work: Work) -> None:
    """Leave the starts and ends of timers in the work, one look per touched record (A24, A25)."""
    for key, base in work.bases.items():
        record = work.overlay[key]
        if record is not None and _may_have_timers(work, record):
            now = running(work.scene.release_of(record), record)
            was = running(work.scene.release_of(base), base) if base else {}
            _change(work, base, record, was, now)


def move_timers(work: Work, record: Record, former: Release) -> None:
    """Leave what a new release changes about the timers of a record that itself did not change (A27).

    Doing it twice does no more than doing it once.
    """
    now = running(work.scene.release_of(record), record)
    entity = work.scene.release.entities[record.entity]
    record = replace(record, values=under_both_names(record.values, entity))
    was = running(former, record)
    earlier = _earlier_names(entity, now)
    gone = tuple(name for name in was if name not in now)
    if gone:
        work.timers.append(TimerCancel(record.entity, record.id, gone))
    past = Facts(replace(work.scene, release=former), work, about(record), former)
    facts = Context(record.entity, record.id, "").facts(work)
    starts: list[tuple[datetime, Running]] = []
    for name, one in now.items():
        due = due_of(one.timed, record.values, facts)
        before = was.get(name) or next((was[one] for one in earlier.get(name, ()) if one in was), None)
        former_due = None if before is None else due_of(before.timed, record.values, past)
        if (name in was and due == former_due) or _both_past(due, former_due, work.scene.now):
            continue
        work.timers.append(TimerCancel(record.entity, record.id, (name,)))
        if due is not None:
            starts.append((due, one))
    start(work, (record.entity, record.id), starts, str(facts.zone))


def _earlier_names(entity: Entity, now: Mapping[str, Running]) -> dict[str, tuple[str, ...]]:
    """What deadlines in the states of tracks were called before their track was renamed: ``money.due.late`` by ``payment.due.late``."""
    found: dict[str, tuple[str, ...]] = {}
    for name in now:
        head, dot, rest = name.partition(".")
        track = entity.common.get(head) if dot else None
        if track is not None and track.was:
            found[name] = tuple(f"{was}.{rest}" for was in track.was)
    return found


def _both_past(due: datetime | None, former: datetime | None, now: datetime) -> bool:
    """Whether a moment only moves within the past: what it led to has happened then, or waits still."""
    return due is not None and former is not None and due <= now and former <= now


def _may_have_timers(work: Work, record: Record) -> bool:
    """Whether this release or one that records in flight still run on ever started a timer of such a record."""
    name = record.entity
    releases = (work.scene.release, *work.scene.releases.values())
    if any(name in one.entities and one.entities[name].flips for one in releases):
        return True
    return record.state is not None and any(
        (name in one.workflows and one.workflows[name].waits) or name in one.clocks for one in releases
    )


def _of_clock(watch: Stopwatch) -> Timed:
    """The moment at which a clock that runs is missed."""
    return Timed(watch.timer, watch.missed, 0, "", clock=watch.id)


def _of_kept(release: Release, record: Record) -> tuple[Timed, ...]:
    """The moment at which time alone changes a kept field; in a final state nothing changes any more (A51)."""
    entity, workflow = release.entities.get(record.entity), release.workflow_of(record)
    state = workflow.states.get(record.state or "") if workflow else None
    if entity is None or not entity.flips or (state is not None and state.final):
        return ()
    return (Timed(KEPT, TimerSpec(), 0, "", flips=entity.flips),)


def _change(
    work: Work, base: Record | None, record: Record, was: Mapping[str, Running], now: Mapping[str, Running]
) -> None:
    going_on = {name for name, one in now.items() if name in was and was[name].entry == one.entry}
    if base is not None:
        _end(work, base, record, was, going_on)
    if not now:
        return
    facts = Context(record.entity, record.id, "").facts(work)
    starts: list[tuple[datetime, Running]] = []
    waits = False
    for name, one in now.items():
        due = due_of(one.timed, record.values, facts)
        if name in going_on and base is not None:
            if due == due_of(was[name].timed, base.values, Facts(work.scene, work, about(base))):
                waits = waits or (due is not None and due <= work.scene.now)
                continue
            work.timers.append(TimerCancel(record.entity, record.id, (name,)))
        if due is not None:
            starts.append((due, one))
    if waits:
        # What was due and could not act is judged again, now that the record has changed (A26).
        work.timers.append(TimerWake(record.entity, record.id))
    start(work, (record.entity, record.id), starts, str(facts.zone))


def _end(work: Work, base: Record, record: Record, was: Mapping[str, Running], going_on: set[str]) -> None:
    """End what belongs to an entry that is over; of a record that keeps nothing, everything there may be."""
    if not going_on and _moved(base, record):
        work.timers.append(TimerCancel(record.entity, record.id))
        return
    gone = tuple(name for name in was if name not in going_on)
    if gone:
        work.timers.append(TimerCancel(record.entity, record.id, gone))


def _moved(base: Record, record: Record) -> bool:
    return any(base.values.get(name) != record.values.get(name) for name in ("state", "entered_at"))


def start(work: Work, key: Key, starts: list[tuple[datetime, Running]], zone: str) -> None:
    """Start these timers of what ``key`` names, each at its moment; what is late already does as ``if_late`` says."""
    work.timers += _starts(work, key, starts, zone)


def _starts(work: Work, key: Key, starts: list[tuple[datetime, Running]], zone: str) -> Iterator[TimerStart]:
    for due, one in starts:
        spec, late = one.timed.spec, is_late(due, work.scene.now)
        if late and spec.if_late == "skip":
            continue
        yield TimerStart(
            id=work.ids.next(),
            entity=key[0],
            record=key[1],
            name=one.timed.name,
            due_at=due,
            entry=one.entry,
            zone=zone,
            if_late=spec.if_late,
            order=one.timed.order,
            error=LATE if late and spec.if_late == "alarm" else None,
        )
