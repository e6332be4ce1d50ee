"""What the access room says when the answer is no."""

from engine.diagnostics.problem import Problem

NO_DUTY = Problem(
    "access.no_duty",
    {
        "en": "This is part of the duty “{duty}”, which is held by: {holders}.",
        "zh-CN": "这属于职责“{duty}”，由以下岗位承担：{holders}。",
    },
    {
        "en": "Ask one of them, or have the duty moved to your post.",
        "zh-CN": "请由上述岗位办理，或调整该职责的归属。",
    },
)
NOT_REACHED = Problem(
    "access.not_reached",
    {
        "en": "Your duty “{duty}” does not reach this record.",
        "zh-CN": "您的职责“{duty}”不包括这条记录。",
    },
    {"en": "It may belong to another owner, team or centre.", "zh-CN": "它可能属于其他负责人、团队或中心。"},
)
NOT_CREATABLE = Problem(
    "access.may_not_create",
    {
        "en": "None of your duties allows you to create: {entity}. It is made by: {holders}.",
        "zh-CN": "您的职责不包括新建：{entity}。可新建的岗位：{holders}。",
    },
)
NOBODY = {"en": "nobody", "zh-CN": "无"}
NOT_WRITABLE = Problem(
    "access.not_writable",
    {
        "en": "You may not change “{field}” here.",
        "zh-CN": "您不能在这里修改“{field}”。",
    },
)
NOT_REVEALABLE = Problem(
    "access.may_not_reveal",
    {
        "en": "None of your duties lets you see the whole of “{field}”.",
        "zh-CN": "您的职责不包括查看完整的“{field}”。",
    },
)
NOT_EXPORTABLE = Problem(
    "access.may_not_export",
    {
        "en": "None of your duties allows you to export: {entity}.",
        "zh-CN": "您的职责不包括导出：{entity}。",
    },
)
