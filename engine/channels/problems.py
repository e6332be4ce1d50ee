"""What may be wrong with channels and with the messages that come by them: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of

_problem = problems_of("channels")

# ------------------------------------------------------------ definitions

NO_FIELDS = _problem("no_fields", "The channel brings nothing.", "该通道没有任何字段。")
BAD_ID = _problem(
    "bad_id",
    '"{name}" cannot be an id.',
    "“{name}”不能用作标识。",
    (
        "Use lower-case ASCII letters, digits and underscores, a letter first, at most 48 characters.",
        "请使用小写英文字母、数字和下划线，以字母开头，最多 48 个字符。",
    ),
)
UNKNOWN_FIELD = _problem("unknown_field", 'The channel has no field "{name}".', "该通道没有字段“{name}”。")
NOT_SENT = _problem(
    "not_sent",
    "A field of type {type} cannot come by a channel.",
    "{type} 类型的字段不能由通道传入。",
    ("Upload files by themselves.", "文件请单独上传。"),
)
SETTLED_HERE = _problem(
    "settled_here",
    '"{name}" means nothing for a value that comes from outside.',
    "对外部传入的值，“{name}”没有意义。",
)
BAD_PLACE = _problem(
    "bad_place",
    '"{name}" is not a JSON Pointer below the message.',
    "“{name}”不是消息内的 JSON Pointer。",
    ('Write "/data/from".', "请写成“/data/from”。"),
)
SAME_PLACE = _problem(
    "same_place",
    '"{name}" and "{other}" stand at one place, or one inside the other.',
    "“{name}”与“{other}”的位置相同或相互包含。",
)
BAD_MESSAGE_ID = _problem(
    "bad_message_id",
    '"{name}" cannot tell messages apart: it must be a required text or whole number.',
    "“{name}”不能用来区分消息：它必须是必填的文本或整数。",
)

# --------------------------------------------------------------- messages

NO_SUCH_CHANNEL = _problem("no_such_channel", 'There is no channel "{name}".', "没有通道“{name}”。")
UNDECLARED = _problem("undeclared", "The channel declares no such value.", "该通道没有声明此值。")
REQUIRED = _problem("required", "A value is needed here.", "此处必须有值。")
NOT_THERE = _problem("not_there", "There is no such record.", "没有这条记录。")
