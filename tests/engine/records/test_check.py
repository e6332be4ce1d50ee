"""Entity files: what is compiled, and everything that is told about them."""

import pytest
from pydantic import ValidationError

from engine.conditions.types import Kind
from engine.diagnostics.problem import Problem, Severity
from engine.records import problems
from engine.records.catalogue import types_of
from engine.records.common import COMMON_NAMES
from engine.records.entity import FieldKind
from engine.records.model import EntityFile
from tests.engine.records.bakery import BAKERY, LABEL, around, changed, checked, compiled, entity, field, told


def order(**fields):
    return changed(order={"fields": fields})


@pytest.mark.parametrize("name", ["order", "roll", "flour", "guest", "person", "centre"])
def test_the_bakery_has_no_fault(name):
    assert told(name) == []


def test_types_of_the_bakery():
    types = types_of(around().files, {}, "CNY")
    assert types["order"]["total"].kind is Kind.MONEY
    assert types["order"]["total"].currency == "CNY"
    assert types["guest"]["orders"].kind is Kind.INTEGER
    assert types["flour"]["grade"].options == ("small", "large")
    assert types["roll"]["parent"].to == ("order",)
    assert types["order"]["owner"].to == ("person",)
    assert "owner" not in types["roll"]
    assert types["person"]["active"].kind is Kind.BOOLEAN


def test_e11_rows_are_part_of_their_list_and_keep_their_amount():
    roll = compiled("roll")
    assert roll.part_of == ("order", "rolls")
    assert compiled("order").fields["rolls"].lines == "roll"
    assert roll.fields["amount"].kept
    assert {"parent", "position"} <= {*roll.common}
    assert "state" not in roll.common


def test_e11_copy_from_is_typed():
    assert compiled("roll").fields["price"].copy_from == "flour.price"
    wrong = changed(roll={"fields": {"price": field("text", copy_from="flour.price")}})
    assert told("roll", wrong)[0][1] == "/fields/price/copy_from"
    nowhere = changed(roll={"fields": {"price": field("money", copy_from="count.price")}})
    assert told("roll", nowhere) == [("records.bad_copy", "/fields/price/copy_from")]


YESTERDAY = {"field": "changed_at", "op": "before", "value": {"now": "-P1D"}}


def test_e18_what_time_changes_of_a_kept_field_is_compiled_once():
    old = field("boolean", kept=True, condition=YESTERDAY)
    seen = field("boolean", condition=YESTERDAY)
    reader = field("boolean", kept=True, condition={"field": "seen", "op": "eq", "value": False})
    entity = compiled("order", order(old=old, seen=seen, reader=reader))
    (flip,) = entity.flips
    assert flip.needs.paths >= {"changed_at", "now"}
    assert compiled("order", order(seen=seen)).flips == ()


def test_e18_rows_of_a_list_keep_nothing_that_time_changes():
    rows = changed(roll={"fields": {"old": field("boolean", condition=YESTERDAY)}})
    assert told("roll", rows) == [("records.kept_now", "/fields/old/kept")]
    rows = changed(roll={"fields": {"old": field("boolean", kept=False, condition=YESTERDAY)}})
    assert told("roll", rows) == []


def test_e18_derived_fields_are_in_order_and_read_only():
    found = compiled("order")
    order_of = found.derived_order
    assert order_of.index("total") < order_of.index("with_tax") < order_of.index("dear")
    assert not found.fields["dear"].stored
    assert found.fields["dear"].derived


def test_e18_a_decision_makes_a_field():
    found = order(score=field("decimal", decision="risk.score"), twice=field("decimal", formula="score * 2"))
    derived_order = compiled("order", found).derived_order
    assert derived_order.index("score") < derived_order.index("twice")


def test_e18_a_circle_through_a_decision_is_found():
    found = order(score=field("decimal", decision="risk.score"), twice=field("decimal", formula="score * 2"))
    reads = {"risk": frozenset({"twice"})}
    assert told("order", found, decision_reads=reads) == [("records.derived_cycle", "/fields/score")]


def test_a_circle_names_its_members_only():
    found = order(
        a=field("decimal", formula="b + 1"),
        b=field("decimal", formula="a + 1"),
        c=field("decimal", formula="a * 2"),
    )
    cycle = next(d for d in checked("order", found)[1] if d.problem is problems.DERIVED_CYCLE)
    assert cycle.data["names"] == "a, b"


def test_e22_options_of_another_field():
    assert [*compiled("flour").fields["grade"].options] == ["small", "large"]
    assert compiled("flour").fields["grade"].options["small"].label == LABEL


def test_e22_an_option_with_a_condition():
    options = {"a": {"label": LABEL}, "b": {"label": LABEL, "if": {"field": "title", "op": "present"}}}
    found = compiled("order", order(size=field("enum", options=options))).fields["size"].options
    assert found["a"].when is None
    assert found["b"].when is not None
    assert found["b"].when.test({"title": "x"})
    assert not found["b"].when.test({})


