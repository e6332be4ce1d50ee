"""Which column is which field: by the mapping, else by the ids and labels of the fields; doubts are faults."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, Problem
from engine.diagnostics.suggest import nearest
from engine.records.entity import Entity, Field, FieldKind
from engine.values.plain import Json
from server.imports.mapping import ImportMapping
from server.imports.problems import (
    EMPTY_HEADER,
    KEY_UNMAPPED,
    MAPPED_AWAY,
    NO_COLUMN,
    NO_FIELD,
    NOT_MAPPED,
    REQUIRED_UNMAPPED,
    TWO_COLUMNS,
)

_NOT_IMPORTED = frozenset(
    {FieldKind.LINES, FieldKind.ROLLUP, FieldKind.SERIAL, FieldKind.FILE, FieldKind.IMAGE}
)
# What a column with a phone number is called in practice, whatever the field is called.
_USUAL = {
    FieldKind.PHONE: (
        "phone",
        "mobile",
        "telephone",
        "tel",
        "手机",
        "手机号",
        "手机号码",
        "电话",
        "电话号码",
        "联系电话",
        "联系方式",
    ),
    FieldKind.EMAIL: ("email", "e-mail", "mail", "邮箱", "电子邮箱", "邮件"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """``fields``: place of a column -> the field it is. ``titles``: place -> header, of all that have one."""

    fields: dict[int, Field]
    titles: dict[int, str]
    found: list[Diagnostic]


def match_columns(headers: Sequence[str], mapping: ImportMapping, entity: Entity) -> Columns:
    """Match headers and fields, with everything that is wrong or worth knowing."""
    matched = _Matching(headers, mapping, entity)
    matched.run()
    return Columns(matched.fields, matched.titles, matched.found)


def importable(entity: Entity) -> dict[str, Field]:
    """The fields that a cell can give a value."""
    return {id: one for id, one in entity.fields.items() if not one.derived and one.kind not in _NOT_IMPORTED}


def folded(text: str) -> str:
    """A header or cell as it is compared: width and case folded, without spaces, stars and marks."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in plain if one.isalnum())


class _Matching:
    def __init__(self, headers: Sequence[str], mapping: ImportMapping, entity: Entity) -> None:
        self._mapping, self._entity = mapping, entity
        self._open = importable(entity)
        self.fields: dict[int, Field] = {}
        self.found: list[Diagnostic] = []
        self.titles = {place: title.strip() for place, title in enumerate(headers) if title.strip()}
        for place in range(len(headers)):
            if place not in self.titles:
                self._fault(EMPTY_HEADER, place=place + 1)

    def run(self) -> None:
        """Explicit columns first, then what the headers say by themselves; then what is missing."""
        said = {folded(title): (title, field) for title, field in self._mapping.columns.items()}
        there = {folded(title) for title in self.titles.values()}
        for key, (title, _) in said.items():
            if key not in there:
                self._fault(NO_COLUMN, pointer("columns", title), column=title)
        known = {} if self._mapping.only else self._known()
        for place, title in self.titles.items():
            self._column(place, title, said, known)
        self._missing()

    def _column(
        self, place: int, title: str, said: dict[str, tuple[str, str | None]], known: dict[str, str]
    ) -> None:
        key = folded(title)
        if key in said:
            column, name = said[key]
            if name is None:
                self._fault(MAPPED_AWAY, pointer("columns", column), column=title)
                return
            at = pointer("columns", column)
        else:
            name, at = known.get(key), ""
            if name is None:
                self._fault(MAPPED_AWAY if self._mapping.only else NOT_MAPPED, column=title)
                return
        field = self._field(name, at)
        if field is None:
            return
        other = next((where for where, one in self.fields.items() if one.id == field.id), None)
        if other is not None:
            self._fault(TWO_COLUMNS, at, first=self.titles[other], second=title, field=field.id)
            return
        self.fields[place] = field

    def _known(self) -> dict[str, str]:
        """Folded header -> field id; what could mean two fields means none."""
        found: dict[str, set[str]] = {}
        for id, field in self._open.items():
            for word in (id, *field.label.values(), *_USUAL.get(field.kind, ())):
                found.setdefault(folded(word), set()).add(id)
        known = {word: next(iter(ids)) for word, ids in found.items() if len(ids) == 1 and word}
        return {**known, **{folded(title): id for title, id in self._mapping.aliases.items()}}

    def _field(self, name: str, at: str) -> Field | None:
        field = self._open.get(name)
        if field is None:
            near = nearest(name, self._open)
            more: dict[str, Json] = {"suggestion": near} if near else {}
            self.found.append(Diagnostic(NO_FIELD, at, data={"field": name, **more}))
        return field

    def _missing(self) -> None:
        given = {field.id for field in self.fields.values()}
        for part in ("constants", "defaults", "texts", "values", "links"):
            for name in getattr(self._mapping, part):
                self._field(name, pointer(part, name))
        given |= {*self._mapping.constants, *self._mapping.texts}
        for name in self._mapping.overwrites:
            self._field(name, "/overwrites")
        for name in self._mapping.key:
            if self._field(name, "/key") is not None and name not in given:
                self._fault(KEY_UNMAPPED, "/key", field=name)
        for field in self._required():
            if field.id not in given | self._mapping.defaults.keys():
                self._fault(REQUIRED_UNMAPPED, field=field.id)

    def _required(self) -> Iterator[Field]:
        return (
            one
            for one in self._open.values()
            if one.required and one.default is None and one.copy_from is None
        )

    def _fault(self, problem: Problem, at: str = "", **data: Json) -> None:
        self.found.append(Diagnostic(problem, at, data=data))
