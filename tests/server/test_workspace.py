"""The workspace over HTTP: what each sees of a pack, in both languages at once, and 304 for who has it already."""

from typing import Any

from jsonschema import Draft202012Validator

from engine.access.duty import Holding
from server.openapi.workspace import WORKSPACE
from tests.server.conftest import BASE, PASSWORD, Shop, publish
from tests.server.paid_jobs import paid_jobs
from tests.server.shop import PACK, label
from tests.server.test_pools import with_shelf
from tests.server.two_ways import two_ways

PLACE = "/api/v1/workspace"


async def seen_by(shop: Shop, who: str) -> dict[str, Any]:
    async with shop.client(who) as client:
        answer = await client.get(PLACE)
    assert answer.status_code == 200, answer.text
    Draft202012Validator(WORKSPACE).validate(answer.json())
    return answer.json()


async def test_fields_come_with_the_highest_right_that_a_post_gives(shop: Shop) -> None:
    found = (await seen_by(shop, "max"))["entities"]
    assert {"customer", "job", "part"} <= {*found}
    assert "person" not in found
    customer, job = found["customer"]["fields"], found["job"]["fields"]
    assert {name: customer[name]["right"] for name in ("name", "phone")} == {
        "name": "read",
        "phone": "masked",
    }
    assert "passport" not in customer
    assert (job["price"]["right"], job["title"]["right"]) == ("write", "read")
    assert "secret_note" not in job
    assert job["number"] == {"kind": "text", "label": {"en": "Number", "zh-CN": "编号"}, "common": True, "stored": True, "right": "read"}  # fmt: skip
    assert job["kind"]["options"]["check"] == {"label": label("Check"), "order": 2}
    assert job["price"]["currency"] == "CNY"
    assert found["part"]["fields"]["cost"]["right"] == "read"
    assert found["job"]["create"] == {"allowed": False, "forms": []}


BY_HAND: dict[str, Any] = {
    "kind": "form", "entity": "job", "label": label("Job"),
    "sections": {
        "what": {"order": 10, "label": label("What"), "items": {"title": {"order": 1}, "kind": {"order": 2}, "parts": {"order": 3}}},
        "whose": {"order": 20, "label": label("Whose"), "items": {
            "customer": {"order": 1}, "customer.phone": {"order": 2}, "price": {"order": 3}, "urgent": {"order": 4},
            "wanted_on": {"order": 5}, "photo": {"order": 6}, "total": {"order": 7, "readonly": True},
        }},
    },
}  # fmt: skip
SHORT: dict[str, Any] = {
    "kind": "form", "entity": "job", "label": label("Title only"), "sections": {"all": {"items": {"title": {}}}},
}  # fmt: skip


async def test_a_record_is_changed_by_the_form_that_keeps_nothing_back(shop: Shop) -> None:
    """What only a step asks for is no part of it; without such a form it is that of all fields."""
    ann = (await seen_by(shop, "ann"))["entities"]["job"]
    assert ann["edit"] is None
    assert ann["sections"] == []
    await publish(shop.house, forms__by_hand=BY_HAND, forms__short=SHORT)
    ann, max_, zoe = [(await seen_by(shop, who))["entities"]["job"] for who in ("ann", "max", "zoe")]
    written = ["customer", "kind", "parts", "photo", "price", "title", "urgent", "wanted_on"]
    assert ann["edit"] == {"form": "by_hand", "fields": written}
    assert max_["edit"] == {"form": "by_hand", "fields": written}, "the price, though a step asks for it too"
    assert zoe["edit"] is None, "the margin is nowhere else"
    assert ann["sections"] == [
        {"label": label("What"), "fields": ["title", "kind", "parts"]},
        {
            "label": label("Whose"),
            "fields": ["customer", "price", "urgent", "wanted_on", "photo", "total"],
        },
    ]
    assert ann["fields"]["total"]["sum_of"] == "parts.cost"


async def test_states_stand_in_the_order_of_the_usual_path(shop: Shop) -> None:
    job = (await seen_by(shop, "ann"))["entities"]["job"]
    assert job["path"] == ["open", "working", "ready", "closed"]
    assert [*job["states"]] == ["open", "working", "ready", "closed"]
    assert job["states"]["closed"] == {
        "label": label("Closed"), "group": False, "parent": None, "initial": False, "final": True, "order": 4,
        "pool": None, "approval": None, "may_go_stale": False,
    }  # fmt: skip
    assert job["states"]["open"]["initial"] is True
    assert job["transitions"]["finish"] == {
        "label": label("Finish"), "from": ["working"], "to": ["ready"], "form": "finish", "duty": "job.work",
        "automatic": False, "merges": False, "order": 0, "track": None,
    }  # fmt: skip
    assert job["create"]["allowed"] is True
    assert job["days"] == ["wanted_on", "created_at", "changed_at", "entered_at"]


async def test_who_has_no_post_gets_an_empty_workspace(shop: Shop) -> None:
    found = await seen_by(shop, "nil")
    assert (found["entities"], found["metrics"], found["posts"]) == ({}, {}, [])
    assert found["actor"]["name"] == "Nil"


