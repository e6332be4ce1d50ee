"""A limit is never exceeded (G12): tries over HTTP, in bulk, by import and by rules at once grant just as many as there are units."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import pytest

from engine.access.duty import Actor, Holding
from engine.commands.create_record import CreateRecord, create_record
from engine.group.problems import STALE
from engine.ports.store import Idempotency, StoreUnavailable
from engine.values.refusal import Refusal
from tests.builders.length import length
from tests.server.conftest import Shop, publish
from tests.server.shop import label

TRIES = length(240, 10_000)
AT_ONCE = 32
REPEATS = 60
ROWS = 20  # of one import
JOBS = "/api/v1/records/job"
REFUSED = {"limits.full", STALE.code}
# Everything that checks something draws on one counter, whoever and whatever brings it in.
CHECKS: dict[str, Any] = {
    "kind": "limit", "label": label("Checks"), "on": {"create": "job", "if": {"field": "kind", "op": "eq", "value": "check"}},
    "per": [], "window": "ever",
}  # fmt: skip
HELD: dict[str, Any] = {
    "kind": "limit", "label": label("Checks"), "on": {"hold": "job", "if": {"field": "kind", "op": "eq", "value": "check"}},
    "per": ["kind"],
}  # fmt: skip
RULE = {
    "kind": "rule", "label": label("A remark is checked"), "order": 20, "when": {"transition": "job.remark"},
    "then": [{"create": "job", "set": {"title": "by rule", "kind": "check"}}],
}  # fmt: skip


@dataclass
class Tries:
    """What became of every try: how many were granted, and by which code the others were refused."""

    granted: int = 0
    codes: Counter[str] = field(default_factory=Counter[str])

    def no(self, code: str) -> None:
        self.codes[code] += 1


async def sent(client: httpx.AsyncClient, path: str, **more: Any) -> httpx.Response:
    """The answer; who is told that the database cannot be reached just now asks again, with the same key, as anybody would."""
    headers = {"Idempotency-Key": uuid4().hex} if "json" in more else {}
    for _ in range(REPEATS):
        answer = await client.post(path, headers=headers, **more)
        if answer.status_code != 503:
            return answer
        await asyncio.sleep(0.5)
    raise AssertionError(path)


async def by_request(client: httpx.AsyncClient, tries: Tries) -> None:
    heard(await sent(client, JOBS, json={"input": {"title": "by hand", "kind": "check"}}), tries)


async def by_rule(client: httpx.AsyncClient, id: str, tries: Tries) -> None:
    heard(await sent(client, f"{JOBS}/{id}/transitions/remark", json={"input": {"remark": "so"}}), tries)


def heard(answer: httpx.Response, tries: Tries) -> None:
    if answer.status_code in (200, 201):
        tries.granted += 1
    else:
        tries.no(str(answer.json()["code"]))


async def in_bulk(shop: Shop, actor: Actor, tries: Tries) -> None:
    key = Idempotency("bulk", uuid4().hex, "x")
    for _ in range(REPEATS):
        ask = CreateRecord(shop.house.scene(actor), "job", {"title": "in bulk", "kind": "check"})
        try:
            outcome = await shop.house.store.submit(create_record, ask, key, bulk=True)
        except StoreUnavailable:
            await asyncio.sleep(0.5)
            continue
        if isinstance(outcome, Refusal):
            tries.no(outcome.reasons[0].code)
        else:
            tries.granted += 1
        return
    raise AssertionError(key)


async def by_import(client: httpx.AsyncClient, number: int, tries: Tries) -> None:
    rows = "\n".join(f"import {number} {row},check" for row in range(ROWS))
    file = {"file": (f"{number}.csv", f"title,kind\n{rows}\n".encode(), "text/csv")}
    # One that stopped on the way goes on when the same file is sent again.
    answer = await sent(client, "/api/v1/imports?entity=job", files=file)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    tries.granted += told["counts"].get("created", 0)
    for row in told["refused"]:
        (reason,) = row["reasons"]
        tries.no(reason["code"])
        # A row that was refused tells of the limit what every other answer tells.
        assert reason["code"] != "limits.full" or reason["data"]["limit"] == "checks"


async def together(tries: Sequence[Awaitable[None]]) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(it: Awaitable[None]) -> None:
        async with gate:
            await it

    await asyncio.gather(*(one(it) for it in tries))


@pytest.mark.chaos
@pytest.mark.parametrize(("most", "said"), [(1, CHECKS), (3, HELD), (100, CHECKS)])
async def test_g12_all_ways_in_together_grant_just_the_limit(
    shop_on_both: Shop, most: int, said: dict[str, Any]
) -> None:
    shop = shop_on_both
    await publish(shop.house, limits__checks={**said, "max": most}, rules__check=RULE)
    actor = Actor(shop.people["zoe"], (Holding("owner", None),))
    tries = Tries()
    async with shop.client("ann") as ann, shop.client("zoe") as zoe, shop.client("max") as mechanic:
        ids = [(await ann.post(JOBS, json={"input": {"title": "x"}})).json()["id"] for _ in range(8)]
        asked: list[Awaitable[None]] = []
        for number in range(TRIES // 4):
            asked += [by_request((ann, zoe)[number % 2], tries), by_rule(mechanic, ids[number % 8], tries)]
            asked.append(in_bulk(shop, actor, tries))
            if number % ROWS == 0:
                asked.append(by_import(ann, number, tries))
        await together(asked)
        found = await zoe.post(
            f"{JOBS}/search", json={"filter": {"field": "kind", "op": "eq", "value": "check"}, "count": True}
        )
        assert found.json()["total"]["value"] == tries.granted == most
        full = (await zoe.post(JOBS, json={"input": {"title": "one more", "kind": "check"}})).json()
    assert set(tries.codes) <= REFUSED, tries.codes
    assert tries.granted + sum(tries.codes.values()) >= TRIES
    assert (full["code"], full["reasons"][0]["data"]["used"]) == ("limits.full", most)
