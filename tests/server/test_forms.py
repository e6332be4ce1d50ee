"""The effective form, for each who asks."""

from typing import Any

import jsonschema_rs

from tests.server.conftest import Shop

JOBS = "/api/v1/records/job"


def items(form: dict[str, Any]) -> dict[str, Any]:
    return {item["path"]: item for section in form["form"]["sections"] for item in section["items"]}


async def test_a_form_has_what_the_actor_may_see_and_send(shop: Shop) -> None:
    async with shop.client("ann") as ann, shop.client("max") as max_:
        given = {"title": "Bell", "price": "5", "parts": [{"name": "Spring", "cost": "1"}]}
        job = (await ann.post(JOBS, json={"input": given})).json()["id"]
        for_ann = (await ann.get(f"/api/v1/forms/default?entity=job&record={job}")).json()
        found = items(for_ann)
        assert "secret_note" not in found
        assert (found["price"]["value"], found["price"]["readonly"], found["margin"]["readonly"]) == (
            "5",
            False,
            True,
        )
        assert found["parts"]["rows"][0]["values"]["name"] == "Spring"
        assert set(for_ann["schema"]["properties"]) == {
            "title",
            "customer",
            "kind",
            "price",
            "urgent",
            "wanted_on",
            "photo",
            "parts",
        }
        assert for_ann["version"] == 1
        for_max = items((await max_.get(f"/api/v1/forms/default?entity=job&record={job}")).json())
        assert "margin" not in for_max
        assert (for_max["price"]["readonly"], for_max["title"]["readonly"]) == (False, True)


async def test_the_schema_judges_as_the_server_does(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        schema = (await ann.get("/api/v1/forms/default?entity=job")).json()["schema"]
        for given, good in (
            ({"title": "Bell"}, True),
            ({"title": "Bell", "price": "5.50", "kind": "repair", "wanted_on": "2026-03-02"}, True),
            ({}, False),
            ({"title": ""}, False),
            ({"title": "x" * 61}, False),
            ({"title": "Bell", "kind": "lost"}, False),
            ({"title": "Bell", "price": -1}, False),
            ({"title": "Bell", "margin": "5"}, False),
        ):
            assert jsonschema_rs.validator_for(schema).is_valid(given) is good, given
            answer = await ann.post(JOBS, json={"input": given})
            assert (answer.status_code == 201) is good, (given, answer.text)


async def test_a_transitions_form_may_be_written_but_shows_no_secret(shop: Shop) -> None:
    async with shop.client("ann") as ann, shop.client("max") as max_, shop.client("zoe") as zoe:
        customer = (
            await ann.post("/api/v1/records/customer", json={"input": {"name": "Bo", "phone": "13800138000"}})
        ).json()["id"]
        job = (await ann.post(JOBS, json={"input": {"title": "Bell", "customer": customer}})).json()["id"]
        place = f"{JOBS}/{job}"
        await zoe.patch(place, json={"input": {"secret_note": "the canary"}}, headers={"If-Match": "*"})
        asked = f"/api/v1/forms/finish?record={job}&transition=finish"
        found = items((await max_.get(asked)).json())
        assert (found["secret_note"]["readonly"], found["secret_note"]["value"]) == (False, None)
        assert "customer.phone" not in found, "what is masked over there is not shown through the link"
        assert found["reason"]["ask"] is True
        shown = items((await zoe.get(asked)).json())
        assert (shown["secret_note"]["readonly"], shown["secret_note"]["value"]) == (False, "the canary")
        assert shown["customer.phone"]["value"] == "+8613800138000"
        assert (await max_.get(f"/api/v1/forms/finish?record={job}&transition=close")).status_code == 404
        assert (await max_.get(f"/api/v1/forms/finish?record={job}&entity=customer")).status_code == 404


async def test_a_form_speaks_the_asked_language(shop: Shop) -> None:
    async with shop.client("ann", **{"Accept-Language": "zh-CN"}) as ann:
        form = (await ann.get("/api/v1/forms/default?entity=job")).json()
    assert items(form)["title"]["label"] == "Title（中文）"
