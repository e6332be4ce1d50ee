"""Effects as a release holds them: what shall happen, in order, each seeing what the earlier did (A10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.conditions.compiled import Computed, Guard
from engine.effects.timing import TimerSpec
from engine.effects.whom import Whom
from engine.values.plain import Label


@dataclass(frozen=True, slots=True)
class SetFields:
    """Write fields of the record, or of the record that the link path ``on`` reaches."""

    values: Mapping[str, Computed]
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Create:
    """Make a record, or (with ``match``) use the one whose fields equal the new values.

    ``link``: the field of the record of the event that takes the id of the made or found one.
    ``lines``: the field of the record of the event whose row it becomes (``in`` in the file).
    ``update``: with ``match``, whether the found record takes the values too.
    """

    entity: str
    values: Mapping[str, Computed]
    match: tuple[str, ...] = ()
    link: str | None = None
    lines: str | None = None
    update: bool = False


@dataclass(frozen=True, slots=True)
class Do:
    """Take a transition (``entity.transition``) on the record, or on the one that the link path ``on`` reaches."""

    entity: str
    transition: str
    input: Mapping[str, Computed] = field(default_factory=dict[str, Computed])
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Assign:
    """Make a person the owner; ``person`` None takes the owner away."""

    person: Computed | None


class By(StrEnum):
    """How one is chosen out of several."""

    IN_TURN = "in_turn"
    LEAST_LOADED = "least_loaded"
    FIRST = "first"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class AssignFrom:
    """Make one of several the owner (E9).

    ``within``: limits on what an owner holds. ``on_duty``: only in their working hours. ``besides``: who is passed over.
    ``weight``: of the person, when ``by`` says so. ``otherwise``: what happens when nobody is left (None: it is refused).
    """

    source: Whom
    by: By
    weight: Computed | None = None
    within: tuple[str, ...] = ()
    on_duty: bool = False
    besides: Whom = ()
    otherwise: "tuple[Effect, ...] | None" = None


@dataclass(frozen=True, slots=True)
class Send:
    """Leave a message for somebody; the text is made from the facts at the commit."""

    message: str
    to: Whom


@dataclass(frozen=True, slots=True)
class CallOut:
    """Ask an adapter for something outside, after the commit."""

    verb: str
    arguments: Mapping[str, Computed]


@dataclass(frozen=True, slots=True)
class Task:
    """Something a person should do, done by acting on the record (C8).

    ``done_by`` and ``dropped_by`` are refs of transitions, of the record or of one that points to it. ``timing`` is the
    key of ``due`` and ``deadlines`` ("" without): an open task keeps it and so finds them again, also after its label
    or its rule has changed.
    """

    to: Whom
    label: Label
    done_by: tuple[str, ...] = ()
    dropped_by: tuple[str, ...] = ()
    entity: str = ""
    due: TimerSpec | None = None
    deadlines: "tuple[Deadline, ...]" = ()
    timing: str = ""


@dataclass(frozen=True, slots=True)
class HandOn:
    """Somebody else is to do an overdue task, or decide an overdue step: besides whoever has it (``too``), or instead."""

    to: Whom
    too: bool


@dataclass(frozen=True, slots=True)
class Each:
    """Effects for each row of ``entity`` whose ``link`` is the record, where a condition on the row holds.

    Inside, plain names are the row's and ``record.`` is the record of the event. ``skip_refused``: a row whose
    effects are refused is left out and reported; otherwise it refuses the whole command (A12).
    """

    entity: str
    link: str
    where: Guard | None
    then: "tuple[Effect, ...]"
    prefix: str = ""
    skip_refused: bool = False


@dataclass(frozen=True, slots=True)
class EachRecord:
    """Effects for every record of ``entity`` where a condition on it holds: of a rule with ``every``.

    It is no part of one command: each record has a command of its own. ``skip_refused``: one whose effects are
    refused is left out without a line in its history.
    """

    entity: str
    where: Guard | None
    then: "tuple[Effect, ...]"
    skip_refused: bool = False


@dataclass(frozen=True, slots=True)
class Find:
    """Effects for the oldest record of ``entity`` that has these values and for which ``where`` holds; else ``otherwise``.

    Inside ``then``, plain names are the record's that was found. A value that is absent finds nothing.
    """

    entity: str
    match: Mapping[str, Computed]
    where: Guard | None
    then: "tuple[Effect, ...]"
    otherwise: "tuple[Effect, ...]" = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """Effects at the moments of ``timer``, while a record is in the state or group it sits on, or a task or a step of an approval is open."""

    id: str
    timer: TimerSpec
    then: "tuple[Effect, ...]"
    order: int = 0
    label: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Expire:
    """End the approval whose deadline this is, without an answer."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Let the record become one with another of its kind (E15): what points to it, and what waits for it, moves there."""

    into: Computed


Effect = (
    SetFields
    | Create
    | Do
    | Assign
    | AssignFrom
    | Send
    | CallOut
    | Task
    | HandOn
    | Each
    | EachRecord
    | Find
    | Merge
    | Expire
)
