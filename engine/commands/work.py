"""The work of one command: what it has changed so far, laid over what the store holds.

A *step* is one thing that happened (a transition with its effects, one rule, one change by hand). Closing a step writes
one line of history for each record that it touched and grows the version of each by one. Nothing leaves this object
until ``decision`` is asked for; a refused command simply drops it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from engine.access.duty import Holding
from engine.approvals.approval import Approval
from engine.commands.clocks import clock_changes
from engine.commands.derive import derived_changes
from engine.effects.event import EventKind, event_key
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.packs.release import Release
from engine.ports.store import Reader
from engine.values.frozen import frozen
from engine.values.ids import Ids
from engine.values.keyed import Keyed
from engine.values.plain import Json, Value
from engine.values.record import (
    Change,
    Decision,
    HistoryEntry,
    New,
    OutboxEntry,
    Record,
    Removal,
    RuleRun,
    TaskEnd,
    TaskStart,
    TimerCancel,
    TimerStart,
    TimerWake,
    copied,
)

Key = tuple[str, str]
Ran = tuple[str, str, str]  # rule, record, key of the event it ran for
_STAMPS = frozenset({"changed_at", "changed_by", "release"})


@frozen
class Happening:
    """An event that rules may listen to: what happened, to which record ("": none), and how that was before it (A8).

    ``key`` is the same word by which definitions find it (``engine.effects.event.Event.key``).
    """

    key: str
    entity: str
    record: str
    before: Mapping[str, Value] = field(default_factory=dict[str, Value])
    input: Mapping[str, Value] = field(default_factory=dict[str, Value])
    changed: frozenset[str] = frozenset()
    depth: int = 0
    chain: tuple[Ran, ...] = ()


@dataclass(slots=True)
class Step:
    """One open step: the values each touched record had before it, records that get history without a change, and what happened."""

    command: str
    why: dict[str, Json]
    before: dict[Key, Mapping[str, Value]] = field(default_factory=dict[Key, Mapping[str, Value]])
    noted: set[Key] = field(default_factory=set[Key])
    told: dict[Key, frozenset[str]] = field(default_factory=dict[Key, frozenset[str]])  # what clocks may hear


@dataclass(frozen=True, slots=True)
class Ended:
    """An approval that ended in this command while its record was in ``state``: by now it must have left it."""

    entity: str
    record: str
    state: str
    approval: Approval
    outcome: str


class Work(View):
    """A view that remembers its own changes."""

    def __init__(self, scene: Scene, read: Reader, confirmed: Mapping[str, str] | None = None) -> None:
        """One command's work under the circumstances of ``scene``; ``confirmed``: see ``keep``."""
        super().__init__(read)
        self.scene = scene
        self.ids = Ids(scene.now, scene.seed)
        self.happened: deque[Happening] = deque()
        self.depth = 0
        self.chain: tuple[Ran, ...] = ()
        self.history: list[HistoryEntry] = []
        self.outbox: list[OutboxEntry] = []
        self.timers: list[TimerStart | TimerCancel | TimerWake] = []
        self._heard = [
            heard_of(release) for release in {scene.release.id: scene.release, **scene.releases}.values()
        ]
        self.event: Mapping[str, Value] = {}  # what stands behind ``event.``
        self.rule_runs: list[RuleRun] = []
        self.tasks: list[TaskStart | TaskEnd] = []  # settled at the end of the command
        self.serials: dict[str, int] = {}
        self.warnings: list[Json] = []
        self.moved: dict[Key, str] = {}  # record -> the transition it took last
        self.taken: set[str] = set()  # transitions taken, by ref
        self.rules_seen: dict[str, Json] = {}  # rule -> whether it fired
        self.cause: Mapping[str, Json] = {}  # what set everything off, when that was no person's own act
        self.bases: dict[Key, Record | None] = {}
        self.steps: list[Step] = []
        self.confirmed: Mapping[str, str] = confirmed or {}
        self.post: Callable[[], Holding | None] = lambda: (
            None
        )  # the post by which the first step is done (A31)
        self.kept: dict[
            Key, Record | None
        ] = {}  # rows of the engine's own that were written, as they were before
        self.limits: dict[str, Json] = {}  # what the asker is told of each counter
        self.corrected: dict[Key, frozenset[str]] = {}  # covered fields that a decider was allowed to correct
        self.ended: list[Ended] = []  # approvals that ended while their record was in the state that asked
        self.merged: dict[str, Json] = {}  # what the asker is told of two records that became one

    # ------------------------------------------------------------ records

    def unstored(self, values: Iterable[Value]) -> bool:
        """Whether one of these is an id that this command has made."""
        return not self.ids.given.isdisjoint(values)

    def record(self, entity: str, id: str) -> Record | None:
        """The record as it is now; what this command has made an id for is nowhere but in its overlay."""
        if id in self.ids.given:
            return self.overlay.get((entity, id))
        return super().record(entity, id)

    def laid_over(self, entity: str) -> frozenset[str]:
        """As in any view, without the records that this command makes: the store cannot hold them yet."""
        new = {id for (kind, id), base in self.bases.items() if base is None and kind == entity}
        return super().laid_over(entity) - new

    def add(self, entity: str, id: str, values: Mapping[str, Value]) -> Record:
        """Lay a new record over the store's; it has version 0 until the step is closed."""
        record = Record(entity, id, 0, values)
        self.bases[entity, id] = None
        self.overlay[entity, id] = record
        self.steps[-1].before[entity, id] = {}
        return record

    def write(self, record: Record, values: Mapping[str, Value]) -> Record:
        """Lay new values over a record; what is equal to what it has changes nothing."""
        now = self.record(record.entity, record.id) or record
        different = {name: value for name, value in values.items() if now.values.get(name) != value}
        if not different:
            return now
        key = (record.entity, record.id)
        self.bases.setdefault(key, now)
        self.steps[-1].before.setdefault(key, now.values)
        changed = Record(record.entity, record.id, now.version, copied(now.values) | different)
        self.overlay[key] = changed
        return changed

    def remove(self, record: Record) -> None:
        """Take a row away (a line of a list)."""
        key = (record.entity, record.id)
        self.bases.setdefault(key, record)
        self.steps[-1].before.setdefault(key, record.values)
        self.overlay[key] = None

    def note(self, record: Record) -> None:
        """Give the record a line of history in this step even when no value of it changes (A4)."""
        key = (record.entity, record.id)
        self.bases.setdefault(key, record)
        self.overlay.setdefault(key, record)
        self.steps[-1].before.setdefault(key, record.values)
        self.steps[-1].noted.add(key)

    def keep(self, entity: str, id: str, values: Mapping[str, Value]) -> None:
        """Write a row that the engine keeps for itself: it has a version like a record, but neither history nor events."""
        before = self.record(entity, id)
        self.kept.setdefault((entity, id), before)
        self.overlay[entity, id] = Record(entity, id, before.version if before else 0, values)

    def drop(self, entity: str, id: str) -> None:
        """Take a row away that the engine keeps for itself."""
        self.kept.setdefault((entity, id), self.record(entity, id))
        self.overlay[entity, id] = None

    def next_serial(self, counter: str) -> int:
        """The next number of a counter."""
        number = self.serials.get(counter) or self.read.serial(counter)
        self.serials[counter] = number + 1
        return number + 1

    # -------------------------------------------------------------- steps

    def open(self, command: str, why: Mapping[str, Json] | None = None) -> Step:
        """Begin a step; ``why`` is the trace that its history keeps."""
        step = Step(command, dict(why or {}))
        self.steps.append(step)
        return step

    def close(self) -> list[Key]:
        """End the innermost step: derived fields, stamps, history, and the events that rules may hear.

        Returns the keys of the records that changed.
        """
        step = self.steps[-1]
        for key in list(step.before):
            record = self.overlay[key]
            if record is not None:
                self.write(record, derived_changes(self.scene, self, record))
                self._tick(step, key)
        self.steps.pop()
        return [key for key in step.before if self._settle(step, key)]

    def _tick(self, step: Step, key: Key) -> None:
        """Move the clocks of a record on by what happened to it in this step; what follows from them is derived anew."""
        record = self.overlay[key]
        if record is None or key[0] not in self.scene.release.clocks:
            return
        happened = step.told.get(key, frozenset())
        ticked = self.write(record, clock_changes(self.scene, self, record, step.before[key], happened))
        if ticked is not record:
            self.write(ticked, derived_changes(self.scene, self, ticked))

    def _settle(self, step: Step, key: Key) -> bool:
        before, record = step.before[key], self.overlay[key]
        after: Mapping[str, Value] = record.values if record else {}
        names = _different(before, after)
        if not names and key not in step.noted:
            return False
        made = not before
        version = record.version + 1 if record else (self.bases[key] or Record("", "", 0, {})).version + 1
        if record is not None:
            stamps = {
                "changed_at": self.scene.now,
                "changed_by": self.scene.actor.person,
                "release": self.scene.release.id,
            }
            self.overlay[key] = Record(*key, version, {**after, **stamps})
        self._write_history(step, key, version, before, after, names)
        for outer in self.steps:
            # The enclosing step must not report again what this one has reported.
            if key in outer.before:
                outer.before[key] = {**outer.before[key], **{n: after.get(n) for n in names}}
        if made:
            self.tell(EventKind.CREATED, key)
        elif record is not None and names:
            self.tell(EventKind.CHANGED, key, before=before, changed=frozenset(names))
        return True

    def _write_history(
        self,
        step: Step,
        key: Key,
        version: int,
        before: Mapping[str, Value],
        after: Mapping[str, Value],
        names: set[str],
    ) -> None:
        self.history.append(
            HistoryEntry(
                id=self.ids.next(),
                entity=key[0],
                record=key[1],
                version=version,
                at=self.scene.now,
                actor=self.scene.actor.person,
                command=step.command,
                release=self.scene.release.id,
                before={name: before[name] for name in sorted(names) if before.get(name) is not None},
                after={name: after.get(name) for name in sorted(names)},
                why=step.why,
                caused_by=self.history[0].id if self.history else None,
            )
        )

    def tell(
        self,
        kind: EventKind,
        key: Key,
        name: str = "",
        *,
        before: Mapping[str, Value] | None = None,
        inputs: Mapping[str, Value] | None = None,
        changed: frozenset[str] = frozenset(),
    ) -> None:
        """Queue an event that something listens to; events queue up and are heard breadth first (A7)."""
        said = event_key(kind, key[0], name)
        if self.steps:
            told = self.steps[-1].told
            told[key] = told.get(key, frozenset()) | {said}
        if any(said in heard for heard in self._heard):
            self.happened.append(
                Happening(said, *key, before or {}, inputs or {}, changed, self.depth + 1, self.chain)
            )

    def trace(self, rule: str, *, fired: bool) -> None:
        """Remember that a rule was looked at, and whether it fired."""
        self.rules_seen[rule] = fired or bool(self.rules_seen.get(rule))

    # ------------------------------------------------------------ the end

    def decision(self, answer: Mapping[str, Json]) -> Decision:
        """Everything that was decided, as one value to be written whole."""
        new: list[New] = []
        changes: list[Change] = []
        removals: list[Removal] = []
        for key, base in self.bases.items():
            record = self.overlay[key]
            if record is None:
                if base is not None:
                    removals.append(Removal(*key, base.version))
            elif base is None:
                new.append(New(*key, record.values, record.version))
            elif record.version != base.version:
                different = {n: v for n, v in record.values.items() if base.values.get(n) != v}
                changes.append(Change(*key, base.version, different, record.version - base.version))
        for key, base in self.kept.items():
            row = self.overlay[key]
            if row is None:
                if base is not None:
                    removals.append(Removal(*key, base.version))
            elif base is None:
                new.append(New(*key, row.values))
            else:
                changes.append(Change(*key, base.version, row.values))
        return Decision(
            answer=answer,
            new=tuple(new),
            changes=tuple(changes),
            removals=tuple(removals),
            history=tuple(self.history),
            outbox=tuple(self.outbox),
            timers=tuple(self.timers),
            rule_runs=tuple(self.rule_runs),
            serials=self.serials,
            foretold=self.scene.unfinished,
        )


def heard_of(release: Release) -> frozenset[str]:
    """The keys of the events that some rule or transition of a release listens to."""
    return _heard_of(Keyed(release.id, release))


@lru_cache(maxsize=32)
def _heard_of(keyed: Keyed[Release]) -> frozenset[str]:
    listening = (one.listeners for workflow in keyed.value.workflows.values() for one in workflow.machines)
    return frozenset(keyed.value.rules.by_event).union(*listening)


def _different(before: Mapping[str, Value], after: Mapping[str, Value]) -> set[str]:
    """The names whose values differ; the stamps of the engine do not count as a change."""
    if before is after:
        return set()
    names = {name for name, value in after.items() if before.get(name) != value}
    if after.keys() != before.keys():
        names |= {name for name, value in before.items() if value is not None and name not in after}
    return names - _STAMPS
