"""Making and changing records: who may, what is filled in, what is refused, what follows."""

from decimal import Decimal

from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal
from tests.engine.commands.workshop import BOSS, CASHIER, JOINER, NOW, Bench, codes


def test_a_new_record_gets_number_owner_centre_and_defaults() -> None:
    bench = Bench()
    values = bench.values("job", bench.job())
    assert (values["number"], values["owner"], values["centre"], values["discount"]) == (
        "J-1",
        "p1",
        "c1",
        Decimal(0),
    )
    assert bench.values("job", bench.job())["number"] == "J-2"


def test_a50_creating_enters_the_first_state() -> None:
    bench = Bench()
    decided = bench.try_create("job", {"wood": "oak"})
    assert isinstance(decided, Decision)
    assert decided.answer["state"] == "asked"
    assert [entry.command for entry in decided.history] == ["create"]


def test_every_fault_of_the_input_is_told_at_its_place() -> None:
    bench = Bench()
    refusal = bench.try_create("job", {"price": "many", "colour": "red", "discount": "x"})
    assert isinstance(refusal, Refusal)
    assert refusal.kind is Kind.INVALID
    assert {reason.pointer for reason in refusal.reasons} == {"/wood", "/price", "/colour", "/discount"}


def test_nobody_may_write_the_state_or_a_derived_field() -> None:
    bench = Bench()
    for name, value in (
        ("state", "done"),
        ("large", True),
        ("total", "5"),
        ("number", "J-9"),
        ("version", 3),
    ):
        assert isinstance(bench.try_create("job", {"wood": "oak", name: value}), Refusal), name


def test_who_has_no_duty_creates_nothing() -> None:
    bench = Bench()
    refusal = bench.try_create("job", {"wood": "oak"}, CASHIER)
    assert isinstance(refusal, Refusal)
    assert (refusal.kind, codes(refusal)) == (Kind.FORBIDDEN, ["access.may_not_create"])


def test_a33_own_reaches_nobody_without_an_owner() -> None:
    bench = Bench()
    job = bench.job()
    bench.put("job", job, owner=None)
    assert codes(bench.try_change("job", job, {"note": "x"}, BOSS)) == ["records.missing"]
    bench.put("job", job, owner="p3")
    refusal = bench.try_change("job", job, {"wood": "x", "note": "y"}, BOSS)
    assert isinstance(refusal, Refusal)
    # The one that is seen is forbidden; the hidden one is not even mentioned.
    assert (refusal.kind, codes(refusal)) == (Kind.FORBIDDEN, ["access.not_writable"])


def test_a9_changed_means_that_the_value_differs() -> None:
    bench = Bench()
    customer = bench.create("customer", {"name": "Li"})
    job = bench.job(customer=customer, note="same")
    assert bench.values("customer", customer)["notes"] == 0
    bench.change("job", job, {"note": "same", "wood": "ash"})
    assert bench.values("customer", customer)["notes"] == 0
    bench.change("job", job, {"note": "other"})
    assert bench.values("customer", customer)["notes"] == 1


def test_a13_a_rule_writes_what_its_person_may_not() -> None:
    bench = Bench()
    customer = bench.create("customer", {"name": "Li"})
    decided = bench.change("job", bench.job(customer=customer), {"note": "x"})
    by_rule = [entry for entry in decided.history if entry.command == "rule:count_note"]
    assert [(entry.entity, entry.actor) for entry in by_rule] == [("customer", "p1")]
    assert by_rule[0].caused_by == decided.history[0].id


def test_e10_a_clash_runs_the_rule_instead_of_the_create() -> None:
    bench = Bench()
    first = bench.create("customer", {"name": "Li", "phone": "13800000001"})
    decided = bench.try_create("customer", {"name": "Li again", "phone": "138 0000 0001"})
    assert isinstance(decided, Decision)
    assert not decided.new
    bench.rows.keep(decided)
    assert decided.answer["id"] == first
    assert bench.values("customer", first)["notes"] == 100


def test_e10_changing_into_a_clash_is_refused() -> None:
    bench = Bench()
    bench.create("customer", {"name": "Li", "phone": "13800000001"})
    other = bench.create("customer", {"name": "Wang", "phone": "13800000002"})
    assert codes(bench.try_change("customer", other, {"phone": "13800000001"})) == ["records.not_unique"]


def test_e11_lines_are_saved_with_the_record_and_copy_from_their_link() -> None:
    bench = Bench()
    plank = bench.create("product", {"name": "Plank", "list_price": "12.50"})
    job = bench.job(parts=[{"product": plank, "pieces": 4}])
    (row,) = bench.rows.find("part", {"parent": job})
    assert (row.values["each"], row.values["position"]) == (Decimal("12.50"), 1)
    bench.change("product", plank, {"list_price": "99"})
    assert bench.rows.find("part", {"parent": job})[0].values["each"] == Decimal("12.50")


