"""Answers about metrics; the records behind a figure are a page like any other."""

from collections.abc import Mapping

from server.openapi.fields import Schema

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "integer"}
_DAY: Schema = {"type": "string", "format": "date"}
_VALUE: Schema = {
    "type": ["integer", "string", "null"],
    "description": "Exact; of a share from 0 to 1, of a duration in seconds.",
}
_METRIC: Schema = {
    "id": _TEXT,
    "label": _TEXT,
    "help": _MAYBE,
    "entity": _TEXT,
    "at": _TEXT,
    "function": _TEXT,
    "type": _MAYBE,
    "percent": {"type": ["integer", "null"]},
    "split": {"type": "array", "items": _TEXT},
    "better": _MAYBE,
}
_SPAN: Schema = {"from": _DAY, "to": _DAY}
_TOTAL: Schema = {"value": _VALUE, "rows": _NUMBER}
_COUNTED: Schema = {"held": _NUMBER, "filled": _NUMBER}
_PART: Schema = {
    "type": "object",
    "properties": {"value": {"type": ["string", "boolean", "null"]}, "label": _MAYBE},
    "required": ["value", "label"],
}


def _object(parts: Schema, maybe: Schema | None = None) -> Schema:
    return {"type": "object", "properties": {**parts, **(maybe or {})}, "required": [*parts]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_SPLIT: Schema = {"type": "object", "additionalProperties": _PART}
_FIGURES = _object(
    {
        **_METRIC,
        "target": {"type": ["integer", "string", "null"]},
        **_SPAN,
        "today": _DAY,
        "periods": _list(_object(_SPAN)),
        "data": _list(_object({**_SPAN, "split": _SPLIT, **_TOTAL}, _COUNTED)),
        "total": _object(_TOTAL, _COUNTED),
    },
    {"before": _object({**_SPAN, **_TOTAL}, _COUNTED)},
)
METRIC_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("GET", "/api/v1/metrics"): (200, _object({"data": _list(_object(_METRIC))})),
    ("GET", "/api/v1/metrics/{metric}"): (200, _FIGURES),
}
