"""Clock fields in the file of an entity become stopwatches of a release (E14)."""

from collections.abc import Iterable

from pydantic import TypeAdapter, ValidationError

from engine.conditions.compiled import computed
from engine.conditions.names import Names
from engine.conditions.tree import Literal
from engine.conditions.types import DURATION
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.check_events import check_events
from engine.effects.check_timer import span_of
from engine.effects.event import Event, EventKind
from engine.effects.findings import Findings
from engine.effects.model import EventJson
from engine.effects.surroundings import Moves, Surroundings
from engine.effects.timing import TimerSpec
from engine.records.model import ClockField, EntityFile
from engine.timers import problems
from engine.timers.stopwatch import Stopwatch
from engine.values.duration import Duration
from engine.values.plain import Json

_EVENT: TypeAdapter[EventJson] = TypeAdapter(EventJson)
_HEARD = frozenset(
    {EventKind.CREATED, EventKind.CHANGED, EventKind.TRANSITION, EventKind.ENTERED, EventKind.LEFT}
)
_AT_ONCE = computed(Literal(Duration(), DURATION))


def check_clocks(
    entity: str, file: EntityFile, around: Surroundings
) -> tuple[tuple[Stopwatch, ...], list[Diagnostic]]:
    """The clocks of an entity that are without fault, and what is wrong with the others (pointers into its file)."""
    findings = Findings(around.locales)
    found = [
        _clock(name, said, entity, around, findings)
        for name, said in file.fields.items()
        if isinstance(said, ClockField)
    ]
    return tuple(one for one in found if one is not None), findings.diagnostics


def _clock(
    name: str, said: ClockField, entity: str, around: Surroundings, findings: Findings
) -> Stopwatch | None:
    at = pointer("fields", name)
    moves = around.moves.get(entity)
    if moves is None:
        findings.report(problems.CLOCK_WITHOUT_WORKFLOW, at, name=name, entity=entity)
        return None
    if said.counts == "working" and around.calendar is None:
        findings.report(problems.CLOCK_CALENDAR, at + "/counts")
    target = span_of(said.target, Names(around.catalogue, entity, actor=False), findings, at + "/target")
    starts = _events(said.starts_on, entity, around, findings, at + "/starts_on")
    stops = _events(said.stops_on, entity, around, findings, at + "/stops_on")
    pauses = _pauses(said, entity, moves, findings, at + "/pauses_in")
    if target is None:
        return None
    return Stopwatch(
        id=name,
        label=said.label,
        starts=starts,
        stops=stops,
        pauses=pauses,
        finals=moves.final,
        working=said.counts == "working",
        target=target,
        missed=TimerSpec(spans=(_AT_ONCE,), moments=(f"{name}_due_at",)),
    )


def _events(
    said: Iterable[Json], entity: str, around: Surroundings, findings: Findings, at: str
) -> tuple[Event, ...]:
    found: list[Event] = []
    for place, json in enumerate(said):
        here = at + pointer(place)
        try:
            read = _EVENT.validate_python(_spelled(json, entity))
        except ValidationError:
            findings.report(problems.CLOCK_EVENT, here)
            continue
        inner = Findings(around.locales)
        events = check_events([read], around, inner, "", several=False)
        # A bare word has no places inside.
        findings.diagnostics += [
            Diagnostic(one.problem, here + ("" if isinstance(json, str) else one.pointer), data=one.data)
            for one in inner.diagnostics
        ]
        if not events and not inner.diagnostics:
            findings.report(problems.CLOCK_EVENT, here)
        for event in events:
            if event.kind not in _HEARD:
                findings.report(problems.CLOCK_EVENT, here)
            elif event.entity != entity:
                findings.report(problems.CLOCK_OF_OTHER, here, name=event.key, entity=entity)
            else:
                found.append(event)
    return tuple(found)


def _spelled(json: Json, entity: str) -> Json:
    """The short words of clocks written out: ``created`` is of the record itself, ``ticket.answer`` a transition."""
    if json == "created":
        return {"created": entity}
    return {"transition": json} if isinstance(json, str) else json


def _pauses(said: ClockField, entity: str, moves: Moves, findings: Findings, at: str) -> frozenset[str]:
    found: set[str] = set()
    for place, name in enumerate(said.pauses_in):
        here = at + pointer(place)
        if not findings.known(
            problems.CLOCK_STATE, here, name, (*moves.states, *moves.groups), entity=entity
        ):
            continue
        leaves = moves.groups.get(name, (name,))
        ends = sorted(moves.final.intersection(leaves))
        if ends:
            findings.report(problems.CLOCK_FINAL, here, name=ends[0])
        found.update(leaves)
    return frozenset(found)
