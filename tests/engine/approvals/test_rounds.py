"""Approvals in commands: steps open and close, deciders come and go, nobody decides their own (E7, A40 to A44)."""

from typing import Any

import pytest

from tests.builders.approvals import BOSS, HEAD, Desk, codes, gt, text, workshop


def steps(**said: Any) -> dict[str, Any]:
    return {"steps": said}


def desk(*outcomes: str, **approval: Any) -> Desk:
    return Desk(workshop(approval or None, ("approved", "rejected", *outcomes)))


def test_e7_no_step_left_is_approved_in_the_same_command() -> None:
    office = desk()
    id = office.submitted(discount="0.01")
    assert (office.state(id), office.round(id).values["state"]) == ("agreed", "approved")


def test_e7_steps_are_asked_in_order_and_the_last_yes_moves_the_record() -> None:
    office = desk()
    id = office.submitted()
    assert office.state(id) == "pending"
    assert office.waits_for(id) == {"head", "vice", "ben"}
    assert codes(office.decide(id, "boss")) == ["approvals.not_a_decider"]
    assert not codes(office.decide(id, "vice"))
    assert office.waits_for(id) == {"boss"}
    assert not codes(office.decide(id, "boss"))
    assert (office.state(id), office.waits_for(id)) == ("agreed", set())


def test_a_no_ends_it_and_needs_a_reason() -> None:
    office = desk()
    id = office.submitted()
    assert codes(office.decide(id, "head", "reject", reason=" ")) == ["approvals.no_reason"]
    assert not codes(office.decide(id, "head", "reject", reason="too much"))
    assert (office.state(id), office.waits_for(id)) == ("draft", set())
    assert codes(office.decide(id, "vice")) == ["approvals.closed"]


def test_e7_else_ends_the_approval_when_the_condition_does_not_hold() -> None:
    office = desk(**steps(small={**HEAD, "if": gt("discount", "0.5"), "else": "reject"}, boss=BOSS))
    assert office.state(office.submitted()) == "draft"


def test_a40_the_condition_of_a_step_is_judged_when_it_opens() -> None:
    office = desk(covers=[])
    id = office.submitted()
    office.change(id, discount="0.08")
    office.decide(id, "head")
    assert office.state(id) == "agreed"


def test_a40_deciders_are_fixed_when_the_step_opens_and_replaced_when_they_lose_the_duty() -> None:
    office = desk()
    id = office.submitted()
    office.hold("money", ("finance", "c1"), ("head", "c1"))
    assert codes(office.decide(id, "money")) == ["approvals.not_a_decider"]
    office.hold("vice")
    assert codes(office.decide(id, "vice")) == ["approvals.not_a_decider"]
    assert not codes(office.decide(id, "money"))


def test_a40_the_requester_is_the_person_behind_a_rule_too() -> None:
    rule = {"when": {"changed": "order", "fields": ["note"]}, "then": [{"do": "order.submit"}]}
    office = Desk(workshop(rules={"on_note": rule}))
    id = office.order("ben", discount="0.2")
    assert not codes(office.change(id, "ben", note="go"))
    assert office.round(id).values["requester"] == "ben"
    assert office.waits_for(id) == {"head", "vice"}
    assert codes(office.decide(id, "ben")) == ["approvals.own"]


def test_a41_it_cannot_be_asked_for_when_nobody_could_decide_a_step_that_would_be_asked() -> None:
    office = desk()
    office.hold("boss")
    id = office.order(discount="0.2")
    refused = office.fire(id, "submit")
    assert codes(refused) == ["approvals.nobody"]
    assert refused.reasons[0].data["step_id"] == "boss"  # type: ignore[union-attr]
    assert (office.state(id), office.rounds(id)) == ("draft", [])
    assert not codes(office.change(id, discount="0.07"))
    assert not codes(office.fire(id, "submit"))


def test_a41_a_step_that_only_the_author_may_decide_is_refused() -> None:
    office = desk()
    office.hold("head")
    office.hold("vice")
    id = office.order("ben", discount="0.07")
    assert codes(office.fire(id, "submit", "ben")) == ["approvals.nobody"]


def test_a41_a_quorum_that_too_few_could_reach_is_refused() -> None:
    office = desk(**steps(head={**HEAD, "decide": {"at_least": 4}}))
    assert codes(office.fire(office.order(), "submit")) == ["approvals.too_few"]


