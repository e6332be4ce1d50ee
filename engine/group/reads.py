"""What a set query reads, so that a group knows which writes make its figure untrue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import cast

from engine.conditions.names import RESERVED
from engine.conditions.tree import Path, SetQuery, SetValue
from engine.records.entity import Entity

ADDING = ("count", "sum")


@dataclass(frozen=True, slots=True)
class SetReads:
    """A set is rows of ``entity`` whose ``link`` holds ``prefix`` + the record's id.

    ``others``: entities that its condition or figure reaches through links; any write to one of them counts. ``adds``:
    a row that leaves can be taken off the figure.
    """

    entity: str
    link: str
    prefix: str = ""
    others: frozenset[str] = frozenset()
    adds: bool = True


def set_reads(query: SetQuery, entities: Mapping[str, Entity]) -> SetReads:
    """What ``query`` reads, by the entities of its release."""
    others: set[str] = set()
    paths = [node.path for node in _nodes(query.where) if isinstance(node, Path)]
    for path in [*paths, *([query.field] if query.field else [])]:
        others.update(_through(path, query.entity, entities))
    for node in _nodes(query.where):
        if isinstance(node, SetValue):
            others.add(node.query.entity)
    return SetReads(query.entity, query.link, query.prefix, frozenset(others), query.function in ADDING)


def _through(path: str, entity: str, entities: Mapping[str, Entity]) -> Iterator[str]:
    """The entities that the links of a path go to, without the one it starts at."""
    first, *rest = path.split(".")
    if first in RESERVED or not rest:
        return
    here = entities.get(entity)
    link = here.field(first) if here is not None else None
    for target in link.type.to if link is not None else ():
        yield target
        yield from _through(".".join(rest), target, entities)


def _nodes(node: object) -> Iterator[object]:
    """A node of a tree and everything below it."""
    if isinstance(node, tuple):
        for part in cast("tuple[object, ...]", node):
            yield from _nodes(part)
    elif is_dataclass(node) and not isinstance(node, type):
        yield node
        for part in fields(node):
            yield from _nodes(getattr(node, part.name))
