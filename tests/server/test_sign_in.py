"""Signing in: sessions, the token against forged requests, API tokens, limits, and rights that end at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from engine.access.duty import Holding
from engine.commands.change_record import ChangeRecord, change_record
from engine.values.record import Decision
from server.house import EVERYTHING
from server.settings import Settings
from tests.server.conftest import BASE, PASSWORD, Shop, make, open_shop


async def signed_in(client: httpx.AsyncClient, who: str) -> dict[str, str]:
    """The headers for changes of somebody who signs in with a password; the cookie stays in the client."""
    answer = await client.post("/api/v1/session", json={"login": who, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    return {"X-CSRF-Token": answer.json()["csrf"], "Origin": BASE}


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_a_session_from_sign_in_to_sign_out(shop_on_both: Shop) -> None:
    async with shop_on_both.client() as client:
        assert code(await client.get("/api/v1/me")) == (401, "server.not_signed_in")
        headers = await signed_in(client, "Ann ")  # as people type it
        me = (await client.get("/api/v1/me")).json()
        assert me["person"] == {"id": shop_on_both.people["ann"], "name": "Ann"}
        assert me["csrf"] == headers["X-CSRF-Token"]
        assert me["roles"] == {"desk": "Desk"}
        assert set(me["duties"]) == {"job.take", "job.close"}
        assert [held["role"] for held in me["holdings"]] == ["desk"]
        made = await client.post("/api/v1/records/job", json={"input": {"title": "Bell"}}, headers=headers)
        assert made.status_code == 201
        assert (await client.delete("/api/v1/session", headers=headers)).status_code == 204
        assert code(await client.get("/api/v1/me")) == (401, "server.not_signed_in")


async def test_who_is_looked_up_while_signing_out_is_not_remembered(shop: Shop, monkeypatch: Any) -> None:
    async with shop.client() as client:
        headers = await signed_in(client, "ann")
        mine = {"Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())}
        shop.house.people_changed()  # nobody is remembered from signing in
        find, found, go_on = shop.house.store.people.session, asyncio.Event(), asyncio.Event()

        async def slow(*asked: Any) -> Any:
            session = await find(*asked)
            found.set()
            await go_on.wait()
            return session

        with monkeypatch.context() as patched:
            patched.setattr(shop.house.store.people, "session", slow)
            meanwhile = asyncio.create_task(client.get("/api/v1/me"))
            await asyncio.wait_for(found.wait(), 20)
            patched.setattr(shop.house.store.people, "session", find)
            assert (await client.delete("/api/v1/session", headers=headers)).status_code == 204
            go_on.set()
            await meanwhile
        assert code(await client.get("/api/v1/me", headers=mine)) == (401, "server.not_signed_in")


async def test_the_cookie_is_out_of_reach(shop: Shop) -> None:
    async with shop.client() as client:
        answer = await client.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    secret = cookie.split("=", 1)[1].split(";")[0]
    assert len(secret) >= 40
    assert await shop.house.store.people.session(secret, shop.clock.now()) is None, (
        "the secret itself is kept"
    )


async def test_over_https_the_cookie_is_bound_to_the_host(settings: Settings, password_hash: str) -> None:
    async with (
        open_shop(replace(settings, public_url="https://work.example"), password_hash) as shop,
        shop.client() as client,
    ):
        answer = await client.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})
        assert answer.headers["set-cookie"].startswith("__Host-pointsman=")
        assert "; Secure" in answer.headers["set-cookie"]
        assert answer.headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Origin": BASE}, "server.wrong_csrf"),
        ({"X-CSRF-Token": "x" * 43, "Origin": BASE}, "server.wrong_csrf"),
        ({"X-CSRF-Token": "right", "Origin": "https://evil.example"}, "server.wrong_origin"),
        ({"X-CSRF-Token": "right", "Origin": "null"}, "server.wrong_origin"),
        ({"X-CSRF-Token": "right", "Sec-Fetch-Site": "cross-site"}, "server.wrong_origin"),
    ],
)
async def test_a_forged_change_is_refused(shop: Shop, headers: dict[str, str], expected: str) -> None:
    async with shop.client() as client:
        right = await signed_in(client, "ann")
        if headers.get("X-CSRF-Token") == "right":
            headers = {**headers, "X-CSRF-Token": right["X-CSRF-Token"]}
        refused = await client.post(
            "/api/v1/records/job", json={"input": {"title": "Forged"}}, headers=headers
        )
        assert code(refused) == (403, expected)
        listed = await client.get("/api/v1/records/job")
        assert listed.json()["data"] == []


async def test_signing_in_from_another_site_is_refused(shop: Shop) -> None:
    async with shop.client(Origin="https://evil.example") as client:
        answer = await client.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})
    assert code(answer) == (403, "server.wrong_origin")


@pytest.mark.parametrize("login", ["ann", "nobody"])
async def test_a_wrong_password_and_an_unknown_login_answer_alike(shop: Shop, login: str) -> None:
    async with shop.client() as client:
        answer = await client.post("/api/v1/session", json={"login": login, "password": "wrong"})
    assert code(answer) == (401, "server.wrong_password")
    assert "set-cookie" not in answer.headers


async def test_tries_are_limited_by_login_before_anything_is_hashed(shop: Shop, monkeypatch: Any) -> None:
    hashed: list[str] = []
    verify = shop.desk.sign_in.passwords.verify

    async def counted(kept: str | None, password: str) -> bool:
        hashed.append(password)
        return await verify(kept, password)

    monkeypatch.setattr(shop.desk.sign_in.passwords, "verify", counted)
    async with shop.client() as client:
        for _ in range(10):
            await client.post("/api/v1/session", json={"login": "ann", "password": "wrong"})
        answer = await client.post("/api/v1/session", json={"login": "ANN", "password": PASSWORD})
        assert code(answer) == (429, "server.too_many_tries")
        assert 0 < int(answer.headers["retry-after"]) <= 301
        assert len(hashed) == 10
        other = await client.post("/api/v1/session", json={"login": "max", "password": PASSWORD})
        assert other.status_code == 201, "one login's tries are no other's"
        shop.clock.move_to(shop.clock.now() + timedelta(minutes=6))
        again = await client.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})
        assert again.status_code == 201


async def test_tries_are_limited_by_address(shop: Shop) -> None:
    async with shop.client() as client:
        answers = [
            await client.post("/api/v1/session", json={"login": f"somebody{number}", "password": "x"})
            for number in range(52)
        ]
    assert [answer.status_code for answer in answers[-2:]] == [429, 429]
    assert answers[49].status_code == 401


async def test_a_session_ends_when_it_is_not_used(shop: Shop) -> None:
    async with shop.client() as client:
        await signed_in(client, "ann")
        shop.clock.move_to(shop.clock.now() + timedelta(hours=11))
        assert (await client.get("/api/v1/me")).status_code == 200
        shop.clock.move_to(shop.clock.now() + timedelta(hours=11))
        assert (await client.get("/api/v1/me")).status_code == 200, "using it keeps it"
        shop.clock.move_to(shop.clock.now() + timedelta(hours=13))
        assert (await client.get("/api/v1/me")).status_code == 401


async def test_a_session_ends_after_seven_days_whatever_is_done_with_it(shop: Shop) -> None:
    async with shop.client() as client:
        await signed_in(client, "ann")
        for _ in range(16):
            shop.clock.move_to(shop.clock.now() + timedelta(hours=10))
            assert (await client.get("/api/v1/me")).status_code == 200
        shop.clock.move_to(shop.clock.now() + timedelta(hours=10))
        assert (await client.get("/api/v1/me")).status_code == 401


async def test_a_session_survives_a_restart(settings: Settings, password_hash: str) -> None:
    async with open_shop(settings, password_hash) as shop, shop.client() as client:
        await signed_in(client, "ann")
        kept = dict(client.cookies)
        tokens = shop.tokens
    async with open_shop(settings, password_hash, fresh=False) as shop, shop.client() as client:
        client.cookies.update(kept)
        assert (await client.get("/api/v1/me")).json()["login"] == "ann"
        shop.tokens.update(tokens)
        async with shop.client("max") as by_token:
            assert (await by_token.get("/api/v1/me")).json()["login"] == "max"


async def test_acting_by_one_post(shop: Shop) -> None:
    people = shop.house.store.people
    both = [Holding("desk", shop.centres["north"]), Holding("mechanic", shop.centres["south"])]
    await people.set_holdings(shop.people["ann"], both)
    job = await make(shop.house, "job", title="Bell")
    assert job
    async with shop.client() as client:
        headers = await signed_in(client, "ann")
        me = (await client.get("/api/v1/me")).json()
        assert set(me["duties"]) == {"job.take", "job.close", "job.work"}
        acting = {"role": "mechanic", "centre": shop.centres["south"]}
        me = (await client.put("/api/v1/session/acting-as", json=acting, headers=headers)).json()
        assert set(me["duties"]) == {"job.work"}
        refused = await client.post("/api/v1/records/job", json={"input": {"title": "No"}}, headers=headers)
        assert code(refused) == (403, "access.may_not_create")
        wrong = await client.put("/api/v1/session/acting-as", json={"role": "owner"}, headers=headers)
        assert code(wrong) == (422, "server.no_such_post")
        me = (await client.put("/api/v1/session/acting-as", json={"role": None}, headers=headers)).json()
        assert me["acting_as"] is None
        made = await client.post("/api/v1/records/job", json={"input": {"title": "Yes"}}, headers=headers)
        assert made.status_code == 201


async def test_a_right_that_is_taken_away_ends_with_the_next_request(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        assert (await ann.get("/api/v1/records/job")).status_code == 200
        await shop.house.store.people.set_holdings(shop.people["ann"], [])
        shop.house.people_changed()
        assert code(await ann.get("/api/v1/records/job")) == (404, "records.no_such_entity")


async def test_another_process_takes_a_right_away_within_a_second(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        assert (await ann.get("/api/v1/records/job")).status_code == 200
        await shop.house.store.people.set_holdings(shop.people["ann"], [])
        shop.clock.move_to(shop.clock.now() + timedelta(seconds=1))
        assert (await ann.get("/api/v1/records/job")).status_code == 404


async def test_a_person_who_is_no_longer_active_is_signed_out(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        assert (await ann.get("/api/v1/me")).status_code == 200
        ask = ChangeRecord(shop.house.scene(EVERYTHING), "person", shop.people["ann"], {"active": False})
        assert isinstance(await shop.house.submit(change_record, ask), Decision)
        assert (await ann.get("/api/v1/me")).status_code == 401


async def test_what_a_token_does_not_allow(shop: Shop) -> None:
    shop.tokens["reader"] = await shop.token("ann", "read")
    async with shop.client("reader") as reader:
        assert (await reader.get("/api/v1/records/job")).status_code == 200
        assert (await reader.post("/api/v1/records/job/search", json={})).status_code == 200
        made = await reader.post("/api/v1/records/job", json={"input": {"title": "No"}})
        assert code(made) == (403, "server.token_scope")
        assert code(await reader.get("/api/v1/sink")) == (403, "server.token_scope")


@pytest.mark.parametrize("given", ["Bearer pm_wrong", "Bearer wrong", "Basic YTpi", "Bearer", ""])
async def test_what_is_no_token_lets_nobody_in(shop: Shop, given: str) -> None:
    async with shop.client(Authorization=given) as client:
        answer = await client.get("/api/v1/me")
    assert code(answer) == (401, "server.not_signed_in")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_token_ends_and_can_be_revoked(shop: Shop) -> None:
    shop.tokens["short"] = await shop.token("ann", "read", lasts=timedelta(hours=1))
    async with shop.client("short") as short, shop.client("max") as max_:
        assert (await short.get("/api/v1/me")).status_code == 200
        shop.clock.move_to(shop.clock.now() + timedelta(hours=2))
        assert (await short.get("/api/v1/me")).status_code == 401
        assert (await max_.get("/api/v1/me")).status_code == 200
        for token in await shop.house.store.people.tokens("account-max"):
            await shop.house.store.people.revoke_token(token.id, shop.clock.now())
        shop.clock.move_to(shop.clock.now() + timedelta(seconds=2))
        assert (await max_.get("/api/v1/me")).status_code == 401


async def test_administration_is_for_administrators(shop: Shop) -> None:
    async with shop.client("adm") as adm, shop.client() as browser, shop.client() as other:
        assert (await adm.get("/api/v1/sink")).status_code == 200
        await signed_in(browser, "adm")
        assert (await browser.get("/api/v1/sink")).status_code == 200
        await signed_in(other, "zoe")
        assert code(await other.get("/api/v1/sink")) == (403, "server.not_admin")


async def test_who_is_signed_in_is_a_question_that_is_never_refused(shop: Shop) -> None:
    now = shop.clock.now().isoformat().replace("+00:00", "Z")
    async with shop.client() as client:
        assert (await client.get("/api/v1/session")).json() == {"me": None, "now": now}
        await signed_in(client, "ann")
        told = (await client.get("/api/v1/session")).json()
        assert told["me"] == (await client.get("/api/v1/me")).json()
    async with shop.client() as client:
        client.cookies.set("pointsman", "forged")
        assert (await client.get("/api/v1/session")).json()["me"] is None
