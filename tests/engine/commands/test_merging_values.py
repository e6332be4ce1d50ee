"""Which value stays when two records become one, and what is told of it before (E15, A47)."""

from typing import Any

from engine.commands.preview_transition import preview_transition
from engine.pools.pool import STAY
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.builders.packs import pack
from tests.engine.commands.joinery import text
from tests.engine.commands.test_merging import CLERK, Two, files
from tests.engine.commands.workshop import codes


def test_a47_newest_is_the_value_that_was_changed_last_not_the_record() -> None:
    two = Two(pack(**files(client={"merge": {"city": "newest", "name": "newest", "*": "keep"}})))
    two.later(1, two.stays, city="Rome")
    two.later(2, two.goes, phone="13900139000")
    two.later(3, two.goes, name="Bobby")
    done = two.merge()
    assert isinstance(done, Decision), codes(done)
    two.bench.rows.keep(done)
    after = two.values(two.stays)
    # The one that goes was changed after the one that stays, but its city was not.
    assert (after["city"], after["name"]) == ("Rome", "Bobby")


def test_a47_of_values_that_are_equally_new_that_of_the_survivor_stays_and_none_wins_over_one() -> None:
    two = Two()
    two.later(1, two.goes, city=None)
    done = two.merge()
    assert isinstance(done, Decision), codes(done)
    merged: Any = done.answer["merged"]
    assert merged["values"]["city"] == {"from": "survivor", "why": "only", "before": "Oslo", "after": "Oslo"}
    other = Two()
    done = other.merge()
    assert isinstance(done, Decision), codes(done)
    merged = done.answer["merged"]
    assert (merged["values"]["city"]["from"], merged["values"]["city"]["why"]) == ("survivor", "newest")


def test_a_preview_tells_what_the_merge_then_does_and_writes_nothing() -> None:
    two = Two()
    two.order(two.goes)
    two.touch()
    rows = dict(two.bench.rows.records)
    told = preview_transition(two.ask(two.stays), two.bench.rows)
    assert not isinstance(told, Refusal), codes(told)
    assert two.bench.rows.records == rows
    assert told["merged"] == {
        "into": two.stays,
        "values": {
            "name": {"from": "survivor", "why": "keep", "before": "Bo", "after": "Bo"},
            "tags": {"from": "both", "why": "both", "before": ["a"], "after": ["a", "b"]},
            "city": {
                "from": "loser",
                "why": "newest",
                "survivor_changed_at": "2026-03-02T01:00:00Z",
                "loser_changed_at": "2026-03-02T03:00:00Z",
                "before": "Oslo",
                "after": "Bern",
            },
            "phone": {"from": "loser", "why": "only", "before": None, "after": "+8613800138000"},
        },
        "moved": {"order.client": 1},
        "tasks": 1,
        "limits": ["orders_of_client"],
    }
    assert told["changed"] == {"client": 2, "order": 1}
    assert two.merged().answer["merged"] == told["merged"]
    assert codes(preview_transition(two.ask(two.stays, CLERK), two.bench.rows)) == ["access.no_duty"]  # type: ignore[arg-type]


def test_a47_undone_a_record_of_a_pool_lies_there_again_with_its_stay() -> None:
    said = files()
    flow, duty = said["workflows"]["client"], said["duties"]["client.keep"]
    flow["states"]["known"]["pool"] = "open"
    flow["transitions"]["take"] = {
        "label": text("Take"),
        "from": ["known"],
        "to": "good",
        "duty": "client.keep",
        "effects": [{"assign": {"field": "actor"}}],
    }
    duty["allows"]["transitions"] += ["client.take"]
    pool = {"entity": "client", "claim": {"transition": "client.take"}, "shows": ["name"]}
    two = Two(pack(**said, pools={"open": pool}))

    def stay() -> Any:
        return two.bench.rows.records[STAY, f"client/{two.goes}"].values

    before = stay()
    assert before["left"] is None
    done = two.merge()
    assert isinstance(done, Decision), codes(done)
    two.bench.rows.keep(done)
    assert stay()["left"] is not None
    undone = two.undo()
    assert isinstance(undone, Decision), codes(undone)
    two.bench.rows.keep(undone)
    assert stay() == before
