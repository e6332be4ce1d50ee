"""What may be wrong with rules and invariants: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("rules")


SEVERAL_ENTITIES = _problem(
    "several_entities",
    "The events are of different entities: {names}.",
    "这些事件属于不同的实体：{names}。",
    ("Write one rule for each.", "请为每个实体各写一条规则。"),
)
EVERY_ALONE = _problem(
    "every_alone",
    'A rule with "every" listens to nothing else.',
    "带 every 的规则不能同时监听其他事件。",
    ("Write one rule for each.", "请分别写成两条规则。"),
)
NOTHING_HAPPENS = _problem("nothing_happens", "The rule has no effects.", "该规则没有任何效果。")
ENDLESS = _problem(
    "endless",
    "These rules set one another off without end: {chain}.",
    "这些规则会无休止地相互触发：{chain}。",
    ('Give one of them an "if" that ends it.', "请为其中一条加上能使其停止的 if。"),
)
MAY_BE_ENDLESS = _problem(
    "may_be_endless",
    "These rules may set one another off in a circle: {chain}.",
    "这些规则可能循环触发：{chain}。",
    ("Make sure that their conditions end it.", "请确保它们的条件能使其停止。"),
    Severity.WARNING,
)

# -------------------------------------------------------------- invariants

UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
UNKNOWN_FIELD = _problem("unknown_field", '"{entity}" has no field "{name}".', "“{entity}”没有字段“{name}”。")
TRANSITION_OF_OTHER = _problem(
    "transition_of_other", '"{name}" is no transition of "{entity}".', "“{name}”不是“{entity}”的流转。"
)
NEVER_JUDGED = _problem(
    "never_judged",
    "The invariant names neither fields nor transitions, so it is never judged.",
    "该约束既没有写 fields 也没有写 at，因此永远不会被判断。",
    ('Name the fields it depends on under "fields".', "请在 fields 中写明它依赖的字段。"),
)
