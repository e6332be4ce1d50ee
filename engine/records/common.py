"""The fields that the engine gives every record, and those of a line."""

from collections.abc import Mapping

from engine.conditions.types import CENTRE, DATETIME, INTEGER, PERSON, TEXT, Kind, Type
from engine.records.entity import Field, FieldKind, Option
from engine.values.plain import Label

_LABELS: Mapping[str, Label] = {
    "number": {"en": "Number", "zh-CN": "编号"},
    "state": {"en": "State", "zh-CN": "状态"},
    "owner": {"en": "Owner", "zh-CN": "负责人"},
    "centre": {"en": "Centre", "zh-CN": "中心"},
    "created_at": {"en": "Created", "zh-CN": "创建时间"},
    "created_by": {"en": "Created by", "zh-CN": "创建人"},
    "changed_at": {"en": "Changed", "zh-CN": "修改时间"},
    "changed_by": {"en": "Changed by", "zh-CN": "修改人"},
    "entered_at": {"en": "In this state since", "zh-CN": "进入状态时间"},
    "release": {"en": "Release", "zh-CN": "发布版本"},
    "parent": {"en": "Part of", "zh-CN": "所属记录"},
    "position": {"en": "Position", "zh-CN": "序号"},
}
_KINDS: Mapping[str, tuple[FieldKind, Type]] = {
    "number": (FieldKind.TEXT, TEXT),
    "state": (FieldKind.TEXT, TEXT),
    "owner": (FieldKind.PERSON, PERSON),
    "centre": (FieldKind.LINK, CENTRE),
    "created_at": (FieldKind.DATETIME, DATETIME),
    "created_by": (FieldKind.PERSON, PERSON),
    "changed_at": (FieldKind.DATETIME, DATETIME),
    "changed_by": (FieldKind.PERSON, PERSON),
    "entered_at": (FieldKind.DATETIME, DATETIME),
    "release": (FieldKind.TEXT, TEXT),
    "position": (FieldKind.INTEGER, INTEGER),
}
_RECORD = (
    "number", "state", "owner", "centre", "created_at", "created_by", "changed_at", "changed_by", "entered_at", "release"
)  # fmt: skip
_LINE = ("parent", "position", "created_at", "created_by", "changed_at", "changed_by", "release")
# Names that no field of a pack may have.
COMMON_NAMES = frozenset({*_RECORD, *_LINE, "id", "version"})


def common_types(entity: str, parent: str | None, state: Type | None) -> dict[str, Type]:
    """The types of the common fields, with ``id`` and ``version``.

    ``parent``: the entity whose line this is; ``state``: the type of its workflow's states, None without a workflow.
    """
    types = {name: field.type for name, field in common_fields(parent, state).items()}
    return types | {"id": Type(Kind.LINK, to=(entity,)), "version": INTEGER}


def common_fields(
    parent: str | None, state: Type | None, labels: Mapping[str, Label] | None = None
) -> dict[str, Field]:
    """The common fields of a record, or of a line of ``parent``; ``labels`` are those of its states.

    A record without a workflow has the field ``state`` too; it is always absent.
    """
    names = _RECORD if parent is None else _LINE
    return {name: _field(name, parent, state, labels or {}) for name in names}


def _field(name: str, parent: str | None, state: Type | None, labels: Mapping[str, Label]) -> Field:
    if name == "parent":
        to = (parent or "",)
        return Field(name, FieldKind.LINK, Type(Kind.LINK, to=to), _LABELS[name], to=to, common=True)
    if name == "state" and state is not None:
        options = {id: Option(id, labels.get(id, {})) for id in state.options}
        return Field(name, FieldKind.ENUM, state, _LABELS[name], options=options, common=True)
    kind, type_ = _KINDS[name]
    return Field(name, kind, type_, _LABELS[name], to=type_.to, common=True)
