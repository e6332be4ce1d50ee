"""Two records become one (E15, A47), what is told before, and the way back."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from engine.access.duty import Actor, Holding
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.undo_merge import UndoMerge, undo_merge
from engine.effects.task_book import TASK
from engine.facts.merged import MERGE
from engine.limits.limit import USAGE
from engine.packs.release import Release
from engine.queries.get_record import RecordAsk, get_record
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.builders.packs import pack
from tests.engine.commands.joinery import text
from tests.engine.commands.workshop import Bench, codes

SMITH = Actor("p1", (Holding("smith", "c1"),))
ELSE = Actor("p2", (Holding("smith", "c2"),))
CLERK = Actor("p3", (Holding("clerk", "c1"),))


def into(field: str = "input.survivor") -> dict[str, Any]:
    return {"merge": {"into": {"field": field}}}


def files(**changes: Any) -> dict[str, Any]:
    options = {name: {"label": text(name)} for name in ("a", "b", "c")}
    client = {
        "title": "name",
        "merge": {"tags": "both", "cards": "both", "city": "newest", "*": "keep"},
        "fields": {
            "name": {"type": "text", "required": True, "label": text("Name")},
            "phone": {"type": "phone", "region": "CN", "label": text("Phone")},
            "city": {"type": "text", "label": text("City")},
            "tags": {"type": "enums", "options": options, "label": text("Tags")},
            "twin": {"type": "link", "to": "client", "label": text("Twin")},
            "cards": {"type": "lines", "label": text("Cards")},
            "orders": {"type": "rollup", "of": "order.client", "function": "count", "label": text("Orders")},
        },
        **changes.get("client", {}),
    }
    every = ["name", "phone", "city", "tags", "twin", "cards"]
    return {
        "entities": {
            "client": client,
            "card": {"part_of": "client.cards", "fields": {"code": {"type": "text", "label": text("Code")}}},
            "order": {
                "fields": {
                    "client": {"type": "link", "to": "client", "label": text("Client")},
                    "note": {"type": "text", "label": text("Note")},
                }
            },
            "letter": {
                "fields": {"about": {"type": "link", "to": ["client", "order"], "label": text("About")}}
            },
        },
        "workflows": {
            "client": {
                "entity": "client",
                "initial": "known",
                "states": {
                    "known": {"label": text("Known")},
                    "good": {"label": text("Good")},
                    "gone": {"label": text("Gone"), "final": True},
                },
                "transitions": {
                    "praise": {
                        "label": text("Praise"),
                        "from": ["known"],
                        "to": "good",
                        "duty": "client.keep",
                    },
                    "merge": {
                        "label": text("Merge"),
                        "from": ["known", "good"],
                        "to": "gone",
                        "duty": "client.keep",
                        "form": "merge",
                        "effects": [into()],
                        **changes.get("merge", {}),
                    },
                },
            }
        },
        "forms": {
            "merge": {
                "entity": "client",
                "sections": {
                    "s": {
                        "order": 1,
                        "label": text("S"),
                        "items": {
                            "survivor": {
                                "order": 1,
                                "required": True,
                                "ask": {"type": "link", "to": "client", "label": text("Into")},
                            }
                        },
                    }
                },
            }
        },
        "rules": {
            "welcome": {
                "when": {"created": "client"},
                "then": [
                    {"task": {"for": {"field": "owner"}, "label": text("Call"), "done_by": ["client.praise"]}}
                ],
            },
            "moved": {
                "when": {"changed": "order", "fields": ["client"]},
                "then": [{"set": {"note": {"formula": "client.name"}}}],
            },
            **changes.get("rules", {}),
        },
        "limits": {
            "orders_of_client": {
                "on": {"create": "order"},
                "per": ["client"],
                "max": 3,
                "window": {"rolling": "P30D"},
                "at_limit": "block",
            },
            "two_orders": {"on": {"hold": "order"}, "per": ["client"], "max": 2, "at_limit": "block"},
        },
        "roles": {"smith": {}, "clerk": {}},
        "duties": {
            "client.keep": {
                "held_by": ["smith"],
                "scope": "centre",
                "allows": {
                    "create": ["client", "order", "letter"],
                    "transitions": ["client.merge", "client.praise"],
                    "fields": {
                        "client": {"write": every, "read": ["*"]},
                        "order": {"write": ["client", "note"]},
                        "letter": {"write": ["about"]},
                    },
                },
            },
            "client.read": {
                "held_by": ["clerk"],
                "scope": "centre",
                "allows": {"fields": {"client": {"read": ["name"]}}},
            },
        },
    }


@cache
def forge() -> Release:
    return pack(**files())


class Two:
    """Two clients of a bench, the second of whom shall go, with what hangs on them."""

    def __init__(self, release: Release | None = None) -> None:
        self.bench = Bench(release or forge())
        self.stays = self.make(name="Bo", tags=["a"], city="Oslo")
        self.goes = self.make(name="Bob", phone="13800138000", tags=["b", "a"], city="Bern")

    def make(self, **given: Any) -> str:
        return self.bench.create("client", given, SMITH)

    def order(self, client: str, **more: Any) -> str:
        return self.bench.create("order", {"client": client, **more}, SMITH)

    def touch(self) -> None:
        """The city of the one that goes was changed last."""
        self.later(1, self.goes, city="Bern!")
        self.later(2, self.goes, city="Bern")

    def later(self, hours: int, id: str, **given: Any) -> None:
        """Change a client some hours later."""
        scene = self.bench.scene(SMITH)
        asked = ChangeRecord(replace(scene, now=scene.now + timedelta(hours=hours)), "client", id, given)
        done = change_record(asked, self.bench.rows)
        assert isinstance(done, Decision), codes(done)
        self.bench.rows.keep(done)

    def ask(self, survivor: str, actor: Actor = SMITH, goes: str = "") -> FireTransition:
        scene = self.bench.scene(actor)
        return FireTransition(scene, "client", goes or self.goes, "merge", {"survivor": survivor})

    def merge(self, survivor: str = "", actor: Actor = SMITH, goes: str = "") -> Decision | Refusal:
        return fire_transition(self.ask(survivor or self.stays, actor, goes), self.bench.rows)

    def merged(self) -> Decision:
        self.touch()
        done = self.merge()
        assert isinstance(done, Decision), codes(done)
        self.bench.rows.keep(done)
        return done

    def undo(self, actor: Actor = SMITH, days: int = 0) -> Decision | Refusal:
        scene = self.bench.scene(actor)
        scene = replace(scene, now=scene.now + timedelta(days=days))
        return undo_merge(UndoMerge(scene, "client", self.goes), self.bench.rows)

    def values(self, id: str, entity: str = "client") -> Any:
        return self.bench.values(entity, id)

    def used(self, client: str) -> int:
        row = self.bench.rows.records.get((USAGE, f'orders_of_client/["{client}"]'))
        return len(row.values["units"]) if row else 0  # type: ignore[arg-type]


def test_a47_links_tasks_lines_and_values_move_to_the_survivor() -> None:
    two = Two()
    orders = [two.order(two.goes), two.order(two.stays)]
    letter = two.bench.create("letter", {"about": f"client/{two.goes}"}, SMITH)
    two.bench.change("client", two.stays, {"cards": [{"code": "first"}], "twin": two.goes}, SMITH)
    two.bench.change("client", two.goes, {"cards": [{"code": "second"}]}, SMITH)
    done = two.merged()
    after = two.values(two.stays)
    assert (after["name"], after["phone"], after["city"]) == ("Bo", "+8613800138000", "Bern")
    assert after["tags"] == ("a", "b")
    assert after["twin"] is None, "the survivor does not point to itself"
    assert [two.values(one, "order")["client"] for one in orders] == [two.stays, two.stays]
    assert two.values(letter, "letter")["about"] == f"client/{two.stays}"
    cards = two.bench.rows.find("card", {"parent": two.stays})
    assert {(one.values["code"], one.values["position"]) for one in cards} == {("first", 1), ("second", 2)}
    tasks = two.bench.rows.find(TASK, {"state": "open"})
    assert [one.values["record"] for one in tasks] == [two.stays, two.stays]
    assert two.values(two.goes)["state"] == "gone"
    # Each record that changed has its line; rules heard of the moved order.
    touched = {(line.entity, line.record) for line in done.history}
    assert {("order", orders[0]), ("letter", letter), ("client", two.stays), ("client", two.goes)} <= touched
    assert ("order", orders[1]) not in touched
    assert two.values(orders[0], "order")["note"] == "Bo"
    assert done.history[0].why["merge"] == {"from": two.goes, "into": two.stays}


def test_a47_counters_of_limits_add_up() -> None:
    two = Two()
    two.order(two.goes)
    two.order(two.goes)
    two.order(two.stays)
    two.merged()
    assert (two.used(two.stays), two.used(two.goes)) == (3, 0)
    full = two.bench.try_create("order", {"client": two.stays}, SMITH)
    assert set(codes(full)) == {"limits.full"}


def test_a47_what_two_hold_may_be_more_than_one_could_take() -> None:
    two = Two()
    for client in (two.goes, two.stays, two.goes):
        two.order(client)
    two.merged()
    assert len(two.bench.rows.find("order", {"client": two.stays})) == 3


def test_a47_the_loser_answers_with_the_survivor() -> None:
    two = Two()
    two.merged()

    def got(id: str) -> Any:
        return get_record(RecordAsk(two.bench.scene(SMITH), "client", id), two.bench.rows)

    assert got(two.goes)["merged_into"] == two.stays
    assert "merged_into" not in got(two.stays)
    third = two.make(name="Third")
    done = two.merge(third, goes=two.stays)
    assert isinstance(done, Decision)
    two.bench.rows.keep(done)
    assert got(two.goes)["merged_into"] == third, "and that of the survivor, when it went in its turn"


def test_a47_undone_everything_is_as_it_was() -> None:
    two = Two()
    order = two.order(two.goes)
    kept = two.order(two.stays)
    two.bench.change("client", two.goes, {"cards": [{"code": "second"}]}, SMITH)
    before = {id: two.values(id) for id in (two.goes, two.stays)}
    two.merged()
    done = two.undo(days=29)
    assert isinstance(done, Decision), codes(done)
    two.bench.rows.keep(done)
    stamps = {"changed_at", "changed_by", "release"}
    for id, was in before.items():
        now = two.values(id)
        assert {n: v for n, v in now.items() if n not in stamps} == {
            n: v for n, v in was.items() if n not in stamps
        }
    assert (two.values(order, "order")["client"], two.values(kept, "order")["client"]) == (
        two.goes,
        two.stays,
    )
    assert (two.used(two.goes), two.used(two.stays)) == (1, 1)
    assert len(two.bench.rows.find("card", {"parent": two.goes})) == 1
    assert sorted(
        str(one.values["record"]) for one in two.bench.rows.find(TASK, {"state": "open"})
    ) == sorted(before)
    assert two.bench.rows.records[MERGE, two.goes].values["state"] == "undone"
    assert codes(two.undo()) == ["merges.not_merged"]
    assert isinstance(two.merge(), Decision), "it may be merged again"


def test_undoing_leaves_what_was_changed_since() -> None:
    two = Two()
    order, other = two.order(two.goes), two.make(name="Other")
    two.merged()
    two.bench.change("order", order, {"client": other}, SMITH)
    two.bench.change("client", two.stays, {"city": "Rome"}, SMITH)
    done = two.undo()
    assert isinstance(done, Decision), codes(done)
    left = done.answer["merged"]["left"]  # type: ignore[index,call-overload]
    assert left == [
        {"entity": "order", "id": order, "field": "client"},
        {"entity": "client", "id": two.stays, "field": "city"},
    ]
    two.bench.rows.keep(done)
    assert two.values(order, "order")["client"] == other
    assert two.values(two.stays)["city"] == "Rome"
    assert two.values(two.stays)["phone"] is None


def test_undo_has_its_time_and_its_duty() -> None:
    two = Two()
    two.merged()
    assert codes(two.undo(days=31)) == ["merges.too_late"]
    assert codes(two.undo(CLERK)) == ["access.no_duty"]
    assert codes(two.undo(ELSE)) == ["records.missing"]
    third = two.make(name="Third")
    done = two.merge(third, goes=two.stays)
    assert isinstance(done, Decision)
    two.bench.rows.keep(done)
    assert codes(two.undo()) == ["merges.survivor_gone"]


def test_e15_into_what_a_record_may_not_be_merged() -> None:
    two = Two()
    assert codes(two.merge(two.goes)) == ["merges.itself"]
    there = two.bench.create("client", {"name": "There"}, ELSE)
    assert codes(two.merge(there))[-1] == "merges.no_survivor"
    third = two.make(name="Third")
    done = two.merge(third, goes=two.stays)
    assert isinstance(done, Decision)
    two.bench.rows.keep(done)
    assert codes(two.merge(two.stays)) == ["merges.survivor_gone"]


def test_more_than_may_move_is_refused_whole() -> None:
    two = Two()
    order = two.bench.rows.records["order", two.order(two.goes)]
    for place in range(1_000):
        id = f"{place:026}"
        two.bench.rows.records["order", id] = replace(order, id=id)
    assert codes(two.merge()) == ["effects.too_many"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"client": {"merge": None}}, "effects.no_merge"),
        ({"merge": {"to": "good", "from": ["known"]}}, "effects.merge_elsewhere"),
        (
            {"rules": {"r": {"when": {"created": "client"}, "then": [into("twin")]}}},
            "effects.merge_elsewhere",
        ),
        ({"merge": {"effects": [into("input.nobody")]}}, "conditions.unknown_name"),
        ({"merge": {"effects": [into("name")]}}, "conditions."),
        ({"client": {"merge": {"name": "both"}}}, "records.not_merged_so"),
        ({"client": {"merge": {"cards": "newest"}}}, "records.not_merged_so"),
        ({"client": {"merge": {"orders": "keep"}}}, "records.merged_derived"),
        ({"client": {"merge": {"nmae": "keep"}}}, "records.unknown_merged"),
    ],
)
def test_e15_a_merge_that_makes_no_sense_is_told(changes: Any, code: str) -> None:
    with pytest.raises(AssertionError, match=code.replace(".", r"\.")):
        pack(**files(**changes))
