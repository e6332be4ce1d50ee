"""Rule and invariant files: what is compiled, and everything that is refused."""

from typing import Any

import pytest

from engine.conditions.types import TEXT
from engine.diagnostics.problem import Diagnostic
from engine.effects.event import Event, EventKind
from engine.rules.check import check, check_invariant, rulebook
from engine.rules.model import InvariantFile, RuleFile
from engine.rules.rule import Invariant, Rule
from tests.builders.repair_shop import label, surroundings, told

AROUND = surroundings()
IF_URGENT: dict[str, Any] = {"if": {"field": "urgent", "op": "eq", "value": True}}
EFFECT = {"set": {"note": "seen"}}


def read(file_id: str = "a_rule", around: Any = AROUND, **json: Any) -> tuple[Rule | None, list[Diagnostic]]:
    whole = {"kind": "rule", "label": label("Rule"), "when": {"created": "order"}, "then": [EFFECT], **json}
    return check(file_id, RuleFile.model_validate(whole), around)


def rule(file_id: str = "a_rule", **json: Any) -> Rule:
    found, diagnostics = read(file_id, **json)
    assert found is not None, told(diagnostics)
    return found


def faults(**json: Any) -> list[tuple[str, str]]:
    return told(read(**json)[1])


# ----------------------------------------------------------------- events


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"created": "order"}, [Event(EventKind.CREATED, "order")]),
        ({"changed": "order"}, [Event(EventKind.CHANGED, "order")]),
        ({"changed": "order", "fields": ["budget", "owner"]},
         [Event(EventKind.CHANGED, "order", fields=("budget", "owner"))]),
        ({"changed": "order", "fields": ["large"]}, [Event(EventKind.CHANGED, "order", fields=("large",))]),
        ({"transition": "order.check"}, [Event(EventKind.TRANSITION, "order", "check")]),
        ({"transition": ["order.check", "order.drop"]},
         [Event(EventKind.TRANSITION, "order", "check"), Event(EventKind.TRANSITION, "order", "drop")]),
        ({"entered": "order.waiting"}, [Event(EventKind.ENTERED, "order", "waiting")]),
        ({"left": "order.open"}, [Event(EventKind.LEFT, "order", "open")]),
        ([{"created": "order"}, {"changed": "order"}],
         [Event(EventKind.CREATED, "order"), Event(EventKind.CHANGED, "order")]),
    ],
)  # fmt: skip
def test_c1_events(when: Any, expected: list[Event]) -> None:
    assert [*rule(when=when).when] == expected


def test_c1_a_clash_is_about_the_existing_record() -> None:
    found = rule(
        when={"clash": "customer.phone"},
        then=[{"set": {"name": {"field": "input.name"}}}],
    )
    assert (found.entity, found.when[0].key) == ("customer", "clash:customer.phone")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"created": "ordre"}, ("effects.unknown_entity", "/when/created")),
        ({"changed": "order", "fields": ["budgt"]}, ("effects.unknown_field", "/when/fields/0")),
        ({"changed": "order", "fields": ["total"]}, ("effects.not_kept", "/when/fields/0")),
        ({"transition": "order.chek"}, ("effects.unknown_transition", "/when/transition")),
        ({"transition": ["order.check", "order.chek"]}, ("effects.unknown_transition", "/when/transition/1")),
        ({"entered": "order.nowhere"}, ("effects.unknown_state", "/when/entered")),
        ({"left": "waiting"}, ("effects.unknown_state", "/when/left")),
        ({"clash": "customer.name"}, ("effects.unknown_unique", "/when/clash")),
        ([], ("effects.no_event", "/when")),
        ([{"created": "order"}, {"created": "invoice"}], ("rules.several_entities", "/when")),
    ],
)
def test_c1_events_are_checked(when: Any, expected: tuple[str, str]) -> None:
    found, diagnostics = read(when=when)
    assert found is None or expected not in told(diagnostics)
    assert expected in told(diagnostics)


def test_c1_a_limit_is_heard_of_each_entity_that_it_counts() -> None:
    around = surroundings(limits={"a_day": ("order",)})
    rule, found = read(when={"limit": "a_day"}, around=around)
    assert found == []
    assert rule is not None
    assert [event.key for event in rule.when] == ["limit:order.a_day"]
    assert told(read(when={"limit": "a_week"}, around=around)[1]) == [
        ("effects.unknown_limit", "/when/limit")
    ]


