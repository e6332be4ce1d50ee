"""What a document of a record says now, and whether this actor may make or read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.access.duty import Right
from engine.access.permit import permit, why_not
from engine.conditions.types import DATETIME
from engine.diagnostics.refuse import reason, refused
from engine.documents import problems
from engine.documents.document import Document, Each, If, Own, Parts, Rows
from engine.documents.fill import (
    MAX_CHARACTERS,
    Filled,
    TooLargeError,
    fill,
    fingerprint,
    plain,
)
from engine.documents.qr import qr
from engine.documents.sheet import sheet
from engine.effects.check_places import Place
from engine.facts.ask import OneRecordAsk
from engine.facts.form_facts import rows_of
from engine.facts.gather import Facts, Subject
from engine.facts.path_right import PathRights
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.records.telling import Reader, stand_in, tell
from engine.values.plain import Label, in_language, listed
from engine.values.record import Record
from engine.values.refusal import Kind, Reason, Refusal

MOST_ROWS = 500
_SHOWN_HASH = 12


@dataclass(frozen=True, slots=True)
class DocumentAsk(OneRecordAsk):
    """Something about one document of one record, in one language."""

    document: str
    language: str


class TooManyRowsError(ValueError):
    """A list has more than ``MOST_ROWS``."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a document says of the record now: the same fingerprint is the same content."""

    document: Document
    language: str
    filled: Filled
    fingerprint: str
    name: str
    number: str

    def page(self, version: str, made_at: str, *, mark: bool = True) -> str:
        """The whole HTML; ``version`` and ``made_at`` as they are to be read. ``mark``: with the code to check it by."""
        short = self.fingerprint[:_SHOWN_HASH]
        own = {Own.VERSION: version, Own.MADE_AT: made_at, Own.HASH: short}
        if mark:
            own[Own.QR] = qr(f"{self.number} {self.document.id}.{self.language} v{version} {short}")
        return sheet(self.filled, own, self.language, self.name)


def document_of(asked: DocumentAsk) -> Document | Refusal:
    """The document that is asked for; 404 where the release has none of this name for the entity."""
    document = asked.scene.release.documents.documents.get(asked.document)
    if document is None or document.entity != asked.entity:
        return refused(Kind.MISSING, problems.NO_DOCUMENT)
    return document


def told_of(
    scene: Scene, view: View, document: Document, language: str, record: Record, facts: Facts
) -> Told | Refusal:
    """What the document says of the record.

    Refused: 404 a language that it is not written in; 409 a list or a document beyond its bounds.
    """
    template = document.templates.get(language)
    if template is None:
        return refused(Kind.MISSING, problems.NO_LANGUAGE, {"name": language})
    reader = Reader(language, facts.zone)

    def rows(asked: Rows) -> Sequence[Facts]:
        found = _rows(scene, view, asked, record, facts)
        if len(found) > MOST_ROWS:
            raise TooManyRowsError
        return [_row_facts(scene, view, row, facts) for row in found]

    try:
        filled = fill(template, facts, rows, reader)
        name = plain(fill(document.file_name, facts, rows, reader))
    except TooManyRowsError:
        return refused(Kind.CONFLICT, problems.TOO_MANY_ROWS, {"limit": MOST_ROWS})
    except TooLargeError:
        return refused(Kind.CONFLICT, problems.TOO_LARGE, {"limit": MAX_CHARACTERS})
    number = str(record.values.get("number") or record.id)
    label = in_language(document.label, language, document.id)
    return Told(document, language, filled, fingerprint(filled), name or f"{label} {number}", number)


def moment_told(at: datetime, language: str, facts: Facts) -> str:
    """A moment as a document tells it, in the zone of the record's centre."""
    return tell(stand_in("at", DATETIME), at, "", Reader(language, facts.zone))


