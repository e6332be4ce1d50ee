"""What commands say when the answer is no."""

from engine.diagnostics.problem import Problem

BROKEN = Problem(
    "invariants.broken",
    {"en": "{label}", "zh-CN": "{label}"},
)
CONFIRM = Problem(
    "invariants.confirm",
    {"en": "Please confirm, with a reason: {label}", "zh-CN": "请确认并填写原因：{label}"},
)
LOOP = Problem(
    "rules.loop",
    {
        "en": "Rules kept calling each other and were stopped after {steps} steps (depth {depth}): {chain}.",
        "zh-CN": "规则互相触发，在 {steps} 步（深度 {depth}）后被终止：{chain}。",
    },
    {
        "en": "Nothing was changed. Give one of these rules a condition that ends it.",
        "zh-CN": "没有任何修改。请给其中一条规则加上终止条件。",
    },
)
BY_RULE = Problem(
    "rules.refused",
    {"en": "The rule “{rule}” could not do its part.", "zh-CN": "规则“{rule}”未能完成。"},
)
TOO_MANY = Problem(
    "effects.too_many",
    {
        "en": "One change may touch at most {limit} records; this one would touch more.",
        "zh-CN": "一次操作最多涉及 {limit} 条记录，此操作超出上限。",
    },
)
NO_TARGET = Problem(
    "effects.no_target",
    {
        "en": "“{link}” is empty, so there is no record to act on.",
        "zh-CN": "“{link}”为空，没有可操作的记录。",
    },
)
NO_TASK = Problem(
    "tasks.missing",
    {"en": "There is no such task.", "zh-CN": "没有这项任务。"},
    {"en": "It may be about a record that you may not see.", "zh-CN": "它所涉及的记录可能您无权查看。"},
)
TASK_ENDED = Problem(
    "tasks.ended",
    {"en": "“{label}” is no longer to be done.", "zh-CN": "“{label}”已不需要办理。"},
)
TASK_TAKEN = Problem(
    "tasks.taken",
    {"en": "{person} has taken “{label}”.", "zh-CN": "“{label}”已由{person}领取。"},
    {"en": "Whoever took it can give it back.", "zh-CN": "领取人可以将其退回。"},
)
NOT_YOURS = Problem(
    "tasks.not_yours",
    {"en": "“{label}” is not yours to do.", "zh-CN": "“{label}”不归您办理。"},
)
NOT_TAKEN = Problem(
    "tasks.not_taken",
    {
        "en": "“{label}” is given to you alone, so it cannot be given back.",
        "zh-CN": "“{label}”只指派给您本人，不能退回。",
    },
)
DONE_BY_ACTING = Problem(
    "tasks.done_by_acting",
    {"en": "“{label}” is done by acting on its record.", "zh-CN": "“{label}”须通过办理其记录来完成。"},
    {"en": "Take one of: {ways}.", "zh-CN": "请执行：{ways}。"},
)
NO_CALL = Problem(
    "calls.unknown",
    {
        "en": "“{call}” is not among the calls whose answers the pack takes.",
        "zh-CN": "业务包没有声明“{call}”的答复。",
    },
    {"en": "Declare it under calls in pack.json.", "zh-CN": "请在 pack.json 的 calls 中声明。"},
)
NOT_IN_ANSWER = Problem(
    "calls.unknown_input",
    {"en": "The answer of “{call}” brings no “{name}”.", "zh-CN": "“{call}”的答复没有“{name}”。"},
)
REQUIRED_IN_ANSWER = Problem(
    "calls.missing_input",
    {"en": "The answer of “{call}” must bring “{name}”.", "zh-CN": "“{call}”的答复须有“{name}”。"},
)
TIMER_WAITS = Problem(
    "timers.waits",
    {"en": "“{timer}” is due and waits for its condition.", "zh-CN": "“{timer}”已到期，正在等待条件满足。"},
)
NOBODY = Problem(
    "effects.nobody",
    {
        "en": "Nobody can take this over now: of {asked} who might, none is there with room for it.",
        "zh-CN": "目前没有人可以接手：{asked} 位可选人员中，没有在岗且有余量的。",
    },
    {
        "en": "Try again later, or let somebody make room.",
        "zh-CN": "请稍后再试，或先腾出名额。",
    },
)
