"""What forms bring to a transition, as far as other rooms must know it: names and types, before anything is checked."""

from collections.abc import Iterator, Mapping

from engine.conditions.types import Kind, Type
from engine.forms.model import FormFile, ItemFile
from engine.records.ask import ask_type
from engine.records.entity import Entity


def inputs_of(files: Mapping[str, FormFile], entities: Mapping[str, Entity]) -> dict[str, dict[str, Type]]:
    """Form -> ``input.<name>`` -> type: its own fields and questions; of a form of steps ``<step>.<name>``."""
    own = {form: dict(_inputs(file, entities)) for form, file in files.items()}
    return {
        form: own[form] | {f"{s}.{n}": t for s in file.steps for n, t in own.get(s, {}).items()}
        for form, file in files.items()
    }


def required_of(files: Mapping[str, FormFile], entities: Mapping[str, Entity]) -> dict[str, frozenset[str]]:
    """Form -> the inputs that it always asks for and always requires."""
    own = {form: frozenset(_required(file, entities)) for form, file in files.items()}
    return {
        form: own[form] | {f"{step}.{name}" for step in file.steps for name in own.get(step, ())}
        for form, file in files.items()
    }


def _items(file: FormFile) -> Iterator[tuple[str, ItemFile, bool]]:
    """Each item that may be entered, with whether it is always shown and open."""
    for section in file.sections.values():
        for name, item in section.items.items():
            if "." not in name:
                yield name, item, section.visible is True and item.visible is True and item.readonly is False


def _inputs(file: FormFile, entities: Mapping[str, Entity]) -> Iterator[tuple[str, Type]]:
    for name, item, _ in _items(file):
        if item.ask is not None:
            yield name, ask_type(item.ask, entities)
            continue
        field = entities[file.entity].fields.get(name) if file.entity in entities else None
        if field is not None and not field.derived and field.type.kind is not Kind.LIST:
            yield name, field.type


def _required(file: FormFile, entities: Mapping[str, Entity]) -> Iterator[str]:
    for name, item, always in _items(file):
        field = entities[file.entity].fields.get(name) if file.entity in entities else None
        asked = item.ask is not None and getattr(item.ask, "required", False)
        if always and (
            item.required is True or asked or (item.ask is None and field is not None and field.required)
        ):
            yield name
