"""What was refused is noted, and nothing else about the record changes."""

from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.note_refusal import note_refusal, worth_noting
from engine.values.refusal import Refusal
from tests.engine.commands.workshop import CASHIER, ELSEWHERE, JOINER, Bench


def refused(bench: Bench, asked: FireTransition) -> Refusal:
    refusal = fire_transition(asked, bench.rows)
    assert isinstance(refusal, Refusal)
    return refusal


def test_a_forbidden_try_leaves_a_line_with_its_reasons_and_no_change() -> None:
    bench = Bench()
    job = bench.job()
    asked = FireTransition(bench.scene(CASHIER), "job", job, "cut")
    note = worth_noting(asked, refused(bench, asked))
    assert note is not None
    decided = note_refusal(note, bench.rows)
    (entry,) = decided.history
    assert (entry.command, entry.actor, entry.version) == ("refused:transition:job.cut", "p2", 1)
    assert entry.why["reasons"][0]["code"] == "access.no_duty"  # type: ignore[index,call-overload]
    assert not (decided.changes)
    assert not (decided.new)
    assert not (decided.outbox)


def test_a_record_that_may_not_be_seen_and_wrong_input_leave_no_line() -> None:
    bench = Bench()
    job = bench.job()
    unseen = FireTransition(bench.scene(ELSEWHERE), "job", job, "cut")
    wrong = FireTransition(bench.scene(JOINER), "job", job, "cut", {"price": "many"})
    for asked in (unseen, wrong):
        assert worth_noting(asked, refused(bench, asked)) is None
