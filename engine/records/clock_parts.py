"""What a clock is kept as: plain fields beside the others, ``<clock>_<part>``, that only the engine writes.

``first_answer.due_at`` and ``first_answer_due_at`` are the same field; everything that knows fields (columns, lists,
rights, conditions) needs to know nothing of clocks.
"""

from collections.abc import Mapping
from typing import NamedTuple

from engine.conditions.types import DATETIME, DURATION, Kind, Type
from engine.records.entity import Field, FieldKind, Option
from engine.records.model import ClockField, FieldFile
from engine.values.plain import Label, in_language

RUNNING, PAUSED, MET, MISSED = "running", "paused", "met", "missed"
_STATES: Mapping[str, Label] = {
    RUNNING: {"en": "Running", "zh-CN": "计时中"},
    PAUSED: {"en": "Paused", "zh-CN": "已暂停"},
    MET: {"en": "Met", "zh-CN": "已达成"},
    MISSED: {"en": "Missed", "zh-CN": "已超时"},
}


class Part(NamedTuple):
    """One part of a clock: its type, and what stands behind the label of the clock."""

    kind: FieldKind
    type: Type
    label: Label


PARTS: Mapping[str, Part] = {
    "status": Part(
        FieldKind.ENUM, Type(Kind.ENUM, options=tuple(_STATES)), {"en": "status", "zh-CN": "状态"}
    ),
    "due_at": Part(FieldKind.DATETIME, DATETIME, {"en": "due", "zh-CN": "到期时间"}),
    "elapsed": Part(FieldKind.DURATION, DURATION, {"en": "time counted", "zh-CN": "已计时长"}),
    "started_at": Part(FieldKind.DATETIME, DATETIME, {"en": "started", "zh-CN": "开始时间"}),
    "stopped_at": Part(FieldKind.DATETIME, DATETIME, {"en": "stopped", "zh-CN": "停止时间"}),
    "paused_at": Part(FieldKind.DATETIME, DATETIME, {"en": "paused since", "zh-CN": "暂停开始时间"}),
    "paused": Part(FieldKind.DURATION, DURATION, {"en": "time paused", "zh-CN": "累计暂停时长"}),
}


_SHOWN = ("status", "due_at", "elapsed")


def is_shown(field: Field) -> bool:
    """Whether a form that nobody designed shows the field: of a clock only what says how it stands."""
    return field.clock is None or field.id.removeprefix(f"{field.clock}_") in _SHOWN


def part_types(clock: str) -> dict[str, Type]:
    """Field -> type of every part of a clock."""
    return {f"{clock}_{name}": part.type for name, part in PARTS.items()}


def clocks_of(fields: Mapping[str, FieldFile]) -> tuple[str, ...]:
    """The names of all clocks among the fields of an entity."""
    return tuple(name for name, said in fields.items() if isinstance(said, ClockField))


def clock_fields(fields: Mapping[str, FieldFile]) -> dict[str, Field]:
    """The parts of all clocks among the fields of an entity."""
    return {
        f"{clock}_{name}": _field(clock, name, part, said)
        for clock, said in fields.items()
        if isinstance(said, ClockField)
        for name, part in PARTS.items()
    }


def _field(clock: str, name: str, part: Part, said: ClockField) -> Field:
    options = {id: Option(id, label) for id, label in _STATES.items()} if name == "status" else {}
    label = {
        language: f"{text}: {in_language(part.label, language, name)}"
        for language, text in said.label.items()
    }
    return Field(
        f"{clock}_{name}",
        part.kind,
        part.type,
        label,
        said.help,
        options=options,
        sensitivity=said.sensitivity,
        kept=True,
        clock=clock,
        was=tuple(f"{earlier}_{name}" for earlier in said.was),
    )
