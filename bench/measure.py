"""Candidate and floor in turn, with what it costs in CPU time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bench.candidate import Candidate
from bench.figures import Figure, Results
from bench.load import Load, Plan, send
from bench.machine import Processes
from bench.scale import Scale

_REQUESTS = "/api/v1/records/request"
_VISITS = "/api/v1/records/visit"
_STRIDE = 611_953  # a prime: every record comes once, in no order
_SHOWN = "number,state,owner,name,phone,email,source,score,created_at"


@dataclass(frozen=True)
class Job:
    """Something that clients ask for. ``once``: each record can serve one request only."""

    name: str
    plan: Plan
    once: bool = False


FIRE = Job(
    "fire a transition",
    Plan("POST", f"{_REQUESTS}/1{{id}}/transitions/take", '{"input": {}}', _STRIDE),
    once=True,
)
CREATE = Job(
    "create, validated, unique",
    Plan(
        "POST",
        _REQUESTS,
        '{"input": {"name": "New {n}", "phone": "15{nine}", "email": "new{n}@example.com", "source": "desk", "score": 5, "budget": "1200"}}',
    ),
)
LIST = Job(
    "list 50, filter, sort, row scope",
    Plan(
        "GET",
        f"{_REQUESTS}?filter%5Bstate%5D=open&filter%5Bsource%5D=web&sort=-created_at&limit=50&fields={_SHOWN}",
    ),
)
QUEUE = Job("queue", Plan("GET", "/api/v1/queue"))
# Every visit takes a unit of its desk: all clients want the same counter, or each request one of its own.
RESERVE_ONE = Job("reserve, one counter", Plan("POST", _VISITS, '{"input": {"desk": "One"}}'))
RESERVE_MANY = Job("reserve, many counters", Plan("POST", _VISITS, '{"input": {"desk": "Desk {n}"}}'))


class Measure:
    """Measures one server in front of one database."""

    def __init__(
        self, candidate: Candidate, database: Processes | None, scale: Scale, results: Results, name: str
    ) -> None:
        """``database``: the processes of a database server; None where the database runs in the server itself."""
        self._candidate = candidate
        self._database = database
        self._scale = scale
        self._results = results
        self._name = name
        self._next = 0

    def rest(self) -> None:
        """Start to ready, and memory while nobody asks anything."""
        ready, memory = self._candidate.ready_seconds, self._candidate.memory() / 2**20
        self._results.take(
            [
                Figure("start to ready", self._name, None, [ready], target=2.5, at_most=True, unit="s"),
                Figure("memory at rest", self._name, None, [memory], target=150, at_most=True, unit="MB"),
            ]
        )

    def alternate(
        self,
        job: Job,
        floor: Callable[[int], float] | None,
        targets: Mapping[int, float],
        clients: Sequence[int] | None = None,
    ) -> None:
        """Rounds of the job and its floor in turn, at each number of clients; ``targets`` by clients."""
        self._ask(replace(job, name="warm up"), 8, 1.5)
        for count in clients or self._scale.clients:
            figure = Figure(job.name, self._name, count, [], target=targets.get(count))
            for _ in range(self._scale.rounds):
                load, server, database = self._ask(job, count, self._scale.seconds)
                figure.rates.append(load.per_second)
                figure.p50.append(load.p50)
                figure.p95.append(load.p95)
                figure.p99.append(load.p99)
                figure.cpu_server.append(server)
                if database is not None:
                    figure.cpu_database.append(database)
                if floor is not None:
                    figure.floors.append(floor(count))
            self._results.take([figure])

    def _ask(self, job: Job, clients: int, seconds: float) -> tuple[Load, float, float | None]:
        """One round: the load, and CPU milliseconds for each request of the server and of the database."""
        plan = replace(job.plan, modulo=self._scale.rows) if job.once else job.plan
        server, database = self._candidate.processes.cpu_seconds(), self._spent()
        load = send(self._candidate.url, plan, clients, seconds, self._next)
        server = self._candidate.processes.cpu_seconds() - server
        database = None if database is None else (self._spent() or 0) - database
        self._next += load.requests + 2 * clients  # those that were under way at the end count as sent
        if load.failed:
            raise RuntimeError(f"{job.name}: {load.failed} of {load.requests} requests failed")
        each = 1000 / max(1, load.requests)
        return load, server * each, None if database is None else database * each

    def _spent(self) -> float | None:
        return None if self._database is None else self._database.cpu_seconds()
