"""Small releases made by hand: entities with fields, without files. For tests of what runs a release."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from engine.access.duty import Rulebook
from engine.conditions.compiled import Guard, guard
from engine.conditions.tree import Leaf, Literal, Path, SetQuery
from engine.conditions.types import (
    BOOLEAN,
    CENTRE,
    DATE,
    DATETIME,
    DURATION,
    INTEGER,
    NUMBER,
    PERSON,
    TEXT,
    TIME,
    Kind,
    Type,
)
from engine.packs.release import Release
from engine.records.entity import Entity, Field, FieldKind, Unique
from engine.rules.rule import RuleBook
from engine.values.plain import Value

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

_TYPES = {
    FieldKind.TEXT: TEXT,
    FieldKind.LONG_TEXT: TEXT,
    FieldKind.PHONE: TEXT,
    FieldKind.EMAIL: TEXT,
    FieldKind.SERIAL: TEXT,
    FieldKind.INTEGER: INTEGER,
    FieldKind.DECIMAL: NUMBER,
    FieldKind.PERCENT: NUMBER,
    FieldKind.MONEY: Type(Kind.MONEY, currency="CNY"),
    FieldKind.BOOLEAN: BOOLEAN,
    FieldKind.DATE: DATE,
    FieldKind.TIME: TIME,
    FieldKind.DATETIME: DATETIME,
    FieldKind.DURATION: DURATION,
    FieldKind.PERSON: PERSON,
}


def a_field(id: str, kind: str = "text", **more: Any) -> Field:
    """A field; ``options`` of an enum and ``to`` of a link may be given as lists of ids."""
    found = FieldKind(kind)
    options, to = more.pop("options", ()), more.get("to", ())
    if found is FieldKind.ENUM:
        type_ = Type(Kind.ENUM, options=tuple(options))
    elif found is FieldKind.ENUMS:
        type_ = Type(Kind.ENUMS, options=tuple(options))
    elif found is FieldKind.LINK:
        more["to"] = tuple(to)
        type_ = Type(Kind.LINK, to=tuple(to))
    else:
        type_ = _TYPES.get(found, INTEGER)
    return Field(id, found, more.pop("type", type_), {"en": id, "zh-CN": id}, **more)


def _common(id: str, kind: str, type_: Type) -> Field:
    return Field(id, FieldKind(kind), type_, {"en": id, "zh-CN": id}, common=True)


def common_fields(entity: str, states: Sequence[str] = (), *, line_of: str = "") -> dict[str, Field]:
    """The fields that every record has, or those of a line."""
    stamps = [
        _common("created_at", "datetime", DATETIME),
        _common("created_by", "person", PERSON),
        _common("changed_at", "datetime", DATETIME),
        _common("changed_by", "person", PERSON),
        _common("release", "text", TEXT),
    ]
    if line_of:
        place = [
            _common("parent", "link", Type(Kind.LINK, to=(line_of,))),
            _common("position", "integer", INTEGER),
        ]
        return {one.id: one for one in (*place, *stamps)}
    state = [_common("state", "enum", Type(Kind.ENUM, options=tuple(states)))] if states else []
    rest = [
        _common("number", "serial", TEXT),
        *state,
        _common("owner", "person", PERSON),
        _common("centre", "link", CENTRE),
        *stamps,
        _common("entered_at", "datetime", DATETIME),
    ]
    return {one.id: one for one in rest}


@dataclass
class ReleaseBuilder:
    """Collects entities and sets, then makes a release; its id is made of what it holds."""

    entities: dict[str, Entity] = field(default_factory=dict[str, Entity])
    sets: dict[str, SetQuery] = field(default_factory=dict[str, SetQuery])
    pack: str = "workshop"
    version: str = "1.0.0"

    def entity(
        self,
        id: str,
        *fields: Field,
        states: Sequence[str] = (),
        title: str | None = None,
        unique: Sequence[Unique] = (),
        line_of: tuple[str, str] | None = None,
        was: Sequence[str] = (),
        builtin: bool = False,
    ) -> "ReleaseBuilder":
        """Add an entity."""
        self.entities[id] = Entity(
            id,
            {"en": id, "zh-CN": id},
            {one.id: one for one in fields},
            common_fields(id, states, line_of=line_of[0] if line_of else ""),
            title=title,
            unique={one.id: one for one in unique},
            part_of=line_of,
            has_workflow=bool(states),
            builtin=builtin,
            was=tuple(was),
        )
        return self

    def with_set(self, query: SetQuery) -> "ReleaseBuilder":
        """Add a set query."""
        self.sets[query.id] = query
        return self

    def build(self) -> Release:
        """The release."""
        held = {id: sorted(entity.fields) for id, entity in self.entities.items()}
        id = hashlib.sha256(repr((self.pack, self.version, held, sorted(self.sets))).encode()).hexdigest()
        return Release(
            id=id,
            pack=self.pack,
            version=self.version,
            label={"en": self.pack, "zh-CN": self.pack},
            locales=("en", "zh-CN"),
            default_locale="en",
            time_zone="Asia/Shanghai",
            currency="CNY",
            terms={},
            parameters={},
            entities=dict(self.entities),
            workflows={},
            rules=RuleBook(),
            invariants={},
            forms={},
            access=Rulebook(),
            messages={},
            decisions={},
            sets=dict(self.sets),
            source={"pack.json": {"id": self.pack, "version": self.version}},
        )


def a_unique(id: str, *fields: str, when: Guard | None = None, absent_equal: bool = False) -> Unique:
    """A unique rule."""
    return Unique(id, fields, {"en": f"One {id}", "zh-CN": f"唯一 {id}"}, when, absent_equal)


def is_in(path: str, *options: str) -> Guard:
    """A compiled ``in`` over an enum of the row."""
    kind = Type(Kind.ENUM, options=options)
    return guard(Leaf(Path(path, kind), "in", Literal(options, Type(Kind.LIST, item=kind))))


def equals(path: str, value: Value, type_: Type = TEXT) -> Guard:
    """A compiled ``eq`` with a constant."""
    return guard(Leaf(Path(path, type_), "eq", Literal(value, type_)))


def people_and_centres(builder: ReleaseBuilder) -> ReleaseBuilder:
    """Add the built-in entities."""
    builder.entity(
        "person", a_field("name"), a_field("phone", "phone"), a_field("team"), a_field("manager", "person"),
        a_field("active", "boolean"), title="name", builtin=True,
    )  # fmt: skip
    return builder.entity("centre", a_field("name"), a_field("region"), title="name", builtin=True)


def workshop() -> ReleaseBuilder:
    """A repair shop: jobs with parts, customers, and notes about a job or a customer."""
    builder = people_and_centres(ReleaseBuilder())
    builder.entity(
        "customer", a_field("name"), a_field("phone", "phone", dedupe=True), a_field("city"), title="name"
    )
    builder.entity(
        "job",
        a_field("title", max_length=60),
        a_field("customer", "link", to=["customer"]),
        a_field("phone", "phone", dedupe=True),
        a_field("kind", "enum", options=["repair", "check", "sale"]),
        a_field("tags", "enums", options=["urgent", "warranty"]),
        a_field("price", "money"),
        a_field("hours", "integer"),
        a_field("due_on", "date"),
        a_field("starts", "time"),
        a_field("due_at", "datetime"),
        a_field("takes", "duration"),
        a_field("paid", "boolean"),
        states=("open", "working", "done"),
        title="title",
        unique=[a_unique("one_open", "customer", "kind", when=is_in("state", "open", "working"))],
    )
    builder.entity("part", a_field("name"), a_field("price", "money"), line_of=("job", "parts"))
    builder.entity(
        "note", a_field("about", "link", to=["job", "customer"]), a_field("job", "link", to=["job"]),
        a_field("kind", "enum", options=["call", "visit"]), a_field("text"),
    )  # fmt: skip
    builder.with_set(SetQuery("notes_of_job", "note", "job", "", "count", None, None, (), INTEGER))
    builder.with_set(
        SetQuery(
            "parts_price", "part", "parent", "", "sum", "price", None, (), Type(Kind.MONEY, currency="CNY")
        )
    )
    return builder


def values(release: Release, entity: str, given: Mapping[str, Value], at: datetime = NOW) -> dict[str, Value]:
    """All values of a new record: what is given, the stamps, and absent for the rest."""
    found: dict[str, Value] = {one.id: None for one in release.entities[entity].columns}
    found.update(created_at=at, changed_at=at, release=release.id)
    if "entered_at" in found:
        found["entered_at"] = at
    return {**found, **given}
