"""What may be wrong with pages: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of

_problem = problems_of("views")

UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
UNKNOWN_FIELD = _problem("unknown_field", '"{entity}" has no field "{name}".', "“{entity}”没有字段“{name}”。")
UNKNOWN_FORM = _problem("unknown_form", '"{entity}" has no form "{name}".', "“{entity}”没有表单“{name}”。")
UNKNOWN_STATE = _problem(
    "unknown_state",
    '"{entity}" has no state "{name}".',
    "“{entity}”没有状态“{name}”。",
)
UNKNOWN_METRIC = _problem("unknown_metric", 'There is no metric "{name}".', "没有指标“{name}”。")
UNKNOWN_POOL = _problem("unknown_pool", 'There is no pool "{name}".', "没有公海“{name}”。")
UNKNOWN_ROLE = _problem("unknown_role", 'There is no role "{name}".', "没有角色“{name}”。")
LINE_ENTITY = _problem(
    "line_entity",
    'A "{name}" is a row of a list and has no page of its own.',
    "“{name}”是明细行，没有自己的页面。",
    ("Show the record that it is part of.", "请展示其所属的记录。"),
)
NO_WORKFLOW = _problem(
    "no_workflow",
    '"{entity}" has no workflow, so there are no states to stand side by side.',
    "“{entity}”没有流程，无法按状态并列展示。",
)
NOT_A_MOMENT = _problem(
    "not_a_moment",
    '"{name}" is neither a date nor a moment that is stored with the record.',
    "“{name}”不是随记录保存的日期或时间。",
)
NO_END = _problem(
    "no_end",
    '"{name}" is neither a moment nor says how long it takes (a duration, or a whole number of minutes).',
    "“{name}”既不是时间，也不表示时长（时长，或以分钟计的整数）。",
)
NOT_A_PERSON = _problem("not_a_person", '"{name}" does not point to a person.', "“{name}”不指向人员。")
NO_SPLIT = _problem(
    "no_split",
    'The metric "{metric}" cannot be split by "{name}".',
    "指标“{metric}”不能按“{name}”拆分。",
    ('Name it under "split" of the metric.', "请在该指标的 split 中列出。"),
)
NO_FUNNEL = _problem(
    "no_funnel",
    "A funnel has two metrics or more, each a step, and neither periods nor a split.",
    "漏斗至少需要两个指标，每个指标为一步，且不能再按统计期或拆分展开。",
)
NO_TABLE = _problem(
    "no_table",
    'A table of figures has its lines by one of "by" and "split".',
    "指标表格须用 by 或 split 之一确定各行。",
)
NO_BARS = _problem("no_bars", 'Bars need "by" or "split".', "柱状图需要 by 或 split。")
ASKS_TOO_MUCH = _problem(
    "asks_too_much",
    "The condition of a block can neither count other records nor ask a decision table.",
    "区块的条件不能统计其他记录，也不能引用决策表。",
    (
        "Give the entity a field that is derived, and look at that.",
        "请为实体增加一个派生字段，再在条件中使用该字段。",
    ),
)
TOO_WIDE = _problem(
    "too_wide",
    "The block takes {span} columns; the page has {columns}.",
    "区块占 {span} 列，而页面只有 {columns} 列。",
)
TWO_HOMES = _problem(
    "two_homes",
    'The role "{role}" begins at "{other}" already.',
    "角色“{role}”的首页已是“{other}”。",
    ("A role has one home.", "一个角色只有一个首页。"),
)
SAME_ID = _problem(
    "same_id",
    'There is a view and a dashboard called "{name}".',
    "视图与看板同名“{name}”。",
    ("Pages are named by their id alone.", "页面仅以标识区分。"),
)
