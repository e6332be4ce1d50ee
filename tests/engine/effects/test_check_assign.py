"""The effect that assigns in files: what is compiled, and everything that is refused."""

from engine.conditions.names import Names
from engine.effects.check import check_effects
from engine.effects.effect import Assign, AssignFrom, By
from engine.effects.findings import Findings
from tests.builders.repair_shop import surroundings, told
from tests.engine.effects.test_check import EFFECTS, faults, one


def test_assign_and_unassign() -> None:
    found = one({"assign": {"field": "mechanic"}})
    assert isinstance(found, Assign)
    assert found.person is not None
    assert one({"unassign": True}) == Assign(None)
    assert faults({"assign": {"field": "customer"}}) == [("conditions.does_not_fit", "/then/0/assign")]
    assert faults({"unassign": True}, entity="part") == [("effects.no_owner", "/then/0")]


def test_e9_assign_from_compiles_who_how_and_what_else() -> None:
    found = one(
        {
            "assign": {
                "from": {"duty": "order.handle"},
                "by": {"weight": {"formula": "length(name)"}},
                "on_duty": True,
                "except": {"field": "mechanic"},
                "else": [{"unassign": True}],
            }
        }
    )
    assert isinstance(found, AssignFrom)
    assert (found.by, found.on_duty, found.otherwise) == (By.WEIGHT, True, (Assign(None),))
    assert found.weight is not None
    assert found.weight.value({"name": "Ann"}) == 3


def test_e9_everything_wrong_with_an_assignment_is_told() -> None:
    assign = {"from": "anybody", "by": "least_loaded", "except": {"field": "note"}}
    assert faults({"assign": assign}) == [
        ("effects.not_whom", "/then/0/assign/from"),
        ("effects.not_a_person", "/then/0/assign/except/field"),
        ("effects.load_of_nothing", "/then/0/assign/by"),
        ("effects.nobody_left", "/then/0/assign"),
    ]
    duty = {"from": {"duty": "order.handle"}, "else": []}
    held = {"bag": frozenset({"order"}), "calls": frozenset({"invoice"})}
    findings = Findings(("en", "zh-CN"))
    around = surroundings(held_by_owner=held)
    check_effects(
        EFFECTS.validate_python([{"assign": {**duty, "within": ["bag", "calls", "bags"]}}]),
        Names(around.catalogue, "order"),
        around,
        findings,
        "/then",
    )
    assert told(findings.diagnostics) == [
        ("effects.not_held_by_owner", "/then/0/assign/within/1"),
        ("effects.unknown_limit", "/then/0/assign/within/2"),
    ]
    assert faults({"assign": {**duty, "else": [{"assign": {"field": "note"}}]}}) == [
        ("conditions.does_not_fit", "/then/0/assign/else/0/assign")
    ]
    assert faults({"assign": duty}, entity="part") == [("effects.no_owner", "/then/0/assign")]
