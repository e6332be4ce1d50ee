"""A help desk whose tickets are to be answered in time: a pack with a clock, for tests on every floor."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai; the desk is open until 17:00


def text(label: str) -> dict[str, str]:
    return {"en": label, "zh-CN": label}


def files(**clock: Any) -> dict[str, Any]:
    """The files of the pack; ``clock``: what the clock says otherwise."""
    return {
        "pack.json": {
            "kind": "pack", "format": 1, "id": "help_desk", "version": "1.0.0", "engine": ">=0.1 <2", "label": text("Help desk"),
            "locales": ["en", "zh-CN"], "default_locale": "en", "time_zone": "Asia/Shanghai", "currency": "CNY",
            "calendar": "desk",
            "parameters": {"answer_within": {"type": "duration", "default": "PT4H", "label": text("Answer within")}},
        },
        "calendars/desk.json": {
            "kind": "calendar", "label": text("Desk"),
            "week": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
        },
        "entities/ticket.json": {
            "kind": "entity", "label": text("Ticket"), "title": "name",
            "fields": {
                "name": {"type": "text", "label": text("Name")},
                "urgent": {"type": "boolean", "label": text("Urgent")},
                "trail": {"type": "text", "default": "-", "label": text("Trail")},
                "first_answer": {
                    "type": "clock", "label": text("First answer"), "starts_on": ["created"], "stops_on": ["ticket.answer"],
                    "pauses_in": ["waiting"], "counts": "working", "target": {"decision": "within.span"}, **clock,
                },
                "in_time": {
                    "type": "boolean", "kept": True, "label": text("In time"),
                    "condition": {"field": "first_answer.status", "op": "not_in", "value": ["missed"]},
                },
            },
        },
        "decisions/within.json": {
            "kind": "decision", "label": text("Within"), "entity": "ticket", "hit": "first",
            "inputs": {"urgent": {"field": "urgent"}}, "outputs": {"span": {"type": "duration"}},
            "rows": [
                {"id": "urgent", "if": {"urgent": True}, "then": {"span": "PT2H"}},
                {"id": "rest", "if": {}, "then": {"span": {"parameter": "answer_within"}}},
            ],
        },
        "workflows/ticket.json": {
            "kind": "workflow", "entity": "ticket", "initial": "open",
            "states": {
                "open": {
                    "label": text("Open"),
                    "deadlines": {
                        "warn": {"before": "PT30M", "of": "first_answer.due_at", "clock": "working", "then": [add("w")]},
                        "worse": {"after": "PT1H", "since": "first_answer.due_at", "then": [add("l")]},
                    },
                },
                "waiting": {"label": text("Waiting")},
                "answered": {"label": text("Answered")},
                "dropped": {"label": text("Dropped"), "final": True},
            },
            "transitions": {
                "ask": move("open", "waiting"),
                "told": move("waiting", "open"),
                "answer": move("open", "answered", "waiting"),
                "drop": move("open", "dropped", "waiting"),
            },
        },
        "rules/missed.json": {
            "kind": "rule", "label": text("Missed"), "when": {"changed": "ticket", "fields": ["first_answer.status"]},
            "if": {"field": "first_answer.status", "op": "eq", "value": "missed"}, "then": [add("m")],
        },
        "roles/agent.json": {"kind": "role", "label": text("Agent")},
        "duties/ticket.do.json": {
            "kind": "duty", "label": text("Tickets"), "held_by": ["agent"], "scope": "company",
            "allows": {
                "create": ["ticket"],
                "transitions": ["ticket.ask", "ticket.told", "ticket.answer", "ticket.drop"],
                "fields": {"ticket": {"read": ["trail", "first_answer", "in_time"], "write": ["name", "urgent"]}},
            },
        },
    }  # fmt: skip


def move(start: str, to: str, *others: str) -> Mapping[str, Any]:
    return {"label": text(to), "from": [start, *others], "to": to, "duty": "ticket.do"}


def add(said: str) -> Mapping[str, Any]:
    return {"set": {"trail": {"formula": f'concat(trail, "{said}")'}}}
