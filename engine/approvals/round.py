"""One round of an approval: what was asked for, by whom, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.values.plain import Json

OPEN = "open"
RESTARTED = "restarted"  # what it was about has changed: another round has taken its place
ENDED = "ended"  # the record has left the state in which it was asked for
PASSED = "passed"  # a step that was not asked


@dataclass(frozen=True, slots=True)
class StepState:
    """How a step of a round stands: open, passed, approved or rejected, since when (UTC)."""

    step: str
    state: str
    at: datetime

    def text(self) -> str:
        """How a round keeps it."""
        return f"{self.step} {self.state} {self.at.isoformat()}"


def step_state(text: str) -> StepState:
    """A step as a round keeps it."""
    step, state, at = text.split(" ")
    return StepState(step, state, datetime.fromisoformat(at))


@dataclass(frozen=True, slots=True)
class Round:
    """``number`` counts the rounds of one record. ``state``: open, an outcome, ``restarted`` or ``ended``.

    ``requester`` is who stands behind the command that asked; ``barred`` everybody who must not decide. ``facts`` counts
    the states of what is covered, from 1.

    Of a round about an exception to a limit: ``exception`` says what was asked for, ``counter`` is the row of the counter as
    long as it is waited for or may be made use of, ``until`` when that ends, ``used`` how often it was made use of.
    """

    id: str
    approval: str
    entity: str
    record: str
    number: int
    state: str
    requester: str | None
    barred: tuple[str, ...]
    steps: tuple[StepState, ...]
    facts: int
    release: str
    opened_at: datetime
    closed_at: datetime | None = None
    closed_by: str | None = None
    reason: str | None = None
    nudged_at: datetime | None = None
    used: int = 0
    counter: str | None = None
    until: datetime | None = None
    exception: Mapping[str, Json] | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody is waited for."""
        return self.state == OPEN

    def state_of(self, step: str) -> StepState | None:
        """How a step stands; None when it has not come up yet."""
        return next((one for one in self.steps if one.step == step), None)

    @property
    def open_steps(self) -> tuple[str, ...]:
        """The steps that wait for an answer."""
        return tuple(one.step for one in self.steps if one.state == OPEN)
