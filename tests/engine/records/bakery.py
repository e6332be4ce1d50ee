"""The entities of a bakery, and how tests check one."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from engine.conditions.names import Catalogue
from engine.conditions.types import INTEGER, NUMBER, Kind, Type
from engine.diagnostics.problem import Diagnostic, Severity
from engine.records.builtin import with_builtin
from engine.records.catalogue import catalogue
from engine.records.check import check
from engine.records.entity import Entity, Field
from engine.records.model import EntityFile
from engine.records.scope import Around

LABEL = {"en": "Label", "zh-CN": "名称"}
STATES = {"order": Type(Kind.ENUM, options=("new", "baked", "sold"), groups={"open": ("new", "baked")})}


def field(type_: str, **more: Any) -> dict[str, Any]:
    return {"type": type_, "label": LABEL, **more}


def entity(**more: Any) -> dict[str, Any]:
    return {"kind": "entity", "label": LABEL, **more}


BAKERY: Mapping[str, Any] = {
    "order": entity(
        serial="O-{yyyy}-{n:4}",
        title="title",
        fields={
            "title": field("text", required=True),
            "phone": field("phone", region="CN", dedupe=True, mask="phone"),
            "kind": field("enum", options={"small": {"label": LABEL}, "large": {"label": LABEL}}),
            "guest": field("link", to="guest"),
            "rolls": field("lines"),
            "total": field("rollup", of="rolls", function="sum", field="amount"),
            "with_tax": field("money", formula="round(total * 1.07, 2)"),
            "dear": field("boolean", condition={"field": "with_tax", "op": "gt", "value": 100}),
        },
    ),
    "roll": entity(
        part_of="order.rolls",
        fields={
            "flour": field("link", to="flour"),
            "price": field("money", copy_from="flour.price"),
            "count": field("integer", default=1),
            "amount": field("money", formula="round(price * count, 2)"),
        },
    ),
    "flour": entity(
        fields={"price": field("money"), "grade": field("enum", options={"same_as": "order.kind"})}
    ),
    "guest": entity(
        title="name",
        fields={
            "name": field("text"),
            "orders": field("rollup", of="order.guest", function="count", window={"rolling": "P30D"}),
        },
    ),
}


def changed(**entities: Any) -> dict[str, Any]:
    """The bakery with fields added to (or, with None, taken from) some entities; other keys replace."""
    found = deepcopy(dict(BAKERY))
    for name, more in entities.items():
        said = found.setdefault(name, entity())
        for key, value in more.items():
            said[key] = {**said.get(key, {}), **value} if key in ("fields", "unique") else value
    return found


def around(entities: Mapping[str, Any] = BAKERY, **more: Any) -> Around:
    files = with_builtin(
        {id: EntityFile.model_validate(said) for id, said in entities.items()}, "Asia/Shanghai"
    )
    names: Catalogue = catalogue(
        files,
        STATES,
        parameters={"cap": INTEGER},
        decisions={"risk": {"score": NUMBER}},
        decision_entities={"risk": "order"},
        currency="CNY",
    )
    return Around(names, files, STATES, **more)


def checked(
    name: str, entities: Mapping[str, Any] = BAKERY, **more: Any
) -> tuple[Entity | None, list[Diagnostic]]:
    found = around(entities, **more)
    return check(name, found.files[name], found)


def told(name: str, entities: Mapping[str, Any] = BAKERY, **more: Any) -> list[tuple[str, str]]:
    """Code and place of what was found that is more than a hint."""
    return [
        (d.code, d.pointer) for d in checked(name, entities, **more)[1] if d.severity is not Severity.HINT
    ]


def compiled(name: str, entities: Mapping[str, Any] = BAKERY, **more: Any) -> Entity:
    found, diagnostics = checked(name, entities, **more)
    assert found is not None, [(d.code, d.pointer, d.data) for d in diagnostics]
    return found


def one(type_: str, **more: Any) -> Field:
    """A single field of an order, compiled."""
    return compiled("order", changed(order={"fields": {"one": field(type_, **more)}})).fields["one"]
