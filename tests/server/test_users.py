"""Who may sign in, over HTTP: adding, changing, posts, passwords for one sign-in, sessions, and that all of it is kept."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx

from tests.server.conftest import BASE, PASSWORD, Shop, make
from tests.server.test_errors import assert_problem

USERS = "/api/v1/users"
CHOSEN = "a password of my own"


async def signed_in(client: httpx.AsyncClient, login: str, password: str = PASSWORD) -> dict[str, str]:
    done = await client.post("/api/v1/session", json={"login": login, "password": password})
    assert done.status_code == 201, done.text
    return {"X-CSRF-Token": done.json()["csrf"], "Origin": BASE}


async def add(shop: Shop, **said: Any) -> dict[str, Any]:
    async with shop.client("adm") as admin:
        done = await admin.post(USERS, json={"login": "bea", "name": "Bea", **said})
    assert done.status_code == 201, done.text
    made: dict[str, Any] = done.json()
    return made


async def test_a_new_user_signs_in_once_and_chooses_a_password(shop_on_both: Shop) -> None:
    shop = shop_on_both
    made = await add(shop, login=" Bea ", posts=[{"role": "desk", "centre": shop.centres["north"]}])
    assert made["login"] == "bea"
    assert made["must_change_password"] is True
    assert [post["role"] for post in made["posts"]] == ["desk"]
    async with shop.client() as bea:
        headers = await signed_in(bea, "BEA", made["password"])
        assert (await bea.get("/api/v1/me")).json()["must_change_password"] is True
        assert_problem(await bea.get("/api/v1/records/job"), 403, "server.password_must_change")
        place = "/api/v1/me/password"
        wrong = {"password": "not mine", "new_password": CHOSEN}
        assert_problem(await bea.post(place, json=wrong, headers=headers), 401, "server.wrong_password")
        short = {"password": made["password"], "new_password": "short"}
        assert_problem(await bea.post(place, json=short, headers=headers), 422, "server.bad_password")
        same = {"password": made["password"], "new_password": made["password"]}
        assert_problem(await bea.post(place, json=same, headers=headers), 422, "server.same_password")
        right = {"password": made["password"], "new_password": CHOSEN}
        done = await bea.post(place, json=right, headers=headers)
        assert done.status_code == 200, done.text
        # The new session, with its own token, is the only one there is.
        assert (await bea.get("/api/v1/records/job")).status_code == 200
        assert len((await bea.get("/api/v1/me/sessions")).json()["data"]) == 1
        old = await bea.post("/api/v1/session", json={"login": "bea", "password": made["password"]})
        assert old.status_code == 401


async def test_what_is_wrong_with_a_new_user_is_told_with_its_place(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("adm") as admin:
        posts = [
            {"role": "king", "centre": "nowhere", "active_from": "2026-03-02", "active_until": "2026-03-01"}
        ]
        wrong = await admin.post(USERS, json={"login": "ann", "name": "B" * 101, "posts": posts})
        assert wrong.status_code == 422
        found = {(one["code"], one["pointer"]) for one in wrong.json()["errors"]}
        assert found == {
            ("accounts.login_taken", "/login"),
            ("accounts.no_such_role", "/posts/0/role"),
            ("accounts.no_such_centre", "/posts/0/centre"),
            ("accounts.ends_before_it_begins", "/posts/0/active_until"),
            ("records.too_long", "/name"),
        }
        again = await admin.post(USERS, json={"login": "ann2", "person": shop.people["ann"]})
        assert_problem(again, 409, "accounts.has_account")
        nobody = await admin.post(USERS, json={"login": "ann2", "person": "nobody"})
        assert_problem(nobody, 422, "accounts.no_such_person")
        assert_problem(await admin.post(USERS, json={"login": "ann2"}), 422, "server.missing_key")
        day = await admin.post(
            USERS, json={"login": "b", "name": "B", "posts": [{"role": "desk", "active_from": "now"}]}
        )
        assert_problem(day, 422, "server.wrong_value")
        logins = {one["login"] for one in (await admin.get(USERS)).json()["data"]}
    assert logins == {"ann", "max", "sue", "zoe", "nil", "adm"}


async def test_only_administrators_see_and_change_users(shop: Shop) -> None:
    ann = (await shop.house.store.people.account(login="ann")) or None
    assert ann is not None
    key = await shop.token("zoe", "admin")
    async with shop.client(Authorization=f"Bearer {key}") as zoe:
        for method, path, said in (
            ("GET", USERS, None),
            ("POST", USERS, {"login": "x", "name": "X"}),
            ("GET", f"{USERS}/{ann.id}", None),
            ("PATCH", f"{USERS}/{ann.id}", {"admin": True}),
            ("PUT", f"{USERS}/{ann.id}/posts", {"posts": []}),
            ("DELETE", f"{USERS}/{ann.id}/sessions", None),
        ):
            answer = await zoe.request(method, path, json=said)
            assert_problem(answer, 403, "server.not_admin")
    # A token outlives the right to administer, and then opens nothing.
    async with shop.client("adm") as admin:
        adm = (await shop.house.store.people.account(login="adm")) or ann
        assert (await admin.patch(f"{USERS}/{ann.id}", json={"admin": True})).status_code == 200
        assert (await admin.patch(f"{USERS}/{adm.id}", json={"admin": False})).status_code == 200
        assert_problem(await admin.get(USERS), 403, "server.not_admin")


async def test_a_change_counts_at_once_and_is_kept_in_history(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("adm") as admin, shop.client("ann") as ann:
        assert [*(await ann.get("/api/v1/me")).json()["roles"]] == ["desk"]
        account = next(one for one in (await admin.get(USERS)).json()["data"] if one["login"] == "ann")
        place = f"{USERS}/{account['id']}"
        done = await admin.put(f"{place}/posts", json={"posts": [{"role": "mechanic", "team": "two"}]})
        assert done.status_code == 200, done.text
        assert (await ann.post("/api/v1/records/job", json={"input": {"title": "Bell"}})).status_code == 403
        said = {"login": "anna", "name": "Anna", "language": "zh-CN"}
        stale = await admin.patch(place, json=said, headers={"If-Match": f'"{account["version"]}"'})
        assert stale.status_code == 412
        changed = await admin.patch(place, json=said, headers={"If-Match": done.headers["etag"]})
        assert changed.status_code == 200, changed.text
        assert changed.json()["person"]["name"] == "Anna"
        assert changed.json()["version"] == account["version"] + 2
        assert_problem(await admin.patch(place, json={"login": "max"}), 422, "accounts.login_taken")
        assert_problem(await admin.patch(place, json={"language": "fr"}), 422, "server.wrong_value")
        assert (await admin.patch(place, json={"active": False})).status_code == 200
        assert (await ann.get("/api/v1/me")).status_code == 401
        # Saying again what is so already leaves nothing.
        assert (await admin.patch(place, json={"active": False})).status_code == 200
        lines = (await admin.get(f"{place}/history")).json()["data"]
    assert [one["changes"] for one in lines] == [
        {"active": {"before": True, "after": False}},
        {"login": {"before": "ann", "after": "anna"}, "language": {"before": None, "after": "zh-CN"}},
        {
            "posts": {
                "before": [_post("desk", shop.centres["north"])],
                "after": [_post("mechanic", None, "two")],
            }
        },
    ]
    assert {one["actor"] for one in lines} == {shop.people["adm"]}


def _post(role: str, centre: str | None, team: str | None = None) -> dict[str, str | None]:
    return {"role": role, "centre": centre, "team": team, "active_from": None, "active_until": None}


async def test_a_reset_signs_out_and_gives_a_password_for_one_sign_in(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("adm") as admin, shop.client() as ann:
        await signed_in(ann, "ann")
        account = await shop.house.store.people.account(login="ann")
        assert account is not None
        place = f"{USERS}/{account.id}"
        assert len((await admin.get(f"{place}/sessions")).json()["data"]) == 1
        done = await admin.patch(place, json={"reset_password": True})
        assert done.status_code == 200, done.text
        assert (await ann.get("/api/v1/me")).status_code == 401
        assert (
            await ann.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})
        ).status_code == 401
        await signed_in(ann, "ann", done.json()["password"])
        assert_problem(await ann.get("/api/v1/records/job"), 403, "server.password_must_change")
        [line, *_] = (await admin.get(f"{place}/history")).json()["data"]
        assert line["changes"] == {"password": "changed", "must_change": {"before": False, "after": True}}
        assert done.json()["password"] not in str(line)


async def test_sessions_are_listed_and_ended(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client() as here, shop.client() as there, shop.client("adm") as admin:
        headers = await signed_in(here, "ann")
        await signed_in(there, "ann")
        listed = (await here.get("/api/v1/me/sessions")).json()["data"]
        assert sorted(one["current"] for one in listed) == [False, True]
        other = next(one["id"] for one in listed if not one["current"])
        assert_problem(
            await here.delete("/api/v1/me/sessions/none", headers=headers), 404, "server.no_such_session"
        )
        assert (await here.delete(f"/api/v1/me/sessions/{other}", headers=headers)).status_code == 204
        assert (await there.get("/api/v1/me")).status_code == 401
        assert (await here.get("/api/v1/me")).status_code == 200
        account = await shop.house.store.people.account(login="ann")
        assert account is not None
        # Nobody ends the session of somebody else by its id.
        mine = (await here.get("/api/v1/me/sessions")).json()["data"][0]["id"]
        adm = await shop.house.store.people.account(login="adm")
        assert adm is not None
        assert (await admin.delete(f"{USERS}/{adm.id}/sessions/{mine}")).status_code == 404
        shop.clock.move_to(shop.clock.now() + timedelta(seconds=1))
        assert (await admin.delete(f"{USERS}/{account.id}/sessions")).status_code == 204
        assert (await here.get("/api/v1/me")).status_code == 401


async def test_the_last_administrator_stays(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("adm") as admin:
        people = shop.house.store.people
        adm, ann = await people.account(login="adm"), await people.account(login="ann")
        assert adm is not None
        assert ann is not None
        for said in ({"active": False}, {"admin": False}):
            assert_problem(await admin.patch(f"{USERS}/{adm.id}", json=said), 409, "accounts.last_admin")
        assert (await admin.patch(f"{USERS}/{ann.id}", json={"admin": True})).status_code == 200
        # Two at once, each relying on the other: one of them stays.
        first, second = await asyncio.gather(
            *(admin.patch(f"{USERS}/{one.id}", json={"admin": False}) for one in (adm, ann))
        )
        assert min(first.status_code, second.status_code) == 200
        left = [one.login for one in await people.accounts() if one.admin]
    assert len(left) == 1


async def test_guessing_a_present_password_is_limited(shop: Shop) -> None:
    async with shop.client() as ann:
        headers = await signed_in(ann, "ann")
        wrong = {"password": "a guess", "new_password": CHOSEN}
        answers = [await ann.post("/api/v1/me/password", json=wrong, headers=headers) for _ in range(11)]
    assert [one.status_code for one in answers] == [401] * 10 + [429]


async def test_a_token_chooses_no_password(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        said = {"password": PASSWORD, "new_password": CHOSEN}
        assert_problem(await ann.post("/api/v1/me/password", json=said), 403, "server.not_by_token")


async def test_an_account_for_a_person_who_is_there(shop: Shop) -> None:
    person = await make(shop.house, "person", name="Cyd")
    made = await add(shop, login="cyd", person=person, name=None)
    assert made["person"] == {"id": person, "name": "Cyd"}
    assert made["posts"] == []
