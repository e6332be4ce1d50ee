"""What a limit says when it is reached."""

from engine.diagnostics.problem import Problem

FULL = Problem(
    "limits.full",
    {
        "en": "The limit “{label}” is reached: {used} of {max}.",
        "zh-CN": "已达上限“{label}”：{used}/{max}。",
    },
)
CONFIRM = Problem(
    "limits.confirm",
    {
        "en": "The limit “{label}” is reached ({used} of {max}). Please confirm, with a reason.",
        "zh-CN": "已达上限“{label}”（{used}/{max}）。如需继续，请确认并填写原因。",
    },
)
FREE_AT = Problem(
    "limits.free_at",
    {"en": "There is room again at {at}.", "zh-CN": "{at} 起可再次操作。"},
)
LIFTED_BY = Problem(
    "limits.lifted_by",
    {
        "en": "The duty “{duty}” may go beyond it: {holders}.",
        "zh-CN": "承担职责“{duty}”者可超出上限：{holders}。",
    },
)
ASK = Problem(
    "limits.ask",
    {
        "en": "You may ask for an exception: “{approval}”.",
        "zh-CN": "可以申请例外：“{approval}”。",
    },
)
ASKED = Problem(
    "limits.asked",
    {
        "en": "An exception has been asked for and is being decided: “{approval}”.",
        "zh-CN": "例外申请“{approval}”正在审批中。",
    },
)
NOT_ASKED_FOR = Problem(
    "limits.not_asked_for",
    {
        "en": "No exception to the limit “{label}” can be asked for here.",
        "zh-CN": "此处不能申请上限“{label}”的例外。",
    },
)
NOT_NEEDED = Problem(
    "limits.not_needed",
    {
        "en": "The limit “{label}” does not stand against it; no exception is needed.",
        "zh-CN": "上限“{label}”并未阻止该操作，无需申请例外。",
    },
)
UNKNOWN = Problem("limits.unknown", {"en": "There is no such limit.", "zh-CN": "没有这个上限。"})
NEXT_FREE = Problem("limits.next_free", {"en": "Next free: {at}.", "zh-CN": "下一个空档：{at}。"})
USED = Problem(
    "limits.used",
    {"en": "“{label}”: {used} of {max} are used.", "zh-CN": "“{label}”：已用 {used}/{max}。"},
)
NOT_IN_SLOTS = Problem(
    "limits.not_in_slots",
    {
        "en": "“{label}” is no limit on slots or on one time, so nothing of it is free at a time.",
        "zh-CN": "“{label}”不是按时段或时间重叠统计的上限，因此没有空档可查。",
    },
)
WHICH = Problem(
    "limits.which",
    {
        "en": "It is counted by other fields than “{name}”, or “{name}” is missing.",
        "zh-CN": "该上限不按“{name}”统计，或缺少“{name}”。",
    },
    {
        "en": "Name each field of the key once, and no others.",
        "zh-CN": "请逐一写明统计所依据的字段，且不要写其他字段。",
    },
)
