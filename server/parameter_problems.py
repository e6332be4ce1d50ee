"""What is said when a parameter cannot be set as asked."""

from engine.diagnostics.catalogue import problems_of

_problem = problems_of("parameters")
NO_PARAMETER = _problem("no_such_parameter", "There is no parameter “{name}”.", "没有参数“{name}”。")
NO_VALUE = _problem(
    "no_value",
    "Say which value it shall have, or confirm the one that it has.",
    "请给出参数值，或确认当前的值。",
    ("Send “value”, or “confirm”: true.", "请填写 value，或填写 confirm 为 true。"),
)
OUT_OF_BOUNDS = _problem(
    "out_of_bounds",
    "{value} lies outside of the bounds: {minimum} to {maximum}.",
    "{value} 超出允许范围：{minimum} 至 {maximum}。",
)
NOT_PER_CENTRE = _problem(
    "not_per_centre",
    "This parameter has no values of single centres.",
    "此参数不按中心分别设置。",
    ("Leave “centre” out.", "请去掉 centre。"),
)
NOT_PER_OPTION = _problem(
    "not_per_option",
    "This parameter has no value for “{option}”; it may have one for: {known}.",
    "此参数不能按“{option}”设置，可用：{known}。",
)
NO_CENTRE = _problem("no_such_centre", "There is no such centre.", "没有这个中心。")
NOTHING_SET = _problem(
    "nothing_set",
    "There is no value for this place and day that could be taken back.",
    "该处在这一天没有可撤回的值。",
    ("GET /api/v1/parameters shows what is set.", "可通过 GET /api/v1/parameters 查看已设置的值。"),
)
