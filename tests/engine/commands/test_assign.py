"""Assigning to one of several people (E9): who is asked, who is passed over, and why it is who it is."""

from collections import Counter
from typing import Any

import pytest

from engine.access.duty import Actor
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.builders.couriers import COURIERS, DESK, Firm, codes, firm, label

ALL = {"duty": "carry"}
HOURS = {"week": {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}, "label": label("Day")}
NIGHT = {
    "week": {day: ["18:00-23:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    "label": label("Night"),
}


def shop(**assign: Any) -> Firm:
    return Firm(firm({"from": ALL, **assign}))


def why(shop_: Firm, **values: Any) -> Any:
    decided = shop_.fire(shop_.errand(**values), "give")
    assert isinstance(decided, Decision), codes(decided)
    return decided.history[0].why["assigned"]


def test_e9_in_turn_each_is_as_often_as_the_others() -> None:
    shop_ = shop()
    assert [shop_.given() for _ in range(7)] == ["p1", "p2", "p3", "p1", "p2", "p3", "p1"]


def test_e9_whoever_joins_or_comes_back_takes_the_next_turn_in_the_order() -> None:
    shop_ = shop()
    shop_.absent("p2", "2026-03-02", "2026-03-02")
    assert [shop_.given() for _ in range(3)] == ["p1", "p3", "p1"]
    shop_.later(days=1)
    assert [shop_.given() for _ in range(2)] == ["p2", "p3"]
    shop_.person("p4")
    assert [shop_.given() for _ in range(2)] == ["p4", "p1"]


def test_e9_the_departed_the_absent_and_those_of_other_places_are_passed_over() -> None:
    shop_ = shop()
    shop_.put("person", "p1", active=False)
    shop_.absent("p2", "2026-03-02T08:00:00+08:00", "2026-03-02T09:00:01+08:00")
    shop_.person("p5", centre="c2")
    shop_.person("p6", "dispatcher")
    shop_.person("p7")
    shop_.put("_holding", "p7.courier", active_until=shop_.now.date().replace(day=1))
    (told,) = why(shop_)
    assert told["person"] == "p3"
    assert told["candidates"] == ["p3"]
    assert told["skipped"] == [{"person": "p1", "why": "left"}, {"person": "p2", "why": "absent"}]
    shop_.later(seconds=1)
    assert [shop_.given() for _ in range(2)] == ["p2", "p3"]


def test_e9_a_post_of_the_whole_company_counts_everywhere() -> None:
    shop_ = shop()
    shop_.person("p9", centre=None)
    assert {shop_.given() for _ in range(4)} == {*COURIERS, "p9"}


def test_e9_on_duty_means_within_the_hours_of_the_person_else_of_the_centre() -> None:
    release = firm(
        {"from": ALL, "on_duty": True, "else": []},
        calendars={"day": HOURS, "night": NIGHT},
        manifest={"calendar": "day"},
    )
    shop_ = Firm(release)
    shop_.put("person", "p2", calendar="night")
    assert {shop_.given() for _ in range(4)} == {"p1", "p3"}
    shop_.later(hours=10)
    assert {shop_.given() for _ in range(2)} == {"p2"}
    shop_.put("centre", "c1", calendar="night")
    assert {shop_.given() for _ in range(3)} == {*COURIERS}
    shop_.later(hours=12)
    assert shop_.owner(shop_.errand()) == "d1"


def test_e9_the_full_are_passed_over_and_the_limits_are_really_taken() -> None:
    shop_ = shop(within=["bag"])
    shop_.settings["bag", None] = 2
    assert [shop_.given() for _ in range(6)] == ["p1", "p2", "p3"] * 2
    id = shop_.errand()
    refused = shop_.fire(id, "give")
    assert codes(refused) == ["effects.nobody"]
    assert isinstance(refused, Refusal)
    assert refused.reasons[0].data == {"asked": 3, "skipped": {"full": 3}}
    finished = [id for (kind, id) in shop_.rows.records if kind == "errand" and shop_.owner(id) == "p2"]
    shop_.put("errand", finished[0], state="done")
    assert codes(shop_.fire(id, "give")) == []
    assert shop_.owner(id) == "p2"


def test_e9_a_limit_that_is_not_named_refuses_like_any_other() -> None:
    shop_ = shop()
    shop_.settings["bag", None] = 1
    assert [shop_.given() for _ in range(3)] == [*COURIERS]
    assert codes(shop_.fire(shop_.errand(), "give")) == ["limits.full"]


def test_a35_the_cap_is_read_when_somebody_is_chosen() -> None:
    shop_ = shop(within=["bag"])
    shop_.settings["bag", "c1"] = 1
    assert [shop_.given() for _ in range(4)] == ["p1", "p2", "p3", None]
    shop_.settings["bag", "c1"] = 2
    assert shop_.given() == "p1"


def test_e9_least_loaded_is_the_smallest_used_share_and_equal_ones_take_turns() -> None:
    shop_ = shop(by="least_loaded", within=["bag"])
    shop_.settings["bag", None] = 2
    assert [shop_.given() for _ in range(3)] == ["p1", "p2", "p3"]
    mine = next(id for (kind, id) in shop_.rows.records if kind == "errand" and shop_.owner(id) == "p2")
    shop_.put("errand", mine, state="done")
    (told,) = why(shop_)
    assert told["person"] == "p2"
    assert told["loads"] == {"p1": "0.5000", "p2": "0.0000", "p3": "0.5000"}


def test_e9_first_takes_them_as_they_are_named() -> None:
    shop_ = Firm(firm({"from": [{"field": "helper"}, ALL], "by": "first"}))
    assert [shop_.given(helper="p3"), shop_.given(), shop_.given()] == ["p3", "p1", "p1"]


def test_e9_a_decision_table_says_among_whom_and_each_of_its_duties_has_turns_of_its_own() -> None:
    heavy = {"d": {"op": "eq", "value": True}}
    table = {
        "entity": "errand",
        "hit": "first",
        "inputs": {"d": {"field": "heavy"}},
        "outputs": {"duty": {"type": "enum", "options": ["carry", "dispatch"]}},
        "rows": [
            {"id": "heavy", "if": heavy, "then": {"duty": "dispatch"}},
            {"id": "light", "if": {}, "then": {"duty": "carry"}},
        ],
    }
    said = {"from": {"duty": {"decision": "who.duty"}}}
    shop_ = Firm(firm(said, decisions={"who": table}))
    shop_.person("d2", "dispatcher")
    assert [shop_.given() for _ in range(2)] == ["p1", "p2"]
    assert [shop_.given(heavy=True) for _ in range(3)] == ["d1", "d2", "d1"]
    assert shop_.given() == "p3", "turns among the others did not move meanwhile"


def test_e9_a_weight_gives_the_one_more_often_than_the_other() -> None:
    shop_ = shop(by={"weight": {"field": "share"}})
    for person, share in (("p1", 3), ("p2", 1), ("p3", 0)):
        shop_.put("person", person, share=share)
    given = [shop_.given() for _ in range(8)]
    assert Counter(given) == {"p1": 6, "p2": 2}
    assert given[:4] == ["p1", "p1", "p2", "p1"]


def test_e9_a_weight_may_look_at_the_record() -> None:
    shop_ = shop(
        by={
            "weight": {
                "choose": [
                    {"if": {"field": "record.heavy", "op": "eq", "value": True}, "value": {"field": "share"}},
                    {"value": 1},
                ]
            }
        }
    )
    for person, share in (("p1", 0), ("p2", 0), ("p3", 1)):
        shop_.put("person", person, share=share)
    assert {shop_.given(heavy=True) for _ in range(3)} == {"p3"}
    assert {shop_.given() for _ in range(3)} == {*COURIERS}


def test_e9_except_leaves_somebody_out() -> None:
    shop_ = Firm(firm({"from": ALL, "except": [{"field": "helper"}]}))
    assert {shop_.given(helper="p2") for _ in range(4)} == {"p1", "p3"}


def test_e9_else_happens_when_nobody_is_left_and_history_says_so() -> None:
    shop_ = Firm(firm({"from": ALL, "else": [{"unassign": True}, {"set": {"topic": "waits"}}]}))
    for person in COURIERS:
        shop_.put("person", person, active=False)
    id = shop_.errand()
    decided = shop_.fire(id, "give")
    assert isinstance(decided, Decision)
    assert shop_.rows.records["errand", id].values["topic"] == "waits"
    assert shop_.owner(id) is None
    told: Any = decided.history[0].why["assigned"]
    assert told[0]["person"] is None
    assert [one["why"] for one in told[0]["skipped"]] == ["left"] * 3


def test_e9_a_scope_that_is_a_condition_is_asked_as_if_the_record_were_theirs() -> None:
    scope = {"field": "helper", "op": "eq", "value": {"field": "actor"}}
    shop_ = Firm(firm({"from": ALL}, scope=scope))
    assert {shop_.given(helper="p3") for _ in range(2)} == {"p3"}
    assert shop_.given() is None


@pytest.mark.parametrize("by", ["in_turn", "least_loaded"])
def test_e9_turns_are_taken_centre_by_centre(by: str) -> None:
    shop_ = shop(by=by, within=["bag"])
    shop_.person("p4", centre="c2")
    shop_.person("p5", centre="c2")
    assert shop_.given() == "p1"
    there = shop_.errand()
    shop_.put("errand", there, centre="c2")
    shop_.fire(there, "give", DESK)
    assert shop_.given() == "p2"


def test_a33_without_a_centre_only_posts_of_the_whole_company_hold_a_duty() -> None:
    shop_ = shop()
    id = shop_.errand()
    shop_.put("errand", id, centre=None)
    boss = Actor(None, everything=True)
    assert codes(shop_.fire(id, "give", boss)) == ["effects.nobody"]
    shop_.person("p9", centre=None)
    assert codes(shop_.fire(id, "give", boss)) == []
    assert shop_.owner(id) == "p9"