def against_making(
    scene: Scene, view: View, document: Document, record: Record, facts: Facts
) -> Refusal | None:
    """Every reason why this actor may not make the document of the record now; None: it may."""
    found: list[Reason] = []
    if document.states and record.state not in document.states:
        found.append(_not_in_state(scene, document, record))
    book, today = scene.release.access, scene.today()
    kind = Kind.CONFLICT
    if document.by and not any(permit(book, scene.actor, duty, today, facts) for duty in document.by):
        found += [why_not(book, scene.actor, duty, today) for duty in document.by]
        kind = Kind.FORBIDDEN
    hidden = against_reading(scene, view, document, record, facts)
    if hidden is not None:
        found += hidden.reasons
        kind = Kind.FORBIDDEN
    return Refusal(kind, tuple(found)) if found else None


def against_reading(
    scene: Scene, view: View, document: Document, record: Record, facts: Facts
) -> Refusal | None:
    """Why this actor may not read what stands in the document: fields that are hidden, or masked and told whole."""
    if scene.actor.everything:
        return None
    granted = PathRights(scene, view)
    hidden: dict[str, Label] = {}
    for parts in (*document.templates.values(), document.file_name):
        for place, rows, least in _places(parts):
            told = _told_by(scene, view, place, rows, record, facts)
            line = rows is not None and rows.field is not None and not place.path.startswith("record.")
            closed = line and not granted.enough(record, str(rows and rows.field), least)
            if closed or not all(granted.enough(one, place.path, least, line=line) for one in told):
                hidden[place.path] = place.field.label or {"en": place.path}
    if not hidden:
        return None
    named = {tuple(sorted(label.items())): (label, path) for path, label in hidden.items()}
    fields = listed(named.values())
    return refused(Kind.FORBIDDEN, problems.NOT_READABLE, {"document": document.label, "fields": fields})


def _told_by(
    scene: Scene, view: View, place: Place, rows: Rows | None, record: Record, facts: Facts
) -> list[Record]:
    """The records at which the path of a place begins."""
    if rows is None or place.path.startswith("record."):
        return [record]
    return _rows(scene, view, rows, record, facts)


def _places(parts: Parts, rows: Rows | None = None) -> Iterator[tuple[Place, Rows | None, Right]]:
    """Every place with the list it stands in, and the right that it takes."""
    for part in parts:
        match part:
            case Place():
                yield part, rows, Right.MASKED if part.filter == "masked" else Right.READ
            case If():
                if isinstance(part.test, Place):
                    yield part.test, rows, Right.MASKED
                yield from _places((*part.then, *part.otherwise), rows)
            case Each():
                yield from _places(part.parts, part.rows)
            case _:
                pass


def _rows(scene: Scene, view: View, asked: Rows, record: Record, facts: Facts) -> list[Record]:
    if asked.field is not None:
        found = list(rows_of(view, asked.entity, record.id))
    else:
        found = list(view.find(asked.entity, {asked.link: asked.prefix + record.id}, MOST_ROWS + 1))
    where = asked.where
    if where is not None:
        found = [row for row in found if where.test(_row_facts(scene, view, row, facts)(where.needs))]
    if asked.sort is not None:
        absent = [row for row in found if row.values.get(asked.sort) is None]
        known = [row for row in found if row.values.get(asked.sort) is not None]
        known.sort(key=lambda row: row.values[asked.sort or ""], reverse=asked.descending)  # type: ignore[arg-type, return-value]
        found = [*known, *absent]
    return found


def _row_facts(scene: Scene, view: View, row: Record, facts: Facts) -> Facts:
    return Facts(scene, view, Subject(row.entity, row.id, row.values, around=facts))


def _not_in_state(scene: Scene, document: Document, record: Record) -> Reason:
    workflow = scene.release_of(record).workflow_of(record)
    labels = {id: state.label for id, state in workflow.states.items()} if workflow else {}

    def named(states: Sequence[str | None]) -> Label:
        return listed((labels.get(str(one), {}), str(one)) for one in states)

    return reason(
        problems.NOT_IN_STATE,
        {"document": document.label, "states": named(document.states), "state": named([record.state])},
    )
