"""Tracks: a second state that moves beside the main one (E20, A51-A53)."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from engine.access.duty import Actor, Holding
from engine.commands.fire_timer import FireTimer, fire_timer
from engine.packs.check import check
from engine.packs.release import Release
from engine.ports.work import DueTimer
from engine.queries.explain_transition import ExplainAsk, explain_transition
from engine.queries.get_record import RecordAsk, get_record
from engine.queries.offers import OffersAsk, offers
from engine.values.record import Decision, TimerCancel, TimerStart
from engine.values.refusal import Refusal
from tests.engine.commands.workshop import NOW, Bench, codes
from tests.server.paid_jobs import paid_jobs
from tests.server.shop import files

DESK = Actor("p1", (Holding("desk", "c1"),))
MAX = Actor("p2", (Holding("mechanic", "c1"),))


@cache
def release() -> Release:
    found = check(files(**paid_jobs())).release
    assert found is not None
    return found


def bench() -> Bench:
    return Bench(release())


def a_job(at: Bench, *steps: str, **given: Any) -> str:
    """A job after these transitions, each by whoever may take it."""
    job = at.create("job", {"title": "Bike", "price": "90", **given}, DESK)
    for name in steps:
        moved(at, job, name)
    return job


def moved(at: Bench, job: str, name: str) -> Decision:
    return at.fire(job, name, None, DESK if name in ("pay", "dun", "close") else MAX)


def stands(at: Bench, job: str) -> tuple[str, str | None]:
    values = at.values("job", job)
    return values["state"], values.get("payment")


def offered(at: Bench, job: str, who: Actor) -> list[str]:
    found = offers(OffersAsk(at.scene(who), "job", job), at.rows)
    assert not isinstance(found, Refusal)
    return [one.transition.id for one in found]


def names(decision: Decision) -> tuple[list[str], list[str]]:
    """The timers that a decision starts, and those it ends ("*": all)."""
    started = [one.name for one in decision.timers if isinstance(one, TimerStart)]
    ended = [
        name for one in decision.timers if isinstance(one, TimerCancel) for name in (one.names or ("*",))
    ]
    return started, ended


def test_a52_a_track_begins_when_its_main_state_is_entered_first() -> None:
    at = bench()
    job = a_job(at, urgent=True)
    assert stands(at, job) == ("open", None)
    decided = moved(at, job, "start")
    assert stands(at, job) == ("working", "due")
    assert at.values("job", job)["urgent"] is False  # its on_enter
    assert at.values("job", job)["entered_payment"] == NOW
    assert names(decided)[0] == ["payment.due.remind", "remind"]
    assert decided.answer["tracks"] == {"payment": "due"}


def test_a52_a_track_rests_outside_its_main_states_and_goes_on_where_it_was() -> None:
    at = bench()
    job = a_job(at, "start", "pay", "shelve")
    assert stands(at, job) == ("shelf", "paid")
    moved(at, job, "resume")
    assert stands(at, job) == ("working", "paid")
    other = a_job(at, "start")
    decided = moved(at, other, "shelve")
    assert stands(at, other) == ("shelf", "due")
    assert names(decided) == ([], ["*"])  # nothing is due while it rests
    assert codes(at.try_fire(other, "pay", None, DESK)) == ["workflows.track_rests"]
    assert offered(at, other, DESK) == ["resume"]
    decided = moved(at, other, "resume")
    assert [one.entry for one in decided.timers if isinstance(one, TimerStart)] == [NOW, NOW]
    assert names(decided)[0] == ["payment.due.remind", "remind"]


def test_a52_a_refusal_says_where_the_track_moves_on() -> None:
    at = bench()
    job = a_job(at, "start", "shelve")
    refused = at.try_fire(job, "pay", None, DESK)
    assert isinstance(refused, Refusal)
    (reason,) = refused.reasons
    assert reason.text["en"] == (
        "“Pay” is not possible now: “Payment” rests while the record is in the state “On the shelf”."
    )
    assert reason.fix["en"] == "It moves on in: Working, Ready, Dropped."
    why = explain_transition(ExplainAsk(at.scene(DESK), "job", job, "pay", "en"), at.rows)
    assert isinstance(why, dict)
    assert (why["allowed"], why["state"]) == (False, "due")


def test_a53_a_transition_of_a_track_is_named_like_any_other_and_moves_only_its_track() -> None:
    at = bench()
    job = a_job(at, "start")
    before = dict(at.values("job", job))
    decided = moved(at, job, "pay")
    assert stands(at, job) == ("working", "paid")
    assert at.values("job", job)["entered_at"] == before["entered_at"]
    line = decided.history[0]
    assert (line.command, line.why["track"]) == ("transition:job.pay", "payment")
    assert (line.before["payment"], line.after["payment"]) == ("due", "paid")
    assert "state" not in line.after
    assert names(decided) == ([], ["payment.due.remind", "remind"])


def test_rules_hear_the_states_of_a_track() -> None:
    at = bench()
    job = a_job(at, "start")
    decided = moved(at, job, "pay")
    assert [run.rule for run in decided.rule_runs] == ["thanks"]


def test_e20_the_main_workflow_waits_for_a_track_by_a_guard() -> None:
    at = bench()
    job = a_job(at, "start", customer=at.create("customer", {"name": "Bo"}, DESK))
    at.fire(job, "finish", {"price": "90", "reason": "done"}, MAX)
    assert codes(at.try_fire(job, "close", None, DESK)) == ["workflows.guard"]
    moved(at, job, "pay")
    moved(at, job, "close")
    assert stands(at, job) == ("closed", "paid")


def test_a_track_may_not_leave_a_state_it_is_not_in() -> None:
    at = bench()
    job = a_job(at, "start", "pay")
    assert codes(at.try_fire(job, "pay", None, DESK)) == ["workflows.not_from_here"]


def test_a_track_that_has_not_begun_offers_nothing() -> None:
    at = bench()
    job = a_job(at)
    assert codes(at.try_fire(job, "pay", None, DESK)) == ["workflows.track_rests"]
    assert offered(at, job, DESK) == ["remark", "start"]


def test_offers_are_those_of_the_state_then_of_its_tracks() -> None:
    at = bench()
    job = a_job(at, "start")
    assert offered(at, job, DESK) == ["drop", "finish", "remark", "shelve", "dun", "pay"]


def test_main_workflow_and_track_see_each_other_in_one_command() -> None:
    at = bench()
    job = a_job(at, "start", "pay")
    decided = moved(at, job, "drop")
    # The track hears that the job was dropped; the automatic transition of the job sees the track.
    assert stands(at, job) == ("closed", "refunded")
    assert [line.command for line in decided.history] == [
        "transition:job.drop", "transition:job.refund", "transition:job.bury"
    ]  # fmt: skip


def test_a51_in_a_final_main_state_tracks_stop() -> None:
    at = bench()
    job = a_job(at, "start", "pay", "drop")
    assert stands(at, job)[0] == "closed"
    assert offered(at, job, DESK) == []
    assert codes(at.try_fire(job, "pay", None, DESK)) == ["workflows.track_rests"]


def test_a51_the_final_state_of_a_track_locks_nothing_but_the_track() -> None:
    at = bench()
    job = a_job(at, "start")
    at.put("job", job, payment="refunded")
    at.change("job", job, {"price": "80"}, DESK)
    assert codes(at.try_fire(job, "pay", None, DESK)) == ["workflows.not_from_here"]


def test_editable_of_a_track_narrows_what_duties_grant() -> None:
    at = bench()
    job = a_job(at, "start")
    at.change("job", job, {"price": "80"}, DESK)
    moved(at, job, "pay")
    assert codes(at.try_change("job", job, {"price": "70"}, DESK)) == ["forms.read_only"]
    at.change("job", job, {"title": "Old bike"}, DESK)
    moved(at, job, "shelve")
    # It rests, and is paid all the same.
    assert codes(at.try_change("job", job, {"price": "70"}, DESK)) == ["forms.read_only"]


def due(at: Bench, job: str, name: str, after: timedelta) -> DueTimer:
    entry = at.values("job", job)["entered_payment"]
    return DueTimer(
        id="t1", entity="job", record=job, name=name, due_at=NOW + after, entry=entry, zone="Asia/Shanghai",
        if_late="fire", attempts=1, lease="l",
    )  # fmt: skip


def test_a_timer_of_a_track_moves_it_and_is_stale_while_it_rests() -> None:
    at = bench()
    job = a_job(at, "start")
    told = get_record(RecordAsk(at.scene(DESK), "job", job), at.rows)
    assert isinstance(told, dict)
    assert told["due"] == {"remind": (NOW + timedelta(days=5)).isoformat().replace("+00:00", "Z")}
    moved(at, job, "shelve")
    timer = due(at, job, "remind", timedelta(days=5))
    later = _later(at, timedelta(days=5))
    decided = fire_timer(FireTimer(later, timer), at.rows)
    assert isinstance(decided, Decision)
    assert decided.answer["timer"] == "stale"
    moved(at, job, "resume")
    decided = fire_timer(FireTimer(later, timer), at.rows)
    assert isinstance(decided, Decision), decided
    at.rows.keep(decided)
    assert (decided.answer["timer"], stands(at, job)) == ("done", ("working", "reminded"))


def _later(at: Bench, after: timedelta) -> Any:
    return replace(at.scene(Actor(person=None, everything=True)), now=NOW + after)
