"""Rounds of approvals and their seats as a reader gives them: rows become values, and values rows."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from engine.approvals.decide import Given, Seat, Side
from engine.approvals.round import Round, step_state
from engine.facts.ask import SceneAsk
from engine.facts.view import View
from engine.ports.store import Reader
from engine.values.plain import Value
from engine.values.record import Record

ROUND, SEAT = "_approval", "_approval_seat"
"""The names under which a reader gives the rows; no entity of a pack can be called so."""
MOST_SEATS = 1_000
_ROUND = tuple(field.name for field in fields(Round) if field.name != "id")
_SEAT = tuple(field.name for field in fields(Seat) if field.name != "id")


def round_of(view: View, id: str) -> Round | None:
    """The round of this id."""
    row = view.record(ROUND, id)
    return None if row is None else _round(row)


def open_rounds(view: View, record: str) -> tuple[Round, ...]:
    """The rounds about a record that wait for somebody."""
    return tuple(_round(row) for row in view.find(ROUND, {"record": record, "state": "open"}))


@dataclass(frozen=True, slots=True)
class OpenRoundsAsk(SceneAsk):
    """How many rounds of an approval wait for somebody."""

    approval: str


def how_many_open(asked: OpenRoundsAsk, read: Reader) -> int:
    """The number of rounds, whatever they are about."""
    return len(read.find(ROUND, {"approval": asked.approval, "state": "open"}, MOST_SEATS))


def exceptions_of(view: View, counter: str) -> tuple[Round, ...]:
    """The rounds about exceptions at a counter that are waited for, or were agreed to and not made use of."""
    return tuple(_round(row) for row in view.find(ROUND, {"counter": counter}))


def rounds_about(view: View, record: str) -> tuple[Round, ...]:
    """Every round there was about a record, the first first."""
    return tuple(_round(row) for row in view.find(ROUND, {"record": record}))


def seats_of(view: View, current: Round) -> tuple[Seat, ...]:
    """All seats of a round, in the order in which they were set."""
    return tuple(_seat(row) for row in view.find(SEAT, {"approval": current.id}, MOST_SEATS))


def round_row(current: Round) -> dict[str, Value]:
    """What is kept of a round."""
    said: dict[str, Any] = {name: getattr(current, name) for name in _ROUND}
    return said | {"steps": tuple(one.text() for one in current.steps)}


def seat_row(seat: Seat, current: Round, before: Record | None, now: Value) -> dict[str, Value]:
    """What is kept of a seat; a new one (``before`` None) was set ``now``."""
    said: dict[str, Any] = {name: getattr(seat, name) for name in _SEAT}
    about: dict[str, Value] = {
        "approval": current.id,
        "entity": current.entity,
        "record": current.record,
        "requester": current.requester,
        "opened_at": before.values["opened_at"] if before else now,
    }
    return said | about | {"given": seat.given.value, "side": seat.side.value}


def _round(row: Record) -> Round:
    said = _told(row, _ROUND)
    steps = tuple(step_state(text) for text in said["steps"] or ())
    return replace(Round(row.id, **said), steps=steps, barred=tuple(said["barred"] or ()))


def _seat(row: Record) -> Seat:
    said = _told(row, _SEAT)
    said |= {"given": Given(said["given"]), "side": Side(said["side"])}
    return Seat(row.id, **said)


def _told(row: Record, names: tuple[str, ...]) -> dict[str, Any]:
    values: Mapping[str, Any] = row.values
    return {name: values.get(name) for name in names}
