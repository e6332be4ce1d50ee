"""Limits met by commands: who counts, what is told, what is given back, and that refusals take nothing."""

from dataclasses import replace
from typing import Any

from engine.packs.release import Release
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal
from tests.builders.limits import ANN, BEN, BOTH, CHIEF, FAR, Desk, codes, desk

DAY: dict[str, Any] = {
    "on": {"create": "ticket"}, "per": ["actor"], "max": 2, "window": {"calendar": "day"},
    "label": {"en": "Tickets a day", "zh-CN": "每日工单"},
}  # fmt: skip


def one(**limit: Any) -> Desk:
    return Desk(desk({"a_day": {**DAY, **limit}}))


def data_of(decided: Decision | Refusal, place: int = 0) -> Any:
    assert isinstance(decided, Refusal)
    return decided.reasons[place].data


def test_e8_events_count_up_to_the_limit_and_the_answer_says_how_far() -> None:
    desk_ = one()
    first, second = desk_.create(), desk_.create()
    assert isinstance(first, Decision)
    assert isinstance(second, Decision)
    assert [made.answer["limits"][0]["used"] for made in (first, second)] == [1, 2]  # type: ignore[index]
    third = desk_.create()
    assert codes(third) == ["limits.full"]
    assert isinstance(third, Refusal)
    assert third.kind is Kind.CONFLICT
    assert third.reasons[0].text == {
        "en": "The limit “Tickets a day” is reached: 2 of 2.",
        "zh-CN": "已达上限“每日工单”：2/2。",
    }
    assert third.reasons[0].fix["en"] == "There is room again at 2026-03-03 00:00."
    assert data_of(third)["resets_at"] == "2026-03-02T16:00:00+00:00"


def test_e8_the_key_is_just_what_per_names() -> None:
    desk_ = one()
    desk_.create()
    desk_.create()
    assert codes(desk_.create(actor=BEN)) == []
    all_together = one(per=[])
    all_together.create()
    all_together.create()
    assert codes(all_together.create(actor=BEN)) == ["limits.full"]


def test_e8_only_what_the_condition_names_counts() -> None:
    desk_ = one(on={"create": "ticket", "if": {"field": "topic", "op": "eq", "value": "printer"}})
    for _ in range(3):
        assert codes(desk_.create({"topic": "screen"})) == []
    desk_.create({"topic": "printer"})
    desk_.create({"topic": "printer"})
    assert codes(desk_.create({"topic": "printer"})) == ["limits.full"]


def test_e8_a_sum_counts_amounts() -> None:
    desk_ = one(sum="cost", max=100)
    assert codes(desk_.create({"cost": "60"})) == []
    assert data_of(desk_.create({"cost": "40.01"}))["used"] == 60
    assert codes(desk_.create({"cost": "40"})) == []
    assert codes(desk_.create({})) == []


def test_a31_a_second_post_doubles_no_quota_and_only_the_named_role_counts() -> None:
    desk_ = one(who={"role": "agent"})
    for _ in range(3):
        assert codes(desk_.create(actor=CHIEF)) == []
    desk_.create(actor=BOTH)
    desk_.create(actor=BOTH)
    assert codes(desk_.create(actor=BOTH)) == ["limits.full"]
    as_chief = replace(BOTH, acting_as=BOTH.holdings[1])
    assert codes(desk_.create(actor=as_chief)) == []


def test_a35_the_most_is_read_when_it_is_judged_and_lowering_takes_nothing_away() -> None:
    desk_ = one(max={"parameter": "cap"})
    desk_.create()
    desk_.create()
    assert codes(desk_.create()) == ["limits.full"]
    raised = {("cap", None): 4}
    scene = desk_.scene
    desk_.scene = lambda actor: replace(scene(actor), settings=raised)
    assert codes(desk_.create()) == []
    raised["cap", None] = 1
    refused = desk_.create()
    assert (data_of(refused)["used"], data_of(refused)["max"]) == (3, 1)
    assert sum(entity == "ticket" for entity, _ in desk_.rows.records) == 3


