"""What may be wrong with an approval, and policies that are proved on every way through its steps (E7)."""

import json
from typing import Any

import pytest

from engine.approvals.decide import Given, Seat, Side, standing
from engine.approvals.distinct import unfilled
from engine.diagnostics.problem import Diagnostic, Severity
from engine.packs.check import check
from engine.packs.diff import diff
from tests.builders.approvals import BOSS, HEAD, discount, ends, gt, workshop

SOURCE = workshop().source


def found(said: dict[str, Any], **files: Any) -> list[Diagnostic]:
    """The errors of the workshop with this approval."""
    approval = {"kind": "approval", **said}
    source = {**SOURCE, "approvals/discount.json": approval, **files}
    result = check({path: json.dumps(content, default=str).encode() for path, content in source.items()})
    return [one for one in result.diagnostics if one.severity is Severity.ERROR]


def test_the_workshop_is_without_fault() -> None:
    assert found(discount()) == []


@pytest.mark.parametrize(
    ("said", "code", "pointer"),
    [
        ({"entity": "nothing"}, "approvals.unknown_entity", "/entity"),
        ({"covers": ["colour"]}, "approvals.unknown_field", "/covers/0"),
        ({"steps": {}}, "approvals.no_steps", "/steps"),
        ({"steps": {"a": {**HEAD, "by": {"duty": "none"}}}}, "effects.unknown_duty", "/steps/a/by/duty"),
        ({"steps": {"a": {**HEAD, "by": {"field": "title"}}}}, "effects.not_a_person", "/steps/a/by/field"),
        ({"steps": {"a": {**HEAD, "else": "reject"}}}, "approvals.otherwise_unused", "/steps/a/else"),
        ({"steps": {"a": {**HEAD, "each": "rows"}}}, "approvals.unknown_list", "/steps/a/each"),
        (
            {"steps": {"a": {**HEAD, "may_write": ["lines"]}}},
            "approvals.not_writable",
            "/steps/a/may_write/0",
        ),
        ({"nudge": {"send": "none"}}, "approvals.unknown_message", "/nudge/send"),
        ({"nudge": {"send": "remind", "every": "soon"}}, "approvals.not_a_duration", "/nudge/every"),
        ({"nudge": {"send": "remind", "every": 30}}, "conditions.wrong_value", "/nudge/every"),
        (
            {"nudge": {"send": "remind", "every": {"field": "note"}}},
            "conditions.does_not_fit",
            "/nudge/every",
        ),
        (
            {"policy": {"most_steps_of": {"nobody": 1}}},
            "approvals.unknown_post",
            "/policy/most_steps_of/nobody",
        ),
        (
            {"while_pending": "restarts", "steps": {"a": {**HEAD, "may_write": ["discount"]}}},
            "approvals.write_restarts",
            "/steps/a/may_write/0",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(said: dict[str, Any], code: str, pointer: str) -> None:
    assert (code, pointer) in [(one.code, one.pointer) for one in found(discount(**said))]


def test_each_outcome_wants_its_transition() -> None:
    (fault,) = found(discount(withdraw={}))
    assert (fault.code, fault.data["outcome"], fault.pointer) == (
        "workflows.no_outcome",
        "withdrawn",
        "/states/pending/approval",
    )
    workflow: Any = SOURCE["workflows/order.json"]
    more = {**workflow, "transitions": {**workflow["transitions"], **ends("withdrawn")}}
    assert found(discount(withdraw={}), **{"workflows/order.json": more}) == []


def three(*conditions: Any) -> dict[str, Any]:
    """Three steps of finance, each asked under its condition (None: always)."""
    return {
        f"s{place}": {"order": place, "by": {"duty": "pay"}, **({"if": one} if one else {})}
        for place, one in enumerate(conditions)
    }


def test_a_policy_is_refused_with_facts_that_break_it() -> None:
    said = discount(
        steps=three(None, gt("discount", "0.1"), gt("discount", "0.3")),
        policy={"most_steps_of": {"finance": 2}},
    )
    (fault,) = found(said)
    assert (fault.code, fault.data["count"], fault.data["steps"]) == (
        "approvals.too_many_of",
        3,
        "s0, s1, s2",
    )
    name, _, value = str(fault.data["when"]).partition(" = ")
    assert name == "discount"
    assert float(value) > 0.3


def test_a_policy_holds_when_conditions_exclude_one_another() -> None:
    low = {"field": "discount", "op": "lte", "value": "0.3"}
    both = {"all": [gt("discount", "0.1"), low]}
    policy = {"most_steps_of": {"pay": 2}, "longest": 2}
    assert found(discount(steps=three(None, both, gt("discount", "0.3")), policy=policy)) == []
    (fault,) = found(discount(steps=three(None, both, gt("discount", "0.2")), policy={"longest": 2}))
    assert fault.code == "approvals.too_long"


def test_an_else_ends_the_way() -> None:
    first = {**three(gt("discount", "0.1"), None, None)}
    first["s0"]["else"] = "approve"
    assert found(discount(steps=first, policy={"longest": 3})) == []
    assert [one.code for one in found(discount(steps=first, policy={"longest": 2}))] == ["approvals.too_long"]


def test_the_same_one_person_in_two_steps_is_found() -> None:
    manager = {"by": {"field": "owner.manager"}}
    steps = {"a": {"order": 1, **manager}, "b": {"order": 2, **manager}}
    policy = {"distinct_deciders": True}
    assert [one.code for one in found(discount(steps=steps, policy=policy))] == ["approvals.same_decider"]


def table(name: str, options: list[str], *rows: tuple[str, str]) -> dict[str, Any]:
    """A decision table by the discount: (from which discount on, what comes out)."""
    said = [
        {"id": f"r{low}", "if": {"d": {"op": "gte", "value": low}}, "then": {"out": out}} for low, out in rows
    ]
    outputs = {"out": {"type": "enum", "options": options}}
    content = {"kind": "decision", "label": {"en": name, "zh-CN": name}, "entity": "order", "hit": "first"}
    inputs = {"d": {"field": "discount"}}
    return {
        f"decisions/{name}.json": {
            **content,
            "inputs": inputs,
            "outputs": outputs,
            "rows": said,
            "else": {"out": options[0]},
        }
    }


def test_a_step_whose_deciders_a_table_names_counts_for_everybody_it_may_name() -> None:
    who = table("who", ["agree", "pay"], ("0.1", "agree"), ("0.5", "pay"))
    steps = {
        "always": {"order": 1, "by": {"duty": "pay"}},
        "chosen": {"order": 2, "by": {"duty": {"decision": "who.out"}}},
        "branch": {
            "order": 3,
            "by": {"duty": {"choose": [{"if": gt("discount", "0.2"), "value": "pay"}, {"value": "agree"}]}},
        },
    }
    policy = {"most_steps_of": {"finance": 2}}
    (fault,) = found(discount(steps=steps, policy=policy), **who)
    assert (fault.code, fault.data["steps"]) == ("approvals.too_many_of", "always, chosen, branch")
    del steps["branch"]
    assert found(discount(steps=steps, policy=policy), **who) == []


def test_a_condition_that_a_table_decides_is_tried_both_ways() -> None:
    risk = table("risk", ["low", "high"], ("0.3", "high"))
    risky = {"decision": "risk.out", "op": "eq", "value": "high"}
    said = discount(steps=three(None, gt("discount", "0.1"), risky), policy={"longest": 2})
    (fault,) = found(said, **risk)
    assert (fault.code, fault.data["count"]) == ("approvals.too_long", 3)
    assert "risk.out" in str(fault.data["when"])


@pytest.mark.parametrize(
    "free",
    [
        {"field": "discount", "op": "gt", "value": {"parameter": "most"}},
        {"field": "owner.manager", "op": "present"},
        {"formula": "discount * 2", "op": "gt", "value": "0.3"},
        {"some": "lines"},
        {"any": [{"field": "note", "op": "present"}, {"not": gt("discount", "0.9")}]},
    ],
)
def test_what_cannot_be_worked_out_beforehand_counts_as_possible(free: Any) -> None:
    parameter = {"most": {"type": "percent", "default": "0.2", "label": {"en": "Most", "zh-CN": "最高"}}}
    pack: Any = SOURCE["pack.json"]
    files = {"pack.json": {**pack, "parameters": parameter}}
    said = discount(steps=three(None, None, free), policy={"most_steps_of": {"pay": 2}})
    assert [one.code for one in found(said, **files)] == ["approvals.too_many_of"]


def test_an_else_that_ends_it_keeps_a_chain_short_on_every_way() -> None:
    steps = three(None, {"not": gt("discount", "0.5")}, None, None)
    steps["s1"]["else"] = "reject"
    # Above 0.5 it ends behind the first step; below, all four are asked.
    (fault,) = found(discount(steps=steps, policy={"longest": 3}))
    assert (fault.code, fault.data["count"]) == ("approvals.too_long", 4)
    steps["s3"]["if"] = gt("discount", "0.5")
    assert found(discount(steps=steps, policy={"longest": 3})) == []


def test_a_step_that_only_the_author_could_decide_is_found() -> None:
    steps: dict[str, Any] = {
        "a": {"order": 1, "by": {"field": "created_by"}, "if": gt("discount", "0.4")},
        "b": BOSS,
    }
    (fault,) = found(discount(steps=steps, policy={"author_never": True}))
    assert (fault.code, fault.data["steps"]) == ("approvals.only_author", "a")
    assert found(discount(steps=steps)) == []
    steps["a"]["by"] = [{"field": "created_by"}, {"duty": "agree"}]
    assert found(discount(steps=steps, policy={"author_never": True})) == []


def test_an_effect_of_a_step_stands_nowhere_else() -> None:
    workflow: Any = SOURCE["workflows/order.json"]
    moves = workflow["transitions"]
    drop = {**moves["drop"], "effects": [{"expire": True}]}
    more = {**workflow, "transitions": {**moves, "drop": drop}}
    assert [one.code for one in found(discount(), **{"workflows/order.json": more})] == [
        "effects.only_in_step"
    ]


def test_a_comparison_says_who_may_now_approve_what() -> None:
    after = discount()
    after["steps"] = {
        "head": {**HEAD, "if": gt("discount", "0.08"), "by": {"duty": "agree_high"}, "decide": "all"},
        "boss": after["steps"]["boss"],
    }
    before = {**SOURCE, "approvals/discount.json": {"kind": "approval", **discount()}}
    now = {**SOURCE, "approvals/discount.json": {"kind": "approval", **after}}
    told = [one.text["en"] for one in diff(before, now).changes]  # type: ignore[arg-type]
    assert sorted(told) == [
        "Step “Head” (“Discount”) is asked when discount is more than 0.08; before, when discount is more than 0.05.",
        "Step “Head” (“Discount”) is now decided by “agree high” instead of “agree”.",
        "Step “Head” (“Discount”): all of them must say yes; before, one of them.",
    ]


def test_places_that_different_persons_must_fill() -> None:
    assert unfilled([("a", "b"), ("a",)]) is None
    assert unfilled([("a",), ("a", "b"), ("b",)]) == 2
    assert unfilled([("a",), ()]) == 1


def test_the_first_answer_of_somebody_above_decides() -> None:
    release = workshop({"steps": {"head": {**HEAD, "decide": "all"}, "boss": BOSS}})
    step = release.approvals["discount"].steps[0]
    seats = [Seat("1", "head", "a", Given.OPEN), Seat("2", "head", "b", Given.APPROVED, side=Side.ABOVE)]
    assert standing(step, seats) is Given.APPROVED
    assert standing(step, seats[:1]) is Given.WAITING
