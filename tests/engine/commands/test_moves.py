"""Moving a record: order of effects, what stays, what comes back, what is refused."""

from decimal import Decimal

from engine.values.record import Decision, TimerCancel, TimerStart
from engine.values.refusal import Kind, Refusal
from tests.engine.commands.workshop import CASHIER, ELSEWHERE, NOW, Bench, codes


def test_a4_a_move_that_stays_leaves_history_but_neither_leaves_nor_enters() -> None:
    bench = Bench()
    job = bench.job()
    bench.fire(job, "cut", {"price": "10"})
    before = bench.values("job", job)
    decided = bench.fire(job, "note")
    assert [entry.command for entry in decided.history] == ["transition:job.note"]
    assert bench.values("job", job)["trail"] == before["trail"]
    assert bench.values("job", job)["entered_at"] == before["entered_at"]
    assert not decided.timers


def test_a5_the_guard_sees_the_accepted_input_and_no_effect() -> None:
    bench = Bench()
    job = bench.job()
    # The price comes with the form of this very transition.
    assert bench.fire(job, "cut", {"price": "10"}).answer["state"] == "cutting"


def test_a5_rows_that_come_with_the_form_are_saved_and_the_guard_sees_them() -> None:
    bench = Bench()
    plank = bench.create("product", {"name": "Plank", "list_price": "10"})
    job = bench.job()
    refused = bench.try_fire(job, "measure", {"parts": []})
    assert codes(refused) == ["workflows.guard"]
    bench.fire(job, "measure", {"parts": [{"product": plank, "pieces": 3}]})
    assert [row.values["pieces"] for row in bench.rows.find("part", {"parent": job})] == [3]


def test_a6_effects_then_state_then_entering_then_rules() -> None:
    bench = Bench()
    job = bench.job()
    bench.fire(job, "cut", {"price": "10"})
    # t: the transition, e: entering; then the rules by order: 1 before 2.
    assert bench.values("job", job)["trail"] == "-te12"
    assert bench.values("job", job)["price"] == Decimal(10)


def test_a7_rules_run_by_order_and_the_condition_of_one_keeps_it_out() -> None:
    bench = Bench()
    decided = bench.fire(bench.job(), "cut", {"price": "10"})
    assert [run.rule for run in decided.rule_runs] == ["first", "second"]
    assert decided.history[0].why["rules"] == {"first": True, "never": False, "second": True}


def test_a8_before_is_the_start_of_the_event() -> None:
    bench = Bench()
    job = bench.job()
    # Rule "first" wants before.state = asked although the state is cutting by then; "never" wants the opposite.
    bench.fire(job, "cut", {"price": "10"})
    assert "1" in bench.values("job", job)["trail"]
    assert bench.values("job", job)["note"] is None


def test_e2_leaving_a_group_and_going_back_to_where_it_was_left() -> None:
    bench = Bench()
    job = bench.job()
    bench.fire(job, "cut", {"price": "10"})
    bench.fire(job, "wait")
    assert bench.values("job", job)["note"] == "left open"
    assert bench.values("job", job)["trail"].endswith("l")
    assert bench.fire(job, "resume").answer["state"] == "cutting"


def test_e2_moving_inside_a_group_does_not_leave_it() -> None:
    bench = Bench()
    job = bench.job()
    bench.fire(job, "cut", {"price": "10"})
    assert bench.values("job", job)["note"] is None


def test_e17_an_automatic_transition_follows_a_row_of_another_entity() -> None:
    bench = Bench()
    oak = bench.create("product", {"name": "Plank", "list_price": "50"})
    job = bench.job(parts=[{"product": oak, "pieces": 2}])
    bench.fire(job, "cut", {"price": "100"})
    bench.create("payment", {"job": job, "amount": "60"}, CASHIER)
    assert bench.values("job", job)["state"] == "cutting"
    bench.create("payment", {"job": job, "amount": "40"}, CASHIER)
    assert bench.values("job", job)["state"] == "settled"


def test_a29_rules_and_automatic_moves_see_the_row_of_this_command() -> None:
    bench = Bench()
    oak = bench.create("product", {"name": "Plank", "list_price": "50"})
    job = bench.job(parts=[{"product": oak, "pieces": 1}])
    bench.fire(job, "cut", {"price": "100"})
    decided = bench.try_create("payment", {"job": job, "amount": "50"}, CASHIER)
    assert isinstance(decided, Decision)
    assert [change.values["state"] for change in decided.changes] == ["settled"]


def test_a51_a_final_state_is_locked() -> None:
    bench = Bench()
    job = bench.job(note="x")
    bench.fire(job, "cut", {"price": "10"})
    bench.fire(job, "finish")
    assert codes(bench.try_change("job", job, {"wood": "ash"})) == ["forms.read_only"]
    assert codes(bench.try_fire(job, "cut", {"price": "10"})) == ["workflows.not_from_here"]


