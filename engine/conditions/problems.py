"""What may be wrong with a condition, a formula or a value: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of

_problem = problems_of("conditions")


# ---------------------------------------------------------------- shape and size

NOT_A_CONDITION = _problem(
    "not_a_condition",
    "This is not a condition.",
    "这不是一个条件。",
    (
        'Write {"all": [...]}, {"any": [...]}, {"not": ...}, or a comparison such as {"field": ..., "op": ..., "value": ...}.',
        '请写成 {"all": [...]}、{"any": [...]}、{"not": ...}，或一个比较，例如 {"field": ..., "op": ..., "value": ...}。',
    ),
)
SEVERAL_SHAPES = _problem(
    "several_shapes",
    "One condition holds {keys} at once; each needs a condition of its own.",
    "同一个条件里同时出现了 {keys}；每一个都要单独写成一个条件。",
    ('Join them with {"all": [...]} or {"any": [...]}.', '请用 {"all": [...]} 或 {"any": [...]} 组合。'),
)
TOO_DEEP = _problem(
    "too_deep",
    "This is nested deeper than {limit} levels.",
    "嵌套超过 {limit} 层。",
    ("Move a part of it into a derived field or a decision table.", "请把其中一部分移到派生字段或决策表里。"),
)
TOO_LARGE = _problem(
    "too_large",
    "This has more than {limit} parts.",
    "组成部分超过 {limit} 个。",
    ("Move a part of it into a derived field or a decision table.", "请把其中一部分移到派生字段或决策表里。"),
)
UNKNOWN_KEY = _problem("unknown_key", 'There is no key "{name}" here.', "这里没有“{name}”这个键。")
MISSING_KEY = _problem("missing_key", 'The key "{name}" is missing.', "缺少“{name}”这个键。")
LIST_WANTED = _problem(
    "list_wanted", "A list of at least one entry is wanted here.", "这里需要至少含一项的列表。"
)
LIST_TOO_LONG = _problem("list_too_long", "The list has more than {limit} entries.", "列表超过 {limit} 项。")
PAIR_WANTED = _problem(
    "pair_wanted", '"between" wants a list of two values.', "“between”需要由两个值组成的列表。"
)

# ---------------------------------------------------------------- names

UNKNOWN_FIELD = _problem("unknown_field", '"{entity}" has no field "{name}".', "“{entity}”没有字段“{name}”。")
UNKNOWN_NAME = _problem(
    "unknown_name", '"{name}" is not known here ("{prefix}").', "这里的“{prefix}”中没有“{name}”。"
)
NO_RECORD = _problem(
    "no_record",
    '"{name}" would be a field of a record, but there is no record here.',
    "“{name}”应为某条记录的字段，但这里没有记录。",
    ("Use input, actor, event or parameter.", "请使用 input、actor、event 或 parameter。"),
)
NOT_HERE = _problem("not_here", '"{name}" cannot be used here.', "这里不能使用“{name}”。")
PATH_PAST_VALUE = _problem(
    "path_past_value",
    '"{name}" is not a link, so the path cannot go on behind it.',
    "“{name}”不是关联，路径不能由此继续。",
)
PATH_TO_SEVERAL = _problem(
    "path_to_several",
    '"{name}" may point to {targets}, so the path cannot go on behind it.',
    "“{name}”可能指向 {targets}，路径不能由此继续。",
)
PATH_TO_MANY = _problem(
    "path_to_many",
    '"{name}" reaches several records.',
    "“{name}”对应多条记录。",
    (
        'Ask with {"some": ...} or {"count": ...}, or make a roll-up field.',
        '请用 {"some": ...} 或 {"count": ...}，或建立汇总字段。',
    ),
)
PART_OF_CLOCK = _problem(
    "part_of_clock",
    '"{name}" is a clock: say which part of it.',
    "“{name}”是计时字段：请写明要取哪一部分。",
    ('Write "{name}.due_at"; its parts are {parts}.', "请写成“{name}.due_at”；可用部分：{parts}。"),
)
PATH_TOO_LONG = _problem("path_too_long", "The path has more than {limit} steps.", "路径超过 {limit} 级。")
NOT_A_DAY = _problem(
    "not_a_day",
    'As of what day: "{name}" names no date and no moment.',
    "“{name}”不是日期或时刻，无法确定取哪一天的参数值。",
    (
        'Write {"as_of": {"field": ...}} with a field of the type date or datetime.',
        '请写成 {"as_of": {"field": ...}}，并使用日期或时刻类型的字段。',
    ),
)
DAY_OF_ROW = _problem(
    "day_of_row",
    'Inside a set a parameter is taken as of a day of the record, not of each row: "{name}".',
    "在集合中，参数只能按本记录的日期取值，不能按每一行的“{name}”取值。",
    ('Write "record.{name}".', "请写成“record.{name}”。"),
)
UNKNOWN_PARAMETER = _problem("unknown_parameter", 'There is no parameter "{name}".', "没有参数“{name}”。")
UNKNOWN_DECISION = _problem(
    "unknown_decision",
    'There is no decision output "{name}".',
    "没有决策输出“{name}”。",
    (
        'Write the table and its output: {"decision": "table.output"}.',
        '请写出决策表及其输出：{"decision": "table.output"}。',
    ),
)
DECISION_OF_OTHER = _problem(
    "decision_of_other",
    'The decision table "{name}" decides about "{entity}", not about this record.',
    "决策表“{name}”针对的是“{entity}”，不是这里的记录。",
)
UNKNOWN_OPTION = _problem("unknown_option", '"{name}" is not one of the options.', "“{name}”不在选项之中。")
GROUP_IS_NO_STATE = _problem(
    "group_is_no_state",
    '"{name}" is a group of states; a record is never in the group itself.',
    "“{name}”是一组状态；记录不会处于组本身。",
    (
        'Use {"op": "in", "value": ["{name}"]}: it means every state of the group.',
        '请用 {"op": "in", "value": ["{name}"]}，表示该组的每一个状态。',
    ),
)

# ---------------------------------------------------------------- operators and values

UNKNOWN_OPERATOR = _problem("unknown_operator", 'There is no operator "{name}".', "没有运算“{name}”。")
OPERATOR_NOT_FOR_TYPE = _problem(
    "operator_not_for_type",
    'The operator "{operator}" does not apply to {type}.',
    "运算“{operator}”不适用于 {type} 类型。",
)
TYPE_MISMATCH = _problem(
    "type_mismatch", "{left} and {right} cannot be compared.", "{left} 与 {right} 无法比较。"
)
DOES_NOT_FIT = _problem(
    "does_not_fit",
    "A value of type {wanted} is wanted here, this is {found}.",
    "这里需要 {wanted} 类型的值，而这是 {found}。",
)
TWO_CURRENCIES = _problem(
    "two_currencies", "{left} and {right} are two currencies.", "{left} 与 {right} 是两种货币。"
)
WRONG_VALUE = _problem(
    "wrong_value", '"{value}" is not a value of type {type}.', "“{value}”不是 {type} 类型的值。"
)
ABSENT_VALUE = _problem(
    "absent_value",
    "A comparison with nothing never holds.",
    "与空值比较永远不成立。",
    ('Use {"op": "absent"} or {"op": "present"}.', '请用 {"op": "absent"} 或 {"op": "present"}。'),
)
VALUE_NOT_WANTED = _problem(
    "value_not_wanted", 'The operator "{operator}" takes no value.', "运算“{operator}”不带值。"
)
NUMBER_TOO_LONG = _problem(
    "number_too_long",
    "A number has at most 12 digits before the point and 6 behind it.",
    "数字小数点前最多 12 位，小数点后最多 6 位。",
)
BAD_TEXT = _problem(
    "bad_text",
    "The text is longer than {limit} characters or holds characters that cannot be stored.",
    "文本超过 {limit} 个字符，或含有无法存储的字符。",
)
NO_OFFSET = _problem(
    "no_offset",
    "The moment says no offset from UTC.",
    "该时刻没有写明与 UTC 的时差。",
    ('Write, for example, "2026-03-02T09:00:00+08:00".', "例如写成“2026-03-02T09:00:00+08:00”。"),
)
DURATION_WANTED = _problem(
    "duration_wanted",
    '"within" wants a duration such as "P30D" or "-PT2H", or a parameter of type duration.',
    "“within”需要一段时长，例如“P30D”或“-PT2H”，或类型为时长的参数。",
)
UNKNOWN_WINDOW = _problem("unknown_window", 'There is no span of days "{name}".', "没有“{name}”这个时间段。")
UNKNOWN_NOW = _problem(
    "unknown_now",
    '"{name}" is not a moment relative to now.',
    "“{name}”不是相对于当前的时刻。",
    (
        'Write {"now": "now"}, {"now": "today"} or a duration: {"now": "-PT72H"}.',
        '请写 {"now": "now"}、{"now": "today"} 或一段时长：{"now": "-PT72H"}。',
    ),
)
NOT_A_VALUE = _problem(
    "not_a_value",
    "This is not a value.",
    "这不是一个值。",
    (
        "Write a literal, or an object with one of: field, parameter, now, formula, decision, choose.",
        "请写一个字面值，或含有 field、parameter、now、formula、decision、choose 之一的对象。",
    ),
)
CHOOSE_LAST = _problem(
    "choose_last",
    'Of the branches of "choose" the last, and only the last, has no "if".',
    "“choose”的各分支中，只有最后一个没有“if”。",
)
NOT_YET = _problem(
    "not_yet",
    '"{name}" belongs to a later release of the engine.',
    "“{name}”属于引擎的后续版本，目前尚不支持。",
)

# ---------------------------------------------------------------- sets

UNKNOWN_SET = _problem(
    "unknown_set",
    '"{name}" names no set of records.',
    "“{name}”没有指明一组记录。",
    (
        "Write entity.link (the records whose link is this one) or the name of a list of this record.",
        "请写“实体.关联”（其关联指向本记录的那些记录），或本记录的明细字段名。",
    ),
)
SET_POINTS_ELSEWHERE = _problem(
    "set_points_elsewhere",
    'The link of "{name}" points to {targets}, not to "{entity}".',
    "“{name}”的关联指向 {targets}，而不是“{entity}”。",
)
SET_IN_SET = _problem(
    "set_in_set",
    "The condition on the rows of a set cannot hold a set or a decision of its own.",
    "一组记录的行条件里不能再含有集合或决策。",
    ("Make it a roll-up or a kept field of the rows.", "请在行所属实体上建立汇总字段或存储字段。"),
)
UNKNOWN_FIGURE = _problem(
    "unknown_figure", 'There is no roll-up function "{name}".', "没有汇总函数“{name}”。"
)
FIGURE_FIELD = _problem(
    "figure_field",
    'The roll-up function "{name}" does not go with this field.',
    "汇总函数“{name}”与该字段不相配。",
    (
        "count takes no field; sum wants a number or money; min, max and latest want any single value.",
        "count 不带字段；sum 需要数字或金额；min、max、latest 需要单个值。",
    ),
)

# ---------------------------------------------------------------- formulas

FORMULA_TOO_LONG = _problem(
    "formula_too_long", "The formula is longer than {limit} bytes.", "公式超过 {limit} 字节。"
)
FORMULA_SYNTAX = _problem(
    "formula_syntax",
    "The formula cannot be read (at character {column}).",
    "公式无法读懂（第 {column} 个字符处）。",
)
FORMULA_NOT_ALLOWED = _problem(
    "formula_not_allowed", "A formula cannot hold {what}.", "公式里不能使用 {what}。"
)
FORMULA_NUMBER = _problem(
    "formula_number",
    '"{value}" is not a plain number of at most 12 digits before the point and 6 behind it.',
    "“{value}”不是普通数字（小数点前最多 12 位，后最多 6 位）。",
)
UNKNOWN_FUNCTION = _problem("unknown_function", 'There is no function "{name}".', "没有函数“{name}”。")
WRONG_ARGUMENTS = _problem("wrong_arguments", "Write {usage}.", "请写成 {usage}。")
WRONG_OPERANDS = _problem(
    "wrong_operands",
    "{left} {operator} {right} has no meaning.",
    "{left} {operator} {right} 没有意义。",
    (
        "Join texts with concat(...); money is multiplied and divided by numbers only.",
        "文本用 concat(...) 连接；金额只能乘以或除以数字。",
    ),
)
CONDITION_WANTED = _problem(
    "condition_wanted", "A comparison is wanted here, this is a value.", "这里需要一个比较，而这是一个值。"
)
VALUE_WANTED = _problem(
    "value_wanted",
    "A comparison is not a value.",
    "比较不是一个值。",
    ("Use it as the condition in: a if ... else b.", "请把它用作 a if ... else b 中的条件。"),
)
