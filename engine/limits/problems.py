"""What may be wrong with limits: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("limits")


NOTHING_COUNTED = _problem("nothing_counted", "The limit counts nothing.", "该上限没有统计任何内容。")
MIXED = _problem(
    "mixed",
    "A limit counts either what happens or what is held, not both.",
    "一个上限要么统计发生的事件，要么统计持有的记录，不能混用。",
    ("Write one limit for each.", "请分别写成两个上限。"),
)
UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
UNKNOWN_FIELD = _problem("unknown_field", '"{entity}" has no field "{name}".', "“{entity}”没有字段“{name}”。")
UNKNOWN_TRANSITION = _problem(
    "unknown_transition",
    'There is no transition "{name}".',
    "没有流转“{name}”。",
    ("Transitions are named entity.transition.", "流转写作“实体.流转”。"),
)
UNKNOWN_ROLE = _problem("unknown_role", 'There is no role "{name}".', "没有角色“{name}”。")
UNKNOWN_DUTY = _problem("unknown_duty", 'There is no duty "{name}".', "没有职责“{name}”。")
UNKNOWN_APPROVAL = _problem("unknown_approval", 'There is no approval "{name}".', "没有审批“{name}”。")
NOTHING_TO_LIFT = _problem(
    "nothing_to_lift",
    "An exception is asked for where the limit refuses.",
    "只有在上限会拒绝操作时，才需要申请例外。",
    ('Write "at_limit": "block".', "请写 at_limit 为 block。"),
)
NOTHING_TO_ASK_ABOUT = _problem(
    "nothing_to_ask_about",
    'The approval "{name}" is about no record that the limit knows.',
    "审批“{name}”所针对的记录与该上限无关。",
    (
        "It must be about the record that is counted, or about one that the key names (actor is a person).",
        "审批须针对被统计的记录，或 per 所指的记录（actor 即人员）。",
    ),
)
NOT_ASKED_HERE = _problem(
    "not_asked_here",
    'An exception cannot be asked for here: there is no record yet that the approval "{name}" could be about.',
    "此处无法申请例外：审批“{name}”所针对的记录此时尚不存在。",
    (
        "Let the approval be about a record that the key names, to ask for it here too.",
        "如需在此也能申请，请让审批针对 per 所指的记录。",
    ),
    severity=Severity.HINT,
)
NOTHING_TO_SUGGEST = _problem(
    "nothing_to_suggest",
    "Only of what is held in slots, or at one time, is there a next free one.",
    "只有按时段或按时间重叠统计的持有量，才有下一个空档。",
    (
        'Write a window, such as {"calendar": "hour", "of": "starts_at"}.',
        '请写明时间窗口，例如 {"calendar": "hour", "of": "starts_at"}。',
    ),
)
NEVER_SHOWN = _problem(
    "never_shown",
    '"{name}" of "{entity}" has no mask, so it is never revealed.',
    "“{entity}”的“{name}”没有脱敏，因此不存在查看明文。",
)
NOT_A_DURATION = _problem(
    "not_a_duration",
    '"{name}" is not a span of time ahead.',
    "“{name}”不是有效的时长。",
    ("Write P30D or PT1H.", "请写 P30D 或 PT1H。"),
)
WINDOW_FOR_EVENTS = _problem(
    "window_for_events",
    "What happens is counted in a window: rolling, calendar or ever.",
    "统计事件须写明时间窗口：rolling、calendar 或 ever。",
    ('For the last 30 days: {"rolling": "P30D"}.', '例如最近 30 天：{"rolling": "P30D"}。'),
)
WINDOW_FOR_HELD = _problem(
    "window_for_held",
    "What is held is counted now, by overlap, or by the period of one of its moments.",
    "持有量按当前、按时间重叠，或按记录某一时刻所在的时段统计。",
    ('Leave "window" out, or write {"calendar": "hour", "of": "starts_at"}.', '请去掉 window，或写 {"calendar": "hour", "of": "starts_at"}。'),
)  # fmt: skip
ONLY_EVENTS = _problem(
    "only_events",
    '"{name}" is only for limits on what happens.',
    "“{name}”只用于统计事件的上限。",
)
NOT_KEPT = _problem(
    "not_kept",
    '"{name}" is not stored with the record, so it cannot be counted by.',
    "“{name}”不随记录保存，无法据此统计。",
    (
        "What is held is counted by stored fields of the record itself and by parameters.",
        "持有量只能按记录自身保存的字段和参数统计。",
    ),
)
NO_KEY = _problem(
    "no_key",
    "What is held is counted per something: name a link, a choice or a text of the record first.",
    "持有量须按某个对象统计：请先写明记录的一个关联、选项或文本字段。",
)
KEYS_DIFFER = _problem(
    "keys_differ",
    '"{name}" means another type of value in "{entity}".',
    "“{name}”在“{entity}”中是另一种类型的值。",
    ('Say with "as" which field it is there.', "请用 as 写明对应的字段。"),
)
WAITS_FOR_HELD = _problem(
    "waits_for_held",
    "Only for one entity that is held can others wait.",
    "只有统计单一实体的持有量时，才能排队等候。",
)
WAITS_ELSEWHERE = _problem(
    "waits_elsewhere",
    '"{name}" is no transition of "{entity}", whose records wait.',
    "“{name}”不是等候的“{entity}”的流转。",
)
ONE_AT_A_TIME = _problem(
    "one_at_a_time",
    "With overlap the most is 1: no two at one time.",
    "使用 overlap 时 max 须为 1：同一时间只能有一个。",
)
NOT_A_MOMENT = _problem("not_a_moment", '"{name}" is no date with time.', "“{name}”不是日期时间。")
NOT_A_NUMBER = _problem("not_a_number", '"{name}" is no number and no amount.', "“{name}”不是数字或金额。")
NOT_IN_PER = _problem(
    "not_in_per",
    '"as" says what "{name}" is, but the limit does not count per "{name}".',
    "as 中写了“{name}”，但该上限并不按“{name}”统计。",
)
