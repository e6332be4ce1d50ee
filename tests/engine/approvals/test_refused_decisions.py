"""A decision that was refused leaves a line in the history of the record that it was about, and nothing else."""

from typing import Any

import pytest

from engine.commands.decide_approval import DecideApproval, decide_approval
from engine.commands.note_refusal import note_refusal, worth_noting
from engine.values.refusal import Refusal
from tests.builders.approvals import HEAD, Desk, workshop


@pytest.mark.parametrize(
    ("who", "decision", "code"),
    [
        ("ann", "approve", "approvals.own"),
        ("money", "approve", "approvals.not_a_decider"),
        ("boss", "reject", "approvals.no_reason"),
        ("vice", "approve", "approvals.not_your_turn"),
        ("head", "delegate", "approvals.may_not"),
        ("head", "withdraw", "approvals.only_requester"),
        ("ann", "withdraw", "approvals.not_withdrawn"),
    ],
)
def test_what_was_tried_and_why_it_was_not_done_is_kept(who: str, decision: str, code: str) -> None:
    office = Desk(workshop({"steps": {"head": {**HEAD, "decide": "in_turn"}}}))
    office.hold("ben")
    id = office.submitted()
    round_ = office.round(id).id
    asked = DecideApproval(office.scene(who), round_, decision)
    refusal = decide_approval(asked, office.rows)
    assert isinstance(refusal, Refusal)
    note = worth_noting(asked, refusal)
    assert note is not None
    decided = note_refusal(note, office.rows)
    (line,) = decided.history
    assert (line.entity, line.record, line.actor) == ("order", id, who)
    assert line.command == f"refused:approval:discount.{decision}"
    why: Any = line.why
    assert (why["reasons"][0]["code"], why["approval"]) == (code, round_)
    assert not (decided.changes)
    assert not (decided.new)
    assert not (decided.outbox)


def test_who_may_not_see_it_learns_and_leaves_nothing() -> None:
    office = Desk(workshop())
    id = office.submitted()
    asked = DecideApproval(office.scene("far"), office.round(id).id, "approve")
    refusal = decide_approval(asked, office.rows)
    assert isinstance(refusal, Refusal)
    assert worth_noting(asked, refusal) is None
