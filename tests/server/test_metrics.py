"""Metrics over HTTP, on both databases: figures by period and split, who sees what, and the records behind a figure."""

from typing import Any

import pytest

from tests.server.conftest import Shop, publish
from tests.server.shop import label
from tests.server.test_records import given_jobs

URL = "/api/v1/metrics"
SPAN = "from=2026-03-10&to=2026-03-31"
BASE: dict[str, Any] = {"kind": "metric", "entity": "job", "at": "wanted_on"}
METRICS = {
    "metrics__urgent": {
        **BASE, "label": label("Urgent jobs"), "function": "share", "holds": {"field": "urgent", "op": "eq", "value": True},
        "split": ["kind", "centre", "state"], "target": 0.5, "better": "less", "duty": "job.work",
    },
    "metrics__price": {**BASE, "label": label("Price"), "function": "median", "field": "price", "split": ["kind"]},
    "metrics__margin": {**BASE, "label": label("Margin"), "function": "sum", "field": "margin"},
}  # fmt: skip


@pytest.fixture
async def shop_with_metrics(shop_on_both: Shop) -> Shop:
    await publish(shop_on_both.house, **METRICS)
    await given_jobs(shop_on_both)
    return shop_on_both


async def asked(shop: Shop, who: str, path: str, **headers: str) -> Any:
    async with shop.client(who, **headers) as client:
        answer = await client.get(f"{URL}{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_figures_by_week_and_kind(shop_with_metrics: Shop) -> None:
    told = await asked(shop_with_metrics, "max", f"/urgent?{SPAN}&by=week&split=kind")
    figures = [(one["from"], one["split"]["kind"], one["value"], one["rows"]) for one in told["data"]]
    check_, repair = {"value": "check", "label": "Check"}, {"value": "repair", "label": "Repair"}
    assert figures == [("2026-03-10", check_, "0.333333", 3), ("2026-03-10", repair, "0.333333", 3)]
    assert (told["total"], told["target"], told["better"]) == (
        {"value": "0.333333", "rows": 6, "held": 2},
        "0.5",
        "less",
    )
    assert [one["from"] for one in told["periods"]] == [
        "2026-03-10",
        "2026-03-16",
        "2026-03-23",
        "2026-03-30",
    ]


async def test_a_filter_narrows_and_a_link_is_named(shop_with_metrics: Shop) -> None:
    told = await asked(
        shop_with_metrics,
        "zoe",
        f"/price?{SPAN}&split=kind&filter[urgent]=true",
        **{"Accept-Language": "zh-CN"},
    )
    assert [(one["split"]["kind"]["label"], one["value"]) for one in told["data"]] == [
        ("Check（中文）", "55.5"),
        ("Repair（中文）", "45.5"),
    ]
    assert (told["label"], told["total"]["value"]) == ("Price（中文）", "50.5")
    by_centre = await asked(shop_with_metrics, "zoe", "")
    assert [one["id"] for one in by_centre["data"]] == ["margin", "price"]
    told = await asked(shop_with_metrics, "max", f"/urgent?{SPAN}&split=centre,state")
    assert [part["label"] for one in told["data"] for part in one["split"].values()] == [None, "Open"]


async def test_who_may_not_see_a_metric_finds_none(shop_with_metrics: Shop) -> None:
    assert [one["id"] for one in (await asked(shop_with_metrics, "max", ""))["data"]] == ["price", "urgent"]
    assert [one["id"] for one in (await asked(shop_with_metrics, "ann", ""))["data"]] == ["margin", "price"]
    async with shop_with_metrics.client("ann") as ann:
        hidden, missing = await ann.get(f"{URL}/urgent"), await ann.get(f"{URL}/nothing")
    for answer, name in ((hidden, "urgent"), (missing, "nothing")):
        assert answer.status_code == 404
        assert answer.json()["reasons"][0] == {
            "code": "metrics.no_such_metric",
            "text": f"There is no metric “{name}”.",
            "data": {"metric": name},
        }


async def test_every_figure_opens_the_records_behind_it(shop_with_metrics: Shop) -> None:
    async def titles(query: str) -> list[str]:
        told = await asked(
            shop_with_metrics, "max", f"/urgent/records?{SPAN}&fields=title&sort=title&{query}"
        )
        return [row["values"]["title"] for row in told["data"]]

    assert await titles("held=true") == ["Bell 4", "Bell 5"]
    assert await titles("held=true&filter[kind]=check") == ["Bell 5"]
    assert await titles("held=false&limit=1") == ["Bell 0"]
    assert await titles("filter[kind]=repair") == ["Bell 0", "Bell 2", "Bell 4"]


async def test_a_period_is_compared_with_the_one_before(shop_with_metrics: Shop) -> None:
    told = await asked(shop_with_metrics, "max", "/urgent?period=month&on=2026-02-11&compare=true")
    assert (told["from"], told["to"], told["total"]["rows"]) == ("2026-02-01", "2026-02-28", 0)
    assert told["before"] == {"from": "2026-01-01", "to": "2026-01-31", "value": None, "rows": 0, "held": 0}
    told = await asked(
        shop_with_metrics, "max", "/urgent?period=month&on=2026-04-11&compare=true&filter[kind]=check"
    )
    assert told["before"]["rows"] == 3
    assert told["before"]["value"] == "0.333333"
    assert "before" not in await asked(shop_with_metrics, "max", "/urgent?period=month")
    now = await asked(shop_with_metrics, "max", "/urgent?period=year")
    assert now["to"] == now["today"]
    assert now["from"] == f"{now['today'][:4]}-01-01"
    told = await asked(
        shop_with_metrics, "max", "/urgent?period=week&on=2026-04-05&rolling=true&compare=true"
    )
    assert (told["from"], told["before"]["from"], told["before"]["to"]) == (
        "2026-03-30",
        "2026-03-23",
        "2026-03-29",
    )


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("period=decade", "server.wrong_value"),
        ("period=month&from=2026-03-01", "server.unknown_key"),
        ("on=2026-03-01", "server.wrong_value"),
        ("compare=1", "server.wrong_value"),
        ("rolling=true", "server.wrong_value"),
        ("by=decade", "server.wrong_value"),
        ("from=yesterday", "server.wrong_value"),
        ("from=2026-03-02&to=2026-03-01", "metrics.wrong_span"),
        ("from=2024-01-01&to=2026-01-01&by=day", "metrics.too_many_periods"),
        ("split=price", "metrics.no_such_split"),
        ("filter[margin]=1", "filters.unknown_field"),
        ("sort=title", "server.unknown_key"),
    ],
)
async def test_what_cannot_be_asked_is_refused(shop_with_metrics: Shop, query: str, code: str) -> None:
    async with shop_with_metrics.client("max") as max_:
        answer = await max_.get(f"{URL}/urgent?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, code)
