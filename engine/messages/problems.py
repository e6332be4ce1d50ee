"""What may be wrong with messages: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("messages")


NOT_YET = _problem(
    "not_yet",
    '"{name}" belongs to a later release of the engine.',
    "“{name}”属于引擎的后续版本，目前尚不支持。",
)
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
UNKNOWN_FILTER = _problem("unknown_filter", 'There is no filter "{name}".', "没有过滤器“{name}”。")
FILTER_NOT_FOR = _problem(
    "filter_not_for", 'The filter "{name}" does not go with "{path}".', "过滤器“{name}”不适用于“{path}”。"
)
SHOWS_ID = _problem(
    "shows_id",
    '"{path}" is a record; its id says nothing to a reader.',
    "“{path}”是一条记录，其标识对读者没有意义。",
    ("Name one of its fields, such as {path}.name.", "请写它的某个字段，例如 {path}.name。"),
)
SHOWS_SENSITIVE = _problem(
    "shows_sensitive",
    '"{path}" is sensitive and would be sent in full.',
    "“{path}”为敏感信息，将被完整发送。",
    ("Write {{{path}|masked}}, or leave it out.", "请写 {{{path}|masked}}，或不要写入。"),
    Severity.WARNING,
)
