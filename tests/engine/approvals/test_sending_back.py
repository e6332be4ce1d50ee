"""Sending back to an earlier step, and copying to somebody who is not asked (E7)."""

from typing import Any

from engine.values.record import Decision
from tests.builders.approvals import BOSS, HEAD, Desk, codes, text, workshop

STEPS = {
    "head": {**HEAD, "decide": "all"},
    "money": {"order": 150, "label": text("Money"), "by": {"duty": "pay"}, "may": ["return"]},
    "boss": {**BOSS, "may": ["return"]},
}


def desk(**approval: Any) -> Desk:
    office = Desk(workshop({"steps": STEPS, **approval}, ("approved", "rejected", "returned")))
    office.hold("ben")
    return office


def up_to_the_boss(office: Desk) -> str:
    id = office.submitted()
    for who in ("head", "vice", "money"):
        assert not codes(office.decide(id, who))
    assert office.waits_for(id) == {"boss"}
    return id


def test_sent_back_to_a_step_it_and_all_that_follow_are_asked_anew() -> None:
    office = desk()
    id = up_to_the_boss(office)
    number = office.round(id).values["number"]
    assert not codes(office.decide(id, "boss", "return", step="head", reason="too much"))
    assert (office.state(id), office.waits_for(id)) == ("pending", {"head", "vice"})
    assert office.round(id).values["number"] == number, "the same round goes on"
    assert codes(office.decide(id, "boss")) == ["approvals.not_a_decider"]
    # What was said before counts for nothing: both are asked, then money, then the boss.
    assert not codes(office.decide(id, "head"))
    assert office.waits_for(id) == {"vice"}
    assert not codes(office.decide(id, "vice"))
    assert office.waits_for(id) == {"money"}
    assert not codes(office.decide(id, "money"))
    assert not codes(office.decide(id, "boss"))
    assert office.state(id) == "agreed"


def test_what_came_before_the_step_still_counts() -> None:
    office = desk()
    id = up_to_the_boss(office)
    office.decide(id, "boss", "return", step="money", reason="no")
    assert office.waits_for(id) == {"money"}
    office.decide(id, "money")
    assert office.waits_for(id) == {"boss"}


def test_only_to_a_step_that_was_decided_before_and_only_with_a_reason() -> None:
    office = desk()
    id = up_to_the_boss(office)
    for wrong in ("boss", "nowhere"):
        assert codes(office.decide(id, "boss", "return", step=wrong)) == ["approvals.not_before"]
    assert codes(office.decide(id, "boss", "return", step="head", reason=" ")) == ["approvals.no_reason"]
    assert codes(office.decide(id, "ann", "return", step="head")) == ["approvals.own"]
    plain = desk(steps={**STEPS, "boss": BOSS})
    id = up_to_the_boss(plain)
    assert codes(plain.decide(id, "boss", "return", step="head")) == ["approvals.may_not"]
    assert plain.waits_for(id) == {"boss"}


def test_a_step_that_was_passed_over_is_nothing_to_go_back_to() -> None:
    passed = {**STEPS["money"], "if": {"field": "note", "op": "present"}}
    office = desk(steps={**STEPS, "money": passed})
    id = office.submitted()
    office.decide(id, "head")
    office.decide(id, "vice")
    assert codes(office.decide(id, "boss", "return", step="money")) == ["approvals.not_before"]
    assert not codes(office.decide(id, "boss", "return", step="head"))


def test_without_a_step_it_goes_back_to_who_asked() -> None:
    office = desk()
    id = up_to_the_boss(office)
    assert not codes(office.decide(id, "boss", "return"))
    assert office.state(id) == "draft"


def test_a_copy_tells_somebody_who_is_not_asked() -> None:
    office = desk(copy={"send": "remind"})
    id = office.submitted()
    for who in ("ann", "head"):
        done = office.decide(id, who, "copy", to="far")
        assert isinstance(done, Decision), codes(done)
        assert [(one.name, one.body["to"]) for one in done.outbox] == [("remind", [{"person": "far"}])]
        assert done.history[0].why["to"] == "far"
    assert office.waits_for(id) == {"head", "vice"}
    assert codes(office.decide(id, "money", "copy", to="far")) == ["approvals.not_a_decider"]
    assert codes(office.decide(id, "head", "copy", to="nobody")) == ["approvals.no_person"]
    plain = desk()
    assert codes(plain.decide(plain.submitted(), "head", "copy", to="far")) == ["approvals.no_copy"]
