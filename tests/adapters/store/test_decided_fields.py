"""Fields that a decision table works out: shown, filtered and sorted by in lists, though no column holds them."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.access.duty import Actor
from engine.commands.create_record import CreateRecord, create_record
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.ports.store import Selection
from engine.queries.list_records import ListAsk, select_records, show_rows
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.builders.packs import pack

EVERYTHING = Actor(None, everything=True)
CLASSES = {"options": {one: {"label": {"en": one, "zh-CN": one}} for one in ("small", "large")}}


def decided(table: str) -> dict[str, object]:
    return {
        "type": "enum",
        **CLASSES,
        "decision": f"{table}.class",
        "label": {"en": table, "zh-CN": table},
    }


def table(hit: str) -> dict[str, object]:
    return {
        "entity": "order",
        "hit": hit,
        "inputs": {"amount": {"field": "amount"}, "rush": {"field": "rush"}},
        "outputs": {"class": {"type": "enum", "options": ["small", "large"]}},
        "rows": [
            {"id": "rush", "if": {"rush": True}, "then": {"class": "large"}},
            {
                "id": "much",
                "if": {"amount": {"op": "gt", "value": {"parameter": "much"}}},
                "then": {"class": "large"},
            },
            {"id": "some", "if": {"amount": {"op": "present"}}, "then": {"class": "small"}},
        ],
    }


@cache
def release() -> Release:
    label = {"en": "x", "zh-CN": "x"}
    return pack(
        parameters={"much": {"type": "money", "default": 100, "label": label}},
        entities={
            "order": {
                "fields": {
                    "amount": {"type": "money", "label": label},
                    "rush": {"type": "boolean", "label": label},
                    "class": decided("first_class"),
                    "is_large": {
                        "type": "boolean",
                        "condition": {"decision": "first_class.class", "op": "eq", "value": "large"},
                        "label": label,
                    },
                    "ranked": decided("ranked_class"),
                }
            }
        },
        decisions={"first_class": table("first"), "ranked_class": table("priority")},
    )


def scene() -> Scene:
    return Scene(release(), EVERYTHING, datetime(2026, 3, 2, 1, 0, tzinfo=UTC))


@pytest.fixture
async def orders(url: str) -> AsyncGenerator[DatabaseStore, None]:
    store = await open_store(url)
    await store.install(release())
    for seed, values in enumerate(({"amount": 5}, {"amount": 500}, {"amount": 7, "rush": True}, {})):
        now = scene()
        asked = CreateRecord(Scene(now.release, now.actor, now.now, bytes([seed]) * 16), "order", values)
        assert isinstance(await store.submit(create_record, asked), Decision)
    yield store
    await store.close()


async def listed(store: DatabaseStore, **ask: Any) -> list[Any]:
    asked = ListAsk("order", **ask)
    selection = select_records(scene(), asked)
    assert isinstance(selection, Selection)
    page = await store.select(selection)
    return [row["values"] for row in show_rows(scene(), asked, page.records)]


async def test_a_list_shows_filters_and_sorts_what_a_table_decides(orders: DatabaseStore) -> None:
    fields = ("amount", "class", "is_large")
    rows = await listed(orders, fields=fields, sort=("class", "-amount"))
    assert [(row["amount"], row["class"], row["is_large"]) for row in rows] == [
        ("5", "small", False),
        ("500", "large", True),
        ("7", "large", True),
        (None, None, False),
    ]
    large = await listed(orders, fields=fields, filter={"field": "class", "op": "eq", "value": "large"})
    assert sorted(row["amount"] for row in large) == ["500", "7"]


async def test_what_a_ranking_table_decides_is_no_part_of_lists(orders: DatabaseStore) -> None:
    assert all("ranked" not in row for row in await listed(orders))
    for ask in (ListAsk("order", sort=("ranked",)), ListAsk("order", {"field": "ranked", "op": "present"})):
        refused = select_records(scene(), ask)
        assert isinstance(refused, Refusal)
        assert refused.reasons[0].code == "filters.unknown_field"
