"""Rules about no record: what may stand in them, and everything that is refused."""

from typing import Any

import pytest

from engine.conditions.types import TEXT
from engine.effects.effect import EachRecord, Find
from engine.effects.timing import EverySpec
from engine.rules.check import check
from engine.rules.model import RuleFile
from engine.rules.rule import Rule
from tests.builders.repair_shop import label, surroundings, told

AROUND = surroundings(channels={"mail": {"phone": TEXT}}, calendars=frozenset({"shop"}))
RECEIVED = {"received": "mail"}
EVERY = {"every": "P1D", "at": "08:45"}
SET = {"set": {"note": "seen"}}
FIND = {"find": "order", "match": {"note": {"field": "input.phone"}}, "then": [SET]}
EACH = {"each": "order", "then": [SET]}


def faults(when: Any, *then: Any, **more: Any) -> list[tuple[str, str]]:
    file = RuleFile.model_validate(
        {"kind": "rule", "label": label("R"), "when": when, "then": [*then], **more}
    )
    found, diagnostics = check("a_rule", file, AROUND)
    assert (found is None) == bool(diagnostics)
    return told(diagnostics)


def rule(when: Any, *then: Any, **more: Any) -> Rule:
    file = RuleFile.model_validate(
        {"kind": "rule", "label": label("R"), "when": when, "then": [*then], **more}
    )
    found, diagnostics = check("a_rule", file, AROUND)
    assert found is not None, told(diagnostics)
    return found


def test_what_is_found_and_gone_through_is_compiled() -> None:
    found = rule(RECEIVED, FIND, **{"if": {"field": "input.phone", "op": "present"}})
    assert ([event.key for event in found.when], found.entity) == (["received:mail"], "")
    assert isinstance(found.then[0], Find)
    found = rule({**EVERY, "on_days": ["mon", "thu"], "per": "centre", "if_late": "skip"}, EACH)
    assert isinstance(found.then[0], EachRecord)
    assert found.every is not None
    assert (found.every.days, found.every.weekdays, found.every.per_centre) == (1, frozenset({0, 3}), True)
    assert rule({"every": "PT15M"}, EACH).every == EverySpec(seconds=900)


@pytest.mark.parametrize(
    "effect",
    [
        SET,
        {"set": {"note": "x"}, "on": "customer"},
        {"assign": {"field": "input.phone"}},
        {"unassign": True},
        {"do": "order.drop"},
        {"call": "post.note"},
        {"send": "ready", "to": {"duty": "order.handle"}},
        {"task": {"for": {"duty": "order.handle"}, "label": label("T")}},
        {"each": "order.customer", "then": [SET]},
    ],
)
def test_an_effect_on_the_record_needs_one(effect: Any) -> None:
    codes = [code for code, _ in faults(RECEIVED, effect)]
    assert "effects.no_record" in codes


@pytest.mark.parametrize(
    ("when", "effect", "expected"),
    [
        ({"received": "fax"}, FIND, ("effects.unknown_channel", "/when/received")),
        (RECEIVED, EACH, ("effects.each_unbounded", "/then/0/each")),
        (RECEIVED, {**FIND, "then": [EACH]}, ("effects.unknown_set", "/then/0/then/0/each")),
        ({"created": "order"}, {**FIND, "match": {}}, ("effects.finds_any", "/then/0/match")),
        ({"created": "order"}, {"find": "order", "match": {"note": "x"}, "then": [{"find": "order", "match": {"note": "x"}, "then": [SET]}]}, ("effects.nested_find", "/then/0/then/0/find")),
        (RECEIVED, {**FIND, "match": {"colour": "x"}}, ("effects.unknown_field", "/then/0/match/colour")),
        ([EVERY, {"created": "order"}], SET, ("rules.every_alone", "/when")),
        ([RECEIVED, {"created": "order"}], SET, ("rules.several_entities", "/when")),
        ({"every": "P1DT1H"}, EACH, ("effects.not_every", "/when/every")),
        ({"every": "PT30S"}, EACH, ("effects.not_every", "/when/every")),
        ({"every": "-P1D"}, EACH, ("effects.not_every", "/when/every")),
        ({"every": "PT1H", "at": "08:00"}, EACH, ("effects.at_without_days", "/when/at")),
        ({**EVERY, "at": "8"}, EACH, ("effects.not_a_time", "/when/at")),
        ({**EVERY, "on_days": "working"}, EACH, ("effects.no_calendar", "/when/on_days")),
        ({**EVERY, "on_days": "working", "calendar": "none"}, EACH, ("effects.unknown_calendar", "/when/calendar")),
        ({**EVERY, "calendar": "shop"}, EACH, ("effects.calendar_unused", "/when/calendar")),
        ({**EVERY, "on_days": ["monday"]}, EACH, ("effects.unknown_weekday", "/when/on_days/0")),
        ({**EVERY, "on_days": []}, EACH, ("effects.no_days", "/when/on_days")),
        ({**EVERY, "if_late": "never"}, EACH, ("effects.unknown_if_late", "/when/if_late")),
    ],
)  # fmt: skip
def test_everything_wrong_is_told_with_its_place(when: Any, effect: Any, expected: tuple[str, str]) -> None:
    assert expected in faults(when, effect)


def test_plain_names_mean_nothing_without_a_record() -> None:
    assert faults(RECEIVED, FIND, **{"if": {"field": "note", "op": "present"}}) == [
        ("conditions.no_record", "/if/field")
    ]
