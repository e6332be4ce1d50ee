"""Which rules fire, and which circle of rules is told."""

from collections.abc import Mapping
from typing import Any

import pytest

from engine.diagnostics.problem import Diagnostic, Severity
from engine.effects.consequence import Consequence
from engine.rules.check import check, rulebook
from engine.rules.decide import decide, listening
from engine.rules.loops import check_loops
from engine.rules.model import RuleFile
from engine.rules.rule import Rule
from tests.builders.repair_shop import label, surroundings, told

AROUND = surroundings()
URGENT = {"field": "urgent", "op": "eq", "value": True}


def rule(id: str, when: Any, *then: Any, **more: Any) -> Rule:
    json = {"kind": "rule", "label": label(id), "when": when, "then": [*then], **more}
    found, diagnostics = check(id, RuleFile.model_validate(json), AROUND)
    assert found is not None, told(diagnostics)
    return found


def noted(id: str, **more: Any) -> Rule:
    return rule(id, {"created": "order"}, {"set": {"note": id}}, **more)


# ----------------------------------------------------------------- decide


def test_a7_verdicts_come_by_order_then_id() -> None:
    rules = [noted("b", order=2), noted("c", order=1), noted("a", order=2, **{"if": URGENT})]
    verdicts = [*decide(rules, lambda _: {"urgent": False})]
    assert [(one.rule.id, one.fires) for one in verdicts] == [("c", True), ("a", False), ("b", True)]


def test_a7_each_rule_sees_the_record_as_it_is_then() -> None:
    facts: dict[str, object] = {"urgent": True}
    fired: list[str] = []
    for verdict in decide(
        [noted("first", order=1), noted("second", order=2, **{"if": URGENT})], lambda _: facts
    ):
        if verdict.fires:
            fired.append(verdict.rule.id)
            facts["urgent"] = False  # What the first rule's effects did.
    assert fired == ["first"]


def test_a9_a_rule_hears_only_changes_of_its_fields() -> None:
    book = rulebook(
        [
            rule("any_field", {"changed": "order"}, {"set": {"note": "x"}}),
            rule("money", {"changed": "order", "fields": ["budget", "grade"]}, {"set": {"note": "x"}}),
        ]
    )
    assert [one.id for one in listening(book, "changed:order", {"budget"})] == ["any_field", "money"]
    assert [one.id for one in listening(book, "changed:order", {"note"})] == ["any_field"]
    assert listening(book, "created:order") == ()


# ------------------------------------------------------------------ loops


def circles(*rules: Rule, consequences: Mapping[str, Consequence] | None = None) -> list[Diagnostic]:
    return check_loops(rules, AROUND.entities, consequences or {})


def chains(*rules: Rule, **more: Any) -> list[tuple[str, str]]:
    return [(one.code.removeprefix("rules."), str(one.data["chain"])) for one in circles(*rules, **more)]


def changes(id: str, heard: str, written: str, **more: Any) -> Rule:
    value = {"note": "x", "bicycle": "x", "urgent": True, "grade": "A"}[written]
    return rule(id, {"changed": "order", "fields": [heard]}, {"set": {written: value}}, **more)


def test_rules_that_end_are_not_told() -> None:
    assert chains(changes("a", "note", "bicycle"), changes("b", "bicycle", "grade")) == []


def test_rules_that_feed_each_other_are_an_error_with_the_chain_named() -> None:
    found = circles(
        changes("b", "bicycle", "grade"), changes("a", "note", "bicycle"), changes("c", "grade", "note")
    )
    assert [(one.code, one.severity, one.data["chain"]) for one in found] == [
        ("rules.endless", Severity.ERROR, "a → b → c → a")
    ]
    assert found[0].data["rules"] == ["a", "b", "c"]
    assert "a → b → c → a" in found[0].text("zh-CN")


def test_a_condition_on_the_circle_makes_it_a_warning() -> None:
    found = circles(changes("a", "note", "bicycle", **{"if": URGENT}), changes("b", "bicycle", "note"))
    assert [(one.code, one.severity) for one in found] == [("rules.may_be_endless", Severity.WARNING)]


def test_a_rule_may_set_itself_off() -> None:
    assert chains(rule("self", {"changed": "order"}, {"set": {"note": "x"}})) == [("endless", "self → self")]
    assert chains(rule("owner", {"changed": "order", "fields": ["owner"]}, {"unassign": True})) == [
        ("endless", "owner → owner")
    ]


def test_creating_what_is_listened_to_is_a_circle() -> None:
    again = {"create": "customer", "set": {"name": "x", "phone": "1"}}
    assert chains(rule("twin", {"created": "customer"}, again)) == [("endless", "twin → twin")]
    # With a match the second one is found, not made.
    assert chains(rule("twin", {"created": "customer"}, {**again, "match": ["phone"]})) == [
        ("may_be_endless", "twin → twin")
    ]


def test_circles_go_through_transitions_and_their_effects() -> None:
    drop = rule("drops", {"changed": "order", "fields": ["note"]}, {"do": "order.drop"})
    entered = rule("notes", {"entered": "order.dropped"}, {"set": {"note": "gone"}})
    bare = Consequence(frozenset({"dropped"}), frozenset({"filed"}), (), guarded=False)
    assert chains(drop, entered) == []  # Nothing is known of the transition.
    assert chains(drop, entered, consequences={"order.drop": bare}) == [("endless", "drops → notes → drops")]
    guarded = Consequence(frozenset({"dropped"}), frozenset(), (), guarded=True)
    assert chains(drop, entered, consequences={"order.drop": guarded}) == [
        ("may_be_endless", "drops → notes → drops")
    ]
    writing = Consequence(frozenset(), frozenset(), entered.then, guarded=False)
    assert chains(drop, consequences={"order.drop": writing}) == [("endless", "drops → drops")]


def test_transitions_that_take_each_other_do_not_trap_the_search() -> None:
    drop = rule("drops", {"changed": "order", "fields": ["note"]}, {"do": "order.drop"})
    itself = Consequence(frozenset(), frozenset(), drop.then, guarded=False)
    assert chains(drop, consequences={"order.drop": itself}) == []


@pytest.mark.parametrize(("where", "expected"), [(None, "endless"), (URGENT, "may_be_endless")])
def test_circles_go_through_each(where: Any, expected: str) -> None:
    each = {"each": "order.customer", "then": [{"set": {"note": "x"}}]}
    to_orders = rule("spread", {"changed": "customer"}, each if where is None else {**each, "where": where})
    back = rule("tell", {"changed": "order"}, {"set": {"name": "y"}, "on": "customer"})
    assert chains(to_orders, back) == [(expected, "spread → tell → spread")]