def test_a42_steps_of_equal_order_are_asked_side_by_side() -> None:
    office = desk(**steps(head=HEAD, boss={**BOSS, "order": 100}))
    id = office.submitted()
    assert office.waits_for(id) == {"head", "vice", "ben", "boss"}
    office.decide(id, "boss")
    assert (office.state(id), office.waits_for(id)) == ("pending", {"head", "vice", "ben"})
    office.decide(id, "head")
    assert office.state(id) == "agreed"


def test_a42_of_all_the_first_no_ends_it() -> None:
    office = desk(**steps(head={**HEAD, "decide": "all"}))
    id = office.submitted()
    office.decide(id, "head")
    assert office.waits_for(id) == {"vice", "ben"}
    office.decide(id, "ben", "reject")
    assert (office.state(id), office.waits_for(id)) == ("draft", set())
    other = office.submitted()
    for who in ("head", "vice", "ben"):
        assert not codes(office.decide(other, who))
    assert office.state(other) == "agreed"


def test_a42_at_least_ends_when_it_is_reached_or_out_of_reach() -> None:
    office = desk(**steps(head={**HEAD, "decide": {"at_least": 2}}))
    id = office.submitted()
    office.decide(id, "head", "reject")
    assert office.state(id) == "pending"
    office.decide(id, "ben", "reject")
    assert office.state(id) == "draft"
    other = office.submitted()
    office.decide(other, "head")
    office.decide(other, "ben")
    assert (office.state(other), office.waits_for(other)) == ("agreed", set())


def test_in_turn_asks_one_after_the_other() -> None:
    by = [{"field": "helper"}, {"duty": "agree_high"}]
    office = desk(**steps(both={"order": 1, "by": by, "decide": "in_turn"}))
    id = office.submitted(helper="money")
    assert office.waits_for(id) == {"money"}
    assert codes(office.decide(id, "boss")) == ["approvals.not_your_turn"]
    office.decide(id, "money")
    assert office.waits_for(id) == {"boss"}
    office.decide(id, "boss")
    assert office.state(id) == "agreed"


def test_a43_one_person_is_asked_again_in_another_step_unless_deciders_are_distinct() -> None:
    twice = steps(one=HEAD, two={**HEAD, "order": 150})
    office = desk(**twice)
    id = office.submitted()
    office.decide(id, "head")
    office.decide(id, "head")
    assert office.state(id) == "agreed"
    strict = desk(**twice, policy={"distinct_deciders": True})
    other = strict.submitted()
    strict.decide(other, "head")
    assert strict.waits_for(other) == {"vice", "ben"}
    assert codes(strict.decide(other, "head")) == ["approvals.not_a_decider"]


def test_a43_a_quorum_counts_persons_not_posts() -> None:
    by = [{"duty": "agree"}, {"duty": "pay"}]
    office = desk(**steps(two={"order": 1, "by": by, "decide": {"at_least": 2}}))
    office.hold("head", ("head", "c1"), ("finance", "c1"))
    id = office.submitted()
    office.decide(id, "head")
    assert codes(office.decide(id, "head")) == ["approvals.twice"]
    assert office.state(id) == "pending"


def test_a44_sent_again_is_a_new_round_from_the_first_step() -> None:
    office = desk()
    id = office.submitted()
    office.decide(id, "head")
    office.decide(id, "boss", "reject")
    office.fire(id, "submit")
    assert [one.values["state"] for one in office.rounds(id)] == ["rejected", "open"]
    assert office.waits_for(id) == {"head", "vice", "ben"}
    assert codes(office.decide(id, "boss")) == ["approvals.not_a_decider"]


def test_a51_leaving_the_state_ends_what_is_open() -> None:
    office = desk()
    id = office.submitted()
    assert not codes(office.fire(id, "drop"))
    assert (office.round(id).values["state"], office.waits_for(id)) == ("ended", set())
    assert codes(office.decide(id, "head")) == ["approvals.closed"]


