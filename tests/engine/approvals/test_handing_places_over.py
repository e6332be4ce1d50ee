"""Whoever leaves hands over their places in approvals: to somebody who may decide, or nobody (E7, G13, A40)."""

from datetime import date
from typing import Any

import pytest

from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.hand_over import BeginHandover, HandOne, begin_handover, hand_one
from engine.commands.plan_handover import Plan, PlanHandover, plan_handover
from engine.commands.set_delegation import SetDelegation, set_delegation
from engine.facts.holders import DELEGATION
from engine.facts.rounds import SEAT
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.house import EVERYTHING
from tests.builders.approvals import BOSS, HEAD, Desk, codes, workshop


def desk(**approval: Any) -> Desk:
    return Desk(workshop(approval or None))


def leave(office: Desk, who: str) -> list[str]:
    gone = ChangeRecord(office.scene(EVERYTHING), "person", who, {"active": False})
    return codes(office.kept(change_record(gone, office.rows)))


def begun(office: Desk, who: str, *to: str) -> str:
    made = office.kept(begin_handover(BeginHandover(office.scene(EVERYTHING), who, to), office.rows))
    assert isinstance(made, Decision), codes(made)
    return str(made.answer["id"])


def places(office: Desk, who: str) -> list[str]:
    rows = (one for (kind, _), one in office.rows.records.items() if kind == SEAT)
    return [
        one.id
        for one in rows
        if (one.values["person"], one.values["given"]) in ((who, "open"), (who, "waiting"))
    ]


def handed(office: Desk, who: str, *to: str, back: str = "") -> list[str]:
    """Hand over every place of a person (or back, by the handover's id); the codes of what was refused."""
    id = back or begun(office, who, *to)
    rows = [one.id.rpartition("/")[0] for (kind, _), one in office.rows.records.items() if kind == "_handed"]
    seats = [one.removeprefix(f"{id}/{SEAT}/") for one in rows] if back else places(office, who)
    asked = [HandOne(office.scene(EVERYTHING), id, SEAT, one, "person", to, back=bool(back)) for one in seats]
    return [code for one in asked for code in codes(office.kept(hand_one(one, office.rows)))]


def planned(office: Desk, who: str, *to: str) -> Plan:
    plan = plan_handover(PlanHandover(office.scene(EVERYTHING), who, to), office.rows)
    assert isinstance(plan, Plan)
    return plan


def test_who_is_waited_for_may_not_go_before_the_place_is_handed_over() -> None:
    office = desk()
    office.hold("ben")
    office.hold("vice")
    id = office.submitted()
    assert leave(office, "head") == ["accounts.still_held"]
    office.hold("vice", ("head", "c1"))
    plan = planned(office, "head", "vice")
    assert [(one.thing.entity, one.to[0], one.reasons) for one in plan.dealt] == [(SEAT, "vice", ())]
    assert office.waits_for(id) == {"head"}, "a plan changes nothing"
    assert not handed(office, "head", "vice")
    assert office.waits_for(id) == {"vice"}
    assert not leave(office, "head")
    assert office.waits_for(id) == {"vice"}, "whose place it was has gone; it stays where it was brought"
    assert not codes(office.decide(id, "vice"))
    assert office.waits_for(id) == {"boss"}


def test_never_who_asked_and_only_who_holds_what_the_step_asks_for() -> None:
    office = desk()
    office.hold("ben")
    office.hold("vice")
    id = office.submitted()
    plan = planned(office, "head", "ann", "money")
    (one,) = plan.dealt
    assert [reason.code for reason in one.reasons] == ["approvals.no_successor"]
    assert one.reasons[0].data["tried"] == {"ann": "approvals.own", "money": "approvals.not_entitled"}
    assert one.reasons[0].fix["en"], "the way out is told"
    assert handed(office, "head", "ann", "money") == ["approvals.no_successor"]
    assert office.waits_for(id) == {"head"}


def test_where_the_others_are_enough_the_place_falls_away_and_what_they_said_decides() -> None:
    office = desk(steps={"head": {**HEAD, "decide": "all"}})
    office.hold("ben")
    id = office.submitted()
    office.decide(id, "vice")
    assert office.waits_for(id) == {"head"}
    assert not handed(office, "head", "vice")
    assert office.seats(id)["head"] == "left"
    assert office.state(id) == "agreed"


def test_a_quorum_keeps_its_number() -> None:
    office = desk(steps={"head": {**HEAD, "decide": {"at_least": 2}}})
    office.hold("ben")
    office.submitted()
    assert handed(office, "head", "vice") == ["approvals.no_successor"]
    office.hold("money", ("head", "c1"))
    assert not handed(office, "head", "vice"), "somebody else whom the step names sits down"
    assert len(places(office, "money")) == 1


def test_nobody_who_is_needed_elsewhere_where_deciders_are_distinct() -> None:
    steps = {"head": {**HEAD, "by": {"field": "helper"}}, "boss": BOSS}
    office = desk(steps=steps, policy={"distinct_deciders": True})
    id = office.submitted(helper="head")
    assert handed(office, "head", "boss") == ["approvals.no_successor"]
    assert not handed(office, "head", "vice")
    assert office.waits_for(id) == {"vice"}


def test_whom_the_record_names_is_succeeded_by_anybody_who_is_named() -> None:
    office = desk(steps={"head": {**HEAD, "by": {"field": "helper"}}})
    id = office.submitted(helper="money")
    assert not handed(office, "money", "far")
    assert not leave(office, "money")
    assert not codes(office.decide(id, "far"))
    assert office.state(id) == "agreed"


