"""A desk whose cases wait for moments: a pack with one of everything that is timed, over dictionaries of records and timers."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_timer import FireTimer, fire_timer
from engine.commands.fire_transition import FireTransition, fire_transition
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
