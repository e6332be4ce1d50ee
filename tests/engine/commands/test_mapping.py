"""A publish puts records into other states: what waits there is asked for, and what is left behind ends (A49, A50)."""

from dataclasses import replace
from typing import Any

import pytest

from engine.commands.map_state import MapState, map_state
from engine.effects.task_book import TASK
from engine.packs.release import Release
from engine.pools.pool import STAY
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.house import EVERYTHING
from tests.builders.approvals import Desk, codes, ends, text, workshop


def states(**more: Any) -> dict[str, Any]:
    return {
        "draft": {"label": text("Draft")},
        "agreed": {"label": text("Agreed"), "final": True},
        "dropped": {"label": text("Dropped"), "final": True},
        **more,
    }


def flow(said: dict[str, Any], **moves: Any) -> dict[str, Any]:
    """The workflow of orders with these states, and transitions between those of them that there are."""
    submit = {"label": text("Submit"), "from": ["draft"], "to": "pending", "duty": "sell"}
    drop = {"label": text("Drop"), "from": ["draft"], "to": "dropped", "duty": "sell"}
    jot = {"label": text("Jot"), "from": ["draft"], "duty": "sell", "effects": [{"set": {"note": "jotted"}}]}
    found = {"submit": submit, "drop": drop, "jot": jot, **moves}
    return {"order": {"entity": "order", "initial": "draft", "states": said, "transitions": found}}


def asking(name: str) -> dict[str, Any]:
    """A workflow whose state of this name asks for the discount, and the transitions that wait for its end."""
    moves = {key: {**one, "from": [name]} for key, one in ends("approved", "rejected").items()}
    moves["submit"] = {"label": text("Submit"), "from": ["draft"], "to": name, "duty": "sell"}
    return flow(states(**{name: {"label": text(name), "approval": "discount"}}), **moves)


def mapped(
    office: Desk, id: str, release: Release, source: str, target: str, *, former: bool = False
) -> Decision | Refusal:
    """What a publish of ``release`` does to an order, as the desk goes on with it."""
    was, office.release = office.release, release
    scene = replace(office.scene(EVERYTHING), releases={was.id: was, release.id: release})
    asked = MapState(scene, "order", id, source, target, was if former else None)
    return office.kept(map_state(asked, office.rows))


def plain(**said: Any) -> Release:
    """A workshop where nobody is asked, in a state ``waiting``."""
    more = {"label": text("Go"), "from": ["draft"], "to": "waiting", "duty": "sell"}
    drop = {"label": text("Drop"), "from": ["draft", "waiting"], "to": "dropped", "duty": "sell"}
    return workshop(
        workflows=flow(states(waiting={"label": text("Waiting"), **said}), submit=more, drop=drop),
        approvals={},
    )


def test_a49_mapped_into_a_state_with_an_approval_it_is_asked_for() -> None:
    office = Desk(plain())
    id = office.order(discount="0.2")
    office.fire(id, "submit")
    done = mapped(office, id, workshop(workflows=asking("checked")), "waiting", "checked")
    assert not codes(done)
    assert (office.state(id), office.waits_for(id)) == ("checked", {"head", "vice", "ben"})
    assert office.round(id).values["requester"] == "ann", "whose record it is, never decides on it"
    office.decide(id, "head")
    office.decide(id, "boss")
    assert office.state(id) == "agreed"


def test_a49_where_no_step_needs_to_be_asked_it_is_approved_at_once() -> None:
    office = Desk(plain())
    id = office.order(discount="0.01")
    office.fire(id, "submit")
    assert not codes(mapped(office, id, workshop(workflows=asking("checked")), "waiting", "checked"))
    assert office.state(id) == "agreed"


def test_a49_where_nobody_may_decide_it_stays_and_is_told() -> None:
    office = Desk(plain())
    id = office.order(discount="0.2")
    office.fire(id, "submit")
    for who in ("head", "vice", "ben"):
        office.hold(who)
    done = mapped(office, id, workshop(workflows=asking("checked")), "waiting", "checked")
    assert codes(done) == ["approvals.nobody"]
    assert office.state(id) == "waiting"


