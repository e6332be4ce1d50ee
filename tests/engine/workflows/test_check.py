"""Workflow files: what is compiled, and everything that is told about them."""

from typing import Any

import pytest

from engine.conditions.tree import Literal
from engine.diagnostics.problem import Severity
from engine.effects.event import EventKind
from engine.workflows.workflow import Editable
from tests.builders.repair_shop import errors, label, told
from tests.engine.workflows.shop_workflow import by_hand, order_workflow, workflow


def faults(*args: Any, **more: Any) -> list[tuple[str, str]]:
    return told(order_workflow(*args, **more)[1])


def test_the_shop_has_no_fault() -> None:
    assert faults() == []


def test_transitions_by_state_are_in_order_then_by_id() -> None:
    found = workflow(transitions={"drop": by_hand("Drop", "any", "dropped", order=-1)})
    assert [one.id for one in found.by_state["filed"]] == ["drop", "check", "pause", "remark"]


# ------------------------------------------------------------ names, shape


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"transitions": {"check": by_hand("Check", ["fild"], "checking")}},
         ("workflows.unknown_state", "/transitions/check/from/0")),
        ({"transitions": {"repair": by_hand("R", ["checking"], "repairin")}},
         ("workflows.unknown_state", "/transitions/repair/to")),
        ({"transitions": {"resume": by_hand("R", ["waiting"], {"back": "done"})}},
         ("workflows.unknown_group", "/transitions/resume/to/back")),
        ({"transitions": {"check": by_hand("C", ["filed"], "checking", duty="order.handel")}},
         ("workflows.unknown_duty", "/transitions/check/duty")),
        ({"transitions": {"check": by_hand("C", ["filed"], "checking", form="chek")}},
         ("workflows.unknown_form", "/transitions/check/form")),
        ({"transitions": {"check": by_hand("C", ["filed"], "checking", form="invoice_send")}},
         ("workflows.form_of_other", "/transitions/check/form")),
        ({"transitions": {"check": by_hand("C", [], "checking")}},
         ("workflows.no_source", "/transitions/check/from")),
        ({"transitions": {"Check!": by_hand("C", ["filed"], "checking")}},
         ("workflows.bad_id", "/transitions/Check!")),
        ({"transitions": {"check": by_hand("C", ["filed"], {"field": "bicycle"})}},
         ("conditions.does_not_fit", "/transitions/check/to")),
        ({"transitions": {"check": by_hand("C", ["filed"], 7)}},
         ("workflows.not_a_state", "/transitions/check/to")),
        ({"initial": "fild"}, ("workflows.unknown_state", "/initial")),
        ({"initial": {"field": "came_from"}}, ("workflows.initial_unsure", "/initial")),
        ({"entity": "ordre"}, ("workflows.unknown_entity", "/entity")),
        ({"file_id": "ticket"}, ("workflows.wrong_file", "/entity")),
    ],
)  # fmt: skip
def test_names_and_shapes(change: dict[str, Any], expected: tuple[str, str]) -> None:
    found, diagnostics = order_workflow(**change)
    assert found is None
    assert told(errors(diagnostics)) == [expected]


def test_an_unknown_state_is_told_with_the_nearest() -> None:
    _, diagnostics = order_workflow(transitions={"check": by_hand("C", ["fild"], "checking")})
    assert errors(diagnostics)[0].hint("en") == 'Did you mean "filed"?'


def test_a_guard_is_typed_against_the_record_and_the_form() -> None:
    good = {
        "all": [{"field": "input.reason", "op": "present"}, {"field": "urgent", "op": "eq", "value": True}]
    }
    assert faults(transitions={"check": by_hand("C", ["filed"], "checking", form="check", guard=good)}) == []
    bad = {"field": "urgent", "op": "gt", "value": 3}
    _, diagnostics = order_workflow(transitions={"check": by_hand("C", ["filed"], "checking", guard=bad)})
    assert [one.pointer.startswith("/transitions/check/guard") for one in errors(diagnostics)] == [True]


def test_effects_are_checked_where_they_stand() -> None:
    assert faults(
        transitions={"drop": by_hand("D", "any", "dropped", effects=[{"set": {"state": "filed"}}])}
    ) == [("effects.engine_field", "/transitions/drop/effects/0/set/state")]
    changed = {"label": label("W"), "on_enter": [{"send": "nothing", "to": {"field": "mechanic"}}]}
    assert faults({"waiting": changed}) == [("effects.unknown_message", "/states/waiting/on_enter/0/send")]


