"""What may be wrong with roles and duties: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("access")


NOT_YET = _problem(
    "not_yet",
    '"{name}" belongs to a later release of the engine.',
    "“{name}”属于引擎的后续版本，目前尚不支持。",
)
UNKNOWN_ROLE = _problem("unknown_role", 'There is no role "{name}".', "没有角色“{name}”。")
UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
UNKNOWN_FIELD = _problem("unknown_field", '"{entity}" has no field "{name}".', "“{entity}”没有字段“{name}”。")
UNKNOWN_TRANSITION = _problem(
    "unknown_transition",
    'There is no transition "{name}".',
    "没有流转“{name}”。",
    ("Transitions are named entity.transition.", "流转写作“实体.流转”。"),
)
NOT_HELD = _problem(
    "not_held",
    "No role holds this duty.",
    "没有任何角色承担该职责。",
    ('Name at least one role under "held_by".', "请在 held_by 中至少写一个角色。"),
)
NOT_ROLES = _problem("not_roles", '"held_by" is a list of role ids.', "held_by 是角色标识的列表。")
UNKNOWN_SCOPE = _problem(
    "unknown_scope",
    '"{name}" is not a scope.',
    "“{name}”不是有效的范围。",
    ("Write own, team, centre, company, or a condition.", "请写 own、team、centre、company 或一个条件。"),
)
SCOPE_OF_NOTHING = _problem(
    "scope_of_nothing",
    "The scope is a condition, but the duty reaches no entity.",
    "范围是一个条件，但该职责没有涉及任何实体。",
    ('Name fields or transitions under "allows".', "请在 allows 中写明字段或流转。"),
)
SCOPE_DIFFERS = _problem(
    "scope_differs",
    'The condition means one thing for "{name}" and another for "{other}".',
    "该条件对“{name}”与对“{other}”的含义不同。",
    ("Write one duty for each entity.", "请为每个实体各写一项职责。"),
)
NO_OWNER = _problem(
    "no_owner",
    'A "{name}" has no owner; the scope "{scope}" reaches none of them.',
    "“{name}”没有负责人；范围“{scope}”无法涉及任何一条。",
    ("Rows of a list are reached through the record they belong to.", "明细行随其所属记录而可见。"),
)
DERIVED_WRITE = _problem(
    "derived_write", '"{name}" is computed; nobody writes it.', "“{name}”由系统计算，不可写入。"
)
ENGINE_WRITE = _problem(
    "engine_write",
    '"{name}" is written by the engine alone.',
    "“{name}”只由引擎写入。",
    ("States and owners change by transitions.", "状态和负责人通过流转改变。"),
)
NO_MASK = _problem(
    "no_mask",
    '"{name}" of "{entity}" has no masked view.',
    "“{entity}”的“{name}”没有脱敏视图。",
    ('Add "mask" to the field.', "请为该字段设置 mask。"),
)
TWO_RIGHTS = _problem(
    "two_rights",
    '"{name}" is named under several rights; the highest counts.',
    "“{name}”同时出现在多项权限中，以最高的为准。",
    severity=Severity.HINT,
)
ALLOWS_NOTHING = _problem(
    "allows_nothing", "The duty allows nothing.", "该职责没有允许任何操作。", severity=Severity.WARNING
)
