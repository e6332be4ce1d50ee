"""The rows of a record's lists, written with the record in the same step (E11)."""

from collections.abc import Mapping

from engine.commands.effects import Verbs
from engine.commands.snapshots import snapshots
from engine.commands.work import Work
from engine.facts.answers import stale
from engine.forms.rows import LineChanges, LineRow
from engine.values.plain import Value
from engine.values.record import Record
from engine.values.refusal import Refusal


def write_lines(work: Work, parent: Record, lines: Mapping[str, LineChanges], verbs: Verbs) -> Refusal | None:
    """Write every list as it shall be: new rows made, known ones changed, those that are gone taken away."""
    entity = work.scene.release.entities[parent.entity]
    for name, changes in lines.items():
        kind = entity.fields[name].lines or ""
        for row in changes.removed:
            work.remove(row)
        for row in changes.rows:
            refusal = _write_row(work, parent, kind, row, verbs)
            if refusal is not None:
                return refusal
    if lines:
        # The record and its lines are one thing: a changed list is a change of the record.
        work.note(parent)
    return None


def _write_row(work: Work, parent: Record, kind: str, row: LineRow, verbs: Verbs) -> Refusal | None:
    place: dict[str, Value] = {"parent": parent.id, "position": row.position}
    if row.id is None:
        made = verbs.create(work, kind, {**row.values, **place}, parent)
        return made if isinstance(made, Refusal) else None
    known = work.record(kind, row.id)
    if known is None:
        return stale(row.version or 0, 0)
    if row.version is not None and row.version != known.version:
        return stale(row.version, known.version)
    work.write(known, {**snapshots(work, known, row.values), **row.values, **place})
    return None
