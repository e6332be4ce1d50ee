"""Visits that are given up at their moment, each with its timer, laid straight into their tables as the engine writes them.

``tests/bench`` compares them with a visit that the engine has made.
"""

from datetime import datetime

from bench.world import World, agent, place

# Columns as expressions of the number n; @id and @timer are ids, @due and @entry moments of their database.
_VISIT = {
    "id": "@id", "version": "1", "state": "'booked'", "owner": f"'{agent(1)}'", "centre": f"'{place(1)}'",
    "created_at": "@entry", "created_by": f"'{agent(1)}'", "changed_at": "@entry", "changed_by": f"'{agent(1)}'",
    "entered_at": "@entry", "release": "@release", "desk": "'D' || n", "due_at": "@due", "_search": "'d' || n",
}  # fmt: skip
_TIMER = {
    "id": "@timer", "entity": "'visit'", "record": "@id", "name": "'give_up'", "due_at": "@due", "entry": "@entry",
    "zone": "'Asia/Shanghai'", "if_late": "'fire'", "order": "0", "state": "'open'", "attempts": "0",
}  # fmt: skip


def rows_of_visits(world: World, first: int, count: int, due: datetime, entry: datetime) -> list[str]:
    """Statements that make visits from this number on, made at ``entry`` and all due at one moment (both UTC)."""
    last = first + count - 1
    if world.is_postgres:
        source = f"generate_series({first}::bigint, {last}) as n"
        id, timer = (f"'{kind}' || lpad(n::text, 25, '0')" for kind in "45")
    else:
        source = f"(with recursive up(n) as (select {first} union all select n + 1 from up where n < {last}) select n from up)"  # noqa: S608
        id, timer = (f"printf('{kind}%025d', n)" for kind in "45")
    meant = {
        "@id": id, "@timer": timer, "@due": moment(world, due), "@entry": moment(world, entry),
        "@release": f"'{world.release.id}'",
    }  # fmt: skip
    return [
        _insert("e_visit", _VISIT, source, meant),
        _insert("timer", _TIMER, source, meant),
    ]


def _insert(table: str, columns: dict[str, str], source: str, meant: dict[str, str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(meant.get(value, value) for value in columns.values())
    return f"insert into {table} ({names}) select {values} from {source}"  # noqa: S608


def moment(world: World, at: datetime) -> str:
    """A moment (UTC) as the database writes it in a statement."""
    return f"{'timestamptz ' if world.is_postgres else ''}'{at.isoformat(timespec='microseconds')}'"