def test_e5_a_state_leaves_only_some_fields_open() -> None:
    bench = Bench()
    job = bench.job()
    bench.fire(job, "wait")
    assert codes(bench.try_change("job", job, {"wood": "ash"})) == ["forms.read_only"]
    bench.change("job", job, {"note": "still open"})


def test_an_unmet_guard_names_what_would_turn_it() -> None:
    bench = Bench()
    job = bench.job()
    bench.put("job", job, state="cutting")
    bench.put("job", job, state="asked", price=None)
    refusal = bench.try_fire(job, "cut", {"price": None})
    assert codes(refusal) == ["forms.required"]


def test_a_duty_of_another_centre_does_not_see_the_record() -> None:
    bench = Bench()
    refusal = bench.try_fire(bench.job(), "cut", {"price": "10"}, ELSEWHERE)
    assert isinstance(refusal, Refusal)
    assert (refusal.kind, codes(refusal)) == (Kind.MISSING, ["records.missing"])


def test_who_sees_a_record_but_lacks_the_duty_is_refused_before_anything_else() -> None:
    bench = Bench()
    refusal = bench.try_fire(bench.job(), "cut", {"nonsense": 1}, CASHIER, version=99)
    assert isinstance(refusal, Refusal)
    assert (refusal.kind, codes(refusal)) == (Kind.FORBIDDEN, ["access.no_duty"])


def test_a_wrong_version_is_stale() -> None:
    bench = Bench()
    refusal = bench.try_fire(bench.job(), "wait", version=7)
    assert isinstance(refusal, Refusal)
    assert refusal.kind is Kind.STALE


def test_an_unknown_transition_is_missing() -> None:
    bench = Bench()
    assert codes(bench.try_fire(bench.job(), "fly")) == ["workflows.no_such_transition"]


def test_a_transition_of_the_engine_is_not_taken_by_hand() -> None:
    bench = Bench()
    job = bench.job()
    bench.fire(job, "cut", {"price": "10"})
    assert codes(bench.try_fire(job, "settle")) == ["workflows.not_by_hand"]


def test_a24_a_timer_follows_the_date_it_waits_for() -> None:
    bench = Bench()
    job = bench.job(due_on="2026-03-10T09:00:00+08:00")
    started = bench.fire(job, "wait").timers
    assert [(one.name, one.due_at.isoformat()) for one in started if isinstance(one, TimerStart)] == [
        ("expire", "2026-03-09T01:00:00+00:00")
    ]
    assert started[1].entry == NOW  # type: ignore[union-attr]
    moved = bench.change("job", job, {"note": "nothing about the date"}).timers
    assert moved == ()


def test_a25_leaving_the_state_ends_its_timers() -> None:
    bench = Bench()
    job = bench.job(due_on="2026-03-10T09:00:00+08:00")
    bench.fire(job, "wait")
    assert bench.fire(job, "resume").timers == (TimerCancel("job", job),)


def test_the_message_tells_the_record_as_it_was_decided() -> None:
    bench = Bench()
    job = bench.job(note="x")
    bench.fire(job, "cut", {"price": "10"})
    decided = bench.fire(job, "finish")
    (entry,) = decided.outbox
    assert entry.body["text"] == {"app": {"en": "oak is Done", "zh-CN": "oak Done"}}
    assert entry.body["to"] == [{"person": "p1"}]


def test_e12_create_with_match_uses_the_one_that_exists() -> None:
    bench = Bench()
    first, second = bench.job(note="x"), bench.job(note="x")
    for job in (first, second):
        bench.fire(job, "cut", {"price": "10"})
        bench.fire(job, "finish")
    made = {bench.values("job", job)["made"] for job in (first, second)}
    assert len(made) == 1
    assert len([key for key in bench.rows.records if key[0] == "customer"]) == 1


def test_running_a_command_again_decides_the_same() -> None:
    bench = Bench()
    job = bench.job()
    asked = bench.scene
    del asked
    first = bench.try_fire(job, "cut", {"price": "10"})
    bench._count -= 1
    assert bench.try_fire(job, "cut", {"price": "10"}) == first


def test_a10_each_effect_sees_what_the_earlier_ones_did() -> None:
    bench = Bench()
    job = bench.job(note="x")
    bench.fire(job, "cut", {"price": "10"})
    # "finish" makes a customer and links it; the message that comes after is filled from the record as it came out.
    decided = bench.fire(job, "finish")
    assert bench.values("job", job)["made"] == decided.new[0].id
    assert decided.outbox[0].body["text"] == {"app": {"en": "oak is Done", "zh-CN": "oak Done"}}


def test_a10_what_was_refused_sends_nothing() -> None:
    bench = Bench()
    assert isinstance(bench.try_fire(bench.job(), "finish"), Refusal)
