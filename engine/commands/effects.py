"""Effects carried out on the work of a command, in order, each seeing what the earlier did (A10).

Carrying out an effect may make a record or take a transition, which again carry out effects: the three functions that
call each other are handed over as ``Verbs`` by the file that knows them all (``engine.commands.run``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.commands.assign import assign_from
from engine.commands.context import Context
from engine.commands.marks import Mark
from engine.commands.merging import merge
from engine.commands.news import hand_on, leave_call, leave_message, leave_task
from engine.commands.problems import NO_TARGET, TOO_MANY
from engine.commands.work import Work
from engine.conditions.compiled import Computed
from engine.diagnostics.refuse import refused
from engine.effects.effect import (
    Assign,
    AssignFrom,
    CallOut,
    Create,
    Do,
    Each,
    EachRecord,
    Effect,
    Expire,
    Find,
    HandOn,
    Merge,
    Send,
    SetFields,
    Task,
)
from engine.facts.gather import Facts, linked_record
from engine.values.plain import Value
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal

MOST_RECORDS = 1_000


@dataclass(frozen=True, slots=True)
class Verbs:
    """``create(work, entity, values, around)`` makes a record; ``take(work, record, transition, input)`` moves one."""

    create: "Callable[[Work, str, Mapping[str, Value], Record | None], Record | Refusal]"
    take: "Callable[[Work, Record, str, Mapping[str, Value]], Refusal | None]"


def perform(work: Work, effects: tuple[Effect, ...], context: Context, verbs: Verbs) -> Refusal | None:
    """Carry out the effects; the first that is refused refuses them all."""
    for effect in effects:
        refusal = _perform(work, effect, context, verbs)
        if refusal is not None:
            return refusal
    return None


def _perform(work: Work, effect: Effect, context: Context, verbs: Verbs) -> Refusal | None:
    facts = context.facts(work)
    match effect:
        case SetFields():
            return _set(work, effect, context, facts)
        case Assign() | AssignFrom():
            return _assign(work, effect, context, facts, verbs)
        case Create():
            return _create(work, effect, context, facts, verbs)
        case Do():
            return _do(work, effect, context, facts, verbs)
        case Merge():
            return merge(work, effect.into, _here(work, context), facts)
        case Each():
            return _each(work, effect, context, facts, verbs)
        case Find():
            return _find(work, effect, context, facts, verbs)
        case EachRecord():  # each record has a command of its own: ``fire_rule`` stops ahead of it
            message = f"all records of {effect.entity} in one command"
            raise ValueError(message)
        case Expire():
            pass  # the deadline of a step does this itself: it ends its approval
        case _:
            _leave(work, effect, context, facts)
    return None


def _leave(work: Work, effect: Send | CallOut | Task | HandOn, context: Context, facts: Facts) -> None:
    """What is left for after the commit, or for people."""
    match effect:
        case Send():
            leave_message(work, effect, context, facts)
        case CallOut():
            leave_call(work, effect, context, facts)
        case Task():
            leave_task(work, effect, context, facts)
        case HandOn():
            hand_on(work, effect, context, facts)


def _assign(
    work: Work, effect: Assign | AssignFrom, context: Context, facts: Facts, verbs: Verbs
) -> Refusal | None:
    if isinstance(effect, Assign):
        person = effect.person.value(facts(effect.person.needs)) if effect.person else None
        work.write(_here(work, context), {"owner": person})
        return None
    refusal = assign_from(work, effect, context, facts)
    if refusal is not None and effect.otherwise is not None:
        return perform(work, effect.otherwise, context, verbs)
    return refusal


def _here(work: Work, context: Context) -> Record:
    record = work.record(context.entity, context.id)
    if record is None:  # the record of an event exists while its effects run
        message = f"{context.entity} {context.id} vanished"
        raise LookupError(message)
    return record


def _target(work: Work, on: str | None, context: Context, facts: Facts) -> Record | Refusal:
    """The record an effect acts on: that of the event, or the one behind a link path."""
    if on is None:
        return _here(work, context)
    value = facts.value(on)
    found = linked_record(work, _targets(work, context.entity, on), value) if isinstance(value, str) else None
    return found or refused(Kind.CONFLICT, NO_TARGET, {"link": on})


def _targets(work: Work, entity: str, path: str) -> tuple[str, ...]:
    """The entities that a link path may reach."""
    head, _, rest = path.removeprefix("record.").partition(".")
    field = work.scene.release.entities[entity].field(head)
    to = field.to if field else ()
    return to if not rest or len(to) != 1 else _targets(work, to[0], rest)


def values_of(computed: Mapping[str, Computed], facts: Facts) -> dict[str, Value]:
    """The values that computed ones have now."""
    return {name: one.value(facts(one.needs)) for name, one in computed.items()}


def _set(work: Work, effect: SetFields, context: Context, facts: Facts) -> Refusal | None:
    target = _target(work, effect.on, context, facts)
    if isinstance(target, Refusal):
        return target
    work.write(target, values_of(effect.values, facts))
    return None


def _create(work: Work, effect: Create, context: Context, facts: Facts, verbs: Verbs) -> Refusal | None:
    here = _here(work, context) if context.entity else None
    values = values_of(effect.values, facts)
    if effect.lines and here is not None:
        values |= {"parent": here.id, "position": len(work.find(effect.entity, {"parent": here.id})) + 1}
    made: Record | Refusal | None = None
    if effect.match:
        found = work.find(effect.entity, {name: values.get(name) for name in effect.match}, limit=1)
        made = found[0] if found else None
        if made is not None and effect.update:
            made = work.write(made, values)
    if made is None:
        # Without a record to take them over from, nobody owns it, and it belongs where the event happened.
        start = {} if here is not None else {"owner": None, "centre": context.centre}
        made = verbs.create(work, effect.entity, {**start, **values}, here)
    if isinstance(made, Refusal):
        return made
    if effect.link:
        field = work.scene.release.entities[context.entity].field(effect.link)
        several = field is not None and len(field.to) > 1
        work.write(_here(work, context), {effect.link: f"{made.entity}/{made.id}" if several else made.id})
    return None


def _find(work: Work, effect: Find, context: Context, facts: Facts, verbs: Verbs) -> Refusal | None:
    match = values_of(effect.match, facts)
    known = not any(value is None for value in match.values())
    rows = work.find(effect.entity, match) if known else ()
    if len(rows) > MOST_RECORDS:
        return refused(Kind.CONFLICT, TOO_MANY, {"limit": MOST_RECORDS})
    for row in rows:
        around = facts if context.entity else None
        inner = context._replace(entity=row.entity, id=row.id, around=around)
        if effect.where is None or effect.where.test(inner.facts(work)(effect.where.needs)):
            return perform(work, effect.then, inner, verbs)
    return perform(work, effect.otherwise, context, verbs)


def _do(work: Work, effect: Do, context: Context, facts: Facts, verbs: Verbs) -> Refusal | None:
    target = _target(work, effect.on, context, facts)
    if isinstance(target, Refusal):
        return target
    return verbs.take(work, target, effect.transition, values_of(effect.input, facts))


def _each(work: Work, effect: Each, context: Context, facts: Facts, verbs: Verbs) -> Refusal | None:
    rows = work.find(effect.entity, {effect.link: effect.prefix + context.id})
    if len(rows) > MOST_RECORDS:
        return refused(Kind.CONFLICT, TOO_MANY, {"limit": MOST_RECORDS})
    for row in rows:
        inner = context._replace(entity=row.entity, id=row.id, around=facts)
        row_facts = inner.facts(work)
        if effect.where is not None and not effect.where.test(row_facts(effect.where.needs)):
            continue
        mark = Mark(work) if effect.skip_refused else None
        refusal = perform(work, effect.then, inner, verbs)
        if refusal is None:
            continue
        if mark is None:
            return refusal
        mark.restore()
        work.warnings.append({"skipped": row.id, "codes": [reason.code for reason in refusal.reasons]})
    return None
