"""What people of the training school wait for, post by post: their queue, lists, searches, a long history, figures."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from adapters.store.store import DatabaseStore
from bench.candidate import Candidate
from bench.figures import Figure, Results
from bench.playing import PACK
from bench.visitor import Visitor

TIMES = 20
PASSWORD = "a-word-for-the-bench"  # noqa: S105 - of a database that is thrown away
ENTRIES = 200  # of the long history
_RECORDS = "/api/v1/records/lead"
_SHOWN = "number,state,owner,name,phone,source,intent"
# The consultant with most to do, whoever is at the desk of the same centre, and who leads that and all.
_CONSULTANT = (
    "select e.owner, e.centre from e_lead e join holding h on h.person = e.owner and h.role = 'course_consultant' "
    "where e.state in ('assigned', 'contacting', 'invited', 'visited') group by e.owner, e.centre "
    "order by count(*) desc, e.owner limit 1"
)
_OF_CENTRE = ("front_desk", "centre_principal")


@dataclass(frozen=True)
class Post:
    """A post, and the person who is asked in it; ``login`` is known once they are let in."""

    role: str
    person: str
    login: str = ""

    @property
    def secret(self) -> str:
        """The API token of this person."""
        return f"pm_bench_{self.role}_{'0' * 24}"


async def chosen(store: DatabaseStore) -> list[Post]:
    """One person for each post that is asked."""
    consultant, centre = (await store.read(_CONSULTANT))[0]
    found = [Post("course_consultant", consultant)]
    for role in _OF_CENTRE:
        who = f"select person from holding where role = '{role}' and centre = '{centre}' order by person"  # noqa: S608
        found += [Post(role, row[0]) for row in list(await store.read(who))[:1]]
    of_all = "select person from holding where role = 'general_manager' order by person"
    return [*found, *(Post("general_manager", row[0]) for row in list(await store.read(of_all))[:1])]


def measure(candidate: Candidate, posts: list[Post], results: Results, name: str) -> str:
    """Ask for everything as each of them; gives the id of the record with the long history."""
    visitors = {post.role: Visitor(candidate.url, post.secret) for post in posts}
    long = with_history(visitors["course_consultant"])
    values = visitors["course_consultant"].ask(f"{_RECORDS}/{long}")["values"]
    for role, visitor in visitors.items():
        for what, paths in _asks(role, visitor, long, values):
            took = visitor.time(paths, TIMES if len(paths) == 1 else 3, candidate.processes)
            rate = 1000 * len(took.each) / sum(took.each)
            figure = Figure(f"{what}, {role}", name, 1, [rate], p50=[took.at(50)], p95=[took.at(95)])
            figure.cpu_server.append(took.cpu)
            results.take([figure])
        visitor.close()
    return long


def _asks(
    role: str, visitor: Visitor, long: str, values: Mapping[str, Any]
) -> Iterator[tuple[str, list[str]]]:
    """What somebody of this post asks for, by name; several addresses are asked for one after the other.

    ``values`` of the record ``long`` say what is searched for.
    """
    yield "queue", ["/api/v1/queue"]
    yield "workspace", ["/api/v1/workspace"]
    if role != "general_manager":  # who looks at figures alone
        yield "50 of the newest", [f"{_RECORDS}?sort=-created_at&limit=50&fields={_SHOWN}"]
    yield "search, end of a phone number", [f"/api/v1/search?q={quote('/' + str(values['phone'])[-4:])}"]
    yield "search, a name", [f"/api/v1/search?q={quote(str(values['name']))}"]
    yield "search, nobody's name", [f"/api/v1/search?q={quote('欧阳不在')}"]
    if role == "course_consultant":
        yield "one record", [f"{_RECORDS}/{long}"]
        yield "its transitions", [f"{_RECORDS}/{long}/transitions"]
        yield f"its history, {ENTRIES} lines", [f"{_RECORDS}/{long}/history?limit={ENTRIES}"]
    if role in ("centre_principal", "general_manager"):
        mine = {str(one["id"]) for one in visitor.ask("/api/v1/metrics")["data"]}
        paths = [*_figures(mine)]
        yield f"dashboard, {len(paths)} metrics in turn", paths


def _figures(mine: Collection[str]) -> Iterator[str]:
    """The addresses that the principal's page asks for, of the metrics that somebody may see."""
    board = json.loads((PACK / "dashboards" / "principal.json").read_text())
    for block in board["blocks"].values():
        said = {name: block[name] for name in ("period", "by", "split") if name in block}
        said |= {name: "true" for name in ("rolling", "compare") if block.get(name)}
        for metric in block.get("metrics", ()):
            if metric in mine:
                yield f"/api/v1/metrics/{metric}?{urlencode(said)}"


def with_history(visitor: Visitor) -> str:
    """A record of the visitor's own that has had so many changes, by the interface that people use; gives its id."""
    queue = visitor.ask("/api/v1/queue?limit=200")["data"]
    id = next(one["record"] for one in queue if one["entity"] == "lead")
    there = visitor.ask(f"{_RECORDS}/{id}/history?limit={ENTRIES}")["data"]
    record = visitor.ask(f"{_RECORDS}/{id}")
    version = int(record["version"])
    for number in range(len(there), ENTRIES):
        change = {"input": {"next_action": f"第{number}次联系"}}
        visitor.ask(f"{_RECORDS}/{id}", "PATCH", change, {"If-Match": f'"{version}"'})
        version += 1
    return str(id)
