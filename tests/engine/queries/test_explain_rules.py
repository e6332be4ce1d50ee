"""Why rules fired or did not, told of the record as it was at a line of its history."""

from collections.abc import Mapping
from typing import Any

from engine.access.duty import Actor
from engine.ports.history import HistoryLine
from engine.queries.explain_rules import ExplainRulesAsk, explain_rules
from engine.records.present import present
from engine.values.record import Decision, HistoryEntry
from engine.values.refusal import Refusal
from tests.engine.commands.workshop import ELSEWHERE, JOINER, Bench


def line(entry: HistoryEntry) -> HistoryLine:
    def plain(values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: present(value) for name, value in values.items()}

    return HistoryLine(
        entry.id,
        entry.version,
        entry.at,
        entry.actor,
        entry.command,
        entry.release,
        plain(entry.before),
        plain(entry.after),
    )


def of(bench: Bench, job: str, decisions: list[Decision], command: str, actor: Actor = JOINER) -> Any:
    lines = [line(entry) for decided in decisions for entry in decided.history if entry.record == job][::-1]
    wanted = next(one for one in lines if one.command == command)
    return explain_rules(
        ExplainRulesAsk(bench.scene(actor), "job", job, wanted.id, tuple(lines), "en"), bench.rows
    )


def test_each_rule_that_listened_says_whether_it_fired_and_what_was_not_met() -> None:
    bench = Bench()
    job = bench.job()
    decided = [bench.fire(job, "cut", {"price": "10"}), bench.change("job", job, {"note": "later"})]
    told = of(bench, job, decided, "transition:job.cut")
    by_rule = {one["rule"]: one for one in told["rules"]}
    assert {name: one["fired"] for name, one in by_rule.items() if one["event"] == "transition:job.cut"} == {
        "first": True,
        "never": False,
        "second": True,
    }
    assert by_rule["first"]["if"] == "State before is “Asked”"
    assert by_rule["never"]["unmet"][0]["text"] == "Not met: State before is “Cutting”."
    assert by_rule["never"]["looked_elsewhere"] is False


def test_the_record_is_judged_as_it_was_and_not_as_it_is() -> None:
    bench = Bench()
    customer = bench.create("customer", {"name": "Li"})
    job = bench.job(customer=customer)
    decided = [
        bench.change("job", job, {"note": "x"}),
        bench.change("job", job, {"customer": None, "note": "y"}),
    ]
    told = of(bench, job, decided[:1] + decided[1:], "change")
    # Newest first: the first "change" found is the later one, at which there was no customer any more.
    (later,) = [one for one in told["rules"] if one["rule"] == "count_note"]
    assert later["fired"] is False
    lines = [line(entry) for one in decided for entry in one.history if entry.record == job][::-1]
    earlier = explain_rules(
        ExplainRulesAsk(bench.scene(JOINER), "job", job, lines[-1].id, tuple(lines), "en"), bench.rows
    )
    assert isinstance(earlier, dict)
    assert [one["fired"] for one in earlier["rules"] if one["rule"] == "count_note"] == [True]  # type: ignore[union-attr,index,call-overload]


def test_who_may_not_see_the_record_learns_nothing() -> None:
    bench = Bench()
    job = bench.job()
    decided = [bench.fire(job, "cut", {"price": "10"})]
    assert isinstance(of(bench, job, decided, "transition:job.cut", ELSEWHERE), Refusal)
