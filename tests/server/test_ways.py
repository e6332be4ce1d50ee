"""Deny by default: what was not declared is not served; what is served says who may come."""

import re

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, Router

from server.access import Access
from server.app import check_declared, make_app, routes
from server.desk import Doors
from server.metrics import Metrics
from server.routes.every_way import EVERY_WAY
from server.settings import Settings
from server.ways import UndeclaredWay
from tests.server.conftest import Shop

OPEN = {
    ("GET", "/api/v1/session"),
    ("POST", "/api/v1/session"),
    ("GET", "/livez"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
}


async def hello(_: Request) -> Response:
    return PlainTextResponse("hello")


def test_everything_that_is_served_is_declared() -> None:
    app = make_app(Settings(), Metrics(), Doors())
    check_declared(app.router.routes, set())


@pytest.mark.parametrize("route", [Route("/hello", hello), Mount("/files", Router())])
def test_a_route_without_a_rule_does_not_let_the_server_start(route: Route) -> None:
    with pytest.raises(UndeclaredWay, match=r"hello|files"):
        check_declared([*routes(EVERY_WAY, Doors()), route], set())


def test_only_these_are_open_to_everyone() -> None:
    assert {(way.method, way.path) for way in EVERY_WAY if way.access is Access.EVERYONE} == OPEN


async def test_a_stranger_gets_nothing_from_any_other_way(shop: Shop) -> None:
    async with shop.client() as stranger:
        for way in EVERY_WAY:
            if (way.method, way.path) in OPEN:
                continue
            path = re.sub(r"\{\w+\}", "some", way.path)
            answer = await stranger.request(way.method, path)
            assert answer.status_code == 401, (way.method, path, answer.text)


async def test_before_the_house_is_open_nobody_is_let_in() -> None:
    app = make_app(Settings(), Metrics(), Doors())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x") as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "server.starting")
