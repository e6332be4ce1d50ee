"""Tasks whole (C8, E6): when they are due, what does and drops them, who takes them, and who gets them when they are late."""

from datetime import timedelta

from engine.values.refusal import Refusal
from tests.engine.commands.casework import DAY, HOUR
from tests.engine.commands.errands import ANN, BEN, FAR, LOOKER, Errands
from tests.engine.commands.workshop import NOW


def code(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.reasons[0].code


def test_c8_a_task_is_due_on_the_working_clock_and_its_deadlines_count_from_that() -> None:
    desk = Errands()
    desk.now = NOW + 7 * HOUR  # 16:00: one of the two working hours is left today
    desk.case()
    task = desk.task()
    due = NOW + DAY + HOUR  # 10:00 tomorrow
    assert task.values["due_at"] == due
    assert desk.due(task.id) == {"remind": DAY, "late": DAY + HOUR, "give_up": 3 * DAY + 7 * HOUR}


def test_c8_a_transition_of_the_record_does_it_and_its_deadlines_end() -> None:
    desk = Errands()
    case = desk.case()
    desk.move("case", case, "close", BEN)
    task = desk.task(state="done")
    assert (task.values["ended_at"], task.values["ended_by"]) == (desk.now, "p2")
    assert desk.due(task.id) == {}


def test_c8_a_transition_of_a_record_that_points_to_it_does_it() -> None:
    desk = Errands()
    case, other = desk.case(), desk.case()
    desk.move("call", desk.call(case), "made")
    assert desk.task(state="done").values["record"] == case
    assert desk.task().values["record"] == other


def test_c8_a_transition_in_dropped_by_drops_it() -> None:
    desk = Errands()
    desk.move("case", desk.case(), "park")
    assert desk.task(state="dropped").values["ended_at"] == desk.now


def test_a51_a_final_state_drops_what_is_still_open() -> None:
    desk = Errands()
    case = desk.case(visit_at=(NOW + 9 * DAY).isoformat())
    desk.move("case", case, "end")
    assert len(desk.tasks("dropped")) == 3
    assert not any(one.entity == "_task" for one in desk.timers.values())


def test_a24_the_due_moment_and_the_deadlines_move_with_what_they_count_from() -> None:
    desk = Errands()
    case = desk.case(visit_at=(NOW + 9 * DAY).isoformat())
    task = desk.task("Prepare the visit")
    assert (task.values["due_at"], desk.due(task.id)) == (NOW + 8 * DAY, {"soon": 7 * DAY})
    desk.change(case, visit_at=(NOW + 12 * DAY).isoformat())
    task = desk.task("Prepare the visit")
    assert (task.values["due_at"], desk.due(task.id)) == (NOW + 11 * DAY, {"soon": 10 * DAY})
    desk.change(case, name="Nothing that counts")
    assert desk.task("Prepare the visit").version == task.version
    desk.change(case, visit_at=None)
    assert (desk.task("Prepare the visit").values["due_at"], desk.due(task.id)) == (None, {})


def test_a_time_of_day_alone_is_the_next_such_time() -> None:
    desk = Errands()
    desk.case(visit_at=(NOW + 9 * DAY).isoformat())
    assert desk.task("Tidy up").values["due_at"] == NOW + 8.5 * HOUR
    desk.now = NOW + 9 * HOUR
    desk.case(visit_at=(NOW + 9 * DAY).isoformat())
    late = [one for one in desk.tasks() if one.values["at"] == desk.now and one.values["team"]]
    assert [one.values["due_at"] for one in late] == [NOW + DAY + 8.5 * HOUR]


def test_e6_a_late_task_goes_to_the_manager_too_and_one_of_them_does_it_for_both() -> None:
    desk = Errands()
    case = desk.case()
    desk.pass_to(NOW + 2 * HOUR)
    assert desk.value(case, "trail") == "-r"
    first, second = desk.tasks()
    assert (first.values["duty"], second.values["person"]) == ("case.do", "p2")
    assert (second.values["handed_on"], second.values["due_at"]) == (first.id, first.values["due_at"])
    desk.move("case", case, "close", BEN)
    assert len(desk.tasks("done")) == 2


def test_e6_reassign_takes_it_away_from_whoever_has_it() -> None:
    desk = Errands()
    desk.case()
    task = desk.task()
    desk.handle(task.id, "take", ANN)
    desk.pass_to(NOW + 3 * DAY)
    (mine,) = (one for one in desk.tasks() if one.id == task.id)
    assert (mine.values["person"], mine.values["duty"], mine.values["taken_at"]) == ("p2", None, None)


def test_a_deadline_with_nobody_to_hand_on_to_says_so_in_history() -> None:
    desk = Errands()
    case = desk.case()
    desk.now = NOW + 3 * DAY
    desk.move("case", case, "end", BEN)  # somebody else's case: nothing is left
    desk.case()
    task = desk.task()
    decided = desk.ring(desk.claimed(task.id, "give_up"))
    assert not isinstance(decided, Refusal)
    assert decided.answer["timer"] == "moved"  # not before it is due
    desk.now += 3 * DAY
    decided = desk.ring(desk.claimed(task.id, "give_up"))
    assert not isinstance(decided, Refusal)
    assert decided.history[0].why["warnings"] == [{"nobody": "reassign", "task": task.id}]


def test_a28_a_deadline_of_a_task_that_has_ended_is_stale() -> None:
    desk = Errands()
    case = desk.case()
    late = desk.claimed(desk.task().id, "late")
    desk.move("case", case, "close")
    desk.now += DAY
    assert desk.keep(desk.ring(late)).answer == {"timer": "stale"}


def test_one_person_takes_a_task_of_a_duty_and_gives_it_back() -> None:
    desk = Errands()
    desk.case()
    task = desk.task()
    assert desk.handle(task.id, "take", ANN).answer["person"] == "p1"
    assert desk.keep(desk.try_handle(task.id, "take", ANN)).changes == ()  # twice is once
    taken = desk.try_handle(task.id, "take", BEN)
    assert code(taken) == "tasks.taken"
    assert isinstance(taken, Refusal)
    assert "Person 1" in taken.reasons[0].text["en"]
    assert code(desk.try_handle(task.id, "give_back", BEN)) == "tasks.not_yours"
    desk.handle(task.id, "give_back", ANN)
    assert desk.handle(task.id, "take", BEN).answer["person"] == "p2"


def test_a32_a_task_is_taken_by_who_has_the_duty_where_it_is() -> None:
    desk = Errands()
    desk.case()
    task = desk.task()
    assert code(desk.try_handle(task.id, "take", FAR)) == "tasks.missing"  # may not even see the case
    assert code(desk.try_handle(task.id, "take", LOOKER)) == "tasks.not_yours"


def test_a_task_of_one_person_is_neither_taken_nor_given_back() -> None:
    desk = Errands()
    desk.case(visit_at=(NOW + 9 * DAY).isoformat())
    task = desk.task("Prepare the visit")
    assert code(desk.try_handle(task.id, "take", BEN)) == "tasks.not_yours"
    assert code(desk.try_handle(task.id, "give_back", ANN)) == "tasks.not_taken"


def test_a_task_that_nothing_does_is_ticked_off_by_hand_and_no_other_is() -> None:
    desk = Errands()
    desk.case(visit_at=(NOW + 9 * DAY).isoformat())
    tick = desk.task("Tidy up")
    assert code(desk.try_handle(desk.task().id, "done", ANN)) == "tasks.done_by_acting"
    assert code(desk.try_handle(tick.id, "done", BEN)) == "tasks.not_yours"  # not in the team
    desk.handle(tick.id, "done", ANN)
    assert desk.task("Tidy up", "done").values["ended_by"] == "p1"
    assert code(desk.try_handle(tick.id, "done", ANN)) == "tasks.ended"


def test_what_began_and_ended_in_one_command_never_was_open() -> None:
    desk = Errands()
    case = desk.case()
    desk.move("case", case, "close")
    assert desk.tasks() == []
    assert desk.now - NOW == timedelta(0)
