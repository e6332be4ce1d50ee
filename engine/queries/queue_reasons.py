"""Why something stands in a work queue, in words."""

from engine.diagnostics.problem import Problem

YOURS = Problem("queue.yours", {"en": "It is your task.", "zh-CN": "这是您的任务。"})
OF_DUTY = Problem(
    "queue.of_duty",
    {
        "en": "It is part of the duty “{duty}”, and nobody has taken it.",
        "zh-CN": "属于职责“{duty}”，尚无人领取。",
    },
)
OF_TEAM = Problem(
    "queue.of_team",
    {"en": "It is for your team, and nobody has taken it.", "zh-CN": "属于您的团队，尚无人领取。"},
)
TASK_OVERDUE = Problem(
    "queue.task_overdue", {"en": "It should have been done by {at}.", "zh-CN": "应于 {at} 前完成，已逾期。"}
)
TASK_DUE = Problem("queue.task_due", {"en": "It should be done by {at}.", "zh-CN": "应于 {at} 前完成。"})
NEXT_OVERDUE = Problem(
    "queue.next_overdue",
    {"en": "The next action was due on {at}.", "zh-CN": "下次行动应于 {at} 进行，已逾期。"},
)
NEXT_DUE = Problem(
    "queue.next_due", {"en": "The next action is due on {at}.", "zh-CN": "下次行动定于 {at}。"}
)
DEADLINE_DUE = Problem(
    "queue.deadline_due", {"en": "“{what}” is due at {at}.", "zh-CN": "“{what}”将于 {at} 到期。"}
)
DEADLINE_WAITS = Problem(
    "queue.deadline_waits",
    {"en": "“{what}” has been due since {at} and waits.", "zh-CN": "“{what}”已于 {at} 到期，正在等待。"},
)
STALE = Problem(
    "queue.stale",
    {
        "en": "It has been in “{state}” for too long: since {entered}, and should have moved on by {at}.",
        "zh-CN": "停留在“{state}”过久：自 {entered} 起，应于 {at} 前推进。",
    },
)
