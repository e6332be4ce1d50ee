"""An import says who gets the new records: a person or a pool, by the step that whoever imports may take; else by the rules."""

from typing import Any

from engine.access.duty import Actor, Holding
from engine.commands.import_row import ImportRow, Owned, import_row
from engine.commands.undo_import import UndoRow, undo_row
from engine.facts.destinations import Destination, sending_steps
from engine.pools.pool import STAY
from engine.queries.destinations import to_person, to_pools
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.builders.couriers import BAG, DESK, Firm, codes, firm, label

ANN, BEN = "0" * 25 + "1", "0" * 25 + "2"
TO_ANN, TO_BEN, TO_SHED = Destination(person=ANN), Destination(person=BEN), Destination(pool="shed")
MOVES: dict[str, Any] = {
    "entrust": {
        "from": ["new"], "to": "open", "duty": "dispatch", "form": "entrust",
        "effects": [{"assign": {"field": "input.to"}}],
    },
    "entrust_with_note": {
        "order": -1, "from": ["new"], "to": "open", "duty": "dispatch", "form": "entrust_with_note",
        "effects": [{"assign": {"field": "input.to"}}],
    },
    "shelve": {"from": ["new"], "to": "shed", "duty": "dispatch"},
    "take": {"from": ["shed"], "to": "open", "duty": "carry", "effects": [{"assign": {"field": "actor"}}]},
}  # fmt: skip
TO = {"order": 10, "required": True, "ask": {"type": "person", "label": label("To")}}
NOTE = {"order": 20, "required": True, "ask": {"type": "text", "label": label("Note")}}
POOL = {"entity": "errand", "claim": {"transition": "errand.take"}, "shows": ["topic"]}


def form(**items: object) -> dict[str, Any]:
    return {"entity": "errand", "sections": {"main": {"order": 10, "items": items}}}


def bureau(moves: dict[str, Any] | None = None, **more: Any) -> Firm:
    steps = {**MOVES, **(moves or {})}
    forms = {"entrust": form(to=TO), "entrust_with_note": form(to=TO, note=NOTE)}
    office = Firm(
        firm(
            limits={"bag": BAG}, moves=steps, states={"shed": {"pool": "shed"}}, pools={"shed": POOL}, forms=forms, **more
        )
    )  # fmt: skip
    for person in (ANN, BEN):
        office.person(person)
    return office


def brought(office: Firm, to: Destination | None, actor: Actor = DESK, **more: Any) -> Decision | Refusal:
    asked = ImportRow(office.scene(actor), "errand", {"topic": "x"}, to=to, **more)
    return office.kept(import_row(asked, office.rows))


def values(office: Firm, done: Decision | Refusal) -> Any:
    assert isinstance(done, Decision), codes(done)
    return office.rows.records["errand", str(done.answer["id"])].values


def test_a_person_gets_the_new_record_by_the_step_that_asks_for_nobody_but_them() -> None:
    office = bureau()
    done = brought(office, TO_ANN)
    found = values(office, done)
    assert (found["owner"], found["state"]) == (ANN, "open")
    assert isinstance(done, Decision)
    assert [one.command for one in done.history] == ["create", "transition:errand.entrust"]


def test_a_pool_gets_it_with_its_stay() -> None:
    office = bureau()
    done = brought(office, TO_SHED)
    found = values(office, done)
    assert (found["owner"], found["state"]) == (None, "shed")
    assert isinstance(done, Decision)
    assert office.rows.records[STAY, f"errand/{done.answer['id']}"].values["pool"] == "shed"


def test_rules_hear_of_it_where_it_was_sent() -> None:
    rule = {"when": {"created": "errand"}, "if": {"field": "state", "op": "eq", "value": "new"}, "then": [{"do": "errand.give"}]}  # fmt: skip
    office = bureau(rules={"spread": rule})
    assert values(office, brought(office, None))["owner"] in {"p1", "p2", "p3", ANN, BEN}
    assert values(office, brought(office, TO_BEN))["owner"] == BEN


