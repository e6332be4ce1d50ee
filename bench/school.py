"""The training school as it is served, with a whole sample in it: what people wait for who have much to do."""

import asyncio
import hashlib
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from bench import interactive, posts
from bench.candidate import serving
from bench.figures import Figure, Results
from bench.load import Plan
from bench.measure import QUEUE, Job, Measure
from bench.playing import Played, school
from bench.posts import Post
from bench.scale import Scale
from bench.world import CENTRES, token
from engine.ports.people import Account, Token
from server.sign_in.passwords import Passwords

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
_MB = 2**20


def played(figures: Results, found: Played, name: str, database: str) -> None:
    """Tell how long a sample took to make, and how large it is."""
    what = f"sample “{name}”"
    counted = [
        Figure(f"{what}, {entity} records", database, None, [float(found.records[entity])], unit="")
        for entity in ("lead", "activity")
    ]
    if not found.seconds:
        figures.take(counted)
        return
    size = Path(found.url.removeprefix("sqlite:///")).stat().st_size
    figures.take(
        [
            *counted,
            Figure(f"{what}, commands", database, None, [found.commands / found.seconds]),
            Figure(f"{what}, {found.rows:,} rows", database, None, [found.rows / found.seconds]),
            Figure(f"{what}, whole", database, None, [found.seconds], unit="s"),
            Figure(f"{what}, CPU of the whole", database, None, [found.cpu_seconds], unit="s"),
            Figure(f"{what}, most memory", database, None, [found.peak / _MB], unit="MB"),
            Figure(f"{what}, its file", database, None, [size / _MB], unit="MB"),
        ]
    )


async def measure(found: Played, scale: Scale, results: Results, name: str) -> None:
    """What people wait for: each post by itself, the busiest consultants together, and a screen until one can act."""
    people = await let_in(found)
    shift = datetime.fromisoformat(found.file.clock) - datetime.now(UTC)
    with serving(found.url, clock_shift=shift + timedelta(minutes=1)) as candidate:
        long = await asyncio.to_thread(posts.measure, candidate, people, results, name)
        measured = Measure(candidate, None, scale, results, name)
        for job in (QUEUE, _LEADS):
            measured.alternate(replace(job, name=f"{job.name}, sample “{scale.sample}”"), None, {}, (1, 8))
        if scale.screens:
            interactive.measure(candidate, people[0], long, results, name, scale.screens)


async def let_in(found: Played) -> list[Post]:
    """Let in one person for each post, with a password too, and the busiest consultants with the tokens of bench clients."""
    store = await open_store(found.url)
    try:
        await store.use(school())
        busiest = [row[0] for row in await store.read(_BUSIEST)]
        people = await posts.chosen(store)
        with closing(Passwords()) as passwords:
            password = await passwords.hash(posts.PASSWORD)
        named = [
            replace(post, login=await _let_in(store, post.person, post.secret, password)) for post in people
        ]
        for number in range(CENTRES):  # of a small company some serve two clients
            await _let_in(store, busiest[number % len(busiest)], token(number), password)
        return named
    finally:
        await store.close()


async def _let_in(store: DatabaseStore, person: str, secret: str, password: str) -> str:
    """An account with this password, made or changed, and this token, unless it is there already; gives its login."""
    now = datetime.now(UTC) - timedelta(days=366)  # the sample's clock may stand before that of the machine
    account = next((one for one in await store.people.accounts() if one.person == person), None)
    if account is None:
        account = Account(f"BENCH{person}", person, f"bench{person}".lower(), password, now, now)
        await store.people.add_account(account)
    else:
        await store.people.change_account(replace(account, password=password))
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    if await store.people.token(hashed, now) is None:
        scopes = ("read", "write")
        await store.people.add_token(Token(secret, account.id, hashed, secret[:8], "bench", scopes, now))
    return account.login
