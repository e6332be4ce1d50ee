"""What was measured, as a table for people and as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from statistics import median
from typing import Any

from bench.scale import Scale


@dataclass(frozen=True)
class Figure:
    """One thing that was measured, one entry of each list for each round.

    ``rates`` and ``floors`` are answers a second (or what ``unit`` says); CPU and latencies are milliseconds. ``target`` is a ratio to the floor where it is
    below 10, else a rate.
    """

    name: str
    database: str
    clients: int | None
    rates: list[float]
    floors: list[float] = field(default_factory=list[float])
    p50: list[float] = field(default_factory=list[float])
    p95: list[float] = field(default_factory=list[float])
    p99: list[float] = field(default_factory=list[float])
    cpu_server: list[float] = field(default_factory=list[float])
    cpu_database: list[float] = field(default_factory=list[float])
    target: float | None = None
    at_most: bool = False
    unit: str = "/s"

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios: what was measured in turn is compared with each other."""
        pairs = zip(self.rates, self.floors, strict=False)
        return median(rate / floor for rate, floor in pairs) if self.floors else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        value = self.ratio if self.ratio is not None and self.target < 10 else median(self.rates)
        return value <= self.target if self.at_most else value >= self.target


@dataclass
class Results:
    """All figures of one run."""

    machine: Mapping[str, Any]
    scale: Scale
    figures: list[Figure] = field(default_factory=list[Figure])

    def take(self, figures: Iterable[Figure]) -> None:
        """Add figures, and say them at once: a run takes a while."""
        for figure in figures:
            self.figures.append(figure)
            print(_line(_cells(figure)), flush=True)

    def as_json(self) -> dict[str, Any]:
        """Everything, for comparing runs."""
        figures = [{**asdict(one), "ratio": one.ratio, "met": one.met} for one in self.figures]
        return {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": dict(self.machine),
            "scale": asdict(self.scale),
            "figures": figures,
        }

    def table(self) -> str:
        """A table in Markdown."""
        rows = [
            _line(_HEAD),
            _line(["---"] * len(_HEAD)),
            *(_line(_cells(figure)) for figure in self.figures),
        ]
        return "\n".join(rows)


_HEAD = [
    "what",
    "database",
    "clients",
    "rate",
    "floor",
    "ratio",
    "p50 / p95 / p99 ms",
    "CPU ms: server + DB",
    "target",
    "met",
]


def _cells(figure: Figure) -> list[str]:
    ratio = figure.ratio
    target = "" if figure.target is None else f"{'≤' if figure.at_most else '≥'} {figure.target:,g}"
    return [
        figure.name,
        figure.database,
        "" if figure.clients is None else str(figure.clients),
        f"{_number(median(figure.rates))} {figure.unit}".strip(),
        _number(median(figure.floors)) if figure.floors else "",
        "" if ratio is None else f"{ratio:.2f}",
        " / ".join(f"{median(took):.1f}" for took in (figure.p50, figure.p95, figure.p99) if took),
        " + ".join(f"{median(cpu):.2f}" for cpu in (figure.cpu_server, figure.cpu_database) if cpu),
        target,
        {None: "", True: "yes", False: "**no**"}[figure.met],
    ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2f}"


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
