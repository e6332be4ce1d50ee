"""What may be wrong with pools, and what is said when a claim is refused: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("pools")

UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
UNKNOWN_FIELD = _problem("unknown_field", '"{entity}" has no field "{name}".', "“{entity}”没有字段“{name}”。")
UNKNOWN_LIMIT = _problem("unknown_limit", 'There is no limit "{name}".', "没有上限“{name}”。")
UNKNOWN_TRANSITION = _problem(
    "unknown_transition",
    '"{entity}" has no transition "{name}".',
    "“{entity}”没有流转“{name}”。",
    ("Transitions are named entity.transition.", "流转写作“实体.流转”。"),
)
NO_OWNER = _problem("no_owner", 'A "{entity}" has no owner.', "“{entity}”没有负责人。")
NO_STATE = _problem(
    "no_state",
    'No state of "{entity}" is one of this pool.',
    "“{entity}”没有属于该公海的状态。",
    ('Give a state of its workflow "pool": "{pool}".', '请为流程中的某个状态写上 "pool": "{pool}"。'),
)
OTHER_ENTITY = _problem(
    "other_entity",
    'A state of "{entity}" is said to be one of the pool "{pool}", which is for "{wanted}".',
    "“{entity}”的状态声明属于公海“{pool}”，而该公海属于“{wanted}”。",
)
NOT_FROM_POOL = _problem(
    "not_from_pool",
    '"{name}" does not start in a state of this pool.',
    "“{name}”不能从该公海的状态开始。",
)
STAYS_IN_POOL = _problem(
    "stays_in_pool",
    '"{name}" leaves the record in the pool.',
    "“{name}”之后记录仍留在公海。",
    ('Say with "to" where it goes.', "请用 to 写明去向。"),
)
NOT_BY_HAND = _problem(
    "not_by_hand",
    '"{name}" has no duty, so nobody can take it by hand.',
    "“{name}”没有职责，任何人都不能手动执行。",
)
REACHES_NONE = _problem(
    "reaches_none",
    'The duty "{duty}" of "{name}" reaches only records with an owner; those in a pool have none.',
    "“{name}”的职责“{duty}”只覆盖有负责人的记录，而公海中的记录没有负责人。",
    ("Give the duty the scope centre or company.", "请将该职责的范围设为 centre 或 company。"),
)
COUNTS_NO_CLAIM = _problem(
    "counts_no_claim",
    'The limit "{name}" counts neither this claim nor what an owner holds.',
    "上限“{name}”既不统计该领取操作，也不统计负责人名下的记录。",
)
NOBODY_OWNS = _problem(
    "nobody_owns",
    '"{name}" makes nobody the owner.',
    "“{name}”没有设置负责人。",
    ('Add the effect {"assign": {"field": "actor"}}.', '请加上效果 {"assign": {"field": "actor"}}。'),
    Severity.WARNING,
)

WAITS = _problem(
    "waits",
    "You were the last owner. Until {until} this is for others to claim.",
    "您是上一任负责人，{until} 之前请留给其他人领取。",
    ("Whoever hands out the pool may give it to you.", "公海管理者可以分配给您。"),
)
OWNED = _problem(
    "owned",
    "What lies in the pool “{pool}” has no owner.",
    "公海“{pool}”中的记录不能有负责人。",
    ("Take it out of the pool by one of its transitions.", "请通过流转将其移出公海。"),
)
