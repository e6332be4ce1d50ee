"""The history of a record as one actor may read it: values of fields that are hidden now are not in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from engine.access.duty import Right
from engine.conditions.types import Kind
from engine.facts.answers import answering
from engine.facts.ask import OneRecordAsk
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.ports.history import HistoryLine, LineBeside
from engine.ports.store import Reader
from engine.queries.deeds import Deed, deed_of
from engine.queries.show import right_on
from engine.records.entity import Entity, Field
from engine.records.present import masked
from engine.values.plain import Json, Label
from engine.values.refusal import Refusal

# Of what a command has noted down: what tells no value of a record.
_OPEN_NOTES = (
    "rules",
    "late",
    "warnings",
    "field",
    "reason",
    "reasons",
    "assigned",
    "absences",
    "merge",
    "track",
    "document",
    "signed",
)


@dataclass(frozen=True, slots=True)
class HistoryAsk(OneRecordAsk):
    """``lines`` of the history of one record, as the store gives them; ``beside``: what their commands wrote about others."""

    lines: tuple[HistoryLine, ...]
    beside: tuple[LineBeside, ...] = ()


def done_elsewhere(scene: Scene, entity: str, lines: Iterable[HistoryLine]) -> list[HistoryLine]:
    """The lines of a record of ``entity`` that tell of what was done to a record of another kind."""
    return [
        one for one in lines if (deed := _deed(scene, one)) is not None and deed.entity not in ("", entity)
    ]


@answering
def history_for(asked: HistoryAsk, read: Reader) -> list[Json] | Refusal:
    """The lines as JSON: who, when, what was done, and each field with its value before and after.

    ``label`` is what the pack calls what was done, None of what every pack knows; ``elsewhere`` the record to which it was
    done, when that is one of another kind (its id is None when nothing tells which). The rights are those of today: a value that is hidden or masked now is hidden
    or masked in its history too. 404 as for the record itself.
    """
    found = visible_record(asked.scene, View(read), asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    entity = asked.scene.release.entities[asked.entity]
    right = right_on(asked.scene, entity, found[1])
    return [_line(asked, line, entity, right) for line in asked.lines]


def _deed(scene: Scene, line: HistoryLine) -> Deed | None:
    """By the names that the pack had then."""
    return deed_of(scene.releases.get(line.release, scene.release), line.command)


def _elsewhere(asked: HistoryAsk, deed: Deed | None, line: HistoryLine) -> Json:
    """The record of the deed: the one that a line of the same name is about, else the first of its kind."""
    if deed is None or deed.entity in ("", asked.entity):
        return None
    kind, beside = asked.scene.release.entities.get(deed.entity), asked.beside
    label: Label = kind.label if kind else {}
    there = [one for one in beside if one.root == line.root and one.entity == deed.entity]
    found = next((one for one in there if one.command == line.command), there[0] if there else None)
    return {"entity": deed.entity, "label": dict(label), "id": found.record if found is not None else None}


def _line(
    asked: HistoryAsk, line: HistoryLine, entity: Entity, right: Callable[[str], Right]
) -> dict[str, Json]:
    changes: dict[str, Json] = {}
    for name in dict.fromkeys((*line.after, *line.before)):
        field = entity.field(name)
        if field is None or right(name) is Right.HIDDEN:
            continue
        cover = right(name) is Right.MASKED
        changes[name] = {
            "before": _shown(field, line.before.get(name), cover=cover),
            "after": _shown(field, line.after.get(name), cover=cover),
        }
    notes: Mapping[str, Json] = {name: line.why[name] for name in _OPEN_NOTES if name in line.why}
    deed = _deed(asked.scene, line)
    return {
        "id": line.id,
        "version": line.version,
        "at": line.at.isoformat().replace("+00:00", "Z"),
        "actor": line.actor,
        "command": line.command,
        "label": dict(deed.label) if deed is not None else None,
        "elsewhere": _elsewhere(asked, deed, line),
        "release": line.release,
        "changes": changes,
        "notes": notes,
        "caused_by": line.caused_by,
    }


def _shown(field: Field, value: Json, *, cover: bool) -> Json:
    """A value as the record itself would show it."""
    if value is None:
        return None
    if cover:
        return str(masked(field, str(value)))
    if field.type.kind is Kind.DATETIME and isinstance(value, str):
        return value.replace("+00:00", "Z")
    return value
