"""Role and duty files: what is compiled, and everything that is refused."""

from typing import Any

import pytest

from engine.access.check import check, check_role, rulebook
from engine.access.duty import Duty, Right, Role, Scope
from engine.access.model import DutyFile, RoleFile
from engine.conditions.compiled import Guard
from engine.diagnostics.problem import Diagnostic, Severity
from tests.builders.repair_shop import label, surroundings, told

AROUND = surroundings()


def read(id: str = "order.handle", **json: Any) -> tuple[Duty | None, list[Diagnostic]]:
    allows = {"transitions": ["order.check"]}
    whole = {
        "kind": "duty", "label": label("Handle"), "held_by": ["clerk"], "scope": "own", "allows": allows, **json
    }  # fmt: skip
    return check(id, DutyFile.model_validate(whole), AROUND)


def duty(id: str = "order.handle", **json: Any) -> Duty:
    found, diagnostics = read(id, **json)
    assert found is not None, told(diagnostics)
    return found


def faults(**json: Any) -> list[tuple[str, str]]:
    return told(read(**json)[1])


def rights(entity: str, **fields: Any) -> dict[str, Right]:
    return dict(duty(scope="company", allows={"fields": {entity: fields}}).fields[entity])


# ----------------------------------------------------------------- rights


def test_everything_means_own_fields_neither_masked_nor_sensitive() -> None:
    assert rights("customer", read=["*"]) == {
        "name": Right.READ,
        "phone": Right.MASKED,
        "email": Right.READ,
        "adviser": Right.READ,
    }


def test_everything_to_write_leaves_computed_fields_to_read() -> None:
    found = rights("order", write=["*"])
    assert found["note"] is Right.WRITE
    assert found["parts"] is Right.WRITE
    assert (found["total"], found["large"]) == (Right.READ, Right.READ)
    assert "owner" not in found


def test_masked_and_sensitive_fields_are_named() -> None:
    found = rights("customer", read=["*", "passport"], write=["phone"])
    assert (found["passport"], found["phone"], found["name"]) == (Right.READ, Right.WRITE, Right.READ)


def test_a34_the_highest_right_of_a_file_wins() -> None:
    found, diagnostics = read(
        allows={"fields": {"customer": {"mask": ["phone"], "read": ["phone", "*"], "write": ["name"]}}}
    )
    assert found is not None
    assert (found.fields["customer"]["phone"], found.fields["customer"]["name"]) == (Right.READ, Right.WRITE)
    assert [(one.code, one.severity) for one in diagnostics] == [("access.two_rights", Severity.HINT)]


def test_common_fields_may_be_read_by_name() -> None:
    assert rights("order", read=["owner", "state"]) == {"owner": Right.READ, "state": Right.READ}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"customr": {"read": ["*"]}}, ("access.unknown_entity", "/allows/fields/customr")),
        ({"customer": {"read": ["nam"]}}, ("access.unknown_field", "/allows/fields/customer/read/0")),
        ({"order": {"write": ["total"]}}, ("access.derived_write", "/allows/fields/order/write/0")),
        ({"order": {"write": ["large"]}}, ("access.derived_write", "/allows/fields/order/write/0")),
        ({"order": {"write": ["note", "owner"]}}, ("access.engine_write", "/allows/fields/order/write/1")),
        ({"order": {"write": ["state"]}}, ("access.engine_write", "/allows/fields/order/write/0")),
        ({"customer": {"mask": ["name"]}}, ("access.no_mask", "/allows/fields/customer/mask/0")),
        ({"customer": {"mask": ["nam"]}}, ("access.unknown_field", "/allows/fields/customer/mask/0")),
    ],
)
def test_rights_are_checked(fields: Any, expected: tuple[str, str]) -> None:
    found, diagnostics = read(allows={"fields": fields})
    assert found is None
    assert told(diagnostics) == [expected]


# ----------------------------------------------------------------- duties


