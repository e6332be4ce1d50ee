"""What may be wrong with events, effects, whom, timers and labels: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("effects")


NOT_YET = _problem(
    "not_yet",
    '"{name}" belongs to a later release of the engine.',
    "“{name}”属于引擎的后续版本，目前尚不支持。",
)
NO_TRANSLATION = _problem(
    "no_translation",
    'The text has no "{locale}" version.',
    "该文本缺少“{locale}”版本。",
    ('Add "{locale}", or take the language out of the pack.', "请补上“{locale}”，或从业务包中去掉该语言。"),
    Severity.WARNING,
)

# ---------------------------------------------------------------- names

UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
UNKNOWN_FIELD = _problem("unknown_field", '"{entity}" has no field "{name}".', "“{entity}”没有字段“{name}”。")
UNKNOWN_TRANSITION = _problem(
    "unknown_transition",
    'There is no transition "{name}".',
    "没有流转“{name}”。",
    ("Transitions are named entity.transition.", "流转写作“实体.流转”。"),
)
UNKNOWN_STATE = _problem(
    "unknown_state",
    'There is no state or group "{name}".',
    "没有状态或状态组“{name}”。",
    ("States are named entity.state here.", "此处状态写作“实体.状态”。"),
)
UNKNOWN_MESSAGE = _problem("unknown_message", 'There is no message "{name}".', "没有消息“{name}”。")
UNKNOWN_CALL = _problem(
    "unknown_call",
    'There is no call "{name}" whose answers could be heard.',
    "没有可以接收答复的调用“{name}”。",
    (
        'Declare it in pack.json: "calls": {"{name}": {"about": ..., "answer": {...}}}.',
        '请在 pack.json 中声明 "calls": {"{name}": {"about": ..., "answer": {...}}}。',
    ),
)
CALL_ABOUT_OTHER = _problem(
    "call_about_other",
    'The call "{name}" is about a "{wanted}", but the record here is a "{found}".',
    "调用“{name}”针对“{wanted}”，而此处的记录是“{found}”。",
)
UNKNOWN_LIMIT = _problem("unknown_limit", 'There is no limit "{name}".', "没有上限“{name}”。")
UNKNOWN_APPROVAL = _problem("unknown_approval", 'There is no approval "{name}".', "没有审批“{name}”。")
UNKNOWN_STEP = _problem(
    "unknown_step", 'The approval "{approval}" has no step "{name}".', "审批“{approval}”没有步骤“{name}”。"
)
UNKNOWN_OUTCOME = _problem(
    "unknown_outcome",
    'The approval "{approval}" never ends as "{name}".',
    "审批“{approval}”不会有“{name}”这一结果。",
    (
        "approved and rejected always; returned, withdrawn and expired as its steps, withdraw and deadlines say.",
        "通过和驳回始终存在；退回须有步骤允许 return，撤回须写 withdraw，过期须有含 expire 的时限。",
    ),
)
ONLY_IN_STEP = _problem(
    "only_in_step",
    '"{name}" stands only in the deadlines of a step of an approval.',
    "“{name}”只能写在审批步骤的时限中。",
)
NOT_A_DUTY = _problem(
    "not_a_duty",
    "The value must be a choice whose options are all duties.",
    "该值须为选项，且每个选项都是职责。",
)
UNKNOWN_DUTY = _problem("unknown_duty", 'There is no duty "{name}".', "没有职责“{name}”。")
UNKNOWN_INPUT = _problem(
    "unknown_input",
    'The form of "{transition}" does not ask for "{name}".',
    "“{transition}”的表单不询问“{name}”。",
)
UNKNOWN_UNIQUE = _problem(
    "unknown_unique",
    '"{entity}" has no unique rule and no dedupe field "{name}".',
    "“{entity}”没有名为“{name}”的唯一规则或查重字段。",
)
NOT_A_LINK = _problem(
    "not_a_link",
    '"{name}" of "{entity}" is not a link to one kind of record.',
    "“{entity}”的“{name}”不是指向单一实体的关联。",
    ("A path of links names one record.", "关联路径须指向唯一的一条记录。"),
)

# ---------------------------------------------------------------- events

NO_EVENT = _problem("no_event", "No event is named.", "没有写明事件。")
UNKNOWN_CHANNEL = _problem("unknown_channel", 'There is no channel "{name}".', "没有通道“{name}”。")
ABOUT_NO_RECORD = _problem(
    "about_no_record",
    '"{name}" is about no record, so that none can move because of it.',
    "“{name}”不针对任何记录，无法据此流转。",
    (
        'Write a rule that finds the record and takes the transition ("do").',
        "请写一条规则找到记录并执行流转（do）。",
    ),
)
NOT_KEPT = _problem(
    "not_kept",
    '"{name}" is computed when it is read, so it never changes by an event.',
    "“{name}”在读取时计算，不会因事件而变化。",
    ('Add "kept": true to the field.', '请为该字段加上 "kept": true。'),
)

# ---------------------------------------------------------------- writing

ENGINE_FIELD = _problem(
    "engine_field",
    '"{name}" is written by the engine alone.',
    "“{name}”只由引擎写入。",
    (
        'A state changes by a transition ("do"); an owner by "assign" and "unassign".',
        "状态通过流转（do）改变；负责人通过 assign、unassign 改变。",
    ),
)
OWNER_BY_ASSIGN = _problem(
    "owner_by_assign",
    "The owner cannot be written with set.",
    "不能用 set 写入负责人。",
    (
        'Use {"assign": {"field": ...}} or {"unassign": true}.',
        '请用 {"assign": {"field": ...}} 或 {"unassign": true}。',
    ),
)
DERIVED_FIELD = _problem(
    "derived_field", '"{name}" is computed; nobody writes it.', "“{name}”由系统计算，不可写入。"
)
NO_COLUMN = _problem(
    "no_column",
    '"{name}" is a list; its rows are written one by one.',
    "“{name}”是明细，须逐行写入。",
    (
        'Use {"create": ..., "in": "{name}"} or {"each": "{name}", ...}.',
        '请用 {"create": ..., "in": "{name}"} 或 {"each": "{name}", ...}。',
    ),
)
REQUIRED_ABSENT = _problem(
    "required_absent", '"{name}" is required and cannot be emptied.', "“{name}”为必填字段，不能清空。"
)
NOTHING_SET = _problem("nothing_set", "No field is set.", "没有设置任何字段。")

# ----------------------------------------------------------------- create

MISSING_REQUIRED = _problem(
    "missing_required",
    'A new "{entity}" needs "{name}".',
    "新建“{entity}”需要“{name}”。",
    ("Set it, or give the field a default.", "请设置该字段，或为其指定默认值。"),
)
MATCH_NOT_SET = _problem(
    "match_not_set",
    '"{name}" is to be matched, but it is not set.',
    "要按“{name}”匹配，但没有设置它。",
    ("A match compares the values under set.", "匹配比较的是 set 中的值。"),
)
UPDATE_WITHOUT_MATCH = _problem(
    "update_without_match", '"update" means nothing without "match".', "没有 match 时，update 没有意义。"
)
LINK_ELSEWHERE = _problem(
    "link_elsewhere", '"{name}" cannot point to "{entity}".', "“{name}”不能指向“{entity}”。"
)
LINES_OF_OTHER = _problem(
    "lines_of_other", '"{name}" is no list of "{entity}".', "“{name}”不是“{entity}”的明细。"
)
LINE_WITHOUT_LIST = _problem(
    "line_without_list",
    'A "{entity}" is a row of a list; say which.',
    "“{entity}”是明细行，须写明所属明细。",
    ('Add "in": the name of the list of this record.', '请加上 "in"：本记录的明细字段名。'),
)

# ------------------------------------------------------------ do, send, each

DO_ELSEWHERE = _problem(
    "do_elsewhere",
    '"{name}" moves a "{wanted}", but the record here is a "{found}".',
    "“{name}”作用于“{wanted}”，而此处的记录是“{found}”。",
    ('Name the record with "on".', '请用 "on" 指明记录。'),
)
MISSING_INPUT = _problem(
    "missing_input", 'The form of "{transition}" requires "{name}".', "“{transition}”的表单要求填写“{name}”。"
)
MESSAGE_ABOUT_OTHER = _problem(
    "message_about_other",
    'The message "{name}" is about a "{wanted}", but the record here is a "{found}".',
    "消息“{name}”针对“{wanted}”，而此处的记录是“{found}”。",
)
NO_OWNER = _problem("no_owner", 'A "{entity}" has no owner.', "“{entity}”没有负责人。")
NOT_HELD_BY_OWNER = _problem(
    "not_held_by_owner",
    'The limit "{name}" does not count what an owner holds of "{entity}".',
    "上限“{name}”统计的不是负责人名下的“{entity}”。",
    (
        'An assignment keeps limits with "hold" of this entity and "owner" in "per".',
        "分配时遵守的上限须以 hold 统计该实体，且 per 中含 owner。",
    ),
)
LOAD_OF_NOTHING = _problem(
    "load_of_nothing",
    "Nobody can be the least loaded when no limit says what the load is.",
    "没有上限说明负载，无法判断谁最空闲。",
    ('Name limits in "within".', "请在 within 中写明上限。"),
)
NOBODY_LEFT = _problem(
    "nobody_left",
    'When nobody can take the record, everything is refused: there is no "else".',
    "没有人可以接手时，整个操作会被拒绝：没有写 else。",
    ('Say with "else" what happens then.', "请用 else 说明此时如何处理。"),
    Severity.WARNING,
)
DONE_ELSEWHERE = _problem(
    "done_elsewhere",
    '"{name}" acts on a "{wanted}", which does not point to this record.',
    "“{name}”作用于“{wanted}”，而它并不指向本记录。",
)
DUE_ONCE = _problem(
    "due_once",
    "A task is due once: one span, not several.",
    "任务只有一个到期时刻：请只写一个时长。",
    ("Put further moments under deadlines.", "其他时刻请写在 deadlines 中。"),
)
ONLY_OF_TASK = _problem(
    "only_of_task",
    '"{name}" hands something on, so it stands in a deadline of a task or of a step of an approval.',
    "“{name}”用于转交，只能写在任务或审批步骤的期限中。",
)
BAD_DEADLINE_ID = _problem(
    "bad_deadline_id",
    '"{name}" cannot be the id of a deadline.',
    "“{name}”不能作为期限的标识。",
    ("Use small letters, digits and underscores.", "请使用小写字母、数字和下划线。"),
)
NOTHING_THEN = _problem("nothing_then", "Nothing happens at this deadline.", "该期限到时没有任何动作。")
MERGE_ELSEWHERE = _problem(
    "merge_elsewhere",
    'A merge stands among the effects of a transition that always leads to a final state, outside "each".',
    "merge 只能写在必定进入终止状态的流转的 effects 中，且不能写在 each 内。",
)
NO_MERGE = _problem(
    "no_merge",
    '"{entity}" does not say how two of its records become one.',
    "“{entity}”没有写明两条记录如何合并。",
    ('Say it in the entity: "merge": {"*": "keep"}.', '请在实体中写明："merge": {"*": "keep"}。'),
)
NESTED_EACH = _problem(
    "nested_each",
    '"each" inside "each" stays out of the format.',
    "格式不支持 each 嵌套。",
    ("Let a rule listen to the change of the rows.", "请用规则监听行的变化。"),
)
NESTED_FIND = _problem(
    "nested_find",
    '"find" inside "each", or inside a "find" of a rule about a record, stays out of the format.',
    "格式不支持在 each 之内、或在针对记录的规则的 find 之内再写 find。",
    ("Let a rule listen to the change of the record that is found.", "请用规则监听所找到记录的变化。"),
)
FINDS_ANY = _problem("finds_any", "No value is named that the record must have.", "没有写明记录应具有的值。")
NOT_STORED = _problem(
    "not_stored",
    '"{name}" has no column, so nothing can be found by it.',
    "“{name}”没有对应的列，无法据此查找。",
)
EACH_UNBOUNDED = _problem(
    "each_unbounded",
    'All records of "{entity}" may be gone through only at the top of a rule with "every".',
    "只有带 every 的规则，才能在其最外层遍历“{entity}”的所有记录。",
    ('Find one with {"find": ..., "match": ...}.', '请用 {"find": ..., "match": ...} 查找一条。'),
)
NO_RECORD = _problem(
    "no_record",
    "The event is about no record, so there is nothing for this to act on.",
    "该事件不针对任何记录，此处没有可操作的对象。",
    (
        'Make one with "create", find one with "find", or (with "every") go through them with "each".',
        "请用 create 新建、用 find 查找，或（带 every 时）用 each 逐条处理。",
    ),
)
UNKNOWN_SET = _problem(
    "unknown_set",
    '"{name}" names no set of records.',
    "“{name}”没有指明一组记录。",
    ("Write entity.link, or the name of a list of this record.", "请写“实体.关联”，或本记录的明细字段名。"),
)
SET_ELSEWHERE = _problem(
    "set_elsewhere", 'The link "{name}" does not point to "{entity}".', "关联“{name}”不指向“{entity}”。"
)

# ------------------------------------------------------------------- whom

NOT_WHOM = _problem(
    "not_whom",
    "This does not say whom.",
    "这里没有写明对象是谁。",
    (
        'Write {"field": ...}, {"duty": ...}, {"team": ...}, or a list of these.',
        '请写 {"field": ...}、{"duty": ...}、{"team": ...}，或它们的列表。',
    ),
)
NOT_A_PERSON = _problem("not_a_person", '"{name}" is not a person.', "“{name}”不是人员。")
NOT_ROLES = _problem("not_roles", 'The parameter "{name}" holds no roles.', "参数“{name}”的类型不是角色。")
NOT_A_CENTRE = _problem("not_a_centre", '"{name}" is not a centre.', "“{name}”不是中心。")

# ----------------------------------------------------------------- timers

TIMER_SHAPE = _problem(
    "timer_shape",
    'A timer says either "after" (and "since") or "before" and "of".',
    "定时器要么写 after（及 since），要么写 before 和 of。",
)
NOT_A_DURATION = _problem("not_a_duration", "This is not a span of time.", "这不是一段时长。")
NEGATIVE_DURATION = _problem(
    "negative_duration",
    "A span of a timer cannot be negative.",
    "定时器的时长不能为负。",
    ('Use "before" and "of" for a moment ahead of another.', "若要早于某一时刻，请用 before 与 of。"),
)
NOT_A_MOMENT = _problem("not_a_moment", '"{name}" is no date and no moment.', "“{name}”不是日期或时刻。")
UNKNOWN_IF_LATE = _problem(
    "unknown_if_late", '"{name}" is not one of fire, skip and alarm.', "“{name}”不是 fire、skip 或 alarm。"
)
UNKNOWN_CLOCK = _problem("unknown_clock", '"{name}" is not a clock.', "“{name}”不是时钟类型。")
UNKNOWN_CALENDAR = _problem(
    "unknown_calendar", 'There is no calendar "{name}".', "没有名为“{name}”的工作日历。"
)
NO_CALENDAR = _problem(
    "no_calendar",
    "The working clock needs a calendar, and neither the timer nor the pack names one.",
    "工作时钟需要工作日历，但定时器和业务包都没有指定。",
    ('Name one with "calendar" here or in pack.json.', "请在此处或 pack.json 中用 calendar 指定。"),
)
CALENDAR_UNUSED = _problem(
    "calendar_unused",
    "A calendar counts only on the working clock.",
    "只有工作时钟才使用工作日历。",
    ('Write "clock": "working", or leave the calendar out.', '请写 "clock": "working"，或去掉日历。'),
)
NOT_A_TIME = _problem(
    "not_a_time",
    '"{name}" is not a time of day.',
    "“{name}”不是一天中的时刻。",
    ("Write 09:00.", "请写成 09:00。"),
)
REPEAT_TOO_SHORT = _problem(
    "repeat_too_short",
    "A timer repeats every {limit} seconds at most.",
    "定时器的重复间隔最短为 {limit} 秒。",
)

# ------------------------------------------------------------------ every

NOT_EVERY = _problem(
    "not_every",
    '"{name}" is no span that comes again and again.',
    "“{name}”不是可以循环的时间间隔。",
    (
        "Write whole days, weeks or months (P1D, P1W, P1M), or one minute to 24 hours (PT15M).",
        "请写整天、整周或整月（P1D、P1W、P1M），或一分钟至 24 小时（PT15M）。",
    ),
)
AT_WITHOUT_DAYS = _problem(
    "at_without_days",
    "A time of day belongs to days, weeks and months; hours and minutes are counted from midnight.",
    "时刻只用于按天、周、月的间隔；小时和分钟从午夜算起。",
)
UNKNOWN_WEEKDAY = _problem(
    "unknown_weekday",
    '"{name}" is no weekday.',
    "“{name}”不是星期几。",
    ("Write mon, tue, wed, thu, fri, sat or sun.", "请写 mon、tue、wed、thu、fri、sat 或 sun。"),
)
NO_DAYS = _problem("no_days", "No day counts.", "没有任何一天计入。")
