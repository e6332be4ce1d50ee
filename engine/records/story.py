"""Which other records tell what happened around a record."""

from engine.conditions.names import Names
from engine.conditions.parse import condition
from engine.diagnostics.suggest import nearest
from engine.records import problems
from engine.records.catalogue import targets
from engine.records.common import COMMON_NAMES
from engine.records.entity import Told
from engine.records.model import EntityFile, LinkField
from engine.records.scope import Scope


def story_of(entity: str, file: EntityFile, scope: Scope) -> tuple[Told, ...]:
    """In their order; what is wrong with them is added to ``scope.found``."""
    names = sorted(file.story, key=lambda name: (file.story[name].order, name))
    return tuple(told for name in names if (told := _told(entity, name, file, scope)) is not None)


def _told(entity: str, name: str, file: EntityFile, scope: Scope) -> Told | None:
    other, _, link = name.partition(".")
    teller = scope.around.files.get(other)
    field = teller.fields.get(link) if teller else None
    if teller is None or not isinstance(field, LinkField) or entity not in targets(field):
        scope.fault(problems.STORY_LINK, "story", name, name=name, entity=entity)
        return None
    said = file.story[name]
    for index, shown in enumerate(said.show):
        if shown not in teller.fields and shown not in COMMON_NAMES:
            meant = nearest(shown, teller.fields)
            more = {"suggestion": meant} if meant else {}
            scope.fault(problems.STORY_FIELD, "story", name, "show", index, name=shown, entity=other, **more)
    if said.pinned is not None:
        parsed = condition(said.pinned, Names(scope.around.catalogue, other, actor=True))
        scope.add(parsed.diagnostics, "story", name, "pinned")
    return Told(other, link, said.show, said.pinned, said.listed)