def test_c1_nothing_else_is_an_event() -> None:
    with pytest.raises(ValueError, match="an event is one of"):
        read(when={"deleted": "order"})
    with pytest.raises(ValueError, match="extra_forbidden"):
        read(when={"created": "order", "fields": ["note"]})


# ------------------------------------------------------------------ rules


def test_a_rule_compiles_its_condition_and_effects() -> None:
    found = rule(order=700, **IF_URGENT)
    assert (found.order, found.entity, len(found.then)) == (700, "order", 1)
    assert found.condition is not None
    assert found.condition.test({"urgent": True})
    assert not found.condition.test({"urgent": False})


def test_input_is_what_every_event_brings_alike() -> None:
    reads_reason: dict[str, Any] = {"if": {"field": "input.reason", "op": "present"}}
    assert faults(when={"transition": "order.check"}, **reads_reason) == []
    assert [
        code for code, _ in faults(when={"transition": ["order.check", "order.drop"]}, **reads_reason)
    ] == ["conditions.unknown_name"]
    also = surroundings(
        inputs={"check": {"reason": TEXT}, "drop": {"reason": TEXT}},
        transition_forms={"order.check": ("check",), "order.drop": ("drop",)},
    )
    _, diagnostics = read(around=also, when={"transition": ["order.check", "order.drop"]}, **reads_reason)
    assert told(diagnostics) == []


def test_faults_are_told_where_they_stand() -> None:
    assert faults(then=[]) == [("rules.nothing_happens", "/then")]
    assert faults(then=[{"set": {"state": "done"}}]) == [("effects.engine_field", "/then/0/set/state")]
    assert [place for _, place in faults(**{"if": {"field": "urgnt", "op": "present"}})] == ["/if/field"]
    assert faults(label={"zh-CN": "规则"}) == [("effects.no_translation", "/label/en")]


def test_rules_have_no_timers() -> None:
    with pytest.raises(ValueError, match="extra_forbidden"):
        read(timer={"after": "P1D"})


def test_a7_rules_of_an_event_are_sorted_by_order_then_id() -> None:
    book = rulebook(
        [
            rule("zebra", order=1),
            rule("mule", order=2, when=[{"created": "order"}, {"changed": "order"}]),
            rule("ape", order=2),
        ]
    )
    assert [one.id for one in book.by_event["created:order"]] == ["zebra", "ape", "mule"]
    assert [one.id for one in book.by_event["changed:order"]] == ["mule"]
    assert set(book.rules) == {"zebra", "mule", "ape"}


# -------------------------------------------------------------- invariants


def invariant(**json: Any) -> tuple[Invariant | None, list[Diagnostic]]:
    whole = {
        "kind": "invariant",
        "entity": "order",
        "fields": ["promised_at", "bought_on"],
        "label": label("It is bought before it is promised"),
        "if": {"field": "promised_at", "op": "present"},
        "holds": {"field": "bought_on", "op": "lte", "value": {"field": "promised_at"}},
        **json,
    }
    return check_invariant("bought", InvariantFile.model_validate(whole), AROUND)


def test_c2_an_invariant_compiles() -> None:
    found, diagnostics = invariant(at=["order.finish"], if_broken="confirm")
    assert diagnostics == []
    assert found is not None
    assert (found.id, found.fields, found.at, found.if_broken) == (
        "bought",
        ("promised_at", "bought_on"),
        ("order.finish",),
        "confirm",
    )
    assert found.condition is not None
    assert not found.condition.test({"promised_at": None})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"entity": "ordre"}, ("rules.unknown_entity", "/entity")),
        ({"fields": ["promised"]}, ("rules.unknown_field", "/fields/0")),
        ({"at": ["invoice.send"]}, ("rules.transition_of_other", "/at/0")),
        ({"fields": []}, ("rules.never_judged", "")),
        ({"holds": {"field": "bought", "op": "present"}}, ("conditions.unknown_field", "/holds/field")),
    ],
)
def test_c2_an_invariant_is_checked(change: dict[str, Any], expected: tuple[str, str]) -> None:
    found, diagnostics = invariant(**change)
    assert found is None
    assert told(diagnostics) == [expected]


def test_c2_what_happens_when_it_is_broken_is_one_of_three() -> None:
    with pytest.raises(ValueError, match="if_broken"):
        invariant(if_broken="shout")