def test_a_missing_translation_is_a_warning() -> None:
    found, diagnostics = order_workflow({"waiting": {"label": {"en": "Waiting"}}})
    assert found is not None
    assert [(one.code, one.severity, one.pointer) for one in diagnostics] == [
        ("effects.no_translation", Severity.WARNING, "/states/waiting/label/zh-CN")
    ]


# ----------------------------------------------------------------- groups


def test_e2_from_may_name_a_group_and_any() -> None:
    found = workflow()
    assert found.transitions["pause"].sources == {"filed", "checking", "repairing"}
    assert found.transitions["drop"].sources == {"filed", "checking", "repairing", "waiting"}
    assert found.states["open"].leaves == ("filed", "checking", "repairing")


def test_a3_from_a_group_is_all_its_leaf_states() -> None:
    inner = {"parts": {"label": label("P"), "group": True, "parent": "open", "initial": "ordered"},
             "ordered": {"label": label("O"), "parent": "parts"}}  # fmt: skip
    found = workflow(inner, {"order_parts": by_hand("Order", ["checking"], "parts")})
    assert found.transitions["pause"].sources == {"filed", "checking", "repairing", "ordered"}
    assert found.leaf("parts") == "ordered"
    assert found.chain("ordered") == ("ordered", "parts", "open")


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({"open": {"label": label("O"), "group": True}}, ("workflows.group_without_initial", "/states/open")),
        ({"open": {"label": label("O"), "group": True, "initial": "waiting"}},
         ("workflows.initial_outside", "/states/open/initial")),
        ({"waiting": {"label": label("W"), "initial": "filed"}},
         ("workflows.initial_of_state", "/states/waiting/initial")),
        ({"waiting": {"label": label("W"), "parent": "done"}}, ("workflows.unknown_group", "/states/waiting/parent")),
        ({"open": {"label": label("O"), "group": True, "initial": "filed", "final": True}},
         ("workflows.final_group", "/states/open/final")),
        ({"any": {"label": label("A")}}, ("workflows.bad_id", "/states/any")),
    ],
)  # fmt: skip
def test_group_errors(states: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected in faults(states)


def test_a_group_inside_itself_and_an_empty_group() -> None:
    one = {"label": label("X"), "group": True, "initial": "y", "parent": "y"}
    other = {"label": label("Y"), "group": True, "initial": "x", "parent": "x"}
    codes = {code for code, _ in faults({"x": one, "y": other})}
    assert {"workflows.group_circle", "workflows.empty_group"} <= codes


# ------------------------------------------------------------ final states


def test_a51_nothing_leaves_a_final_state() -> None:
    _, diagnostics = order_workflow(transitions={"reopen": by_hand("Reopen", ["done"], "filed")})
    assert told(errors(diagnostics)) == [("workflows.from_final", "/transitions/reopen/from/0")]


def test_a51_a_final_state_is_locked_unless_it_says_otherwise() -> None:
    found = workflow({"dropped": {"label": label("D"), "final": True, "editable": {"fields": ["note"]}}})
    assert found.states["done"].editable == Editable(duties=())
    assert found.states["dropped"].editable == Editable(fields=("note",))
    assert found.states["filed"].editable == Editable()


def test_e5_editable_sits_on_states_and_groups() -> None:
    group = {"label": label("O"), "group": True, "initial": "filed", "editable": {"by": ["order.finish"]}}
    checking = {"label": label("C"), "parent": "open", "editable": {"by": []}}
    found = workflow({"open": group, "checking": checking})
    assert found.states["filed"].editable == Editable(duties=("order.finish",))
    assert found.states["checking"].editable == Editable(duties=())
    assert faults({"waiting": {"label": label("W"), "editable": {"by": ["no"], "fields": ["nothing"]}}}) == [
        ("workflows.unknown_duty", "/states/waiting/editable/by/0"),
        ("workflows.unknown_field", "/states/waiting/editable/fields/0"),
    ]
    assert faults({"waiting": {"label": label("W"), "editable": {}}}) == [
        ("workflows.editable_empty", "/states/waiting/editable")
    ]


def test_stale_after_is_a_duration() -> None:
    found = workflow({"waiting": {"label": label("W"), "stale_after": "P5D"}})
    stale = found.states["waiting"].stale
    assert stale is not None
    assert isinstance(stale.spans[0].node, Literal)
    assert (str(stale.spans[0].node.value), stale.working) == ("P5D", False)
    working = {"after": "PT8H", "clock": "working"}
    assert faults({"waiting": {"label": label("W"), "stale_after": working}}) == [
        ("effects.no_calendar", "/states/waiting/stale_after/clock")
    ]
    assert faults({"waiting": {"label": label("W"), "stale_after": "5 days"}}) == [
        ("workflows.not_a_duration", "/states/waiting/stale_after")
    ]
    differs = {"choose": [{"value": "P1D", "if": PAID}, {"value": "P2D"}]}
    assert faults({"waiting": {"label": label("W"), "stale_after": {"after": differs}}}) == [
        ("workflows.stale_differs", "/states/waiting/stale_after/after")
    ]


# --------------------------------------------------------------- automatic


PAID = {"field": "budget", "op": "gt", "value": 10}


def automatic(guard: Any, start: Any = "waiting", to: Any = "filed", **more: Any) -> dict[str, Any]:
    json = {"label": label("By itself"), "from": [start], "to": to, "automatic": True, **more}
    return json if guard is None else {**json, "guard": guard}


def test_e17_an_automatic_guard_reads_the_record_its_lines_rollups_and_parameters() -> None:
    guard = {
        "all": [
            PAID,
            {"field": "total", "op": "gt", "value": 10},
            {"field": "budget", "op": "present"},
            {"some": "parts", "where": {"field": "price", "op": "present"}},
        ]
    }
    found = workflow(transitions={"wake": automatic(guard)})
    assert [one.id for one in found.automatic["waiting"]] == ["wake"]
    assert set(found.automatic) == {"waiting"}


@pytest.mark.parametrize(
    ("guard", "name"),
    [
        ({"field": "customer.name", "op": "present"}, "customer.name"),
        ({"field": "mechanic", "op": "eq", "value": {"field": "actor"}}, "actor"),
        ({"field": "promised_at", "op": "before", "value": {"now": "now"}}, "now"),
        ({"field": "promised_at", "op": "within", "value": "P3D"}, "now"),
        ({"field": "before.urgent", "op": "eq", "value": True}, "before.urgent"),
        ({"some": "invoice.customer", "of": {"field": "customer"}, "where": {"field": "paid", "op": "eq", "value": True}},
         "invoice.customer"),
    ],
)  # fmt: skip
def test_e17_an_automatic_guard_reads_nothing_else(guard: Any, name: str) -> None:
    found, diagnostics = order_workflow(transitions={"wake": automatic(guard)})
    assert found is None
    assert ("workflows.automatic_reads", name) in [
        (one.code, one.data["name"]) for one in errors(diagnostics)
    ]


def test_e22_a_duty_beside_automatic_when_or_timer_means_also_by_hand() -> None:
    more = {
        "duty": "order.handle",
        "when": {"changed": "order", "fields": ["budget"]},
        "timer": {"after": "P3D"},
    }
    one = workflow(transitions={"wake": automatic(PAID, **more)}).transitions["wake"]
    assert (one.duty, one.automatic, one.timer is not None, one.when[0].kind) == (
        "order.handle",
        True,
        True,
        EventKind.CHANGED,
    )


def test_e22_initial_may_choose() -> None:
    choose = {
        "choose": [
            {"if": {"field": "urgent", "op": "eq", "value": True}, "value": "checking"},
            {"value": "open"},
        ]
    }
    found = workflow(initial=choose)
    assert found.leaf(str(found.initial.value({"urgent": False}))) == "filed"
    bad = {"choose": [{"if": PAID, "value": "nowhere"}, {"value": "filed"}]}
    assert errors(order_workflow(initial=bad)[1])[0].pointer.startswith("/initial")


# ------------------------------------------------------------------ events


def test_c1_a_transition_listens_to_its_own_record() -> None:
    found = workflow(transitions={"drop": by_hand("D", "any", "dropped", when=[{"left": "order.open"}])})
    assert [one.id for one in found.listeners["left:order.open"]] == ["drop"]
    assert faults(transitions={"drop": by_hand("D", "any", "dropped", when={"created": "invoice"})}) == [
        ("workflows.foreign_event", "/transitions/drop/when")
    ]


@pytest.mark.parametrize("event", [{"received": "mail"}, {"every": "P1D"}])
def test_a_transition_does_not_listen_to_what_is_about_no_record(event: dict[str, str]) -> None:
    (name,) = event
    assert faults(transitions={"drop": by_hand("D", "any", "dropped", when=event)}) == [
        ("effects.about_no_record", f"/transitions/drop/when/{name}")
    ]
