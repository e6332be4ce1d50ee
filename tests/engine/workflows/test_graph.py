"""What is told about a workflow as a whole."""

from typing import Any

import pytest

from engine.diagnostics.problem import Severity
from tests.builders.repair_shop import label
from tests.engine.workflows.shop_workflow import by_hand, order_workflow

Told = list[tuple[str, str, Severity]]


def odd(*args: Any, **more: Any) -> Told:
    found, diagnostics = order_workflow(*args, **more)
    assert (found is None) == any(one.severity is Severity.ERROR for one in diagnostics)
    return [(one.code.removeprefix("workflows."), one.pointer, one.severity) for one in diagnostics]


def state(text: str, **more: Any) -> dict[str, Any]:
    return {"label": label(text), **more}


def engine(text: str, start: list[str], to: str | None, **more: Any) -> dict[str, Any]:
    """A transition that nobody takes by hand."""
    json = {"label": label(text), "from": start, **more}
    return json if to is None else {**json, "to": to}


def test_unreachable_states() -> None:
    assert odd({"attic": state("Attic", final=True)}) == [("unreachable", "/states/attic", Severity.WARNING)]


def test_a_state_reached_only_by_choice_or_back_is_reached() -> None:
    choose = {
        "choose": [
            {"if": {"field": "urgent", "op": "eq", "value": True}, "value": "done"},
            {"value": "attic"},
        ]
    }
    found = odd(
        {"attic": state("Attic", final=True)},
        {"finish": by_hand("Finish", ["repairing"], choose)},
    )
    assert found == []


def test_dead_ends() -> None:
    found = odd({"cellar": state("Cellar")}, {"drop": by_hand("Drop", ["filed"], "cellar")})
    assert ("dead_end", "/states/cellar", Severity.WARNING) in found


def test_a_state_with_only_a_stay_is_a_dead_end() -> None:
    found = odd(
        {"cellar": state("Cellar")},
        {"drop": by_hand("Drop", ["open", "waiting"], "cellar"), "sigh": by_hand("Sigh", ["cellar"])},
    )
    assert ("dead_end", "/states/cellar", Severity.WARNING) in found


def test_states_that_only_the_engine_leaves() -> None:
    found = odd(
        {"queue": state("Queue")},
        {
            "drop": by_hand("Drop", ["open", "waiting"], "queue"),
            "forget": engine("Forget", ["queue"], "dropped", timer={"after": "P3D"}),
        },
    )
    assert found == [("engine_leaves", "/states/queue", Severity.HINT)]


def test_transitions_that_nobody_takes() -> None:
    change = {"sneak": engine("Sneak", ["filed"], "waiting")}
    assert odd(transitions=change) == [("nobody_takes", "/transitions/sneak", Severity.WARNING)]
    assert odd(transitions=change, around={"done": frozenset({"order.sneak"})}) == []


URGENT = {"field": "urgent", "op": "eq", "value": True}
CALM = {"field": "urgent", "op": "eq", "value": False}


def test_automatic_transitions_of_one_order() -> None:
    one = engine("One", ["waiting"], "filed", automatic=True, guard=URGENT)
    other = engine("Other", ["waiting"], "done", automatic=True, guard=CALM)
    assert odd(transitions={"one": one, "other": other}) == [
        ("same_order", "/transitions/other/order", Severity.WARNING)
    ]
    assert odd(transitions={"one": one, "other": {**other, "order": 1}}) == []


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (None, None, True),
        (URGENT, None, True),
        (URGENT, CALM, False),
        (URGENT, {"not": URGENT}, False),
        (URGENT, {"field": "urgent", "op": "ne", "value": True}, False),
        ({"field": "note", "op": "present"}, {"all": [URGENT, {"field": "note", "op": "absent"}]}, False),
        ({"field": "note", "op": "present"}, {"field": "bicycle", "op": "absent"}, True),
        ({"field": "budget", "op": "lt", "value": 5}, {"field": "budget", "op": "gte", "value": 5}, False),
        ({"field": "budget", "op": "lt", "value": 6}, {"field": "budget", "op": "gte", "value": 5}, True),
        (
            {"field": "grade", "op": "in", "value": ["A"]},
            {"field": "grade", "op": "not_in", "value": ["A"]},
            False,
        ),
    ],
)
def test_a2_two_buttons_that_read_the_same(one: Any, other: Any, told: bool) -> None:  # noqa: FBT001
    def button(to: str, guard: Any) -> dict[str, Any]:
        made = by_hand("Send off", ["waiting"], to)
        return made if guard is None else {**made, "guard": guard}

    found = odd(transitions={"send_a": button("filed", one), "send_b": button("done", other)})
    assert found == ([("same_button", "/transitions/send_b/label", Severity.HINT)] if told else [])


def test_a2_two_buttons_are_told_in_any_language() -> None:
    send = {"duty": "order.handle", "from": ["waiting"]}
    found = odd(
        transitions={
            "a": {**send, "to": "filed", "label": {"en": "Send", "zh-CN": "发送"}},
            "b": {**send, "to": "done", "label": {"en": "Post", "zh-CN": "发送"}},
        }
    )
    assert [code for code, _, _ in found] == ["same_button"]


def test_e17_automatic_transitions_that_never_rest() -> None:
    there = engine("There", ["waiting"], "filed", automatic=True)
    back = engine("Back", ["filed"], "waiting", automatic=True)
    _, diagnostics = order_workflow(transitions={"there": there, "back": back})
    told = [one for one in diagnostics if one.code == "workflows.endless"]
    assert [one.data["chain"] for one in told] == ["back → there → back"]
    assert told[0].severity is Severity.ERROR
    guarded = order_workflow(transitions={"there": {**there, "guard": URGENT}, "back": back})[1]
    assert [one.code for one in guarded if "endless" in one.code] == ["workflows.may_be_endless"]


def test_e17_an_automatic_transition_that_stays_never_rests() -> None:
    found = odd(transitions={"spin": engine("Spin", ["waiting"], None, automatic=True)})
    assert ("endless", "/transitions/spin", Severity.ERROR) in found


def test_e17_a_chain_of_automatic_transitions_that_ends_is_fine() -> None:
    one = engine("One", ["waiting"], "repairing", automatic=True)
    other = engine("Other", ["repairing"], "done", automatic=True)
    assert odd(transitions={"one": one, "other": other}) == []


def test_workflows_are_bounded() -> None:
    many = {f"s{index}": state("S") for index in range(501)}
    _, diagnostics = order_workflow(many, {})
    assert [(one.code, one.pointer) for one in diagnostics] == [("workflows.too_large", "/states")]
    some = {f"s{index}": state("S", parent="group") for index in range(240)}
    group = {"group": {"label": label("G"), "group": True, "initial": "s0"}}
    back = {"again": by_hand("Again", "any", {"back": "group"})}
    _, diagnostics = order_workflow({**some, **group}, back)
    assert ("workflows.too_large", "/transitions") in [(one.code, one.pointer) for one in diagnostics]
