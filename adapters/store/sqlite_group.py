"""One group on SQLite: load what is missing, run, write, commit. Runs in the writer thread."""

import sqlite3
from contextlib import suppress

from adapters.store.database import InForce
from adapters.store.sqlite_errors import broken_rule, explained
from adapters.store.statements import Part
from engine.group.group import Group, Run
from engine.ports.store import StoreUnavailable


def run_group(connection: sqlite3.Connection, in_force: InForce, runs: list[Run]) -> list[Run]:
    """Give every run its outcome, in one transaction; what cannot be stored is found by halving.

    Gives the runs that must wait for the next group.
    """
    try:
        return _together(connection, in_force, runs)
    except Exception as error:  # noqa: BLE001 - a broken rule of the data, or a value that cannot be stored
        failure = explained(error)
    if isinstance(failure, StoreUnavailable):
        for run in runs:
            run.outcome = failure
    elif len(runs) > 1:
        middle = len(runs) // 2
        return [
            *run_group(connection, in_force, runs[:middle]),
            *run_group(connection, in_force, runs[middle:]),
        ]
    else:
        runs[0].outcome = broken_rule(failure, in_force.tables) or failure
    return []


def _together(connection: sqlite3.Connection, in_force: InForce, runs: list[Run]) -> list[Run]:
    picture = in_force.picture()
    group = Group(picture, runs)
    connection.execute("begin immediate")
    try:
        needs = group.sure()
        while True:
            for query in in_force.loader.queries(needs):
                query.absorb(picture, connection.execute(query.text, query.parameters).fetchall())
            needs = group.round()
            if not needs:
                break
        for part in in_force.writer.parts(picture.pending):
            _write(connection, in_force, part)
        connection.execute("commit")
    except BaseException:
        with suppress(sqlite3.OperationalError):  # some errors have ended the transaction already
            connection.execute("rollback")
        raise
    return group.later


def _write(connection: sqlite3.Connection, in_force: InForce, part: Part) -> None:
    before = connection.total_changes
    connection.executemany(in_force.statements.many(part.shape), part.rows)
    if part.shape.checked and connection.total_changes - before != len(part.rows):
        raise RuntimeError(f"rows of {part.shape.table} changed under the only writer")
