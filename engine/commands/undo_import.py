"""Take back what one row of an import did: its record goes, or gets its values back; history keeps both."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.access.permit import visible
from engine.commands.keep import keep
from engine.commands.limits import undo_units
from engine.commands.tasks import drop_tasks, settle_tasks
from engine.commands.work import Work
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.facts.answers import missing
from engine.facts.ask import OneRecordAsk
from engine.facts.cooling import stay_id
from engine.facts.gather import Facts, about
from engine.pools.pool import STAY
from engine.ports.store import Reader
from engine.records.accept import accept_value
from engine.records.entity import FieldKind
from engine.values.plain import Json, Value
from engine.values.record import Decision, Record, TimerCancel
from engine.values.refusal import Kind, Reason, Refusal

_problem = problems_of("imports")

CHANGED_SINCE = _problem("changed_since", "It was changed after the import.", "该记录在导入后已被修改。")
POINTED_TO = _problem("pointed_to", "Records of “{entity}” point to it.", "已有“{entity}”记录引用它。")


@dataclass(frozen=True, slots=True)
class UndoRow(OneRecordAsk):
    """``version`` is the one the import left; ``before`` what it overwrote (None: it made the record).

    ``gone``: records that are taken back before it, and may point to it until then.
    """

    version: int
    before: Mapping[str, Json] | None = None
    gone: frozenset[str] = frozenset()
    confirmed: Mapping[str, str] = field(default_factory=dict[str, str])


def undo_row(asked: UndoRow, read: Reader) -> Decision | Refusal:
    """Undo it; refused when the record was changed since, or other records point to it. Gone already is undone."""
    work = Work(asked.scene, read)
    record = work.record(asked.entity, asked.id)
    if record is None:
        return Decision({"entity": asked.entity, "id": asked.id, "outcome": "gone"})
    facts = Facts(asked.scene, work, about(record))
    actor = asked.scene.actor
    if not actor.everything and not visible(
        asked.scene.release.access, actor, asked.entity, asked.scene.today(), facts
    ):
        return missing()
    if record.version != asked.version:
        return refused(Kind.CONFLICT, CHANGED_SINCE)
    if asked.before is None:
        return _remove(work, record, asked.gone)
    return _restore(work, record, asked.before, facts)


def _remove(work: Work, record: Record, gone: frozenset[str]) -> Decision | Refusal:
    entity = work.scene.release.entities[record.entity]
    rows = {one.lines for one in entity.fields.values() if one.kind is FieldKind.LINES and one.lines}
    for other in work.scene.release.entities.values():
        for name, link in {**other.fields, **other.common}.items():
            if not link.stored or record.entity not in link.to or other.id in rows:
                continue
            held = record.id if len(link.to) == 1 else f"{record.entity}/{record.id}"
            pointing = work.find(other.id, {name: held}, len(gone) + 2)
            if any(row.id != record.id and row.id not in gone for row in pointing):
                return refused(Kind.CONFLICT, POINTED_TO, {"entity": other.label})
    work.open("undo")
    for kind in rows:
        for row in work.find(kind, {"parent": record.id}):
            work.remove(row)
    work.remove(record)
    work.close()
    if work.scene.release.pools.pools:
        work.drop(STAY, stay_id(record))
    undo_units(work, record)
    drop_tasks(work, record)
    settle_tasks(work)
    decision = work.decision({"entity": record.entity, "id": record.id, "outcome": "removed"})
    return replace(decision, timers=(*decision.timers, TimerCancel(record.entity, record.id)))


def _restore(work: Work, record: Record, before: Mapping[str, Json], facts: Facts) -> Decision | Refusal:
    entity = work.scene.release.entities[record.entity]
    values: dict[str, Value] = {}
    for name, raw in before.items():
        found = entity.fields.get(name)
        if found is None or found.derived:
            continue
        value = accept_value(found, raw, facts.zone)
        if not isinstance(value, Reason):
            values[name] = value
    work.open("undo")
    work.write(record, values)
    work.close()
    refusal = keep(work, {})
    return refusal or work.decision({"entity": record.entity, "id": record.id, "outcome": "restored"})
