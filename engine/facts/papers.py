"""Papers: documents that were made and are kept, as a reader gives their rows."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from engine.facts.view import View
from engine.records.present import present
from engine.values.plain import Json, Value
from engine.values.record import Record

PAPER = "_paper"
"""The name under which a reader gives the rows; no entity of a pack can be called so."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One version of a document of a record, in one language; ``number`` counts from 1 for each document and language.

    ``fingerprint`` is that of what it tells, ``sha256`` that of its bytes. ``signed_at``: when it was signed.
    """

    id: str
    entity: str
    record: str
    document: str
    language: str
    number: int
    record_version: int
    fingerprint: str
    sha256: str
    size: int
    pages: int
    name: str
    release: str
    made_at: datetime
    made_by: str | None = None
    signed_at: datetime | None = None
    signed_by: str | None = None


_COLUMNS = tuple(field.name for field in fields(Paper) if field.name != "id")


def paper_id(record: str, document: str, language: str, number: int) -> str:
    """The id of a version: two who make the same one at once cannot both keep it."""
    return f"{record}/{document}.{language}.{number}"


def papers_of(view: View, record: str) -> tuple[Paper, ...]:
    """Everything that was made of a record, the oldest first."""
    found = [_paper(row) for row in view.find(PAPER, {"record": record})]
    return tuple(sorted(found, key=lambda one: (one.document, one.language, one.number)))


def newest(papers: tuple[Paper, ...], document: str, language: str) -> Paper | None:
    """The version of a document that was made last."""
    mine = [one for one in papers if (one.document, one.language) == (document, language)]
    return mine[-1] if mine else None


def paper_row(paper: Paper) -> dict[str, Value]:
    """What is kept of it."""
    return {name: getattr(paper, name) for name in _COLUMNS}


def paper_json(paper: Paper) -> dict[str, Json]:
    """A paper as JSON, without what is only kept."""
    return {
        "document": paper.document,
        "language": paper.language,
        "number": paper.number,
        "name": paper.name,
        "hash": paper.fingerprint,
        "sha256": paper.sha256,
        "size": paper.size,
        "pages": paper.pages,
        "made_at": present(paper.made_at),
        "made_by": paper.made_by,
        "signed_at": present(paper.signed_at),
        "signed_by": paper.signed_by,
    }


def _paper(row: Record) -> Paper:
    said: dict[str, Any] = {name: row.values.get(name) for name in _COLUMNS}
    return Paper(row.id, **said)
