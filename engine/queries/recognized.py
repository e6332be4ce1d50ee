"""What is known already when somebody begins a new record: records that a rule will find by what is being entered.

A rule that listens to the making of a record and creates another one with ``match`` uses the record that is there. Whoever
types should learn of it before the rule does, so what is matched is worked out from the rules and told to clients.
"""

from collections.abc import Iterator, Mapping

from engine.conditions.compiled import Computed
from engine.conditions.tree import Path
from engine.effects.effect import Create
from engine.effects.event import EventKind, event_key
from engine.packs.release import Release
from engine.records.entity import Entity
from engine.values.plain import Json


def recognized(release: Release, entity: Entity) -> list[Json]:
    """``{field, entity, by, copies}`` for each field of a new record by which a rule finds a record of ``entity`` there.

    ``by``: the field it is found by, which is compared for duplicates, so that clients may ask for them.
    ``copies``: field of the found record -> field of the new one, of what a record made by the rule would take over.
    """
    return [*_found(release, entity)]


def _found(release: Release, entity: Entity) -> Iterator[Json]:
    for rule in release.rules.by_event.get(event_key(EventKind.CREATED, entity.id), ()):
        for effect in rule.then:
            if isinstance(effect, Create) and len(effect.match) == 1 and effect.lines is None:
                yield from _of(release.entities[effect.entity], entity, effect)


def _of(other: Entity, entity: Entity, effect: Create) -> Iterator[Json]:
    (by,) = effect.match
    given = _given(effect.values, entity)
    field = other.fields.get(by)
    if by in given and field is not None and field.dedupe:
        copies: dict[str, Json] = {name: given[name] for name in given if name != by}
        yield {"field": given[by], "entity": other.id, "by": by, "copies": copies}


def _given(values: Mapping[str, Computed], entity: Entity) -> dict[str, str]:
    """What is taken over as it is: field of the other record -> field of the new one."""
    return {
        name: value.node.path
        for name, value in values.items()
        if isinstance(value.node, Path) and value.node.path in entity.fields
    }
