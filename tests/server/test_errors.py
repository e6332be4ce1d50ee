"""One shape of errors, whatever went wrong, in the asked language."""

from typing import Any

import httpx
import pytest

from engine.ports.store import StoreUnavailable
from server.problem_details import language_of
from tests.server.conftest import Shop

KEYS = {"type", "title", "status", "detail", "instance", "code", "reasons", "errors", "trace_id"}


def assert_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The one shape, and that every part of it says the same."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert set(problem) == KEYS
    assert problem["status"] == status
    assert problem["code"] == code == problem["reasons"][0]["code"]
    assert problem["type"] == f"urn:pointsman:problem:{code}"
    assert problem["title"]
    assert problem["detail"] == problem["reasons"][0]["text"]
    assert problem["instance"] == answer.request.url.path
    assert problem["trace_id"] == answer.headers["x-request-id"]
    assert len(problem["trace_id"]) == 32
    for error in problem["errors"]:
        assert set(error) == {"pointer", "code", "detail"}
    return problem


JOBS = "/api/v1/records/job"
NOBODY = "01KJP0Y9M0DTHERB7R0MWPZ322"
CASES: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("GET", "/nowhere", {}, 404, "server.no_such_address"),
    ("GET", "/api/v1/nowhere", {}, 404, "server.no_such_address"),
    ("GET", "/api/v1/records/job/", {}, 404, "server.no_such_address"),
    ("DELETE", JOBS, {}, 405, "server.method_not_allowed"),
    ("GET", JOBS + "/search", {}, 405, "server.method_not_allowed"),
    ("GET", "/api/v1/records/rocket", {}, 404, "records.no_such_entity"),
    ("GET", f"{JOBS}/{NOBODY}", {}, 404, "records.missing"),
    ("GET", f"{JOBS}/none", {}, 404, "records.missing"),
    ("GET", JOBS + "?colour=red", {}, 422, "server.unknown_key"),
    ("GET", JOBS + "?limit=0", {}, 422, "server.wrong_value"),
    ("GET", JOBS + "?limit=many", {}, 422, "server.wrong_value"),
    ("GET", JOBS + "?sort=a,b,c,d", {}, 422, "filters.too_many_sorts"),
    ("GET", JOBS + "?sort=colour", {}, 422, "filters.unknown_field"),
    ("GET", JOBS + "?cursor=AAAA", {}, 422, "server.bad_cursor"),
    ("GET", JOBS + "?filter[state]=%00", {}, 422, "server.bad_query"),
    ("GET", JOBS + "?" + "&".join(f"filter[title]={n}" for n in range(21)), {}, 422, "server.too_many_filters"),
    ("POST", JOBS, {"content": b"{", "headers": {"Content-Type": "application/json"}}, 400, "server.not_json"),
    ("POST", JOBS, {"content": b'{"input": {}, "input": {}}', "headers": {"Content-Type": "application/json"}}, 400, "server.not_json"),
    ("POST", JOBS, {"content": b'{"input": {"price": NaN}}', "headers": {"Content-Type": "application/json"}}, 400, "server.not_json"),
    ("POST", JOBS, {"content": b"[" * 40 + b"]" * 40, "headers": {"Content-Type": "application/json"}}, 400, "server.not_json"),
    ("POST", JOBS, {"json": ["input"]}, 422, "server.not_an_object"),
    ("POST", JOBS, {"json": {"inputs": {}}}, 422, "server.unknown_key"),
    ("POST", JOBS, {"json": {"input": []}}, 422, "server.wrong_value"),
    ("POST", JOBS, {"json": {"input": {}, "form": "nothing"}}, 404, "forms.no_such_form"),
    ("POST", JOBS, {"json": {"input": {"title": "x"}}, "headers": {"Idempotency-Key": "a b"}}, 422, "server.bad_idempotency_key"),
    ("POST", JOBS, {"content": b"title=x", "headers": {"Content-Type": "text/plain"}}, 415, "server.wrong_media_type"),
    ("POST", JOBS, {"content": b'{"input": "' + b"x" * 1_000_001 + b'"}', "headers": {"Content-Type": "application/json"}}, 413, "server.too_large"),
    ("PATCH", f"{JOBS}/{NOBODY}", {"json": {"input": {}}}, 428, "server.precondition_required"),
    ("PATCH", f"{JOBS}/{NOBODY}", {"json": {"input": {}}, "headers": {"If-Match": "3"}}, 422, "server.bad_if_match"),
    ("PATCH", f"{JOBS}/{NOBODY}", {"json": {"input": {}}, "headers": {"If-Match": '"1"'}}, 404, "records.missing"),
    ("POST", f"{JOBS}/{NOBODY}/transitions/start", {"json": {}}, 404, "records.missing"),
    ("POST", f"{JOBS}/search", {"json": {"filter": {"field": "colour", "op": "eq", "value": 1}}}, 422, "conditions.unknown_field"),
    ("GET", "/api/v1/forms/nothing", {}, 404, "forms.no_such_form"),
    ("GET", "/api/v1/sink", {}, 403, "server.token_scope"),
    ("POST", "/api/v1/packs/check", {"content": b""}, 403, "server.token_scope"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_every_error_has_the_one_shape(shop: Shop, language: str) -> None:
    async with shop.client("zoe", **{"Accept-Language": language}) as zoe:
        for method, path, given, status, code in CASES:
            answer = await zoe.request(method, path, **given)
            problem = assert_problem(answer, status, code)
            assert answer.headers["content-language"] == language
            chinese = any("\u4e00" <= letter <= "\u9fff" for letter in problem["title"] + problem["detail"])
            assert chinese == (language == "zh-CN"), problem


async def test_who_is_not_signed_in_gets_it_too(shop: Shop) -> None:
    async with shop.client() as client:
        assert_problem(await client.get(JOBS), 401, "server.not_signed_in")
        assert_problem(await client.post("/api/v1/session", json={"login": "ann"}), 422, "server.missing_key")


async def test_a_method_that_is_not_allowed_names_those_that_are(shop: Shop) -> None:
    async with shop.client("zoe") as zoe:
        answer = await zoe.delete(JOBS)
    assert {part.strip() for part in answer.headers["allow"].split(",")} == {"GET", "HEAD", "POST"}


async def test_faults_of_the_input_are_told_by_their_places(shop: Shop) -> None:
    given = {"title": "x" * 61, "price": "-1", "kind": "lost", "colour": "red", "wanted_on": "soon"}
    async with shop.client("zoe") as zoe:
        problem = assert_problem(await zoe.post(JOBS, json={"input": given}), 422, "records.too_long")
    assert {(error["pointer"], error["code"]) for error in problem["errors"]} == {
        ("/input/title", "records.too_long"),
        ("/input/price", "records.too_small"),
        ("/input/kind", "records.unknown_option"),
        ("/input/colour", "forms.unknown_field"),
        ("/input/wanted_on", "records.bad_date"),
    }


async def test_all_reasons_of_a_no_are_told_with_what_would_turn_them(shop: Shop) -> None:
    async with shop.client("ann") as ann, shop.client("max", **{"Accept-Language": "zh"}) as max_:
        job = (await ann.post(JOBS, json={"input": {"title": "Bell"}})).json()["id"]
        assert (await max_.post(f"{JOBS}/{job}/transitions/start", json={})).status_code == 200
        refused = await max_.post(
            f"{JOBS}/{job}/transitions/finish", json={"input": {"price": "5000", "reason": "x"}}
        )
    problem = assert_problem(refused, 409, "workflows.guard")
    assert len(problem["reasons"]) == 2
    assert all(reason["fix"] for reason in problem["reasons"])


async def test_a_bug_is_a_500_that_says_nothing_of_itself(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the secret name of a table")

    monkeypatch.setattr(shop.house.store, "select", broken)
    async with shop.client("zoe") as zoe:
        answer = await zoe.get(JOBS)
    assert_problem(answer, 500, "server.internal")
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (StoreUnavailable("gone"), 503, "server.store_unavailable"),
        (StoreUnavailable("gone", unsure=True), 503, "server.outcome_unknown"),
        (StoreUnavailable("full", full=True), 507, "server.disk_full"),
    ],
)
async def test_a_store_that_cannot_serve_is_told_as_such(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, error: StoreUnavailable, status: int, code: str
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(shop.house.store, "select", broken)
    async with shop.client("zoe") as zoe:
        answer = await zoe.get(JOBS)
    assert_problem(answer, status, code)
    assert int(answer.headers["retry-after"]) > 0


async def test_a_trace_is_gone_on_with(shop: Shop) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    async with shop.client("zoe", traceparent=f"00-{trace}-00f067aa0ba902b7-01") as zoe:
        assert (await zoe.get("/nowhere")).json()["trace_id"] == trace
    async with shop.client("zoe", traceparent="00-evil-x-01") as zoe:
        assert (await zoe.get("/nowhere")).json()["trace_id"] != trace


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("zh", "zh-CN"),
        ("zh-TW,zh;q=0.9", "zh-CN"),
        ("fr-FR, en;q=0.8, zh;q=0.9", "zh-CN"),
        ("en-GB,en;q=0.9,zh-CN;q=0.8", "en"),
        ("zh;q=0, en", "en"),
        ("de", "en"),
        ("zh;q=none", "en"),
    ],
)
def test_the_language_is_the_one_that_is_wanted_most(accept: str, language: str) -> None:
    assert language_of(accept) == language


async def test_every_answer_carries_safe_headers(shop: Shop) -> None:
    async with shop.client("zoe") as zoe:
        for path in (JOBS, "/nowhere", "/api/v1/nowhere", "/livez"):
            headers = (await zoe.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert "content-security-policy" in headers
        assert (await zoe.get(JOBS)).headers["cache-control"] == "no-store"
