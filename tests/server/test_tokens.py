"""API tokens of one's own over HTTP."""

import httpx

from tests.server.conftest import PASSWORD, Shop
from tests.server.test_errors import assert_problem

PLACE = "/api/v1/tokens"


async def signed_in(client: httpx.AsyncClient, login: str) -> dict[str, str]:
    done = await client.post("/api/v1/session", json={"login": login, "password": PASSWORD})
    assert done.status_code == 201, done.text
    return {"X-CSRF-Token": done.json()["csrf"]}


async def test_a_token_is_made_shown_once_used_and_revoked(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client() as browser:
        headers = await signed_in(browser, "ann")
        made = await browser.post(
            PLACE, json={"label": "Report", "scopes": ["read"], "days": 7}, headers=headers
        )
        assert made.status_code == 201, made.text
        secret = made.json()["token"]
        listed = (await browser.get(PLACE)).json()["data"]
        assert "Report" in [one["label"] for one in listed]
        assert secret not in str(listed)
        async with shop.client(Authorization=f"Bearer {secret}") as machine:
            assert (await machine.get("/api/v1/records/job")).status_code == 200
            denied = await machine.post("/api/v1/records/job", json={"input": {"title": "x"}})
            assert denied.status_code == 403
            # A token makes no tokens, and revokes none.
            again = await machine.post(PLACE, json={"label": "Longer"})
            assert again.status_code == 403
            gone = await browser.delete(f"{PLACE}/{made.json()['id']}", headers=headers)
            assert gone.status_code == 204, gone.text
            assert (await machine.get("/api/v1/records/job")).status_code == 401
        assert_problem(
            await browser.delete(f"{PLACE}/{made.json()['id']}", headers=headers), 404, "server.no_such_token"
        )


async def test_nobody_gives_away_more_than_the_account_has(shop: Shop) -> None:
    async with shop.client() as browser:
        headers = await signed_in(browser, "ann")
        wanted = {"label": "All", "scopes": ["admin"]}
        assert_problem(await browser.post(PLACE, json=wanted, headers=headers), 403, "server.not_admin")
        for wrong in (
            {"label": "x", "scopes": ["everything"]},
            {"label": "x", "days": 0},
            {"scopes": ["read"]},
        ):
            assert (await browser.post(PLACE, json=wrong, headers=headers)).status_code == 422
