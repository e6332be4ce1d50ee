"""The catalogue of a pack as a whole: its files, their shapes, and what only shows when the rooms are seen together."""

from collections.abc import Mapping

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Problem, Severity
from engine.values.json_text import FAULTS

_problem = problems_of("packs")


# ------------------------------------------------------------------------------------------------------ files

NO_MANIFEST = _problem(
    "no_manifest",
    "The pack has no pack.json.",
    "包中没有 pack.json。",
    (
        '"pointsman pack init" writes a small pack to start from.',
        "可用“pointsman pack init”生成一个小包作为起点。",
    ),
)
BAD_NAME = _problem(
    "bad_name",
    'A file cannot be called "{name}".',
    "文件不能命名为“{name}”。",
    (
        "Each part is lower-case letters, digits, underscores and dots, and begins with a letter.",
        "每一段只能用小写字母、数字、下划线和点，并以字母开头。",
    ),
)
TOO_DEEP = _problem("too_deep", "A file lies more than {limit} levels deep.", "文件所在层级超过 {limit} 层。")
TOO_MANY_FILES = _problem(
    "too_many_files", "The pack has more than {limit} files.", "包中的文件超过 {limit} 个。"
)
FILE_TOO_LARGE = _problem("file_too_large", "A file has more than {limit} bytes.", "文件超过 {limit} 字节。")
TOO_LARGE = _problem("too_large", "The pack has more than {limit} bytes.", "包超过 {limit} 字节。")
NO_FOLDER = _problem("no_folder", 'There is no folder "{folder}".', "没有文件夹“{folder}”。")
LINKED = _problem(
    "linked",
    "This is a symbolic link; a pack holds only files of its own.",
    "这是一个符号链接；包中只能放自己的文件。",
)
UNREADABLE = _problem("unreadable", "The file could not be read: {detail}.", "无法读取文件：{detail}。")
BAD_ARCHIVE = _problem(
    "bad_archive", "This is no usable zip archive: {detail}.", "不是可用的 zip 压缩包：{detail}。"
)
BOMB = _problem(
    "bomb",
    "A file of the archive grows to more than {limit} times its packed size.",
    "压缩包中有文件解压后超过原大小的 {limit} 倍。",
)
TWICE = _problem("twice", "The archive holds this file twice.", "压缩包中此文件出现两次。")

JSON: Mapping[str, Problem] = {kind: Problem(f"packs.json_{kind}", text) for kind, text in FAULTS.items()}
"""Why the text of a file is not taken, by the kind of the fault."""

# ----------------------------------------------------------------------------------------------------- shapes

NOT_AN_OBJECT = _problem(
    "not_an_object", "The file must hold one JSON object.", "文件内容必须是一个 JSON 对象。"
)
NO_KIND = _problem(
    "no_kind",
    'The file does not say what it is: "kind" is missing.',
    "文件没有写明自己的类型：缺少“kind”。",
    ('Begin with "kind": "{kind}".', '请在开头写上 "kind": "{kind}"。'),
)
UNKNOWN_KIND = _problem("unknown_kind", 'There is no kind "{kind}".', "没有名为“{kind}”的类型。")
WRONG_FOLDER = _problem(
    "wrong_folder",
    'A file of kind "{kind}" lies in "{expected}".',
    "类型为“{kind}”的文件应放在“{expected}”。",
)
UNKNOWN_FOLDER = _problem(
    "unknown_folder",
    'There is no folder "{folder}" in a pack.',
    "包中没有名为“{folder}”的文件夹。",
    severity=Severity.WARNING,
)
UNKNOWN_FILE = _problem(
    "unknown_file",
    "Nothing reads this file.",
    "没有任何功能会读取此文件。",
    ("Definitions are .json files in the folder of their kind.", "定义是放在相应文件夹中的 .json 文件。"),
    Severity.WARNING,
)
NOT_YET = _problem(
    "not_yet",
    'Files of kind "{kind}" come with a later release of the engine.',
    "类型为“{kind}”的文件要等引擎的后续版本才支持。",
)
NOT_YET_KEY = _problem(
    "not_yet_key",
    '"{key}" comes with a later release of the engine.',
    "“{key}”要等引擎的后续版本才支持。",
)
BAD_ID = _problem(
    "bad_id",
    '"{id}" cannot be an id.',
    "“{id}”不能作为标识。",
    (
        "An id is lower-case letters, digits and underscores, and begins with a letter.",
        "标识只能用小写字母、数字和下划线，并以字母开头。",
    ),
)
DEFINED_TWICE = _problem(
    "defined_twice", '"{id}" is defined in "{other}" already.', "“{id}”已在“{other}”中定义。"
)
RESERVED_ID = _problem(
    "reserved_id", '"{id}" is a word of the language and cannot be an id.', "“{id}”是保留字，不能作为标识。"
)
ID_MISMATCH = _problem(
    "id_mismatch",
    'The pack calls itself "{id}", but its folder is "{folder}".',
    "包自称“{id}”，而所在文件夹是“{folder}”。",
)
MISSING_KEY = _problem("missing_key", 'The key "{key}" is missing.', "缺少键“{key}”。")
UNKNOWN_KEY = _problem("unknown_key", 'There is no key "{key}" here.', "此处没有键“{key}”。")
WRONG_TYPE = _problem("wrong_type", "Here must stand {expected}.", "此处必须是{expected}。")
NOT_ONE_OF = _problem(
    "not_one_of", '"{value}" is none of: {expected}.', "“{value}”不在可选范围内：{expected}。"
)
OUT_OF_BOUNDS = _problem("out_of_bounds", "The value must be {bound}.", "值必须{bound}。")
INVALID = _problem("invalid", "The value is not taken: {detail}.", "值不被接受：{detail}。")

