"""Keep a document that was made of a record: a version with its number, and a line of history."""

from dataclasses import dataclass

from engine.commands.begin import begin
from engine.commands.work import Work
from engine.diagnostics.refuse import refused
from engine.documents import problems
from engine.facts.answers import answering
from engine.facts.documents import DocumentAsk, against_making, document_of, told_of
from engine.facts.papers import PAPER, Paper, newest, paper_id, paper_json, paper_row, papers_of
from engine.ports.store import Reader
from engine.values.plain import Json
from engine.values.record import Decision, HistoryEntry
from engine.values.refusal import Kind, Refusal


@dataclass(frozen=True, slots=True)
class MakeDocument(DocumentAsk):
    """Bytes that were laid out from what the document said at the moment of the scene.

    ``number`` is the version that stands on it, ``fingerprint`` that of what it tells; ``sha256``, ``size`` and
    ``pages`` tell of the bytes, which lie in the store of files already.
    """

    number: int
    fingerprint: str
    sha256: str
    size: int
    pages: int


@answering
def make_document(asked: MakeDocument, read: Reader) -> Decision | Refusal:
    """Keep it as a new version; the answer is the paper as JSON.

    Refused: as for what ``prepare_document`` refuses; 412 when the record, or the number of the next version, is not
    what it was when the bytes were laid out.
    """
    work = Work(asked.scene, read)
    found = begin(work, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    document = document_of(asked)
    if isinstance(document, Refusal):
        return document
    against = against_making(asked.scene, work, document, record, facts)
    if against is not None:
        return against
    told = told_of(asked.scene, work, document, asked.language, record, facts)
    if isinstance(told, Refusal):
        return told
    last = newest(papers_of(work, record.id), document.id, asked.language)
    if told.fingerprint != asked.fingerprint or asked.number != (last.number if last else 0) + 1:
        return refused(Kind.STALE, problems.CHANGED_MEANWHILE)
    paper = Paper(
        id=paper_id(record.id, document.id, asked.language, asked.number),
        entity=record.entity,
        record=record.id,
        document=document.id,
        language=asked.language,
        number=asked.number,
        record_version=record.version,
        fingerprint=asked.fingerprint,
        sha256=asked.sha256,
        size=asked.size,
        pages=asked.pages,
        name=told.name,
        release=asked.scene.release.id,
        made_at=asked.scene.now,
        made_by=asked.scene.actor.person,
    )
    work.keep(PAPER, paper.id, paper_row(paper))
    work.history.append(_line(work, paper))
    return work.decision(paper_json(paper))


def _line(work: Work, paper: Paper) -> HistoryEntry:
    why: dict[str, Json] = {
        "document": paper.document,
        "language": paper.language,
        "number": paper.number,
        "sha256": paper.sha256,
    }
    return HistoryEntry(
        id=work.ids.next(),
        entity=paper.entity,
        record=paper.record,
        version=paper.record_version,
        at=work.scene.now,
        actor=work.scene.actor.person,
        command="document",
        release=paper.release,
        why={"document": why},
    )
