"""What may be wrong with a calendar: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of

_problem = problems_of("timers")


BAD_ZONE = _problem(
    "bad_zone",
    'There is no time zone "{name}".',
    "没有时区“{name}”。",
    ("Write an IANA name, such as Asia/Shanghai.", "请写 IANA 时区名，例如 Asia/Shanghai。"),
)
BAD_HOURS = _problem(
    "bad_hours",
    '"{name}" is not a range of hours.',
    "“{name}”不是时间段。",
    (
        'Write "09:00-12:30"; a range ends after it begins, at 24:00 at the latest.',
        "请写成“09:00-12:30”；结束须晚于开始，最晚为 24:00。",
    ),
)
HOURS_OVERLAP = _problem(
    "hours_overlap",
    '"{name}" begins before the range ahead of it has ended.',
    "“{name}”在前一时间段结束之前就开始了。",
    ("Write ranges in order, with time between them.", "时间段须按先后书写，彼此之间要有间隔。"),
)
NEVER_OPEN = _problem(
    "never_open",
    "No weekday has hours, so no working time would ever pass.",
    "一周中没有任何营业时间，工作时间永远不会流逝。",
)
BAD_DAY = _problem(
    "bad_day", '"{name}" is not a day.', "“{name}”不是日期。", ("Write 2026-10-01.", "请写成 2026-10-01。")
)
DAY_SHAPE = _problem(
    "day_shape",
    "A day says one of closed, hours and like.",
    "一天只能写 closed、hours、like 三者之一。",
)
UNKNOWN_HOLIDAYS = _problem(
    "unknown_holidays", 'There are no public holidays for "{name}".', "没有“{name}”的法定节假日数据。"
)
CLOCK_WITHOUT_WORKFLOW = _problem(
    "clock_without_workflow",
    '"{name}" is a clock, and "{entity}" has no workflow.',
    "“{name}”是计时字段，但“{entity}”没有流程。",
    ("Give the entity a workflow, or take the clock away.", "请为该实体添加流程，或去掉该计时字段。"),
)
CLOCK_EVENT = _problem(
    "clock_event",
    "This is no event of a clock.",
    "这不是计时字段可用的事件。",
    (
        'Write "created", a transition such as "ticket.answer", or an event such as {"entered": "ticket.open"}.',
        '请写 "created"、流转（如 "ticket.answer"），或 {"entered": "ticket.open"} 这样的事件。',
    ),
)
CLOCK_OF_OTHER = _problem(
    "clock_of_other",
    'A clock of "{entity}" cannot listen to "{name}".',
    "“{entity}”的计时字段不能监听“{name}”。",
    ("Name events of its own record.", "请使用本记录自身的事件。"),
)
CLOCK_STATE = _problem("clock_state", '"{entity}" has no state "{name}".', "“{entity}”没有状态“{name}”。")
CLOCK_FINAL = _problem(
    "clock_final",
    'A clock ends in "{name}", a final state, and cannot pause there.',
    "“{name}”是终态，计时在此结束，不能暂停。",
)
CLOCK_CALENDAR = _problem(
    "clock_calendar",
    "The clock counts working time, and the pack has no calendar.",
    "该计时字段按工作时间计时，但配置包没有工作日历。",
    ('Name one under "calendar" in pack.json.', "请在 pack.json 的 calendar 中指定一个。"),
)