def test_a49_mapped_out_of_it_the_round_ends() -> None:
    office = Desk(workshop())
    id = office.submitted()
    assert not codes(mapped(office, id, plain(), "pending", "waiting"))
    assert (office.state(id), office.round(id).values["state"]) == ("waiting", "ended")
    assert office.waits_for(id) == set()
    assert set(office.seats(id).values()) == {"over"}


def test_a49_a_state_that_is_called_otherwise_keeps_its_round_and_what_was_said() -> None:
    office = Desk(workshop())
    id = office.submitted()
    office.decide(id, "head")
    before = office.round(id).id
    assert not codes(mapped(office, id, workshop(workflows=asking("checked")), "pending", "checked"))
    assert (office.round(id).id, office.waits_for(id)) == (before, {"boss"})
    office.decide(id, "boss")
    assert office.state(id) == "agreed"


@pytest.mark.parametrize("waits", [{"head", "vice", "ben"}, set[str]()])
def test_a49_the_same_state_with_an_approval_from_now_on_or_no_longer(waits: set[str]) -> None:
    into = bool(waits)
    without = workshop(workflows=flow(states(pending={"label": text("Pending")})), approvals={})
    office = Desk(without if into else workshop())
    id = office.order(discount="0.2")
    office.fire(id, "submit")
    entered = office.rows.records["order", id].values["entered_at"]
    office.later(hours=1)
    assert not codes(mapped(office, id, workshop() if into else without, "pending", "pending", former=True))
    assert (office.state(id), office.waits_for(id)) == ("pending", waits)
    assert office.rows.records["order", id].values["entered_at"] == entered


def pooled(name: str, **more: Any) -> Release:
    claim = {
        "label": text("Claim"),
        "from": [name],
        "to": "draft",
        "duty": "sell",
        "effects": [{"assign": {"field": "actor"}}],
    }
    shelve = {"label": text("Shelve"), "from": ["draft"], "to": name, "duty": "sell"}
    return workshop(
        workflows=flow(states(**{name: {"label": text(name), "pool": "open"}}), submit=shelve, claim=claim),
        approvals={},
        pools={
            "open": {
                "entity": "order",
                "label": text("Open"),
                "claim": {"transition": "order.claim"},
                "shows": ["title"],
            }
        },
        duties={
            "sell": {
                "held_by": ["seller"],
                "scope": "centre",
                "allows": {
                    "create": ["order"],
                    "transitions": ["order.submit", "order.drop", "order.jot", "order.claim"],
                    "fields": {"order": {"write": ["*"]}},
                },
            }
        },
        **more,
    )


def stay(office: Desk, id: str) -> Any:
    row = office.rows.records.get((STAY, f"order/{id}"))
    return None if row is None else row.values


def test_a49_mapped_into_a_pool_nobody_owns_it_and_its_stay_is_kept() -> None:
    office = Desk(plain())
    id = office.order()
    office.fire(id, "submit")
    assert not codes(mapped(office, id, pooled("shelf"), "waiting", "shelf"))
    assert office.rows.records["order", id].values["owner"] is None
    told = stay(office, id)
    assert (told["pool"], told["former_owner"], told["left"], told["why"]) == ("open", "ann", None, "publish")
    assert not codes(mapped(office, id, pooled("rack"), "shelf", "rack"))
    assert stay(office, id) == told, "a pool by another state is the same stay"
    office.later(hours=1)
    assert not codes(mapped(office, id, plain(), "rack", "waiting"))
    assert stay(office, id)["left"] == office.now


def test_a49_mapped_into_a_final_state_nothing_is_left_to_be_done() -> None:
    task = {"task": {"for": {"field": "owner"}, "label": text("Call")}}
    rules = {"call": {"when": {"transition": "order.submit"}, "then": [task]}}
    office = Desk(workshop(rules=rules))
    id = office.submitted()
    assert "ann" in office.waits_for(id)
    assert not codes(
        mapped(office, id, workshop(workflows=asking("checked"), rules=rules), "pending", "dropped")
    )
    assert office.waits_for(id) == set()
    call = next(row for row in office.rows.find(TASK, {"record": id}) if row.values["person"] == "ann")
    assert call.values["state"] == "dropped"


