import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.conditions.types import Kind, Type
from engine.packs.release import Release
from engine.ports.store import Ask, PlanBlocked
from engine.values.record import Decision, Record
from tests.builders.commands import make, making, move, moving
from tests.builders.release import NOW, ReleaseBuilder, a_field, a_unique, people_and_centres, workshop


def shop(*fields: Any, id: str = "bike", **more: Any) -> Release:
    return people_and_centres(ReleaseBuilder()).entity(id, *fields, **more).build()


async def installed(store: DatabaseStore, *fields: Any, **more: Any) -> list[str]:
    return (await store.install(shop(*fields, **more))).describe()


async def made(store: DatabaseStore, entity: str = "bike", **given: Any) -> str:
    assert store.newest is not None
    decision = await store.submit(make, replace(making(entity, **given), release=store.newest))
    assert isinstance(decision, Decision)
    return str(decision.answer["id"])


async def read(store: DatabaseStore, id: str, entity: str = "bike") -> Record:
    record = await store.ask(lambda _, reader: reader.record(entity, id), Ask(NOW, b""))
    assert record is not None
    return record


@pytest.fixture
async def empty(url: str) -> Any:
    store = await open_store(url)
    yield store
    await store.close()


async def test_installing_twice_changes_nothing(store: DatabaseStore) -> None:
    plan = await store.plan(workshop().build())
    assert (plan.describe(), plan.sql, plan.blocks, plan.warnings) == ([], [], [], [])


async def test_the_tables_survive_a_restart(url: str) -> None:
    store = await open_store(url)
    await installed(store, a_field("name"), title="name")
    id = await made(store, name="x")
    await store.close()
    again = await open_store(url)
    assert await installed(again, a_field("name"), title="name") == []
    assert (await read(again, id)).values["name"] == "x"
    await again.close()


async def test_fields_and_indexes_are_added_and_what_is_not_mentioned_stays(empty: DatabaseStore) -> None:
    await installed(empty, a_field("name"), a_field("colour"))
    id = await made(empty, name="x", colour="red")
    said = await installed(empty, a_field("name"), a_field("maker", "person"), a_field("weight", "decimal"))
    assert "Add “maker” to “bike”." in said
    assert "Make the index ix_bike_maker." in said
    assert not any("colour" in sentence for sentence in said)
    assert (await empty.read("select colour from e_bike"))[0][0] == "red"
    other = await made(empty, name="y", weight=Decimal("1.5"))
    assert (await read(empty, other)).values["weight"] == Decimal("1.5")
    await installed(empty, a_field("name"), a_field("colour"), a_field("weight", "decimal"))
    assert (await read(empty, id)).values["colour"] == "red"


async def test_an_added_link_is_held_by_a_foreign_key(empty: DatabaseStore) -> None:
    await installed(empty, a_field("name"))
    await installed(empty, a_field("name"), a_field("maker", "person"))
    outcome = await empty.submit(make, replace(making("bike", maker="0" * 26), release=empty.newest))
    assert not isinstance(outcome, Decision)


async def test_declared_renames_keep_the_data(empty: DatabaseStore) -> None:
    await installed(empty, a_field("name"), a_field("maker", "person"))
    id = await made(empty, name="x")
    said = await installed(
        empty, a_field("title", was=("name",)), a_field("maker", "person"), id="cycle", was=["bike"]
    )
    assert "Rename the table e_bike to e_cycle." in said
    assert "Rename “name” of “cycle” to “title”." in said
    assert (await read(empty, id, "cycle")).values["title"] == "x"
    assert await installed(empty, a_field("title"), a_field("maker", "person"), id="cycle") == []


async def test_an_undeclared_rename_is_a_new_field_and_the_old_one_stays(empty: DatabaseStore) -> None:
    await installed(empty, a_field("name"))
    await made(empty, name="x")
    await installed(empty, a_field("title"))
    assert tuple((await empty.read("select name, title from e_bike"))[0]) == ("x", None)


async def test_a_whole_number_widens_to_a_decimal(empty: DatabaseStore) -> None:
    await installed(empty, a_field("weight", "integer"))
    id = await made(empty, weight=12)
    assert "Widen “weight” of “bike” from integer to number." in await installed(
        empty, a_field("weight", "decimal")
    )
    assert (await read(empty, id)).values["weight"] == Decimal(12)


async def test_a_field_that_changes_its_kind_is_blocked(empty: DatabaseStore) -> None:
    await installed(empty, a_field("weight"))
    release = shop(a_field("weight", "decimal"))
    plan = await empty.plan(release)
    assert plan.blocks == [
        {
            "en": "“weight” of “bike” holds text and cannot become number: add a new field instead.",
            "zh-CN": "“bike”的“weight”现为 text，不能改为 number：请新增字段。",
        }
    ]
    with pytest.raises(PlanBlocked):
        await empty.install(release)


