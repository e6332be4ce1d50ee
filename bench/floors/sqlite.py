"""The floor on SQLite: the statements of the job by raw sqlite3 in one process, each job committed durably."""

import json
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

TABLES = """
create table floor_request (id integer primary key, version integer not null, state text not null, owner text, name text,
  phone text, email text, source text, score integer, budget integer, changed_at text not null);
create table floor_history (id integer primary key, request integer not null, at text not null, actor integer, detail text);
create table floor_activity (id integer primary key, request integer not null, at text not null, kind text, note text);
create table floor_rule_run (id integer primary key, request integer not null, at text not null, rule text);
insert into floor_request
  with recursive up(n) as (select 1 union all select n + 1 from up where n < {count})
  select n, 1, 'open', 'agent' || n % 10, 'Caller ' || n, '+86' || (13000000000 + n), 'caller' || n || '@example.com', 'web',
    n % 100, n % 50000, '2026-01-01T00:00:00.000000+00:00' from up;
create index floor_request_state on floor_request (state, changed_at);
create unique index floor_request_email on floor_request (lower(email));
create index floor_history_request on floor_history (request);
create index floor_activity_request on floor_activity (request);
create index floor_rule_run_request on floor_rule_run (request);
"""
DETAIL = json.dumps(
    {
        "before": {"state": "open"},
        "after": {"state": "taken"},
        "rules": {"large_and_cold": False, "follow_up": True},
    }
)
AT = "2026-03-01T00:00:00.000000+00:00"


def make(path: Path, requests: int) -> None:
    """Make and fill the floor's tables."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        for statement in TABLES.format(count=requests).split(";"):
            connection.execute(statement)
        connection.execute("commit")
        connection.execute("pragma wal_checkpoint(truncate)")
    finally:
        connection.close()


def run(path: Path, requests: int, seconds: float) -> float:
    """Jobs a second, in a process of its own."""
    command = [sys.executable, "-m", "bench.floors.sqlite", str(path), str(requests), str(seconds)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def work(path: str, requests: int, seconds: float) -> float:
    """Do one job after the other; gives jobs a second."""
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=128)
    connection.execute("pragma synchronous = full")
    connection.execute("pragma cache_size = -32768")
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        _job(connection, random.randint(1, requests))
        done += 1
    return done / (time.perf_counter() - began)


def _job(connection: sqlite3.Connection, id: int) -> None:
    connection.execute("begin immediate")
    connection.execute("select * from floor_request where id = ?", (id,)).fetchone()
    connection.execute(
        "update floor_request set state = 'taken', version = version + 1, changed_at = ? where id = ?",
        (AT, id),
    )
    connection.execute(
        "insert into floor_history (request, at, actor, detail) values (?, ?, 1, ?)", (id, AT, DETAIL)
    )
    connection.execute(
        "insert into floor_activity (request, at, kind, note) values (?, ?, 'follow_up', 'Call back within a day')",
        (id, AT),
    )
    connection.execute("insert into floor_rule_run (request, at, rule) values (?, ?, 'follow_up')", (id, AT))
    connection.execute("commit")


if __name__ == "__main__":
    print(work(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
