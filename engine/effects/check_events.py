"""Events in a file become events in a release (C1)."""

from collections.abc import Iterable, Sequence

from engine.conditions.types import Type
from engine.diagnostics.pointer import pointer
from engine.effects import model, problems
from engine.effects.event import Event, EventKind
from engine.effects.findings import Findings
from engine.effects.model import EventJson
from engine.effects.paths import field_of, fields_of
from engine.effects.surroundings import Surroundings


def check_events(
    events: Sequence[EventJson],
    around: Surroundings,
    findings: Findings,
    at: str,
    *,
    several: bool,
    of_records: bool = False,
) -> tuple[Event, ...]:
    """The events, as far as they exist; what does not is reported.

    ``several``: whether the file holds a list, so that a place in it has an index. ``of_records``: whether only events
    about a record will do.
    """
    if not events:
        findings.report(problems.NO_EVENT, at)
    found: list[Event] = []
    for place, json in enumerate(events):
        here = at + pointer(place) if several else at
        if of_records and isinstance(json, model.ReceivedJson | model.EveryJson):
            name = "received" if isinstance(json, model.ReceivedJson) else "every"
            findings.report(problems.ABOUT_NO_RECORD, here + pointer(name), name=name)
        else:
            found += _read(json, around, findings, here)
    return tuple(found)


def _read(json: EventJson, around: Surroundings, findings: Findings, at: str) -> Iterable[Event]:
    match json:
        case model.CreatedJson():
            return _created(json.created, around, findings, at)
        case model.ChangedJson():
            return _changed(json, around, findings, at)
        case model.TransitionJson():
            return _transitions(json, around, findings, at)
        case model.EnteredJson():
            return _state(EventKind.ENTERED, json.entered, around, findings, at)
        case model.LeftJson():
            return _state(EventKind.LEFT, json.left, around, findings, at)
        case model.ClashJson():
            return _clash(json.clash, around, findings, at)
        case model.LimitJson():
            return _limit(json.limit, around, findings, at)
        case model.ApprovalJson():
            return _approval(json, around, findings, at)
        case model.AnswerJson() | model.FailureJson():
            return _answer(json, around, findings, at)
        case model.ReceivedJson():
            return _received(json.received, around, findings, at)
        case model.EveryJson():
            return ()  # no event that anything tells of: its rule has a clock of its own


def _created(entity: str, around: Surroundings, findings: Findings, at: str) -> Iterable[Event]:
    if findings.known(problems.UNKNOWN_ENTITY, at + "/created", entity, around.entities):
        yield Event(EventKind.CREATED, entity)


def _changed(json: model.ChangedJson, around: Surroundings, findings: Findings, at: str) -> Iterable[Event]:
    entity = json.changed
    if not findings.known(problems.UNKNOWN_ENTITY, at + "/changed", entity, around.entities):
        return
    names = tuple(around.entities[entity].spelled(name) for name in json.fields)
    for place, name in enumerate(names):
        where = at + pointer("fields", place)
        field = field_of(entity, name, around)
        if field is None:
            findings.unknown(problems.UNKNOWN_FIELD, where, name, fields_of(entity, around), entity=entity)
        elif field.derived and not field.kept:
            findings.report(problems.NOT_KEPT, where, name=name)
    yield Event(EventKind.CHANGED, entity, fields=names)


def _transitions(
    json: model.TransitionJson, around: Surroundings, findings: Findings, at: str
) -> Iterable[Event]:
    single = isinstance(json.transition, str)
    refs = (json.transition,) if isinstance(json.transition, str) else json.transition
    if not refs:
        findings.report(problems.NO_EVENT, at + "/transition")
    for place, ref in enumerate(refs):
        where = at + "/transition" + ("" if single else pointer(place))
        if transition_exists(ref, around, findings, where):
            entity, name = ref.split(".", 1)
            yield Event(EventKind.TRANSITION, entity, name)


def _state(kind: EventKind, ref: str, around: Surroundings, findings: Findings, at: str) -> Iterable[Event]:
    entity, _, name = ref.partition(".")
    states = tuple(f"{owner}.{state}" for owner, moves in around.moves.items() for state in moves.places)
    if findings.known(problems.UNKNOWN_STATE, at + pointer(kind), ref, states):
        yield Event(kind, entity, name)