def test_e11_rows_are_changed_added_and_taken_away_in_one_command() -> None:
    bench = Bench()
    plank = bench.create("product", {"name": "Plank", "list_price": "10"})
    job = bench.job(parts=[{"product": plank, "pieces": 1}, {"product": plank, "pieces": 2}])
    first, second = bench.rows.find("part", {"parent": job})
    if first.values["position"] != 1:
        first, second = second, first
    decided = bench.change(
        "job", job, {"parts": [{"id": second.id, "pieces": 5}, {"product": plank, "pieces": 7}]}
    )
    assert [removal.id for removal in decided.removals] == [first.id]
    assert sorted(row.values["pieces"] for row in bench.rows.find("part", {"parent": job})) == [5, 7]  # type: ignore[type-var]
    assert bench.rows.records["job", job].version == 2


def test_a11_a_broken_invariant_refuses_with_its_sentence() -> None:
    bench = Bench()
    job = bench.job()
    assert codes(bench.try_change("job", job, {"discount": "0.6"})) == ["invariants.broken"]
    bench.put("job", job, discount=Decimal("0.6"))
    # Old data does not stand in the way of unrelated work.
    bench.change("job", job, {"note": "fine"})


def test_c2_confirm_wants_a_reason_and_keeps_it() -> None:
    bench = Bench()
    job = bench.job()
    refusal = bench.try_change("job", job, {"price": "200000"})
    assert isinstance(refusal, Refusal)
    assert (refusal.kind, codes(refusal)) == (Kind.CONFIRM, ["invariants.confirm"])
    decided = bench.change("job", job, {"price": "200000"}, confirmed={"price_is_fair": "a whole house"})
    assert decided.history[0].why["warnings"] == [{"confirmed": "price_is_fair", "reason": "a whole house"}]


def test_c2_warn_lets_it_pass_and_says_so() -> None:
    bench = Bench()
    job = bench.job()
    bench.fire(job, "cut", {"price": "10"})
    assert [one["invariant"] for one in bench.fire(job, "finish").answer["warnings"]] == ["has_due"]  # type: ignore[index,union-attr]


def test_a_loop_of_rules_is_stopped_named_and_changes_nothing() -> None:
    bench = Bench()
    refusal = bench.try_create("product", {"name": "endless plank", "list_price": "1"})
    assert codes(refusal) == ["rules.loop"]
    assert "spin → spin" in refusal.reasons[0].text["en"]  # type: ignore[union-attr]


def test_a7_in_one_chain_a_rule_runs_once_for_the_same_record_and_event() -> None:
    bench = Bench()
    plank = bench.create("product", {"name": "Plank", "list_price": "1"})
    decided = bench.change("product", plank, {"list_price": "10"})
    assert [run.rule for run in decided.rule_runs] == ["again"]
    assert bench.values("product", plank)["list_price"] == Decimal(11)


def test_e18_a_kept_derived_field_follows_what_it_reads() -> None:
    bench = Bench()
    job = bench.job(price="5000")
    assert bench.values("job", job)["large"] is True
    bench.change("job", job, {"price": "10"})
    assert bench.values("job", job)["large"] is False


def test_a_line_is_no_record_of_its_own_to_create() -> None:
    bench = Bench()
    assert codes(bench.try_create("part", {"pieces": 1}, JOINER)) == ["records.no_such_entity"]


def test_a12_a_refused_effect_refuses_the_whole_command_and_names_the_rule() -> None:
    bench = Bench()
    job = bench.job()
    refusal = bench.try_change("job", job, {"note": "finish it"})
    assert codes(refusal) == ["workflows.not_from_here", "rules.refused"]
    assert refusal.reasons[-1].data["rule_id"] == "finish_it"  # type: ignore[union-attr]
    assert bench.values("job", job)["note"] is None


def test_a12_each_may_leave_out_what_is_refused_and_reports_it() -> None:
    bench = Bench()
    customer = bench.create("customer", {"name": "Li"})
    ready, unready = bench.job(customer=customer), bench.job(customer=customer)
    bench.fire(ready, "cut", {"price": "10"})
    decided = bench.change("customer", customer, {"name": "Gone"})
    assert [bench.values("job", job)["state"] for job in (ready, unready)] == ["done", "asked"]
    # What the row that was left out had already done is taken back.
    assert [bench.values("job", job)["note"] for job in (ready, unready)] == ["left open", None]
    assert {"skipped": unready, "codes": ["workflows.not_from_here"]} in decided.answer["warnings"]  # type: ignore[operator]


def test_a21_there_is_one_moment_in_a_command() -> None:
    bench = Bench()
    customer = bench.create("customer", {"name": "Li"})
    decided = bench.change("job", bench.job(customer=customer), {"note": "x"})
    assert len(decided.history) == 2
    assert {entry.at for entry in decided.history} == {NOW}
    assert {change.values["changed_at"] for change in decided.changes if "changed_at" in change.values} <= {
        NOW
    }
