"""The pages of one actor, and the records that a block of a page asks for."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from engine.access.reach import active
from engine.conditions.tree import Condition, Leaf, Literal, Path
from engine.diagnostics.refuse import refused
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.queries.list_records import ListAsk
from engine.queries.problems import NO_BLOCK
from engine.queries.reading import conjunction
from engine.values.plain import Json
from engine.values.refusal import Kind, Refusal
from engine.views.page import Block, Page


def pages_of(scene: Scene) -> tuple[Page, ...]:
    """The actor's pages in their order: those of the pack for one of their roles or for everybody, else those worked out."""
    release = scene.release
    roles = {one.role for one in active(scene.actor, scene.today())}
    mine = [page for page in release.pages.values() if not page.roles or page.roles & roles]
    found = mine or [*release.derived_pages.values()]
    return tuple(sorted(found, key=lambda page: (page.order, page.id)))


def home_of(scene: Scene, pages: tuple[Page, ...]) -> str | None:
    """Where the actor begins: the home of the first of their roles that has one, else everybody's, else the first page."""
    roles = scene.release.access.roles
    held = {one.role for one in active(scene.actor, scene.today())}
    for role in sorted(held & roles.keys(), key=lambda id: (roles[id].order, id)):
        found = next((page.id for page in pages if page.home and role in page.roles), None)
        if found is not None:
            return found
    everybody = next((page.id for page in pages if page.home and not page.roles), None)
    return everybody or next((page.id for page in pages), None)


def asked_by_block(scene: Scene, ask: ListAsk, page: str, block: str) -> ListAsk | Refusal:
    """The list that a block of one of the actor's pages asks for, narrowed by what the client adds.

    The sort and the fields of the block count where the client names none. 404 for a page or a block that is not there or
    not the actor's, and for a block that shows no records of this entity.
    """
    found = next((one for one in pages_of(scene) if one.id == page), None)
    part = found.block(block) if found else None
    if part is None or _entity(scene.release, part) != ask.entity:
        return refused(Kind.MISSING, NO_BLOCK, {"page": page[:100], "block": block[:100]})
    return replace(
        ask, within=_where(scene.release, part), sort=ask.sort or part.sort, fields=ask.fields or part.fields
    )


def _entity(release: Release, block: Block) -> str | None:
    pool = release.pools.pools.get(block.pool or "")
    return pool.entity if pool is not None else block.entity


def _where(release: Release, block: Block) -> Condition | None:
    """The condition of the block, and that a record is in one of the states that it shows."""
    states = release.pools.states.get(block.pool, ()) if block.pool else block.states
    parts = [block.where.tree] if block.where is not None else []
    entity = release.entities.get(_entity(release, block) or "")
    state = entity.field("state") if entity else None
    if states and state is not None:
        parts.append(Leaf(Path("state", state.type), "in", Literal(tuple(states), state.type)))
    return conjunction(parts) if parts else None


def pages_json(
    scene: Scene, entities: Mapping[str, Json], metrics: AbstractSet[str]
) -> tuple[dict[str, Json], str | None]:
    """The actor's pages as they go out, by their ids, without what they may see nothing of; and where they begin.

    ``entities`` and ``metrics``: those that the actor sees. A condition does not go out: the server judges it.
    """
    shown: dict[str, Json] = {}
    kept: list[Page] = []
    for page in pages_of(scene):
        blocks: dict[str, Json] = {}
        for block in page.blocks:
            said = _block(scene.release, block, entities, metrics)
            if said is not None:
                blocks[block.id] = said
        if blocks:
            kept.append(page)
            shown[page.id] = {
                "kind": page.kind,
                "label": dict(page.label),
                "help": dict(page.help),
                "icon": page.icon,
                "order": page.order,
                "columns": page.columns,
                "derived": page.derived,
                "blocks": blocks,
            }
    return shown, home_of(scene, tuple(kept))


def _block(
    release: Release, block: Block, entities: Mapping[str, Json], metrics: AbstractSet[str]
) -> dict[str, Json] | None:
    entity = _entity(release, block)
    if entity is not None and entity not in entities:
        return None
    measured = [name for name in block.metrics if name in metrics]
    if block.metrics and not measured:
        return None
    fields = _fields(entities.get(entity or ""))
    found: dict[str, Json] = {
        "show": block.show,
        "label": dict(block.label),
        "order": block.order,
        "span": block.span,
        "entity": entity,
        "sort": [*block.sort],
        "fields": [name for name in block.fields if name in fields],
        "form": block.form,
        "states": [*block.states],
        "at": block.at,
        "until": block.until,
        "person": block.person,
        "pool": block.pool,
        "metrics": measured,
        "narrowed": block.where is not None,
        **block.said,
    }
    return {name: said for name, said in found.items() if said not in (None, [], {}, False)}


def _fields(entity: Json) -> AbstractSet[str]:
    fields = entity.get("fields") if isinstance(entity, Mapping) else None
    return fields.keys() if isinstance(fields, Mapping) else set()
