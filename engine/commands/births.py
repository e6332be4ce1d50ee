"""Making a record: defaults, snapshots, number, first state; the one way in for people, rules and imports alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.commands.asking import ask_on_entry
from engine.commands.context import Context
from engine.commands.effects import Verbs, perform
from engine.commands.limits import take_units
from engine.commands.pooling import settle_pool
from engine.commands.tracks import arrival, begin_tracks, entering
from engine.commands.unique import clashing
from engine.commands.work import Happening, Work
from engine.diagnostics.refuse import refused
from engine.effects.event import EventKind, event_key
from engine.facts.gather import Facts, Subject
from engine.group.problems import NOT_UNIQUE
from engine.records.entity import Entity, Field
from engine.records.missing import missing
from engine.records.serial import serial
from engine.values.plain import Label, Value
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal
from engine.workflows.problems import NOT_IN_VARIANT
from engine.workflows.step import start
from engine.workflows.variants import choose
from engine.workflows.workflow import VARIANT, Workflow


@dataclass(frozen=True, slots=True)
class Brought:
    """Where a record stands that is brought over: its ``state`` (None: the initial one), and track -> state."""

    state: str | None = None
    tracks: Mapping[str, str] = field(default_factory=dict[str, str])


def make(
    work: Work,
    entity_id: str,
    values: Mapping[str, Value],
    around: Record | None,
    verbs: Verbs,
    brought: "Brought | None" = None,
) -> Record | Refusal:
    """Make a record inside the open step.

    ``around`` is the record whose effect makes it: owner and centre are taken over from it. ``brought``: first states
    other than the initial ones, which only imports and samples may name (A50). A clash with a unique rule that a rule
    listens to gives back the existing record, and that rule runs instead (E10).
    """
    entity = work.scene.release.entities[entity_id]
    id = work.ids.next()
    complete = _complete(work, entity, id, values, around)
    lacking = () if work.scene.unfinished else missing(entity, complete)
    if lacking:
        return Refusal(Kind.INVALID, lacking)
    clash = clashing(work, entity, id, complete)
    if clash is not None:
        unique, existing = clash
        key = event_key(EventKind.CLASH, entity_id, unique.id)
        if key not in work.scene.release.rules.by_event:
            return refused(Kind.CONFLICT, NOT_UNIQUE, {"label": unique.label, "existing": existing.id})
        work.happened.append(
            Happening(key, entity_id, existing.id, existing.values, complete, depth=work.depth + 1)
        )
        return existing
    facts = Facts(work.scene, work, Subject(entity_id, id, complete))
    full = take_units(work, (f"create:{entity_id}",), facts, id)
    return full or _enter(work, entity, id, complete, verbs, brought or Brought())


def _complete(
    work: Work, entity: Entity, id: str, values: Mapping[str, Value], around: Record | None
) -> dict[str, Value]:
    """The given values with everything that the engine adds: stamps, owner and centre, defaults, snapshots."""
    scene = work.scene
    complete: dict[str, Value] = {
        "created_at": scene.now,
        "created_by": scene.actor.person,
        "changed_at": scene.now,
        "changed_by": scene.actor.person,
        "release": scene.release.id,
    }
    if entity.part_of is None:
        complete["owner"] = around.values.get("owner") if around else scene.actor.person
        complete["centre"] = around.values.get("centre") if around else None
    complete |= values
    for name, one in entity.fields.items():
        if not one.stored or one.derived or name in values:
            continue
        if one.serial is not None:
            continue
        if one.copy_from is not None or one.default is not None:
            complete[name] = _begun(one, Facts(scene, work, Subject(entity.id, id, complete)))
        else:
            complete[name] = False if one.kind == "boolean" else None
    if entity.serial and not complete.get("number"):
        complete["number"] = _number(work, entity, id, complete)
    return complete


def _begun(field: Field, facts: Facts) -> Value:
    """The value that a field takes over through a link, or its default."""
    if field.copy_from is not None:
        return facts.value(field.copy_from)  # type: ignore[return-value]
    return field.default.value(facts(field.default.needs)) if field.default is not None else None


def defaults(work: Work, entity: Entity, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that a new record has before anybody fills anything in."""
    found: dict[str, Value] = {}
    for name, one in entity.fields.items():
        if one.default is not None and not one.derived and name not in values:
            facts = Facts(work.scene, work, Subject(entity.id, "", {**values, **found}))
            found[name] = one.default.value(facts(one.default.needs))
    return found


def _number(work: Work, entity: Entity, id: str, values: Mapping[str, Value]) -> str | None:
    """The next number of the entity, counted on the local day of the record's centre."""
    pattern = serial(entity.serial or "")
    if pattern is None:
        return None
    # Only a pattern with a date asks for the zone, and so for the centre.
    zone = Facts(work.scene, work, Subject(entity.id, id, values)).zone if pattern.dated else None
    today = work.scene.today(zone)
    return pattern.text(work.next_serial(pattern.counter(f"{entity.id}.number", today)), today)


def _enter(
    work: Work, entity: Entity, id: str, values: dict[str, Value], verbs: Verbs, brought: Brought
) -> Record | Refusal:
    """Lay the new record over the store's and enter its first state."""
    known = work.scene.release.workflows.get(entity.id)
    if known is None:
        return work.add(entity.id, id, values)
    facts = Facts(work.scene, work, Subject(entity.id, id, values))
    workflow = choose(known, facts)
    if known.variants:
        values[VARIANT] = workflow.variant
    unlike = _not_in(workflow, known, brought)
    if unlike is not None:
        return refused(Kind.INVALID, NOT_IN_VARIANT, {"variant": workflow.label, "state": unlike})
    first = (
        start(workflow, facts(workflow.initial.needs))
        if brought.state is None
        else arrival(workflow, brought.state)
    )
    record = work.add(entity.id, id, {**values, **entering(work, workflow, first)})
    context = Context(entity.id, id, f"enter:{entity.id}.{first.state}")
    for entered in first.enters:
        refusal = perform(work, entered.on_enter, context, verbs)
        if refusal is not None:
            return refusal
        work.tell(EventKind.ENTERED, (entity.id, id), entered.id)
    settle_pool(work, work.record(entity.id, id) or record, None, context.source)
    refusal = begin_tracks(work, context, verbs, brought.tracks) if workflow.tracks else None
    refusal = refusal or ask_on_entry(work, (entity.id, id), first.enters, verbs)
    if refusal is not None:
        return refusal
    limit, meant = work.scene.instead.get((entity.id, id), ("", ""))
    if limit and not meant:
        # Its first state takes a place that is not there: it waits from the beginning.
        queue = work.scene.release.limits.limits[limit].queue
        refusal = verbs.take(work, work.record(entity.id, id) or record, queue.partition(".")[2], {})
        if refusal is not None:
            return refusal
    return work.record(entity.id, id) or record


def _not_in(workflow: Workflow, known: Workflow, brought: Brought) -> Label | None:
    """The label of a state that the variant does not have, or of a track that has no such state."""
    if brought.state is not None and brought.state not in workflow.states:
        return known.states[brought.state].label
    for name, state in brought.tracks.items():
        track = workflow.tracks.get(name)
        if track is None or state not in track.states:
            return {"en": f"{name}: {state}"}
    return None
