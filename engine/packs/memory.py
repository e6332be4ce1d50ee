"""Groups of states that a transition goes back to: their entity gets a column that remembers the last state (E2)."""

from collections.abc import Mapping
from dataclasses import replace

from engine.conditions.types import TEXT
from engine.records.entity import Entity, Field, FieldKind
from engine.workflows.workflow import Workflow

_LABEL = {"en": "Last state in {group}", "zh-CN": "{group}中的上一状态"}


def remember_groups(entities: Mapping[str, Entity], workflows: Mapping[str, Workflow]) -> dict[str, Entity]:
    """The entities, with ``back_<group>`` among the common fields of those whose workflow goes back to a group."""
    found = dict(entities)
    for workflow in workflows.values():
        groups = {one.back for one in workflow.transitions.values() if one.back is not None}
        entity = found.get(workflow.entity)
        if groups and entity is not None:
            common = {
                **entity.common,
                **{f"back_{group}": _field(group, workflow) for group in sorted(groups)},
            }
            found[entity.id] = replace(entity, common=common)
    return found


def _field(group: str, workflow: Workflow) -> Field:
    label = workflow.states[group].label
    named = {language: text.format(group=label.get(language, group)) for language, text in _LABEL.items()}
    return Field(f"back_{group}", FieldKind.TEXT, TEXT, named, common=True)
