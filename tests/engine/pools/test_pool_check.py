"""Pools in files: everything that is refused, by itself and seen together with workflow, duties and limits."""

import json
from typing import Any

import pytest

from engine.packs.check import check
from engine.packs.kinds import KINDS
from tests.builders.couriers import POOL, TAKES, label, pooled


def faults(**changes: Any) -> list[tuple[str, str, str]]:
    """What is told about the firm with a file of it changed (``path__key`` is left to ``edit``)."""
    files: dict[str, Any] = {path: json.loads(json.dumps(said)) for path, said in pooled().source.items()}
    for path, edit in changes.items():
        name = f"{path.replace('__', '/')}.json"
        edit(files.setdefault(name, {}))
    result = check({path: json.dumps(said).encode() for path, said in files.items()})
    return [
        (one.file, one.pointer, one.code)
        for one in result.diagnostics
        if one.code.startswith(("pools.", "conditions.", "workflows.unknown_pool", "workflows.final_pool"))
    ]


def put(at: str, value: Any) -> Any:
    def edit(said: dict[str, Any]) -> None:
        *path, last = at.split("/")
        for key in path:
            said = said[key]
        said[last] = value

    return edit


def test_the_pool_of_the_firm_is_whole() -> None:
    assert faults() == []
    assert pooled().pools.states == {"shed": ("shed",)}
    assert "pool" in KINDS


@pytest.mark.parametrize(
    ("at", "value", "pointer", "code"),
    [
        ("entity", "parcel", "/entity", "unknown_entity"),
        ("claim/transition", "errand.grab", "/claim/transition", "unknown_transition"),
        ("claim/transition", "errand.finish", "/claim/transition", "not_from_pool"),
        ("claim/limits", ["none"], "/claim/limits/0", "unknown_limit"),
        ("claim/former_owner_waits", {"parameter": "takes"}, "/claim/former_owner_waits", "does_not_fit"),
        ("managed_by", "errand.lend", "/managed_by", "unknown_transition"),
        ("managed_by", "errand.give", "/managed_by", "not_from_pool"),
        ("shows", ["topic", "colour"], "/shows/1", "unknown_field"),
    ],
)
def test_what_a_pool_names_exists_and_fits(at: str, value: Any, pointer: str, code: str) -> None:
    found = faults(pools__shed=put(at, value))
    room = "conditions" if code == "does_not_fit" else "pools"
    assert ("pools/shed.json", pointer, f"{room}.{code}") in found


def test_a33_a_claim_needs_a_duty_that_reaches_what_nobody_owns() -> None:
    own = faults(duties__carry=put("scope", "own"))
    assert ("pools/shed.json", "/claim/transition", "pools.reaches_none") in own


def test_a_claim_is_taken_by_hand_leaves_the_pool_and_makes_somebody_the_owner() -> None:
    by_engine = faults(
        workflows__errand=put("transitions/take", {"label": label("t"), "from": ["shed"], "effects": []})
    )
    assert {code for _, pointer, code in by_engine if pointer == "/claim/transition"} == {
        "pools.not_by_hand", "pools.stays_in_pool", "pools.nobody_owns",
    }  # fmt: skip


def test_states_say_which_pool_they_are_of() -> None:
    gone = faults(workflows__errand=put("states/shed", {"label": label("shed")}))
    assert ("pools/shed.json", "/entity", "pools.no_state") in gone
    other = faults(workflows__errand=put("states/shed/pool", "barn"))
    assert ("workflows/errand.json", "/states/shed/pool", "workflows.unknown_pool") in other
    final = faults(workflows__errand=put("states/done/pool", "shed"))
    assert ("workflows/errand.json", "/states/done/pool", "workflows.final_pool") in final


def test_the_limits_of_a_pool_count_claims_or_what_is_held() -> None:
    found = faults(limits__takes=put("on", {"transition": "errand.finish"}))
    assert ("pools/shed.json", "/claim/limits/0", "pools.counts_no_claim") in found
    assert TAKES["on"] == {"transition": POOL["claim"]["transition"]}