@pytest.mark.parametrize("pending", ["locked", "restarts"])
def test_what_is_covered_is_held_by_every_route(pending: str) -> None:
    rule = {"when": {"changed": "order", "fields": ["note"]}, "then": [{"set": {"discount": "0.5"}}]}
    release = workshop({"while_pending": pending}, rules={"on_note": rule})
    office = Desk(release)
    id = office.submitted()
    old = office.round(id).id
    for changed in ({"discount": "0.3"}, {"note": "by rule"}):
        done = office.change(id, **changed)
        assert codes(done) == (["approvals.locked"] if pending == "locked" else [])
    assert len(office.rounds(id)) == (1 if pending == "locked" else 3)
    again = office.decide(id, "head", approval=old)
    assert codes(again) == ([] if pending == "locked" else ["approvals.changed"])
    if pending == "restarts":
        assert again.reasons[0].data["instead"] == office.round(id).id  # type: ignore[union-attr]


def test_whoever_changes_what_is_asked_for_does_not_decide_on_it() -> None:
    office = Desk(workshop({"while_pending": "restarts"}))
    id = office.submitted()
    assert not codes(office.change(id, "ben", discount="0.3"))
    assert office.waits_for(id) == {"head", "vice"}
    assert office.round(id).values["requester"] == "ann"


def test_rows_that_are_covered_are_held_too() -> None:
    office = desk()
    id = office.submitted(lines=[{"name": "a"}])
    assert codes(office.change(id, lines=[])) == ["approvals.locked"]
    assert not codes(office.change(id, note="free"))


def test_g13_the_requester_is_refused_by_every_route() -> None:
    office = desk(**steps(head={**HEAD, "may": ["delegate", "add_signer"]}))
    id = office.submitted("ben")
    assert office.waits_for(id) == {"head", "vice"}
    assert codes(office.decide(id, "ben")) == ["approvals.own"]
    assert codes(office.decide(id, "head", "delegate", to="ben")) == ["approvals.own"]
    assert codes(office.decide(id, "head", "add_signer", to="ben")) == ["approvals.own"]


def test_the_author_does_not_decide_where_that_is_the_rule() -> None:
    office = desk(policy={"author_never": True})
    id = office.order("ben", discount="0.2")
    office.fire(id, "submit", "ann")
    assert office.waits_for(id) == {"head", "vice"}


def test_it_may_be_taken_back_until_the_first_decision() -> None:
    office = desk("withdrawn", withdraw={"until": "first_decision"})
    id = office.submitted()
    assert codes(office.decide(id, "head", "withdraw")) == ["approvals.only_requester"]
    assert not codes(office.decide(id, "ann", "withdraw"))
    assert (office.state(id), office.waits_for(id)) == ("draft", set())
    office.fire(id, "submit")
    office.decide(id, "head")
    assert codes(office.decide(id, "ann", "withdraw")) == ["approvals.not_withdrawn"]


def test_it_may_be_sent_back_where_the_step_allows_it() -> None:
    office = desk("returned", **steps(head={**HEAD, "may": ["return"]}, boss=BOSS))
    id = office.submitted()
    assert not codes(office.decide(id, "head", "return", reason="say why"))
    assert (office.state(id), office.round(id).values["state"]) == ("draft", "returned")
    office.fire(id, "submit")
    office.decide(id, "head")
    assert codes(office.decide(id, "boss", "return")) == ["approvals.may_not"]


def test_handing_on_counts_as_the_word_of_whose_place_it_is() -> None:
    office = desk(**steps(head={**HEAD, "decide": "all", "may": ["delegate"]}))
    id = office.submitted()
    assert codes(office.decide(id, "head", "delegate", to="vice")) == ["approvals.already_asked"]
    assert codes(office.decide(id, "head", "delegate", to="nobody")) == ["approvals.no_person"]
    assert not codes(office.decide(id, "head", "delegate", to="money"))
    assert office.waits_for(id) == {"money", "vice", "ben"}
    assert codes(office.decide(id, "head")) == ["approvals.twice"]
    for who in ("money", "vice", "ben"):
        assert not codes(office.decide(id, who)), who
    assert office.state(id) == "agreed"


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_signer_is_added_before_or_after(where: str) -> None:
    office = desk(**steps(head={**HEAD, "by": {"field": "helper"}, "may": ["add_signer"]}))
    id = office.submitted(helper="head")
    assert not codes(office.decide(id, "head", "add_signer", to="money", where=where))
    first, then = ("money", "head") if where == "before" else ("head", "money")
    assert office.waits_for(id) == {first}
    office.decide(id, first)
    assert (office.state(id), office.waits_for(id)) == ("pending", {then})
    office.decide(id, then)
    assert office.state(id) == "agreed"


