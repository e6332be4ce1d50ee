"""What pages sort and narrow by, against what their readers may read: the server would refuse such a list to everybody."""

from collections.abc import Iterable, Iterator, Sequence

from engine.access.duty import Duty, Right
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.packs import problems
from engine.packs.kinds import KINDS
from engine.packs.read import Loaded
from engine.packs.rooms import Rooms
from engine.records.entity import Field
from engine.values.plain import Json
from engine.views.page import Block, Page

_READ = frozenset({Right.READ, Right.WRITE})
_OUTSIDE = frozenset({"actor", "parameter", "now", "zone"})


def check_pages(loaded: Loaded, rooms: Rooms) -> Iterator[Diagnostic]:
    """Fields that a block looks at and that none of the roles for which its page is may read."""
    for page in rooms.pages.values():
        duties = [one for one in rooms.duties.values() if not page.roles or one.held_by & page.roles]
        definition = loaded.definitions.get(page.kind, {}).get(page.id)
        path = definition.path if definition else f"{KINDS[page.kind].folder}/{page.id}.json"
        for block in page.blocks:
            yield from (
                Diagnostic(problems.NOBODY_READS, at, path, data)
                for at, data in _hidden(page, block, rooms, duties)
            )


def _hidden(
    page: Page, block: Block, rooms: Rooms, duties: Sequence[Duty]
) -> Iterator[tuple[str, dict[str, Json]]]:
    entity = block.entity
    if entity is None or entity not in rooms.entities:
        return
    at = pointer("blocks", block.id)
    looked_at = [(at + pointer("sort", place), key.lstrip("-")) for place, key in enumerate(block.sort)]
    paths = sorted(block.where.needs.paths) if block.where is not None else []
    looked_at += [(at + "/where", one) for one in paths if one.partition(".")[0] not in _OUTSIDE]
    for place, path in looked_at:
        if not _readable(entity, path, rooms, duties):
            yield place, {"entity": entity, "name": path, "roles": ", ".join(sorted(page.roles)) or "*"}


def _readable(entity: str, path: str, rooms: Rooms, duties: Iterable[Duty]) -> bool:
    """Whether somebody may read every field on the way; what does not exist is told elsewhere."""
    for name in rooms.entities[entity].spelled(path).split("."):
        here = rooms.entities.get(entity)
        field = here.field(name) if here else None
        if field is None:
            return True
        if not any(_grants(duty, entity, field) for duty in duties):
            return False
        entity = field.to[0] if field.to else ""
    return True


def _grants(duty: Duty, entity: str, field: Field) -> bool:
    """Whoever sees a record sees what the engine itself keeps of it."""
    return entity in duty.reaches if field.common else duty.fields.get(entity, {}).get(field.id) in _READ
