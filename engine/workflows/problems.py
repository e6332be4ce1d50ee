"""What may be wrong with a workflow, and why a transition is refused: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("workflows")


TOO_LARGE = _problem(
    "too_large", "A workflow has at most {limit} {what}.", "一个流程的 {what} 最多 {limit} 个。"
)

# ------------------------------------------------------------------ names

UNKNOWN_POOL = _problem("unknown_pool", 'There is no pool "{name}".', "没有公海“{name}”。")
FINAL_POOL = _problem(
    "final_pool",
    '"{name}" is final, so nobody could ever take a record out of its pool.',
    "“{name}”是终态，公海中的记录将永远无法取出。",
)
UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
LINE_ENTITY = _problem(
    "line_entity",
    '"{name}" is a row of a list and has no state of its own.',
    "“{name}”是明细行，没有自己的状态。",
    ("Give the entity of the list the workflow.", "请为明细所属的实体建立流程。"),
)
WRONG_TRACK = _problem(
    "wrong_track",
    'The file of the track "{name}" must be named "{entity}.{name}".',
    "轨道“{name}”的流程文件须命名为“{entity}.{name}”。",
)
TRACK_CHOSEN = _problem(
    "track_chosen",
    '"{name}" is a track: states of the main workflow name it, so it has neither "if" nor "order".',
    "“{name}”是轨道：由主流程的状态指明何时运行，不应写 if 或 order。",
)
UNKNOWN_TRACK = _problem("unknown_track", '"{entity}" has no track "{name}".', "“{entity}”没有轨道“{name}”。")
FINAL_TRACKS = _problem(
    "final_tracks",
    'Tracks stop in a final state, so "{name}" names none.',
    "轨道在终态停止，因此“{name}”不应写 tracks。",
)
NOT_IN_TRACK = _problem(
    "not_in_track",
    'A state of a track has no "{name}": it is said of states of the main workflow.',
    "轨道的状态没有“{name}”：它只用于主流程的状态。",
)
NEVER_MOVES = _problem(
    "never_moves",
    'No state of the workflow of "{entity}" names the track "{name}", so it never moves.',
    "“{entity}”的流程中没有状态指明轨道“{name}”，它永远不会运行。",
    ('Add it to the "tracks" of the states in which it may move.', '请将其写入可运行状态的 "tracks"。'),
)
SAME_TRANSITION = _problem(
    "same_transition",
    '"{name}" is a transition in "{other}" too: an id names one transition of a "{entity}", whatever it moves.',
    "“{name}”在“{other}”中也是流转：无论移动哪条轨道，同一标识在“{entity}”中只能表示一个流转。",
    ("Give it another id.", "请换一个标识。"),
)
WRONG_FILE = _problem(
    "wrong_file",
    'The workflow of "{entity}" must be named "{entity}", a variant of it "{entity}.<variant>".',
    "“{entity}”的流程文件须命名为“{entity}”，其变体须命名为“{entity}.<变体>”。",
)
CHOSEN_ALWAYS = _problem(
    "chosen_always",
    'The workflow of "{entity}" that no variant takes precedence over has no "if" and no "order".',
    "“{entity}”的普通流程用于其余全部记录，不应写 if 或 order。",
    ('Give the variants the "if".', "请将条件写在各变体中。"),
)
NEVER_CHOSEN = _problem(
    "never_chosen",
    'Nothing says which records follow the variant "{name}".',
    "没有说明哪些记录适用变体“{name}”。",
    ('Add "if": a condition on a new record.', '请增加 "if"：针对新记录的条件。'),
)
NO_ORDINARY = _problem(
    "no_ordinary",
    'There is no workflow for a "{entity}" for which no variant is chosen.',
    "没有适用于其余“{entity}”记录的普通流程。",
    ('Add "workflows/{entity}.json", without "if".', "请增加不带 if 的 workflows/{entity}.json。"),
)
VARIANTS_DISAGREE = _problem(
    "variants_disagree",
    '"{name}" has another "{key}" here than in "{other}": what two variants call alike must mean the same.',
    "“{name}”的 {key} 与“{other}”中的不同：两个变体中同名的内容含义必须一致。",
    ("Give it another id, or say the same.", "请换一个标识，或保持一致。"),
)
BAD_ID = _problem(
    "bad_id",
    '"{name}" cannot be an id.',
    "“{name}”不能作为标识。",
    (
        'Use lower-case letters, digits and "_", starting with a letter, at most 63; "any" is taken.',
        "请使用小写字母、数字和下划线，以字母开头，最多 63 个字符；any 已被占用。",
    ),
)
UNKNOWN_STATE = _problem(
    "unknown_state", 'There is no state or group "{name}".', "没有状态或状态组“{name}”。"
)
UNKNOWN_GROUP = _problem("unknown_group", 'There is no group "{name}".', "没有状态组“{name}”。")
UNKNOWN_DUTY = _problem("unknown_duty", 'There is no duty "{name}".', "没有职责“{name}”。")
UNKNOWN_FORM = _problem("unknown_form", 'There is no form "{name}".', "没有表单“{name}”。")
UNKNOWN_FIELD = _problem("unknown_field", '"{entity}" has no field "{name}".', "“{entity}”没有字段“{name}”。")
FORM_OF_OTHER = _problem(
    "form_of_other",
    'The form "{name}" is of "{found}", not of "{entity}".',
    "表单“{name}”属于“{found}”，而非“{entity}”。",
)
FOREIGN_EVENT = _problem(
    "foreign_event",
    'A transition listens to events of its own record, not of "{name}".',
    "流转只监听自身记录的事件，不能监听“{name}”的事件。",
    (
        'Let a rule listen, and take the transition with "do" and "on".',
        "请用规则监听，再以 do 和 on 执行该流转。",
    ),
)

# ----------------------------------------------------------------- groups

GROUP_WITHOUT_INITIAL = _problem(
    "group_without_initial",
    'The group "{name}" does not say which state entering it means.',
    "状态组“{name}”没有指明初始状态。",
    ('Add "initial".', '请加上 "initial"。'),
)
INITIAL_OUTSIDE = _problem(
    "initial_outside",
    'The initial state "{name}" is not in the group "{group}".',
    "初始状态“{name}”不在状态组“{group}”内。",
)
INITIAL_OF_STATE = _problem(
    "initial_of_state",
    'Only a group has "initial"; "{name}" is a state.',
    "只有状态组才有 initial，“{name}”是状态。",
    ('Add "group": true, or take "initial" away.', '请加上 "group": true，或去掉 "initial"。'),
)
EMPTY_GROUP = _problem("empty_group", 'The group "{name}" has no states.', "状态组“{name}”没有任何状态。")
TAKEN_ONCE = _problem(
    "taken_once",
    "A transition is taken at one moment; several spans are for deadlines.",
    "流转只在一个时刻执行；多个时长只能用于期限（deadlines）。",
)
FINAL_WAITS = _problem(
    "final_waits", 'Nothing waits in the final state "{name}".', "终态“{name}”中不会再等待任何期限。"
)
NOTHING_HAPPENS = _problem("nothing_happens", "The deadline has no effects.", "该期限没有任何效果。")
FINAL_GROUP = _problem(
    "final_group",
    'The group "{name}" cannot be final; its states can.',
    "状态组“{name}”不能是终态；其中的状态可以。",
)
GROUP_CIRCLE = _problem("group_circle", 'The group "{name}" is inside itself.', "状态组“{name}”包含了自身。")

# ------------------------------------------------------------ transitions

NO_SOURCE = _problem("no_source", "The transition starts nowhere.", "该流转没有起始状态。")
FROM_FINAL = _problem(
    "from_final",
    '"{name}" is final; nothing leaves it.',
    "“{name}”是终态，不能再流转出去。",
    ("To reopen records, make the state not final.", "若需重新打开记录，请不要把它设为终态。"),
)
NOT_A_STATE = _problem(
    "not_a_state",
    "This value is not always a state of this workflow.",
    "该值不一定是本流程的状态。",
    (
        "Use a state, a group, or an enum whose options are all states.",
        "请使用状态、状态组，或选项均为状态的枚举。",
    ),
)
INITIAL_UNSURE = _problem(
    "initial_unsure",
    "The first state must be a state, a group, or a choice between them.",
    "初始状态须为状态、状态组，或在它们之间选择（choose）。",
)
AUTOMATIC_READS = _problem(
    "automatic_reads",
    'The guard of an automatic transition cannot read "{name}".',
    "自动流转的条件不能读取“{name}”。",
    (
        "It may read this record, its lines, roll-ups and parameters, so that the engine knows when to look.",
        "只能读取本记录、其明细、汇总字段和参数，引擎才知道何时判断。",
    ),
)
NOT_A_DURATION = _problem(
    "not_a_duration",
    '"{name}" is not a span of time.',
    "“{name}”不是一段时长。",
    ('Write an ISO 8601 duration such as "P5D".', "请写 ISO 8601 时长，例如“P5D”。"),
)
STALE_DIFFERS = _problem(
    "stale_differs",
    "How long a stay may be differs from record to record here.",
    "此处停留时限因记录而异。",
    ('Write a span such as "P5D" or {"parameter": ...}.', '请写时长（例如“P5D”）或 {"parameter": ...}。'),
)
EDITABLE_EMPTY = _problem(
    "editable_empty",
    '"editable" says neither "by" nor "fields".',
    "editable 既没有 by 也没有 fields。",
    ('To lock the record write {"by": []}.', '若要锁定记录，请写 {"by": []}。'),
)

# -------------------------------------------------- the workflow as a whole

UNREACHABLE = _problem(
    "unreachable",
    'No way goes to "{name}".',
    "没有任何路径到达“{name}”。",
    ("Add a transition to it, or take it away.", "请添加通往它的流转，或删除该状态。"),
    Severity.WARNING,
)
DEAD_END = _problem(
    "dead_end",
    'Nothing leaves "{name}", and it is not final.',
    "“{name}”不是终态，却没有任何流转离开它。",
    ('Add a transition, or "final": true.', '请添加流转，或设置 "final": true。'),
    Severity.WARNING,
)
ENGINE_LEAVES = _problem(
    "engine_leaves",
    'No duty can leave "{name}"; only the engine does.',
    "没有职责能离开“{name}”，只能由引擎离开。",
    ("If nothing happens, people cannot help the record on.", "若引擎未触发，人员无法推进该记录。"),
    Severity.HINT,
)
NOBODY_TAKES = _problem(
    "nobody_takes",
    'Nobody and nothing takes "{name}".',
    "没有人、也没有任何机制会执行“{name}”。",
    (
        'Give it a duty, "when", "timer" or "automatic", or take it with "do".',
        "请为其设置 duty、when、timer 或 automatic，或以 do 执行。",
    ),
    Severity.WARNING,
)
SAME_ORDER = _problem(
    "same_order",
    'In "{state}" the automatic transitions "{name}" and "{other}" have one order; their ids decide.',
    "在“{state}”中，自动流转“{name}”与“{other}”的次序相同，将按标识决定先后。",
    ('Give them different "order".', '请设置不同的 "order"。'),
    Severity.WARNING,
)
SAME_BUTTON = _problem(
    "same_button",
    'In "{state}" the buttons "{name}" and "{other}" read the same, and both may be allowed.',
    "在“{state}”中，按钮“{name}”与“{other}”文字相同，且可能同时可用。",
    (
        'If it is one action with two targets, make it one transition with "choose".',
        "若是同一动作的两个去向，请合并为一个流转，用 choose 选择。",
    ),
    Severity.HINT,
)
ENDLESS = _problem(
    "endless",
    "These automatic transitions never come to rest: {chain}.",
    "这些自动流转永不停止：{chain}。",
    ("Give one of them a guard that ends it.", "请为其中之一设置能使其停止的条件。"),
)
MAY_BE_ENDLESS = _problem(
    "may_be_endless",
    "These automatic transitions may follow one another in a circle: {chain}.",
    "这些自动流转可能循环往复：{chain}。",
    ("Make sure that their guards cannot all hold.", "请确保它们的条件不会同时成立。"),
    Severity.WARNING,
)

# -------------------------------------------------------------- approvals

UNKNOWN_APPROVAL = _problem("unknown_approval", 'There is no approval "{name}".', "没有审批“{name}”。")
APPROVAL_OF_OTHER = _problem(
    "approval_of_other",
    'The approval "{name}" is about a "{found}", not a "{entity}".',
    "审批“{name}”针对“{found}”，而不是“{entity}”。",
)
APPROVAL_HERE = _problem(
    "approval_here",
    'An approval cannot be asked for in "{name}": it is a group of states, or final.',
    "“{name}”是状态组或终态，不能在此发起审批。",
)
NO_OUTCOME = _problem(
    "no_outcome",
    'The approval "{approval}" may end as "{outcome}", but no transition takes a record out of "{state}" then.',
    "审批“{approval}”可能以“{outcome}”结束，但没有流转据此离开“{state}”。",
    (
        'Add a transition with "when": {"approval": "{approval}", "outcome": "{outcome}"}.',
        '请增加一个流转，写明 "when": {"approval": "{approval}", "outcome": "{outcome}"}。',
    ),
)
NEVER_HEARD = _problem(
    "never_heard",
    'No state that this transition starts from asks for the approval "{name}".',
    "该流转的起始状态都不发起审批“{name}”。",
    severity=Severity.HINT,
)

# --------------------------------------------------------------- refusals

NOT_FROM_HERE = _problem(
    "not_from_here",
    "“{transition}” is not possible in the state “{state}”.",
    "当前状态“{state}”不能执行“{transition}”。",
    ("It starts from: {sources}.", "可以执行的状态：{sources}。"),
)
TRACK_RESTS = _problem(
    "track_rests",
    "“{transition}” is not possible now: “{track}” rests while the record is in the state “{state}”.",
    "目前不能执行“{transition}”：记录处于“{state}”时，“{track}”暂停。",
    ("It moves on in: {states}.", "可继续的状态：{states}。"),
)
GUARD = _problem("guard", "Not met: {sentence}.", "未满足：{sentence}。", ("{fix}", "{fix}"))
NOT_IN_VARIANT = _problem(
    "not_in_variant",
    "A record like this follows “{variant}”, which has no state “{state}”.",
    "此类记录适用“{variant}”，其中没有状态“{state}”。",
)
NO_TARGET = _problem(
    "no_target",
    "“{transition}” does not go to a state now: the value that names it is empty.",
    "“{transition}”目前没有去向：指明去向的值为空。",
)
