"""What is counted, in the form Prometheus reads. Labels are templates and codes: never data."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The counts of one process."""

    def __init__(self) -> None:
        """Everything stands at nothing."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "pointsman_requests",
            "Requests by route and status.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "pointsman_request_seconds",
            "How long requests took, by route.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._answered: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}  # looked up once each
        self._deliveries = Counter(
            "pointsman_deliveries",
            "Attempts to deliver effects, by outcome.",
            ("outcome",),
            registry=self.registry,
        )
        self._outbox = Gauge(
            "pointsman_outbox_effects", "Effects by state.", ("state",), registry=self.registry
        )
        self._timers = Counter(
            "pointsman_timers", "Timers looked at when due, by outcome.", ("outcome",), registry=self.registry
        )
        self._disk = Gauge("pointsman_disk_free_bytes", "Room left for the database.", registry=self.registry)
        self._release = Gauge(
            "pointsman_release", "1 for the release in force.", ("pack", "version"), registry=self.registry
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request was answered (status 0: it was not)."""
        known = self._answered.get((method, route, status))
        if known is None:
            said = method if method in _METHODS else "other"
            known = self._requests.labels(said, route, str(status)), self._seconds.labels(said, route)
            if said == method:
                self._answered[method, route, status] = known
        known[0].inc()
        known[1].observe(seconds)

    def delivery(self, outcome: str) -> None:
        """One attempt to deliver an effect came to an end."""
        self._deliveries.labels(outcome).inc()

    def timer(self, outcome: str) -> None:
        """One timer was looked at."""
        self._timers.labels(outcome).inc()

    def standing(self, outbox: dict[str, int], free: int | None, pack: str, version: str) -> None:
        """How things stand at the moment of being asked."""
        self._outbox.clear()
        for state, count in outbox.items():
            self._outbox.labels(state).set(count)
        if free is not None:
            self._disk.set(free)
        self._release.clear()
        self._release.labels(pack, version).set(1)

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)
