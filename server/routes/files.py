"""Attachments: a file is uploaded first; its id then goes into a field of a record, and is read through that record."""

import re
from collections.abc import AsyncGenerator, Sequence
from urllib.parse import quote

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from engine.facts.answers import missing
from engine.ports.books import StoredFile
from engine.queries.get_record import RecordAsk, get_record
from engine.records.entity import FieldKind
from engine.values.ids import Ids
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused
from server.problems import BAD_UPLOAD, MISSING_KEY
from server.ways import Answer, Content, Way

_KINDS = (FieldKind.FILE, FieldKind.IMAGE)
_LONGEST_NAME = 200
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}")
# Shown nowhere but as a download: what somebody uploaded must not act in the browser of somebody else.
_SAFE = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "private, no-cache"}


async def upload(call: Call) -> Answer | Refusal:
    """Keep a file: a form with ``file``. The id that comes back may be written into a field of type file or image."""
    call.only(())
    name, media_type, data = await _uploaded(call)
    scene = call.scene
    kept = StoredFile(
        id=Ids(scene.now, scene.seed).next(),
        name=name,
        media_type=media_type,
        size=len(data),
        sha256=await call.desk.blobs.put(data),
        created_at=scene.now,
        created_by=scene.actor.person,
    )
    await call.house.store.files.add(kept)
    return Answer({"id": kept.id, "name": kept.name, "media_type": kept.media_type, "size": kept.size}, 201)


async def download(call: Call) -> Answer | Refusal:
    """The file in a field of a record, for whoever may read that field."""
    call.only(())
    entity, field = call.path_params["entity"], call.path_params["field"]
    found = await call.house.ask(get_record, RecordAsk(call.scene, entity, call.path_params["id"]))
    if isinstance(found, Refusal):
        return found
    kind = call.house.live.entities[entity].field(field)
    values, masked = found["values"], found["masked"]
    id = values.get(field) if isinstance(values, dict) and field not in (masked or ()) else None  # type: ignore[operator]
    if kind is None or kind.kind not in _KINDS or not isinstance(id, str):
        return missing()
    file = await call.house.store.files.get(id)
    data = await call.desk.blobs.get(file.sha256) if file else None
    if file is None or data is None:
        return missing()
    shown = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}", **_SAFE}
    return Answer(media_type=file.media_type, content=data, headers=shown)


async def _uploaded(call: Call) -> tuple[str, str, bytes]:
    async def whole() -> AsyncGenerator[bytes]:
        yield call.raw

    try:
        form = await MultiPartParser(Headers(call.headers), whole(), max_files=1, max_fields=1).parse()
    except MultiPartException as error:
        raise Refused(422, BAD_UPLOAD, {"detail": error.message[:300]}) from None
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Refused(422, MISSING_KEY, {"name": "file"})
        name = (file.filename or "file").replace("\0", "")[:_LONGEST_NAME]
        return name, _media_type(file.content_type), await file.read()
    finally:
        await form.close()


def _media_type(given: str | None) -> str:
    """The media type without parameters; one that is no media type is that of plain bytes."""
    bare = (given or "").split(";", maxsplit=1)[0].strip().lower()
    return bare if _MEDIA_TYPE.fullmatch(bare) else "application/octet-stream"


WAYS: Sequence[Way] = (
    Way(
        "POST",
        "/api/v1/files",
        upload,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Upload a file, at most 20 MB, to be put into a field of a record.",
        Content.FORM,
    ),
    Way(
        "GET",
        "/api/v1/files/{entity}/{id}/{field}",
        download,
        Access.SIGNED_IN,
        TokenScope.READ,
        "The file in a field of a record.",
    ),
)
