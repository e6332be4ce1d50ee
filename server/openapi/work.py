"""Pages of things with links, and what they point to by name; and the answer of the queue."""

from collections.abc import Mapping

from engine.values.plain import Json
from server.openapi.fields import ID, Schema
from server.openapi.shared import page, ref

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNTS: Schema = {"type": "object", "additionalProperties": {"type": "integer"}}
TITLES: Schema = {
    "type": "object",
    "description": "`entity/id` -> what the record is called, of those that may be seen.",
    "additionalProperties": _TEXT,
}


def linked_page(item: Json) -> Schema:
    """A page of something with links, and what they point to by name."""
    made = page(item)
    return {
        **made,
        "properties": {**made["properties"], "titles": TITLES},  # type: ignore[dict-item]
        "required": [*made["required"], "titles"],  # type: ignore[misc]
    }


def _object(**properties: Json) -> Schema:
    return {"type": "object", "properties": properties, "required": [*properties]}


NEXT: Schema = _object(
    id=_TEXT,
    label=_TEXT,
    allowed={"type": ["boolean", "null"]},
    form=_MAYBE,
    reasons={"type": "array", "items": ref("reason")},
)
_ITEM: Schema = _object(
    kind={"enum": ["task", "next_action", "deadline", "stale"]},
    id=_TEXT,
    entity=_TEXT,
    entity_label=_TEXT,
    record=ID,
    version={"type": "integer"},
    number=_MAYBE,
    title={},
    state=_MAYBE,
    state_label=_MAYBE,
    label={},
    due_at=_MAYBE,
    overdue_since=_MAYBE,
    stale_since=_MAYBE,
    reasons={"type": "array", "items": ref("reason"), "minItems": 1},
    next={"type": "array", "items": NEXT},
    task={"type": ["object", "null"]},
)


def _queue() -> Schema:
    made = linked_page(_ITEM)
    return {
        **made,
        "properties": {**made["properties"], "counts": _COUNTS},  # type: ignore[dict-item]
        "required": [*made["required"], "counts"],  # type: ignore[misc]
    }


WORK_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("GET", "/api/v1/queue"): (200, _queue()),
    ("GET", "/api/v1/metrics/{metric}/records"): (200, linked_page({"type": "object"})),
}
