"""Tracks: what is compiled of their files, and what is told of them (E20)."""

import copy
from typing import Any

import pytest

from engine.packs.check import check
from engine.workflows.workflow import Workflow
from tests.server.paid_jobs import PAYMENT, paid_jobs
from tests.server.shop import PACK, files, label
from tests.server.two_ways import CHECKS

TRACK, MAIN = "workflows/job.payment.json", "workflows/job.json"


def told(**changed: Any) -> list[tuple[str, str, str]]:
    found = check(files(**changed)).errors
    return [(one.file, one.pointer, one.code) for one in found]


def jobs(**changed: Any) -> Workflow:
    release = check(files(**{**paid_jobs(), **changed})).release
    assert release is not None
    return release.workflows["job"]


def test_a_state_names_the_tracks_that_move_in_it() -> None:
    whole = jobs()
    assert whole.states["working"].tracks == ("payment",)
    assert whole.states["shelf"].tracks == ()
    standing = whole.standing({"state": "working", "payment": "paid"})
    assert [(machine.column, state) for machine, state in standing] == [
        ("state", "working"),
        ("payment", "paid"),
    ]
    for values in ({"state": "shelf", "payment": "paid"}, {"state": "working"}):
        assert [machine.column for machine, _ in whole.standing(values)] == ["state"]


def test_a_group_names_them_for_the_states_in_it() -> None:
    changed = paid_jobs()
    states = changed["workflows__job"]["states"]
    states["busy"] = {"label": label("Busy"), "group": True, "initial": "open", "tracks": ["payment"]}
    states["open"]["parent"] = "busy"
    assert jobs(**changed).states["open"].tracks == ("payment",)


def test_a_release_knows_a_record_by_its_tracks_too() -> None:
    whole = jobs()
    assert whole.knows({"state": "working", "payment": "paid"})
    assert whole.knows({"state": "working"})
    assert not whole.knows({"state": "working", "payment": "lost"})


def test_variants_have_the_same_tracks() -> None:
    check_ = copy.deepcopy(CHECKS)
    check_["states"]["ready"] = {"label": label("Ready"), "tracks": ["payment"]}
    changed = paid_jobs()
    changed["duties__job.work"]["allows"]["transitions"].append("job.look")
    whole = jobs(**changed, **{"workflows__job.check": check_})
    of = whole.of({"variant": "check"})
    assert of.states["ready"].tracks == ("payment",)
    assert of.states["waiting"].tracks == ()
    assert of.transitions["pay"].track == "payment"
    assert [one.column for one, _ in of.standing({"state": "ready", "payment": "due"})] == [
        "state",
        "payment",
    ]


def test_where_a_track_stands_is_a_field_with_its_groups() -> None:
    release = check(files(**paid_jobs())).release
    assert release is not None
    field = release.entities["job"].common["payment"]
    assert (field.type.options, dict(field.type.groups or {})) == (
        ("due", "reminded", "paid", "refunded"), {"unpaid": ("due", "reminded")}
    )  # fmt: skip
    assert "entered_payment" in release.entities["job"].common
    assert "payment" not in release.entities["customer"].common


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"track": "pay"}, (TRACK, "/track", "workflows.wrong_track")),
        ({"order": 3}, (TRACK, "/order", "workflows.track_chosen")),
        ({"if": {"field": "kind", "op": "present"}}, (TRACK, "/if", "workflows.track_chosen")),
        ({"initial": "open"}, (TRACK, "/initial", "workflows.unknown_state")),
    ],
)
def test_what_is_wrong_with_a_track(changes: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert expected in told(**{**paid_jobs(), "workflows__job.payment": {**PAYMENT, **changes}})


@pytest.mark.parametrize(
    ("key", "says"), [("pool", "x"), ("stale_after", "P1D"), ("approval", "x"), ("tracks", ["payment"])]
)
def test_what_is_said_of_the_record_is_not_said_in_a_track(key: str, says: Any) -> None:
    states = {**PAYMENT["states"], "paid": {"label": label("Paid"), key: says}}
    found = told(**{**paid_jobs(), "workflows__job.payment": {**PAYMENT, "states": states}})
    assert (TRACK, f"/states/paid/{key}", "workflows.not_in_track") in found


def test_a51_a_final_state_names_no_track() -> None:
    changed = paid_jobs()
    changed["workflows__job"]["states"]["closed"]["tracks"] = ["payment"]
    assert (MAIN, "/states/closed/tracks", "workflows.final_tracks") in told(**changed)


def test_a_state_names_tracks_that_there_are() -> None:
    changed = paid_jobs()
    changed["workflows__job"]["states"]["open"]["tracks"] = ["paymint"]
    assert (MAIN, "/states/open/tracks/0", "workflows.unknown_track") in told(**changed)


def test_a_track_that_no_state_names_never_moves() -> None:
    changed = {**paid_jobs(), "workflows__job": PACK["workflows/job.json"], "duties__job.work": None}
    assert (TRACK, "/track", "workflows.never_moves") in told(**changed)


def test_a53_a_transition_has_one_id_over_all_tracks() -> None:
    track = copy.deepcopy(PAYMENT)
    track["transitions"]["start"] = track["transitions"]["dun"]
    changed = {**paid_jobs(), "workflows__job.payment": track}
    assert (TRACK, "/transitions/start", "workflows.same_transition") in told(**changed)
    other = {**copy.deepcopy(PAYMENT), "track": "papers"}
    found = told(**paid_jobs(), **{"workflows__job.papers": other})
    assert (TRACK, "/transitions/pay", "workflows.same_transition") in found


def test_a_field_of_the_pack_is_not_called_like_a_track() -> None:
    entity = PACK["entities/job.json"]
    taken = {"type": "text", "label": label("P")}
    changed = {**entity, "fields": {**entity["fields"], "payment": taken}}
    at = ("entities/job.json", "/fields/payment", "records.common_field")
    assert at in told(**paid_jobs(), entities__job=changed)


def test_nothing_but_a_transition_writes_where_a_track_stands() -> None:
    rule = {
        "kind": "rule", "label": label("R"), "order": 5, "when": {"entered": "job.ready"},
        "then": [{"set": {"payment": "paid"}}],
    }  # fmt: skip
    assert told(**paid_jobs(), rules__cheat=rule) != []


def test_events_name_the_states_of_a_track_behind_it() -> None:
    rule = {
        "kind": "rule", "label": label("R"), "order": 5, "when": {"left": "job.payment.unpaid"},
        "then": [{"set": {"urgent": True}}],
    }  # fmt: skip
    assert told(**paid_jobs(), rules__hurry=rule) == []
    rule["when"] = {"left": "job.unpaid"}
    (fault,) = told(**paid_jobs(), rules__hurry=rule)
    assert fault == ("rules/hurry.json", "/when/left", "effects.unknown_state")
