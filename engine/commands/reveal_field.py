"""Reveal a masked value: shown whole, and written down who saw it, when and why."""

from dataclasses import dataclass

from engine.access.permit import may_reveal
from engine.access.reasons import NOT_REVEALABLE
from engine.commands.begin import begin
from engine.commands.limits import take_units
from engine.commands.run import finish
from engine.commands.work import Work
from engine.diagnostics.refuse import refused
from engine.facts.answers import missing
from engine.facts.ask import OneRecordAsk
from engine.ports.store import Reader
from engine.records.present import present
from engine.values.plain import Json
from engine.values.record import Decision, HistoryEntry
from engine.values.refusal import Kind, Refusal


@dataclass(frozen=True, slots=True)
class RevealField(OneRecordAsk):
    """One field of one record; ``reason`` is what the person says it is for."""

    field: str
    reason: str = ""


def reveal_field(asked: RevealField, read: Reader) -> Decision | Refusal:
    """The whole value as ``{"field", "value"}``; the history keeps that it was seen, but not the value.

    Refused: 404 a record or field that is not there or may not be seen; 403 no duty allows it.
    """
    # What it is for is the reason that a limit may ask for, too.
    work = Work(asked.scene, read, dict.fromkeys(asked.scene.release.limits.limits, asked.reason))
    found = begin(work, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    field = asked.scene.release.entities[record.entity].field(asked.field)
    if field is None:
        return missing()
    scene = asked.scene
    if not scene.actor.everything and not may_reveal(
        scene.release.access, scene.actor, record.entity, field.id, scene.today(), facts
    ):
        return refused(Kind.FORBIDDEN, NOT_REVEALABLE, {"field": field.label}, f"/{field.id}")
    full = take_units(
        work, (f"reveal:{record.entity}.{field.id}", f"reveal:{record.entity}"), facts, record.id
    )
    if full is not None:
        return full
    work.history.append(
        HistoryEntry(
            id=work.ids.next(),
            entity=record.entity,
            record=record.id,
            version=record.version,
            at=scene.now,
            actor=scene.actor.person,
            command="reveal",
            release=scene.release.id,
            why={
                "field": field.id,
                "reason": asked.reason,
                **({"warnings": list(work.warnings)} if work.warnings else {}),
            },
        )
    )
    refusal = finish(work, [], work.confirmed)
    if refusal is not None:
        return refusal
    answer: dict[str, Json] = {"field": field.id, "value": present(facts.value(field.id))}  # type: ignore[arg-type]
    return work.decision({**answer, "limits": list(work.limits.values())} if work.limits else answer)
