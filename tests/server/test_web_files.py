"""The web application as files: compressed twins, what browsers keep, and addresses inside the application."""

from collections.abc import Iterator
from gzip import compress
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from server.web_files import WebRoute

PAGE = "<!doctype html><title>A page</title>"
SCRIPT = "export const answer = 42;" * 100


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[TestClient]:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "assets" / "app-1a2b.js").write_text(SCRIPT)
    (folder / "assets" / "app-1a2b.js.gz").write_bytes(compress(SCRIPT.encode()))
    (tmp_path / "secret.txt").write_text("not for browsers")
    told = Route("/api/v1/told", PlainTextResponse("told"), methods=["POST"])
    with TestClient(Starlette(routes=[told, WebRoute(folder)])) as client:
        yield client


def test_the_interface_answers_as_without_it(browser: TestClient) -> None:
    assert browser.get("/api/v1/told").status_code == 405
    assert browser.post("/api/v1/told").text == "told"


def test_a_file_comes_compressed_where_the_browser_takes_it(browser: TestClient) -> None:
    answer = browser.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.text == SCRIPT
    assert answer.headers["Content-Type"].startswith("text/javascript")
    plain = browser.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.text == SCRIPT


def test_names_with_a_hash_are_kept_for_good_and_the_page_is_asked_for_each_time(browser: TestClient) -> None:
    assert "immutable" in browser.get("/assets/app-1a2b.js").headers["Cache-Control"]
    assert browser.get("/").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("place", ["/", "/queue", "/records/order/01KJNZ7JDRHCKCRT21BGDS45NV"])
def test_every_address_of_the_application_is_its_one_page(browser: TestClient, place: str) -> None:
    answer = browser.get(place)
    assert (answer.status_code, answer.text) == (200, PAGE)


@pytest.mark.parametrize("place", ["/assets/gone.js", "/api/v1/nothing", "/assets/../../secret.txt"])
def test_what_is_not_there_is_not_made_up(browser: TestClient, place: str) -> None:
    answer = browser.get(place)
    assert "not for browsers" not in answer.text
    assert answer.status_code == (200 if answer.text == PAGE else 404)


@pytest.mark.parametrize("place", ["/..%2fsecret.txt", "/%2e%2e/secret.txt"])
def test_no_address_reaches_out_of_the_folder(browser: TestClient, place: str) -> None:
    assert "not for browsers" not in browser.get(place).text