def test_a_place_goes_back_unless_who_took_it_has_spoken() -> None:
    office = desk(steps={"head": {**HEAD, "by": {"field": "helper"}, "decide": "all"}, "boss": BOSS})
    id = office.submitted(helper="money")
    handover = begun(office, "money", "far")
    one = HandOne(office.scene(EVERYTHING), handover, SEAT, places(office, "money")[0], "person", ("far",))
    assert not codes(office.kept(hand_one(one, office.rows)))
    assert office.waits_for(id) == {"far"}
    assert not handed(office, "money", back=handover)
    assert office.waits_for(id) == {"money"}
    again = HandOne(office.scene(EVERYTHING), handover, SEAT, places(office, "money")[0], "person", ("far",))
    assert not codes(office.kept(hand_one(again, office.rows)))
    office.decide(id, "far")
    assert office.waits_for(id) == {"boss"}
    assert not handed(office, "money", back=handover)
    assert office.waits_for(id) == {"boss"}


def test_an_added_signer_is_succeeded_and_never_left_out() -> None:
    office = desk(steps={"head": {**HEAD, "may": ["add_signer"]}})
    office.hold("ben")
    office.hold("vice")
    id = office.submitted()
    office.decide(id, "head", "add_signer", to="money", where="before")
    assert office.waits_for(id) == {"money"}
    assert handed(office, "money", "ann") == ["approvals.no_successor"]
    assert not handed(office, "money", "far")
    assert office.waits_for(id) == {"far"}
    office.decide(id, "far")
    assert office.waits_for(id) == {"head"}


def test_who_stands_in_for_somebody_hands_that_on_or_it_ends() -> None:
    office = desk()
    office.hold("vice")
    office.hold("ben")
    office.kept(set_delegation(SetDelegation(office.scene("head"), "money"), office.rows))
    id = office.submitted()
    assert office.waits_for(id) == {"money"}
    assert leave(office, "money") == ["accounts.still_held"]
    assert [one.thing.entity for one in planned(office, "money", "far").dealt] == [DELEGATION, SEAT]

    def hand(*to: str, back: bool = False) -> None:
        one = HandOne(office.scene(EVERYTHING), handover, DELEGATION, "head", "delegate", to, back=back)
        assert not codes(office.kept(hand_one(one, office.rows)))

    handover = begun(office, "money", "far")
    hand("head", "far")
    assert office.rows.records[DELEGATION, "head"].values["delegate"] == "far"
    assert office.waits_for(id) == {"far"}
    hand(back=True)
    assert office.waits_for(id) == {"money"}
    hand("head")
    assert office.rows.records[DELEGATION, "head"].values["delegate"] is None
    assert office.waits_for(id) == {"head"}
    assert not leave(office, "money")


def test_a_delegation_that_is_over_is_nothing_that_is_held() -> None:
    office = desk()
    office.kept(
        set_delegation(
            SetDelegation(office.scene("head"), "money", date(2026, 2, 1), date(2026, 3, 1)), office.rows
        )
    )
    assert planned(office, "money").held == ()
    assert not leave(office, "money")


@pytest.mark.parametrize(
    ("split", "code", "pointer"),
    [
        ({"to": []}, "handovers.not_a_part", "/split/0"),
        ({"to": ["vice"], "who": 1}, "handovers.not_a_part", "/split/0"),
        ({"to": ["vice"], "by": "weight"}, "handovers.not_a_part", "/split/0/by"),
        ({"to": ["vice"], "entity": "boat"}, "handovers.unknown", "/split/0/entity"),
        ({"to": {"duty": "row"}}, "handovers.unknown", "/split/0/to"),
        ({"to": {"post": "x"}}, "handovers.not_a_part", "/split/0/to"),
        ({"to": ["vice"], "if": {"field": "x", "op": "present"}}, "handovers.not_a_part", "/split/0/if"),
        (
            {"to": ["vice"], "entity": "order", "if": {"field": "x", "op": "present"}},
            "conditions.unknown_field",
            "/split/0/if/field",
        ),
        (
            {"to": ["vice"], "entity": "order", "if": {"some": "lines"}},
            "handovers.no_sets",
            "/split/0/if",
        ),
        (
            {"to": ["vice"], "entity": "order", "by": "least_loaded"},
            "handovers.load_of_nothing",
            "/split/0/by",
        ),
        ({"to": ["vice"], "entity": "order", "within": ["x"]}, "handovers.unknown", "/split/0/within/0"),
        ({"to": ["gone"]}, "handovers.no_receiver", "/to"),
    ],
)
def test_a_split_that_does_not_fit_is_refused_with_its_place(split: Any, code: str, pointer: str) -> None:
    office = desk()
    for asked in (
        plan_handover(PlanHandover(office.scene(EVERYTHING), "head", (), (split,)), office.rows),
        begin_handover(BeginHandover(office.scene(EVERYTHING), "head", (), (split,)), office.rows),
    ):
        assert isinstance(asked, Refusal)
        assert (asked.reasons[0].code, asked.reasons[0].pointer) == (code, pointer)


def test_a_handover_names_somebody() -> None:
    office = desk()
    assert codes(begin_handover(BeginHandover(office.scene(EVERYTHING), "head", ()), office.rows)) == [
        "handovers.no_receiver"
    ]
