"""The columns that the workflows of an entity bring along, among the common fields of its records."""

from collections.abc import Mapping

from engine.conditions.types import Kind, Type
from engine.records.entity import Field, FieldKind, Option
from engine.workflows.model import WorkflowFile
from engine.workflows.workflow import VARIANT

_VARIANT = {"en": "Kind of workflow", "zh-CN": "流程变体"}


def columns_of(files: Mapping[str, WorkflowFile]) -> dict[str, dict[str, Field]]:
    """Entity -> the fields of the engine that its records have because of its workflows; ``files``: by their ids."""
    found: dict[str, dict[str, Field]] = {}
    for entity, variants in _variants(files).items():
        type_ = Type(Kind.ENUM, options=(*variants,))
        options = {name: Option(name, file.label) for name, file in variants.items()}
        field = Field(VARIANT, FieldKind.ENUM, type_, _VARIANT, options=options, common=True)
        found.setdefault(entity, {})[VARIANT] = field
    return found


def _variants(files: Mapping[str, WorkflowFile]) -> dict[str, dict[str, WorkflowFile]]:
    """Entity -> variant -> its file, in the order in which they are asked."""
    found: dict[str, dict[str, WorkflowFile]] = {}
    for id, file in sorted(files.items(), key=lambda item: (item[1].order or 0, item[0])):
        entity, _, name = id.partition(".")
        if name and entity == file.entity:
            found.setdefault(entity, {})[name] = file
    return found
