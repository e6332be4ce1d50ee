"""How a clock stands after what happened to its record (E14, A46, A51)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine.timers.due import Clock, Elapsed
from engine.timers.stopwatch import Happened, Stopwatch, started, ticked, waits
from engine.values.duration import Duration
from tests.builders.help_desk import START, files
from tests.builders.packs import compiled

RELEASE = compiled(files())
(WATCH,) = RELEASE.clocks["ticket"]
DESK = RELEASE.calendars["desk"]
ELAPSED = Elapsed(ZoneInfo("Asia/Shanghai"))
HOUR = timedelta(hours=1)
FOUR_HOURS = Duration(seconds=4 * 3600)
CREATED, ANSWERED = "created:ticket", "transition:ticket.answer"


class Watched:
    """A ticket whose clock is moved by hand."""

    def __init__(self, clock: Clock = ELAPSED, target: Duration | None = FOUR_HOURS) -> None:
        self.values: dict[str, Any] = {"state": "open"}
        self.clock, self.target = clock, target

    def at(self, moment: datetime, *events: str, state: str = "") -> str | None:
        self.values["state"] = state or self.values["state"]
        happened = Happened(frozenset(events), frozenset())
        if waits(WATCH, self.values, happened):
            self.values |= ticked(WATCH, self.values, happened, moment, self.target, self.clock)
        return self.values.get("first_answer_status")

    def __getitem__(self, part: str) -> Any:
        return self.values[f"first_answer_{part}"]


def begun(clock: Clock = ELAPSED, target: Duration | None = FOUR_HOURS) -> Watched:
    watched = Watched(clock, target)
    assert watched.at(START, CREATED) == "running"
    return watched


def test_e14_a_clock_runs_from_what_starts_it_to_what_stops_it() -> None:
    watched = Watched()
    assert watched.at(START, ANSWERED) is None
    assert "first_answer_started_at" not in watched.values
    assert watched.at(START, CREATED) == "running"
    assert watched["due_at"] == START + 4 * HOUR
    assert started("first_answer", watched.values) == START
    assert watched.at(START + HOUR, ANSWERED) == "met"
    assert watched["elapsed"] == Duration(seconds=3600)
    assert watched["due_at"] is None
    assert watched.at(START + 9 * HOUR, CREATED, ANSWERED) == "met"
    assert started("first_answer", watched.values) is None


def test_a46_a_new_target_counts_from_the_original_start() -> None:
    watched = begun()
    watched.target = Duration(seconds=2 * 3600)
    assert watched.at(START + HOUR) == "running"
    assert watched["due_at"] == START + 2 * HOUR
    watched.target = Duration(seconds=1800)
    assert watched.at(START + HOUR) == "missed"


def test_a46_while_it_pauses_there_is_no_due_moment_and_afterwards_it_is_later() -> None:
    watched = begun()
    assert watched.at(START + HOUR, state="waiting") == "paused"
    assert watched["due_at"] is None
    assert watched["elapsed"] == Duration(seconds=3600)
    assert watched.at(START + 20 * HOUR) == "paused"
    assert watched.at(START + 21 * HOUR, state="open") == "running"
    assert watched["due_at"] == START + 24 * HOUR
    watched.at(START + 22 * HOUR, state="waiting")
    watched.at(START + 23 * HOUR, state="open")
    assert watched["due_at"] == START + 25 * HOUR
    assert watched.at(START + 24 * HOUR, ANSWERED) == "met"
    assert watched["elapsed"] == Duration(seconds=3 * 3600)


def test_a46_a_target_that_grew_shorter_during_a_pause_is_missed_as_it_ends() -> None:
    watched = begun()
    watched.at(START + HOUR, state="waiting")
    watched.target = Duration(seconds=1800)
    assert watched.at(START + 2 * HOUR) == "paused"
    assert watched.at(START + 3 * HOUR, state="open") == "missed"


def test_a46_missed_is_sticky() -> None:
    watched = begun()
    assert watched.at(START + 4 * HOUR) == "missed"
    watched.target = Duration(days=9)
    assert watched.at(START + 5 * HOUR, state="waiting") == "missed"
    assert watched.at(START + 6 * HOUR, state="open") == "missed"
    assert watched["due_at"] == START + 4 * HOUR
    assert watched.at(START + 7 * HOUR, ANSWERED) == "missed"
    assert watched["due_at"] is None
    assert watched["elapsed"] == Duration(seconds=6 * 3600)


def test_what_stops_it_at_the_very_moment_is_in_time_and_later_is_not() -> None:
    assert begun().at(START + 4 * HOUR, ANSWERED) == "met"
    assert begun().at(START + 4 * HOUR + timedelta(microseconds=1), ANSWERED) == "missed"


def test_a51_a_final_state_ends_it_unjudged_unless_it_was_missed() -> None:
    watched = begun()
    assert watched.at(START + HOUR, state="dropped") is None
    assert watched["stopped_at"] == START + HOUR
    assert watched["due_at"] is None
    assert watched.at(START + 9 * HOUR) is None
    missed = begun()
    missed.at(START + 4 * HOUR)
    assert missed.at(START + 5 * HOUR, state="dropped") == "missed"
    answered = begun()
    assert answered.at(START + HOUR, ANSWERED, state="dropped") == "met"


def test_working_time_alone_counts_in_pauses_too() -> None:
    watched = begun(DESK, Duration(days=1))
    assert watched["due_at"] == START + timedelta(days=1)
    friday = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)  # 16:00
    late = Watched(DESK)
    late.at(friday, CREATED)
    assert late["due_at"] == datetime(2026, 3, 9, 4, 0, tzinfo=UTC)
    late.at(friday + HOUR / 2, state="waiting")
    late.at(datetime(2026, 3, 9, 1, 30, tzinfo=UTC), state="open")  # Monday 09:30: an hour of the desk later
    assert late["paused"] == Duration(seconds=3600)
    assert late["due_at"] == datetime(2026, 3, 9, 5, 0, tzinfo=UTC)
    late.at(datetime(2026, 3, 9, 2, 30, tzinfo=UTC), ANSWERED)
    assert late["elapsed"] == Duration(seconds=5400)


def test_without_a_target_it_runs_and_cannot_be_missed() -> None:
    watched = begun(target=None)
    assert watched["due_at"] is None
    assert watched.at(START + 900 * HOUR) == "running"
    watched.target = Duration(months=999_999)
    assert watched.at(START + 901 * HOUR) == "running"


def test_it_may_listen_to_changes_of_fields() -> None:
    (watch,) = compiled(files(stops_on=[{"changed": "ticket", "fields": ["name"]}])).clocks["ticket"]
    assert isinstance(watch, Stopwatch)
    changed = Happened(frozenset(), frozenset({"name"}))
    assert changed.any_of(watch.stops)
    assert not Happened(frozenset(), frozenset({"urgent"})).any_of(watch.stops)
