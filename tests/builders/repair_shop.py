"""A small pack of a bicycle repair shop, outlined: what rooms are told of the rest of the pack when they are checked."""

from collections.abc import Mapping
from typing import Any

from engine.conditions.types import BOOLEAN, DURATION, INTEGER, TEXT, Kind, Type
from engine.diagnostics.problem import Diagnostic, Severity
from engine.effects.surroundings import Moves, Surroundings
from engine.records.builtin import with_builtin
from engine.records.catalogue import catalogue
from engine.records.check import check
from engine.records.model import EntityFile
from engine.records.scope import Around


def label(text: str) -> dict[str, str]:
    return {"en": text, "zh-CN": f"{text}（中文）"}


ENTITIES: Mapping[str, Any] = {
    "customer": {
        "kind": "entity",
        "label": label("Customer"),
        "title": "name",
        "fields": {
            "name": {"type": "text", "required": True, "label": label("Name")},
            "phone": {"type": "phone", "region": "CN", "required": True, "dedupe": True, "mask": "phone",
                      "class": "personal", "label": label("Phone")},
            "email": {"type": "email", "label": label("E-mail")},
            "adviser": {"type": "person", "label": label("Adviser")},
            "passport": {"type": "text", "class": "sensitive", "label": label("Passport")},
        },
    },
    "order": {
        "kind": "entity",
        "label": label("Repair order"),
        "title": "bicycle",
        "fields": {
            "bicycle": {"type": "text", "required": True, "max_length": 60, "label": label("Bicycle")},
            "customer": {"type": "link", "to": "customer", "label": label("Customer")},
            "invoice": {"type": "link", "to": "invoice", "label": label("Invoice")},
            "about": {"type": "link", "to": ["customer", "invoice"], "label": label("About")},
            "mechanic": {"type": "person", "label": label("Mechanic")},
            "urgent": {"type": "boolean", "label": label("Urgent")},
            "grade": {"type": "enum", "options": {"A": {"label": label("A")}, "B": {"label": label("B")}},
                      "label": label("Grade")},
            "came_from": {"type": "enum", "options": {"filed": {"label": label("Filed")},
                          "checking": {"label": label("Checking")}}, "label": label("Came from")},
            "budget": {"type": "money", "label": label("Budget")},
            "promised_at": {"type": "datetime", "label": label("Promised")},
            "bought_on": {"type": "date", "label": label("Bought")},
            "note": {"type": "long_text", "label": label("Note")},
            "parts": {"type": "lines", "label": label("Parts")},
            "total": {"type": "rollup", "of": "parts", "function": "sum", "field": "price", "label": label("Total")},
            "large": {"type": "boolean", "condition": {"field": "budget", "op": "gt", "value": 1000},
                      "kept": True, "label": label("Large")},
        },
    },
    "part": {
        "kind": "entity",
        "label": label("Part"),
        "part_of": "order.parts",
        "fields": {
            "name": {"type": "text", "required": True, "label": label("Name")},
            "price": {"type": "money", "label": label("Price")},
        },
    },
    "invoice": {
        "kind": "entity",
        "label": label("Invoice"),
        "fields": {
            "customer": {"type": "link", "to": "customer", "required": True, "label": label("Customer")},
            "amount": {"type": "money", "required": True, "label": label("Amount")},
            "currency_note": {"type": "text", "required": True, "default": "CNY", "label": label("Currency note")},
            "paid": {"type": "boolean", "required": True, "label": label("Paid")},
        },
    },
}  # fmt: skip

ORDER_MOVES = Moves(
    ("filed", "checking", "repairing", "waiting", "done", "dropped"),
    {"open": ("filed", "checking", "repairing")},
    ("check", "repair", "pause", "resume", "finish", "drop", "remark"),
    frozenset({"done", "dropped"}),
)
INVOICE_MOVES = Moves(("draft", "sent"), {}, ("send",), frozenset({"sent"}))
PARAMETERS: Mapping[str, Type] = {
    "cap": INTEGER,
    "tell_ready": BOOLEAN,
    "patience": DURATION,
}
INPUTS: Mapping[str, Mapping[str, Type]] = {
    "check": {"reason": TEXT, "grade": Type(Kind.ENUM, options=("A", "B"))},
    "invoice_send": {"note": TEXT},
}


def surroundings(
    moves: Mapping[str, Moves] | None = None, entities: Mapping[str, Any] = ENTITIES, **more: Any
) -> Surroundings:
    """The shop's surroundings; ``moves`` replaces outlines of workflows, ``more`` any other part."""
    moves = {"order": ORDER_MOVES, "invoice": INVOICE_MOVES, **(moves or {})}
    states = {
        entity: Type(Kind.ENUM, options=found.states, groups=found.groups) for entity, found in moves.items()
    }
    files = with_builtin(
        {id: EntityFile.model_validate(json) for id, json in entities.items()}, "Asia/Shanghai"
    )
    names = catalogue(files, states, parameters=PARAMETERS, currency="CNY")
    compiled = {id: check(id, file, Around(names, files, states)) for id, file in files.items()}
    wrong = [found for _, all_found in compiled.values() for found in errors(all_found)]
    assert not wrong, [(found.code, found.pointer, found.data) for found in wrong]
    given: dict[str, Any] = {
        "moves": moves,
        "roles": frozenset({"clerk", "mechanic", "chief"}),
        "duties": frozenset({"order.handle", "order.finish"}),
        "messages": {"ready": "order", "invoice_sent": "invoice"},
        "form_entities": {"check": "order", "invoice_send": "invoice"},
        "inputs": INPUTS,
        "required": {"check": frozenset({"reason", "grade"})},
        "transition_forms": {"order.check": ("check",), "invoice.send": ("invoice_send",)},
        "uniques": {"customer": frozenset({"phone"})},
        "locales": ("en", "zh-CN"),
        **more,
    }
    return Surroundings(names, {id: entity for id, (entity, _) in compiled.items() if entity}, **given)


def errors(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    return [found for found in diagnostics if found.severity is Severity.ERROR]


def told(diagnostics: list[Diagnostic]) -> list[tuple[str, str]]:
    """Code and place of each, as tests compare them."""
    return [(found.code, found.pointer) for found in diagnostics]