def priced(currency: str, id: str = "price", **more: Any) -> Any:
    return a_field(id, "money", type=Type(Kind.MONEY, currency=currency), **more)


async def test_a20_amounts_that_are_stored_never_become_another_currency(empty: DatabaseStore) -> None:
    await installed(empty, priced("CNY"))
    await made(empty)  # without a price: nothing that could change its worth
    assert (await empty.plan(shop(priced("USD")))).blocks == []
    id = await made(empty, price=Decimal(100))
    for release in (shop(priced("USD")), shop(priced("USD", "fee", was=("price",)))):
        assert (await empty.plan(release)).blocks == [
            {
                "en": "1 amounts in “price” of “bike” are in CNY and cannot become USD: add a new field instead.",
                "zh-CN": "“bike”的“price”中有 1 个金额以 CNY 记录，不能改为 USD：请新增字段。",
            }
        ]
        with pytest.raises(PlanBlocked):
            await empty.install(release)
    assert (await read(empty, id)).values["price"] == Decimal(100)


async def test_a20_the_currency_is_remembered_where_only_it_changes(empty: DatabaseStore) -> None:
    await installed(empty, priced("CNY"))
    assert await installed(empty, priced("USD")) == []
    await made(empty, price=Decimal(100))
    assert (await empty.plan(shop(priced("USD")))).blocks == []
    assert len((await empty.plan(shop(priced("CNY")))).blocks) == 1


async def test_stored_doubles_block_a_new_unique_rule_until_they_are_mended(empty: DatabaseStore) -> None:
    fields = (a_field("name"), a_field("maker", "person"))
    await installed(empty, *fields)
    for name in ("x", "x", "y", None, None):
        await made(empty, name=name)
    plan = await empty.plan(shop(*fields, unique=[a_unique("one_name", "name")]))
    assert [block["en"] for block in plan.blocks] == [
        "1 sets of values of “bike” would break “One one_name”: mend them first."
    ]
    strict = await empty.plan(shop(*fields, unique=[a_unique("one_name", "name", absent_equal=True)]))
    assert strict.blocks[0]["en"].startswith("2 sets")
    assert (await empty.plan(shop(*fields, unique=[a_unique("pair", "name", "maker")]))).blocks == []


async def test_a_unique_rule_that_is_taken_away_no_longer_holds(empty: DatabaseStore) -> None:
    await installed(empty, a_field("name"), unique=[a_unique("one_name", "name", absent_equal=True)])
    await made(empty)
    outcome = await empty.submit(make, replace(making("bike"), release=empty.newest))
    assert not isinstance(outcome, Decision)
    await installed(empty, a_field("name"))
    await made(empty)


async def test_what_a_new_required_field_lacks_is_told(empty: DatabaseStore) -> None:
    await installed(empty, a_field("name"), a_field("colour"))
    await made(empty, name="x")
    plan = await empty.plan(shop(a_field("name"), a_field("colour", required=True)))
    assert plan.warnings[0]["en"].startswith("1 records of “bike” have no “colour”")


async def test_entities_that_point_to_each_other_can_be_made(empty: DatabaseStore) -> None:
    builder = people_and_centres(ReleaseBuilder())
    builder.entity("hen", a_field("egg", "link", to=["egg"])).entity(
        "egg", a_field("hen", "link", to=["hen"])
    )
    await empty.install(builder.build())
    await made(empty, "hen")


async def test_names_that_are_words_of_sql_and_very_long_ones_work(empty: DatabaseStore) -> None:
    long = "a" * 63
    fields = [
        a_field("order"),
        a_field("select", "integer"),
        a_field(long, "person"),
        a_field(long[:62] + "b", "person"),
    ]
    await installed(empty, *fields, id="group")
    id = await made(empty, "group", order="x", select=1)
    assert (await read(empty, id, "group")).values["order"] == "x"


async def test_two_processes_may_install_the_same_release_at_once(postgres_database: str) -> None:
    stores = await asyncio.gather(*(open_store(postgres_database) for _ in range(3)))
    await asyncio.gather(*(one.install(workshop().build()) for one in stores))
    await made(stores[0], "job", title="x")
    assert (await stores[1].read("select count(*) from e_job"))[0][0] == 1
    for one in stores:
        await one.close()


async def test_a_record_of_a_former_release_keeps_the_fields_that_the_new_one_left_out(
    empty: DatabaseStore,
) -> None:
    former = shop(a_field("name"), a_field("colour"))
    await empty.install(former)
    id = await made(empty, colour="red")
    newest = shop(a_field("name"))
    await empty.install(newest)
    assert empty.releases.keys() == {former.id, newest.id}
    assert (await read(empty, id)).values["colour"] == "red"
    await empty.submit(move, moving(id, "bike", colour="blue"))
    assert (await read(empty, id)).values["colour"] == "blue"
