"""What a scenario tells of itself: its steps as a story with the reasons of refusals, and what was seen of values and people."""

from typing import Any

from tests.builders.repairs import repairs
from tests.server.scenarios.test_run_scenarios import FINISH, played, scenario

STORY = {"en": "The lamp works again.", "zh-CN": "台灯修好了。"}
TRIED = {"en": "The desk tries to finish it.", "zh-CN": "前台想自己完成。"}


async def test_steps_with_a_label_tell_what_happened_and_why_not() -> None:
    tried: dict[str, Any] = {**FINISH, "as": "@desk1", "label": TRIED, "refused": ["access.no_duty"]}
    said = scenario(tried, {"at": "+1h30m", **FINISH, "label": STORY}, {"expect": {"r1": {"state": "ready"}}})
    (result,) = (await played(repairs(trial=said), "trial")).results
    first, second = result.told
    assert (first.label, second.label, second.reasons) == (TRIED, STORY, ())
    assert "Technician" in first.reasons[0]["en"]
    assert f"{first.at:%H:%M} {second.at:%H:%M}" == "09:00 10:30"
    told: Any = result.as_json()["told"]
    assert [one["text"] for one in told] == [TRIED, STORY]


async def test_what_nobody_may_see_or_take_away_is_refused_in_a_scenario_too() -> None:
    steps: list[dict[str, Any]] = [
        {"as": "@tech1", "reveal": "c1", "field": "phone", "refused": ["access.may_not_reveal"]},
        {"as": "@tech1", "export": "repair", "refused": ["access.may_not_export"]},
    ]
    (result,) = (await played(repairs(trial=scenario(*steps)), "trial")).results
    assert result.differences == ()


async def test_who_leaves_is_switched_off_and_everything_goes_over() -> None:
    step = {
        "leaves": "@desk1",
        "to": "@tech1",
        "expect": {"r1": {"owner": "@tech1"}, "desk1": {"active": False}},
    }
    (result,) = (await played(repairs(trial=scenario(step)), "trial")).results
    assert result.differences == ()
