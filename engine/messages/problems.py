"""What may be wrong with messages: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity
from engine.records.telling_problems import telling_problems

_problem = problems_of("messages")


UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
UNKNOWN_CHANNEL = _problem("unknown_channel", 'There is no channel "{name}".', "没有渠道“{name}”。")
NO_CHANNEL = _problem("no_channel", "The message names no channel.", "该消息没有写明渠道。")
NO_TEXT = _problem(
    "no_text", 'The message has no text for the channel "{name}".', "该消息没有渠道“{name}”的文本。"
)
UNUSED_TEXT = _problem(
    "unused_text",
    'There is a text for "{name}", which is not among the channels.',
    "有“{name}”的文本，但它不在渠道列表中。",
    severity=Severity.WARNING,
)
UNKNOWN_SWITCH = _problem("unknown_switch", 'There is no parameter "{name}".', "没有参数“{name}”。")
SWITCH_NOT_BOOLEAN = _problem(
    "switch_not_boolean", 'The parameter "{name}" is not a yes or no.', "参数“{name}”不是“是/否”类型。"
)
TOO_LONG = _problem("too_long", "The text has more than {limit} characters.", "文本超过 {limit} 个字符。")
TOO_MANY_PLACES = _problem(
    "too_many_places", "The text has more than {limit} places.", "文本中的占位超过 {limit} 处。"
)
BROKEN_PLACE = _problem(
    "broken_place",
    '"{name}" is not a place that can be filled.',
    "“{name}”不是可填充的占位。",
    (
        "Write {{path}} or {{path|filter}}; a text holds no conditions, loops or calculations.",
        "请写 {{路径}} 或 {{路径|过滤器}}；文本中没有条件、循环或计算。",
    ),
)
UNKNOWN_FILTER, FILTER_NOT_FOR, SHOWS_ID = telling_problems(_problem)
SHOWS_SENSITIVE = _problem(
    "shows_sensitive",
    '"{path}" is sensitive and would be sent in full.',
    "“{path}”为敏感信息，将被完整发送。",
    ("Write {{{path}|masked}}, or leave it out.", "请写 {{{path}|masked}}，或不要写入。"),
    Severity.WARNING,
)

# ------------------------------------------------------------ when it is sent

UNKNOWN_QUIET = _problem(
    "unknown_quiet", '"{name}" is not one of defer, drop and ignore.', "“{name}”不是 defer、drop 或 ignore。"
)
NO_QUIET_HOURS = _problem(
    "no_quiet_hours",
    "The pack has no quiet hours.",
    "业务包没有设定免打扰时段。",
    (
        'Write "quiet_hours": {"from": "21:00", "to": "09:00"} in pack.json.',
        '请在 pack.json 中写明 "quiet_hours": {"from": "21:00", "to": "09:00"}。',
    ),
)
NOT_A_MOMENT = _problem("not_a_moment", "This is no date and no moment.", "这不是日期或时刻。")
NOT_A_DURATION = _problem("not_a_duration", "This is not a span of time.", "这不是一段时长。")
NOT_A_TIME = _problem(
    "not_a_time",
    '"{name}" is not a time of day.',
    "“{name}”不是一天中的时刻。",
    ("Write 09:00.", "请写成 09:00。"),
)
UNKNOWN_WHILE = _problem(
    "unknown_while",
    '"{name}" is neither "same_state" nor "any" nor a condition.',
    "“{name}”不是 same_state、any 或条件。",
)
UNKNOWN_DAY = _problem(
    "unknown_day",
    '"{name}" is no day of the week.',
    "“{name}”不是星期几。",
    ('Write mon, tue, wed, thu, fri, sat, sun, or "working".', "请写 mon 到 sun，或写 working。"),
)
NO_CALENDAR = _problem(
    "no_calendar",
    "Working days need a calendar, and the pack names none.",
    "工作日需要工作日历，但业务包没有指定。",
    ('Name one with "calendar" in pack.json.', "请在 pack.json 中用 calendar 指定。"),
)
BAD_GROUP = _problem(
    "bad_group",
    '"{name}" is no name of a group.',
    "“{name}”不能作为汇总组的名称。",
    ("Small letters, digits and _.", "请用小写字母、数字和下划线。"),
)
GROUP_DIFFERS = _problem(
    "group_differs",
    'Messages of the group "{group}" go out as one, but "{other}" names other channels, days or another time.',
    "汇总组“{group}”的消息会合并发送，但“{other}”写的渠道、日期或时刻不同。",
)
