"""What may be wrong with metrics: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of

_problem = problems_of("metrics")

UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
UNKNOWN_DUTY = _problem("unknown_duty", 'There is no duty "{name}".', "没有职责“{name}”。")
NOT_A_MOMENT = _problem(
    "not_a_moment",
    '"{name}" is neither a date nor a moment that is stored with the record.',
    "“{name}”不是随记录保存的日期或时间。",
    ("A record falls into a period by a date or moment of its own.", "记录按自身的日期或时间归入统计期。"),
)
NOT_A_NUMBER = _problem(
    "not_a_number",
    '"{function}" needs a number or a duration of the same kind, and this is none.',
    "“{function}”需要同类的数值或时长，而此处不是。",
)
NO_VALUE = _problem(
    "no_value",
    '"{function}" needs a "field" or a "formula", one of them.',
    "“{function}”需要 field 或 formula 之一。",
)
NEEDS_NO_VALUE = _problem(
    "needs_no_value",
    '"{function}" counts records; "field" and "formula" mean nothing here.',
    "“{function}”只统计记录数，field 与 formula 在此无意义。",
)
NO_HOLDS = _problem(
    "no_holds",
    'A share says under "holds" what puts a record into it.',
    "占比（share）须用 holds 说明哪些记录计入。",
)
NO_PERCENT = _problem(
    "no_percent",
    'A percentile says under "percent" which one it is, such as 90.',
    "百分位数（percentile）须用 percent 说明取哪一位，例如 90。",
)
ONLY_PERCENTILE = _problem(
    "only_percentile", '"percent" belongs to a percentile.', "percent 只用于百分位数（percentile）。"
)
ONLY_SHARE = _problem("only_share", '"holds" belongs to a share.', "holds 只用于占比（share）。")
NO_SPLIT = _problem(
    "no_split",
    '"{name}" is no option, no link to one kind of record and no yes or no.',
    "“{name}”不是选项、指向单一实体的关联或是否字段，不能用于拆分。",
)
TARGET_OF_RECORD = _problem(
    "target_of_record",
    "The target is one for all records: a number or a parameter.",
    "目标值对所有记录相同，只能是数值或参数。",
)
NO_COLUMN = _problem(
    "no_column",
    '"{name}" comes from a decision table that ranks or joins rows, which a figure over many records cannot ask.',
    "“{name}”来自需要排序或合并行的决策表，统计多条记录时无法使用。",
)
