"""Drafts and lists that people put by, on both databases."""

from typing import Any

from engine.facts.own_things import DRAFT, MOST
from tests.server.conftest import Shop
from tests.server.test_errors import assert_problem
from tests.server.test_titles import made

DRAFTS, LISTS = "/api/v1/me/drafts", "/api/v1/me/lists"
WANTED: dict[str, Any] = {
    "entity": "job", "name": "Urgent", "filter": {"field": "urgent", "op": "eq", "value": True}, "sort": ["-created_at"],
    "fields": ["title"],
}  # fmt: skip


async def test_a_draft_is_kept_for_one_person_and_one_form(shop_on_both: Shop) -> None:
    async with shop_on_both.client("max") as max_, shop_on_both.client("ann") as ann:
        place = f"{DRAFTS}/finish:01KJNZ7JDRHCKCRT21BGDS45NV"
        assert_problem(await max_.get(place), 404, "own.missing")
        said = {"draft": {"price": 12.5, "reason": "half", "parts": [{"name": "钉"}]}}
        assert (await max_.put(place, json=said)).status_code == 200
        again = {"draft": {"reason": "done"}}
        assert (await max_.put(place, json=again)).status_code == 200
        found = (await max_.get(place)).json()
        assert found["draft"] == again["draft"]
        for other in (f"{DRAFTS}/finish", f"{DRAFTS}/default.job"):
            assert (await max_.get(other)).status_code == 404
        assert (await ann.get(place)).status_code == 404
        assert (await ann.delete(place)).status_code == 404
        assert (await max_.delete(place)).status_code == 204
        assert (await max_.get(place)).status_code == 404


async def test_drafts_are_bounded(shop: Shop) -> None:
    async with shop.client("max") as max_:
        assert_problem(await max_.put(f"{DRAFTS}/nonsense", json={"draft": {}}), 404, "forms.no_such_form")
        large = await max_.put(f"{DRAFTS}/finish", json={"draft": {"reason": "x" * 60_000}})
        assert large.status_code == 422
        for number in range(MOST[DRAFT]):
            assert (await max_.put(f"{DRAFTS}/finish:r{number}", json={"draft": {}})).status_code == 200
        assert_problem(await max_.put(f"{DRAFTS}/finish:more", json={"draft": {}}), 409, "own.too_many")
        assert (await max_.put(f"{DRAFTS}/finish:r1", json={"draft": {"a": 1}})).status_code == 200


async def test_a_list_is_ones_own_or_shared_with_a_role(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("max") as max_, shop.client("sue") as sue, shop.client("ann") as ann:
        own = await max_.post(LISTS, json=WANTED)
        assert own.status_code == 201, own.text
        shared = (await max_.post(LISTS, json={**WANTED, "name": "All", "role": "mechanic"})).json()
        assert [(one["name"], one["mine"]) for one in (await max_.get(LISTS)).json()["data"]] == [
            ("All", True), ("Urgent", True),
        ]  # fmt: skip
        (seen,) = (await sue.get(LISTS)).json()["data"]
        assert (seen["id"], seen["mine"], seen["filter"]) == (shared["id"], False, WANTED["filter"])
        assert (await ann.get(LISTS)).json()["data"] == []
        place = f"{LISTS}/{shared['id']}"
        assert_problem(await sue.put(place, json=WANTED), 404, "own.missing")
        assert_problem(await sue.delete(place), 404, "own.missing")
        changed = await max_.put(place, json={**WANTED, "name": "Mine again"})
        assert (changed.status_code, changed.json()["name"], changed.json()["role"]) == (
            200,
            "Mine again",
            None,
        )
        assert (await sue.get(LISTS)).json()["data"] == []
        assert (await max_.delete(place)).status_code == 204
        assert len((await max_.get(LISTS)).json()["data"]) == 1
        assert_problem(await max_.put(f"{LISTS}/none", json=WANTED), 404, "own.missing")


async def test_a_list_is_judged_when_it_is_put_by(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("max") as max_:
        for wrong in (
            {"entity": "person"},
            {"filter": {"field": "secret_note", "op": "present"}},
            {"sort": ["nonsense"]},
            {"name": " "},
            {"role": "desk"},
        ):
            answer = await max_.post(LISTS, json={**WANTED, **wrong})
            assert answer.status_code in (404, 422), wrong


async def test_drafts_are_listed_with_what_they_are_about(shop_on_both: Shop) -> None:
    shop = shop_on_both
    job = await made(shop, "ann", "job", title="Bike")
    async with shop.client("max") as max_:
        assert (await max_.get(DRAFTS)).json() == {"data": [], "titles": {}}
        await max_.put(f"{DRAFTS}/finish:{job}", json={"draft": {"reason": "half"}})
        await max_.put(f"{DRAFTS}/default.job", json={"draft": {"title": "New"}})
        told = (await max_.get(DRAFTS)).json()
        assert [(one["form"], one["entity"], one["record"]) for one in told["data"]] == [
            ("default.job", "job", None), ("finish", "job", job),
        ]  # fmt: skip
        assert told["titles"] == {f"job/{job}": "Bike"}
        assert not any("half" in str(one) for one in told["data"])


SETTINGS = "/api/v1/me/settings"


async def test_settings_are_ones_own(shop_on_both: Shop) -> None:
    async with shop_on_both.client("max") as max_, shop_on_both.client("ann") as ann:
        empty = (await max_.get(SETTINGS)).json()
        assert (empty["notifications"], empty["workspace"]) == ({}, {})
        assert {id: one["channels"] for id, one in empty["messages"].items()} == {"ready": ["sms", "app"]}
        wishes = {"off": {"news": ["sms"], "none": []}, "quiet": {"from": "22:00", "until": "07:00"}}
        kept = await max_.put(f"{SETTINGS}/notifications", json=wishes)
        assert kept.json()["notifications"] == {"off": {"news": ["sms"]}, "quiet": wishes["quiet"]}
        liked = {"settings": {"keys": {"create": "n"}, "desktop": True}}
        assert (await max_.put(f"{SETTINGS}/workspace", json=liked)).status_code == 200
        told = (await max_.get(SETTINGS)).json()
        assert (told["workspace"], told["notifications"]["quiet"]) == (liked["settings"], wishes["quiet"])
        assert (await max_.put(f"{SETTINGS}/notifications", json={})).json()["notifications"] == {"off": {}}
        assert (await ann.get(SETTINGS)).json()["workspace"] == {}


async def test_settings_that_cannot_be_are_refused(shop: Shop) -> None:
    async with shop.client("max") as max_:
        for wrong in (
            {"quiet": {"from": "25:00", "until": "07:00"}},
            {"quiet": {"from": "22:00"}},
            {"quiet": "night"},
            {"off": {"news": ["app"]}},
            {"off": {"news": "sms"}},
            {"off": {"news": [1]}},
        ):
            answer = await max_.put(f"{SETTINGS}/notifications", json=wrong)
            assert_problem(answer, 422, "server.wrong_value")
        large = await max_.put(f"{SETTINGS}/workspace", json={"settings": {"x": "y" * 30_000}})
        assert_problem(large, 422, "server.wrong_value")


async def test_everyone_chooses_the_language_of_messages_to_them(shop_on_both: Shop) -> None:
    async with shop_on_both.client("max") as max_:
        for language in ("en", "zh-CN", None):
            answer = await max_.put("/api/v1/me/language", json={"language": language})
            assert answer.json() == {"language": language}
            assert (await max_.get("/api/v1/me")).json()["language"] == language
        assert_problem(
            await max_.put("/api/v1/me/language", json={"language": "fr"}), 422, "server.wrong_value"
        )