def test_the_no_of_an_added_signer_is_a_no() -> None:
    office = desk(**steps(head={**HEAD, "by": {"field": "helper"}, "may": ["add_signer"]}))
    id = office.submitted(helper="head")
    office.decide(id, "head", "add_signer", to="money")
    office.decide(id, "money", "reject")
    assert office.state(id) == "draft"


def test_a_decider_may_close_where_the_step_allows_it() -> None:
    office = desk(**steps(head={**HEAD, "may": ["close"]}, boss=BOSS))
    id = office.submitted()
    assert not codes(office.decide(id, "head", "close"))
    assert office.state(id) == "agreed"


def test_each_row_is_decided_by_its_own_person() -> None:
    each = {"order": 1, "each": "lines", "by": {"field": "keeper"}, "decide": "all"}
    office = desk(**steps(keepers=each))
    rows = [
        {"name": "a", "keeper": "head"},
        {"name": "b", "keeper": "money"},
        {"name": "c", "keeper": "head"},
    ]
    id = office.submitted(lines=rows)
    assert office.waits_for(id) == {"head", "money"}
    office.decide(id, "head")
    assert office.waits_for(id) == {"money"}
    office.decide(id, "money")
    assert office.state(id) == "agreed"
    assert office.state(office.submitted(lines=[])) == "agreed"


def test_a_duty_at_another_centre_and_the_superior_of_who_asks() -> None:
    by = [{"duty": "agree", "at": {"field": "to_centre"}}, {"field": "step.requester.manager"}]
    office = desk(**steps(both={"order": 1, "by": by, "decide": "all"}))
    id = office.submitted(to_centre="c2")
    assert office.waits_for(id) == {"far", "head"}


def test_a_decision_table_says_who_decides() -> None:
    table = {
        "entity": "order",
        "hit": "first",
        "inputs": {"d": {"field": "discount"}},
        "outputs": {"duty": {"type": "enum", "options": ["agree", "agree_high"]}},
        "rows": [
            {"id": "high", "if": {"d": {"op": "gt", "value": "0.1"}}, "then": {"duty": "agree_high"}},
            {"id": "low", "if": {}, "then": {"duty": "agree"}},
        ],
    }
    said = steps(one={"order": 1, "by": {"duty": {"decision": "who.duty"}}})
    office = Desk(workshop(said, decisions={"who": table}))
    assert office.waits_for(office.submitted()) == {"boss"}
    assert office.waits_for(office.submitted(discount="0.05")) == {"head", "vice", "ben"}


def test_a_parameter_of_roles_says_who_decides() -> None:
    deciders = {"type": "roles", "default": ["boss"], "label": text("Deciders")}
    said = steps(one={"order": 1, "by": {"parameter": "deciders"}, "decide": "all"})
    office = Desk(workshop(said, parameters={"deciders": deciders}))
    id = office.submitted()
    assert office.waits_for(id) == {"boss"}
    office.decide(id, "boss")
    assert office.state(id) == "agreed"


def test_rules_hear_of_steps_and_outcomes() -> None:
    when = {"approval": "discount", "outcome": "approved", "step": "head"}
    rule = {"when": when, "then": [{"set": {"note": "head agreed"}}], "label": text("r")}
    office = Desk(workshop(rules={"heard": rule}))
    id = office.submitted()
    office.decide(id, "head")
    assert office.rows.records["order", id].values["note"] == "head agreed"


def test_a_decider_corrects_what_the_step_lets_them_and_others_decide_on_that() -> None:
    head = {**HEAD, "may_write": ["discount"], "decide": "all"}
    office = desk(**steps(head=head))
    id = office.submitted()
    assert codes(office.decide(id, "head", input={"note": "x"})) == ["forms.unknown_field"]
    assert not codes(office.decide(id, "head", input={"discount": "0.1"}))
    assert str(office.rows.records["order", id].values["discount"]) == "0.1"
    assert codes(office.decide(id, "vice")) == ["approvals.changed"]
    assert codes(office.decide(id, "vice", seen=1)) == ["approvals.changed"]
    assert not codes(office.decide(id, "vice", seen=2))
