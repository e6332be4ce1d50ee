"""The floor on PostgreSQL: the statements of the job, prepared, issued by pgbench, each job committed durably."""

import re
import subprocess
from pathlib import Path

import asyncpg

from bench.postgres import program

SCRIPT = Path(__file__).parent / "job.sql"
LIST = SCRIPT.with_name("list.sql")
TABLES = """
create table floor_request (id bigint primary key, version bigint not null, state text not null, owner text, name text,
  phone text, email text, source text, score bigint, budget numeric(18, 6), changed_at timestamptz not null);
create table floor_history (id bigserial primary key, request bigint not null, at timestamptz not null, actor bigint, detail jsonb);
create table floor_activity (id bigserial primary key, request bigint not null, at timestamptz not null, kind text, note text);
create table floor_rule_run (id bigserial primary key, request bigint not null, at timestamptz not null, rule text);
"""
ROWS = """
insert into floor_request select n, 1, 'open', 'agent' || n % 10, 'Caller ' || n, '+86' || (13000000000 + n),
  'caller' || n || '@example.com', 'web', n % 100, n % 50000, timestamptz '2026-01-01' + n * interval '7 seconds'
from generate_series(1, {count}::bigint) as n;
create index on floor_request (state, changed_at);
create unique index on floor_request (lower(email));
create index on floor_history (request);
create index on floor_activity (request);
create index on floor_rule_run (request);
"""


async def make(url: str, requests: int) -> None:
    """Make and fill the floor's tables."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(TABLES)
        await connection.execute(ROWS.format(count=requests))
        await connection.execute("vacuum analyze floor_request")
    finally:
        await connection.close()


def run(url: str, requests: int, clients: int, seconds: float, script: Path = SCRIPT) -> float:
    """Jobs a second at so many clients."""
    command = [
        program("pgbench"), "--no-vacuum", "--protocol=prepared", f"--client={clients}", "--jobs=1",
        f"--time={max(1, round(seconds))}", f"--define=requests={requests}", f"--file={script}", url,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"pgbench: {done.stdout}\n{done.stderr}")
    return float(found[1])
