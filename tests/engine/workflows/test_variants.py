"""Variants of a workflow: what is compiled of several files, and what is told of them (E21)."""

from typing import Any

import pytest

from engine.packs.check import check
from engine.workflows.workflow import Workflow
from tests.server.shop import PACK, files, label
from tests.server.two_ways import CHECKS, two_ways


def told(**changed: Any) -> list[tuple[str, str, str]]:
    found = check(files(**changed)).errors
    return [(one.file, one.pointer, one.code) for one in found]


def jobs(**changed: Any) -> Workflow:
    release = check(files(**{**two_ways(), **changed})).release
    assert release is not None
    return release.workflows["job"]


def test_the_two_ways_have_no_fault() -> None:
    assert check(files(**two_ways())).diagnostics == ()


def test_the_whole_has_the_states_and_transitions_of_all() -> None:
    whole = jobs()
    assert list(whole.states) == ["open", "working", "ready", "closed", "waiting"]
    assert list(whole.transitions) == ["start", "finish", "close", "remark", "look"]
    assert whole.transitions["remark"].sources == {"open", "working", "ready", "waiting"}
    assert whole.forms("remark") == ("finish", "remark")


def test_a_record_moves_by_its_own_variant_alone() -> None:
    whole = jobs()
    assert set(whole.of({"variant": "check"}).states) == {"waiting", "ready", "closed"}
    assert set(whole.of({}).states) == {"open", "working", "ready", "closed"}
    assert whole.of({"variant": "check"}).transitions["close"].guard is not None
    assert whole.of({}).transitions["close"].guard is None


def test_it_knows_only_states_of_the_variant() -> None:
    whole = jobs()
    assert whole.knows({"variant": "check", "state": "waiting"})
    assert not whole.knows({"variant": "check", "state": "working"})
    assert not whole.knows({"variant": "gone", "state": "ready"})
    assert not whole.knows({"state": "waiting"})


def test_variants_are_asked_by_order_then_id() -> None:
    urgent = {**CHECKS, "if": {"field": "urgent", "op": "eq", "value": True}}
    ab, zz = {**urgent, "order": 10}, {**urgent, "order": 5}
    found = jobs(**{"workflows__job.ab": ab, "workflows__job.zz": zz})
    assert list(found.variants) == ["zz", "ab", "check", None]


def test_the_variant_is_a_field_that_conditions_may_name() -> None:
    rule = {
        "kind": "rule", "label": label("R"), "order": 5, "when": {"entered": "job.ready"},
        "if": {"field": "variant", "op": "eq", "value": "check"}, "then": [{"set": {"urgent": True}}],
    }  # fmt: skip
    release = check(files(**two_ways(), rules__hurry=rule)).release
    assert release is not None
    condition = release.rules.rules["hurry"].condition
    assert condition is not None
    assert condition.needs.paths == {"variant"}
    assert release.catalogue.entities["job"]["variant"].options == ("check",)


VARIANT = "workflows/job.check.json"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"if": None}, (VARIANT, "", "workflows.never_chosen")),
        ({"if": {"field": "kynd", "op": "present"}}, (VARIANT, "/if/field", "conditions.unknown_field")),
        ({"if": {"field": "before.kind", "op": "present"}}, (VARIANT, "/if/field", "conditions.not_here")),
        ({"entity": "customer"}, (VARIANT, "/entity", "workflows.wrong_file")),
        ({"initial": "open"}, (VARIANT, "/initial", "workflows.unknown_state")),
    ],
)
def test_what_is_wrong_with_one_variant(changes: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert expected in told(**two_ways(**changes))


@pytest.mark.parametrize(
    ("kind", "id", "says"),
    [
        ("states", "ready", {"label": label("Done"), "stale_after": "P9D"}),
        ("states", "ready", {"label": label("Ready"), "stale_after": "P8D"}),
        ("states", "closed", {"label": label("Closed")}),
        ("transitions", "close", {**CHECKS["transitions"]["close"], "label": label("Shut")}),
    ],
)
def test_what_two_variants_call_alike_means_the_same(kind: str, id: str, says: dict[str, Any]) -> None:
    changed = two_ways(**{kind: {**CHECKS[kind], id: says}})
    assert (VARIANT, f"/{kind}/{id}", "workflows.variants_disagree") in told(**changed)


def test_there_is_always_a_workflow_for_the_rest() -> None:
    found = told(**{**two_ways(), "workflows__job": None})
    assert (VARIANT, "", "workflows.no_ordinary") in found


@pytest.mark.parametrize("key", ["if", "order"])
def test_the_ordinary_workflow_is_never_chosen(key: str) -> None:
    said = {"if": CHECKS["if"], "order": 3}[key]
    changed = told(workflows__job={**PACK["workflows/job.json"], key: said})
    assert changed == [("workflows/job.json", f"/{key}", "workflows.chosen_always")]


def test_no_variant_is_called_as_the_ordinary_one_is() -> None:
    assert ("workflows/job.ordinary.json", "", "workflows.bad_id") in told(
        **two_ways(), **{"workflows__job.ordinary": CHECKS}
    )


def test_a_field_of_the_pack_is_not_called_like_the_one_that_keeps_the_variant() -> None:
    entity = PACK["entities/job.json"]
    taken = {"type": "text", "label": label("V")}
    changed = {**entity, "fields": {**entity["fields"], "variant": taken}}
    at = ("entities/job.json", "/fields/variant", "records.common_field")
    assert at in told(**two_ways(), entities__job=changed)
    assert at not in told(entities__job=changed)


def test_a_duty_is_used_when_one_of_the_variants_asks_for_it() -> None:
    changed = two_ways()
    work = changed["duties__job.work"]
    work["allows"]["transitions"].append("job.close")
    found = check(files(**{**changed, "duties__job.work": work}))
    assert [(one.file, one.code) for one in found.diagnostics] == [
        ("duties/job.work.json", "packs.duty_vain")
    ]
