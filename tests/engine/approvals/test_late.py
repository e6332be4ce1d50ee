"""A step that is late: somebody is told, somebody above decides, somebody else does, or it expires (E6, E7)."""

from datetime import timedelta
from typing import Any

from engine.values.duration import Duration
from engine.values.record import Decision
from tests.builders.approvals import BOSS, HEAD, NOW, Desk, codes, text, workshop


def late(*then: dict[str, Any], **more: Any) -> Desk:
    """An office whose first step is late after two hours."""
    deadline = {"after": "PT2H", "then": [*then]}
    head = {**HEAD, "by": {"field": "helper"}, "deadlines": {"late": deadline}, **more}
    ends = ("approved", "rejected", *(["expired"] if {"expire": True} in then else []))
    return Desk(workshop({"steps": {"head": head, "boss": BOSS}}, tuple(ends)))


def told(decided: Decision) -> list[str]:
    """The persons to whom something was sent."""
    sent: list[Any] = [to for one in decided.outbox for to in one.body["to"]]  # type: ignore[union-attr]
    return [to["person"] for to in sent]


def test_those_who_are_waited_for_are_reminded() -> None:
    office = late({"send": "remind", "to": [{"field": "step.deciders"}, {"field": "step.requester"}]})
    id = office.submitted(helper="vice")
    (timer,) = office.timers.values()
    assert (timer.name, timer.due_at) == ("head.late", NOW + timedelta(hours=2))
    rung = office.ring("head.late")
    assert isinstance(rung, Decision)
    assert told(rung) == ["vice", "ann"]
    assert (office.state(id), office.timers) == ("pending", {})


def test_somebody_above_decides_for_all() -> None:
    office = late({"escalate_to": {"field": "step.deciders.manager"}}, decide="all")
    id = office.submitted(helper="vice")
    assert not codes(office.ring("head.late"))
    assert office.waits_for(id) == {"vice", "head"}
    office.decide(id, "head")
    assert office.waits_for(id) == {"boss"}
    assert office.seats(id)["vice"] == "over"


def test_a_no_from_above_ends_it() -> None:
    office = late({"escalate_to": {"duty": "agree_high"}})
    id = office.submitted(helper="vice")
    office.ring("head.late")
    office.decide(id, "boss", "reject")
    assert office.state(id) == "draft"


def test_nobody_is_asked_from_above_when_that_is_who_asked() -> None:
    office = late({"escalate_to": {"field": "step.requester"}})
    id = office.submitted(helper="vice")
    assert not codes(office.ring("head.late"))
    assert office.waits_for(id) == {"vice"}


def test_somebody_else_decides_instead() -> None:
    office = late({"reassign": {"duty": "pay"}})
    id = office.submitted(helper="vice")
    office.ring("head.late")
    assert office.waits_for(id) == {"money"}
    assert codes(office.decide(id, "vice")) == ["approvals.not_a_decider"]
    assert not codes(office.decide(id, "money"))
    assert office.waits_for(id) == {"boss"}


def test_it_expires() -> None:
    office = late({"expire": True})
    id = office.submitted(helper="vice")
    office.ring("head.late")
    assert (office.state(id), office.round(id).values["state"], office.waits_for(id)) == (
        "draft",
        "expired",
        set(),
    )


def test_a_step_that_is_decided_waits_for_no_moment() -> None:
    office = late({"expire": True})
    id = office.submitted(helper="vice")
    office.decide(id, "vice")
    assert office.timers == {}
    other = office.submitted(helper="vice")
    office.fire(other, "drop")
    assert office.timers == {}


def test_who_asked_may_remind_now_and_then() -> None:
    office = Desk(workshop({"nudge": {"send": "remind", "every": "PT30M"}}))
    id = office.submitted()
    assert codes(office.decide(id, "head", "nudge")) == ["approvals.only_requester"]
    sent = office.decide(id, "ann", "nudge")
    assert isinstance(sent, Decision)
    assert {*told(sent)} == {"head", "vice", "ben"}
    assert codes(office.decide(id, "ann", "nudge")) == ["approvals.nudged"]
    assert not codes(office.later(minutes=31).decide(id, "ann", "nudge"))


def test_e7_how_often_one_may_remind_is_set_by_the_company_or_a_centre() -> None:
    pause = {"type": "duration", "default": "PT1H", "per": "centre", "label": text("Pause")}
    said = {"nudge": {"send": "remind", "every": {"parameter": "pause"}}}
    office = Desk(workshop(said, parameters={"pause": pause}))
    id = office.submitted()
    office.decide(id, "ann", "nudge")
    office.settings["pause", "c2"] = Duration(seconds=60)
    assert codes(office.later(minutes=59).decide(id, "ann", "nudge")) == ["approvals.nudged"]
    office.settings["pause", "c1"] = Duration(seconds=1800)
    assert not codes(office.decide(id, "ann", "nudge"))
