"""A database that an older version left behind is brought up to date when it is opened, and keeps what it holds."""

from sqlalchemy import Column, MetaData, Table
from sqlalchemy.schema import CreateTable

from adapters.store.open import open_store
from adapters.store.rows import adding
from adapters.store.store import DatabaseStore
from engine.ports.books import Change, SettingChange
from tests.builders.commands import make, making
from tests.builders.release import NOW, workshop

# What older versions did not have: columns that may be empty, that may not, and one that is indexed.
LATER = {
    "task": ("version", "dropped_by", "team"),
    "account": ("version", "must_change", "signed_out_at"),
    "outbox": ("lane", "log"),
}
INDEXES = ("ix_task_team",)


async def made_older(url: str) -> None:
    store = await open_store(url)
    await store.install(workshop().build())
    await store.submit(make, making(title="Bell"))
    for index in INDEXES:
        await store.write(f"drop index {index}")
    for table, columns in LATER.items():
        for column in columns:
            await store.write(f"alter table {table} drop column {column}")
    lists = "'{}'" if store.flavour.postgres else "'[]'"
    yes = "true" if store.flavour.postgres else "1"
    moment = NOW.isoformat(timespec="microseconds")
    await store.write(
        "insert into task (id, entity, record, label, done_by, at, rule, state) "  # noqa: S608
        f"values ('t1', 'job', 'r1', '{{}}', {lists}, '{moment}', 'r', 'open')",
        "insert into account (id, person, login, active, admin, created_at, changed_at) "  # noqa: S608
        f"values ('a1', 'p1', 'ann', {yes}, {yes}, '{moment}', '{moment}')",
    )
    await store.close()


async def columns_of(store: DatabaseStore, table: str) -> list[str]:
    found = await store.read(
        f"select column_name from information_schema.columns where table_name = '{table}'"  # noqa: S608
        if store.flavour.postgres
        else f"select name from pragma_table_info('{table}')"  # noqa: S608
    )
    return sorted(str(row[0]) for row in found)


async def test_columns_that_came_later_are_added_and_rows_are_kept(url: str) -> None:
    await made_older(url)
    store = await open_store(url)
    try:
        for table in LATER:
            assert await columns_of(store, table) == sorted(store.house.metadata.tables[table].columns.keys())
        account = await store.people.account(login="ann")
        assert account is not None
        assert (account.person, account.admin, account.must_change) == ("p1", True, False)
        kept = await store.read("select version, dropped_by, team from task where id = 't1'")
        assert [(row[0], list(row[1]) if store.flavour.postgres else row[1], row[2]) for row in kept] == [
            (1, [] if store.flavour.postgres else "[]", None)
        ]
        await store.install(workshop().build())
        await store.submit(make, making(title="Chain"))
    finally:
        await store.close()


async def test_opening_again_changes_nothing(url: str) -> None:
    await made_older(url)
    for _ in range(2):
        store = await open_store(url)
        assert await columns_of(store, "task") == sorted(store.house.metadata.tables["task"].columns.keys())
        await store.close()


async def with_older_settings(url: str) -> None:
    """Parameters as they were set before they had days: one row for each parameter and centre."""
    store = await open_store(url)
    today = store.house.setting_change.columns
    older = Table(
        "setting",
        MetaData(),
        *(
            Column(name, today[like].type, primary_key=key, info=today[like].info)
            for name, like, key in (
                ("parameter", "parameter", True),
                ("centre", "parameter", True),
                ("value", "value", False),
                ("changed_at", "changed_at", False),
                ("changed_by", "changed_by", False),
            )
        ),
    )
    flavour = store.flavour
    await store.write(
        str(CreateTable(older).compile(dialect=flavour.dialect)),
        *(
            adding(flavour, older, {**row, "changed_at": NOW})
            for row in (
                {"parameter": "cap", "centre": "c1", "value": 5, "changed_by": "p1"},
                {"parameter": "cap", "centre": "", "value": 4, "changed_by": None},
                {"parameter": "told", "centre": "", "value": ["desk"], "changed_by": None},
            )
        ),
    )
    await store.close()


async def test_values_of_parameters_are_carried_over_once(url: str) -> None:
    await with_older_settings(url)
    store = await open_store(url)
    try:
        found = await store.settings.all()
        assert [(one.parameter, one.what, one.place, one.start, one.value) for one in found] == [
            ("cap", Change.SET, None, None, 4),
            ("cap", Change.SET, "c1", None, 5),
            ("told", Change.SET, None, None, ["desk"]),
        ]
        assert {(one.changed_at, one.changed_by) for one in found} == {(NOW, None), (NOW, "p1")}
        await store.settings.add(SettingChange("s1", "cap", Change.TAKEN_BACK, "c1", None, None, NOW, None))
    finally:
        await store.close()
    store = await open_store(url)
    try:  # what was taken back since does not come again
        assert [one.what for one in await store.settings.all()] == [Change.SET] * 3 + [Change.TAKEN_BACK]
    finally:
        await store.close()
