import pytest

from engine.conditions.decisions import jdm_problems, problems
from engine.conditions.decisions.check import check
from engine.diagnostics.problem import Severity
from tests.engine.conditions.decisions.tables import GRADE, NAMES, codes, file, found, row, table

REST = row("rest", grade="C")


def test_c7_a_right_table_has_no_faults():
    rows = [row("few", {"visits": {"op": "lt", "value": 3}}, grade="A"), REST]
    made, diagnostics = check("grade", file(rows), NAMES)

    assert diagnostics == []
    assert made is not None
    assert made.needs.paths == {"visits"}
    assert made.types["grade"].options == ("A", "B", "C")


@pytest.mark.parametrize("hit", ["unike", "FIRST", "", "rule order"])
def test_c7_an_unknown_policy_is_refused_by_name(hit):
    (one,) = found([REST], hit=hit)

    assert (one.code, one.pointer, one.data["hit"]) == ("decisions.unknown_hit", "/hit", hit)
    assert f'"{hit}"' in one.text("en")


def test_an_unknown_policy_gets_the_nearest_name():
    (one,) = found([REST], hit="uniqe")

    assert one.data["suggestion"] == "unique"


def test_c7_a_collection_says_how():
    assert codes([REST], hit="collect") == ["unknown_collect"]
    assert codes([REST], hit="collect", collect="avg") == ["unknown_collect"]
    assert codes([REST], hit="first", collect="sum") == ["collect_unwanted"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"inputs": {"visits": {}}}, "input_source"),
        ({"inputs": {"visits": {"field": "visits", "formula": "visits + 1"}}}, "input_source"),
        ({"inputs": {"visits": {"type": "integer"}}}, "type_needs_no_entity"),
        ({"inputs": {"visits": {"field": "visitz"}}}, "conditions.unknown_field"),
        ({"inputs": {"visits": {"decision": "risk.levl"}}}, "conditions.unknown_decision"),
        ({"entity": "repairs"}, "unknown_entity"),
        ({"outputs": {"grade": {"type": "lines"}}}, "unsupported_type"),
        ({"outputs": {"grade": {"type": "enum"}}}, "options"),
        ({"outputs": {"grade": {"type": "enum", "options": ["A", "A"]}}}, "options"),
        ({"outputs": {}, "rows": []}, "no_output"),
    ],
)
def test_wrong_columns_are_named(said, expected):
    assert expected in codes(said.pop("rows", [REST]), **said)


@pytest.mark.parametrize(
    ("cell", "code", "at"),
    [
        ({"op": "lt", "value": "three"}, "conditions.wrong_value", "/value"),
        ({"op": "near", "value": 3}, "conditions.unknown_operator", "/op"),
        ({"op": "contains", "value": 3}, "conditions.operator_not_for_type", "/op"),
        ("three", "conditions.wrong_value", ""),
        ([1, "two"], "conditions.wrong_value", "/1"),
        ([], "conditions.list_wanted", ""),
        (None, "decisions.cell", ""),
        ({"value": 3}, "decisions.cell", ""),
        ({"all": []}, "decisions.cell", ""),
        ({"op": "lt", "value": 3, "or": 4}, "decisions.cell", ""),
        (
            {"all": [{"op": "gte", "value": 1}, {"op": "lt", "value": True}]},
            "conditions.wrong_value",
            "/all/1/value",
        ),
    ],
)
def test_a_wrong_cell_is_told_at_its_place(cell, code, at):
    (one,) = found([row("r", {"visits": cell}, grade="A"), REST])

    assert (one.code, one.pointer) == (code, "/rows/0/if/visits" + at)


def test_unknown_columns_of_a_row_get_the_nearest_name():
    one, two = found([row("r", {"visit": 3}, grad="A"), REST])

    assert (one.code, one.pointer, one.data["suggestion"]) == (
        "decisions.unknown_input",
        "/rows/0/if/visit",
        "visits",
    )
    assert (two.code, two.pointer, two.data["suggestion"]) == (
        "decisions.unknown_output",
        "/rows/0/then/grad",
        "grade",
    )


def test_output_values_have_the_type_of_their_column():
    (one,) = found([row("r", grade="D")])
    (two,) = found([REST], **{"else": {"grade": 5}})

    assert (one.code, one.pointer) == ("conditions.unknown_option", "/rows/0/then/grade")
    assert two.pointer == "/else/grade"


def test_two_rows_of_one_id_are_told():
    (one,) = found([row("r", {"visits": 1}, grade="A"), row("r", grade="B")])

    assert (one.code, one.pointer) == ("decisions.duplicate_row", "/rows/1/id")


@pytest.mark.parametrize("collect", ["sum", "min", "max"])
def test_c7_a_figure_needs_one_number(collect):
    number = {"points": {"type": "decimal"}}

    assert codes([REST], hit="collect", collect=collect) == ["one_number"]
    assert codes([row("r", points=1)], hit="collect", collect=collect, outputs=number) == []
    both = {**number, "more": {"type": "integer"}}
    assert codes([row("r", points=1)], hit="collect", collect=collect, outputs=both) == ["one_number"]


def test_c7_a_count_counts_rows_and_takes_no_values():
    number = {"points": {"type": "integer"}}

    assert codes([row("r")], hit="collect", collect="count", outputs=number) == []
    assert codes([row("r", points=1)], hit="collect", collect="count", outputs=number) == ["one_count"]
    assert codes([row("r")], hit="collect", collect="count") == ["one_count"]


@pytest.mark.parametrize("hit", ["priority", "output_order"])
def test_c7_a_ranking_needs_one_enum(hit):
    assert codes([REST], hit=hit) == []
    assert codes([row("r", note="x")], hit=hit, outputs={"note": {"type": "text"}}) == ["one_rank"]
    assert codes([REST], hit=hit, outputs={**GRADE, "other": GRADE["grade"]}) == ["one_rank"]


def test_options_may_be_those_of_a_field():
    same = {"grade": {"type": "enum", "options": {"same_as": "repair.urgency"}}}

    assert table([row("r", grade="high")], outputs=same).types["grade"].options == ("low", "mid", "high")
    labelled = {"grade": {"type": "enum", "options": {"A": {"label": {"en": "Best"}}, "B": {}}}}
    assert table([row("r", grade="A")], outputs=labelled).types["grade"].options == ("A", "B")


def test_a_table_with_an_error_is_not_made():
    made, diagnostics = check("grade", file([row("r", {"visits": "x"})]), NAMES)

    assert made is None
    assert [one.severity for one in diagnostics] == [Severity.ERROR]


def test_every_problem_speaks_both_languages():
    for problem in (*problems.CATALOGUE.values(), *jdm_problems.CATALOGUE.values()):
        assert set(problem.text) == {"en", "zh-CN"}
        assert set(problem.hint) in (set(), {"en", "zh-CN"})
        assert problem.code.startswith("decisions.")
