"""What is free: slots with their room, gaps, and the next of them, in working hours."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.limits.free import Held, next_free, slots
from engine.limits.limit import Window
from engine.packs.release import Release
from engine.queries.free_slots import FreeAsk, free_slots
from engine.values.duration import Duration
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal
from tests.builders.limits import ANN, FAR, Desk, codes, desk

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = Window(period="hour", fields=("starts",))
OVERLAP = Window(fields=("starts", "ends"))


def at(hour: float, day: int = 3) -> datetime:
    """A local moment of March 2026 in Shanghai."""
    return datetime(2026, 3, day, tzinfo=SHANGHAI).astimezone(UTC) + timedelta(hours=hour)


def test_slots_are_those_of_the_open_hours_with_what_is_used_of_each() -> None:
    held = [Held(at(9.5), at(9.5)), Held(at(9.9), at(9.9), Decimal(2)), Held(at(14), at(14))]
    open_ = [(at(9), at(11)), (at(13.5), at(15))]
    found = [*slots(HOUR, held, open_, SHANGHAI, at(0), at(24))]
    assert [(one.begin, one.end, one.used) for one in found] == [
        (at(9), at(10), 3), (at(10), at(11), 0), (at(13.5), at(14), 0), (at(14), at(15), 1),
    ]  # fmt: skip


def test_gaps_are_what_nothing_is_held_in_whatever_overlaps() -> None:
    held = [Held(at(9), at(10)), Held(at(9.25), at(9.5)), Held(at(11), at(12)), Held(at(14), at(20))]
    found = [*slots(OVERLAP, held, [(at(9), at(13)), (at(13.5), at(15))], SHANGHAI, at(0), at(24))]
    assert [(one.begin, one.end) for one in found] == [
        (at(10), at(11)), (at(12), at(13)), (at(13.5), at(14)),
    ]  # fmt: skip


@pytest.mark.parametrize(("amount", "expected"), [(1, at(10)), (2, at(11)), (4, None)])
def test_the_next_free_slot_has_room_for_all_that_is_wanted(amount: int, expected: datetime | None) -> None:
    held = [Held(at(9), at(9), Decimal(3)), Held(at(10), at(10), Decimal(2))]
    found = slots(HOUR, held, [(at(9), at(12))], SHANGHAI, at(9), at(24))
    assert next_free(found, HOUR, Decimal(amount), Decimal(3), timedelta()) == expected


# ---------------------------------------------------------------- in commands and questions

HOURS: dict[str, Any] = {
    "on": {"hold": "ticket"},
    "per": ["topic"],
    "max": 1,
    "window": {"calendar": "hour", "of": "starts"},
    "suggest": "next",
}
TIMES: dict[str, Any] = {
    "on": {"hold": "ticket"},
    "per": ["topic"],
    "max": 1,
    "window": {"overlap": ["starts", "ends"]},
    "suggest": "next",
}
WEEK = {
    "week": {day: ["09:00-12:00", "13:30-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    "label": {"en": "Hours", "zh-CN": "时间"},
}


def release(limit: dict[str, Any], *, calendar: bool = True) -> Release:
    kept: dict[str, Any] = (
        {"calendars": {"hours": WEEK}, "manifest": {"calendar": "hours"}} if calendar else {}
    )
    return desk({"room": limit}, **kept)


def book(desk_: Desk, begin: str, end: str = "", **more: Any) -> Decision | Refusal:
    times = {"starts": f"2026-03-{begin}:00+08:00", **({"ends": f"2026-03-{end}:00+08:00"} if end else {})}
    return desk_.create({"topic": "r1", **times, **more})


def next_of(refused: Decision | Refusal) -> Any:
    assert isinstance(refused, Refusal)
    assert codes(refused) == ["limits.full"]
    return refused.reasons[0].data["next"]


def test_e8_a_full_slot_is_refused_with_the_next_that_is_free_in_working_hours() -> None:
    desk_ = Desk(release(HOURS))
    for begin in ("03T10:00", "03T11:30", "03T13:30", "03T14:59"):
        assert codes(book(desk_, begin)) == []
    refused = book(desk_, "03T10:30")
    assert next_of(refused) == at(15).isoformat()
    assert isinstance(refused, Refusal)
    assert refused.reasons[0].fix == {
        "en": "Next free: 2026-03-03 15:00.",
        "zh-CN": "下一个空档：2026-03-03 15:00。",
    }
    assert codes(book(desk_, "03T15:00")) == []
    for begin in ("03T16:00", "03T17:00"):
        book(desk_, begin)
    assert next_of(book(desk_, "03T17:30")) == at(9, day=4).isoformat()
    assert codes(book(desk_, "06T17:00")) == []
    assert next_of(book(desk_, "06T17:00")) == at(9, day=9).isoformat()  # after the weekend


def test_e8_where_no_calendar_is_kept_every_hour_may_be_free() -> None:
    desk_ = Desk(release(HOURS, calendar=False))
    book(desk_, "03T23:00")
    assert next_of(book(desk_, "03T23:00")) == at(24).isoformat()


def test_e8_of_what_must_not_overlap_the_next_moment_has_as_much_time() -> None:
    desk_ = Desk(release(TIMES))
    for begin, end in (("03T10:00", "03T11:00"), ("03T11:30", "03T12:00"), ("03T14:00", "03T17:30")):
        assert codes(book(desk_, begin, end)) == []
    assert next_of(book(desk_, "03T10:30", "03T11:00")) == at(11).isoformat()
    assert next_of(book(desk_, "03T10:30", "03T11:15")) == at(9, day=4).isoformat()
    assert codes(book(desk_, "04T09:00", "04T09:45")) == []


def test_a_record_that_moves_is_told_what_others_leave_free() -> None:
    desk_ = Desk(release(HOURS))
    first, second = book(desk_, "03T10:00"), book(desk_, "03T11:00")
    assert isinstance(first, Decision)
    assert isinstance(second, Decision)
    moved = desk_.change(str(second.answer["id"]), {"starts": "2026-03-03T10:15:00+08:00"})
    assert next_of(moved) == at(13.5).isoformat()


def ask(desk_: Desk, actor: Any = ANN, **more: Any) -> Any:
    said: dict[str, Any] = {"per": {"topic": "r1"}, "day": date(2026, 3, 3), **more}
    return free_slots(FreeAsk(desk_.scene(actor), "room", **said), desk_.rows)


def test_the_free_slots_of_a_day_say_how_much_is_left_of_each() -> None:
    desk_ = Desk(release(HOURS | {"max": 2}))
    for begin in ("03T09:15", "03T09:30", "03T11:00"):
        book(desk_, begin)
    found = ask(desk_)
    assert (found["limit"], found["day"], found["time_zone"], found["max"]) == (
        "room",
        "2026-03-03",
        "Asia/Shanghai",
        2,
    )
    assert [(one["used"], one["free"]) for one in found["slots"]] == [(2, 0), (0, 2), (1, 1), *[(0, 2)] * 5]
    assert (found["slots"][0]["from"], found["slots"][3]["from"]) == (
        "2026-03-03T01:00:00Z",
        "2026-03-03T05:30:00Z",
    )
    assert [one["free"] for one in ask(desk_, per={"topic": "other"})["slots"]] == [2] * 8
    assert ask(desk_, day=date(2026, 3, 1))["slots"] == []  # a Sunday, and over


def test_of_today_only_what_is_left_is_free() -> None:
    desk_ = Desk(release(HOURS)).later(hours=5.5)  # 14:30
    assert ask(desk_, day=None)["slots"][0]["from"] == "2026-03-02T06:30:00Z"


def test_gaps_are_told_that_are_long_enough() -> None:
    desk_ = Desk(release(TIMES))
    book(desk_, "03T10:00", "03T11:30")
    assert [one["until"] for one in ask(desk_)["slots"]] == [
        "2026-03-03T02:00:00Z",
        "2026-03-03T04:00:00Z",
        "2026-03-03T10:00:00Z",
    ]
    assert len(ask(desk_, length=Duration(seconds=3600))["slots"]) == 2


def test_the_key_is_named_whole_and_only_those_look_who_may_see_what_is_held() -> None:
    desk_ = Desk(release(HOURS))
    assert codes(ask(desk_, per={})) == ["limits.which"]
    assert codes(ask(desk_, per={"topic": "r1", "room": "2"})) == ["limits.which"]
    nobody = ANN.__class__("p9", ())
    assert codes(ask(desk_, nobody)) == ["records.missing"]
    assert ask(desk_, FAR)["slots"]
    plain = Desk(desk({"room": {"on": {"hold": "ticket"}, "per": ["topic"], "max": 1}}))
    assert codes(ask(plain)) == ["limits.not_in_slots"]
    unknown = free_slots(FreeAsk(plain.scene(ANN), "nothing", {}), plain.rows)
    assert isinstance(unknown, Refusal)
    assert codes(unknown) == ["limits.unknown"]


def test_more_than_can_be_looked_at_ends_what_is_told() -> None:
    desk_ = Desk(release(HOURS | {"max": 5_000}))
    made = book(desk_, "03T10:00")
    assert isinstance(made, Decision)
    one = desk_.rows.records["ticket", str(made.answer["id"])]
    for number in range(2_000):
        desk_.rows.records["ticket", f"x{number}"] = Record("ticket", f"x{number}", 1, one.values)
    assert [slot["used"] for slot in ask(desk_)["slots"]] == [0]  # only the hour before is known for certain
