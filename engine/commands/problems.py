"""What commands say when the answer is no."""

from engine.diagnostics.catalogue import problems_of

_calls = problems_of("calls")
_effects = problems_of("effects")
_invariants = problems_of("invariants")
_rules = problems_of("rules")
_tasks = problems_of("tasks")
_timers = problems_of("timers")

BROKEN = _invariants("broken", "{label}", "{label}")
CONFIRM = _invariants("confirm", "Please confirm, with a reason: {label}", "请确认并填写原因：{label}")
LOOP = _rules(
    "loop",
    "Rules kept calling each other and were stopped after {steps} steps (depth {depth}): {chain}.",
    "规则互相触发，在 {steps} 步（深度 {depth}）后被终止：{chain}。",
    (
        "Nothing was changed. Give one of these rules a condition that ends it.",
        "没有任何修改。请给其中一条规则加上终止条件。",
    ),
)
BY_RULE = _rules("refused", "The rule “{rule}” could not do its part.", "规则“{rule}”未能完成。")
TOO_MANY = _effects(
    "too_many",
    "One change may touch at most {limit} records; this one would touch more.",
    "一次操作最多涉及 {limit} 条记录，此操作超出上限。",
)
NO_TARGET = _effects(
    "no_target", "“{link}” is empty, so there is no record to act on.", "“{link}”为空，没有可操作的记录。"
)
NO_TASK = _tasks(
    "missing",
    "There is no such task.",
    "没有这项任务。",
    ("It may be about a record that you may not see.", "它所涉及的记录可能您无权查看。"),
)
TASK_ENDED = _tasks("ended", "“{label}” is no longer to be done.", "“{label}”已不需要办理。")
TASK_TAKEN = _tasks(
    "taken",
    "{person} has taken “{label}”.",
    "“{label}”已由{person}领取。",
    ("Whoever took it can give it back.", "领取人可以将其退回。"),
)
NOT_YOURS = _tasks("not_yours", "“{label}” is not yours to do.", "“{label}”不归您办理。")
NOT_TAKEN = _tasks(
    "not_taken",
    "“{label}” is given to you alone, so it cannot be given back.",
    "“{label}”只指派给您本人，不能退回。",
)
DONE_BY_ACTING = _tasks(
    "done_by_acting",
    "“{label}” is done by acting on its record.",
    "“{label}”须通过办理其记录来完成。",
    ("Take one of: {ways}.", "请执行：{ways}。"),
)
NO_CALL = _calls(
    "unknown",
    "“{call}” is not among the calls whose answers the pack takes.",
    "业务包没有声明“{call}”的答复。",
    ("Declare it under calls in pack.json.", "请在 pack.json 的 calls 中声明。"),
)
NOT_IN_ANSWER = _calls(
    "unknown_input", "The answer of “{call}” brings no “{name}”.", "“{call}”的答复没有“{name}”。"
)
REQUIRED_IN_ANSWER = _calls(
    "missing_input", "The answer of “{call}” must bring “{name}”.", "“{call}”的答复须有“{name}”。"
)
TIMER_WAITS = _timers(
    "waits", "“{timer}” is due and waits for its condition.", "“{timer}”已到期，正在等待条件满足。"
)
NOBODY = _effects(
    "nobody",
    "Nobody can take this over now: of {asked} who might, none is there with room for it.",
    "目前没有人可以接手：{asked} 位可选人员中，没有在岗且有余量的。",
    ("Try again later, or let somebody make room.", "请稍后再试，或先腾出名额。"),
)
