"""Which workflow a record follows: chosen once, when it is made (E21)."""

from engine.commands.map_state import MapState, map_state
from engine.packs.release import Release
from engine.queries.offers import OffersAsk, offers
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.house import EVERYTHING
from tests.builders.packs import pack
from tests.engine.commands.workshop import BOSS, NOW, Bench, codes


def label(text: str) -> dict[str, str]:
    return {"en": text, "zh-CN": text}


def state(text: str, **more: object) -> dict[str, object]:
    return {"label": label(text), **more}


def jobs() -> Release:
    """Jobs that go from new to done; urgent ones by way of a check, dear ones with a check from the start."""
    done = state("Done", final=True)
    go = {"label": label("Go"), "from": ["new"], "to": "done", "duty": "go"}
    checked = {
        "label": label("Urgent"), "entity": "job", "initial": "new", "order": 20,
        "if": {"field": "urgent", "op": "eq", "value": True},
        "states": {"new": state("New"), "check": state("Check"), "done": done},
        "transitions": {
            "go": {**go, "to": "check"},
            "pass": {"label": label("Pass"), "from": ["check"], "to": "done", "automatic": True,
                     "guard": {"field": "price", "op": "present"}},
        },
    }  # fmt: skip
    dear = {
        **checked, "label": label("Dear"), "initial": "check", "order": 10,
        "if": {"field": "price", "op": "gte", "value": {"parameter": "dear"}},
    }  # fmt: skip
    return pack(
        parameters={"dear": {"type": "money", "default": 100, "label": label("Dear")}},
        entities={"job": {"fields": {
            "urgent": {"type": "boolean", "label": label("Urgent")},
            "price": {"type": "money", "label": label("Price")},
        }}},
        roles={"boss": {}},
        workflows={
            "job": {"entity": "job", "initial": "new", "states": {"new": state("New"), "done": done},
                    "transitions": {"go": go}},
            "job.checked": checked,
            "job.dear": dear,
        },
        duties={"go": {"held_by": ["boss"], "scope": "company", "allows": {
            "create": ["job"], "transitions": ["job.go"], "fields": {"job": {"write": ["*"]}}}}},
    )  # fmt: skip


def made(bench: Bench, **given: object) -> str:
    return bench.create("job", given, BOSS)


def stands(bench: Bench, id: str) -> tuple[str, str | None]:
    values = bench.values("job", id)
    return values["state"], values["variant"]


def test_e21_the_first_variant_whose_condition_holds_is_chosen() -> None:
    bench = Bench(jobs())
    assert stands(bench, made(bench)) == ("new", None)
    assert stands(bench, made(bench, urgent=True)) == ("new", "checked")
    # Both hold: the one that is asked first; its automatic transition goes on at once.
    assert stands(bench, made(bench, urgent=True, price="120")) == ("done", "dear")


def test_what_it_was_chosen_by_may_change_afterwards() -> None:
    bench = Bench(jobs())
    job = made(bench, urgent=True)
    bench.change("job", job, {"urgent": False}, BOSS)
    bench.fire(job, "go", actor=BOSS)
    assert stands(bench, job) == ("check", "checked")
    bench.change("job", job, {"price": "5"}, BOSS)
    assert stands(bench, job) == ("done", "checked")


def test_offers_are_those_of_the_variant() -> None:
    bench = Bench(jobs())
    plain, urgent = made(bench), made(bench, urgent=True)
    for job, target in ((plain, "done"), (urgent, "check")):
        found = offers(OffersAsk(bench.scene(BOSS), "job", job), bench.rows)
        assert not isinstance(found, Refusal)
        assert [(one.transition.id, one.to) for one in found] == [("go", target)]


def test_a_first_state_that_only_another_variant_has_is_refused() -> None:
    bench = Bench(jobs())
    assert codes(bench.try_create("job", {}, EVERYTHING, state="check")) == ["workflows.not_in_variant"]
    there = bench.create("job", {"urgent": True}, EVERYTHING, state="check")
    assert stands(bench, there) == ("check", "checked")


def test_the_variant_is_nothing_that_anybody_may_write() -> None:
    bench = Bench(jobs())
    job = made(bench)
    refused = bench.try_change("job", job, {"variant": "checked"}, BOSS)
    assert isinstance(refused, Refusal)
    assert stands(bench, job) == ("new", None)


def test_a_publish_moves_a_record_to_another_variant_and_history_says_so() -> None:
    bench = Bench(jobs())
    job = made(bench, urgent=True)
    asked = MapState(bench.scene(EVERYTHING), "job", job, "checked", "dear", column="variant")
    decided = map_state(asked, bench.rows)
    assert isinstance(decided, Decision)
    bench.rows.keep(decided)
    assert stands(bench, job) == ("new", "dear")
    (line,) = decided.history
    assert (line.command, line.before, line.after) == (
        "publish", {"variant": "checked"}, {"variant": "dear"}
    )  # fmt: skip
    assert bench.values("job", job)["entered_at"] == NOW
