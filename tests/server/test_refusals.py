"""A refusal changes nothing: after every "no" the database holds what it held before (but for the note of the "no")."""

from typing import Any

from tests.server.conftest import Shop

JOBS = "/api/v1/records/job"
# What a refusal may leave: who tried what. And what a request leaves that is no change of the house.
NOTES = {"history", "session", "sign_in_attempt", "token"}


async def everything(shop: Shop) -> dict[str, list[Any]]:
    """Every row of every table."""
    store: Any = shop.house.store
    entities = {name: one.table for name, one in store.tables.entities.items()}
    house = {table.name: table for table in store.house.metadata.sorted_tables}
    return {
        name: sorted(map(repr, await store.read(table.select())))
        for name, table in {**house, **entities}.items()
    }


async def test_a_refusal_changes_nothing(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with (
        shop.client("ann") as ann,
        shop.client("max") as max_,
        shop.client("sue") as sue,
        shop.client("zoe") as zoe,
    ):
        customer = (
            await ann.post("/api/v1/records/customer", json={"input": {"name": "Bo", "phone": "13800138000"}})
        ).json()["id"]
        job = (await ann.post(JOBS, json={"input": {"title": "Bell", "customer": customer}})).json()["id"]
        place = f"{JOBS}/{job}"
        started = await max_.post(f"{place}/transitions/start", json={}, headers={"Idempotency-Key": "taken"})
        assert started.status_code == 200
        none = {"If-Match": '"9"'}
        tries: list[tuple[Any, str, str, Any, dict[str, str], int]] = [
            (ann, "POST", JOBS, {"input": {}}, {}, 422),
            (ann, "POST", JOBS, {"input": {"title": "Bell", "margin": "1"}}, {}, 403),
            (ann, "POST", JOBS, {"input": {"title": "Bell", "state": "closed"}}, {}, 422),
            (ann, "POST", JOBS, {"input": {"title": "Bell", "owner": shop.people["ann"]}}, {}, 422),
            (ann, "POST", JOBS, {"input": {"title": "Bell", "price": "0"}}, {}, 409),
            (ann, "POST", JOBS, {"input": {"title": "Bell", "parts": [{"cost": "1"}]}}, {}, 422),
            (max_, "POST", JOBS, {"input": {"title": "Bell"}}, {}, 403),
            (ann, "POST", "/api/v1/records/part", {"input": {"name": "Spring"}}, {}, 404),
            (ann, "POST", "/api/v1/records/person", {"input": {"name": "Eve"}}, {}, 403),
            (
                ann,
                "POST",
                "/api/v1/records/customer",
                {"input": {"name": "Bo", "phone": "13800138000"}},
                {},
                409,
            ),
            (ann, "PATCH", place, {"input": {"title": "Late"}}, none, 412),
            (ann, "PATCH", place, {"input": {"title": "No version"}}, {}, 428),
            (max_, "PATCH", place, {"input": {"title": "Not mine"}}, {"If-Match": "*"}, 403),
            (sue, "PATCH", place, {"input": {"price": "1"}}, {"If-Match": "*"}, 404),
            (
                max_,
                "POST",
                f"{place}/transitions/finish",
                {"input": {"price": "5000", "reason": "x"}},
                {},
                409,
            ),
            (max_, "POST", f"{place}/transitions/finish", {"input": {"price": "5"}}, {}, 422),
            (
                max_,
                "POST",
                f"{place}/transitions/finish",
                {"input": {"price": "5", "reason": "x"}},
                none,
                412,
            ),
            (max_, "POST", f"{place}/transitions/start", {}, {}, 409),
            (max_, "POST", f"{place}/transitions/close", {}, {}, 403),
            (sue, "POST", f"{place}/transitions/finish", {"input": {"price": "5", "reason": "x"}}, {}, 404),
            (zoe, "POST", f"{place}/transitions/fly", {}, {}, 404),
            (
                max_,
                "POST",
                f"{place}/transitions/remark",
                {"input": {"remark": "x"}},
                {"Idempotency-Key": "taken"},
                422,
            ),
            (max_, "POST", f"/api/v1/records/customer/{customer}/reveal", {"field": "phone"}, {}, 403),
            (zoe, "POST", f"/api/v1/records/customer/{customer}/reveal", {"field": "passport"}, {}, 403),
            (zoe, "POST", "/api/v1/packs/check", {}, {}, 403),
            (zoe, "PUT", "/api/v1/session/acting-as", {"role": "desk"}, {}, 403),
        ]
        before = after = await everything(shop)
        for client, method, path, body, headers, status in tries:
            answer = await client.request(method, path, json=body, headers=headers)
            assert answer.status_code == status, (method, path, body, answer.text)
            after = await everything(shop)
            for name in before:
                if name not in NOTES:
                    assert after[name] == before[name], (name, method, path, body)
        notes = {line for line in after["history"] if line not in before["history"]}
        assert notes, "who tried what is remembered"
        assert all("refused:" in note for note in notes)


async def test_a_change_is_seen_by_this_comparison(shop: Shop) -> None:
    before = await everything(shop)
    async with shop.client("ann") as ann:
        assert (await ann.post(JOBS, json={"input": {"title": "Bell"}})).status_code == 201
    after = await everything(shop)
    assert {name for name in before if before[name] != after[name]} >= {"job", "history", "serial"}
