"""The record that the cases are about: a job of a print shop, with a field of every type."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.conditions import literals, paths
from engine.conditions.names import Catalogue, Names, SetLink
from engine.conditions.parse import new_reading
from engine.conditions.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DURATION,
    INTEGER,
    NUMBER,
    PERSON,
    TEXT,
    TIME,
    Kind,
    Type,
)
from engine.values.plain import Json

SIZE = Type(Kind.ENUM, options=("small", "medium", "large", "huge"))
STATE = Type(
    Kind.ENUM,
    options=("draft", "queued", "printing", "done", "dropped"),
    groups={"open": ("queued", "printing"), "over": ("done", "dropped")},
)
TAGS = Type(Kind.ENUMS, options=("red", "green", "blue"))
CNY = Type(Kind.MONEY, currency="CNY")
USD = Type(Kind.MONEY, currency="USD")

ROW: dict[str, Type] = {
    "id": Type(Kind.LINK, to=("job",)),
    "name": TEXT,
    "note": TEXT,
    "pieces": INTEGER,
    "pages": INTEGER,
    "weight": NUMBER,
    "rate": NUMBER,
    "price": CNY,
    "cost": CNY,
    "abroad": USD,
    "fee": Type(Kind.MONEY),
    "urgent": BOOLEAN,
    "day": DATE,
    "due": DATE,
    "at": DATETIME,
    "until": DATETIME,
    "slot": TIME,
    "close": TIME,
    "span": DURATION,
    "limit": DURATION,
    "size": SIZE,
    "least": SIZE,
    "state": STATE,
    "tags": TAGS,
    "wanted": TAGS,
    "owner": PERSON,
    "maker": PERSON,
    "customer": Type(Kind.LINK, to=("customer",)),
    "about": Type(Kind.LINK, to=("customer", "supplier")),
}
# "due" is a reserved word; the field is called so that a case can show it.
ROW["deadline"] = ROW.pop("due")
CUSTOMER = {
    "id": Type(Kind.LINK, to=("customer",)),
    "name": TEXT,
    "vip": BOOLEAN,
    "credit": CNY,
    "manager": PERSON,
    "since": DATE,
    "jobs": replace(TEXT, many=True),
}
CATALOGUE = Catalogue(
    entities={
        "job": ROW,
        "customer": CUSTOMER,
        "supplier": {"id": Type(Kind.LINK, to=("supplier",)), "name": TEXT},
        "complaint": {
            "customer": Type(Kind.LINK, to=("customer",)),
            "at": DATETIME,
            "text": TEXT,
            "job": ROW["id"],
        },
        "call": {"about": Type(Kind.LINK, to=("job", "customer")), "at": DATETIME, "minutes": INTEGER},
        "sheet": {"parent": ROW["id"], "amount": CNY, "pieces": INTEGER, "kind": SIZE, "list": TAGS},
        "person": {"id": PERSON, "manager": PERSON, "name": TEXT, "centre": Type(Kind.LINK, to=("centre",))},
    },
    lines={"job": {"sheets": SetLink("sheet", "parent")}},
    parameters={
        "cap": INTEGER,
        "rate": NUMBER,
        "grace": DURATION,
        "budget": CNY,
        "size": SIZE,
        "start": DATE,
        "open": BOOLEAN,
    },
    decisions={"risk": {"level": SIZE, "score": INTEGER}, "shipping": {"cost": CNY}},
    decision_entities={"risk": "job", "shipping": "supplier"},
)
NAMES = Names(
    CATALOGUE,
    "job",
    input={"reason": TEXT, "at": DATETIME, "size": SIZE, "grace": DURATION, "tags": TAGS, "pieces": INTEGER},
    before=True,
    event={"due_at": DATETIME},
)
# The columns of the row, paths through links among them.
COLUMNS: dict[str, Type] = {
    **ROW,
    "customer.name": TEXT,
    "customer.vip": BOOLEAN,
    "customer.credit": CNY,
    "customer.manager": PERSON,
    "customer.since": DATE,
    "set": INTEGER,
}
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


def facts_of(written: Mapping[str, Json]) -> dict[str, Any]:
    """The facts that a case writes down, with typed values; ``now`` and ``zone`` where it is silent."""
    facts: dict[str, Any] = {"now": NOW, "zone": ZONE}
    for path, source in written.items():
        if path == "zone":
            facts[path] = ZoneInfo(str(source))
        else:
            facts[path] = typed(source, type_of(path))
    return facts


def type_of(path: str) -> Type:
    """The type of a fact."""
    if path == "set":
        return INTEGER
    reading = new_reading()
    node = paths.path(path, NAMES, reading, "")
    assert node is not None, f"{path}: {[found.text('en') for found in reading.diagnostics]}"
    return node.type


def typed(source: Json, kind: Type) -> Any:
    """A written value; texts are left as they are written."""
    if isinstance(source, str) and kind.kind is Kind.TEXT:
        return source
    reading = new_reading()
    found = literals.literal(source, kind, reading, "")
    assert found is not None, f"{source}: {[fault.text('en') for fault in reading.diagnostics]}"
    return found.value
