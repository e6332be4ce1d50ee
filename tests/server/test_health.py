"""Alive, ready, counted."""

from dataclasses import replace

import httpx
import pytest

from engine.ports.store import StoreUnavailable
from server.settings import Settings
from tests.server.conftest import Shop, open_shop
from tests.server.test_errors import assert_problem


async def test_ready_is_a_house_that_takes_changes(shop_on_both: Shop) -> None:
    async with shop_on_both.client() as client:
        assert (await client.get("/livez")).json() == {"live": True}
        ready = await client.get("/readyz")
        assert ready.json() == {
            "ready": True,
            "checks": {"store": "ok", "disk": "ok", "release": "ok", "worker": "ok"},
        }


async def test_without_its_database_it_is_alive_but_not_ready(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone() -> None:
        raise StoreUnavailable("gone")

    monkeypatch.setattr(shop.house.store, "ready", gone)
    async with shop.client() as client:
        assert (await client.get("/livez")).status_code == 200
        answer = await client.get("/readyz")
        assert "store" in assert_problem(answer, 503, "server.not_ready")["detail"]
        monkeypatch.undo()
        assert (await client.get("/readyz")).status_code == 200


async def test_a_full_disk_is_not_ready(settings: Settings, password_hash: str) -> None:
    async with (
        open_shop(replace(settings, least_free_disk=10**15), password_hash) as shop,
        shop.client() as client,
    ):
        assert "disk" in assert_problem(await client.get("/readyz"), 503, "server.not_ready")["detail"]


async def test_before_the_first_pack_it_is_not_ready(settings: Settings) -> None:
    async with open_shop(settings, "", fresh=False) as shop, shop.client() as client:
        assert "release" in assert_problem(await client.get("/readyz"), 503, "server.not_ready")["detail"]
        assert (await client.get("/livez")).status_code == 200


async def test_counts_are_by_template_and_hold_no_data(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        made = await ann.post("/api/v1/records/job", json={"input": {"title": "Canary"}})
        await ann.get(f"/api/v1/records/job/{made.json()['id']}?colour=canary")
        await ann.get("/canary")
        text = (await ann.get("/metrics")).text
    assert 'pointsman_requests_total{method="POST",route="/api/v1/records/{entity}",status="201"} 1.0' in text
    assert 'route="/api/v1/records/{entity}/{id}",status="422"' in text
    assert 'route="none",status="404"' in text
    assert 'pointsman_release{pack="shop",version="1.0.0"} 1.0' in text
    assert "anary" not in text
    assert made.json()["id"] not in text


async def test_counts_are_not_for_strangers(shop: Shop) -> None:
    transport = httpx.ASGITransport(app=shop.app, client=("203.0.113.9", 5))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as stranger:
        assert (await stranger.get("/metrics")).status_code == 403
        forged = await stranger.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
        assert forged.status_code == 403, "nobody but a trusted proxy names another address"
