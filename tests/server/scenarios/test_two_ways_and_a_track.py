"""A pack whose records go two ways and are paid beside the work, played through by scenarios of its own (E20, E21)."""

import copy
from typing import Any

from engine.packs.check import check
from server.bootstrap import open_scratch
from server.scenarios.run import run_scenarios
from tests.builders.repairs import Files, compiled
from tests.server.paid_jobs import paid_jobs
from tests.server.shop import files, label
from tests.server.two_ways import CHECKS

SAMPLE: dict[str, Any] = {
    "kind": "sample",
    "label": label("Tiny"),
    "seed": 1,
    "clock": "2026-03-02T09:00:00+08:00",
    "centres": {"north": {"name": "North"}},
    "people": {
        "ann": {"name": "Ann", "role": "desk", "centre": "north"},
        "max": {"name": "Max", "role": "mechanic", "centre": "north"},
    },
    "records": {},
}
MONEY = {"for": "@ann", "label": "Ask for the money（中文）"}
TRIAL: dict[str, Any] = {
    "kind": "scenario",
    "label": label("Paid beside the work"),
    "clock": "2026-03-02T09:00:00+08:00",
    "sample": "tiny",
    "given": {
        "repair": {"entity": "job", "state": "open", "owner": "@ann", "centre": "north", "set": {"title": "Bike", "price": 90}},
        "look": {"entity": "job", "owner": "@ann", "centre": "north", "set": {"title": "Horn", "kind": "check", "price": 9}},
    },
    "steps": [
        {"as": "@max", "do": "job.start", "on": "look", "refused": ["workflows.no_such_transition"]},
        {
            "as": "@max", "do": "job.look", "on": "look",
            "expect": {"look": {"variant": "check", "state": "ready", "payment": "due"}, "repair": {"variant": None}},
        },
        {"as": "@ann", "do": "job.pay", "on": "repair", "refused": ["workflows.track_rests"]},
        {"as": "@max", "do": "job.start", "on": "repair", "expect": {"repair": {"state": "working", "payment": "due"}}},
        {"as": "@max", "do": "job.shelve", "on": "repair", "expect": {"repair": {"state": "shelf", "payment": "due"}}},
        {"as": "@ann", "do": "job.close", "on": "look", "refused": ["workflows.guard"]},
        {"at": "+2d", "expect": {"tasks": [{**MONEY, "on": "look"}]}},
        {"as": "@ann", "do": "job.pay", "on": "look", "expect": {"look": {"payment": "paid"}, "tasks": []}},
        {"as": "@ann", "do": "job.close", "on": "look", "expect": {"look": {"state": "closed", "payment": "paid"}}},
        {"as": "@max", "do": "job.resume", "on": "repair", "expect": {"repair": {"payment": "due"}}},
        {"at": "+1m", "expect": {"tasks": [{**MONEY, "on": "repair"}]}},
        {"at": "+3d", "expect": {"repair": {"state": "working", "payment": "reminded"}}},
        {"as": "@ann", "do": "job.pay", "on": "repair", "expect": {"repair": {"payment": "paid"}}},
        {"as": "@max", "do": "job.drop", "on": "repair", "expect": {"repair": {"state": "closed", "payment": "refunded"}}},
    ],
}  # fmt: skip


BROUGHT: dict[str, Any] = {
    "kind": "scenario", "label": label("Brought over"), "clock": "2026-03-02T09:00:00+08:00", "sample": "tiny",
    "given": {
        "asked": {
            "entity": "job", "state": "working", "tracks": {"payment": "reminded"}, "owner": "@ann", "centre": "north",
            "set": {"title": "Bike", "price": 90, "urgent": True},
        },
        "due": {
            "entity": "job", "state": "working", "tracks": {"payment": "due"}, "owner": "@ann", "centre": "north",
            "set": {"title": "Horn", "price": 9, "urgent": True},
        },
        "rests": {
            "entity": "job", "state": "shelf", "tracks": {"payment": "paid"}, "owner": "@ann", "centre": "north",
            "set": {"title": "Bell", "price": 9},
        },
    },
    "steps": [
        {"expect": {
            "asked": {"state": "working", "payment": "reminded", "urgent": True},
            "due": {"payment": "due", "urgent": False},
            "rests": {"state": "shelf", "payment": "paid"},
        }},
        {"as": "@ann", "do": "job.pay", "on": "asked", "expect": {"asked": {"payment": "paid"}}},
        {"as": "@max", "do": "job.resume", "on": "rests", "expect": {"rests": {"payment": "paid"}}},
        {"at": "+2d", "expect": {"tasks": [{"for": "@ann", "label": "Ask for the money（中文）", "on": "due"}]}},
    ],
}  # fmt: skip


def shop(**tests: Any) -> Files:
    changed = paid_jobs()
    changed["duties__job.work"]["allows"]["transitions"].append("job.look")
    look = copy.deepcopy(CHECKS)
    look["states"]["ready"] = {"label": label("Ready"), "tracks": ["payment"]}
    look["transitions"]["close"]["guard"] = {"field": "payment", "op": "eq", "value": "paid"}
    return files(
        **changed, **{"workflows__job.check": look}, samples__tiny=SAMPLE, tests__trial=TRIAL, **tests
    )


async def test_two_ways_and_a_track_play_together_and_count_as_seen() -> None:
    pack = shop()
    played = await run_scenarios(compiled(pack), pack, open_scratch)
    (result,) = played.results
    assert result.differences == ()
    states, moves = played.coverage.seen["states"], played.coverage.seen["transitions"]
    assert {"job.payment.due", "job.payment.reminded", "job.payment.paid", "job.payment.refunded"} <= states
    assert {"job.look", "job.pay", "job.remind", "job.refund"} <= moves
    assert played.coverage.unseen("transitions") == ["job.dun", "job.finish", "job.remark"]
    assert "job.dun: true" not in played.coverage.there["conditions"]
    assert {"job.pay: true", "job.bury: true"} <= played.coverage.seen["conditions"]


async def test_a50_what_is_brought_over_names_the_states_of_its_tracks() -> None:
    pack = shop(tests__brought=BROUGHT)
    played = await run_scenarios(compiled(pack), pack, open_scratch, only=("brought",))
    (result,) = played.results
    assert result.differences == ()


def test_a_track_or_a_state_of_it_that_is_not_there_is_found() -> None:
    wrong = copy.deepcopy(BROUGHT)
    wrong["given"]["asked"]["tracks"] = {"payment": "begged", "paymnt": "paid"}
    found = check(shop(tests__brought=wrong)).diagnostics
    assert [(one.pointer, one.text("en")) for one in found if one.file == "tests/brought.json"] == [
        ("/given/asked/tracks/payment", 'There is no state "begged".'),
        ("/given/asked/tracks/paymnt", 'There is no track "paymnt".'),
    ]
