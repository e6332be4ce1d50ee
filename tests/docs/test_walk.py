"""The walks of the documentation are run as they are printed, and answer what is printed below them."""

import json
from pathlib import Path

import pytest

from tests.docs.pages import differences
from tests.docs.walk import answers, compare, run, shell

PREPARING = 2  # the first blocks of the walk: they start the server and make the helpers
PEOPLE = {"kefu1", "qiantai1", "guwen1", "baoming1", "caiwu1"}


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_walk_of_the_readme_goes_as_it_is_written(page: str, tmp_path: Path) -> None:
    assert compare(page, run(shell(page), tmp_path)) == []


def test_the_examples_of_the_http_page_go_as_they_are_written(tmp_path: Path) -> None:
    page = "docs/http.md"
    printed = run([*shell("README.md")[:PREPARING], *shell(page)], tmp_path)
    assert compare(page, printed[PREPARING:]) == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_walk_shows_its_answers_and_a_refusal_and_takes_at_least_four_people(page: str) -> None:
    shown = [json.loads(answer.text) for answer in answers(page) if answer is not None]
    assert [one["state"] for one in shown if "state" in one][-1] == "signed"
    assert {one["code"] for one in shown if "code" in one} == {"access.no_duty", "workflows.guard"}
    text = "\n".join(block.text for block in shell(page)[PREPARING:])
    assert {who for who in PEOPLE if f"as {who} " in text} == PEOPLE


def test_a_wrong_answer_is_found() -> None:
    told = {"state": "signed", "id": "...", "list": [1, {"a": "..."}]}
    assert differences(told, {"state": "signed", "id": 5, "list": [1, {"a": None}]}) == []
    assert differences(told, {"state": "draft", "id": 5, "list": [1]}) == [
        "/list: the page says [1, {'a': '...'}], it is [1]",
        "/state: the page says 'signed', it is 'draft'",
    ]
    assert differences({"a": 1}, {"a": 1, "b": 2}) == ["/b: on one side only"]
