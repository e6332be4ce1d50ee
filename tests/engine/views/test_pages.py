"""Pages: what is wrong is found where it stands, and a pack without any gets some worked out."""

from typing import Any

import pytest

from engine.packs.check import CheckResult, check
from engine.packs.diff import diff
from tests.server.shop import files, label

LIST = {"show": "list", "entity": "job", "fields": ["title", "state"]}


def a_page(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    said = {f"b{number}": block for number, block in enumerate(blocks)}
    return {"kind": "view", "label": label("Page"), "blocks": said or {"b0": LIST}, **more}


def checked(**pages: dict[str, Any]) -> CheckResult:
    return check(files(**{f"views__{id}": said for id, said in pages.items()}))


def test_a_page_is_compiled_with_its_blocks_in_their_order() -> None:
    mine = {"field": "owner", "op": "eq", "value": {"field": "actor"}}
    board = {"show": "board", "entity": "job", "states": ["open", "working"], "where": mine, "order": 5}
    page = a_page(
        {**LIST, "order": 9}, board, **{"for": ["desk"], "home": True, "columns": 2, "icon": "desk"}
    )
    release = checked(desk=page).release
    assert release is not None
    found = release.pages["desk"]
    assert [one.id for one in found.blocks] == ["b1", "b0"]
    assert (found.roles, found.home, found.columns) == ({"desk"}, True, 2)
    assert found.blocks[0].states == ("open", "working")
    assert found.blocks[0].where is not None


UNREAD: list[tuple[dict[str, Any], str]] = [
    ({**LIST, "sort": ["title", "-margin"]}, "/sort/1"),
    ({**LIST, "sort": ["customer.phone"]}, "/sort/0"),
    ({**LIST, "where": {"field": "margin", "op": "gt", "value": 1}}, "/where"),
]


@pytest.mark.parametrize(("block", "at"), UNREAD)
def test_a_list_that_looks_at_what_none_of_its_readers_may_read_is_found(
    block: dict[str, Any], at: str
) -> None:
    (found,) = checked(desk=a_page(block, **{"for": ["mechanic"]})).errors
    assert (found.code, found.file, found.pointer) == (
        "packs.nobody_reads",
        "views/desk.json",
        f"/blocks/b0{at}",
    )
    assert checked(desk=a_page(block, **{"for": ["mechanic", "owner"]})).errors == ()
    assert checked(desk=a_page(block)).errors == ()  # for everybody: some of them may


@pytest.mark.parametrize(
    ("block", "code", "at"),
    [
        ({"show": "list", "entity": "jobs"}, "unknown_entity", "/entity"),
        ({"show": "list", "entity": "part"}, "line_entity", "/entity"),
        ({**LIST, "fields": ["titel"]}, "unknown_field", "/fields/0"),
        ({**LIST, "fields": ["customer.name"]}, "unknown_field", "/fields/0"),
        ({**LIST, "sort": ["title", "-titel"]}, "unknown_field", "/sort/1"),
        ({"show": "quick_form", "entity": "customer", "form": "finish"}, "unknown_form", "/form"),
        ({"show": "board", "entity": "customer"}, "no_workflow", "/entity"),
        ({"show": "lanes", "entity": "job", "states": ["opne"]}, "unknown_state", "/states/0"),
        ({"show": "calendar", "entity": "job", "at": "title"}, "not_a_moment", "/at"),
        ({"show": "calendar", "entity": "job", "at": "wanted_on", "until": "urgent"}, "no_end", "/until"),
        ({"show": "timeline", "entity": "job", "at": "wanted_on", "person": "customer"}, "not_a_person", "/person"),
        ({"show": "figures", "metrics": ["jobz"]}, "unknown_metric", "/metrics/0"),
        ({"show": "figures", "metrics": ["done"], "as": "funnel"}, "no_funnel", "/as"),
        ({"show": "figures", "metrics": ["done"], "as": "table"}, "no_table", "/as"),
        ({"show": "figures", "metrics": ["done"], "as": "bars"}, "no_bars", "/as"),
        ({"show": "pool", "pool": "shelf"}, "unknown_pool", "/pool"),
        ({**LIST, "span": 2}, "too_wide", "/span"),
        (
            {**LIST, "where": {"count": "part.parent", "op": "gt", "value": 1}},
            "asks_too_much",
            "/where",
        ),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_at_its_place(block: dict[str, Any], code: str, at: str) -> None:
    result = checked(desk=a_page(block))
    told = [(one.code, one.file, one.pointer) for one in result.errors]
    assert (f"views.{code}", "views/desk.json", f"/blocks/b0{at}") in told, result.diagnostics
    assert result.release is None


def test_a_name_that_is_nearly_right_comes_with_a_hint() -> None:
    (found,) = checked(desk=a_page({**LIST, "fields": ["titel"]})).errors
    assert found.data["suggestion"] == "title"


def test_a_condition_is_judged_like_any_other() -> None:
    wrong = {**LIST, "where": {"field": "price", "op": "eq", "value": "much"}}
    assert any(one.pointer.startswith("/blocks/b0/where") for one in checked(desk=a_page(wrong)).errors)


def test_a_role_begins_at_one_page_only() -> None:
    first, second = (a_page(**{"for": ["desk"], "home": True}) for _ in range(2))
    (found,) = checked(a=first, b=second).errors
    assert (found.code, found.file, found.data["other"]) == ("views.two_homes", "views/b.json", "a")
    assert checked(a=first, b=a_page(**{"for": ["mechanic"], "home": True})).errors == ()


def test_a_view_and_a_dashboard_have_different_ids() -> None:
    board = {**a_page(), "kind": "dashboard"}
    (found,) = check(files(views__desk=a_page(), dashboards__desk=board)).errors
    assert (found.code, found.file) == ("views.same_id", "dashboards/desk.json")


def test_a_pack_without_pages_gets_some() -> None:
    release = check(files()).release
    assert release is not None
    assert release.pages == {}
    assert {*release.derived_pages} == {"queue", "customer.list", "job.list", "job.board"}
    assert release.derived_pages["queue"].home
    (listed,) = release.derived_pages["job.list"].blocks
    assert listed.fields == (
        "title",
        "number",
        "state",
        "customer",
        "kind",
        "price",
        "urgent",
        "wanted_on",
        "owner",
    )


def test_what_changed_about_a_page_is_said_in_words() -> None:
    before, after = checked(desk=a_page(LIST)), checked(desk=a_page({**LIST, "sort": ["title"]}, LIST))
    told = [change.text["en"] for change in diff(before.loaded.source, after.loaded.source).changes]
    assert told == ["Block “desk.b0” (“Page”): sort is new: title.", "Block “desk.b1” (“Page”) was added."]
