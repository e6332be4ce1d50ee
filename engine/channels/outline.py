"""What channels bring to rules, as far as other rooms must know it: names and types, before anything is checked."""

from collections.abc import Mapping

from engine.channels.model import ChannelFile
from engine.conditions.types import Type
from engine.records.ask import ask_type
from engine.records.entity import Entity


def inputs_of(files: Mapping[str, ChannelFile], entities: Mapping[str, Entity]) -> dict[str, dict[str, Type]]:
    """Channel -> ``input.<name>`` -> type."""
    return {
        id: {name: ask_type(said, entities) for name, said in file.fields.items()}
        for id, file in files.items()
    }
