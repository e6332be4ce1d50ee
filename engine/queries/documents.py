"""Documents of a record: which may be made, which were made, and what one of them says now."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.documents.document import Document
from engine.facts.answers import answering, missing
from engine.facts.documents import (
    DocumentAsk,
    Told,
    against_making,
    against_reading,
    document_of,
    moment_told,
    told_of,
)
from engine.facts.gather import Facts
from engine.facts.papers import Paper, newest, paper_json, papers_of
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.queries.get_record import RecordAsk
from engine.values.plain import Json
from engine.values.record import Record
from engine.values.refusal import Reason, Refusal
from engine.workflows.ahead import ahead
from engine.workflows.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be laid out, as the version ``number``; or the ``paper`` that says the same already."""

    html: str
    number: int
    fingerprint: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class DocumentOffer:
    """A document of the record's kind; ``reasons`` why this actor may not make it now.

    ``in_the_making``: the actor may read it, and it is still worked on: it may yet be signed; of one that nobody signs, it
    may be made in this state, and none was made that still says the same.
    """

    document: Document
    reasons: tuple[Reason, ...]
    in_the_making: bool


@dataclass(frozen=True, slots=True)
class Documents:
    """What there is to be made of a record, and what was made of it (as JSON, the newest of each first)."""

    offers: tuple[DocumentOffer, ...]
    papers: tuple[Json, ...]


@answering
def documents_of(asked: RecordAsk, read: Reader) -> Documents | Refusal:
    """The documents of a record. Of one whose content the actor may not read no papers are told.

    404 as for the record itself.
    """
    scene, view = asked.scene, View(read)
    found = visible_record(scene, view, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    papers = papers_of(view, record.id)
    offers: list[DocumentOffer] = []
    told: list[Json] = []
    for document in scene.release.documents.of(record.entity):
        against = against_making(scene, view, document, record, facts)
        readable = against_reading(scene, view, document, record, facts) is None
        mine = [one for one in reversed(papers) if readable and one.document == document.id]
        shown = [_paper(one, papers, scene, view, document, record, facts) for one in mine]
        made = any(one["current"] for one in shown)
        open_ = readable and _in_the_making(
            document, record, scene.release_of(record).workflow_of(record), made=made
        )
        offers.append(DocumentOffer(document, () if against is None else against.reasons, open_))
        told += shown
    return Documents(tuple(offers), tuple(told))


def _in_the_making(document: Document, record: Record, workflow: Workflow | None, *, made: bool) -> bool:
    if document.signed_by:
        still = ahead(workflow, record.state) if workflow and record.state else frozenset[str]()
        return any(f"{record.entity}.{one}" in document.signed_by for one in still)
    return not made and (not document.states or record.state in document.states)


def _paper(
    paper: Paper,
    papers: tuple[Paper, ...],
    scene: Scene,
    view: View,
    document: Document,
    record: Record,
    facts: Facts,
) -> dict[str, Json]:
    """A version as JSON; ``current``: whether the record still says what stands in it."""
    said: Mapping[str, Json] = paper_json(paper)
    if newest(papers, paper.document, paper.language) is not paper:
        return {**said, "current": False}
    told = told_of(scene, view, document, paper.language, record, facts)
    return {**said, "current": isinstance(told, Told) and told.fingerprint == paper.fingerprint}


@answering
def preview_document(asked: DocumentAsk, read: Reader) -> dict[str, Json] | Refusal:
    """``{html, name, hash, current}``: the document as the record is now, for whoever may read what stands in it.

    ``current`` is the number of the version that says the same, None when none was made yet.
    """
    scene, view = asked.scene, View(read)
    found = _found(asked, view)
    if isinstance(found, Refusal):
        return found
    document, record, facts = found
    hidden = against_reading(scene, view, document, record, facts)
    if hidden is not None:
        return hidden
    told = told_of(scene, view, document, asked.language, record, facts)
    if isinstance(told, Refusal):
        return told
    last = newest(papers_of(view, record.id), document.id, asked.language)
    same = last is not None and last.fingerprint == told.fingerprint
    number = last.number if last is not None and same else None
    made = moment_told(last.made_at if last and same else scene.now, asked.language, facts)
    html = told.page(str(number or "–"), made, mark=number is not None)
    return {"html": html, "name": told.name, "hash": told.fingerprint, "current": number}


@answering
def prepare_document(asked: DocumentAsk, read: Reader) -> Prepared | Refusal:
    """The HTML to be laid out as the next version; a version that says the same already is not made again.

    Refused: 404 a document or language that there is not; 409 a state in which it is not made; 403 no duty for it, or
    something in it that the actor may not read.
    """
    scene, view = asked.scene, View(read)
    found = _found(asked, view)
    if isinstance(found, Refusal):
        return found
    document, record, facts = found
    against = against_making(scene, view, document, record, facts)
    if against is not None:
        return against
    told = told_of(scene, view, document, asked.language, record, facts)
    if isinstance(told, Refusal):
        return told
    last = newest(papers_of(view, record.id), document.id, asked.language)
    if last is not None and last.fingerprint == told.fingerprint:
        return Prepared("", last.number, told.fingerprint, last)
    number = 1 if last is None else last.number + 1
    html = told.page(str(number), moment_told(scene.now, asked.language, facts))
    return Prepared(html, number, told.fingerprint)


@dataclass(frozen=True, slots=True)
class PaperAsk(DocumentAsk):
    """One version that was made."""

    number: int


@answering
def paper_of(asked: PaperAsk, read: Reader) -> Paper | Refusal:
    """The version, for whoever may read what stands in the document (404 when there is none, 403 when not)."""
    scene, view = asked.scene, View(read)
    found = _found(asked, view)
    if isinstance(found, Refusal):
        return found
    document, record, facts = found
    hidden = against_reading(scene, view, document, record, facts)
    if hidden is not None:
        return hidden
    mine = (one for one in papers_of(view, record.id) if one.document == document.id)
    wanted = (asked.language, asked.number)
    return next((one for one in mine if (one.language, one.number) == wanted), None) or missing()


def _found(asked: DocumentAsk, view: View) -> tuple[Document, Record, Facts] | Refusal:
    found = visible_record(asked.scene, view, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    document = document_of(asked)
    return document if isinstance(document, Refusal) else (document, *found)