# ------------------------------------------------------------------------------------------------- parameters

NOT_LITERAL = _problem("not_literal", "Here must stand a plain value.", "此处必须是一个普通的值。")
DEFAULT_OUTSIDE = _problem(
    "default_outside", "The default {value} lies outside of the bounds.", "默认值 {value} 超出允许范围。"
)

PER_WHAT = _problem(
    "per_what",
    'A parameter is set per "centre" or per an option field of the centre, not per "{per}".',
    "参数只能按 centre 或中心的选项字段分别设置，不能按“{per}”。",
    ('Write "centre", or for example "centre.area".', "请写 centre，或例如 centre.area。"),
)

# --------------------------------------------------------------------------------------------------- manifest

BAD_VERSION = _problem(
    "bad_version",
    '"{version}" is no semantic version.',
    "“{version}”不是语义化版本号。",
    ("Write three numbers with dots, such as 1.0.0.", "请写三个用点隔开的数字，例如 1.0.0。"),
)
BAD_RANGE = _problem(
    "bad_range",
    '"{range}" is no range of versions.',
    "“{range}”不是版本范围。",
    ("Write bounds with spaces between them, such as >=1.0 <2.", "请写用空格隔开的界限，例如 >=1.0 <2。"),
)
OTHER_ENGINE = _problem(
    "other_engine",
    "The pack asks for an engine {range}; this one is {engine}.",
    "此包要求引擎版本 {range}，当前为 {engine}。",
)
BAD_LOCALE = _problem("bad_locale", '"{locale}" is no language.', "“{locale}”不是语言代码。")
DEFAULT_LOCALE = _problem(
    "default_locale", '"{locale}" is not among the languages of the pack.', "“{locale}”不在包的语言列表中。"
)
BAD_ZONE = _problem("bad_zone", 'There is no time zone "{zone}".', "没有名为“{zone}”的时区。")
BAD_CURRENCY = _problem("bad_currency", 'There is no currency "{currency}".', "没有名为“{currency}”的货币。")
UNKNOWN_CALENDAR = _problem(
    "unknown_calendar", 'There is no calendar "{name}".', "没有名为“{name}”的工作日历。"
)

UNKNOWN_REVIEW = _problem("unknown_review", 'There is no approval "{name}".', "没有名为“{name}”的审批。")

BAD_VERB = _problem(
    "bad_verb",
    '"{id}" is no name of a call.',
    "“{id}”不能作为调用的名称。",
    ("Write adapter.verb in small letters.", "请用小写字母写成“适配器.动作”。"),
)
UNKNOWN_CALLED_ENTITY = _problem(
    "unknown_called_entity", 'There is no entity "{name}".', "没有实体“{name}”。"
)
NOT_A_TIME_OF_DAY = _problem(
    "not_a_time_of_day",
    "This is not a time of day.",
    "这不是一天中的时刻。",
    ("Write 21:00, or name a parameter of the type time.", "请写 21:00，或引用类型为 time 的参数。"),
)

# --------------------------------------------------------------------------- what only shows between the rooms

