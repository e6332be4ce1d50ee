"""Timers of records: when they start, move and end, and what happens when they fire (A21 to A28, E6)."""

from dataclasses import replace
from datetime import timedelta

from engine.commands.move_timers import MoveTimers, move_timers_of
from engine.values.refusal import Refusal
from tests.engine.commands.casework import DAY, HOUR, Desk, cases, claimed
from tests.engine.commands.workshop import NOW


def test_e6_deadlines_of_the_state_and_of_its_groups_start_with_the_entry() -> None:
    desk = Desk()
    id = desk.case()
    assert desk.due(id) == {
        "open.old": 3 * DAY, "new.first": HOUR, "new.second": HOUR, "new.again": 2 * HOUR, "new.told": 3 * HOUR,
        "give_up": DAY, "new.warn": 18 * HOUR,
    }  # fmt: skip


def test_a24_what_is_counted_from_an_absent_moment_does_not_run_and_moves_with_it() -> None:
    desk = Desk()
    id = desk.case(wanted_at=(NOW + 10 * DAY).isoformat())
    assert desk.due(id)["new.soon"] == 8 * DAY
    assert desk.due(id)["new.soon.2"] == 9 * DAY
    desk.change(id, moved_to=(NOW + 12 * DAY).isoformat())  # the latest present
    assert desk.due(id)["new.soon"] == 10 * DAY
    desk.change(id, wanted_at=None, moved_to=None)
    assert not {"new.soon", "new.soon.2"} & desk.due(id).keys()


def test_a25_leaving_ends_and_re_entry_begins_anew_but_the_group_goes_on() -> None:
    desk = Desk()
    id = desk.case()
    desk.now += 30 * timedelta(minutes=1)
    desk.fire(id, "begin")
    assert desk.due(id).keys() == {"open.old", "busy.work", "busy.here"}
    desk.fire(id, "back")
    assert desk.due(id)["new.first"] == 1.5 * HOUR
    assert desk.due(id)["open.old"] == 3 * DAY
    desk.pass_to(NOW + 3 * DAY - HOUR)
    assert "o" not in desk.value(id, "trail")


def test_a25_the_groups_deadline_counts_from_the_entry_into_the_group() -> None:
    desk = Desk()
    id = desk.case(kept=True)
    desk.now += DAY
    desk.fire(id, "begin")
    desk.now = NOW + 3 * DAY
    desk.keep(desk.ring(desk.claimed(id, "open.old")))
    assert desk.value(id, "trail") == "-o"
    desk.fire(id, "close")
    assert desk.due(id) == {}


def test_a4_a_move_that_stays_leaves_the_timers_as_they_are() -> None:
    desk = Desk()
    id = desk.case()
    before = desk.timers.copy()
    desk.now += HOUR / 2
    desk.fire(id, "log")
    assert desk.timers == before


def test_a28_what_is_due_at_one_moment_happens_by_order() -> None:
    desk = Desk()
    id = desk.case()
    desk.pass_to(NOW + HOUR)
    assert desk.value(id, "trail") == "-sf"


def test_a28_a_timer_whose_record_has_moved_on_closes_as_stale() -> None:
    desk = Desk()
    id = desk.case()
    late = desk.claimed(id, "give_up")
    desk.now += HOUR / 2
    desk.fire(id, "begin")
    desk.fire(id, "back")  # the same state, another entry
    desk.now += DAY
    decided = desk.keep(desk.ring(late))
    assert decided.answer == {"timer": "stale"}
    assert decided.changes == ()
    assert desk.due(id)["give_up"] == DAY + HOUR / 2  # that of the present entry, which no other may end
    desk.fire(id, "close")
    assert desk.keep(desk.ring(late)).answer == {"timer": "stale"}


def test_a21_a_fired_timer_has_its_due_moment_besides_now() -> None:
    desk = Desk()
    id = desk.case()
    timer = desk.claimed(id, "give_up")
    desk.now = NOW + DAY + timedelta(minutes=7)
    decided = desk.keep(desk.ring(timer))
    assert desk.value(id, "state") == "over"
    assert desk.value(id, "seen") == NOW + DAY
    assert desk.value(id, "entered_at") == desk.now
    assert decided.history[0].actor is None
    assert decided.history[0].why["due_at"] == (NOW + DAY).isoformat()
    assert desk.due(id) == {}


