"""Records and what a command decides about them."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from types import MappingProxyType

from engine.values.frozen import frozen
from engine.values.plain import Json, Label, Value


def copied(values: Mapping[str, Value]) -> dict[str, Value]:
    """A dict of these values to write to.

    Those of a record are read-only, and a spread (``{**values}``) reads such a mapping name by name: ten times as slow.
    """
    return values.copy() if isinstance(values, MappingProxyType) else dict(values)


@frozen
class Record:
    """One row of an entity as it was read.

    ``values`` holds the entity's fields and the common ones: ``number state owner centre created_at created_by
    changed_at changed_by entered_at release`` (and ``parent`` and ``position`` of a line). It is shared between
    commands of one group: never write to it. ``version`` counts the changes, from 1.
    """

    entity: str
    id: str
    version: int
    values: Mapping[str, Value]

    @property
    def state(self) -> str | None:
        """The state of its workflow; None when its entity has none."""
        state = self.values.get("state")
        return state if isinstance(state, str) else None


@frozen
class New:
    """A record to be inserted; ``version`` is 1, or more when the same command went on changing it."""

    entity: str
    id: str
    values: Mapping[str, Value]
    version: int = 1


@frozen
class Change:
    """New values of some columns of one record, decided on ``version``; the write checks that version.

    ``steps``: by how much the version grows, one for each line of history that the command left.
    """

    entity: str
    id: str
    version: int
    values: Mapping[str, Value]
    steps: int = 1


@frozen
class Removal:
    """A row to be taken away, decided on ``version``: a line of a list, or a row whose import is undone."""

    entity: str
    id: str
    version: int


@frozen
class HistoryEntry:
    """One line of the append-only history of a record."""

    id: str
    entity: str
    record: str
    version: int  # the version the record has after it
    at: datetime
    actor: str | None  # person; None is the engine itself
    command: (
        str  # "create", "change", "transition:<entity>.<transition>", "rule:<rule>", "reveal", "refused:..."
    )
    release: str
    before: Mapping[str, Value] = field(default_factory=dict[str, Value])
    after: Mapping[str, Value] = field(default_factory=dict[str, Value])
    why: Mapping[str, Json] = field(
        default_factory=dict[str, Json]
    )  # trace: guard, rules, facts that were not the record's own
    caused_by: str | None = None  # id of the first entry of the same command


@frozen
class OutboxEntry:
    """Something that must happen outside, delivered after the commit.

    ``id`` is stable: a retry carries the same one. Of one record, what goes by one ``lane`` (a channel, an adapter)
    goes out in order. ``recipient`` is who a message is for, in one word.
    """

    id: str
    kind: str  # "message" or "call"
    name: str  # message id, or adapter verb
    entity: str
    record: str
    at: datetime
    body: Mapping[str, Json]
    lane: str = ""
    recipient: str | None = None


@frozen
class TimerStart:
    """A moment at which something is due; ``entry`` is the entry into the state or group (moment) that started it.

    ``order``: among those due at one moment. ``error``: it is an incident from the start, and a person decides.
    """

    id: str
    entity: str
    record: str
    name: str  # transition, or <state>.<deadline>
    due_at: datetime
    entry: datetime
    zone: str
    if_late: str = "fire"
    order: int = 0
    error: str | None = None


@frozen
class TimerCancel:
    """Timers of a record that end: all of them, or those with these names (or ids)."""

    entity: str
    record: str
    names: tuple[str, ...] | None = None


@frozen
class TimerWake:
    """The timers of a record that are due and wait for a condition: look at them again now."""

    entity: str
    record: str


@frozen
class RuleRun:
    """A rule that fired."""

    id: str
    rule: str
    entity: str
    record: str
    history: str
    at: datetime


@frozen
class TaskStart:
    """Something that should be done: by a person, by whoever holds a duty at a centre, or by a team there.

    ``timing``: the key of its due moment and deadlines. ``handed_on``: the task that it was made from.
    """

    id: str
    entity: str
    record: str
    person: str | None
    duty: str | None
    centre: str | None
    label: Label
    done_by: tuple[str, ...]
    at: datetime
    rule: str
    due_at: datetime | None = None
    team: str | None = None
    dropped_by: tuple[str, ...] = ()
    timing: str = ""
    handed_on: str | None = None


@frozen
class TaskEnd:
    """Open tasks of a record that end: those that ``transition`` (a ref) does or drops, or all of them (None).

    ``outcome``: ``done`` or ``dropped``.
    """

    entity: str
    record: str
    at: datetime
    transition: str | None = None
    outcome: str = "done"


@frozen
class Decision:
    """All that one command decided; it is written whole or not at all.

    ``news`` go out only after the commit. ``answer`` is what the asker gets. ``foretold``: of something that nobody has
    finished filling in; the group refuses to write it.
    """

    answer: Mapping[str, Json]
    new: tuple[New, ...] = ()
    changes: tuple[Change, ...] = ()
    removals: tuple[Removal, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    outbox: tuple[OutboxEntry, ...] = ()
    timers: tuple[TimerStart | TimerCancel | TimerWake, ...] = ()
    rule_runs: tuple[RuleRun, ...] = ()
    serials: Mapping[str, int] = field(default_factory=dict[str, int])  # counter -> last number taken
    foretold: bool = False

    def unsent(self) -> "Decision":
        """The same, but nobody is told of it."""
        return replace(self, outbox=tuple(one for one in self.outbox if one.kind != "message"))

    def overdue(self, now: datetime) -> tuple[TimerStart, ...]:
        """The timers that start although their moment has passed: they are due at once."""
        return tuple(one for one in self.timers if isinstance(one, TimerStart) and one.due_at < now)