DUTY_SILENT = _problem(
    "duty_silent",
    'The transition "{transition}" is done by the duty "{duty}", which does not list it.',
    "流转“{transition}”由职责“{duty}”执行，但该职责没有列出它。",
    ('Add it to "allows.transitions" of the duty.', "请将其加入该职责的 allows.transitions。"),
)
DUTY_VAIN = _problem(
    "duty_vain",
    'The duty lists the transition "{transition}", which is not done by this duty.',
    "职责列出了流转“{transition}”，但该流转不由此职责执行。",
    ('The transition names its duty: it must be "{duty}".', "流转中写明的职责应为“{duty}”。"),
)
NOBODY_READS = _problem(
    "nobody_reads",
    'None of those for whom the page is ({roles}) may read "{name}" of "{entity}": the list would be refused.',
    "该页面的使用者（{roles}）都不能读取“{entity}”的“{name}”：列表会被拒绝。",
    ("Let one of their duties read it, or leave it out.", "请在其某项职责中允许读取该字段，或去掉它。"),
)
UNUSED_ROLE = _problem(
    "unused_role", "No duty is held by this role.", "没有任何职责由此角色承担。", severity=Severity.HINT
)
UNUSED_MESSAGE = _problem(
    "unused_message", "Nothing sends this message.", "没有任何地方发送此消息。", severity=Severity.HINT
)
UNUSED_PARAMETER = _problem(
    "unused_parameter", "Nothing looks at this parameter.", "没有任何地方使用此参数。", severity=Severity.HINT
)
REQUIRED_UNWRITABLE = _problem(
    "required_unwritable",
    'Who may create "{entity}" by the duty "{duty}" may not write its required field "{field}".',
    "凭职责“{duty}”可新建“{entity}”的人，没有必填字段“{field}”的写权限。",
    ('Add the field to "write" of a duty of the same role.', "请将该字段加入同一角色某项职责的 write。"),
)
NEVER_FILLED = _problem(
    "never_filled",
    'Nobody and nothing can ever fill the field "{field}".',
    "没有任何人或规则能填写字段“{field}”。",
    (
        'Name it under "write" of a duty, on a form, or in an effect.',
        "请在职责的 write、表单或动作中写明它。",
    ),
    Severity.WARNING,
)
NO_CREATOR = _problem(
    "no_creator",
    "Nobody and nothing can create a record of this entity.",
    "没有任何人或规则能新建此实体的记录。",
    severity=Severity.WARNING,
)
UNDECLARED_LOCALE = _problem(
    "undeclared_locale",
    'The pack does not declare the language "{locale}".',
    "包没有声明语言“{locale}”。",
    severity=Severity.WARNING,
)

# --------------------------------------------------------------------------------------- samples and scenarios

WHAT: Mapping[str, Mapping[str, str]] = {
    "approval": {"en": "entity with an approval", "zh-CN": "有审批的实体"},
    "call": {"en": "call", "zh-CN": "调用"},
    "alias": {"en": "alias", "zh-CN": "别名"},
    "centre": {"en": "centre", "zh-CN": "中心"},
    "channel": {"en": "channel", "zh-CN": "通道"},
    "entity": {"en": "entity", "zh-CN": "实体"},
    "entry": {"en": "earlier entry of records", "zh-CN": "排在前面的记录条目"},
    "field": {"en": "field", "zh-CN": "字段"},
    "input": {"en": "question of the form", "zh-CN": "表单问题"},
    "limit": {"en": "limit", "zh-CN": "上限"},
    "list": {"en": "list", "zh-CN": "列表"},
    "message": {"en": "message", "zh-CN": "消息"},
    "parameter": {"en": "parameter", "zh-CN": "参数"},
    "role": {"en": "role", "zh-CN": "角色"},
    "sample": {"en": "sample", "zh-CN": "样例"},
    "state": {"en": "state", "zh-CN": "状态"},
    "track": {"en": "track", "zh-CN": "轨道"},
    "transition": {"en": "transition", "zh-CN": "流转"},
}
"""What sort of thing a sample or scenario names, in words."""

