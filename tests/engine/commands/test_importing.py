"""Ways in: what a person gives stays within their scope (A13); an import enters states, runs rules, may be silent (A50)."""

from typing import Any

from engine.commands.create_record import CreateRecord, create_record
from engine.commands.import_row import ImportRow, import_row
from engine.values.record import Decision
from server.house import EVERYTHING
from tests.builders.approvals import Desk, codes, workshop

RULES = {
    "hello": {"when": {"created": "order"}, "then": [{"send": "remind", "to": {"field": "owner"}}]},
    "note": {"when": {"created": "order"}, "then": [{"set": {"note": "made"}}]},
}


def desk() -> Desk:
    release = workshop()
    workflow: Any = release.source["workflows/order.json"]
    entering = {"on_enter": [{"set": {"helper": {"field": "owner"}}}]}
    states = {
        name: {**one, **(entering if name == "agreed" else {})} for name, one in workflow["states"].items()
    }
    return Desk(workshop(workflows={"order": {**workflow, "states": states}}, rules=RULES))


def imported(office: Desk, **more: Any) -> Decision:
    asked = ImportRow(
        office.scene(EVERYTHING), "order", {"title": "x", "discount": "0.2"}, owner="ann", centre="c1", **more
    )
    done = office.kept(import_row(asked, office.rows))
    assert isinstance(done, Decision), codes(done)
    return done


def test_a50_a_named_state_is_entered_with_its_effects_and_created_rules_run() -> None:
    office = desk()
    done = imported(office, state="agreed")
    values = office.rows.records["order", str(done.answer["id"])].values
    assert (values["state"], values["helper"], values["note"]) == ("agreed", "ann", "made")
    assert [one.name for one in done.outbox] == ["remind"]


def test_a50_a_state_with_an_approval_is_asked_for_on_the_way_in() -> None:
    office = desk()
    done = imported(office, state="pending")
    assert office.waits_for(str(done.answer["id"])) == {"head", "vice", "ben"}


def test_a50_messages_may_be_left_out_of_the_whole_import() -> None:
    office = desk()
    done = imported(office, state="agreed", quiet=True)
    assert (done.outbox, done.answer["not_sent"]) == ((), 1)
    assert office.rows.records["order", str(done.answer["id"])].values["note"] == "made"


def test_a13_what_a_person_gives_must_stay_within_their_scope_and_what_a_rule_gives_need_not() -> None:
    release = workshop()
    said: Any = {
        name: release.source[f"duties/{name}.json"] for name in ("sell", "agree", "agree_high", "pay")
    }
    duties = {**said, "sell": {**said["sell"], "scope": {"field": "note", "op": "ne", "value": "secret"}}}
    office = Desk(workshop(duties=duties))
    asked = CreateRecord(office.scene("ann"), "order", {"title": "x", "note": "secret"})
    assert codes(create_record(asked, office.rows)) == ["access.may_not_create"]
    asked = CreateRecord(office.scene("ann"), "order", {"title": "x", "note": "plain"})
    assert not codes(create_record(asked, office.rows))
    rules = {"hide": {"when": {"created": "order"}, "then": [{"set": {"note": "secret"}}]}}
    office = Desk(workshop(duties=duties, rules=rules))
    asked = CreateRecord(office.scene("ann"), "order", {"title": "x"})
    made = office.kept(create_record(asked, office.rows))
    assert isinstance(made, Decision)
    assert office.rows.records["order", str(made.answer["id"])].values["note"] == "secret"
