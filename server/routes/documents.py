"""Documents of a record: which there are, how one looks now, one made for good, and the bytes that were kept."""

from collections.abc import Sequence
from urllib.parse import quote

from engine.commands.make_document import MakeDocument, make_document
from engine.documents.problems import CHANGED_MEANWHILE
from engine.facts.answers import missing
from engine.facts.documents import DocumentAsk
from engine.facts.papers import Paper, paper_json
from engine.ports.printer import Fault, Unprinted
from engine.queries.documents import (
    DocumentOffer,
    PaperAsk,
    documents_of,
    paper_of,
    prepare_document,
    preview_document,
)
from engine.queries.get_record import RecordAsk
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused, reason_json
from server.problems import (
    DOCUMENT_BROKEN,
    DOCUMENT_GLYPHS,
    DOCUMENT_LIBRARY,
    DOCUMENT_PAGES,
    DOCUMENT_TIME,
)
from server.titles import of_people, titles
from server.ways import Answer, Content, Way

_MEDIA_TYPE = "application/pdf"
_TRIES = 3
_FAULTS = {
    Fault.LIBRARY: (503, DOCUMENT_LIBRARY),
    Fault.GLYPHS: (409, DOCUMENT_GLYPHS),
    Fault.PAGES: (409, DOCUMENT_PAGES),
    Fault.TIME: (503, DOCUMENT_TIME),
    Fault.BROKEN: (503, DOCUMENT_BROKEN),
}


async def listed(call: Call) -> Answer | Refusal:
    """What may be made of a record, and what was."""
    call.only(())
    found = await call.house.ask(
        documents_of, RecordAsk(call.scene, call.path_params["entity"], call.path_params["id"])
    )
    if isinstance(found, Refusal):
        return found
    papers = [*found.papers]
    named = await titles(call, of_people(papers, "made_by", "signed_by"))
    offers: list[Json] = [_offer(one, call.language) for one in found.offers]
    return Answer({"documents": offers, "papers": papers, "titles": named})


def _offer(offer: DocumentOffer, language: str) -> Json:
    document = offer.document
    return {
        "id": document.id,
        "label": in_language(document.label, language, document.id),
        "languages": [*document.templates],
        "allowed": not offer.reasons,
        "reasons": [reason_json(one, language) for one in offer.reasons],
        "in_the_making": offer.in_the_making,
    }


async def preview(call: Call) -> Answer | Refusal:
    """How a document looks now."""
    call.only(())
    found = await call.house.ask(preview_document, _asked(call))
    return found if isinstance(found, Refusal) else Answer(found)


async def make(call: Call) -> Answer | Refusal:
    """Lay it out and keep it; what says the same already is not made again (200)."""
    call.said()
    outcome = await _made(call)
    for _ in range(_TRIES - 1):
        if not isinstance(outcome, Refusal) or outcome.reasons[0].code != CHANGED_MEANWHILE.code:
            break
        outcome = await _made(call)
    return outcome


async def _made(call: Call) -> Answer | Refusal:
    asked = _asked(call)
    ready = await call.house.ask(prepare_document, asked)
    if isinstance(ready, Refusal):
        return ready
    if ready.paper is not None:
        return Answer(paper_json(ready.paper))
    made = await call.desk.printer.print(ready.html)
    if isinstance(made, Unprinted):
        raise _unprinted(made)
    command = MakeDocument(
        asked.scene,
        asked.entity,
        asked.id,
        asked.document,
        asked.language,
        ready.number,
        ready.fingerprint,
        await call.desk.blobs.put(made.pdf),
        len(made.pdf),
        made.pages,
    )
    outcome = await call.house.submit(make_document, command)
    return outcome if isinstance(outcome, Refusal) else Answer(dict(outcome.answer), 201)


async def download(call: Call) -> Answer | Refusal:
    """The bytes as they were kept; never laid out again."""
    call.only(())
    number = call.path_params["number"]
    if not number.isascii() or not number.isdigit() or len(number) > len("999999"):
        return missing()
    one = _asked(call)
    ask = PaperAsk(one.scene, one.entity, one.id, one.document, one.language, int(number))
    paper = await call.house.ask(paper_of, ask)
    if isinstance(paper, Refusal):
        return paper
    data = await call.desk.blobs.get(paper.sha256)
    return (
        missing() if data is None else Answer(media_type=_MEDIA_TYPE, content=data, headers=_headers(paper))
    )


def _asked(call: Call) -> DocumentAsk:
    place = call.path_params
    return DocumentAsk(call.scene, place["entity"], place["id"], place["document"], place["language"])


def _headers(paper: Paper) -> dict[str, str]:
    name = f"{paper.name} v{paper.number}.pdf".replace("/", "-").replace("\\", "-")
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        # What was kept never changes; whether somebody may read it may.
        "ETag": f'"{paper.sha256}"',
        "Cache-Control": "private, no-cache",
    }


def _unprinted(fault: Unprinted) -> Refused:
    status, problem = _FAULTS[fault.fault]
    data: dict[str, Json] = {"detail": fault.detail}
    if fault.fault is Fault.GLYPHS:
        data["codes"] = ", ".join(f"U+{ord(one):04X}" for one in fault.detail)
    return Refused(status, problem, data)


_RECORD = "/api/v1/documents/{entity}/{id}"
_ONE = _RECORD + "/{document}/{language}"
_READ = (Access.SIGNED_IN, TokenScope.READ)
_WRITE = (Access.SIGNED_IN, TokenScope.WRITE)

WAYS: Sequence[Way] = (
    Way("GET", _RECORD, listed, *_READ, "What documents may be made of a record, and those that were."),
    Way("GET", _ONE, preview, *_READ, "How a document of a record looks now, as HTML."),
    Way("POST", _ONE, make, *_WRITE, "Make a document of a record and keep it.", Content.JSON),
    Way("GET", _ONE + "/{number}", download, *_READ, "A document as it was kept, as PDF."),
)
