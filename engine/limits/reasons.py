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
