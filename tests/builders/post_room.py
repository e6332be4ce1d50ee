"""A post room: letters come in by a channel and become tickets; what waits too long is looked at every working day."""

from typing import Any

from engine.packs.release import Release
from tests.builders.packs import pack

LETTER: dict[str, Any] = {
    "message": {"from": "bo@example.com", "ref": "R-1"},
    "subject": "It leaks",
    "id": "m1",
}


def text(label: str) -> dict[str, str]:
    return {"en": label, "zh-CN": label}


def add(said: str) -> dict[str, Any]:
    return {"set": {"trail": {"formula": f'concat(trail, "{said}")'}}}


CHANNEL: dict[str, Any] = {
    "label": text("Letters"),
    "fields": {
        "sender": {"type": "email", "required": True, "label": text("Sender")},
        "ref": {"type": "text", "max_length": 20, "label": text("Reference")},
        "subject": {"type": "text", "required": True, "max_length": 60, "label": text("Subject")},
        "id": {"type": "text", "required": True, "label": text("Id")},
        "urgency": {"type": "enum", "options": {"low": {"label": text("Low")}, "high": {"label": text("High")}}, "label": text("Urgency")},
        "client": {"type": "link", "to": "client", "label": text("Client")},
    },
    "places": {"sender": "/message/from", "ref": "/message/ref"},
    "message_id": "id",
}  # fmt: skip
ENTITIES: dict[str, Any] = {
    "client": {
        "title": "email",
        "fields": {
            "email": {"type": "email", "required": True, "label": text("Mail")},
            "letters": {"type": "integer", "label": text("Letters")},
        },
    },
    "ticket": {
        "title": "subject",
        "fields": {
            "subject": {"type": "text", "required": True, "label": text("Subject")},
            "ref": {"type": "text", "label": text("Reference")},
            "client": {"type": "link", "to": "client", "label": text("Client")},
            "trail": {"type": "text", "default": "-", "label": text("Trail")},
            "waits": {"type": "boolean", "label": text("Waits")},
            "cursed": {"type": "boolean", "label": text("Cursed")},
        },
    },
}
WORKFLOW: dict[str, Any] = {
    "entity": "ticket",
    "initial": "open",
    "states": {
        "open": {"label": text("Open")},
        "answered": {"label": text("Answered")},
        "shut": {"label": text("Shut"), "final": True},
    },
    "transitions": {
        "answer": {"label": text("Answer"), "from": ["open"], "to": "answered", "duty": "ticket.do"},
        "reopen": {"label": text("Reopen"), "from": ["answered", "open"], "to": "open", "duty": "ticket.do", "effects": [add("r")]},
        "shut": {"label": text("Shut"), "from": ["open", "answered"], "to": "shut", "duty": "ticket.do"},
    },
}  # fmt: skip
FILE_LETTER: dict[str, Any] = {
    "order": 10,
    "when": {"received": "mail.inbound"},
    "if": {"field": "input.subject", "op": "ne", "value": "spam"},
    "then": [
        {"create": "client", "match": ["email"], "set": {"email": {"field": "input.sender"}}},
        {
            "find": "ticket",
            "match": {"ref": {"field": "input.ref"}},
            "where": {"field": "state", "op": "ne", "value": "shut"},
            "then": [{"do": "ticket.reopen"}, {"send": "again", "to": {"duty": "ticket.do"}}],
            "else": [{"create": "ticket", "set": {"subject": {"field": "input.subject"}, "ref": {"field": "input.ref"}}}],
        },
        {
            "find": "client",
            "match": {"email": {"field": "input.sender"}},
            "then": [
                {"set": {"letters": {"choose": [{"if": {"field": "letters", "op": "absent"}, "value": 1}, {"value": {"formula": "letters + 1"}}]}}}
            ],
        },
    ],
}  # fmt: skip
MORNING: dict[str, Any] = {
    "when": {"every": "P1D", "at": "08:45", "on_days": "working"},
    "then": [
        {
            "each": "ticket",
            "where": {"all": [{"field": "state", "op": "eq", "value": "open"}, {"field": "waits", "op": "eq", "value": False}]},
            "then": [add("m")],
        }
    ],
}  # fmt: skip
HOURS: dict[str, Any] = {
    "week": {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    "days": {"2026-03-04": {"closed": True}},
}
CURSE: dict[str, Any] = {
    "entity": "ticket",
    "fields": ["trail"],
    "holds": {
        "any": [{"field": "cursed", "op": "eq", "value": False}, {"field": "trail", "op": "eq", "value": "-"}]
    },
    "if_broken": "refuse",
}


def post_room(**rules: dict[str, Any]) -> Release:
    """The pack; ``rules`` go beside the one that files letters, in whose place ``file_letter`` may stand."""
    return pack(
        manifest={"calendar": "hours"},
        parameters={"bound": {"type": "integer", "default": 3, "per": "centre", "label": text("Bound")}},
        entities=ENTITIES,
        workflows={"ticket": WORKFLOW},
        channels={"mail.inbound": CHANNEL},
        calendars={"hours": HOURS, "late": {"week": {"sat": ["10:00-12:00"]}, "time_zone": "Europe/Berlin"}},
        messages={
            "again": {
                "about": "ticket",
                "channels": ["app"],
                "text": {"app": {"en": "{{subject}} again", "zh-CN": "{{subject}} again"}},
            }
        },
        rules={"file_letter": FILE_LETTER, **rules},
        invariants={"no_curse": CURSE},
        roles={"hand": {}},
        duties={
            "ticket.do": {
                "held_by": ["hand"],
                "scope": "company",
                "allows": {
                    "create": ["ticket", "client"],
                    "transitions": ["ticket.answer", "ticket.reopen", "ticket.shut"],
                    "fields": {"ticket": {"write": ["*"]}, "client": {"write": ["*"]}},
                },
            }
        },
    )
