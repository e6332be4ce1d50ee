"""Timers of records: when they start, move and end, and what happens when they fire (A21 to A28, E6)."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_timer import FireTimer, fire_timer
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.move_timers import MoveTimers, move_timers_of
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.ports.work import DueTimer
from engine.values.record import Decision, Record, TimerCancel, TimerStart, TimerWake
from engine.values.refusal import Refusal
from server.house import EVERYTHING
from tests.builders.packs import pack
from tests.builders.reader import DictReader
from tests.engine.commands.workshop import NOW

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def text(label: str) -> dict[str, str]:
    return {"en": label, "zh-CN": label}


def note(said: str) -> dict[str, Any]:
    return {"set": {"trail": {"formula": f'concat(trail, "{said}")'}}}


STATES: dict[str, Any] = {
    "open": {
        "group": True,
        "initial": "new",
        "label": text("Open"),
        "deadlines": {"old": {"after": "P3D", "then": [note("o")]}},
    },
    "new": {
        "parent": "open",
        "label": text("New"),
        "deadlines": {
            "first": {"after": "PT1H", "order": 2, "then": [note("f")]},
            "second": {"after": "PT1H", "order": 1, "then": [note("s")]},
            "again": {"after": "PT2H", "repeat": "PT2H", "then": [note("r")]},
            "soon": {
                "before": ["P2D", "P1D"],
                "of": ["wanted_at", "moved_to"],
                "if_late": "skip",
                "then": [note("w")],
            },
            "warn": {"before": "PT6H", "of": "due.give_up", "if_late": "alarm", "then": [note("a")]},
            "told": {"after": "PT3H", "then": [{"set": {"seen": {"field": "event.due_at"}}}]},
        },
    },
    "busy": {
        "parent": "open",
        "label": text("Busy"),
        "deadlines": {"work": {"after": "PT8H", "clock": "working", "then": [note("h")]}},
    },
    "over": {"label": text("Over"), "final": True},
}
TRANSITIONS: dict[str, Any] = {
    "begin": {"label": text("Begin"), "from": ["new"], "to": "busy", "duty": "case.do"},
    "back": {"label": text("Back"), "from": ["busy"], "to": "new", "duty": "case.do"},
    "log": {"label": text("Log"), "from": ["new"], "duty": "case.do"},
    "close": {"label": text("Close"), "from": ["open"], "to": "over", "duty": "case.do"},
    "give_up": {
        "label": text("Give up"),
        "from": ["new"],
        "to": "over",
        "duty": "case.do",
        "timer": {"after": {"parameter": "patience"}},
        "guard": {"field": "kept", "op": "eq", "value": False},
        "effects": [note("g"), {"set": {"seen": {"field": "event.due_at"}}}],
    },
}


def week(hours: str) -> dict[str, list[str]]:
    return {day: [hours] for day in ("mon", "tue", "wed", "thu", "fri")}


CALENDARS: dict[str, Any] = {
    "desk": {"week": week("09:00-17:00")},
    "late": {"week": week("13:00-21:00")},
}


@cache
def cases(*, patience: str = "P1D", warn: str = "PT6H", desk: str = "09:00-17:00") -> Release:
    new = {**STATES["new"], "deadlines": {**STATES["new"]["deadlines"]}}
    new["deadlines"]["warn"] = {**new["deadlines"]["warn"], "before": warn}
    work = {**STATES["busy"]["deadlines"]["work"], "calendar": "desk"}
    centre = {**STATES["busy"]["deadlines"]["work"], "calendar": None}
    centre.pop("calendar")
    busy = {**STATES["busy"], "deadlines": {"work": work, "here": centre}}
    return pack(
        parameters={"patience": {"type": "duration", "default": patience, "label": text("Patience")}},
        manifest={"calendar": "desk"},
        calendars={**CALENDARS, "desk": {"week": week(desk)}},
        entities={
            "case": {
                "title": "name",
                "fields": {
                    "name": {"type": "text", "label": text("Name")},
                    "trail": {"type": "text", "default": "-", "label": text("Trail")},
                    "kept": {"type": "boolean", "label": text("Kept")},
                    "wanted_at": {"type": "datetime", "label": text("Wanted")},
                    "moved_to": {"type": "datetime", "label": text("Moved to")},
                    "seen": {"type": "datetime", "label": text("Seen")},
                },
            }
        },
        workflows={
            "case": {
                "entity": "case",
                "initial": "new",
                "states": {**STATES, "new": new, "busy": busy},
                "transitions": TRANSITIONS,
            }
        },
        roles={"clerk": {}},
        duties={
            "case.do": {
                "held_by": ["clerk"],
                "scope": "company",
                "allows": {
                    "create": ["case"],
                    "transitions": [f"case.{name}" for name in TRANSITIONS],
                    "fields": {"case": {"write": ["*"]}},
                },
            }
        },
    )


class Desk:
    """A dictionary of records and of timers; time passes when it is told to."""

    def __init__(self, release: Release | None = None) -> None:
        self.release = release or cases()
        self.now, self._count = NOW, 0
        self.settings: dict[tuple[str, str | None], Any] = {}
        centres = [
            Record("centre", "c1", 1, {"name": "One"}),
            Record("centre", "c2", 1, {"name": "Two", "calendar": "late"}),
        ]
        self.rows = DictReader(self.scene(), centres)
        self.timers: dict[str, TimerStart] = {}
        self.woken: list[str] = []

    def scene(self) -> Scene:
        self._count += 1
        return Scene(self.release, EVERYTHING, self.now, self._count.to_bytes(16), settings=self.settings)

    def keep(self, decided: Decision | Refusal) -> Decision:
        assert isinstance(decided, Decision), [(one.code, one.text) for one in decided.reasons]
        self.rows.keep(decided)
        for timer in decided.timers:
            match timer:
                case TimerStart():
                    self.timers[timer.id] = timer
                case TimerCancel(names=names):
                    ended = [
                        id
                        for id, one in self.timers.items()
                        if one.record == timer.record and (names is None or {one.name, id} & {*names})
                    ]
                    for id in ended:
                        del self.timers[id]
                case TimerWake():
                    self.woken.append(timer.record)
        return decided

    def case(self, **given: Any) -> str:
        asked = CreateRecord(self.scene(), "case", given, centre=given.pop("centre", None))
        return str(self.keep(create_record(asked, self.rows)).answer["id"])

    def fire(self, id: str, name: str) -> Decision:
        return self.keep(fire_transition(FireTransition(self.scene(), "case", id, name), self.rows))

    def change(self, id: str, **given: Any) -> Decision:
        return self.keep(change_record(ChangeRecord(self.scene(), "case", id, given), self.rows))

    def due(self, id: str) -> dict[str, timedelta]:
        """Name -> how long from the beginning of the test."""
        return {one.name: one.due_at - NOW for one in self.timers.values() if one.record == id}

    def claimed(self, id: str, name: str) -> DueTimer:
        (one,) = (one for one in self.timers.values() if one.record == id and one.name == name)
        return claimed(one)

    def ring(self, timer: DueTimer) -> Decision | Refusal:
        return fire_timer(FireTimer(self.scene(), timer), self.rows)

    def pass_to(self, moment: datetime) -> None:
        """Fire what is due, as the worker does: by moment, order and name."""
        while True:
            due = sorted(self.timers.values(), key=lambda one: (one.due_at, one.order, one.name))
            if not due or due[0].due_at > moment:
                break
            self.now = max(self.now, due[0].due_at)
            self.keep(self.ring(claimed(due[0])))
        self.now = moment

    def value(self, id: str, name: str) -> Any:
        return self.rows.records["case", id].values[name]


def claimed(one: TimerStart) -> DueTimer:
    return DueTimer(
        one.id,
        one.entity,
        one.record,
        one.name,
        one.due_at,
        one.entry,
        one.zone,
        one.if_late,
        1,
        "x",
        one.order,
    )


def test_e6_deadlines_of_the_state_and_of_its_groups_start_with_the_entry() -> None:
    desk = Desk()
    id = desk.case()
    assert desk.due(id) == {
        "open.old": 3 * DAY, "new.first": HOUR, "new.second": HOUR, "new.again": 2 * HOUR, "new.told": 3 * HOUR,
        "give_up": DAY, "new.warn": 18 * HOUR,
    }  # fmt: skip


def test_a24_what_is_counted_from_an_absent_moment_does_not_run_and_moves_with_it() -> None:
    desk = Desk()
    id = desk.case(wanted_at=(NOW + 10 * DAY).isoformat())
    assert desk.due(id)["new.soon"] == 8 * DAY
    assert desk.due(id)["new.soon.2"] == 9 * DAY
    desk.change(id, moved_to=(NOW + 12 * DAY).isoformat())  # the latest present
    assert desk.due(id)["new.soon"] == 10 * DAY
    desk.change(id, wanted_at=None, moved_to=None)
    assert not {"new.soon", "new.soon.2"} & desk.due(id).keys()


def test_a25_leaving_ends_and_re_entry_begins_anew_but_the_group_goes_on() -> None:
    desk = Desk()
    id = desk.case()
    desk.now += 30 * timedelta(minutes=1)
    desk.fire(id, "begin")
    assert desk.due(id).keys() == {"open.old", "busy.work", "busy.here"}
    desk.fire(id, "back")
    assert desk.due(id)["new.first"] == 1.5 * HOUR
    assert desk.due(id)["open.old"] == 3 * DAY
    desk.pass_to(NOW + 3 * DAY - HOUR)
    assert "o" not in desk.value(id, "trail")


def test_a25_the_groups_deadline_counts_from_the_entry_into_the_group() -> None:
    desk = Desk()
    id = desk.case(kept=True)
    desk.now += DAY
    desk.fire(id, "begin")
    desk.now = NOW + 3 * DAY
    desk.keep(desk.ring(desk.claimed(id, "open.old")))
    assert desk.value(id, "trail") == "-o"
    desk.fire(id, "close")
    assert desk.due(id) == {}


def test_a4_a_move_that_stays_leaves_the_timers_as_they_are() -> None:
    desk = Desk()
    id = desk.case()
    before = desk.timers.copy()
    desk.now += HOUR / 2
    desk.fire(id, "log")
    assert desk.timers == before


def test_a28_what_is_due_at_one_moment_happens_by_order() -> None:
    desk = Desk()
    id = desk.case()
    desk.pass_to(NOW + HOUR)
    assert desk.value(id, "trail") == "-sf"


def test_a28_a_timer_whose_record_has_moved_on_closes_as_stale() -> None:
    desk = Desk()
    id = desk.case()
    late = desk.claimed(id, "give_up")
    desk.now += HOUR / 2
    desk.fire(id, "begin")
    desk.fire(id, "back")  # the same state, another entry
    desk.now += DAY
    decided = desk.keep(desk.ring(late))
    assert decided.answer == {"timer": "stale"}
    assert decided.changes == ()
    assert desk.due(id)["give_up"] == DAY + HOUR / 2  # that of the present entry, which no other may end
    desk.fire(id, "close")
    assert desk.keep(desk.ring(late)).answer == {"timer": "stale"}


def test_a21_a_fired_timer_has_its_due_moment_besides_now() -> None:
    desk = Desk()
    id = desk.case()
    timer = desk.claimed(id, "give_up")
    desk.now = NOW + DAY + timedelta(minutes=7)
    decided = desk.keep(desk.ring(timer))
    assert desk.value(id, "state") == "over"
    assert desk.value(id, "seen") == NOW + DAY
    assert desk.value(id, "entered_at") == desk.now
    assert decided.history[0].actor is None
    assert decided.history[0].why["due_at"] == (NOW + DAY).isoformat()
    assert desk.due(id) == {}


def test_a26_while_the_guard_does_not_hold_it_stays_due_and_a_change_wakes_it() -> None:
    desk = Desk()
    id = desk.case(kept=True)
    timer = desk.claimed(id, "give_up")
    desk.change(id, name="early")
    assert desk.woken == []
    desk.now = NOW + DAY
    waits = desk.ring(timer)
    assert isinstance(waits, Refusal)
    assert [one.code for one in waits.reasons] == ["timers.waits", "workflows.guard"]
    desk.change(id, kept=False)
    assert desk.woken == [id]
    desk.keep(desk.ring(timer))
    assert desk.value(id, "state") == "over"


def test_a_timer_is_never_early_whatever_has_changed_meanwhile() -> None:
    desk = Desk()
    id = desk.case()
    timer = desk.claimed(id, "give_up")
    desk.now = NOW + DAY
    desk.settings["patience", None] = cases(patience="P2D").parameters["patience"].default
    decided = desk.keep(desk.ring(timer))
    assert decided.answer == {"timer": "moved"}
    assert desk.due(id)["give_up"] == 2 * DAY
    assert desk.value(id, "state") == "new"


def test_e6_a_repeat_is_due_again_until_the_record_leaves() -> None:
    desk = Desk()
    id = desk.case(kept=True)
    desk.timers = {id: one for id, one in desk.timers.items() if one.name == "new.again"}
    desk.pass_to(NOW + 7 * HOUR)
    assert desk.value(id, "trail") == "-rrr"
    assert desk.due(id) == {"new.again": 8 * HOUR}
    desk.fire(id, "close")
    assert desk.due(id) == {}


def test_a27_what_is_past_when_it_starts_follows_if_late() -> None:
    desk = Desk()
    id = desk.case(wanted_at=(NOW + 1.5 * DAY).isoformat())
    assert "new.soon" not in desk.due(id)  # two days before is past: skip
    assert desk.due(id)["new.soon.2"] == DAY / 2
    desk = Desk(cases(patience="PT2H"))
    id = desk.case()
    (warn,) = (one for one in desk.timers.values() if one.name == "new.warn")
    assert warn.error == "late"  # alarm: a person decides


def test_a27_what_is_found_much_too_late_follows_if_late_and_leaves_a_line_of_history() -> None:
    desk = Desk()
    id = desk.case(wanted_at=(NOW + 3 * DAY).isoformat())
    soon, warn = desk.claimed(id, "new.soon"), desk.claimed(id, "new.warn")
    desk.now = NOW + DAY + 2 * HOUR
    skipped = desk.keep(desk.ring(soon))
    assert skipped.answer["timer"] == "skipped"
    assert [(line.command, line.why["late"]) for line in skipped.history] == [
        ("timer:case.new.soon", "skipped")
    ]
    alarm = desk.keep(desk.ring(warn))
    assert alarm.answer["timer"] == "alarm"
    assert [one.error for one in desk.timers.values() if one.name == "new.warn"] == ["late"]
    assert desk.value(id, "trail") == "-"
    # A person says: all the same.
    (row,) = (one for one in desk.timers.values() if one.name == "new.warn")
    desk.keep(desk.ring(replace(claimed(row), if_late="fire")))
    assert desk.value(id, "trail") == "-a"


def test_a27_a_new_release_moves_what_is_due_and_leaves_the_rest() -> None:
    desk = Desk()
    id = desk.case()
    before = {one.name: one.id for one in desk.timers.values()}
    desk.now += HOUR / 2
    former, desk.release = desk.release, cases(warn="PT4H")
    desk.keep(move_timers_of(MoveTimers(desk.scene(), "case", id, former), desk.rows))
    after = {one.name: one.id for one in desk.timers.values()}
    assert desk.due(id)["new.warn"] == 20 * HOUR
    assert {name for name in after if after[name] != before[name]} == {"new.warn"}


def test_a23_the_timers_calendar_else_the_centres_else_the_packs() -> None:
    desk = Desk()
    here, there = desk.case(centre="c1"), desk.case(centre="c2")
    for id in (here, there):
        desk.fire(id, "begin")
    assert desk.due(here)["busy.work"] == 8 * HOUR  # Monday, nine to five
    assert desk.due(here)["busy.here"] == 8 * HOUR
    assert desk.due(there)["busy.work"] == 8 * HOUR
    assert desk.due(there)["busy.here"] == 12 * HOUR  # one to nine


def test_a23_a_calendar_that_changes_moves_what_is_due() -> None:
    desk = Desk()
    id = desk.case(centre="c1")
    desk.fire(id, "begin")
    former, desk.release = desk.release, cases(desk="10:00-18:00")
    desk.keep(move_timers_of(MoveTimers(desk.scene(), "case", id, former), desk.rows))
    assert desk.due(id)["busy.work"] == 9 * HOUR
