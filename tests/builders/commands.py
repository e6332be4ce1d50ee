"""Small pure commands for tests of what runs commands: they make and change records of the workshop directly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from engine.access.duty import Actor
from engine.facts.gather import Facts, Subject
from engine.facts.scene import Scene
from engine.facts.sets import figure
from engine.facts.view import View
from engine.group.problems import NOT_UNIQUE, refuse
from engine.packs.release import Release
from engine.ports.store import Ask, Reader
from engine.values.ids import Ids
from engine.values.plain import Value
from engine.values.record import Change, Decision, HistoryEntry, New
from engine.values.refusal import Kind, Refusal
from tests.builders.release import NOW, values, workshop

_SEEDS = count(1)
RELEASE = workshop().build()


def seed() -> bytes:
    """Another seed each time; the same ones in the same order in each process."""
    return next(_SEEDS).to_bytes(16)


@dataclass(frozen=True)
class Make(Ask):
    """Make a record."""

    entity: str = "job"
    given: Mapping[str, Value] = field(default_factory=dict[str, Value])
    release: Release = RELEASE


def making(entity: str = "job", **given: Value) -> Make:
    """An ask to make a record with these values."""
    return Make(NOW, seed(), (), entity, given)


def make(asked: Make, read: Reader) -> Decision:
    """Makes the record, with one line of history."""
    ids = Ids(asked.now, asked.seed)
    id = ids.next()
    new = New(asked.entity, id, values(asked.release, asked.entity, asked.given))
    line = HistoryEntry(
        ids.next(), asked.entity, id, 1, asked.now, None, "create", asked.release.id, {}, asked.given
    )
    return Decision({"id": id}, new=(new,), history=(line,))


@dataclass(frozen=True)
class Move(Ask):
    """Change a record."""

    entity: str = "job"
    id: str = ""
    given: Mapping[str, Value] = field(default_factory=dict[str, Value])


def moving(id: str, entity: str = "job", **given: Value) -> Move:
    """An ask to change these values."""
    return Move(NOW, seed(), ((entity, id),), entity, id, given)


def move(asked: Move, read: Reader) -> Decision | Refusal:
    """Changes the record, with one line of history; refuses when there is none."""
    record = read.record(asked.entity, asked.id)
    if record is None:
        return refuse(Kind.MISSING, NOT_UNIQUE)
    line = HistoryEntry(
        Ids(asked.now, asked.seed).next(), asked.entity, asked.id, record.version + 1, asked.now, None, "change", "r",
        {name: record.values[name] for name in asked.given}, asked.given,
    )  # fmt: skip
    change = Change(asked.entity, asked.id, record.version, asked.given)
    return Decision({"id": asked.id, "version": record.version + 1}, changes=(change,), history=(line,))


def grow(asked: Move, read: Reader) -> Decision | Refusal:
    """Adds one to the hours of a job: what it decides depends on what it reads."""
    record = read.record("job", asked.id)
    hours = record.values["hours"] if record is not None else None
    assert isinstance(hours, int)
    return move(Move(asked.now, asked.seed, asked.sure, "job", asked.id, {"hours": hours + 1}), read)


def refused(asked: Ask, read: Reader) -> Refusal:
    """Always says no."""
    return refuse(Kind.FORBIDDEN, NOT_UNIQUE)


def broken(asked: Ask, read: Reader) -> Decision:
    """A command with a bug."""
    raise ZeroDivisionError


def figured(release: Release, read: Reader, name: str, entity: str, id: str) -> Value:
    """The figure of a set of a record, with what neighbours in the group have moved set off against it."""
    scene = Scene(release, Actor(None, everything=True), NOW)
    view = View(read)
    facts = Facts(scene, view, Subject(entity, id, {}))
    return figure(release.sets[name], scene, view, facts, facts.row_facts)
