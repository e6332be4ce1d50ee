"""What may be wrong with approvals: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("approvals")

UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
UNKNOWN_FIELD = _problem("unknown_field", '"{entity}" has no field "{name}".', "“{entity}”没有字段“{name}”。")
UNKNOWN_LIST = _problem("unknown_list", '"{entity}" has no list "{name}".', "“{entity}”没有明细“{name}”。")
UNKNOWN_MESSAGE = _problem("unknown_message", 'There is no message "{name}".', "没有消息“{name}”。")
MESSAGE_ABOUT_OTHER = _problem(
    "message_about_other",
    'The message "{name}" is about a "{wanted}", but the approval is about a "{found}".',
    "消息“{name}”针对“{wanted}”，而该审批针对“{found}”。",
)
LINE_ENTITY = _problem(
    "line_entity",
    '"{name}" is a row of a list; what is decided about is the record around it.',
    "“{name}”是明细行；审批针对它所属的记录。",
    ('Name that entity, and use "each" in a step.', "请写明所属实体，并在步骤中使用 each。"),
)
BAD_ID = _problem(
    "bad_id",
    '"{name}" is no id: small letters, digits and underscores, beginning with a letter.',
    "“{name}”不是有效的标识：须以小写字母开头，只含小写字母、数字和下划线。",
)
NO_STEPS = _problem("no_steps", "The approval has no steps.", "该审批没有步骤。")
NOT_COVERABLE = _problem(
    "not_coverable",
    '"{name}" is computed; cover the fields that it is computed from.',
    "“{name}”由系统计算；请改为覆盖其计算所用的字段。",
)
OTHERWISE_UNUSED = _problem(
    "otherwise_unused",
    '"else" means nothing without "if".',
    "没有 if 时，else 没有意义。",
)
NO_DECIDER = _problem("no_decider", "The step asks nobody.", "该步骤没有审批人。")
NOT_WRITABLE = _problem(
    "not_writable",
    '"{name}" cannot be corrected: it is computed, a list, or written by the engine.',
    "“{name}”不能由审批人更正：它由系统计算、是明细，或只由引擎写入。",
)
WRITE_RESTARTS = _problem(
    "write_restarts",
    'A correction of "{name}" would void the decisions, because a change of what is covered restarts the approval.',
    "更正“{name}”会使已有决定作废，因为被覆盖内容变化时审批重新开始。",
    ('Do not cover it, or write "while_pending": "locked".', "请不要覆盖该字段，或改用 locked。"),
)
NOT_A_DURATION = _problem(
    "not_a_duration",
    '"{name}" is not a span of time ahead.',
    "“{name}”不是有效的时长。",
    ("Write PT30M or P1D.", "请写 PT30M 或 P1D。"),
)
NOTHING_HAPPENS = _problem(
    "nothing_happens", "Nothing happens at this deadline.", "该时限到期时没有任何动作。"
)
UNKNOWN_POST = _problem(
    "unknown_post", 'There is no role and no duty "{name}".', "没有名为“{name}”的角色或职责。"
)
TOO_MANY_OF = _problem(
    "too_many_of",
    '"{name}" would decide in {count} steps ({steps}), but at most {most} are allowed. It happens when: {when}.',
    "“{name}”将参与 {count} 个步骤（{steps}）的审批，但最多允许 {most} 个。出现条件：{when}。",
    (
        "Give these steps conditions that exclude one another, or raise the number.",
        "请让这些步骤的条件互斥，或调高上限。",
    ),
)
TOO_LONG = _problem(
    "too_long",
    "There would be {count} steps ({steps}), but at most {most} are allowed. It happens when: {when}.",
    "将有 {count} 个步骤（{steps}），但最多允许 {most} 个。出现条件：{when}。",
    (
        "Give these steps conditions that exclude one another, or raise the number.",
        "请让这些步骤的条件互斥，或调高上限。",
    ),
)
SAME_DECIDER = _problem(
    "same_decider",
    "The steps {steps} ask the same one person, but nobody may decide twice. It happens when: {when}.",
    "步骤 {steps} 由同一人审批，但任何人不得审批两次。出现条件：{when}。",
    ("Let one of them ask somebody else.", "请让其中一步由他人审批。"),
)
ONLY_AUTHOR = _problem(
    "only_author",
    "The step {steps} asks only who made the record, who must never decide. It is asked when: {when}.",
    "步骤 {steps} 只由记录创建人审批，但创建人不得审批。出现条件：{when}。",
    ("Let it ask somebody else as well.", "请让该步骤也由他人审批。"),
)
UNDECIDED_POLICY = _problem(
    "undecided_policy",
    "The conditions of the steps are too many to try every way through; the policy is held by count alone.",
    "步骤条件过多，无法逐一检验所有路径；该策略仅按步骤数量判断。",
    severity=Severity.HINT,
)
