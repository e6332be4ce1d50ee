"""What history says was done is told by the names that the pack has for it."""

from functools import cache
from typing import Any

import pytest

from engine.packs.check import check
from engine.packs.release import Release
from engine.queries.deeds import Deed, deed_of
from tests.server.paid_jobs import paid_jobs
from tests.server.shop import PACK, files, label

STAYS: dict[str, Any] = {
    **PACK["workflows/job.json"]["states"],
    "working": {
        "label": label("Working"),
        "deadlines": {
            "slow": {"after": ["P2D", "P4D"], "label": label("The work takes long"), "then": [{"send": "ready", "to": {"field": "owner"}}]},
        },
    },
}  # fmt: skip
LATE_CALL: dict[str, Any] = {
    **PACK["rules/tell_desk.json"],
    "then": [
        {"task": {
            "for": {"duty": "job.close"}, "label": label("Call the customer"), "done_by": ["job.close"], "due": {"after": "PT2H"},
            "deadlines": {"again": {"after": "PT4H", "label": label("Nobody has called"), "then": [{"send": "ready", "to": {"field": "owner"}}]}},
        }},
    ],
}  # fmt: skip


@cache
def release() -> Release:
    workflow = {**PACK["workflows/job.json"], "states": STAYS}
    found = check(files(workflows__job=workflow, rules__tell_desk=LATE_CALL))
    assert found.release is not None, found.diagnostics
    return found.release


@pytest.mark.parametrize(
    ("command", "told", "entity"),
    [
        ("transition:job.finish", "Finish", "job"),
        ("refused:transition:job.finish", "Finish", "job"),
        ("rule:tell_desk", "The desk calls the customer", "job"),
        ("deadline:job.working.slow", "The work takes long", "job"),
        ("timer:job.working.slow.2", "The work takes long", "job"),
        ("deadline:task.again", "Nobody has called", ""),
    ],
)
def test_what_the_pack_names_is_told_by_its_label(command: str, told: str, entity: str) -> None:
    assert deed_of(release(), command) == Deed(label(told), entity)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("transition:job.gone_long_ago", "Gone long ago"),
        ("transition:kite.fly_high", "Fly high"),
        ("rule:once_there_was", "Once there was"),
        ("deadline:kite.aloft.too_long.3", "Too long"),
        ("approval:rebate.approve", "Rebate"),
        ("clock:kite.first_flight", "First flight"),
        ("limit:calls.ask", "Calls"),
    ],
)
def test_what_the_pack_has_no_name_for_any_more_is_told_by_its_id(command: str, told: str) -> None:
    found = deed_of(release(), command)
    assert found is not None
    assert found.label == {"en": told}


@pytest.mark.parametrize("command", ["create", "change", "merge", "reveal", "refused:reveal", "derived"])
def test_what_every_pack_knows_has_no_name_of_the_pack(command: str) -> None:
    assert deed_of(release(), command) is None


def test_a_step_of_a_track_is_told_by_its_label() -> None:
    found = check(files(**paid_jobs())).release
    assert found is not None
    workflow = found.workflows["job"]
    of_track = next(one for one in workflow.transitions.values() if one.track)
    assert deed_of(found, f"transition:{of_track.ref}") == Deed(of_track.label, "job")