def test_a49_timers_and_clocks_are_those_of_the_new_state_and_group() -> None:
    late = {"deadlines": {"late": {"after": "PT2H", "then": [{"set": {"note": "late"}}]}}}
    office = Desk(plain(**late))
    id = office.order()
    office.fire(id, "submit")
    assert [one.name for one in office.timers.values()] == ["waiting.late"]
    office.later(hours=1)
    group = {
        "open": {
            "label": text("Open"),
            "group": True,
            "initial": "asked",
            "deadlines": {"old": {"after": "P1D", "then": [{"set": {"note": "old"}}]}},
        }
    }
    asked = {"asked": {"label": text("Asked"), "parent": "open", **late}}
    submit = {"label": text("Go"), "from": ["draft"], "to": "asked", "duty": "sell"}
    drop = {"label": text("Drop"), "from": ["draft", "asked"], "to": "dropped", "duty": "sell"}
    new = workshop(workflows=flow(states(**group, **asked), submit=submit, drop=drop), approvals={})
    assert not codes(mapped(office, id, new, "waiting", "open"))
    assert office.state(id) == "asked"
    due = {one.name: (one.due_at - office.now).total_seconds() / 3600 for one in office.timers.values()}
    assert due == {"asked.late": 2, "open.old": 24}


def test_a49_a_clock_that_a_state_pauses_pauses_when_a_publish_brings_it_there() -> None:
    def clocked(name: str) -> Release:
        release = plain()
        source: Any = release.source
        entity = source["entities/order.json"]
        clock = {
            "type": "clock",
            "starts_on": ["created"],
            "stops_on": ["order.drop"],
            "pauses_in": [name],
            "target": "P1D",
            "label": text("Clock"),
        }
        more = {"label": text("Go"), "from": ["draft"], "to": name, "duty": "sell"}
        fields = {**entity["fields"], "answer": clock}
        return workshop(
            entities={"order": {**entity, "fields": fields}, "line": source["entities/line.json"]},
            workflows=flow(
                states(**{name: {"label": text(name)}, "running": {"label": text("Running")}}),
                submit=more,
                run={"label": text("Run"), "from": ["draft"], "to": "running", "duty": "sell"},
            ),
            approvals={},
            duties={
                "sell": {
                    **source["duties/sell.json"],
                    "allows": {
                        **source["duties/sell.json"]["allows"],
                        "transitions": ["order.submit", "order.drop", "order.jot", "order.run"],
                    },
                }
            },
        )

    office = Desk(clocked("waiting"))
    id = office.order()
    office.fire(id, "submit")
    assert office.rows.records["order", id].values["answer_status"] == "paused"
    assert not codes(mapped(office, id, clocked("still"), "waiting", "running"))
    assert office.rows.records["order", id].values["answer_status"] == "running"
    assert not codes(mapped(office, id, clocked("still"), "running", "still"))
    assert office.rows.records["order", id].values["answer_status"] == "paused"


def test_a49_no_rule_hears_of_it_and_one_that_has_moved_on_is_left_alone() -> None:
    told = {"set": {"note": "heard"}}
    rules = {
        "owner": {"when": {"changed": "order", "fields": ["owner"]}, "then": [told]},
        "entered": {"when": {"entered": "order.shelf"}, "then": [told]},
    }
    office = Desk(plain())
    id = office.order()
    office.fire(id, "submit")
    assert not codes(mapped(office, id, pooled("shelf", rules=rules), "waiting", "shelf"))
    values = office.rows.records["order", id].values
    assert (values["owner"], values["note"]) == (None, None)
    assert not codes(mapped(office, id, pooled("rack"), "waiting", "rack"))
    assert office.state(id) == "shelf"