DATA_UNKNOWN = _problem("data_unknown", 'There is no {what} "{name}".', "没有{what}“{name}”。")
DATA_DERIVED = _problem(
    "data_derived",
    'The field "{field}" is computed and cannot be given a value.',
    "字段“{field}”由系统计算，不能赋值。",
)
DATA_VALUE = _problem(
    "data_value", 'The field "{field}" does not take this: {detail}', "字段“{field}”不接受此值：{detail}"
)
ALIAS_WANTED = _problem(
    "alias_wanted", 'Here must stand "@" and an alias, not "{name}".', "此处应写“@”加别名，而不是“{name}”。"
)
ALIAS_OF_OTHER = _problem(
    "alias_of_other",
    '"{name}" is a record of "{entity}"; wanted is "{wanted}".',
    "“{name}”是“{entity}”的记录，此处需要“{wanted}”。",
)
ALIAS_TWICE = _problem(
    "alias_twice",
    'The alias "{name}" is taken already, or is a word of the format.',
    "别名“{name}”已被使用，或是格式的保留字。",
)
NOT_A_MOMENT = _problem(
    "not_a_moment",
    '"{value}" is no moment.',
    "“{value}”不是时间点。",
    (
        "Write it with its offset, such as 2026-03-02T09:00:00+08:00.",
        "请带时区偏移书写，例如 2026-03-02T09:00:00+08:00。",
    ),
)
NOT_A_TIME = _problem(
    "not_a_time",
    '"{value}" is neither a moment nor a span.',
    "“{value}”既不是时间点也不是时长。",
    ("Write +1h15m, +P1D or 2026-03-02T09:00:00+08:00.", "可写 +1h15m、+P1D 或 2026-03-02T09:00:00+08:00。"),
)
NOT_SETS = _problem(
    "not_sets",
    "These are no values of a parameter.",
    "这不是参数的取值列表。",
    (
        'Write each as {"value": ...} with "centre" or "option" and "from" where they are wanted.',
        '每一项请写成 {"value": ...}，需要时加上 "centre" 或 "option" 以及 "from"。',
    ),
)
SET_OUTSIDE = _problem("set_outside", "{value} lies outside of the bounds.", "{value} 超出允许范围。")
NOT_SET_THERE = _problem(
    "not_set_there", 'This parameter has no value of its own for "{name}".', "此参数不能为“{name}”单独设值。"
)
NOT_A_DAY = _problem(
    "not_a_day", '"{value}" is no day such as 2026-04-01.', "“{value}”不是日期，应类似 2026-04-01。"
)
NOT_A_SPAN = _problem("not_a_span", '"{value}" is no span such as PT1H.', "“{value}”不是时长，应类似 PT1H。")
UPSIDE_DOWN = _problem("upside_down", "{low} is more than {high}.", "{low} 大于 {high}。")
HOURS_OF_SPAN = _problem(
    "hours_of_span",
    "There are {count} weights, but not as many hours.",
    "权重有 {count} 个，与小时数不符。",
)
NO_WEIGHT = _problem("no_weight", "One of the weights must be more than 0.", "至少要有一个大于 0 的权重。")
EMPTY_LIST = _problem("empty_list", 'The list "{name}" is empty.', "列表“{name}”为空。")
SAMPLE_LACKS = _problem(
    "sample_lacks",
    'The required field "{field}" of "{entity}" is given no value.',
    "“{entity}”的必填字段“{field}”没有赋值。",
)
COPY_OF_TWO = _problem(
    "copy_of_two",
    'These records have to do with "{first}" and with "{second}"; what is copied has to do with one centre alone.',
    "这些记录同时涉及“{first}”和“{second}”；被复制的内容只能涉及一个中心。",
)
COPY_TAKES = _problem(
    "copy_takes",
    'The records of "{name}" are there once for all; copies of these ones cannot take them one after the other.',
    "“{name}”的记录只有一份，各副本不能依次取用。",
    ("Take any of them: one_of.", "请改用 one_of 任取其一。"),
)
COPY_WORD = _problem(
    "copy_word",
    'A text that counts copies is made of letters, digits, "-" and "_" alone, so that it can be told from others: "{value}".',
    "含副本计数的文本只能由字母、数字、“-”和“_”组成：“{value}”。",
)
DO_OF_OTHER = _problem(
    "do_of_other", '"{transition}" moves no record of "{entity}".', "“{transition}”不作用于“{entity}”的记录。"
)
SINCE_NO_MOMENT = _problem(
    "since_no_moment",
    'A step counts from a moment, and "{path}" is none.',
    "步骤只能从某个时刻起算，“{path}”不是时刻。",
)
NO_ROWS = _problem("no_rows", 'The field "{field}" is no list of rows.', "字段“{field}”不是行列表。")
ROWS_WANTED = _problem(
    "rows_wanted", "Here must stand a list of rows (objects).", "此处必须是由对象组成的列表。"
)
TWO_ACTIONS = _problem(
    "two_actions",
    'A step does one thing, not "{first}" and "{second}".',
    "一个步骤只做一件事，不能同时有“{first}”和“{second}”。",
)
NOBODY_ACTS = _problem(
    "nobody_acts", 'The step does not say who acts ("as").', "步骤没有写明由谁执行（as）。"
)
NOT_A_CODE = _problem("not_a_code", '"{code}" is no code of a reason.', "“{code}”不是原因代码。")
CREATES_NOTHING = _problem(
    "creates_nothing",
    'Nothing is created here that "{name}" could name.',
    "此处没有新建记录，别名“{name}”无所指。",
)

# ---------------------------------------------------------------------------------------------------- versions

VERSION_TOO_LOW = _problem(
    "version_too_low",
    "Version {version} is too low for these changes: a {weight} one is asked for.",
    "版本号 {version} 不足以反映这些变更：需要{weight}升级。",
    ("Call it {least} or higher. {because}", "请改为 {least} 或更高。{because}"),
)
