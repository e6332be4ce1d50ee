from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from adapters.store.paths import NoSuchPath
from adapters.store.store import DatabaseStore
from engine.conditions.compiled import computed, guard
from engine.conditions.tree import All, Arithmetic, Condition, Constant, Leaf, Literal, Path, SetQuery
from engine.conditions.types import INTEGER, NUMBER, TEXT, Kind, Type
from engine.ports.store import Ask, BadCursor, Page, Reader, Selection, Sort, Sought
from engine.queries.searching import sought_words
from engine.values.duration import Duration
from engine.values.need import Found
from engine.values.record import Decision
from tests.builders.commands import make, making, move, moving
from tests.builders.release import NOW, ReleaseBuilder, a_field, workshop

FACTS: Mapping[str, object] = {"now": NOW, "zone": ZoneInfo("Asia/Shanghai"), "actor": "p1"}
ALL = Constant(True)


async def made(store: DatabaseStore, entity: str = "job", **given: Any) -> str:
    decision = await store.submit(make, making(entity, **given))
    assert isinstance(decision, Decision)
    return str(decision.answer["id"])


def selection(
    where: Condition = ALL, fields: tuple[str, ...] = ("title",), *sort: Sort, **more: Any
) -> Selection:
    return Selection("job", where, FACTS, fields, sort, **more)


def shown(page: Page, *paths: str) -> list[Any]:
    return [
        record.values[paths[0]] if len(paths) == 1 else tuple(record.values[path] for path in paths)
        for record in page.records
    ]


async def all_pages(store: DatabaseStore, wanted: Selection) -> list[list[Any]]:
    pages: list[list[Any]] = []
    cursor = None
    while True:
        page = await store.select(replace(wanted, cursor=cursor))
        pages.append(shown(page, *wanted.fields))
        cursor = page.next_cursor
        if cursor is None:
            return pages


@pytest.fixture
async def jobs(store: DatabaseStore) -> DatabaseStore:
    customer = await made(store, "customer", name="Ann", city="Bern")
    for number in range(10):
        await made(
            store, title=f"t{number}", hours=None if number % 3 == 0 else number % 4, price=Decimal(number) / 4,
            customer=customer if number % 2 else None, kind=("sale", "check", "repair")[number % 3], state="done", paid=number > 4,
        )  # fmt: skip
    return store


async def test_fields_through_links_and_a_condition(jobs: DatabaseStore) -> None:
    where = All(
        (
            Leaf(Path("customer.city", TEXT), "eq", Literal("Bern", TEXT)),
            Leaf(Path("price", NUMBER), "lt", Literal(Decimal("1.5"), NUMBER)),
        )
    )
    page = await jobs.select(selection(where, ("title", "price", "customer.name"), Sort("title"), count=True))
    assert shown(page, "title", "price", "customer.name") == [
        ("t1", Decimal("0.25"), "Ann"),
        ("t3", Decimal("0.75"), "Ann"),
        ("t5", Decimal("1.25"), "Ann"),
    ]
    assert page.total == 3
    assert page.next_cursor is None


@pytest.mark.parametrize("descending", [False, True])
async def test_absent_values_come_last_both_ways_and_pages_lose_nothing(
    jobs: DatabaseStore, *, descending: bool
) -> None:
    pages = await all_pages(jobs, selection(ALL, ("hours", "title"), Sort("hours", descending), limit=3))
    assert [len(page) for page in pages] == [3, 3, 3, 1]
    rows = [row for page in pages for row in page]
    assert len({title for _, title in rows}) == 10
    present = [hours for hours, _ in rows if hours is not None]
    assert present == sorted(present, reverse=descending)
    assert [hours for hours, _ in rows[-4:]] == [None] * 4