def test_e10_unique_is_compiled():
    unique = {
        "one": {
            "fields": ["phone", "kind"],
            "if": {"field": "state", "op": "in", "value": ["open"]},
            "absent": "equal",
        }
    }
    found = compiled("order", changed(order={"unique": unique})).unique["one"]
    assert found.fields == ("phone", "kind")
    assert found.absent_equal
    assert found.when is not None
    assert found.when.test({"state": "baked"})
    assert not found.when.test({"state": "sold"})


def test_a_builtin_entity_takes_fields_and_keeps_its_own():
    said = changed(person={"fields": {"skill": field("text"), "phone": field("phone", dedupe=True)}})
    found = compiled("person", said)
    assert found.builtin
    assert found.fields["phone"].dedupe
    assert {"skill", "manager", "active"} <= {*found.fields}
    retyped = changed(person={"fields": {"phone": field("integer")}})
    assert ("records.builtin_type", "/fields/phone/type") in told("person", retyped)


def test_the_time_zone_of_a_centre_is_the_packs():
    default = compiled("centre").fields["time_zone"].default
    assert default is not None
    assert default.value({}) == "Asia/Shanghai"


def test_a_default_may_be_computed_from_the_actor_and_parameters_only():
    assert compiled("order", order(by=field("person", default={"field": "actor"}))).fields["by"].default
    assert (
        compiled("order", order(most=field("integer", default={"parameter": "cap"}))).fields["most"].default
    )
    assert (
        told("order", order(most=field("text", default={"field": "title"})))[0][1]
        == "/fields/most/default/field"
    )


