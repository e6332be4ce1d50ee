"""``pack schema``: the JSON Schemas with the names of one pack filled in, so that an editor offers them."""

from collections.abc import Mapping

from engine.conditions.types import Kind
from engine.effects.surroundings import Surroundings
from engine.packs.files import Files
from engine.packs.outline import Outline
from engine.packs.read import Loaded, read
from engine.packs.sample import SampleFile
from engine.packs.schemas import Words, schema_files

FOLDER = ".pointsman/schema"
"""Where the schemas of a pack lie inside its folder; being hidden, they are no part of the pack."""


def pack_schemas(files: Files) -> dict[str, bytes]:
    """``<kind>.json`` -> schema, with the entities, fields, states, duties ... of this pack, as far as it can be read."""
    loaded, _ = read(files)
    return schema_files(words_of(loaded))


def words_of(loaded: Loaded) -> Words:
    """The names of a pack by sort."""
    outline = Outline(loaded)
    around = outline.surroundings({})
    states = {entity: (*moves.states, *moves.groups) for entity, moves in around.moves.items()}
    return {
        "entities": [*around.entities],
        "states": sorted({state for one in states.values() for state in one}),
        "entity_states": [
            f"{entity}.{state}" for entity, one in around.moves.items() for state in one.places
        ],
        "transitions": [
            f"{entity}.{name}" for entity, moves in around.moves.items() for name in moves.transitions
        ],
        "duties": sorted(around.duties),
        "roles": sorted(around.roles),
        "forms": sorted(around.form_entities),
        "messages": sorted(around.messages),
        "limits": sorted(around.limits),
        "metrics": sorted(around.metrics),
        "pools": sorted(around.pools),
        "samples": sorted(loaded.of("sample", SampleFile)),
        "parameters": [*around.catalogue.parameters],
        "outputs": [
            f"{table}.{name}" for table, outputs in around.catalogue.decisions.items() for name in outputs
        ],
        "paths": sorted({name for types in around.catalogue.entities.values() for name in types}),
        **_links(around),
    }


def _links(around: Surroundings) -> Mapping[str, list[str]]:
    fields = [
        (f"{id}.{name}", type_)
        for id, types in around.catalogue.entities.items()
        for name, type_ in types.items()
    ]
    lists = [f"{id}.{name}" for id, lines in around.catalogue.lines.items() for name in lines]
    return {
        "sets": [path for path, type_ in fields if type_.to and not path.endswith(".id")],
        "enums": [path for path, type_ in fields if type_.kind in (Kind.ENUM, Kind.ENUMS)],
        "lists": lists,
    }
