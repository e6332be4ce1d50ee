"""Records that look alike: what is told while somebody types, and on every way in; never more than one may know."""

from functools import cache
from typing import Any

import pytest

from engine.access.duty import Actor, Holding
from engine.packs.release import Release
from engine.queries.duplicates import DuplicatesAsk, find_duplicates
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.builders.packs import pack
from tests.engine.commands.joinery import text
from tests.engine.commands.workshop import Bench, codes

HERE = Actor("p1", (Holding("smith", "c1"),))
THERE = Actor("p2", (Holding("smith", "c2"),))
READER = Actor("p3", (Holding("clerk", "c2"),))


@cache
def forge(*tells: str, compared: bool = True) -> Release:
    said: dict[str, Any] = {"duplicates": {"tells": [*tells]}} if tells else {}
    duty = {"held_by": ["smith"], "scope": "centre"}
    own = {
        "client": {"write": ["name", "phone", "note"]},
        "order": {"write": ["client_name", "client_phone"]},
    }
    return pack(
        entities={
            "client": {
                "title": "name",
                "fields": {
                    "name": {"type": "text", "required": True, "label": text("Name")},
                    "phone": {"type": "phone", "region": "CN", "dedupe": compared, "label": text("Phone")},
                    "note": {"type": "text", "label": text("Note")},
                },
                **said,
            },
            "order": {
                "fields": {
                    "client_name": {"type": "text", "label": text("Client")},
                    "client_phone": {"type": "phone", "region": "CN", "label": text("Phone")},
                }
            },
        },
        workflows={
            "client": {
                "entity": "client",
                "initial": "known",
                "states": {"known": {"label": text("Known")}, "gone": {"label": text("Gone"), "final": True}},
                "transitions": {
                    "go": {"label": text("Go"), "from": ["known"], "to": "gone", "duty": "client.keep"}
                },
            }
        },
        roles={"smith": {}, "clerk": {}},
        duties={
            "client.keep": {
                **duty,
                "allows": {"create": ["client", "order"], "transitions": ["client.go"], "fields": own},
            },
            "client.read": {
                "held_by": ["clerk"],
                "scope": "centre",
                "allows": {"fields": {"client": {"read": ["name", "phone"]}}},
            },
        },
        rules={
            "meet": {
                "when": {"created": "order"},
                "then": [
                    {
                        "create": "client",
                        "set": {"name": {"field": "client_name"}, "phone": {"field": "client_phone"}},
                    }
                ],
            }
        },
    )


PHONE = "+8613800138000"


def asked(bench: Bench, actor: Actor, **more: Any) -> Any:
    ask = DuplicatesAsk(bench.scene(actor), "client", {"phone": "138 0013 8000"}, **more)
    found = find_duplicates(ask, bench.rows)
    assert not isinstance(found, Refusal), codes(found)
    return found[0]


def test_one_that_may_be_seen_is_shown() -> None:
    bench = Bench(forge())
    id = bench.create("client", {"name": "Bo", "phone": PHONE}, HERE)
    found = asked(bench, HERE)
    assert [one["id"] for one in found["records"]] == [id]
    assert (found["others"], found["unseen"]) == (False, [])
    # Who types into that very record looks for others.
    assert asked(bench, HERE, id=id)["records"] == []


@pytest.mark.parametrize(
    ("tells", "told"),
    [
        ((), []),
        (("state",), [{"state": "Known"}]),
        (("state", "owner", "team"), [{"state": "Known", "owner": "Person 1", "team": "red"}]),
    ],
)
def test_of_one_that_may_not_be_seen_only_what_the_entity_allows_is_told(
    tells: tuple[str, ...], told: list[Any]
) -> None:
    bench = Bench(forge(*tells))
    bench.put("person", "p1", team="red")
    id = bench.create("client", {"name": "Secret Bo", "phone": PHONE, "note": "owes us"}, HERE)
    found = asked(bench, THERE)
    assert found["records"] == []
    assert found["others"] is True
    assert [
        {**one, **({"state": "Known"} if one.get("state") == "Known" else {})} for one in found["unseen"]
    ] == told
    assert not {"Secret", "owes", id} & set(str(found).replace("'", " ").split())


def test_who_may_not_make_one_is_not_told_of_what_may_not_be_seen() -> None:
    bench = Bench(forge("state", "owner"))
    bench.create("client", {"name": "Bo", "phone": PHONE}, HERE)
    found = asked(bench, READER)
    assert (found["records"], found["others"], found["unseen"]) == ([], False, [])


def test_a_record_without_an_owner_tells_nobody() -> None:
    bench = Bench(forge("owner"))
    id = bench.create("client", {"name": "Bo", "phone": PHONE}, HERE)
    bench.put("client", id, owner=None)
    assert asked(bench, THERE)["unseen"] == [{"owner": None}]


def warned(decided: Decision | Refusal) -> list[Any]:
    assert isinstance(decided, Decision), codes(decided)
    return [
        (one["entity"], one["field"], one["duplicates"])
        for one in decided.answer.get("warnings") or ()  # type: ignore[union-attr]
        if "duplicates" in one
    ]


def test_every_way_in_says_that_there_is_another() -> None:
    bench = Bench(forge())
    first = bench.try_create("client", {"name": "Bo", "phone": PHONE}, HERE)
    assert warned(first) == []
    bench.rows.keep(first)  # type: ignore[arg-type]
    # made by hand, in another centre: all that is said is that there is one
    assert warned(bench.try_create("client", {"name": "Bo", "phone": PHONE}, THERE)) == [
        ("client", "phone", 1)
    ]
    # made by a rule
    order = {"client_name": "Bo", "client_phone": PHONE}
    assert warned(bench.try_create("order", order, THERE)) == [("client", "phone", 1)]
    # changed
    other = bench.create("client", {"name": "Cy", "phone": "+8613900139000"}, HERE)
    changed = bench.try_change("client", other, {"phone": PHONE}, HERE)
    assert warned(changed) == [("client", "phone", 1)]
    assert isinstance(changed, Decision)
    assert "warnings" in changed.history[0].why
    # what was so before is not told again
    bench.rows.keep(changed)
    assert warned(bench.try_change("client", other, {"note": "tall"}, HERE)) == []


def test_two_alike_in_one_command_are_told_too() -> None:
    bench = Bench(forge())
    bench.create("client", {"name": "Bo", "phone": PHONE}, HERE)
    bench.create("client", {"name": "Bo", "phone": PHONE}, HERE)
    assert warned(bench.try_create("client", {"name": "Bo", "phone": PHONE}, HERE)) == [
        ("client", "phone", 2)
    ]


def test_an_entity_that_compares_nothing_has_nothing_to_tell() -> None:
    with pytest.raises(AssertionError, match=r"records\.tells_of_none"):
        forge("owner", compared=False)
