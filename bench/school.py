"""The training school as it is served, with a whole sample in it: what people wait for who have much to do."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from bench.candidate import serving
from bench.figures import Figure, Results
from bench.load import Plan
from bench.machine import Processes
from bench.measure import QUEUE, Job, Measure
from bench.playing import Played, school
from bench.scale import Scale
from bench.world import CENTRES, token
from engine.ports.people import Account, Token

# Who owns most of what is open: whose queues are the longest.
_BUSIEST = (
    "select owner from e_lead where state in ('assigned', 'contacting', 'invited', 'visited') "  # noqa: S608
    f"group by owner order by count(*) desc, owner limit {CENTRES}"
)
_LEADS = Job(
    "list 50 leads",
    Plan(
        "GET",
        "/api/v1/records/lead?sort=-created_at&limit=50&fields=number,state,owner,name,phone,source,intent",
    ),
)


def played(figures: Results, found: Played, name: str, database: str) -> None:
    """Tell how long a sample took to make."""
    what = f"sample “{name}”"
    figures.take(
        [
            Figure(f"{what}, commands", database, None, [found.commands / found.seconds]),
            Figure(f"{what}, {found.rows:,} rows", database, None, [found.rows / found.seconds]),
            Figure(f"{what}, whole", database, None, [found.seconds], unit="s"),
            Figure(f"{what}, CPU of the whole", database, None, [found.cpu_seconds], unit="s"),
        ]
    )


async def measure(
    found: Played, scale: Scale, results: Results, name: str, database: Processes | None = None
) -> None:
    """What the busiest consultants wait for: their queue, and a list of leads."""
    await let_in(found)
    shift = datetime.fromisoformat(found.file.clock) - datetime.now(UTC)
    with serving(found.url, clock_shift=shift) as candidate:
        measured = Measure(candidate, database, scale, results, name)
        for job in (QUEUE, _LEADS):
            measured.alternate(replace(job, name=f"{job.name}, sample “{scale.sample}”"), None, {}, (1, 8))


async def let_in(found: Played) -> None:
    """Give the busiest consultants accounts and the tokens that clients of the bench use."""
    release = school().release
    if release is None:
        raise RuntimeError("the pack is broken")
    store = await open_store(found.url)
    try:
        await store.use(release)
        busiest = [row[0] for row in await store.read(_BUSIEST)]
        for number in range(CENTRES):  # of a small company some serve two clients
            await _let_in(store, number, busiest[number % len(busiest)])
    finally:
        await store.close()


async def _let_in(store: DatabaseStore, number: int, person: str) -> None:
    now = datetime.now(UTC)
    account = Account(f"BENCH{person}", person, f"bench{person}", None, now, now)
    await store.people.add_account(account)  # False: there already
    hashed, scopes = hashlib.sha256(token(number).encode()).hexdigest(), ("read", "write")
    await store.people.add_token(
        Token(f"BENCH{number}", account.id, hashed, token(number)[:8], "bench", scopes, now)
    )
