"""Delegations, and people who come and go while others wait for them (A40, G13)."""

from datetime import date
from typing import Any

from engine.commands.set_delegation import SetDelegation, set_delegation
from tests.builders.approvals import HEAD, Desk, codes, workshop


def desk(**approval: Any) -> Desk:
    return Desk(workshop(approval or None))


def steps(**said: Any) -> dict[str, Any]:
    return {"steps": said}


def delegated(office: Desk, who: str, to: str | None, **days: Any) -> Any:
    return office.kept(set_delegation(SetDelegation(office.scene(who), to, **days), office.rows))


def test_who_is_away_is_stood_in_for() -> None:
    office = desk(**steps(head={**HEAD, "decide": "all"}))
    delegated(office, "head", "money", since=date(2026, 3, 1), until=date(2026, 3, 3))
    id = office.submitted()
    assert office.waits_for(id) == {"money", "vice", "ben"}
    assert codes(office.decide(id, "head")) == ["approvals.not_a_decider"]
    office.decide(id, "money")
    office.decide(id, "vice")
    office.decide(id, "ben")
    assert office.state(id) == "agreed"


def test_a_delegation_takes_over_what_waits_already_and_gives_it_back() -> None:
    office = desk()
    id = office.submitted()
    assert not codes(delegated(office, "head", "money"))
    assert office.waits_for(id) == {"money", "vice", "ben"}
    assert not codes(delegated(office, "head", None))
    assert office.waits_for(id) == {"head", "vice", "ben"}


def test_a_delegation_before_its_first_day_counts_for_nothing() -> None:
    office = desk()
    delegated(office, "head", "money", since=date(2026, 3, 3))
    id = office.submitted()
    assert "head" in office.waits_for(id)
    assert not codes(office.later(days=1).decide(id, "money"))


def test_g13_who_asked_never_decides_as_a_delegate() -> None:
    office = desk()
    delegated(office, "head", "ann")
    id = office.submitted()
    assert office.waits_for(id) == {"head", "vice", "ben"}
    assert codes(office.decide(id, "ann")) == ["approvals.own"]


def test_delegations_that_make_no_sense_are_refused() -> None:
    office = desk()
    assert codes(delegated(office, "head", "head")) == ["delegations.own"]
    assert codes(delegated(office, "head", "nobody")) == ["delegations.no_delegate"]
    turned = delegated(office, "head", "vice", since=date(2026, 3, 2), until=date(2026, 3, 1))
    assert codes(turned) == ["delegations.ends_before_it_begins"]
    delegated(office, "vice", "head", until=date(2026, 3, 9))
    assert codes(delegated(office, "head", "vice")) == ["delegations.circle"]
    assert not codes(delegated(office, "head", "vice", since=date(2026, 3, 10)))


def test_a40_whoever_comes_to_stand_in_and_leaves_is_replaced_in_the_command_that_says_so() -> None:
    office = desk()
    office.hold("ben")
    office.hold("head")
    id = office.submitted()
    assert office.waits_for(id) == {"vice"}
    delegated(office, "vice", "money")
    assert office.waits_for(id) == {"money"}
    delegated(office, "vice", None)
    assert office.waits_for(id) == {"vice"}


def test_a40_when_who_is_left_has_spoken_the_approval_goes_on() -> None:
    office = desk(**steps(head={**HEAD, "decide": "all"}))
    office.hold("ben")
    id = office.submitted()
    office.decide(id, "head")
    assert office.waits_for(id) == {"vice"}
    office.hold("vice")
    renewed = delegated(office, "vice", "money", since=date(2026, 4, 1))
    assert not codes(renewed)
    assert office.state(id) == "agreed"
