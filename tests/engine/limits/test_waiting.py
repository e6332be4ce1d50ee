"""Waiting for room (E8, A39): what finds a limit full waits, and moves up in order, once, when room comes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.seat_waiting import SeatWaiting, seat_waiting
from engine.facts.scene import Scene
from engine.facts.units import key_text, row_id
from engine.limits.limit import USAGE
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal
from server.house import EVERYTHING
from tests.builders.limits import NOW
from tests.builders.reader import DictReader
from tests.engine.limits.seats import CLERK, SESSION, hall


class Hall:
    def __init__(self, capacity: int = 2, initial: str = "asked", *, by_parameter: bool = False) -> None:
        self.release, self._count = hall(initial, by_parameter=by_parameter), 0
        session = Record("session", SESSION, 1, {"name": "One", "capacity": capacity, "centre": "c1"})
        centre = Record("centre", "c1", 1, {"name": "One", "time_zone": "Asia/Shanghai"})
        self.rows = DictReader(self.scene(), [session, centre, Record("person", "p1", 1, {"name": "P"})])

    def scene(self) -> Scene:
        self._count += 1
        return Scene(self.release, CLERK, NOW + timedelta(seconds=self._count), self._count.to_bytes(16))

    def keep(self, decided: Decision | Refusal) -> Decision:
        assert isinstance(decided, Decision), [one.code for one in decided.reasons]
        self.rows.keep(decided)
        return decided

    def seat(self, **given: Any) -> str:
        asked = CreateRecord(self.scene(), "seat", {"session": SESSION, **given})
        return str(self.keep(create_record(asked, self.rows)).answer["id"])

    def try_fire(self, id: str, name: str) -> Decision | Refusal:
        return fire_transition(FireTransition(self.scene(), "seat", id, name), self.rows)

    def fire(self, id: str, name: str) -> Decision:
        return self.keep(self.try_fire(id, name))

    def state(self, id: str) -> Any:
        return self.rows.records["seat", id].values["state"]

    def told(self, id: str) -> Any:
        return self.rows.records["seat", id].values["told"]


def test_a39_a_full_holding_with_a_queue_runs_the_command_again_as_that_transition() -> None:
    hall = Hall(capacity=1)
    first, second = hall.seat(), hall.seat()
    hall.fire(first, "book")
    decided = hall.fire(second, "book")
    assert (hall.state(second), hall.told(second)) == (
        "waiting",
        "waits",
    )  # no effect of the booking happened
    assert decided.answer["limits"] == [
        {"limit": "seats", "label": {"en": "Seats of a session", "zh-CN": "Seats of a session"}, "used": 1, "max": 1,
         "resets_at": None, "lifted_by": None, "granted": None, "next": None, "waits": second}
    ]  # fmt: skip
    line = decided.history[0]
    assert (line.command, line.why["instead_of"], line.why["limit"]) == (
        "transition:seat.queue",
        "seat.book",
        "seats",
    )


def test_a39_a_record_whose_first_state_takes_the_place_waits_from_the_beginning() -> None:
    hall = Hall(capacity=1, initial="booked")
    first, second = hall.seat(), hall.seat()
    assert (hall.state(first), hall.state(second)) == ("booked", "waiting")


def test_e8_when_room_comes_the_first_that_waits_moves_up_once() -> None:
    hall = Hall(capacity=2)
    seats = [hall.seat() for _ in range(5)]
    for seat in seats:
        hall.fire(seat, "book")
    assert [hall.state(seat) for seat in seats] == ["booked", "booked", "waiting", "waiting", "waiting"]
    hall.fire(seats[0], "cancel")
    assert [hall.state(seat) for seat in seats[2:]] == ["booked", "waiting", "waiting"]
    assert hall.told(seats[2]) == "moved up"
    hall.fire(seats[3], "cancel")  # one that waits leaves: nobody moves
    assert [hall.state(seat) for seat in seats[1:]] == ["booked", "booked", "gone", "waiting"]
    hall.fire(seats[1], "cancel")
    assert hall.state(seats[4]) == "booked"


def test_one_whose_guard_says_no_is_passed_over_and_keeps_its_place() -> None:
    hall = Hall(capacity=1)
    first, second, third = hall.seat(), hall.seat(held_up=True), hall.seat()
    for seat in (first, second, third):
        hall.fire(seat, "book")
    hall.fire(first, "cancel")
    assert (hall.state(second), hall.told(second), hall.state(third)) == ("waiting", "waits", "booked")


def test_one_that_may_not_wait_is_refused_with_the_reason_why() -> None:
    hall = Hall(capacity=1)
    first, second = hall.seat(), hall.seat(may_wait=False)
    hall.fire(first, "book")
    refused = hall.try_fire(second, "book")
    assert isinstance(refused, Refusal)
    assert refused.reasons[0].code == "workflows.guard"


@pytest.mark.parametrize("capacity", [0, 3])
def test_with_room_nothing_waits_and_without_any_everything_does(capacity: int) -> None:
    hall = Hall(capacity=capacity)
    seats = [hall.seat() for _ in range(3)]
    for seat in seats:
        hall.fire(seat, "book")
    assert {hall.state(seat) for seat in seats} == ({"booked"} if capacity else {"waiting"})


def raise_to(hall: Hall, capacity: int | None) -> Decision:
    asked = ChangeRecord(hall.scene(), "session", SESSION, {"capacity": capacity})
    return hall.keep(change_record(asked, hall.rows))


def test_e8_when_more_room_is_made_those_who_wait_move_up_in_order_each_once() -> None:
    hall = Hall(capacity=1)
    seats = [hall.seat(held_up=place == 2) for place in range(6)]
    for seat in seats:
        hall.fire(seat, "book")
    done = raise_to(hall, 3)
    assert [hall.state(seat) for seat in seats] == [
        "booked",
        "booked",
        "waiting",
        "booked",
        "waiting",
        "waiting",
    ]
    lines = [line for line in done.history if line.command == "transition:seat.move_up"]
    assert [line.record for line in lines] == [seats[1], seats[3]]
    assert {line.caused_by for line in lines} == {done.history[0].id}
    raise_to(hall, 2)  # nothing is taken away, and nobody moves
    assert hall.rows.records["seat", seats[1]].version == 3
    assert [hall.state(seat) for seat in seats].count("booked") == 3
    raise_to(hall, None)  # without a most there is room for all who may
    assert [hall.state(seat) for seat in seats] == [
        "booked",
        "booked",
        "waiting",
        "booked",
        "booked",
        "booked",
    ]


def test_what_changes_no_room_looks_at_nobody_who_waits() -> None:
    hall = Hall(capacity=1)
    seats = [hall.seat(), hall.seat()]
    for seat in seats:
        hall.fire(seat, "book")
    before = hall.rows.records[USAGE, row_id("seats", key_text((SESSION,)))].version
    hall.keep(change_record(ChangeRecord(hall.scene(), "session", SESSION, {"name": "Two"}), hall.rows))
    assert hall.rows.records[USAGE, row_id("seats", key_text((SESSION,)))].version == before


def test_raising_writes_the_counter_even_when_nobody_waits_yet() -> None:
    hall = Hall(capacity=1)
    raise_to(hall, 2)
    assert hall.rows.records[USAGE, row_id("seats", key_text((SESSION,)))].values["units"] == ()


def test_e8_a_parameter_that_is_raised_lets_those_who_wait_move_up_by_a_command_of_its_own() -> None:
    hall = Hall(by_parameter=True)
    seats = [hall.seat() for _ in range(4)]
    for seat in seats:
        hall.fire(seat, "book")
    assert [hall.state(seat) for seat in seats].count("waiting") == 3

    def seated(places: int) -> int:
        scene = replace(hall.scene(), actor=EVERYTHING, settings={("places", None): places})
        return int(str(hall.keep(seat_waiting(SeatWaiting(scene, "seats"), hall.rows)).answer["moved"]))

    assert (seated(1), seated(3), seated(3)) == (0, 2, 0)
    assert [hall.state(seat) for seat in seats] == ["booked", "booked", "booked", "waiting"]
    assert hall.release.limits.by_parameter[0].id == "seats"
    assert hall.release.limits.capacity == {}
