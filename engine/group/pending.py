"""What a group will write: the decisions of its commands, merged so that each row is written once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.values.plain import Json
from engine.values.record import (
    Decision,
    HistoryEntry,
    OutboxEntry,
    Record,
    RuleRun,
    TimerCancel,
    TimerStart,
    TimerWake,
)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Update:
    """One row that changes from version ``was`` to ``record.version``; only ``columns`` of it differ."""

    record: Record
    was: int
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to be kept under an idempotency key."""

    principal: str
    key: str
    body_hash: str
    answer: Mapping[str, Json]
    at: datetime


@dataclass(slots=True)
class Pending:
    """Rows and entries to be written, in the order in which they were decided.

    ``serials``: counter -> (number it had, number it has). ``cancels`` concern rows that were stored before this
    group; what the group started itself is settled here.
    """

    history: list[HistoryEntry] = field(default_factory=list[HistoryEntry])
    outbox: list[OutboxEntry] = field(default_factory=list[OutboxEntry])
    rule_runs: list[RuleRun] = field(default_factory=list[RuleRun])
    timers: list[TimerStart] = field(default_factory=list[TimerStart])
    cancels: list[TimerCancel] = field(default_factory=list[TimerCancel])
    wakes: list[TimerWake] = field(default_factory=list[TimerWake])
    serials: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    answered: list[Answered] = field(default_factory=list[Answered])
    _stored: dict[Key, Record | None] = field(default_factory=dict[Key, Record | None])
    _now: dict[Key, Record | None] = field(default_factory=dict[Key, Record | None])
    _columns: dict[Key, set[str]] = field(default_factory=dict[Key, set[str]])

    def stored(self, key: Key) -> Record | None:
        """A row that was noted, as it was before this group."""
        return self._stored[key]

    def note(self, key: Key, before: Record | None, after: Record | None, decision: Decision) -> None:
        """A row moved from ``before`` to ``after`` in this decision."""
        self._stored.setdefault(key, before)
        self._now[key] = after
        columns = self._columns.setdefault(key, set())
        for change in decision.changes:
            if (change.entity, change.id) == key:
                columns.update(change.values)

    def number(self, counter: str, was: int, last: int) -> None:
        """A counter moved on."""
        first = self.serials[counter][0] if counter in self.serials else was
        self.serials[counter] = (first, last)

    def attach(self, decision: Decision) -> None:
        """Everything of a decision that is not a row or a counter."""
        self.history.extend(decision.history)
        self.outbox.extend(decision.outbox)
        self.rule_runs.extend(decision.rule_runs)
        for timer in decision.timers:
            if isinstance(timer, TimerStart):
                self.timers.append(timer)
            elif isinstance(timer, TimerWake):
                self.wakes.append(timer)
            else:
                self.timers = [started for started in self.timers if not _cancels(timer, started)]
                self.cancels.append(timer)

    def inserts(self) -> list[Record]:
        """The rows that are new, in the order in which they were made."""
        return [row for key, row in self._now.items() if row is not None and self._stored[key] is None]

    def updates(self) -> list[Update]:
        """The rows that changed, each once."""
        return [
            Update(row, stored.version, frozenset(self._columns[key]))
            for key, row in self._now.items()
            if row is not None and (stored := self._stored[key]) is not None
        ]

    def removals(self) -> list[Record]:
        """The rows that go, as they were stored."""
        return [
            stored
            for key, row in self._now.items()
            if row is None and (stored := self._stored[key]) is not None
        ]


def _cancels(cancel: TimerCancel, timer: TimerStart) -> bool:
    same = (cancel.entity, cancel.record) == (timer.entity, timer.record)
    return same and (cancel.names is None or not {timer.name, timer.id}.isdisjoint(cancel.names))