def test_a26_while_the_guard_does_not_hold_it_stays_due_and_a_change_wakes_it() -> None:
    desk = Desk()
    id = desk.case(kept=True)
    timer = desk.claimed(id, "give_up")
    desk.change(id, name="early")
    assert desk.woken == []
    desk.now = NOW + DAY
    waits = desk.ring(timer)
    assert isinstance(waits, Refusal)
    assert [one.code for one in waits.reasons] == ["timers.waits", "workflows.guard"]
    desk.change(id, kept=False)
    assert desk.woken == [id]
    desk.keep(desk.ring(timer))
    assert desk.value(id, "state") == "over"


def test_a_timer_is_never_early_whatever_has_changed_meanwhile() -> None:
    desk = Desk()
    id = desk.case()
    timer = desk.claimed(id, "give_up")
    desk.now = NOW + DAY
    desk.settings["patience", None] = cases(patience="P2D").parameters["patience"].default
    decided = desk.keep(desk.ring(timer))
    assert decided.answer == {"timer": "moved"}
    assert desk.due(id)["give_up"] == 2 * DAY
    assert desk.value(id, "state") == "new"


def test_e6_a_repeat_is_due_again_until_the_record_leaves() -> None:
    desk = Desk()
    id = desk.case(kept=True)
    desk.timers = {id: one for id, one in desk.timers.items() if one.name == "new.again"}
    desk.pass_to(NOW + 7 * HOUR)
    assert desk.value(id, "trail") == "-rrr"
    assert desk.due(id) == {"new.again": 8 * HOUR}
    desk.fire(id, "close")
    assert desk.due(id) == {}


def test_a27_what_is_past_when_it_starts_follows_if_late() -> None:
    desk = Desk()
    id = desk.case(wanted_at=(NOW + 1.5 * DAY).isoformat())
    assert "new.soon" not in desk.due(id)  # two days before is past: skip
    assert desk.due(id)["new.soon.2"] == DAY / 2
    desk = Desk(cases(patience="PT2H"))
    id = desk.case()
    (warn,) = (one for one in desk.timers.values() if one.name == "new.warn")
    assert warn.error == "late"  # alarm: a person decides


def test_a27_what_is_found_much_too_late_follows_if_late_and_leaves_a_line_of_history() -> None:
    desk = Desk()
    id = desk.case(wanted_at=(NOW + 3 * DAY).isoformat())
    soon, warn = desk.claimed(id, "new.soon"), desk.claimed(id, "new.warn")
    desk.now = NOW + DAY + 2 * HOUR
    skipped = desk.keep(desk.ring(soon))
    assert skipped.answer["timer"] == "skipped"
    assert [(line.command, line.why["late"]) for line in skipped.history] == [
        ("timer:case.new.soon", "skipped")
    ]
    alarm = desk.keep(desk.ring(warn))
    assert alarm.answer["timer"] == "alarm"
    assert [one.error for one in desk.timers.values() if one.name == "new.warn"] == ["late"]
    assert desk.value(id, "trail") == "-"
    # A person says: all the same.
    (row,) = (one for one in desk.timers.values() if one.name == "new.warn")
    desk.keep(desk.ring(replace(claimed(row), if_late="fire")))
    assert desk.value(id, "trail") == "-a"


def test_a27_a_new_release_moves_what_is_due_and_leaves_the_rest() -> None:
    desk = Desk()
    id = desk.case()
    before = {one.name: one.id for one in desk.timers.values()}
    desk.now += HOUR / 2
    former, desk.release = desk.release, cases(warn="PT4H")
    desk.keep(move_timers_of(MoveTimers(desk.scene(), "case", id, former), desk.rows))
    after = {one.name: one.id for one in desk.timers.values()}
    assert desk.due(id)["new.warn"] == 20 * HOUR
    assert {name for name in after if after[name] != before[name]} == {"new.warn"}


def test_a23_the_timers_calendar_else_the_centres_else_the_packs() -> None:
    desk = Desk()
    here, there = desk.case(centre="c1"), desk.case(centre="c2")
    for id in (here, there):
        desk.fire(id, "begin")
    assert desk.due(here)["busy.work"] == 8 * HOUR  # Monday, nine to five
    assert desk.due(here)["busy.here"] == 8 * HOUR
    assert desk.due(there)["busy.work"] == 8 * HOUR
    assert desk.due(there)["busy.here"] == 12 * HOUR  # one to nine


def test_a23_a_calendar_that_changes_moves_what_is_due() -> None:
    desk = Desk()
    id = desk.case(centre="c1")
    desk.fire(id, "begin")
    former, desk.release = desk.release, cases(desk="10:00-18:00")
    desk.keep(move_timers_of(MoveTimers(desk.scene(), "case", id, former), desk.rows))
    assert desk.due(id)["busy.work"] == 9 * HOUR
