"""What people are told when an approval cannot be asked for or decided."""

from engine.diagnostics.catalogue import problems_of

_reason = problems_of("approvals")


NOBODY = _reason(
    "nobody",
    "“{approval}” cannot be asked for: nobody may decide the step “{step}”.",
    "无法发起“{approval}”：步骤“{step}”没有可以审批的人。",
    (
        "Who asks never decides. Somebody else must hold what the step asks for.",
        "发起人不能审批自己的申请；须有其他人承担该步骤所需的职责。",
    ),
)
TOO_FEW = _reason(
    "too_few",
    "“{approval}” cannot be asked for: the step “{step}” needs {wanted} persons, and {found} may decide it.",
    "无法发起“{approval}”：步骤“{step}”需要 {wanted} 人审批，目前只有 {found} 人可以审批。",
)
TOO_MANY = _reason(
    "too_many",
    "“{approval}” cannot be asked for: the step “{step}” would ask {found} persons, and at most {most} may be asked.",
    "无法发起“{approval}”：步骤“{step}”将涉及 {found} 人，最多允许 {most} 人。",
)
MISSING = _reason("missing", "There is no such approval.", "没有这个审批。")
CLOSED = _reason(
    "closed", "“{approval}” has been decided already: {outcome}.", "“{approval}”已有结果：{outcome}。"
)
CHANGED = _reason(
    "changed",
    "What “{approval}” is about has changed since you saw it: decide again.",
    "“{approval}”所涉内容在您查看之后已有变化，请重新审批。",
    ("Load it again, look at what has changed, and decide on that.", "请重新载入，查看变化后再作决定。"),
)
OWN = _reason(
    "own",
    "Nobody decides what they have asked for themselves, whichever way they come.",
    "任何人都不能以任何方式审批自己发起的申请。",
)
BARRED = _reason(
    "barred",
    "{person} must not decide here: they made this record, or decided an earlier step.",
    "{person}不能在此审批：其为该记录的创建人，或已在之前的步骤中审批过。",
)
NOT_A_DECIDER = _reason(
    "not_a_decider",
    "You are not among those who decide this. It waits for: {deciders}.",
    "您不是该审批的审批人。目前等待：{deciders}。",
)
NOT_YOUR_TURN = _reason(
    "not_your_turn",
    "It is not your turn yet. It waits for: {deciders}.",
    "尚未轮到您审批。目前等待：{deciders}。",
)
TWICE = _reason("twice", "You have decided this already.", "您已经审批过。")
ALREADY_ASKED = _reason(
    "already_asked", "{person} is asked in this step already.", "{person}已在该步骤的审批人之中。"
)
NOT_ENTITLED = _reason(
    "not_entitled",
    "{person} does not hold what the step asks for.",
    "{person}不承担该步骤所要求的职责。",
)
NEEDED_ELSEWHERE = _reason(
    "needed_elsewhere",
    "Without {person} nobody would be left for another step, and nobody decides in two.",
    "如由{person}接手，另一步骤将无人可审批，而同一人不能在两个步骤中审批。",
)
NO_SUCCESSOR = _reason(
    "no_successor",
    "Nobody may take over the place of {person} in the step “{step}” of “{approval}”.",
    "“{approval}”的步骤“{step}”中，没有人可以接手{person}的审批席位。",
    (
        "Hand over to somebody who may decide it (never who asked for it), give somebody the duty, or have it decided or taken back.",
        "请交给可以审批该步骤的人（不能是发起人或其他步骤的审批人），或先为某人分配该职责，或先完成审批、撤回申请。",
    ),
)
NO_REASON = _reason("no_reason", "Please give a reason.", "请填写理由。")
NO_PERSON = _reason("no_person", "Please say to whom: a person who works here.", "请指明一位在职人员。")
MAY_NOT = _reason(
    "may_not", "“{decision}” is not possible in the step “{step}”.", "步骤“{step}”不允许“{decision}”。"
)
NOT_WITHDRAWN = _reason(
    "not_withdrawn",
    "“{approval}” cannot be taken back (any more).",
    "“{approval}”不能（再）撤回。",
)
ONLY_REQUESTER = _reason(
    "only_requester", "Only who has asked for it may do this.", "只有发起人可以这样操作。"
)
NUDGED = _reason(
    "nudged",
    "They were reminded a short while ago; you may do it again at {at}.",
    "刚刚已经催办过，{at} 起可再次催办。",
)
NO_COPY = _reason("no_copy", "“{approval}” cannot be copied to others.", "“{approval}”不支持抄送。")
NOT_BEFORE = _reason(
    "not_before",
    "It can only be sent back to a step that was decided before: {known}.",
    "只能退回到之前已审批的步骤：{known}。",
)
NO_NUDGE = _reason("no_nudge", "“{approval}” knows no reminding.", "“{approval}”不支持催办。")
NO_WAY_ON = _reason(
    "no_way_on",
    "“{approval}” would end as “{outcome}”, but the record cannot leave its state then.",
    "“{approval}”的结果将为“{outcome}”，但记录无法据此离开当前状态。",
    (
        "The guard of the transition that waits for it does not hold.",
        "等待该结果的流转条件不满足。",
    ),
)
LOCKED = _reason(
    "locked",
    "“{field}” cannot be changed while “{approval}” is being decided.",
    "“{approval}”审批期间不能修改“{field}”。",
    ("Wait for the decision, or take the request back first.", "请等待审批结果，或先撤回申请。"),
)
OUTCOMES = {
    "approved": {"en": "approved", "zh-CN": "已通过"},
    "rejected": {"en": "rejected", "zh-CN": "已驳回"},
    "returned": {"en": "returned", "zh-CN": "已退回"},
    "withdrawn": {"en": "withdrawn", "zh-CN": "已撤回"},
    "expired": {"en": "expired", "zh-CN": "已过期"},
    "restarted": {"en": "asked for anew", "zh-CN": "已重新发起"},
    "ended": {"en": "no longer needed", "zh-CN": "已失效"},
}
