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
