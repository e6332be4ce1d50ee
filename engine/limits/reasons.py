"""What a limit says when it is reached."""

from engine.diagnostics.catalogue import problems_of

_problem = problems_of("limits")

FULL = _problem(
    "full", "The limit “{label}” is reached: {used} of {max}.", "已达上限“{label}”：{used}/{max}。"
)
CONFIRM = _problem(
    "confirm",
    "The limit “{label}” is reached ({used} of {max}). Please confirm, with a reason.",
    "已达上限“{label}”（{used}/{max}）。如需继续，请确认并填写原因。",
)
FREE_AT = _problem("free_at", "There is room again at {at}.", "{at} 起可再次操作。")
LIFTED_BY = _problem(
    "lifted_by", "The duty “{duty}” may go beyond it: {holders}.", "承担职责“{duty}”者可超出上限：{holders}。"
)
ASK = _problem("ask", "You may ask for an exception: “{approval}”.", "可以申请例外：“{approval}”。")
ASKED = _problem(
    "asked",
    "An exception has been asked for and is being decided: “{approval}”.",
    "例外申请“{approval}”正在审批中。",
)
NOT_ASKED_FOR = _problem(
    "not_asked_for",
    "No exception to the limit “{label}” can be asked for here.",
    "此处不能申请上限“{label}”的例外。",
)
NOT_NEEDED = _problem(
    "not_needed",
    "The limit “{label}” does not stand against it; no exception is needed.",
    "上限“{label}”并未阻止该操作，无需申请例外。",
)
UNKNOWN = _problem("unknown", "There is no such limit.", "没有这个上限。")
NEXT_FREE = _problem("next_free", "Next free: {at}.", "下一个空档：{at}。")
USED = _problem("used", "“{label}”: {used} of {max} are used.", "“{label}”：已用 {used}/{max}。")
NOT_IN_SLOTS = _problem(
    "not_in_slots",
    "“{label}” is no limit on slots or on one time, so nothing of it is free at a time.",
    "“{label}”不是按时段或时间重叠统计的上限，因此没有空档可查。",
)
WHICH = _problem(
    "which",
    "It is counted by other fields than “{name}”, or “{name}” is missing.",
    "该上限不按“{name}”统计，或缺少“{name}”。",
    ("Name each field of the key once, and no others.", "请逐一写明统计所依据的字段，且不要写其他字段。"),
)