@pytest.mark.parametrize(
    "path", ["price", "title", "kind", "paid", "customer.name", "created_at", "id", "due_at", "state"]
)
async def test_pages_by_any_kind_of_value_hold_every_record_once(jobs: DatabaseStore, path: str) -> None:
    for descending in (False, True):
        whole = await all_pages(jobs, selection(ALL, ("title",), Sort(path, descending), limit=100))
        pages = await all_pages(jobs, selection(ALL, ("title",), Sort(path, descending), limit=3))
        assert [title for page in pages for title in page] == whole[0]
        assert len(set(whole[0])) == 10


async def test_options_sort_in_their_order(jobs: DatabaseStore) -> None:
    page = await jobs.select(selection(ALL, ("kind",), Sort("kind")))
    assert shown(page, "kind") == ["repair"] * 3 + ["check"] * 3 + ["sale"] * 4


async def test_pages_stay_stable_while_rows_come_in(jobs: DatabaseStore) -> None:
    first = await jobs.select(selection(ALL, ("title",), limit=4))
    for number in range(3):
        await made(jobs, title=f"new{number}", created_at=NOW + timedelta(hours=1))
    second = await jobs.select(selection(ALL, ("title",), limit=100, cursor=first.next_cursor))
    titles = shown(first, "title") + shown(second, "title")
    assert sorted(titles) == [f"t{number}" for number in range(10)]


async def test_a_cursor_of_another_selection_or_a_forged_one_is_not_taken(jobs: DatabaseStore) -> None:
    cursor = (await jobs.select(selection(ALL, ("title",), limit=4))).next_cursor
    assert cursor is not None
    for wrong in (
        selection(ALL, ("title",), Sort("price"), cursor=cursor),
        selection(ALL, ("title",), cursor="!"),
        selection(ALL, ("title",), cursor=cursor[:-4] + "AAAA"),
    ):
        with pytest.raises(BadCursor):
            await jobs.select(wrong)


async def test_a_path_that_is_not_there_is_a_bug(store: DatabaseStore) -> None:
    with pytest.raises(NoSuchPath):
        await store.select(selection(ALL, ("nonsense",)))


def sought(words: str) -> tuple[Sought, ...]:
    """Looked for by somebody who may read everything."""
    return tuple(replace(one, names=ALL, phones=ALL) for one in sought_words(words))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("zhangsan", 1),
        ("zs", 1),
        ("ZHANG", 1),
        ("/8000", 1),
        ("/6677", 1),
        ("/0000", 0),
        ("6677", 1),
        ("ann", 1),
        ("ＡＮＮ m", 1),
        ("müller", 1),
        ("0013", 1),
        ("138-0013", 1),
        ("+86 (138)", 1),
        ("100%", 0),
        ("_nn", 0),
        ("Bern", 0),
        ("  ", 2),
    ],
)
async def test_search_folds_case_width_and_phone_numbers(
    store: DatabaseStore, words: str, found: int
) -> None:
    await made(store, "customer", name="Ann Müller", phone="+8613800138000", city="Bern")
    await made(store, "customer", name="张三", phone="+41445556677")
    page = await store.select(Selection("customer", ALL, FACTS, ("name",), search=sought(words)))
    assert len(page.records) == found


async def test_search_follows_a_changed_title(store: DatabaseStore) -> None:

    id = await made(store, "customer", name="Ann")
    await store.submit(move, moving(id, "customer", name="Bea"))
    assert len((await store.select(Selection("customer", ALL, FACTS, (), search=sought("bea")))).records) == 1
    assert len((await store.select(Selection("customer", ALL, FACTS, (), search=sought("ann")))).records) == 0


async def test_text_sorts_by_code_points_on_both_databases(store: DatabaseStore) -> None:
    for title in ("b", "B", "a", "ä", "张", "Z"):
        await made(store, title=title)
    page = await store.select(selection(ALL, ("title",), Sort("title")))
    assert shown(page, "title") == sorted(["b", "B", "a", "ä", "张", "Z"])


async def test_a_total_is_exact_with_a_scope(jobs: DatabaseStore) -> None:
    where = Leaf(Path("hours", INTEGER), "present", None)
    page = await jobs.select(selection(where, ("title",), limit=1, count=True))
    assert (len(page.records), page.total) == (1, 6)


