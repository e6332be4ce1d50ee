"""Whatever stands where a condition, a value or whom may stand: a fault is told, nothing is raised."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.access.check import check as check_duty
from engine.access.model import DutyFile
from engine.messages.check import check as check_message
from engine.messages.model import MessageFile
from engine.rules.check import check as check_rule
from engine.rules.model import RuleFile
from tests.builders.repair_shop import label, surroundings
from tests.engine.workflows.shop_workflow import by_hand, order_workflow

AROUND = surroundings()
WORDS = st.sampled_from(
    [
        "field",
        "value",
        "op",
        "eq",
        "bicycle",
        "customer.name",
        "duty",
        "order.handle",
        "back",
        "open",
        "filed",
        "own",
        "choose",
        "if",
        "all",
        "parameter",
        "cap",
        "now",
        "P1D",
        "each",
        "state",
        "owner",
        "at",
        "team",
        "*",
    ]
)
LEAF = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), WORDS, st.text(max_size=5))
JSON = st.recursive(
    LEAF,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=8,
)


@given(JSON, JSON, JSON, JSON)
def test_workflows(to: Any, guard: Any, initial: Any, value: Any) -> None:
    drop = by_hand("Drop", "any", to, guard=guard, timer={"after": value, "since": to})
    drop["effects"] = [{"set": {"note": value}}, {"assign": value}, {"call": "a.b", "with": {"x": value}}]
    found, diagnostics = order_workflow(transitions={"drop": drop}, initial=initial)
    assert found is not None or diagnostics


@given(JSON, JSON)
def test_rules(condition: Any, whom: Any) -> None:
    then = [{"send": "ready", "to": whom}, {"each": "parts", "where": condition, "then": []}]
    json = {"label": label("R"), "when": {"created": "order"}, "if": condition, "then": then}
    found, diagnostics = check_rule("r", RuleFile.model_validate(json), AROUND)
    assert found is not None or diagnostics


@given(JSON, JSON)
def test_duties(held_by: Any, scope: Any) -> None:
    json = {
        "label": label("D"),
        "held_by": held_by,
        "scope": scope,
        "allows": {"transitions": ["order.check"]},
    }
    found, diagnostics = check_duty("d", DutyFile.model_validate(json), AROUND)
    assert found is not None or diagnostics


@given(st.text(st.sampled_from("{}|abicycle. _\u202e"), max_size=40))
def test_messages(text: str) -> None:
    json = {
        "about": "order",
        "label": label("M"),
        "channels": ["app"],
        "text": {"app": {"en": text, "zh-CN": text}},
    }
    found, diagnostics = check_message("m", MessageFile.model_validate(json), AROUND)
    assert found is not None or diagnostics
