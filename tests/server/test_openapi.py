"""The description of the interface: valid, typed for the pack, and true."""

from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator

from server.openapi.document import openapi
from server.routes.every_way import EVERY_WAY
from tests.server.conftest import Shop


async def described(shop: Shop, language: str = "en") -> dict[str, Any]:
    async with shop.client("zoe", **{"Accept-Language": language}) as zoe:
        answer = await zoe.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def references(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(references, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
    return own.union(*map(references, node.values()))


async def test_it_holds_together(shop: Shop) -> None:
    document = await described(shop)
    assert document["openapi"] == "3.1.0"
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for reference in references(document):
        node: Any = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
    ids = [
        operation["operationId"] for methods in document["paths"].values() for operation in methods.values()
    ]
    assert len(ids) == len(set(ids))
    assert {
        "job.list",
        "job.create",
        "job.change",
        "job.transition.finish",
        "customer.reveal",
        "get.me",
    } <= set(ids)


async def test_every_way_is_described(shop: Shop) -> None:
    document = await described(shop)
    for way in EVERY_WAY:
        path = way.path.replace("/records/{entity}", "/records/job")
        if "/transitions/{transition}" in path:
            path = path.replace("{transition}", "start")
        if way.path != "/metrics":
            assert way.method.lower() in document["paths"][path], (way.method, path)


async def test_it_is_typed_for_the_pack(shop: Shop) -> None:
    schemas = (await described(shop))["components"]["schemas"]
    values = schemas["job.values"]["properties"]
    assert values["state"]["enum"] == ["open", "working", "ready", "closed", None]
    assert values["kind"]["enum"] == ["repair", "check", None]
    assert values["urgent"]["type"] == ["boolean", "null"]
    assert schemas["job.new"]["required"] == ["title"]
    assert "margin" in schemas["job.new"]["properties"]
    assert "total" not in schemas["job.new"]["properties"]


async def test_each_transition_is_an_operation_with_its_form(shop: Shop) -> None:
    operation = (await described(shop, "zh-CN"))["paths"]["/api/v1/records/job/{id}/transitions/finish"][
        "post"
    ]
    assert operation["summary"] == "Job（中文）: Finish（中文）"
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    sent = body["properties"]["input"]
    assert sent["required"] == ["price", "reason"]
    assert set(sent["properties"]) == {"price", "reason", "secret_note"}
    assert (
        "application/problem+json" in (await described(shop))["components"]["responses"]["problem"]["content"]
    )


async def test_what_records_look_like_is_as_described(shop: Shop) -> None:
    document = await described(shop)
    schema = {"$ref": "#/components/schemas/job.record", "components": document["components"]}
    judge = jsonschema_rs.validator_for(schema)
    async with shop.client("ann") as ann, shop.client("max") as max_:
        given = {
            "title": "Bell",
            "price": "5.50",
            "kind": "repair",
            "wanted_on": "2026-03-02",
            "parts": [{"name": "Spring"}],
        }
        job = (await ann.post("/api/v1/records/job", json={"input": given})).json()["id"]
        for client in (ann, max_):
            record = (await client.get(f"/api/v1/records/job/{job}")).json()
            assert judge.is_valid(record), [str(fault) for fault in judge.iter_errors(record)]
        assert not judge.is_valid({**record, "values": {**record["values"], "state": "lost"}})


def test_two_languages_differ_only_in_words(shop: Shop) -> None:
    english = openapi(shop.house.live, EVERY_WAY, "pointsman", "en")
    chinese = openapi(shop.house.live, EVERY_WAY, "pointsman", "zh-CN")
    assert english["paths"].keys() == chinese["paths"].keys()  # type: ignore[union-attr]
    assert english != chinese
