"""Whether what is there is what a scenario expects: values, tasks, messages, calls."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import cast
from zoneinfo import ZoneInfo

from engine.access.duty import Holding
from engine.packs.data import moment
from engine.packs.release import Release
from engine.packs.scenario import CallExpected, MessageExpected, TaskExpected
from engine.ports.work import Task
from engine.records.accept import accept_value
from engine.records.entity import Field
from engine.records.present import present
from engine.values.plain import Json, Value
from engine.values.record import OutboxEntry
from engine.values.refusal import Reason
from server.samples.company import Company


def same_value(expected: Json, actual: Value, field: Field | None, zone: ZoneInfo) -> bool:
    """Whether a field has the value that was written down for it: read as its input would be, where it has one."""
    if field is not None:
        accepted = accept_value(field, expected, zone)
        if not isinstance(accepted, Reason):
            return accepted == actual
    match actual:
        case bool() | None:
            return expected is actual
        case int() | Decimal():
            return _number(expected) == actual
        case datetime():
            return isinstance(expected, str) and moment(expected) == actual
        case _:
            return present(actual) == expected


def same_plain(expected: Json, actual: Json) -> bool:
    """Whether two pieces of JSON say the same; numbers may be written as texts."""
    if isinstance(expected, int | float | Decimal) and not isinstance(expected, bool):
        return _number(expected) == _number(actual)
    return expected == actual


def _number(raw: Json) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        return None
    try:
        return Decimal(repr(raw) if isinstance(raw, float) else raw)
    except InvalidOperation:
        return None


class Left:
    """Judges what was left to be done: tasks, messages and calls."""

    def __init__(self, release: Release, company: Company) -> None:
        """``company`` knows the aliases and the posts of the people."""
        self._release, self._company = release, company

    def task(self, expected: TaskExpected, task: Task, on: str | None) -> bool:
        """Whether a task is the expected one; ``on`` is the id of the record that was named."""
        if expected.whom is not None and not self._means(expected.whom, _to_of(task)):
            return False
        if expected.label is not None and expected.label not in task.label.values():
            return False
        return on is None or task.record == on

    def message(self, expected: str | MessageExpected, sent: tuple[OutboxEntry, Mapping[str, Json]]) -> bool:
        """Whether a message to one of its recipients is the expected one."""
        entry, to = sent
        name = expected if isinstance(expected, str) else expected.message
        if entry.name != name:
            return False
        if isinstance(expected, str):
            return True
        if expected.to is not None and not self._means(expected.to, to):
            return False
        return expected.contains is None or any(
            expected.contains in text for text in _texts(entry.body.get("text"))
        )

    def call(self, expected: CallExpected, arguments: Mapping[str, Json], entry: OutboxEntry) -> bool:
        """Whether a call is the expected one; ``arguments`` are the expected ones, aliases resolved."""
        if entry.name != expected.call:
            return False
        sent = cast("Mapping[str, Json]", entry.body.get("with", {}))
        return all(same_plain(value, sent.get(name)) for name, value in arguments.items())

    def _means(self, whom: str, to: Mapping[str, Json]) -> bool:
        """Whether a recipient is this person (``@alias``) or this address."""
        if not whom.startswith("@"):
            return to.get("address") == whom
        actor = self._company.actors.get(whom[1:])
        if actor is None:
            return False
        if to.get("person") is not None:
            return to["person"] == actor.person
        return any(self._meant(holding, to) for holding in actor.holdings)

    def _meant(self, holding: Holding, to: Mapping[str, Json]) -> bool:
        """Whether a post is meant by a duty or a team, at a centre or anywhere."""
        if to.get("centre") is not None and holding.centre not in (None, to["centre"]):
            return False
        duty = self._release.access.duties.get(str(to.get("duty")))
        if duty is not None:
            return holding.role in duty.held_by
        return to.get("team") is not None and holding.team == to["team"]


def _to_of(task: Task) -> Mapping[str, Json]:
    known = {"person": task.person, "duty": task.duty, "centre": task.centre}
    return {name: value for name, value in known.items() if value is not None}


def _texts(raw: Json) -> list[str]:
    if isinstance(raw, str):
        return [raw]
    if isinstance(raw, Mapping):
        return [text for inner in raw.values() for text in _texts(inner)]
    return []
