"""What the file ``decisions/<id>.json`` of a pack says (C7).

Shapes only: what the words mean together is judged by ``check``, which sees the pack. Cells and values stay JSON here;
they are read with the grammar of conditions and values.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

HIT_POLICIES = ("unique", "any", "first", "priority", "rule_order", "output_order", "collect")
COLLECTIONS = ("list", "sum", "min", "max", "count")

_CELL_SCHEMA: dict[str, Any] = {
    "description": "A literal (equals), a list (one of), {op, value}, or {all: [...]} / {any: [...]} of cells.",
    "anyOf": [
        {"type": ["string", "number", "boolean", "array"]},
        {
            "type": "object",
            "properties": {"op": {"type": "string"}, "value": {}},
            "required": ["op"],
            "additionalProperties": False,
        },
        *(
            {
                "type": "object",
                "properties": {word: {"type": "array", "minItems": 1}},
                "required": [word],
                "additionalProperties": False,
            }
            for word in ("all", "any")
        ),
    ],
}

Label = Mapping[str, str]
Cell = Annotated[Any, WithJsonSchema(_CELL_SCHEMA)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class _ColumnFile(_Part):
    label: Label | None = None
    options: Any = None
    currency: str | None = None


class OutputFile(_ColumnFile):
    """One column of results."""

    type: str


class InputFile(_ColumnFile):
    """One column of tests: exactly one of ``field``, ``formula``, ``decision`` and ``type``."""

    type: str | None = None
    field: str | None = None
    formula: str | None = None
    decision: str | None = None


class RowFile(_Part):
    """One row; its order among the rows means something."""

    id: str = Field(min_length=1, max_length=80)
    label: Label | None = None
    if_: Mapping[str, Cell] = Field(alias="if", default_factory=dict[str, Any])
    then: Mapping[str, Any] = Field(default_factory=dict[str, Any])


class DecisionFile(_Part):
    """A decision table as it is written.

    ``hit`` and ``collect`` are plain text here, so that a policy that does not exist is refused by its name.
    """

    schema_: str | None = Field(alias="$schema", default=None)
    kind: Literal["decision"]
    label: Label | None = None
    help: Label | None = None
    was: list[str] | None = None
    source: Any = None
    entity: str | None = None
    hit: str = Field(json_schema_extra={"enum": [*HIT_POLICIES]})
    collect: str | None = Field(default=None, json_schema_extra={"enum": [*COLLECTIONS, None]})
    inputs: Mapping[str, InputFile]
    outputs: Mapping[str, OutputFile]
    rows: list[RowFile]
    else_: Mapping[str, Any] | None = Field(alias="else", default=None)
