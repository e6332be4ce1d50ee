"""Which events an effect may make happen: what the search for rules without end goes by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.effects.consequence import Consequence
from engine.effects.effect import (
    Assign,
    AssignFrom,
    Create,
    Do,
    Each,
    EachRecord,
    Effect,
    Find,
    Merge,
    SetFields,
)
from engine.effects.event import EventKind
from engine.records.entity import Entity


@dataclass(frozen=True, slots=True)
class Produced:
    """An event that may come of it: its kind, entity and name; ``fields`` of a change; ``sure``: nothing forbids it."""

    kind: EventKind
    entity: str
    name: str = ""
    fields: frozenset[str] = frozenset()
    sure: bool = True


def produced(
    effects: Iterable[Effect],
    entity: str,
    entities: Mapping[str, Entity],
    consequences: Mapping[str, Consequence],
) -> frozenset[Produced]:
    """All events that the effects, acting on a record of ``entity``, may make happen.

    ``consequences``: ref of a transition -> what taking it brings about; followed through ``do``, each once.
    """
    return frozenset(_of(effects, entity, _Pack(entities, consequences), frozenset(), sure=True))


@dataclass(frozen=True, slots=True)
class _Pack:
    entities: Mapping[str, Entity]
    consequences: Mapping[str, Consequence]

    def at(self, entity: str, on: str | None) -> str:
        for name in on.split(".") if on else ():
            field = self.entities[entity].field(name)
            entity = field.type.to[0] if field and field.type.to else entity
        return entity


def _of(
    effects: Iterable[Effect], entity: str, pack: _Pack, taken: frozenset[str], *, sure: bool
) -> Iterator[Produced]:
    for effect in effects:
        match effect:
            case SetFields():
                yield Produced(
                    EventKind.CHANGED, pack.at(entity, effect.on), fields=frozenset(effect.values), sure=sure
                )
            case Assign():
                yield Produced(EventKind.CHANGED, entity, fields=frozenset({"owner"}), sure=sure)
            case AssignFrom():
                yield Produced(EventKind.CHANGED, entity, fields=frozenset({"owner"}), sure=False)
                yield from _of(effect.otherwise or (), entity, pack, taken, sure=False)
            case Create():
                yield from _created(effect, entity, sure=sure)
            case Do():
                yield from _done(effect, pack, taken, sure=sure)
            case Merge():
                yield Produced(
                    EventKind.CHANGED, entity, fields=frozenset(pack.entities[entity].fields), sure=False
                )
                for other in pack.entities.values():
                    links = frozenset(one.id for one in other.links if entity in one.to)
                    if links:
                        yield Produced(EventKind.CHANGED, other.id, fields=links, sure=False)
            case Each() | EachRecord():
                certain = sure and effect.where is None
                yield from _of(effect.then, effect.entity, pack, taken, sure=certain)
            case Find():
                yield from _of(effect.then, effect.entity, pack, taken, sure=False)
                yield from _of(effect.otherwise, entity, pack, taken, sure=False)
            case _:
                pass


def _created(effect: Create, entity: str, *, sure: bool) -> Iterator[Produced]:
    yield Produced(EventKind.CREATED, effect.entity, sure=sure and not effect.match)
    if effect.update:
        yield Produced(EventKind.CHANGED, effect.entity, fields=frozenset(effect.values), sure=False)
    if effect.link:
        yield Produced(EventKind.CHANGED, entity, fields=frozenset({effect.link}), sure=sure)


def _done(effect: Do, pack: _Pack, taken: frozenset[str], *, sure: bool) -> Iterator[Produced]:
    ref = f"{effect.entity}.{effect.transition}"
    consequence = pack.consequences.get(ref)
    if consequence is None or ref in taken:
        return
    certain = sure and not consequence.guarded
    yield Produced(EventKind.TRANSITION, effect.entity, effect.transition, sure=certain)
    for state in sorted(consequence.entered):
        yield Produced(
            EventKind.ENTERED, effect.entity, state, sure=certain and len(consequence.entered) == 1
        )
    for state in sorted(consequence.left):
        yield Produced(EventKind.LEFT, effect.entity, state, sure=certain and len(consequence.left) == 1)
    yield from _of(consequence.effects, effect.entity, pack, taken | {ref}, sure=certain)
