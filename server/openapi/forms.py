"""Schemas of what would come of a form."""

from collections.abc import Mapping

from engine.values.plain import Json
from server.openapi.fields import Schema, closed
from server.openapi.shared import ref

_PLACE = ("POST", "/api/v1/forms/{form}/foretell")
_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_TEXTS: Schema = {"type": "object", "additionalProperties": _TEXT}


def _list(item: Json) -> Schema:
    return {"type": "array", "items": item}


_BAND = closed(option=_TEXT, label=_TEXT, upto=_MAYBE, text=_TEXT)
_SCALE = closed(
    field=_TEXT,
    label=_TEXT,
    of=_TEXT,
    of_label=_TEXT,
    value=_TEXT,
    text=_TEXT,
    bands=_list(_BAND),
    here={"type": "integer", "description": "The place of the band that the number lies in."},
    left={**_MAYBE, "description": "What is left until its end."},
)
_STEP = closed(id=_TEXT, label=_TEXT, people=_list(_TEXT), reasons=_list(ref("reason")))
_APPROVAL = closed(
    transition={**_MAYBE, "description": "What would ask for it; null: it is asked for already."},
    label=_MAYBE,
    approval={**_MAYBE, "description": "Null: nothing is asked for this time."},
    approval_label=_MAYBE,
    steps=_list(_STEP),
    ends=_MAYBE,
    usual_minutes={
        "type": ["integer", "null"],
        "description": "How long the like of it took in the last 90 days.",
    },
)
FORM_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    _PLACE: (
        200,
        closed(
            texts={**_TEXTS, "description": "What stands then in the fields that nobody fills in."},
            rows={"type": "object", "additionalProperties": _list(_TEXTS)},
            scales=_list(_SCALE),
            approvals=_list(_APPROVAL),
        ),
    )
}
FORM_BODIES: Mapping[tuple[str, str], Schema] = {
    _PLACE: {
        "type": "object",
        "properties": {
            "entity": {**_TEXT, "description": "For the form `default`."},
            "record": {**_TEXT, "description": "The record it is filled in for (none: a new one)."},
            "transition": {**_TEXT, "description": "The transition it is filled in for."},
            "input": {"type": "object"},
        },
        "additionalProperties": False,
    }
}
