"""Exceptions to limits: asked for by whoever finds one reached, decided by people, made use of once (E8)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.commands.ask_exception import AskException, Attempt, ask_exception
from engine.commands.change_record import ChangeRecord
from engine.commands.create_record import CreateRecord
from engine.commands.fire_transition import FireTransition
from engine.queries.approvals import ApprovalAsk, show_approval
from engine.queries.offers import OffersAsk, offers
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal
from tests.builders.approvals import Desk, codes, discount, text, workshop

MORE: dict[str, Any] = {
    "entity": "order",
    "label": text("More"),
    "steps": {"head": {"order": 100, "label": text("Head"), "by": {"duty": "agree"}}},
}
JOTS: dict[str, Any] = {
    "label": text("Jots"), "on": {"transition": "order.jot"}, "per": ["title"], "max": 1, "window": "ever",
    "lifted_by": {"approval": "more", "valid": "P7D"},
}  # fmt: skip


def office(limit: dict[str, Any] | None = None, approval: dict[str, Any] | None = None, **more: Any) -> Desk:
    return Desk(
        workshop(
            limits={"jots": {**JOTS, **(limit or {})}},
            approvals={"discount": discount(), "more": {**MORE, **(approval or {})}},
            **more,
        )
    )


def ask(
    desk: Desk, id: str, who: str = "ann", reason: str = "They called twice", limit: str = "jots"
) -> Decision | Refusal:
    return ask_for(desk, FireTransition(desk.scene(who), "order", id, "jot"), reason, limit)


def ask_for(desk: Desk, attempt: Attempt, reason: str = "why", limit: str = "jots") -> Decision | Refusal:
    return desk.kept(ask_exception(AskException(attempt.scene, limit, attempt, reason), desk.rows))


def full(desk: Desk) -> str:
    """An order that may not be jotted on any more."""
    id = desk.order()
    assert codes(desk.fire(id, "jot")) == []
    return id


def data_of(decided: Decision | Refusal) -> Any:
    assert isinstance(decided, Refusal)
    return decided.reasons[0].data


def test_e8_a_refusal_says_that_an_exception_can_be_asked_for_and_about_what() -> None:
    desk = office()
    id = full(desk)
    refused = desk.fire(id, "jot")
    assert codes(refused) == ["limits.full"]
    assert data_of(refused)["lifted_by"] == {
        "approval": "more", "about": {"entity": "order", "record": id}, "by": 1, "valid": "P7D", "asked": None,
    }  # fmt: skip
    assert isinstance(refused, Refusal)
    assert refused.reasons[0].fix["en"] == "You may ask for an exception: “More”."


def test_e8_what_is_agreed_to_is_made_use_of_once_and_kept_in_history() -> None:
    desk = office()
    id = full(desk)
    asked = ask(desk, id)
    assert isinstance(asked, Decision), codes(asked)
    assert (desk.waits_for(id), desk.state(id)) == ({"head", "vice", "ben"}, "draft")
    line = asked.history[0]
    assert (line.command, line.record) == ("limit:jots.ask", id)
    assert line.why["exception"]["reason"] == "They called twice"  # type: ignore[index, call-overload]
    assert codes(desk.fire(id, "jot")) == ["limits.full"]  # nothing is granted yet
    assert codes(desk.decide(id, "head")) == []
    told = desk.fire(id, "jot")
    assert isinstance(told, Decision), codes(told)
    assert told.answer["limits"][0]["used"] == 2  # type: ignore[index]
    used = told.history[0].why["warnings"][0]  # type: ignore[index]
    assert (used["limit"], used["used"], used["exception"]) == ("jots", 2, desk.round(id).id)  # type: ignore[index, call-overload]
    assert (desk.round(id).values["used"], desk.round(id).values["counter"]) == (1, None)
    assert codes(desk.fire(id, "jot")) == ["limits.full"]


def test_a_grant_is_told_with_the_figures_until_it_is_made_use_of() -> None:
    desk = office()
    id = full(desk)
    ask(desk, id)
    desk.decide(id, "head")
    until = (desk.now + timedelta(days=7)).isoformat()
    found = offers(OffersAsk(desk.scene("ann"), "order", id), desk.rows)
    assert not isinstance(found, Refusal)
    jot = next(one for one in found if one.transition.id == "jot")
    assert (jot.allowed, jot.limits[0]["granted"]) == (
        True,
        {"approval": desk.round(id).id, "by": 1, "until": until},
    )
    done = desk.fire(id, "jot")
    assert isinstance(done, Decision)
    assert done.answer["limits"][0]["granted"] is None  # type: ignore[index]


@pytest.mark.parametrize("decision", ["reject", "withdraw"])
def test_what_is_not_agreed_to_grants_nothing_and_may_be_asked_for_again(decision: str) -> None:
    desk = office(approval={"withdraw": {}})
    id = full(desk)
    ask(desk, id)
    assert codes(desk.decide(id, "ann" if decision == "withdraw" else "head", decision)) == []
    assert codes(desk.fire(id, "jot")) == ["limits.full"]
    assert codes(ask(desk, id)) == []
    assert [one.values["number"] for one in desk.rounds(id)] == [1, 2]


def test_one_that_nobody_decides_in_time_expires_and_grants_nothing() -> None:
    late = {"late": {"after": "PT2H", "label": text("Late"), "then": [{"expire": True}]}}
    desk = office(approval={"steps": {"head": {**MORE["steps"]["head"], "deadlines": late}}})
    id = full(desk)
    ask(desk, id)
    assert codes(desk.ring("head.late")) == []
    assert desk.round(id).state == "expired"
    assert codes(desk.fire(id, "jot")) == ["limits.full"]


def test_a_yes_is_of_use_for_as_long_as_it_is_valid_and_no_longer() -> None:
    for days, expected in ((6.99, []), (7, ["limits.full"])):
        desk = office()
        id = full(desk)
        ask(desk, id)
        desk.later(days=3)
        desk.decide(id, "head")
        assert codes(desk.later(days=days).fire(id, "jot")) == expected


def test_it_counts_for_that_one_counter_alone() -> None:
    desk = office()
    first, other = full(desk), desk.order(title="other")
    desk.fire(other, "jot")
    ask(desk, first)
    desk.decide(first, "head")
    assert codes(desk.fire(other, "jot")) == ["limits.full"]
    assert codes(desk.fire(first, "jot")) == []


def test_it_belongs_to_who_asked_and_is_of_no_use_to_anybody_else() -> None:
    desk = office()
    id = full(desk)
    ask(desk, id)
    desk.decide(id, "head")
    found = offers(OffersAsk(desk.scene("ben"), "order", id), desk.rows)
    assert not isinstance(found, Refusal)
    jot = next(one for one in found if one.transition.id == "jot")
    assert (jot.allowed, jot.limits[0]["granted"]) == (False, None)
    assert codes(desk.fire(id, "jot", "ben")) == ["limits.full"]
    assert codes(desk.fire(id, "jot")) == []


def test_each_asks_for_oneself_and_what_others_made_use_of_takes_nothing_away() -> None:
    desk = office()
    id = full(desk)
    for who in ("ann", "ben"):
        assert codes(ask(desk, id, who)) == []
        desk.decide(id, "head")
    assert codes(desk.fire(id, "jot")) == []
    assert codes(desk.fire(id, "jot", "ben")) == []
    assert [codes(desk.fire(id, "jot", who)) for who in ("ann", "ben")] == [["limits.full"]] * 2
    ask(desk, id)
    desk.decide(id, "head")
    assert codes(desk.fire(id, "jot")) == []  # used is 3 of 1: the fourth is granted as the second was


def test_by_and_valid_are_values_and_more_than_was_granted_stays_refused() -> None:
    desk = office({"sum": "discount", "max": "0.1", "lifted_by": {"approval": "more", "by": "0.05"}})
    id = desk.order(discount="0.1")
    assert codes(desk.fire(id, "jot")) == []
    desk.put("order", id, discount=None)
    assert codes(desk.fire(id, "jot")) == []  # an absent amount takes nothing
    bigger = desk.order(discount="0.06")
    smaller = desk.order(discount="0.05")
    ask(desk, smaller)
    desk.decide(smaller, "head")
    assert codes(desk.fire(bigger, "jot")) == ["limits.full"]
    assert codes(desk.fire(smaller, "jot")) == []


def test_one_is_asked_for_once_and_only_where_the_limit_stands_against_it() -> None:
    desk = office()
    id = desk.order()
    assert codes(ask(desk, id)) == ["limits.not_needed"]
    assert desk.rounds(id) == []
    desk.fire(id, "jot")
    assert codes(ask(desk, id, limit="nothing")) == ["limits.unknown"]
    assert codes(ask(desk, id, reason=" ")) == ["approvals.no_reason"]
    assert codes(ask(desk, id, who="far")) == [
        "records.missing"
    ]  # who may not do it cannot ask for it either
    assert codes(ask(desk, id)) == []
    assert codes(ask(desk, id)) == ["limits.asked"]
    assert data_of(desk.fire(id, "jot"))["lifted_by"]["asked"] == desk.round(id).id


def test_g13_who_asks_never_decides_and_when_nobody_could_it_cannot_be_asked_for() -> None:
    desk = office()
    id = full(desk)
    ask(desk, id, "ben")
    assert codes(desk.decide(id, "ben")) == ["approvals.own"]
    for person in ("head", "vice"):
        desk.hold(person)
    alone = office()
    for person in ("head", "vice"):
        alone.hold(person)
    id = full(alone)
    assert codes(ask(alone, id, "ben")) == ["approvals.nobody"]


def test_what_is_made_is_asked_for_about_a_record_that_the_key_names() -> None:
    desk = office(
        {"on": {"create": "order"}, "per": ["actor"]},
        {
            "entity": "person",
            "steps": {"head": {"order": 1, "label": text("Head"), "by": {"field": "manager"}}},
        },
    )
    desk.order()
    attempt = CreateRecord(desk.scene("ann"), "order", {"title": "second"})
    assert codes(ask_for(desk, attempt)) == []
    (round_,) = desk.rounds("ann")
    assert (round_.values["entity"], round_.values["requester"]) == ("person", "ann")
    assert codes(desk.decide("ann", "head")) == []
    assert desk.order(title="second")


def test_of_what_is_held_at_a_time_an_exception_is_for_that_time_alone() -> None:
    limit = {
        "on": {"hold": "order", "if": {"field": "state", "op": "eq", "value": "dropped"}}, "per": ["title"], "window": None,
    }  # fmt: skip
    desk = office(
        {key: one for key, one in (JOTS | limit).items() if one is not None and key != "window"}
        | {"window": {"calendar": "hour", "of": "created_at"}}
    )
    ids = [desk.order() for _ in range(3)]
    assert codes(desk.fire(ids[0], "drop")) == []
    assert codes(desk.fire(ids[1], "drop")) == ["limits.full"]
    assert codes(ask_for(desk, FireTransition(desk.scene("ann"), "order", ids[1], "drop"))) == []
    desk.decide(ids[1], "head")
    later = [desk.later(hours=1).order(), desk.order()]
    desk.fire(later[0], "drop")
    assert codes(desk.fire(later[1], "drop")) == ["limits.full"]
    assert codes(desk.fire(ids[1], "drop")) == []
    assert codes(desk.fire(ids[2], "drop")) == ["limits.full"]


def test_a_rule_that_finds_it_reached_is_asked_for_like_any_other() -> None:
    rule = {
        "when": {"changed": "order", "fields": ["note"]},
        "if": {"field": "note", "op": "eq", "value": "again"},
        "then": [{"create": "order", "set": {"title": {"field": "title"}}}],
    }
    desk = office(
        {"on": {"create": "order"}, "per": ["owner"], "max": 2},
        {
            "entity": "person",
            "steps": {"head": {"order": 1, "label": text("Head"), "by": {"field": "manager"}}},
        },
        rules={"again": rule},
    )
    first, _ = desk.order(), desk.order()
    assert codes(desk.change(first, note="again")) == ["limits.full", "rules.refused"]
    assert codes(ask_for(desk, ChangeRecord(desk.scene("ann"), "order", first, {"note": "again"}))) == []
    desk.decide("ann", "head")
    assert codes(desk.change(first, note="again")) == []


def test_the_round_tells_what_is_asked_for_and_is_none_of_the_records_state() -> None:
    desk = office()
    id = full(desk)
    ask(desk, id)
    shown = show_approval(ApprovalAsk(desk.scene("head"), desk.round(id).id), desk.rows)
    assert not isinstance(shown, Refusal)
    assert shown["exception"] == {
        "limit": "jots", "label": text("Jots"), "action": "transition:order.jot", "reason": "They called twice", "by": 1,
        "valid": "P7D", "used": 1, "max": 1, "until": None, "made_use_of": False,
    }  # fmt: skip
    # Leaving the state, and an approval that a state asks for, leave it as it is.
    desk.put("order", id, discount=Decimal("0.2"))
    desk.fire(id, "submit")
    assert {one.state for one in desk.rounds(id)} == {"open"}
    assert desk.state(id) == "pending"


def test_a_limit_that_only_a_duty_lifts_knows_no_exception() -> None:
    desk = office({"lifted_by": {"duty": "agree"}})
    id = full(desk)
    refused = ask(desk, id)
    assert codes(refused) == ["limits.not_asked_for"]
    assert isinstance(refused, Refusal)
    assert refused.kind is Kind.CONFLICT