def test_what_the_rules_send_on_is_refused_whole() -> None:
    rule = {"when": {"created": "errand"}, "then": [{"assign": {"field": "actor"}}]}
    office = bureau(rules={"mine": rule})
    assert codes(brought(office, TO_ANN)) == ["imports.sent_on"]
    assert not [key for key in office.rows.records if key[0] == "errand"]


def test_whoever_may_not_take_the_step_sends_nothing_there() -> None:
    steps = {name: {**MOVES[name], "duty": "carry"} for name in ("entrust", "shelve")}
    office = bureau(steps)
    assert codes(brought(office, TO_ANN)) == ["access.no_duty"]
    assert codes(brought(office, TO_SHED)) == ["access.no_duty"]
    assert codes(brought(office, None)) == []


def test_nobody_who_is_not_there_or_has_left_gets_anything() -> None:
    office = bureau()
    assert codes(brought(office, Destination(person="7" * 26))) == ["imports.nobody_there"]
    office.put("person", ANN, active=False)
    assert codes(brought(office, TO_ANN)) == ["imports.nobody_there"]


def test_from_a_state_without_such_a_step_it_is_refused() -> None:
    everything = Actor(None, everything=True)
    refused = brought(bureau(), TO_ANN, everything, state="parked", owner="p2", centre="c1")
    assert codes(refused) == ["imports.no_step_there"]


def test_what_somebody_may_hold_counts() -> None:
    office = bureau()
    office.settings = {("bag", None): 1}
    assert codes(brought(office, TO_ANN)) == []
    assert codes(brought(office, TO_ANN)) == ["limits.full"]
    assert codes(brought(office, TO_BEN)) == []


def test_a_record_that_is_there_stays_where_it_is() -> None:
    office = bureau()
    first = brought(office, TO_BEN)
    again = brought(office, TO_ANN, key=("topic",))
    assert isinstance(again, Decision)
    assert again.answer["outcome"] == "skipped"
    assert values(office, first)["owner"] == BEN


def test_taken_back_it_leaves_no_stay_behind() -> None:
    office = bureau()
    done = brought(office, TO_SHED)
    assert isinstance(done, Decision)
    id = str(done.answer["id"])
    version = done.answer["version"]
    assert isinstance(version, int)
    undone = office.kept(undo_row(UndoRow(office.scene(DESK), "errand", id, version), office.rows))
    assert codes(undone) == []
    assert not {("errand", id), (STAY, f"errand/{id}")} & office.rows.records.keys()


def test_what_is_offered_is_what_the_posts_allow_and_names_who_may() -> None:
    office = bureau()
    desk, courier = office.scene(DESK), office.scene(Actor("p1", (Holding("courier", "c1"),)))
    person, (pool,) = to_person(desk, "errand"), to_pools(desk, "errand")
    assert person is not None
    assert (person.transition, person.asks, person.why) == ("entrust", "to", None)
    assert (pool.id, pool.why) == ("shed", None)
    person, (pool,) = to_person(courier, "errand"), to_pools(courier, "errand")
    assert person is not None
    assert person.why is not None
    assert pool.why is not None
    assert (person.why.code, pool.why.code) == ("access.no_duty", "access.no_duty")
    assert to_person(desk, "person") is None
    assert [one.transition.id for one in sending_steps(desk.release, "errand")] == ["entrust", "shelve"]


def test_what_belongs_to_somebody_else_is_told_or_refused() -> None:
    office = bureau()
    office.put("person", BEN, name="Ben")
    first = brought(office, TO_BEN)
    kept = brought(office, TO_ANN, key=("topic",))
    assert isinstance(kept, Decision)
    assert (kept.answer["owned_by"], values(office, first)["owner"]) == ("Ben", BEN)
    refused = brought(office, TO_ANN, key=("topic",), owned=Owned.REFUSE)
    assert codes(refused) == ["imports.owned_already"]
    assert isinstance(refused, Refusal)
    assert refused.reasons[0].text["en"] == "It belongs to Ben already."
    same = brought(office, TO_BEN, key=("topic",), owned=Owned.REFUSE)
    assert isinstance(same, Decision)
    assert "owned_by" not in same.answer
