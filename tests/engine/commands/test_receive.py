"""Messages by a channel: one event without a record, what its rules do, one command."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.access.duty import Actor
from engine.commands.receive import Receive, receive
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal
from tests.builders.post_room import FILE_LETTER, LETTER, add, post_room
from tests.builders.reader import DictReader

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
BOT = "01KJNZ7JDRHCKCRT21BGDS45NV"


class Desk:
    """Takes letters in, over dictionaries."""

    def __init__(self, release: Release) -> None:
        self.scene = Scene(release, Actor(BOT), NOW)
        self.reader = DictReader(self.scene)
        self._seed = 0

    def take_in(self, sent: dict[str, Any], channel: str = "mail.inbound") -> Decision | Refusal:
        self._seed += 1
        scene = replace(self.scene, seed=self._seed.to_bytes(16))
        outcome = receive(Receive(scene, channel, sent, "m1"), self.reader)
        if isinstance(outcome, Decision):
            self.reader.keep(outcome)
        return outcome

    def all(self, entity: str) -> list[dict[str, Any]]:
        return [{"id": one.id, **one.values} for one in self.reader.find(entity, {})]


def done(outcome: Decision | Refusal) -> Decision:
    assert isinstance(outcome, Decision), outcome
    return outcome


def test_a_letter_becomes_a_ticket_and_its_sender_a_client() -> None:
    desk = Desk(post_room())
    outcome = done(desk.take_in(LETTER))
    (ticket,), (client,) = desk.all("ticket"), desk.all("client")
    assert (ticket["subject"], ticket["ref"], ticket["state"]) == ("It leaks", "R-1", "open")
    assert (client["email"], client["letters"]) == ("bo@example.com", 1)
    # Nobody owns what nobody made by hand.
    assert (ticket["owner"], ticket["created_by"]) == (None, BOT)
    assert outcome.answer == {
        "channel": "mail.inbound",
        "rules": ["file_letter"],
        "records": [
            {"entity": "client", "id": client["id"], "version": 1, "state": None, "made": True},
            {"entity": "ticket", "id": ticket["id"], "version": 1, "state": "open", "made": True},
        ],
    }


def test_what_exists_is_found_and_moved_and_told() -> None:
    desk = Desk(post_room())
    done(desk.take_in(LETTER))
    outcome = done(desk.take_in({**LETTER, "id": "m2"}))
    (ticket,), (client,) = desk.all("ticket"), desk.all("client")
    assert (ticket["trail"], client["letters"]) == ("-r", 2)
    assert [(entry.name, entry.record) for entry in outcome.outbox] == [("again", ticket["id"])]
    assert [one["made"] for one in outcome.answer["records"]] == [False, False]  # type: ignore[index,union-attr]


def test_an_absent_value_finds_nothing() -> None:
    desk = Desk(post_room())
    for id in ("m1", "m2"):
        done(desk.take_in({"message": {"from": "bo@example.com"}, "subject": "No number", "id": id}))
    assert len(desk.all("ticket")) == 2


def test_history_says_that_the_channel_caused_it() -> None:
    outcome = done(Desk(post_room()).take_in(LETTER))
    assert {entry.command for entry in outcome.history} == {"rule:file_letter"}
    assert outcome.history[0].why == {
        "rule": "file_letter",
        "event": "received:mail.inbound",
        "channel": "mail.inbound",
        "message": "m1",
        "rules": {"file_letter": True},
    }
    assert {run.rule for run in outcome.rule_runs} == {"file_letter"}


def test_a_rule_whose_condition_does_not_hold_leaves_nothing() -> None:
    outcome = done(Desk(post_room()).take_in({**LETTER, "subject": "spam"}))
    assert outcome == Decision({"channel": "mail.inbound", "rules": [], "records": []})


def test_several_rules_run_in_order_each_seeing_what_the_earlier_did() -> None:
    later = {
        "order": 20,
        "when": {"received": "mail.inbound"},
        "then": [{"find": "ticket", "match": {"ref": {"field": "input.ref"}}, "then": [add("2")]}],
    }
    desk = Desk(post_room(later=later))
    assert done(desk.take_in(LETTER)).answer["rules"] == ["file_letter", "later"]
    assert desk.all("ticket")[0]["trail"] == "-2"


def test_rows_of_what_was_found_may_be_gone_through() -> None:
    sets = {
        **FILE_LETTER,
        "then": [
            {
                "find": "client",
                "match": {"email": {"field": "input.sender"}},
                "then": [
                    {"each": "ticket.client", "then": [{"set": {"subject": {"field": "record.email"}}}]}
                ],
            }
        ],
    }
    desk = Desk(post_room())
    done(desk.take_in(LETTER))
    (client,), (ticket,) = desk.all("client"), desk.all("ticket")
    record = desk.reader.records["ticket", ticket["id"]]
    desk.reader.records["ticket", ticket["id"]] = replace(
        record, values={**record.values, "client": client["id"]}
    )
    desk.scene = replace(desk.scene, release=post_room(file_letter=sets))
    done(desk.take_in(LETTER))
    assert desk.all("ticket")[0]["subject"] == "bo@example.com"


@pytest.mark.parametrize(
    ("sent", "channel", "kind", "codes"),
    [
        (LETTER, "fax", Kind.MISSING, ["channels.no_such_channel"]),
        ({**LETTER, "odd": 1}, "mail.inbound", Kind.INVALID, ["channels.undeclared"]),
        ({**LETTER, "client": BOT}, "mail.inbound", Kind.INVALID, ["channels.not_there"]),
    ],
)
def test_what_is_refused_changes_nothing(
    sent: dict[str, Any], channel: str, kind: Kind, codes: list[str]
) -> None:
    desk = Desk(post_room())
    outcome = desk.take_in(sent, channel)
    assert isinstance(outcome, Refusal)
    assert (outcome.kind, [one.code for one in outcome.reasons]) == (kind, codes)
    assert desk.reader.records == {}


def test_a12_a_rule_that_cannot_do_its_part_refuses_the_whole_message() -> None:
    cursed = {
        **FILE_LETTER,
        "then": [
            {"create": "client", "set": {"email": {"field": "input.sender"}}},
            {"create": "ticket", "set": {"subject": "x", "cursed": True, "trail": "-r"}},
        ],
    }
    desk = Desk(post_room(file_letter=cursed))
    outcome = desk.take_in(LETTER)
    assert isinstance(outcome, Refusal)
    assert outcome.reasons[0].code == "invariants.broken"
    assert desk.reader.records == {}
