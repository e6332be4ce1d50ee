"""What a record remembers of groups of states, in columns of their own among its entity's common fields.

Those of a track have its name in front of the group's.

``back_<group>``: the last state in a group that a transition goes back to (E2). ``entered_<group>``: the moment at which
a group that has deadlines was entered (A24).
"""

from collections.abc import Mapping
from dataclasses import replace

from engine.conditions.types import DATETIME, TEXT
from engine.records.entity import Entity, Field, FieldKind
from engine.workflows.workflow import Workflow

_BACK = {"en": "Last state in {group}", "zh-CN": "{group}中的上一状态"}
_ENTERED = {"en": "In {group} since", "zh-CN": "进入{group}的时间"}


def remember_groups(entities: Mapping[str, Entity], workflows: Mapping[str, Workflow]) -> dict[str, Entity]:
    """The entities, with what their records remember of groups among the common fields."""
    found = dict(entities)
    for workflow in (one for whole in workflows.values() for one in (whole, *whole.tracks.values())):
        entity = found.get(workflow.entity)
        added = {field.id: field for field in (*_backs(workflow), *_entries(workflow))}
        if added and entity is not None:
            found[entity.id] = replace(entity, common={**entity.common, **added})
    return found


def _backs(workflow: Workflow) -> list[Field]:
    groups = {one.back for one in workflow.mine if one.back is not None}
    return [
        Field(workflow.back_of(group), FieldKind.TEXT, TEXT, _label(_BACK, group, workflow), common=True)
        for group in sorted(groups)
    ]


def _entries(workflow: Workflow) -> list[Field]:
    groups = {state.id for state in workflow.states.values() if state.group and state.deadlines}
    return [
        Field(
            workflow.since_of(group),
            FieldKind.DATETIME,
            DATETIME,
            _label(_ENTERED, group, workflow),
            common=True,
        )
        for group in sorted(groups)
    ]


def _label(texts: Mapping[str, str], group: str, workflow: Workflow) -> dict[str, str]:
    label = workflow.states[group].label
    return {language: text.format(group=label.get(language, group)) for language, text in texts.items()}