def derived() -> ReleaseBuilder:
    """Jobs that know how many calls there were, what an hour costs and whether they are long, without keeping it."""
    builder = workshop()
    call = Leaf(Path("kind", Type(Kind.ENUM, options=("call", "visit"))), "eq", Literal("call", TEXT))
    same = Leaf(Path("text", TEXT), "eq", Path("record.title", TEXT))
    calls = SetQuery(
        "calls", "note", "about", "", "count", None, All((call, same)), ("title",), INTEGER, "job/"
    )
    recent = SetQuery(
        "recent", "note", "job", "", "latest", "text", None, ("now", "zone"), TEXT, "", Duration.parse("P2D")
    )
    job = builder.entities["job"]
    an_hour = Arithmetic("/", Path("price", NUMBER), Path("hours", INTEGER), NUMBER)
    more = {
        "calls": a_field("calls", "rollup", rollup=calls, stored=False),
        "recent": a_field("recent", "rollup", type=TEXT, rollup=recent, stored=False),
        "an_hour": a_field("an_hour", "decimal", formula=computed(an_hour), stored=False),
        "long": a_field(
            "long",
            "boolean",
            condition=guard(Leaf(Path("hours", INTEGER), "gt", Literal(2, INTEGER))),
            stored=False,
        ),
    }
    builder.entities["job"] = replace(job, fields={**job.fields, **more})
    return builder.with_set(calls).with_set(recent)


async def test_figures_formulas_and_conditions_that_are_not_kept_can_be_listed_sorted_and_filtered(
    store: DatabaseStore,
) -> None:
    await store.install(derived().build())
    first = await made(store, title="a", hours=2, price=Decimal(5))
    second = await made(store, title="b", hours=4, price=Decimal(1))
    await made(store, title="c")
    for job, text, kind, days in (
        (first, "a", "call", 0),
        (first, "a", "call", 1),
        (first, "b", "call", 9),
        (second, "b", "visit", 3),
    ):
        at = NOW - timedelta(days=days)
        await made(store, "note", about=f"job/{job}", job=job, text=text, kind=kind, created_at=at)
    paths = ("title", "calls", "recent", "an_hour", "long")
    page = await store.select(selection(ALL, paths, Sort("an_hour")))
    assert shown(page, *paths) == [
        ("b", 0, None, Decimal("0.25"), True),
        ("a", 2, "a", Decimal("2.5"), False),
        ("c", 0, None, None, False),
    ]
    some = Leaf(Path("calls", INTEGER), "gte", Literal(1, INTEGER))
    assert shown(await store.select(selection(some)), "title") == ["a"]
    through = await store.select(Selection("note", ALL, FACTS, ("job.calls", "job.long"), limit=1))
    assert shown(through, "job.calls", "job.long") == [(2, False)]


async def test_figures_for_commands_take_outer_values_and_windows(store: DatabaseStore) -> None:
    release = derived().build()
    await store.install(release)
    job = await made(store, title="a")
    for text, kind, days in (("a", "call", 0), ("a", "call", 1), ("b", "call", 3)):
        at = NOW - timedelta(days=days)
        await made(store, "note", about=f"job/{job}", job=job, text=text, kind=kind, created_at=at)

    def figures(asked: Ask, read: Reader) -> tuple[object, ...]:
        calls, recent = release.sets["calls"], release.sets["recent"]
        zone: Any = ZoneInfo("Asia/Shanghai")
        return (
            read.aggregate(calls, job, ("a",), frozenset()).value,
            read.aggregate(calls, job, ("b",), frozenset()).value,
            read.aggregate(calls, job, (None,), frozenset()).value,
            read.aggregate(recent, job, (NOW, zone), frozenset()),
            read.aggregate(recent, job, (NOW + timedelta(days=9), zone), frozenset()),
        )

    assert await store.ask(figures, Ask(NOW, b"")) == (2, 1, 0, Found("a", NOW), Found(None, None))
