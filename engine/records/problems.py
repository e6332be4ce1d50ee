"""What may be wrong with an entity: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("records")


STORY_LINK = _problem(
    "story_link",
    '"{name}" is not a field that links to "{entity}".',
    "“{name}”不是指向“{entity}”的链接字段。",
    ("Write entity.field, such as call.customer.", "请写成“实体.字段”，例如 call.customer。"),
)
STORY_FIELD = _problem("story_field", '"{entity}" has no field "{name}".', "“{entity}”没有字段“{name}”。")
UNKNOWN_MERGED = _problem(
    "unknown_merged", 'There is no field "{name}" to merge.', "没有可合并的字段“{name}”。"
)
MERGED_DERIVED = _problem(
    "merged_derived", 'The engine computes "{name}", so it is not merged.', "“{name}”由系统计算，不参与合并。"
)
NOT_MERGED_SO = _problem(
    "not_merged_so",
    'The values of "{name}" cannot become one by "{how}".',
    "“{name}”不能按“{how}”合并。",
    (
        '"both" is for several options and for lists; "newest" for single values.',
        "both 用于多选和明细，newest 用于单个值。",
    ),
)
TELLS_OF_NONE = _problem(
    "tells_of_none",
    'No field of "{entity}" is compared, so there is nothing to tell of duplicates.',
    "“{entity}”没有用于查重的字段，因此没有可提示的内容。",
    ('Give a field "dedupe": true.', '请为字段设置 "dedupe": true。'),
)
NOT_YET = _problem("not_yet", '"{name}" is not in this release.', "本版本还不支持“{name}”。")

# ---------------------------------------------------------------- names

BAD_ID = _problem(
    "bad_id",
    '"{name}" cannot be an id.',
    "“{name}”不能用作标识。",
    (
        "Use lower-case ASCII letters, digits and underscores, a letter first, at most 48 characters.",
        "请使用小写英文字母、数字和下划线，以字母开头，最多 48 个字符。",
    ),
)
RESERVED_ID = _problem(
    "reserved_id",
    '"{name}" is a word of the condition language and cannot be a field.',
    "“{name}”是条件语言的保留字，不能用作字段。",
)
COMMON_FIELD = _problem(
    "common_field",
    'Every record has the field "{name}"; it cannot be defined again.',
    "每条记录都自带字段“{name}”，不能重复定义。",
)
BUILTIN_TYPE = _problem(
    "builtin_type",
    'The built-in field "{name}" is of type {type} and stays so.',
    "内置字段“{name}”的类型是 {type}，不能改变。",
)
TOO_MANY_FIELDS = _problem(
    "too_many_fields", "An entity has at most {limit} fields.", "一个实体最多有 {limit} 个字段。"
)
NO_LABEL = _problem(
    "no_label",
    '"{name}" has no label; people see its id.',
    "“{name}”没有名称，界面上会显示它的标识。",
    ('Add "label": {"en": ..., "zh-CN": ...}.', '请添加 "label": {"en": ..., "zh-CN": ...}。'),
    severity=Severity.HINT,
)
UNKNOWN_TITLE = _problem(
    "unknown_title", 'There is no field "{name}" to be the title.', "没有可作标题的字段“{name}”。"
)
TITLE_NOT_STORED = _problem(
    "title_not_stored",
    'The title "{name}" is computed and not stored.',
    "标题“{name}”是计算得出的，没有保存。",
    ('Add "kept": true to it.', '请为它添加 "kept": true。'),
)
UNKNOWN_NAME = _problem(
    "unknown_name",
    '"{name}" names no record: it is no stored text, person or link of this entity, nor its number.',
    "“{name}”不能用作名称：它不是本实体的编号，也不是保存的文本、人员或关联字段。",
)
NAMED_TWICE = _problem(
    "named_twice",
    'An entity has a "title" or is "named_by" others, not both.',
    "实体只能设置 title 或 named_by 之一。",
)
NAMED_IN_CIRCLES = _problem(
    "named_in_circles",
    '"{name}" leads back to this entity, so nothing would name its records.',
    "“{name}”又指回本实体，无法得到名称。",
)
NOT_A_DUPLICATE_LINK = _problem(
    "not_a_duplicate_link",
    '"{name}" is no link of this entity to a record of the same kind.',
    "“{name}”不是本实体中指向同类记录的关联字段。",
)
NOT_A_MOMENT = _problem(
    "not_a_moment",
    '"{name}" is no stored date or moment, so it cannot say when the next action is.',
    "“{name}”不是保存的日期或时刻，不能作为下次行动的时间。",
)
NOT_AN_ACTION = _problem(
    "not_an_action",
    '"{name}" is no stored text or choice, so it cannot say what the next action is.',
    "“{name}”不是保存的文本或选项，不能说明下次行动的内容。",
)

# ---------------------------------------------------------------- lines

UNKNOWN_PARENT = _problem(
    "unknown_parent",
    '"{name}" names no field of type lines.',
    "“{name}”不是 lines 类型的字段。",
    ('Write "entity.field" of the list whose rows these are.', "请写成“实体.字段”，即这些行所属的列表。"),
)
NO_ROWS = _problem(
    "no_rows",
    'No entity says "part_of": "{name}".',
    '没有实体写明 "part_of": "{name}"。',
    ("Add the entity of the rows.", "请添加行所对应的实体。"),
)
SEVERAL_ROWS = _problem(
    "several_rows",
    'Several entities are part of "{name}": {entities}.',
    "有多个实体属于“{name}”：{entities}。",
)
LINE_OF_LINE = _problem("line_of_line", "A line cannot have lines of its own.", "行不能再有自己的行。")
LINE_HAS = _problem(
    "line_has",
    "A line has no {name} of its own; its parent has.",
    "行没有自己的 {name}，它属于上级记录。",
)

# ---------------------------------------------------------------- what a field says

BAD_LENGTH = _problem("bad_length", "The length must be from 1 to {limit}.", "长度必须在 1 到 {limit} 之间。")
BAD_PATTERN = _problem(
    "bad_pattern",
    "This regular expression cannot be used: {why}.",
    "这个正则表达式无法使用：{why}。",
    (
        "Expressions are those of RE2: no look-around, no back-references.",
        "正则表达式采用 RE2 语法：不支持环视和反向引用。",
    ),
)
BAD_RANGE = _problem("bad_range", "The minimum is greater than the maximum.", "最小值大于最大值。")
BAD_REGION = _problem("bad_region", '"{name}" is no region.', "“{name}”不是有效的地区代码。")
BAD_CURRENCY = _problem("bad_currency", '"{name}" is no currency.', "“{name}”不是有效的货币代码。")
BAD_SERIAL = _problem(
    "bad_serial",
    'The pattern "{name}" cannot be used.',
    "编号格式“{name}”无法使用。",
    (
        "Write text with one {n} or {n:6}, and {yyyy}, {yy}, {MM}, {dd} where wanted.",
        "请写成文本加一个 {n} 或 {n:6}，需要时加 {yyyy}、{yy}、{MM}、{dd}。",
    ),
)
BAD_MASK = _problem(
    "bad_mask",
    'The mask "{mask}" does not suit a field of type {type}.',
    "遮盖方式“{mask}”不适用于 {type} 类型的字段。",
)
BAD_OPTION_ID = _problem(
    "bad_option_id",
    '"{name}" cannot be the id of an option.',
    "“{name}”不能用作选项的标识。",
    (
        "Use ASCII letters, digits and underscores, at most 48 characters.",
        "请使用英文字母、数字和下划线，最多 48 个字符。",
    ),
)
NO_OPTIONS = _problem("no_options", "There are no options to choose from.", "没有可选的选项。")
NO_SUCH_OPTIONS = _problem(
    "no_such_options",
    '"{name}" has no options of its own.',
    "“{name}”没有自己的选项。",
    (
        "Name a field (entity.field) of type enum whose options are written there.",
        "请写明一个自带选项的枚举字段（实体.字段）。",
    ),
)
UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
NO_TARGET = _problem("no_target", "The link points to nothing.", "链接没有指向任何实体。")
NO_PERSON_TO_HAND_OVER = _problem(
    "no_person_to_hand_over",
    "Only a link to person is handed over when somebody leaves.",
    "只有指向人员的链接才会在人员离职时交接。",
)
NO_DEDUPE = _problem(
    "no_dedupe", "A field of type {type} cannot be compared with others.", "{type} 类型的字段不能用来查重。"
)
BAD_DEFAULT = _problem("bad_default", "The default would be refused: {why}", "默认值会被拒绝：{why}")
REQUIRED_BOOLEAN = _problem(
    "required_boolean",
    "A boolean always has a value, so that this has no effect.",
    "布尔字段总有值，因此这里不起作用。",
    severity=Severity.WARNING,
)

NOT_ASKED = _problem(
    "not_asked",
    "A question of type {type} cannot be asked: nobody enters it.",
    "{type} 类型的内容不由人录入，不能在表单中提问。",
)

# ---------------------------------------------------------------- derived

DERIVED_TWICE = _problem(
    "derived_twice",
    "A field is derived by one of formula, condition and decision, not by several.",
    "派生字段只能由 formula、condition、decision 之一得出，不能同时使用多个。",
)
DERIVED_IS_ENTERED = _problem(
    "derived_is_entered",
    'A derived field is never entered: "{name}" has no meaning here.',
    "派生字段不可录入：“{name}”在这里没有意义。",
)
CONDITION_IS_BOOLEAN = _problem(
    "condition_is_boolean",
    'A field with "condition" is of type boolean.',
    "带有 condition 的字段必须是 boolean 类型。",
)
CLOCK_NAMES = _problem(
    "clock_names",
    'The clock "{clock}" is kept in fields of its own, and "{name}" is one of them.',
    "计时字段“{clock}”会自带若干字段，“{name}”是其中之一。",
    ("Give the field another id.", "请为该字段换一个 id。"),
)
KEPT_IS_DERIVED = _problem(
    "kept_is_derived", 'Only a derived field is "kept".', "只有派生字段才能标为 kept。"
)
KEPT_NOW = _problem(
    "kept_now",
    "A kept field of rows cannot depend on now.",
    "明细行的 kept 字段不能依赖当前时间。",
    (
        'Say "kept": false: the value is then computed whenever it is read.',
        '请写 "kept": false：这样每次读取时都会重新计算。',
    ),
)
KEPT_NO_FLIP = _problem(
    "kept_no_flip",
    "The moment at which this changes by time alone cannot be computed.",
    "无法算出该值仅因时间推移而变化的时刻。",
    (
        'Compare a date of the record with now by within, before or after; or leave "kept" away, and let a rule with {"every": "P1D"} look each day.',
        '请用 within、before 或 after 将记录的日期与当前时间比较；或去掉 "kept"，用 {"every": "P1D"} 的规则每天检查。',
    ),
)
KEPT_FOLLOWS = _problem(
    "kept_follows",
    'This is computed when its record changes, not when "{name}" does.',
    "该值在本记录变化时计算，“{name}”变化时不会重新计算。",
    severity=Severity.WARNING,
)
DERIVED_CYCLE = _problem(
    "derived_cycle", "These fields are computed from each other: {names}.", "这些字段互相依赖：{names}。"
)
BAD_COPY = _problem(
    "bad_copy",
    '"{name}" passes through no link of this record.',
    "“{name}”没有经过本记录的链接。",
    (
        'Write "link.field", where the link is a field of this entity.',
        "请写成“链接.字段”，其中链接是本实体的字段。",
    ),
)
BAD_WINDOW = _problem(
    "bad_window",
    '"{name}" is no span of time.',
    "“{name}”不是有效的时长。",
    ("Write an ISO 8601 duration, such as P30D.", "请写成 ISO 8601 时长，例如 P30D。"),
)
ROLLUP_NOT_STORED = _problem(
    "rollup_not_stored",
    'The field "{name}" of the rows is not stored, so that there is nothing to add up.',
    "行中的字段“{name}”没有保存，无法汇总。",
    ('Add "kept": true to it.', "请为它添加 kept: true。"),
)

# ---------------------------------------------------------------- unique

UNIQUE_FIELD = _problem(
    "unique_field",
    'The field "{name}" cannot be compared for uniqueness.',
    "字段“{name}”不能用于唯一性比较。",
)
UNIQUE_CONDITION = _problem(
    "unique_condition",
    "Which records are compared may depend on stored fields of the record alone, not on {name}.",
    "参与唯一性比较的范围只能取决于记录自身保存的字段，不能取决于 {name}。",
)