def test_a36_cancelled_actions_stay_counted_but_what_gives_back_returns_each_unit_once() -> None:
    claim = {"on": {"transition": "ticket.claim"}, "per": ["actor"], "max": 1, "window": "ever"}
    plain, giving = (
        Desk(desk({"claims": claim})),
        Desk(desk({"claims": {**claim, "gives_back": ["ticket.release"]}})),
    )
    for desk_, expected in ((plain, ["limits.full"]), (giving, [])):
        mine, other, third = desk_.ticket(), desk_.ticket(), desk_.ticket()
        assert codes(desk_.fire(mine, "claim")) == []
        assert codes(desk_.fire(other, "claim")) == ["limits.full"]
        desk_.fire(mine, "release")
        assert codes(desk_.fire(other, "claim")) == expected
        if not expected:
            assert codes(desk_.fire(third, "claim")) == ["limits.full"]


def test_a37_a_day_is_that_of_the_record_or_of_the_actor() -> None:
    mine = one(max=1)
    # 09:00 in Shanghai is 20:00 of the day before in New York; both days end at their own midnight.
    mine.create(actor=FAR)
    mine.create(actor=ANN)
    mine.later(hours=5)  # midnight in New York, 14:00 in Shanghai
    assert codes(mine.create(actor=FAR)) == []
    assert codes(mine.create(actor=ANN)) == ["limits.full"]
    at_centre = one(per=["centre"], max=1)
    at_centre.create(actor=FAR)
    assert data_of(at_centre.create(actor=FAR))["resets_at"] == "2026-03-02T05:00:00+00:00"


def test_a38_a_refused_attempt_takes_no_unit() -> None:
    desk_ = Desk(
        desk(
            {
                "claims": {
                    "on": {"transition": "ticket.claim"},
                    "per": ["actor"],
                    "max": 1,
                    "window": "ever",
                },
                "topics": {
                    "on": {"transition": "ticket.claim"},
                    "per": ["topic"],
                    "max": 1,
                    "window": "ever",
                },
            }
        )
    )
    first, second, third = (desk_.ticket(topic=topic) for topic in ("a", "a", "b"))
    desk_.fire(first, "claim", BEN)
    assert codes(desk_.fire(second, "claim")) == ["limits.full"]
    assert codes(desk_.fire(third, "claim")) == []


def test_a39_the_refusal_lists_all_that_are_full() -> None:
    desk_ = Desk(desk({"a": {**DAY, "max": 1}, "b": {**DAY, "max": 5}, "c": {**DAY, "max": 1, "per": []}}))
    desk_.create()
    refused = desk_.create()
    assert codes(refused) == ["limits.full", "limits.full"]
    assert [data_of(refused, place)["limit"] for place in (0, 1)] == ["a", "c"]


def test_a_limit_that_asks_is_exceeded_with_a_reason_that_history_keeps() -> None:
    desk_ = one(max=1, at_limit="confirm")
    desk_.create()
    refused = desk_.create()
    assert isinstance(refused, Refusal)
    assert (refused.kind, codes(refused)) == (Kind.CONFIRM, ["limits.confirm"])
    done = desk_.create(confirmed={"a_day": "A storm broke the roof"})
    assert isinstance(done, Decision)
    kept = done.history[0].why["warnings"]
    assert kept[0]["reason"] == "A storm broke the roof"  # type: ignore[index]
    assert done.answer["limits"][0]["used"] == 2  # type: ignore[index]


def test_the_holders_of_the_duty_go_beyond_with_a_reason_and_the_others_are_told_who_they_are() -> None:
    desk_ = one(max=1, per=[], lifted_by={"duty": "exceed"})
    desk_.create()
    refused = desk_.create(confirmed={"a_day": "please"})
    assert codes(refused) == ["limits.full"]
    assert isinstance(refused, Refusal)
    assert "chief" in refused.reasons[0].fix["en"]
    assert data_of(refused)["lifted_by"] == {"duty": "exceed", "roles": ["chief"]}
    assert codes(desk_.create(actor=CHIEF)) == ["limits.confirm"]
    assert codes(desk_.create(actor=CHIEF, confirmed={"a_day": "urgent"})) == []


