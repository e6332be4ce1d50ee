"""What came of scenarios: passed or not, and of what failed every difference with its place in the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.values.plain import Json, Label
from server.scenarios.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that is not as expected. ``pointer`` leads to it in the scenario's file, ``line`` counts from 1.

    ``expected`` and ``actual`` are what a person compares; ``reasons``: sentences that belong to it.
    """

    pointer: str
    line: int
    what: Label
    expected: Json
    actual: Json
    reasons: tuple[Label, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """As a program reads it."""
        return {
            "pointer": self.pointer,
            "line": self.line,
            "what": dict(self.what),
            "expected": self.expected,
            "actual": self.actual,
            "reasons": [dict(one) for one in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Told:
    """What a step tells of itself; ``at`` is the moment in the pack's time zone, ``reasons`` those of a refusal."""

    at: datetime
    label: Label
    reasons: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """One scenario. ``seconds`` is how long it took, without its sample; ``told``: what happened, as its steps tell it."""

    id: str
    file: str
    label: Label
    differences: tuple[Difference, ...]
    seconds: float
    told: tuple[Told, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.differences

    def as_json(self) -> dict[str, Json]:
        """As a program reads it."""
        return {
            "id": self.id,
            "file": self.file,
            "label": dict(self.label),
            "passed": self.passed,
            "seconds": round(self.seconds, 4),
            "differences": [one.as_json() for one in self.differences],
            "told": [
                {
                    "at": one.at.isoformat(),
                    "text": dict(one.label),
                    "reasons": [dict(reason) for reason in one.reasons],
                }
                for one in self.told
            ],
        }


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """All scenarios of a pack, and what they have looked at."""

    results: tuple[ScenarioResult, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)

    @property
    def failed(self) -> tuple[ScenarioResult, ...]:
        """Those that did not pass."""
        return tuple(one for one in self.results if not one.passed)

    def as_json(self) -> Mapping[str, Json]:
        """As a program reads it."""
        return {
            "passed": len(self.results) - len(self.failed),
            "failed": len(self.failed),
            "scenarios": [one.as_json() for one in self.results],
            "coverage": self.coverage.as_json(),
        }
