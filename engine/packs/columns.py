"""The columns that the workflows of an entity bring along, among the common fields of its records."""

from collections.abc import Mapping

from engine.conditions.types import DATETIME, Kind, Type
from engine.effects.surroundings import Moves
from engine.records.entity import Field, FieldKind, Option
from engine.values.plain import in_language
from engine.workflows.model import WorkflowFile
from engine.workflows.workflow import VARIANT

_VARIANT = {"en": "Kind of workflow", "zh-CN": "流程变体"}
_SINCE = {"en": "{track}: in this state since", "zh-CN": "{track}：进入状态时间"}


def columns_of(files: Mapping[str, WorkflowFile], moves: Mapping[str, Moves]) -> dict[str, dict[str, Field]]:
    """Entity -> the fields of the engine that its records have because of its workflows; ``files``: by their ids."""
    found: dict[str, dict[str, Field]] = {}
    for entity, variants in _variants(files).items():
        type_ = Type(Kind.ENUM, options=(*variants,))
        options = {name: Option(name, file.label) for name, file in variants.items()}
        field = Field(VARIANT, FieldKind.ENUM, type_, _VARIANT, options=options, common=True)
        found.setdefault(entity, {})[VARIANT] = field
    for file in (one for one in files.values() if one.track is not None):
        fields = found.setdefault(file.entity, {})
        fields |= _of_track(file, moves[file.entity].tracks[file.track or ""])
    return found


def _of_track(file: WorkflowFile, moves: Moves) -> dict[str, Field]:
    """Where a track stands, and since when."""
    name, since = str(file.track), f"entered_{file.track}"
    options = {id: Option(id, file.states[id].label) for id in moves.states}
    type_ = Type(Kind.ENUM, options=moves.states, groups=moves.groups)
    entered = {
        language: text.format(track=in_language(file.label, language, name))
        for language, text in _SINCE.items()
    }
    return {
        name: Field(name, FieldKind.ENUM, type_, file.label, options=options, was=file.was, common=True),
        since: Field(
            since,
            FieldKind.DATETIME,
            DATETIME,
            entered,
            was=tuple(f"entered_{was}" for was in file.was),
            common=True,
        ),
    }


def _variants(files: Mapping[str, WorkflowFile]) -> dict[str, dict[str, WorkflowFile]]:
    """Entity -> variant -> its file, in the order in which they are asked."""
    found: dict[str, dict[str, WorkflowFile]] = {}
    for id, file in sorted(files.items(), key=lambda item: (item[1].order or 0, item[0])):
        entity, _, name = id.partition(".")
        if name and entity == file.entity and file.track is None:
            found.setdefault(entity, {})[name] = file
    return found