def test_warnings_begin_where_they_are_asked_for_and_allowing_is_silent() -> None:
    warning, silent = one(max=1, at_limit="warn", warn_at=1), one(max=1, at_limit="allow")
    for desk_, expected in ((warning, [1, 1]), (silent, [0, 0])):
        made = [desk_.create(), desk_.create()]
        assert [len(one.answer.get("warnings", [])) for one in made if isinstance(one, Decision)] == expected  # type: ignore[arg-type]


def test_reveals_are_counted_and_the_reason_given_is_the_one_a_limit_asks_for() -> None:
    seen = {"on": {"reveal": "ticket.phone"}, "per": ["actor"], "max": 1, "window": {"calendar": "day"}}
    desk_ = Desk(desk({"seen": seen, "asked": {**seen, "max": 1, "at_limit": "confirm", "per": ["topic"]}}))
    first = desk_.ticket(phone="13800138000", topic="x")
    assert codes(desk_.reveal(first)) == []
    assert codes(desk_.reveal(first)) == ["limits.full"]
    assert codes(desk_.reveal(first, BEN)) == ["limits.confirm"]
    assert codes(desk_.reveal(first, BEN, "Customer asked to be called")) == []


def test_people_and_rules_draw_on_one_counter_and_a_rule_that_finds_it_full_refuses_all() -> None:
    rule = {
        "when": {"transition": "ticket.note"},
        "then": [{"create": "call", "set": {"ticket": {"field": "id"}}}],
    }
    release = desk(
        {"calls": {"on": {"create": "call"}, "per": ["ticket"], "max": 2, "window": {"rolling": "P30D"}}},
        rules={"follow": rule},
    )
    desk_ = Desk(release)
    ticket = desk_.ticket()
    assert codes(desk_.create({"ticket": ticket}, entity="call")) == []
    assert codes(desk_.fire(ticket, "note")) == []
    before = desk_.rows.records["ticket", ticket].version
    assert codes(desk_.fire(ticket, "note")) == ["limits.full", "rules.refused"]
    assert desk_.rows.records["ticket", ticket].version == before
    assert codes(desk_.later(days=30).fire(ticket, "note")) == []


def test_offers_show_what_is_used_and_do_not_offer_what_is_full() -> None:
    desk_ = Desk(
        desk(
            {
                "claims": {
                    "on": {"transition": "ticket.claim"},
                    "per": ["actor"],
                    "max": 1,
                    "window": {"calendar": "day"},
                }
            }
        )
    )
    first, second = desk_.ticket(), desk_.ticket()
    offer = desk_.offer(first, "claim")
    assert offer.allowed
    assert (offer.limits[0]["used"], offer.limits[0]["max"]) == (0, 1)
    desk_.fire(first, "claim")
    offer = desk_.offer(second, "claim")
    assert [reason.code for reason in offer.reasons] == ["limits.full"]
    assert offer.limits[0]["used"] == 1


def test_c1_a_rule_hears_that_a_limit_warns_or_is_exceeded_and_of_nothing_else() -> None:
    told = {"when": {"limit": "seen"}, "then": [{"set": {"title": "told"}}]}
    seen = {
        "on": {"reveal": "ticket.phone"},
        "per": ["actor"],
        "max": 2,
        "window": "ever",
        "at_limit": "warn",
    }
    desk_ = Desk(desk({"seen": seen}, rules={"tell": told}))
    ticket = desk_.ticket(phone="13800138000")
    for expected in (None, None, "told"):
        assert codes(desk_.reveal(ticket)) == []
        assert desk_.rows.records["ticket", ticket].values["title"] == expected
    warned = {**DAY, "warn_at": 2, "per": []}
    desk_ = Desk(desk({"a_day": warned}, rules={"tell": {**told, "when": {"limit": "a_day"}}}))
    titles = [desk_.rows.records["ticket", desk_.ticket()].values["title"] for _ in range(2)]
    assert titles == [None, "told"]


# ---------------------------------------------------------------- what is held


