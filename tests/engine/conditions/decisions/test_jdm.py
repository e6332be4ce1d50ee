"""Tables to and from JDM, with zen-engine as the oracle where both mean the same."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.conditions.decisions.check import check
from engine.conditions.decisions.jdm import from_jdm, to_jdm
from engine.conditions.decisions.model import DecisionFile
from engine.conditions.names import Catalogue, Names
from engine.diagnostics.problem import Severity
from tests.engine.conditions.decisions import oracle
from tests.engine.conditions.decisions.tables import NAMES, outputs, row, table

INPUTS = {
    "visits": {"type": "integer"},
    "cost": {"type": "decimal"},
    "urgency": {"type": "enum", "options": ["low", "mid", "high"]},
    "warranty": {"type": "boolean"},
}
OUTPUTS = {"grade": {"type": "enum", "options": ["A", "B", "C"]}, "points": {"type": "decimal"}}
VALUES: dict[str, Any] = {
    "visits": st.integers(0, 6),
    "cost": st.integers(0, 12).map(lambda quarter: Decimal(quarter) / 4),
    "urgency": st.sampled_from(["low", "mid", "high"]),
}


def typed(rows, **said):
    return table(rows, entity=None, inputs=INPUTS, outputs=OUTPUTS, **said)


def cells(column):
    if column == "warranty":
        return st.booleans()
    value = VALUES[column]
    signs = ("ne",) if column == "urgency" else ("ne", "lt", "lte", "gt", "gte")
    leaf = st.one_of(
        value,
        st.lists(value, min_size=1, max_size=3, unique=True),
        st.builds(lambda op, one: {"op": op, "value": one}, st.sampled_from(signs), value),
        st.builds(lambda many: {"op": "not_in", "value": many}, st.lists(value, min_size=1, max_size=3)),
        st.sampled_from([{"op": "present"}, {"op": "absent"}]),
    )
    joined = st.builds(
        lambda word, parts: {word: parts},
        st.sampled_from(("all", "any")),
        st.lists(leaf, min_size=2, max_size=3),
    )
    if column == "urgency":
        return st.one_of(leaf, joined)
    both = st.builds(
        lambda low, high: {"all": [{"op": "gte", "value": low}, {"op": "lt", "value": high}]}, value, value
    )
    between = st.builds(lambda low, high: {"op": "between", "value": [low, high]}, value, value)
    return st.one_of(leaf, joined, both, between, st.builds(lambda a, b: {"any": [a, b]}, leaf, both))


@st.composite
def rows(draw):
    made = []
    for number in range(draw(st.integers(1, 5))):
        chosen = {column: draw(cells(column)) for column in INPUTS if draw(st.booleans())}
        then = {"grade": draw(st.sampled_from(["A", "B", "C"])), "points": draw(VALUES["cost"])}
        made.append(row(f"r{number}", chosen, **then))
    return made


RECORDS = st.fixed_dictionaries(
    {"warranty": st.booleans()}, optional={id: st.one_of(st.none(), one) for id, one in VALUES.items()}
)


def facts(record):
    return {f"input.{id}": value for id, value in record.items()}


def floats(found):
    """Outputs as ZEN gives them: every number a float."""
    return {
        id: float(value) if isinstance(value, int | float | Decimal) else value for id, value in found.items()
    }


@settings(max_examples=250, deadline=None)
@given(rows(), st.lists(RECORDS, min_size=8, max_size=8))
def test_first_hit_tables_decide_as_zen_does(drawn, records):
    made = typed(drawn)
    document, found = to_jdm(made.sheet)
    assert found == []
    decision = oracle.decision(document)
    for record in records:
        assert floats(outputs(made, facts(record))) == floats(decision(record)), (
            record,
            document,
        )


@settings(max_examples=150, deadline=None)
@given(rows(), st.lists(RECORDS, min_size=8, max_size=8))
def test_collecting_tables_decide_as_zen_does(drawn, records):
    made = typed(drawn, hit="collect", collect="list")
    document, found = to_jdm(made.sheet)
    assert found == []
    decision = oracle.decision(document)
    for record in records:
        # ZEN gives a list of rows where we give a list for each output.
        result = [floats(one) for one in decision(record)]
        ours = {
            id: value if isinstance(value, tuple) else ()
            for id, value in outputs(made, facts(record)).items()
        }
        assert [one["grade"] for one in result] == list(ours.get("grade", ()))
        assert [one["points"] for one in result] == [float(str(one)) for one in ours.get("points", ())]


@settings(max_examples=150, deadline=None)
@given(rows(), st.lists(RECORDS, min_size=8, max_size=8), st.booleans())
def test_there_and_back_keeps_the_meaning(drawn, records, collects):
    made = typed(drawn, **({"hit": "collect", "collect": "list"} if collects else {}))
    document, found = to_jdm(made.sheet)
    assert found == []
    again, found = from_jdm(document)
    assert found == []
    back, faults = check("grade", DecisionFile.model_validate(again), Names(Catalogue({}), entity=None))
    assert back is not None, faults
    for record in records:
        assert outputs(back, facts(record)) == outputs(made, facts(record))
        assert back.decide(facts(record)).rows == made.decide(facts(record)).rows


def test_a_table_about_an_entity_goes_over_its_paths():
    inputs = {
        "kind": {"field": "client.kind"},
        "visits": {"field": "visits", "label": {"en": "Visits", "zh-CN": "次数"}},
    }
    made = table(
        [row("hot", {"kind": "high", "visits": [1, 2]}, grade="A")], inputs=inputs, **{"else": {"grade": "C"}}
    )
    document, found = to_jdm(made.sheet, "zh-CN")

    assert found == []
    decision = oracle.decision(document)
    assert decision({"client": {"kind": "high"}, "visits": 2}) == {"grade": "A"}
    assert decision({"client": {"kind": "low"}, "visits": 2}) == {"grade": "C"}
    assert "次数" in str(document)

    again, found = from_jdm(document, "repair")
    assert found == []
    back = check("grade", DecisionFile.model_validate(again), NAMES)[0]
    assert back is not None
    assert outputs(back, {"client.kind": "high", "visits": 2}) == {"grade": "A"}
    assert outputs(back, {"client.kind": "low", "visits": 2}) == {"grade": "C"}


# ------------------------------------------------------------- refused by name


@pytest.mark.parametrize(
    ("said", "code", "pointer"),
    [
        ({"hit": "rule_order"}, "jdm_no_hit", "/hit"),
        ({"hit": "priority"}, "jdm_no_hit", "/hit"),
        ({"hit": "collect", "collect": "list", "else": {"grade": "C"}}, "jdm_no_else", "/else"),
        ({"inputs": {"visits": {"formula": "visits * 2"}}}, "jdm_no_input", "/inputs/visits"),
        (
            {"inputs": {"visits": {"decision": "risk.level"}}, "rows": [row("r", grade="A")]},
            "jdm_no_input",
            "/inputs/visits",
        ),
        (
            {"inputs": {"bought": {"field": "bought"}}, "rows": [row("r", grade="A")]},
            "jdm_no_type",
            "/inputs/bought",
        ),
        (
            {"rows": [row("r", {"visits": {"op": "lt", "value": {"parameter": "cap"}}})]},
            "jdm_no_cell",
            "/rows/0/if/visits",
        ),
        (
            {
                "rows": [row("r", grade={"field": "urgency"})],
                "outputs": {"grade": {"type": "enum", "options": {"same_as": "repair.urgency"}}},
            },
            "jdm_no_value",
            "/rows/0/then/grade",
        ),
    ],
)
def test_what_jdm_cannot_say_is_refused_by_name(said, code, pointer):
    made = table(said.pop("rows", [row("r", {"visits": 1}, grade="A")]), **said)
    document, found = to_jdm(made.sheet)

    assert document is None
    assert [(one.code, one.pointer) for one in found] == [(f"decisions.{code}", pointer)]


def jdm(**content):
    made: dict[str, Any] = {
        "hitPolicy": "first",
        "inputs": [{"id": "i", "field": "cost", "name": "Cost"}],
        "outputs": [{"id": "o", "field": "grade", "name": "Grade"}],
        "rules": [{"_id": "r", "i": "> 5", "o": '"A"'}],
    }
    made.update(content)
    nodes = [
        {"id": "a", "type": "inputNode", "name": "Request"},
        {"id": "t", "type": "decisionTableNode", "name": "T", "content": made},
    ]
    return {"nodes": nodes, "edges": []}


@pytest.mark.parametrize(
    ("content", "code", "at"),
    [
        ({"hitPolicy": "unique"}, "jdm_hit", "/hitPolicy"),
        ({"executionMode": "loop"}, "jdm_setting", "/executionMode"),
        ({"inputField": "order"}, "jdm_setting", "/inputField"),
        ({"outputPath": "result"}, "jdm_setting", "/outputPath"),
        ({"inputs": [{"id": "i", "name": "Free"}]}, "jdm_column", "/inputs/0"),
        ({"inputs": [{"id": "i", "field": "order.cost", "name": "Deep"}]}, "jdm_column", "/inputs/0"),
        ({"outputs": [{"id": "o", "field": "out.grade", "name": "Deep"}]}, "jdm_column", "/outputs/0"),
        ({"rules": [{"_id": "r", "i": "len($) > 5", "o": "1"}]}, "jdm_cell", "/rules/0/i"),
        ({"rules": [{"_id": "r", "i": ">= ", "o": "1"}]}, "jdm_cell", "/rules/0/i"),
        ({"rules": [{"_id": "r", "i": "-", "o": "1"}]}, "jdm_cell", "/rules/0/i"),
        ({"rules": [{"_id": "r", "i": "1", "o": "cost * 2"}]}, "jdm_value", "/rules/0/o"),
        ({"rules": [{"_id": "r", "i": "1", "o": "1"}, {"_id": "s", "i": "'a'", "o": "1"}]}, "jdm_mixed", ""),
        ({"rules": ["r"]}, "jdm_row", "/rules/0"),
    ],
)
def test_what_we_do_not_read_is_refused_by_name(content, code, at):
    file, found = from_jdm(jdm(**content))

    assert file is None
    assert [(one.code, one.pointer) for one in found] == [(f"decisions.{code}", "/nodes/1/content" + at)]


def test_a_refused_cell_is_shown_with_its_row_and_column():
    _, (one,) = from_jdm(jdm(rules=[{"_id": "r", "i": "len($) > 5", "o": "1"}]))

    assert (
        one.text("en") == 'The cell len($) > 5 of "cost" in the row "r" is not one that we read as ZEN does.'
    )


@pytest.mark.parametrize(
    "document", [None, [], {}, {"nodes": 5}, {"nodes": [{"type": "decisionTableNode"}]}, "x"]
)
def test_what_is_no_jdm_is_refused(document):
    assert [one.code for one in from_jdm(document)[1]] == ["decisions.jdm_shape"]


def test_other_nodes_and_second_tables_are_refused():
    document = jdm()
    extra = {"id": "f", "type": "functionNode", "name": "Script"}

    assert [one.code for one in from_jdm({"nodes": [*document["nodes"], extra]})[1]] == ["decisions.jdm_node"]
    assert [one.code for one in from_jdm({"nodes": [*document["nodes"], document["nodes"][1]]})[1]] == [
        "decisions.jdm_shape"
    ]


def test_pass_through_is_left_out_with_a_hint_and_rows_without_id_get_one():
    file, found = from_jdm(jdm(passThrough=True, rules=[{"i": "", "o": "'A'", "_description": "All"}]))

    assert [(one.code, one.severity) for one in found] == [("decisions.jdm_pass_through", Severity.HINT)]
    read = DecisionFile.model_validate(file)
    assert (read.rows[0].id, read.rows[0].if_, read.rows[0].then) == ("row_1", {}, {"grade": "A"})
    assert read.rows[0].label == {"en": "All"}


def test_types_are_seen_from_cells_where_a_document_says_none():
    rules = [{"_id": "r", "i": "[1..2.5)", "o": "true"}, {"_id": "s", "i": "!= null", "o": "false"}]
    file, found = from_jdm(jdm(rules=rules))

    assert found == []
    read = DecisionFile.model_validate(file)
    assert (read.inputs["cost"].type, read.outputs["grade"].type) == ("decimal", "boolean")


def test_types_and_options_go_over_and_come_back():
    document, _ = to_jdm(typed([row("r", {"visits": 1}, grade="A")]).sheet)
    file, _ = from_jdm(document)

    read = DecisionFile.model_validate(file)
    assert [read.inputs[id].type for id in INPUTS] == ["integer", "decimal", "enum", "boolean"]
    assert read.outputs["grade"].options == ["A", "B", "C"]
