import pytest
from pydantic import ValidationError

from engine.conditions.decisions.model import DecisionFile

WRITTEN = {
    "$schema": "../../schema/decision.json",
    "kind": "decision",
    "label": {"en": "Grade", "zh-CN": "等级"},
    "entity": "repair",
    "hit": "first",
    "inputs": {"visits": {"field": "visits"}},
    "outputs": {"grade": {"type": "enum", "options": ["A", "B"]}},
    "rows": [
        {
            "id": "hot",
            "label": {"en": "Hot"},
            "if": {"visits": {"op": "lt", "value": 3}},
            "then": {"grade": "A"},
        }
    ],
    "else": {"grade": "B"},
}


def test_c7_a_file_is_read_as_it_is_written():
    file = DecisionFile.model_validate(WRITTEN)

    assert file.rows[0].if_ == {"visits": {"op": "lt", "value": 3}}
    assert file.else_ == {"grade": "B"}
    assert file.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True) == WRITTEN


@pytest.mark.parametrize(
    "change",
    [
        {"hits": "first"},
        {"kind": "table"},
        {"rows": {}},
        {"rows": [{"if": {}}]},
        {"inputs": {"a": {"path": "b"}}},
        {"hit": 1},
    ],
)
def test_unknown_keys_and_wrong_shapes_are_refused(change):
    with pytest.raises(ValidationError):
        DecisionFile.model_validate(WRITTEN | change)


def test_the_schema_offers_the_policies_and_describes_cells():
    schema = DecisionFile.model_json_schema(by_alias=True)

    assert schema["properties"]["hit"]["enum"][:3] == ["unique", "any", "first"]
    cells = schema["$defs"]["RowFile"]["properties"]["if"]["additionalProperties"]
    assert {"type": ["string", "number", "boolean", "array"]} in cells["anyOf"]