def held(**more: Any) -> Release:
    holding = {"hold": "ticket", "if": {"field": "state", "op": "eq", "value": "claimed"}}
    return desk({"desk_full": {"on": holding, "per": ["owner"], "max": 2, **more}})


def test_e8_what_is_held_counts_as_long_as_the_condition_holds() -> None:
    desk_ = Desk(held())
    tickets = [desk_.ticket() for _ in range(3)]
    assert codes(desk_.fire(tickets[0], "claim")) == []
    second = desk_.fire(tickets[1], "claim")
    assert isinstance(second, Decision)
    assert second.answer["limits"][0]["used"] == 2  # type: ignore[index]
    refused = desk_.fire(tickets[2], "claim")
    assert codes(refused) == ["limits.full"]
    assert (data_of(refused)["used"], data_of(refused)["max"]) == (2, 2)
    assert codes(desk_.fire(tickets[2], "claim", BEN)) == []
    assert codes(desk_.fire(tickets[0], "finish")) == []
    fourth = desk_.ticket()
    assert codes(desk_.fire(fourth, "claim")) == []


def test_a35_more_than_a_lowered_limit_may_stay_and_move_but_nothing_comes_in() -> None:
    desk_ = Desk(held(max={"parameter": "cap"}))
    tickets = [desk_.ticket() for _ in range(3)]
    for id in tickets[:2]:
        desk_.fire(id, "claim")
    scene = desk_.scene
    desk_.scene = lambda actor: replace(scene(actor), settings={("cap", None): 1})
    assert codes(desk_.change(tickets[0], {"title": "Still mine"})) == []
    assert codes(desk_.fire(tickets[2], "claim")) == ["limits.full"]


def test_e8_no_two_at_one_time() -> None:
    times = {"on": {"hold": "ticket"}, "per": ["topic"], "max": 1, "window": {"overlap": ["starts", "ends"]}}
    desk_ = Desk(desk({"room": times}))

    def at(begin: str, end: str) -> list[str]:
        return codes(
            desk_.create(
                {
                    "topic": "r1",
                    "starts": f"2026-03-03T{begin}:00+08:00",
                    "ends": f"2026-03-03T{end}:00+08:00",
                }
            )
        )

    assert at("10:00", "11:00") == []
    assert at("10:30", "10:40") == ["limits.full"]
    assert at("09:30", "10:01") == ["limits.full"]
    assert at("11:00", "12:00") == []
    assert at("09:00", "10:00") == []
    assert codes(desk_.create({"topic": "r1"})) == []


def test_e8_a_slot_is_the_local_hour_of_a_moment_of_the_record() -> None:
    slots = {
        "on": {"hold": "ticket"},
        "per": ["topic"],
        "max": 2,
        "window": {"calendar": "hour", "of": "starts"},
    }
    desk_ = Desk(desk({"slots": slots}))

    def at(begin: str) -> list[str]:
        return codes(desk_.create({"topic": "r1", "starts": f"2026-03-03T{begin}:00+08:00"}))

    assert [at("10:00"), at("10:59"), at("10:30"), at("11:00")] == [[], [], ["limits.full"], []]


def test_e8_held_amounts_are_summed_and_growing_is_judged_while_shrinking_is_not() -> None:
    desk_ = Desk(desk({"budget": {"on": {"hold": "ticket"}, "per": ["topic"], "max": 100, "sum": "cost"}}))
    first, second = desk_.ticket(topic="t", cost="60"), desk_.ticket(topic="t", cost="40")
    assert codes(desk_.change(first, {"cost": "61"})) == ["limits.full"]
    assert codes(desk_.change(first, {"cost": "50"})) == []
    assert codes(desk_.change(second, {"cost": "50"})) == []


def test_the_most_may_stand_on_the_record() -> None:
    desk_ = Desk(desk({"seats": {"on": {"hold": "ticket"}, "per": ["topic"], "max": {"field": "room"}}}))
    assert codes(desk_.create({"topic": "t", "room": 1})) == []
    assert codes(desk_.create({"topic": "t", "room": 1})) == ["limits.full"]
    assert codes(desk_.create({"topic": "t", "room": 2})) == []
    assert codes(desk_.create({"topic": "t"})) == []
