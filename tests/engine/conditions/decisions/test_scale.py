"""Which tables are a scale: one number, compared with one bound after the other."""

from typing import Any

from engine.conditions.decisions.scale import scales
from tests.engine.conditions.decisions.tables import row, table


def upto(value: Any, operator: str = "lte") -> dict[str, Any]:
    return {"visits": {"op": operator, "value": value}}


def bands(*rows: dict[str, Any], **said: Any) -> list[tuple[str, Any]] | None:
    made = table([*rows], **{"hit": "first", **said})
    assert made is not None
    scale = scales(made.sheet).get("grade")
    if scale is None:
        return None
    assert scale.path == "visits"
    facts = {"parameter.cap": 7}
    return [(one.option, one.upto.value(facts) if one.upto else None) for one in scale.bands]


def test_bounds_may_be_written_down_or_parameters_and_the_last_has_none() -> None:
    rows = (
        row("a", upto(3), grade="A"),
        row("b", upto({"parameter": "cap"}, "lt"), grade="B"),
        row("c", {}, grade="C"),
    )
    assert bands(*rows) == [("A", 3), ("B", 7), ("C", None)]


def test_what_no_row_says_is_the_last_stretch() -> None:
    assert bands(row("a", upto(3), grade="A"), **{"else": {"grade": "C"}}) == [("A", 3), ("C", None)]


def test_other_tables_are_none() -> None:
    assert bands(row("a", upto(3, "gte"), grade="A"), row("c", {}, grade="C")) is None
    assert bands(row("a", {}, grade="A")) is None
    computed = {"visits": {"op": "lte", "value": {"formula": "parameter.cap + 1"}}}
    assert bands(row("a", computed, grade="A"), row("c", {}, grade="C")) is None
    exclusive = (row("a", upto(3), grade="A"), row("b", upto(3, "gt"), grade="B"))
    assert bands(*exclusive, hit="unique") is None
