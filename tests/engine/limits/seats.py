"""A hall with sessions and seats: a seat is asked for, booked or waited for, and given up."""

from functools import cache
from typing import Any

from engine.access.duty import Actor, Holding
from engine.packs.release import Release
from tests.builders.packs import pack

SESSION = f"1{0:025}"
CLERK = Actor("p1", (Holding("clerk", "c1"),))


def label(text: str) -> dict[str, str]:
    return {"en": text, "zh-CN": text}


def _move(name: str, source: list[str], to: str, **more: Any) -> dict[str, Any]:
    return {"label": label(name), "from": source, "to": to, "duty": "seat.run", **more}


@cache
def hall(initial: str = "asked", *, by_parameter: bool = False) -> Release:
    return pack(
        parameters={"places": {"type": "integer", "default": 1, "per": "centre", "label": label("Places")}} if by_parameter else {},
        entities={
            "session": {
                "title": "name",
                "fields": {
                    "name": {"type": "text", "label": label("Name")},
                    "capacity": {"type": "integer", "label": label("Capacity")},
                },
            },
            "seat": {
                "title": "guest",
                "fields": {
                    "guest": {"type": "text", "label": label("Guest")},
                    "session": {"type": "link", "to": "session", "label": label("Session")},
                    "may_wait": {"type": "boolean", "default": True, "label": label("May wait")},
                    "held_up": {"type": "boolean", "label": label("Held up")},
                    "told": {"type": "text", "label": label("Told")},
                },
            },
        },
        workflows={
            "seat": {
                "entity": "seat",
                "initial": initial,
                "states": {
                    "asked": {"label": label("Asked")},
                    "booked": {"label": label("Booked")},
                    "waiting": {"label": label("Waiting")},
                    "gone": {"label": label("Gone"), "final": True},
                },
                "transitions": {
                    "book": _move("Book", ["asked"], "booked", effects=[{"set": {"told": "booked"}}]),
                    "queue": _move(
                        "Wait", ["asked", "booked"], "waiting",
                        guard={"field": "may_wait", "op": "eq", "value": True}, effects=[{"set": {"told": "waits"}}],
                    ),
                    "move_up": _move(
                        "Move up", ["waiting"], "booked",
                        guard={"field": "held_up", "op": "eq", "value": False}, effects=[{"set": {"told": "moved up"}}],
                    ),
                    "cancel": _move("Cancel", ["asked", "booked", "waiting"], "gone"),
                },
            }
        },
        roles={"clerk": {}},
        duties={
            "seat.run": {
                "held_by": ["clerk"],
                "scope": "company",
                "allows": {
                    "create": ["seat", "session"],
                    "transitions": [f"seat.{name}" for name in ("book", "queue", "move_up", "cancel")],
                    "fields": {"seat": {"write": ["*"]}, "session": {"write": ["*"]}},
                },
            }
        },
        limits={
            "seats": {
                "label": label("Seats of a session"),
                "on": {"hold": "seat", "if": {"field": "state", "op": "eq", "value": "booked"}},
                "per": ["session"],
                "max": {"parameter": "places"} if by_parameter else {"field": "session.capacity"},
                "at_limit": {"queue": "seat.queue", "next": "seat.move_up"},
            }
        },
    )  # fmt: skip
