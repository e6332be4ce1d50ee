"""Messages of other systems over HTTP: by a token of their own, bounded, once, and refused with every place."""

from typing import Any

import httpx
import pytest

from server.every import clock_scene, follow_rules
from tests.builders.post_room import LETTER, MORNING, post_room
from tests.server.conftest import PASSWORD, Shop
from tests.server.test_errors import assert_problem

PLACE = "/api/v1/inbound/mail.inbound"


async def post_office(shop: Shop) -> httpx.AsyncClient:
    """The shop with the post room in force, and a client that may send letters."""
    release = post_room(morning=MORNING)
    await shop.house.store.install(release)
    await shop.house.store.published.publish(release, shop.clock.now(), None)
    shop.house.switch(release)
    secret = await shop.token("adm", "inbound")
    return shop.client(Authorization=f"Bearer {secret}")


async def count(shop: Shop) -> int:
    async with shop.client("adm") as reader:
        page = await reader.get("/api/v1/rules")
        assert page.status_code == 200, page.text
    tickets = await shop.house.store.published.in_flight("ticket", ("release", "state"))
    return sum(tickets.values())


async def test_a_letter_is_taken_in_and_says_what_it_did(shop_on_both: Shop) -> None:
    async with await post_office(shop_on_both) as sender:
        answer = await sender.post(PLACE, json=LETTER)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert (told["channel"], told["rules"]) == ("mail.inbound", ["file_letter"])
        assert [(one["entity"], one["made"]) for one in told["records"]] == [
            ("client", True),
            ("ticket", True),
        ]
        line = (await shop_on_both.house.store.history("ticket", told["records"][1]["id"]))[0]
        assert (line.actor, line.command) == (shop_on_both.people["adm"], "rule:file_letter")
        first = (await shop_on_both.house.store.history("client", told["records"][0]["id"]))[0]
        assert (first.why["channel"], first.why["message"]) == ("mail.inbound", "m1")


@pytest.mark.parametrize(
    ("headers", "again"),
    [
        ([{}, {}], LETTER),
        # What names a message is enough: its second sending may differ.
        ([{}, {}], {**LETTER, "subject": "Attempt 2"}),
        ([{"Webhook-Id": "w1"}, {"Webhook-Id": "w1"}], {**LETTER, "id": "other"}),
        ([{"Idempotency-Key": "k1"}, {"Idempotency-Key": "k1"}], LETTER),
    ],
)
async def test_a_repeat_changes_nothing(
    shop: Shop, headers: list[dict[str, str]], again: dict[str, Any]
) -> None:
    async with await post_office(shop) as sender:
        first = await sender.post(PLACE, json=LETTER, headers=headers[0])
        second = await sender.post(PLACE, json=again, headers=headers[1])
        assert (first.status_code, second.status_code) == (200, 200)
        assert first.json() == second.json()
        assert await count(shop) == 1
        assert (await sender.post(PLACE, json={**LETTER, "id": "m2"})).json() != first.json()


async def test_what_is_not_declared_or_not_right_is_refused_by_its_place(shop: Shop) -> None:
    async with await post_office(shop) as sender:
        answer = await sender.post(PLACE, json={**LETTER, "subject": None, "odd": 1})
        problem = assert_problem(answer, 422, "channels.required")
        assert [one["pointer"] for one in problem["errors"]] == ["/subject", "/odd"]
        assert_problem(await sender.post("/api/v1/inbound/fax", json=LETTER), 404, "channels.no_such_channel")
        assert_problem(
            await sender.post(PLACE, json=LETTER, headers={"Webhook-Id": "a b"}), 422, "server.bad_message_id"
        )
        big = await sender.post(
            PLACE, json={**LETTER, "subject": "x" * (shop.desk.settings.largest_body + 1)}
        )
        assert_problem(big, 413, "server.too_large")
        assert await count(shop) == 0


async def test_only_a_token_of_its_own_comes_this_way(shop: Shop) -> None:
    async with await post_office(shop) as sender:
        assert_problem(await sender.get("/api/v1/rules"), 403, "server.token_scope")
    async with shop.client("adm") as other:
        assert_problem(await other.post(PLACE, json=LETTER), 403, "server.token_scope")
    async with shop.client() as browser:
        done = await browser.post("/api/v1/session", json={"login": "adm", "password": PASSWORD})
        headers = {"X-CSRF-Token": done.json()["csrf"]}
        assert_problem(await browser.post(PLACE, json=LETTER, headers=headers), 403, "server.only_by_token")
        # What runs rules in the name of the pack is given away by administrators alone.
        made = await browser.post(
            "/api/v1/tokens", json={"label": "Post", "scopes": ["inbound"]}, headers=headers
        )
        assert made.status_code == 201, made.text
    async with shop.client() as browser:
        done = await browser.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})
        headers = {"X-CSRF-Token": done.json()["csrf"]}
        wanted = {"label": "Post", "scopes": ["inbound"]}
        assert_problem(
            await browser.post("/api/v1/tokens", json=wanted, headers=headers), 403, "server.not_admin"
        )


async def test_the_list_of_rules_says_when_each_comes_next(shop: Shop) -> None:
    async with await post_office(shop), shop.client("adm") as reader:
        await follow_rules(shop.house, clock_scene(shop.house))
        told = {one["id"]: one for one in (await reader.get("/api/v1/rules")).json()["data"]}
        assert told["file_letter"]["listens_to"] == ["received:mail.inbound"]
        # 09:00 in Shanghai on a Monday: the next morning.
        assert told["morning"]["next"] == [
            {"centre": None, "due_at": "2026-03-03T00:45:00+00:00", "last_at": None, "at_work": False}
        ]


async def test_the_description_says_what_may_be_sent(shop: Shop) -> None:
    async with await post_office(shop), shop.client("adm") as reader:
        paths = (await reader.get("/api/v1/openapi.json")).json()["paths"]
        body = paths[PLACE]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert body["required"] == ["message", "subject", "id"]
        assert body["additionalProperties"] is False
        assert [*body["properties"]["message"]["properties"]] == ["from", "ref"]
        assert paths[PLACE]["post"]["security"] == [{"token": []}]