def test_a_duty_reaches_what_it_names_under_transitions_or_fields() -> None:
    allows = {
        "create": ["invoice"],
        "transitions": ["order.check"],
        "fields": {"customer": {"read": ["name"]}},
        "reveal": {"customer": ["phone"]},
        "export": ["invoice"],
    }
    found = duty(allows=allows)
    assert found.reaches == {"order", "customer"}
    assert (found.create, found.export, found.reveal) == (
        {"invoice"},
        {"invoice"},
        {"customer": frozenset({"phone"})},
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"held_by": []}, ("access.not_held", "/held_by")),
        ({"held_by": "clerk"}, ("access.not_roles", "/held_by")),
        ({"held_by": ["clerk", 3]}, ("access.not_roles", "/held_by/1")),
        ({"held_by": ["clrk"]}, ("access.unknown_role", "/held_by/0")),
        ({"held_by": [{"field": "team.leader"}]}, ("access.not_yet", "/held_by/0")),
        ({"scope": "everyone"}, ("access.unknown_scope", "/scope")),
        ({"scope": ["own"]}, ("access.unknown_scope", "/scope")),
        ({"allows": {"transitions": ["order.chek"]}}, ("access.unknown_transition", "/allows/transitions/0")),
        ({"allows": {"create": ["ordr"]}}, ("access.unknown_entity", "/allows/create/0")),
        ({"allows": {"export": ["ordr"]}}, ("access.unknown_entity", "/allows/export/0")),
        ({"allows": {"reveal": {"customer": ["name"]}}}, ("access.no_mask", "/allows/reveal/customer/0")),
        ({"deadline": "P1D"}, ("access.not_yet", "/deadline")),
        ({"evidence": ["x"]}, ("access.not_yet", "/evidence")),
        ({"allows": {"fields": {"part": {"read": ["name"]}}}}, ("access.no_owner", "/scope")),
    ],
)
def test_duties_are_checked(change: dict[str, Any], expected: tuple[str, str]) -> None:
    found, diagnostics = read(**change)
    assert found is None
    assert told(diagnostics) == [expected]


def test_an_unknown_role_is_told_with_the_nearest() -> None:
    _, diagnostics = read(held_by=["clrk"])
    assert diagnostics[0].hint("en") == 'Did you mean "clerk"?'


def test_a_duty_that_allows_nothing_is_told() -> None:
    assert faults(allows={}) == [("access.allows_nothing", "/allows")]


# ------------------------------------------------------------------ scopes


@pytest.mark.parametrize("scope", [*Scope])
def test_e4_scopes(scope: Scope) -> None:
    assert duty(scope=scope.value).scope is scope


MINE = {"field": "mechanic", "op": "eq", "value": {"field": "actor"}}


def test_e4_a_scope_may_be_a_condition_on_the_record() -> None:
    found = duty(scope=MINE).scope
    assert isinstance(found, Guard)
    assert found.test({"mechanic": "p1", "actor": "p1"})
    assert not found.test({"mechanic": "p1", "actor": "p2"})


def test_e4_a_condition_is_checked_against_each_entity_it_reaches() -> None:
    both = {"transitions": ["order.check"], "fields": {"invoice": {"read": ["*"]}}}
    _, diagnostics = read(scope=MINE, allows=both)
    assert told(diagnostics) == [("conditions.unknown_field", "/scope/field")]
    owned = {"field": "owner", "op": "eq", "value": {"field": "actor"}}
    assert isinstance(duty(scope=owned, allows=both).scope, Guard)


def test_e4_a_condition_means_one_thing_for_all_it_reaches() -> None:
    allows = {"fields": {"order": {"read": ["*"]}, "invoice": {"read": ["*"]}}}
    sent = {"field": "state", "op": "present"}
    _, diagnostics = read(scope=sent, allows=allows)
    assert told(diagnostics) == [("access.scope_differs", "/scope")]


def test_e4_a_condition_of_a_duty_that_reaches_nothing_is_refused() -> None:
    assert faults(scope=MINE, allows={"create": ["order"]}) == [("access.scope_of_nothing", "/scope")]


# --------------------------------------------------------------- rulebook


def test_the_rulebook_finds_duties_by_what_they_reach_and_make() -> None:
    one = duty("order.handle", allows={"transitions": ["order.check"], "create": ["order", "invoice"]})
    other = duty("invoice.handle", allows={"fields": {"order": {"read": ["*"]}, "invoice": {"write": ["*"]}}})
    book = rulebook([Role("chief", {}, 2), Role("clerk", {}, 1)], [one, other])
    assert {entity: [duty.id for duty in found] for entity, found in book.reaching.items()} == {
        "order": ["invoice.handle", "order.handle"],
        "invoice": ["invoice.handle"],
    }
    assert {entity: [duty.id for duty in found] for entity, found in book.creating.items()} == {
        "order": ["order.handle"],
        "invoice": ["order.handle"],
    }
    assert [*book.roles] == ["clerk", "chief"]


def test_a_role_is_told_in_every_language() -> None:
    found, diagnostics = check_role(
        "clerk", RoleFile.model_validate({"label": {"en": "Clerk"}, "order": 3}), AROUND
    )
    assert found == Role("clerk", {"en": "Clerk"}, 3)
    assert told(diagnostics) == [("effects.no_translation", "/label/zh-CN")]
