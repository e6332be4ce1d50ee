"""Entities as a release holds them: fields with their types, resolved; nothing is looked up any more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from engine.conditions.compiled import Computed, Guard
from engine.conditions.tree import SetQuery
from engine.conditions.types import Type
from engine.values.plain import Json, Label, Value


class FieldKind(StrEnum):
    """The closed list of field types (C9)."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    DURATION = "duration"
    ENUM = "enum"
    ENUMS = "enums"
    LINK = "link"
    PERSON = "person"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    NATIONAL_ID = "national_id"
    ADDRESS = "address"
    FILE = "file"
    IMAGE = "image"
    SERIAL = "serial"
    ROLLUP = "rollup"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of an enum, offered only while ``when`` holds; ``said`` is that condition as it was written."""

    id: str
    label: Label
    when: Guard | None = None
    said: Json = None


@dataclass(frozen=True, slots=True)
class Field:
    """One typed property of an entity.

    ``stored``: it has a column. A derived field (``formula``, ``condition``, ``rollup``) is read-only; it has a column
    only when it is ``kept``. ``lines`` names the entity of its rows. ``copy_from`` is the path (through a link of the
    same record) whose value is taken over when that link is chosen. ``mask``: how the masked view looks
    (``phone``, ``name``, ``email``, ``id``, ``all``). ``sensitivity``: normal, personal or sensitive.
    """

    id: str
    kind: FieldKind
    type: Type
    label: Label
    help: Label = field(default_factory=dict[str, str])
    required: bool = False
    default: Computed | None = None
    dedupe: bool = False
    mask: str | None = None
    sensitivity: str = "normal"
    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    pattern: str | None = None
    region: str | None = None
    currency: str | None = None
    options: Mapping[str, Option] = field(default_factory=dict[str, Option])
    to: tuple[str, ...] = ()
    serial: str | None = None
    formula: Computed | None = None
    condition: Guard | None = None
    rollup: SetQuery | None = None
    kept: bool = False
    lines: str | None = None
    copy_from: str | None = None
    stored: bool = True
    handed_over: bool = False
    was: tuple[str, ...] = ()
    clock: str | None = None  # the clock of which it is a part
    common: bool = False  # one of the engine's own fields

    @property
    def derived(self) -> bool:
        """Whether the engine computes it, so that nobody may write it."""
        return (
            self.formula is not None
            or self.condition is not None
            or self.rollup is not None
            or self.clock is not None
        )


@dataclass(frozen=True, slots=True)
class Unique:
    """At most one record with these values (E10), among those for which ``when`` holds.

    ``absent_equal``: an absent value counts as equal to an absent one.
    """

    id: str
    fields: tuple[str, ...]
    label: Label
    when: Guard | None = None
    absent_equal: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Records of ``entity``, whose ``link`` names a record, tell of it by the fields ``show``.

    ``pinned``: the condition, as it was written, under which they stand above its story. ``listed``: they stand in a list
    of their own, each with its steps.
    """

    entity: str
    link: str
    show: tuple[str, ...] = ()
    pinned: Json = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class NextAction:
    """The fields that say when the owner of a record is to do something next, and what."""

    at: str
    what: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of record.

    ``fields`` holds its own fields in the order of the file, ``common`` those that every record has (``number state
    owner centre created_at created_by changed_at changed_by entered_at release``; lines have ``parent position``).
    ``part_of`` is (parent entity, lines field) of a line entity. ``derived_order`` lists the derived fields so that
    each comes after those it reads. ``tells``: what is told of a duplicate that may not be seen (state, owner, team).
    ``clocks``: names that stand for several fields, each ``<clock>_<part>``.
    ``merge``: field -> keep, newest or both, of an entity whose records may become one. ``named_by``: the fields that name a
    record together when it has no title; links by what they point to. ``duplicate_of``: the link to the record that this one is a duplicate of.
    """

    id: str
    label: Label
    fields: Mapping[str, Field]
    common: Mapping[str, Field]
    title: str | None = None
    serial: str | None = None
    part_of: tuple[str, str] | None = None
    unique: Mapping[str, Unique] = field(default_factory=dict[str, Unique])
    derived_order: tuple[str, ...] = ()
    has_workflow: bool = False
    builtin: bool = False
    was: tuple[str, ...] = ()
    next_action: NextAction | None = None
    story: tuple["Told", ...] = ()
    stays: bool = False  # whether some state says how long a record may stay in it
    tells: frozenset[str] = frozenset()
    merge: Mapping[str, str] | None = None
    clocks: tuple[str, ...] = ()
    flips: tuple[Guard, ...] = ()
    named_by: tuple[str, ...] = ()
    duplicate_of: str | None = None

    def field(self, name: str) -> Field | None:
        """The field of this name, own or common."""
        return self.fields.get(name) or self.common.get(name)

    def spelled(self, name: str) -> str:
        """The one spelling of a field's name: ``first_answer.due_at``, a part of a clock, is ``first_answer_due_at``."""
        head, dot, part = name.partition(".")
        return f"{head}_{part}" if dot and head in self.clocks else name

    @property
    def compared(self) -> tuple[Field, ...]:
        """The fields by which duplicates are looked for."""
        return tuple(field for field in self.fields.values() if field.dedupe)

    @property
    def links(self) -> tuple[Field, ...]:
        """The fields with a column that point to other records, common ones first."""
        return tuple(field for field in self.columns if field.to)

    @property
    def columns(self) -> tuple[Field, ...]:
        """Every field that has a column, common ones first, in a fixed order."""
        return tuple(f for f in (*self.common.values(), *self.fields.values()) if f.stored)


Values = Mapping[str, Value]