def _clash(ref: str, around: Surroundings, findings: Findings, at: str) -> Iterable[Event]:
    entity, _, name = ref.partition(".")
    if not findings.known(problems.UNKNOWN_ENTITY, at + "/clash", entity, around.entities):
        return
    known = around.uniques.get(entity, frozenset())
    if findings.known(problems.UNKNOWN_UNIQUE, at + "/clash", name, sorted(known), entity=entity):
        yield Event(EventKind.CLASH, entity, name)


def _limit(name: str, around: Surroundings, findings: Findings, at: str) -> Iterable[Event]:
    if findings.known(problems.UNKNOWN_LIMIT, at + "/limit", name, around.limits):
        for entity in around.limits[name]:
            yield Event(EventKind.LIMIT, entity, name)


def _approval(json: model.ApprovalJson, around: Surroundings, findings: Findings, at: str) -> Iterable[Event]:
    if not findings.known(problems.UNKNOWN_APPROVAL, at + "/approval", json.approval, around.approvals):
        return
    asked = around.approvals[json.approval]
    outcomes = asked.outcomes
    if json.step is not None:
        if not findings.known(
            problems.UNKNOWN_STEP, at + "/step", json.step, asked.steps, approval=json.approval
        ):
            return
        outcomes = frozenset({"approved", "rejected"})
    if json.outcome is not None:
        known = findings.known(
            problems.UNKNOWN_OUTCOME, at + "/outcome", json.outcome, sorted(outcomes), approval=json.approval
        )
        outcomes = frozenset({json.outcome}) if known else frozenset[str]()
    for outcome in sorted(outcomes):
        step = f".{json.step}" if json.step else ""
        yield Event(EventKind.APPROVAL, asked.entity, f"{json.approval}.{outcome}{step}")


def _answer(
    json: model.AnswerJson | model.FailureJson, around: Surroundings, findings: Findings, at: str
) -> Iterable[Event]:
    failed = isinstance(json, model.FailureJson)
    kind, call = (EventKind.FAILURE, json.failure) if failed else (EventKind.ANSWER, json.answer)
    if findings.known(problems.UNKNOWN_CALL, at + pointer(kind), call, around.calls):
        yield Event(kind, around.calls[call].about, call)


def _received(name: str, around: Surroundings, findings: Findings, at: str) -> Iterable[Event]:
    if findings.known(problems.UNKNOWN_CHANNEL, at + "/received", name, around.channels):
        yield Event(EventKind.RECEIVED, "", name)


def transition_exists(ref: str, around: Surroundings, findings: Findings, at: str) -> bool:
    """Whether ``entity.transition`` exists; reported when it does not."""
    known = (f"{entity}.{name}" for entity, moves in around.moves.items() for name in moves.transitions)
    return findings.known(problems.UNKNOWN_TRANSITION, at, ref, known)


def input_of(events: Iterable[Event], around: Surroundings) -> dict[str, Type]:
    """What ``input.`` may name when any of these events happened: only what each of them brings, with one type.

    A transition brings what its form asks for; a clash the fields of the record that was not made; a channel or the
    answer of a call what it declares.
    """
    brought = [_brings(event, around) for event in events]
    if not brought:
        return {}
    first, *rest = brought
    return {name: type_ for name, type_ in first.items() if all(other.get(name) == type_ for other in rest)}


def _brings(event: Event, around: Surroundings) -> dict[str, Type]:
    if event.kind is EventKind.TRANSITION:
        return dict(around.asked(f"{event.entity}.{event.name}"))
    if event.kind in (EventKind.ANSWER, EventKind.FAILURE):
        call = around.calls[event.name]
        return dict(call.failure if event.kind is EventKind.FAILURE else call.answer)
    if event.kind is EventKind.RECEIVED:
        return dict(around.channels.get(event.name, {}))
    if event.kind is EventKind.CLASH and event.entity in around.entities:
        return {
            name: field.type for name, field in around.entities[event.entity].fields.items() if field.stored
        }
    return {}