@pytest.mark.parametrize(
    ("entities", "code", "place"),
    [
        (order(when=field("track")), "not_yet", "/fields/when/type"),
        (order(Title=field("text")), "bad_id", "/fields/Title"),
        (order(**{"x" * 49: field("text")}), "bad_id", "/fields/" + "x" * 49),
        (order(before=field("text")), "reserved_id", "/fields/before"),
        (order(state=field("text")), "common_field", "/fields/state"),
        (order(**{f"f{n}": field("text") for n in range(300)}), "too_many_fields", "/fields"),
        (changed(order={"title": "titel"}), "unknown_title", "/title"),
        (changed(order={"title": "dear"}), "title_not_stored", "/title"),
        (changed(order={"serial": "O-{n}-{n}"}), "bad_serial", "/serial"),
        (changed(order={"part_of": "guest.orders"}), "unknown_parent", "/part_of"),
        (order(more=field("lines")), "no_rows", "/fields/more"),
        (changed(crumb=entity(part_of="order.rolls", fields={})), "several_rows", "/fields/rolls"),
        (order(t=field("text", max_length=501)), "bad_length", "/fields/t/max_length"),
        (order(t=field("text", pattern="(?=a)")), "bad_pattern", "/fields/t/pattern"),
        (order(n=field("integer", minimum=3, maximum=2)), "bad_range", "/fields/n/maximum"),
        (order(p=field("phone", region="XX")), "bad_region", "/fields/p/region"),
        (order(m=field("money", currency="XYZ")), "bad_currency", "/fields/m/currency"),
        (order(s=field("serial", serial="{m}{n}")), "bad_serial", "/fields/s/serial"),
        (order(n=field("integer", mask="phone")), "bad_mask", "/fields/n/mask"),
        (order(e=field("enum", options={})), "no_options", "/fields/e/options"),
        (order(e=field("enum", options={"a b": {}})), "bad_option_id", "/fields/e/options/a b"),
        (
            order(e=field("enum", options={"same_as": "flour.grade"})),
            "no_such_options",
            "/fields/e/options/same_as",
        ),
        (order(x=field("link", to="flower")), "unknown_entity", "/fields/x/to"),
        (order(x=field("link", to=[])), "no_target", "/fields/x/to"),
        (order(n=field("integer", dedupe=True)), "no_dedupe", "/fields/n/dedupe"),
        (order(n=field("integer", default="x")), "bad_default", "/fields/n/default"),
        (order(b=field("boolean", required=True)), "required_boolean", "/fields/b/required"),
        (order(d=field("boolean", formula="1 > 2", condition=True)), "derived_twice", "/fields/d"),
        (order(d=field("money", formula="total", required=True)), "derived_is_entered", "/fields/d/required"),
        (order(d=field("text", condition=True)), "condition_is_boolean", "/fields/d/type"),
        (order(d=field("text", kept=True)), "kept_is_derived", "/fields/d/kept"),
        (
            order(
                old=field(
                    "boolean", condition={"formula": "days(created_at, now())", "op": "gt", "value": 3}
                ),
                d=field("boolean", kept=True, condition={"field": "old", "op": "eq", "value": True}),
            ),
            "kept_no_flip",
            "/fields/d/kept",
        ),
        (
            order(
                d=field(
                    "boolean", kept=True, condition={"field": "changed_at", "op": "during", "value": "today"}
                )
            ),
            "kept_no_flip",
            "/fields/d/kept",
        ),
        (
            order(d=field("boolean", kept=True, condition={"field": "guest.name", "op": "present"})),
            "kept_follows",
            "/fields/d/kept",
        ),
        (
            order(r=field("rollup", of="rolls", function="count", window={"rolling": "month"})),
            "bad_window",
            "/fields/r/window/rolling",
        ),
        (
            changed(roll={"fields": {"amount": field("money", formula="price", kept=False)}}),
            "rollup_not_stored",
            "/fields/total/field",
        ),
        (changed(order={"unique": {"u": {"fields": ["dear"]}}}), "unique_field", "/unique/u/fields/0"),
        (
            changed(
                order={
                    "unique": {"u": {"fields": ["phone"], "if": {"field": "dear", "op": "eq", "value": True}}}
                }
            ),
            "unique_condition",
            "/unique/u/if",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(entities, code, place):
    assert (f"records.{code}", place) in told("order", entities)


@pytest.mark.parametrize(
    ("entities", "code", "place"),
    [
        (changed(roll={"fields": {"crumbs": field("lines")}}), "line_of_line", "/fields/crumbs"),
        (changed(roll={"serial": "R-{n}"}), "line_has", "/serial"),
    ],
)
def test_what_a_line_cannot_have(entities, code, place):
    assert (f"records.{code}", place) in told("roll", entities)


def test_a_line_moves_with_its_parent_and_has_no_workflow():
    assert ("records.line_has", "/part_of") in told("order", changed(order={"part_of": "guest.orders"}))


def test_all_faults_are_collected_and_errors_leave_no_entity():
    found, diagnostics = checked(
        "order", order(state=field("text"), x=field("link", to="flower"), before=field("text"))
    )
    assert found is None
    assert len(diagnostics) == 3
    meant = next(d for d in diagnostics if d.problem is problems.UNKNOWN_ENTITY)
    assert 'Did you mean "flour"?' in meant.hint("en")


def test_a_missing_label_is_only_a_hint():
    found, diagnostics = checked("order", order(x={"type": "text"}))
    assert found is not None
    assert [d.severity for d in diagnostics] == [Severity.HINT]


def test_every_problem_is_told_in_both_languages():
    told_of = [value for value in vars(problems).values() if isinstance(value, Problem)]
    assert len(told_of) > 30
    for problem in told_of:
        assert problem.text["en"]
        assert problem.text["zh-CN"]
        assert set(problem.hint) in ({"en", "zh-CN"}, set())
    assert len({problem.code for problem in told_of}) == len(told_of)


def test_a_file_reads_from_python_and_from_text_alike():
    said = EntityFile.model_validate(BAKERY["order"])
    assert EntityFile.model_validate_json(said.model_dump_json(exclude_unset=True)) == said


def test_common_fields_are_on_every_record():
    assert {*compiled("order").common} <= COMMON_NAMES
    assert compiled("order").common["state"].options.keys() == {"new", "baked", "sold"}
    columns = [column.id for column in compiled("order").columns]
    assert "total" not in columns
    assert columns.index("number") < columns.index("title")


def test_c9_the_list_of_types_is_closed():
    said = (
        "text long_text integer decimal percent money boolean date time datetime duration enum enums link person phone "
        "email url address file image serial rollup lines"
    )
    assert {*said.split(), "national_id"} == {kind.value for kind in FieldKind}
    with pytest.raises(ValidationError, match="colour"):
        EntityFile.model_validate(entity(fields={"x": field("colour")}))
    with pytest.raises(ValidationError, match="max_length"):
        EntityFile.model_validate(entity(fields={"x": field("date", max_length=3)}))


def test_a_story_is_told_by_records_that_link_here():
    story = {
        "order.guest": {
            "show": ["total", "created_at"],
            "pinned": {"field": "state", "op": "eq", "value": "new"},
        }
    }
    (teller,) = compiled("guest", changed(guest={"story": story})).story
    assert (teller.entity, teller.link, teller.show) == ("order", "guest", ("total", "created_at"))
    assert teller.pinned == story["order.guest"]["pinned"]


@pytest.mark.parametrize(
    ("story", "code", "place"),
    [
        ({"order.title": {}}, "records.story_link", "/story/order.title"),
        ({"ordr.guest": {}}, "records.story_link", "/story/ordr.guest"),
        ({"order.guest": {"show": ["totl"]}}, "records.story_field", "/story/order.guest/show/0"),
    ],
)
def test_a_story_that_nobody_can_tell(story, code, place):
    assert told("guest", changed(guest={"story": story})) == [(code, place)]


def test_what_is_pinned_is_a_condition_on_the_other_record():
    story = {"order.guest": {"pinned": {"field": "sttae", "op": "eq", "value": "new"}}}
    assert told("guest", changed(guest={"story": story}))[0][1] == "/story/order.guest/pinned/field"