async def test_posts_and_pools_are_told_by_name(shop_on_both: Shop) -> None:
    await publish(shop_on_both.house, **with_shelf())
    found = await seen_by(shop_on_both, "max")
    assert found["posts"] == [
        {"role": "mechanic", "label": label("Mechanic"), "centre": shop_on_both.centres["north"], "centre_label": "north", "team": None}
    ]  # fmt: skip
    assert found["pools"]["shelf"]["states"] == ["shelf"]
    assert found["limits"] == {"at_once": {"label": label("Jobs at once"), "slots": None}}
    assert found["duties"]["job.work"]["mine"] is True
    assert found["duties"]["job.close"]["mine"] is False
    assert found["entities"]["job"]["pools"] == ["shelf"]


async def test_what_has_not_changed_is_not_sent_again(shop: Shop) -> None:
    metric = {
        "kind": "metric", "label": label("Jobs"), "entity": "job", "at": "created_at", "function": "count",
        "target": {"parameter": "highest"},
    }  # fmt: skip
    await publish(shop.house, metrics__jobs=metric)
    async with shop.client("ann") as ann, shop.client("max") as max_:
        first = await ann.get(PLACE)
        tag = first.headers["etag"]
        assert first.headers["cache-control"] == "private, no-cache"
        again = await ann.get(PLACE, headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert (await max_.get(PLACE, headers={"If-None-Match": tag})).status_code == 200
        shop.house.settings["highest", None] = 2000
        changed = await ann.get(PLACE, headers={"If-None-Match": f'W/{tag}, "x"'})
        assert changed.status_code == 200
        assert changed.json()["metrics"]["jobs"]["target"] == 2000
        customer = {**PACK["entities/customer.json"], "label": label("Guest")}
        await publish(shop.house, metrics__jobs=metric, entities__customer=customer)
        told = (await ann.get(PLACE, headers={"If-None-Match": changed.headers["etag"]})).json()
        assert told["entities"]["customer"]["label"] == label("Guest")


async def test_of_several_posts_the_one_that_is_acted_by_counts(shop: Shop) -> None:
    mine = [Holding("desk", shop.centres["north"]), Holding("owner", None)]
    await shop.house.store.people.set_holdings(shop.people["ann"], mine)
    shop.house.people_changed()
    assert (await seen_by(shop, "ann"))["entities"]["customer"]["fields"]["passport"]["right"] == "write"
    async with shop.client() as ann:
        csrf = (await ann.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})).json()["csrf"]
        chosen = {"role": "desk", "centre": shop.centres["north"]}
        headers = {"X-CSRF-Token": csrf, "Origin": BASE}
        assert (await ann.put("/api/v1/session/acting-as", json=chosen, headers=headers)).status_code == 200
        found = (await ann.get(PLACE)).json()
    assert "passport" not in found["entities"]["customer"]["fields"]
    assert found["actor"]["acting_as"]["label"] == label("Desk")


async def test_variants_are_seen_whole_with_paths_of_their_own(shop: Shop) -> None:
    await publish(shop.house, **two_ways())
    job = (await seen_by(shop, "ann"))["entities"]["job"]
    assert job["path"] == ["open", "working", "ready", "closed"]
    assert job["variants"]["check"]["path"][0] == "waiting"
    assert job["states"]["waiting"]["initial"] is True
    assert job["transitions"]["close"]["from"] == ["ready"]
    assert job["tracks"] == {}


async def test_tracks_have_states_and_a_path_of_their_own(shop: Shop) -> None:
    await publish(shop.house, **paid_jobs())
    job = (await seen_by(shop, "ann"))["entities"]["job"]
    track = job["tracks"]["payment"]
    assert track["label"] == label("Payment")
    assert track["path"][0] == "due"
    moves = {id: one for id, one in job["transitions"].items() if one["track"] == "payment"}
    assert moves
    assert all(one["from"] and {*one["from"], *one["to"]} <= {*track["states"]} for one in moves.values())


async def test_holidays_make_up_days_and_slots_are_told(shop: Shop) -> None:
    hours = {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    calendar = {
        "kind": "calendar", "label": label("Hours"), "week": hours,
        "days": {"2026-10-01": {"closed": True}, "2026-10-10": {"like": "mon"}, "2026-10-12": {"hours": ["10:00-12:00"]}},
    }  # fmt: skip
    slots = {
        "kind": "limit", "label": label("Jobs an hour"), "on": {"hold": "job", "if": {"field": "state", "op": "eq", "value": "open"}},
        "per": ["centre"], "max": 3, "window": {"calendar": "day", "of": "created_at"},
    }  # fmt: skip
    manifest = {**PACK["pack.json"], "calendar": "hours"}
    await publish(shop.house, calendars__hours=calendar, limits__a_day=slots, pack=manifest)
    found = await seen_by(shop, "max")
    assert found["calendars"] == {
        "hours": {"label": label("Hours"), "days": {"2026-10-01": False, "2026-10-10": True}}
    }
    assert found["calendar"] == "hours"
    assert found["limits"]["a_day"]["slots"] == {
        "entity": "job",
        "at": "created_at",
        "until": None,
        "per": ["centre"],
    }
