"""Effects in files: what is compiled, and everything that is refused."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from engine.conditions.names import Names
from engine.conditions.types import TEXT
from engine.diagnostics.problem import Diagnostic
from engine.effects.check import check_effects
from engine.effects.effect import (
    CallOut,
    Create,
    Do,
    Each,
    Effect,
    Send,
    SetFields,
    Task,
)
from engine.effects.findings import Findings
from engine.effects.model import Effects
from engine.effects.whom import ByAddress, ByDuty, ByField, ByTeam
from tests.builders.repair_shop import label, surroundings, told

AROUND = surroundings()
EFFECTS: TypeAdapter[Any] = TypeAdapter(Effects)


def read(*effects: Any, entity: str = "order") -> tuple[tuple[Effect, ...], list[Diagnostic]]:
    findings = Findings(AROUND.locales)
    names = Names(AROUND.catalogue, entity, input={"reason": TEXT}, before=True)
    found = check_effects(EFFECTS.validate_python([*effects]), names, AROUND, findings, "/then")
    return found, findings.diagnostics


def one(effect: Any, entity: str = "order") -> Any:
    found, diagnostics = read(effect, entity=entity)
    assert told(diagnostics) == []
    return found[0]


def faults(*effects: Any, entity: str = "order") -> list[tuple[str, str]]:
    return told(read(*effects, entity=entity)[1])


# -------------------------------------------------------------------- set


def test_set_compiles_values_with_the_names_of_the_record() -> None:
    found = one({"set": {"note": {"field": "input.reason"}, "urgent": True, "grade": "A"}})
    assert isinstance(found, SetFields)
    assert found.values["note"].value({"input.reason": "dent"}) == "dent"
    assert found.values["urgent"].value({}) is True


def test_e3_before_state_can_be_kept_on_enter() -> None:
    found = one({"set": {"note": {"field": "before.bicycle"}}})
    assert found.values["note"].value({"before.bicycle": "red"}) == "red"


def test_set_on_a_linked_record_takes_the_fields_of_that_record() -> None:
    found = one({"set": {"name": {"field": "bicycle"}}, "on": "customer"})
    assert (found.on, [*found.values]) == ("customer", ["name"])
    assert faults({"set": {"bicycle": "x"}, "on": "customer"}) == [
        ("effects.unknown_field", "/then/0/set/bicycle")
    ]


@pytest.mark.parametrize(
    "name", ["state", "number", "created_at", "created_by", "changed_at", "entered_at", "release"]
)
def test_set_never_writes_what_is_the_engines(name: str) -> None:
    assert faults({"set": {name: None}}) == [("effects.engine_field", f"/then/0/set/{name}")]


def test_set_of_the_owner_says_to_assign() -> None:
    _, diagnostics = read({"set": {"owner": {"field": "mechanic"}}})
    assert told(diagnostics) == [("effects.owner_by_assign", "/then/0/set/owner")]
    assert "assign" in diagnostics[0].hint("en")
    assert "assign" in diagnostics[0].hint("zh-CN")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"total": 3}, ("effects.derived_field", "/then/0/set/total")),
        ({"large": True}, ("effects.derived_field", "/then/0/set/large")),
        ({"parts": []}, ("effects.no_column", "/then/0/set/parts")),
        ({"bicycle": None}, ("effects.required_absent", "/then/0/set/bicycle")),
        ({"urgent": "yes"}, ("conditions.wrong_value", "/then/0/set/urgent")),
        ({"mechanic": {"field": "customer"}}, ("conditions.does_not_fit", "/then/0/set/mechanic")),
        ({"grade": "C"}, ("conditions.unknown_option", "/then/0/set/grade")),
        ({}, ("effects.nothing_set", "/then/0/set")),
    ],
)
def test_set_is_typed(values: Any, expected: tuple[str, str]) -> None:
    assert faults({"set": values}) == [expected]


def test_an_unknown_field_is_told_with_the_nearest() -> None:
    _, diagnostics = read({"set": {"bicycl": "x"}})
    assert diagnostics[0].hint("en") == 'Did you mean "bicycle"?'
    assert "bicycle" in diagnostics[0].hint("zh-CN")


def test_on_must_reach_one_record() -> None:
    assert faults({"set": {"name": "x"}, "on": "bicycle"}) == [("effects.not_a_link", "/then/0/on")]
    assert faults({"set": {"name": "x"}, "on": "about"}) == [("effects.not_a_link", "/then/0/on")]
    assert faults({"set": {"name": "x"}, "on": "custmer"}) == [("effects.unknown_field", "/then/0/on")]


# ----------------------------------------------------------------- create


def test_e12_create_with_match_uses_the_one_that_exists() -> None:
    effect = {
        "create": "customer",
        "match": ["phone"],
        "update": True,
        "set": {"name": {"field": "bicycle"}, "phone": "13800138000"},
        "link": "customer",
    }
    found = one(effect)
    assert isinstance(found, Create)
    assert (found.match, found.update, found.link) == (("phone",), True, "customer")


def test_create_needs_required_fields_without_a_default() -> None:
    _, diagnostics = read({"create": "invoice", "set": {"amount": {"field": "budget"}}})
    # currency_note has a default, and paid is a boolean, which is never absent (A15).
    assert [(found.code, found.data["name"]) for found in diagnostics] == [
        ("effects.missing_required", "customer")
    ]


def test_create_may_say_owner_and_centre() -> None:
    values = {"name": "x", "phone": "1", "owner": {"field": "mechanic"}, "centre": {"field": "centre"}}
    assert set(one({"create": "customer", "set": values}).values) == set(values)


def test_e12_create_in_a_list_of_the_record() -> None:
    assert one({"create": "part", "in": "parts", "set": {"name": "bell"}}).lines == "parts"
    assert faults({"create": "part", "set": {"name": "bell"}}) == [("effects.line_without_list", "/then/0")]
    assert faults({"create": "part", "in": "pats", "set": {"name": "bell"}}) == [
        ("effects.lines_of_other", "/then/0/in")
    ]


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ({"create": "custmer"}, ("effects.unknown_entity", "/then/0/create")),
        ({"create": "customer", "set": {"name": "x", "phone": "1"}, "match": ["email"]},
         ("effects.match_not_set", "/then/0/match/0")),
        ({"create": "customer", "set": {"name": "x", "phone": "1"}, "update": True},
         ("effects.update_without_match", "/then/0/update")),
        ({"create": "customer", "set": {"name": "x", "phone": "1"}, "link": "mechanic"},
         ("effects.link_elsewhere", "/then/0/link")),
        ({"create": "customer", "set": {"name": "x", "phone": "1"}, "link": "client"},
         ("effects.unknown_field", "/then/0/link")),
    ],
)  # fmt: skip
def test_create_is_checked(effect: Any, expected: tuple[str, str]) -> None:
    assert faults(effect) == [expected]


def test_create_links_through_a_field_with_several_targets() -> None:
    assert one({"create": "customer", "set": {"name": "x", "phone": "1"}, "link": "about"}).link == "about"


# --------------------------------------------------------------------- do


def test_e12_do_takes_a_transition_with_its_input() -> None:
    found = one({"do": "order.check", "input": {"reason": {"field": "bicycle"}, "grade": "A"}})
    assert isinstance(found, Do)
    assert (found.entity, found.transition, found.on) == ("order", "check", None)
    assert found.input["reason"].value({"bicycle": "red"}) == "red"


def test_do_on_a_linked_record() -> None:
    assert one({"do": "invoice.send", "on": "invoice"}).on == "invoice"
    assert faults({"do": "invoice.send"}) == [("effects.do_elsewhere", "/then/0/do")]


def test_do_gives_what_the_form_requires() -> None:
    # grade is a field of the record, which may have it already; reason is asked by the form alone.
    _, diagnostics = read({"do": "order.check"})
    assert [(found.code, found.data["name"]) for found in diagnostics] == [
        ("effects.missing_input", "reason")
    ]


def test_do_names_what_exists() -> None:
    assert faults({"do": "order.chek"}) == [("effects.unknown_transition", "/then/0/do")]
    assert faults({"do": "order.check", "input": {"reason": "x", "colour": 1}}) == [
        ("effects.unknown_input", "/then/0/input/colour")
    ]


# ---------------------------------------------------------- send, task, call


def test_send_to_whom() -> None:
    to = [
        {"field": "customer.adviser"},
        {"duty": "order.handle"},
        {"duty": "order.finish", "at": {"field": "centre"}},
        {"team": "evening"},
        {"field": "customer.phone"},
    ]
    found = one({"send": "ready", "to": to})
    assert isinstance(found, Send)
    assert [type(who) for who in found.to] == [ByField, ByDuty, ByDuty, ByTeam, ByAddress]


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ({"send": "redy", "to": {"field": "mechanic"}}, ("effects.unknown_message", "/then/0/send")),
        (
            {"send": "invoice_sent", "to": {"field": "mechanic"}},
            ("effects.message_about_other", "/then/0/send"),
        ),
        ({"send": "ready", "to": {"field": "bicycle"}}, ("effects.not_a_person", "/then/0/to/field")),
        ({"send": "ready", "to": {"duty": "order.handel"}}, ("effects.unknown_duty", "/then/0/to/duty")),
        ({"send": "ready", "to": []}, ("effects.not_whom", "/then/0/to")),
        ({"send": "ready", "to": "clerk"}, ("effects.not_whom", "/then/0/to")),
        ({"send": "ready", "to": [{"field": "mechanic"}, {}]}, ("effects.not_whom", "/then/0/to/1")),
        (
            {"send": "ready", "to": {"parameter": "chiefs"}},
            ("conditions.unknown_parameter", "/then/0/to/parameter"),
        ),
    ],
)
def test_send_is_checked(effect: Any, expected: tuple[str, str]) -> None:
    assert faults(effect) == [expected]


def test_a_task_is_for_persons_and_done_by_transitions() -> None:
    found = one({"task": {"for": {"field": "mechanic"}, "label": label("Look"), "done_by": ["order.check"]}})
    assert isinstance(found, Task)
    assert found.done_by == ("order.check",)
    # An address is nobody who could do something.
    assert faults({"task": {"for": {"field": "customer.phone"}, "label": label("Look")}}) == [
        ("effects.not_a_person", "/then/0/task/for/field")
    ]


def test_a_task_may_be_done_on_a_record_that_points_here() -> None:
    task = {"for": {"field": "adviser"}, "label": label("Call")}
    assert isinstance(one({"task": {**task, "done_by": ["invoice.send"]}}, entity="customer"), Task)
    assert faults({"task": {**task, "for": {"field": "mechanic"}, "done_by": ["invoice.send"]}}) == [
        ("effects.done_elsewhere", "/then/0/task/done_by/0")
    ]


def test_a_missing_translation_is_a_warning() -> None:
    _, diagnostics = read({"task": {"for": {"field": "mechanic"}, "label": {"en": "Look"}}})
    assert [(found.code, found.severity, found.pointer) for found in diagnostics] == [
        ("effects.no_translation", "warning", "/then/0/task/label/zh-CN")
    ]


def test_call_carries_values() -> None:
    found = one({"call": "ledger.book", "with": {"amount": {"field": "budget"}}})
    assert isinstance(found, CallOut)
    assert (found.verb, [*found.arguments]) == ("ledger.book", ["amount"])


# ------------------------------------------------------------------- each


def test_e12_each_row_has_the_plain_names() -> None:
    effect = {
        "each": "order.customer",
        "where": {"field": "urgent", "op": "eq", "value": True},
        "then": [
            {"set": {"note": {"field": "record.name"}}},
            {"do": "order.check", "input": {"reason": "left"}},
        ],
        "if_refused": "skip",
    }
    found = one(effect, entity="customer")
    assert isinstance(found, Each)
    assert (found.entity, found.link, found.prefix, found.skip_refused) == ("order", "customer", "", True)
    assert found.where is not None
    assert found.where.test({"urgent": True})
    assert isinstance(found.then[0], SetFields)
    assert found.then[0].values["note"].value({"record.name": "Ada", "name": "row"}) == "Ada"


def test_each_over_lines_and_over_a_link_with_several_targets() -> None:
    lines = one({"each": "parts", "then": [{"set": {"name": "x"}}]})
    assert (lines.entity, lines.link) == ("part", "parent")
    several = one({"each": "order.about", "then": [{"set": {"note": "x"}}]}, entity="customer")
    assert several.prefix == "customer/"


def test_each_over_what_common_fields_point_to() -> None:
    assert one({"each": "order.owner", "then": [{"unassign": True}]}, entity="person").link == "owner"


def test_each_is_not_nested() -> None:
    inner = {"each": "parts", "then": []}
    assert faults({"each": "order.customer", "then": [inner]}, entity="customer") == [
        ("effects.nested_each", "/then/0/then/0/each")
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [("order.custmer", "unknown_set"), ("nothing", "unknown_set"), ("order.invoice", "set_elsewhere")],
)
def test_each_names_a_set_of_the_record(name: str, code: str) -> None:
    assert faults({"each": name, "then": []}, entity="customer") == [(f"effects.{code}", "/then/0/each")]


# ------------------------------------------------------------------ tasks


def a_task(**more: Any) -> dict[str, Any]:
    return {"task": {"for": {"field": "mechanic"}, "label": label("x"), **more}}


@pytest.mark.parametrize(
    ("more", "code", "place"),
    [
        ({"due": {"after": ["PT1H", "PT2H"]}}, "due_once", "/due"),
        ({"due": {"before": "PT1H"}}, "timer_shape", "/due"),
        ({"due": {"after": "soon"}}, "", "/due/after"),
        ({"due": {"after": "PT1H", "since": "mechanic"}}, "not_a_moment", "/due/since"),
        ({"dropped_by": ["order.chek"]}, "unknown_transition", "/dropped_by/0"),
        ({"deadlines": {"Late": {"after": "PT1H", "then": [{"escalate_to": {"field": "owner"}}]}}}, "bad_deadline_id", "/deadlines/Late"),
        ({"deadlines": {"late": {"after": "PT1H", "then": []}}}, "nothing_then", "/deadlines/late/then"),
        ({"deadlines": {"late": {"after": "PT1H", "then": [{"reassign": {"field": "customer"}}]}}}, "not_a_person", "/deadlines/late/then/0/reassign/field"),
    ],
)  # fmt: skip
def test_faults_of_a_tasks_moments_are_told_where_they_are(
    more: dict[str, Any], code: str, place: str
) -> None:
    found = faults(a_task(**more))
    assert [at for _, at in found] == ["/then/0/task" + place]
    assert not code or found[0][0] == f"effects.{code}"


def test_a_task_says_when_it_is_due_and_who_gets_it_when_it_is_late() -> None:
    late = {
        "after": "PT1H",
        "since": "event.task_due_at",
        "then": [{"escalate_to": {"field": "event.person.manager"}}],
    }
    found = one(a_task(due={"after": "PT2H"}, deadlines={"late": late}))
    assert isinstance(found, Task)
    assert found.due is not None
    assert found.timing
    again = one(
        {"task": {**a_task(due={"after": "PT2H"}, deadlines={"late": late})["task"], "label": label("y")}}
    )
    assert isinstance(again, Task)
    assert again.timing == found.timing  # another label is no other timing


def test_only_a_deadline_of_a_task_hands_it_on() -> None:
    assert faults({"escalate_to": {"field": "owner.manager"}}) == [
        ("effects.only_of_task", "/then/0/escalate_to")
    ]


# ------------------------------------------------------------------ later


@pytest.mark.parametrize(
    ("effect", "place", "name"),
    [
        ({"assign": {"duty": "order.handle"}}, "/assign", "assign duty"),
    ],
)
def test_what_a_later_release_does_is_refused_by_name(effect: Any, place: str, name: str) -> None:
    _, diagnostics = read(effect)
    assert [(found.code, found.pointer, found.data["name"]) for found in diagnostics] == [
        ("effects.not_yet", f"/then/0{place}", name)
    ]


def test_what_is_no_effect_is_refused_by_the_model() -> None:
    with pytest.raises(ValueError, match="an effect is one of"):
        EFFECTS.validate_python([{"explode": True}])
    with pytest.raises(ValueError, match="extra_forbidden"):
        EFFECTS.validate_python([{"send": "ready", "to": {}, "run": "os.system"}])


def test_all_faults_are_told_at_once() -> None:
    assert len(faults({"set": {"a": 1, "state": "x"}}, {"do": "no.where"}, {"send": "no", "to": {}})) == 5
