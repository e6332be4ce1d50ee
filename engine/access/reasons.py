"""What the access room says when the answer is no."""

from engine.diagnostics.catalogue import problems_of

_problem = problems_of("access")

NO_DUTY = _problem(
    "no_duty",
    "This is part of the duty “{duty}”, which is held by: {holders}.",
    "这属于职责“{duty}”，由以下岗位承担：{holders}。",
    ("Ask one of them, or have the duty moved to your post.", "请由上述岗位办理，或调整该职责的归属。"),
)
NOT_REACHED = _problem(
    "not_reached",
    "Your duty “{duty}” does not reach this record.",
    "您的职责“{duty}”不包括这条记录。",
    ("It may belong to another owner, team or centre.", "它可能属于其他负责人、团队或中心。"),
)
NOT_CREATABLE = _problem(
    "may_not_create",
    "None of your duties allows you to create: {entity}. It is made by: {holders}.",
    "您的职责不包括新建：{entity}。可新建的岗位：{holders}。",
)
NOBODY = {"en": "nobody", "zh-CN": "无"}
NOT_WRITABLE = _problem("not_writable", "You may not change “{field}” here.", "您不能在这里修改“{field}”。")
NOT_REVEALABLE = _problem(
    "may_not_reveal",
    "None of your duties lets you see the whole of “{field}”.",
    "您的职责不包括查看完整的“{field}”。",
)
NOT_EXPORTABLE = _problem(
    "may_not_export", "None of your duties allows you to export: {entity}.", "您的职责不包括导出：{entity}。"
)
