"""What may be wrong with an import: its mapping, its columns, its cells."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("imports")


BAD_MAPPING = _problem("bad_mapping", "The mapping is not right: {detail}", "映射文件有误：{detail}")
NO_ENTITY = _problem("no_entity", "There is no entity “{entity}”.", "没有实体“{entity}”。")
NO_FIELD = _problem(
    "no_field", "There is no field “{field}” that an import could write.", "没有可导入的字段“{field}”。"
)
NO_COLUMN = _problem("no_column", "The file has no column “{column}”.", "文件中没有“{column}”列。")
TWO_COLUMNS = _problem(
    "two_columns",
    "The columns “{first}” and “{second}” both mean the field “{field}”.",
    "“{first}”和“{second}”两列都对应字段“{field}”。",
    hint=("Map one of them to null.", "请将其中一列映射为 null。"),
)
REQUIRED_UNMAPPED = _problem(
    "required_unmapped",
    "The field “{field}” is required, and no column means it.",
    "必填字段“{field}”没有对应的列。",
    hint=("Map a column, or give a constant or a default.", "请映射一列，或给出固定值或默认值。"),
)
KEY_UNMAPPED = _problem("key_unmapped", "The key “{field}” gets no value.", "主键字段“{field}”没有取值来源。")
EMPTY_HEADER = _problem(
    "empty_header",
    "Column {place} has no header and is left out.",
    "第 {place} 列没有表头，已忽略。",
    severity=Severity.WARNING,
)
NOT_MAPPED = _problem(
    "not_mapped",
    "The column “{column}” means no field and is left out.",
    "“{column}”列没有对应字段，已忽略。",
    severity=Severity.WARNING,
)
MAPPED_AWAY = _problem(
    "mapped_away",
    "The column “{column}” is left out, as the mapping says.",
    "按映射忽略“{column}”列。",
    severity=Severity.HINT,
)
NUMBER_EATEN = _problem(
    "number_eaten",
    "“{value}” is a number that a spreadsheet has shortened; its digits are lost.",
    "“{value}”是被电子表格缩写的数字，部分数位已丢失。",
    hint=("Format the column as text and export it again.", "请将该列设为文本格式后重新导出。"),
)
UNKNOWN_OPTION = _problem(
    "unknown_option", "“{value}” is none of the options of “{field}”.", "“{value}”不是“{field}”的选项。"
)
NOT_FOUND = _problem(
    "not_found", "There is no “{entity}” called “{value}”.", "没有名为“{value}”的“{entity}”。"
)
SEVERAL_FOUND = _problem(
    "several_found", "There are several “{entity}” called “{value}”.", "有多个名为“{value}”的“{entity}”。"
)
NOT_YES_NO = _problem("not_yes_no", "“{value}” is neither yes nor no.", "“{value}”不是“是”或“否”。")
UNDO_STATE = _problem(
    "not_undoable",
    "This import is {state}; only one that is done can be undone.",
    "该导入的状态为 {state}，只有已完成的导入才能撤销。",
)
UNDO_LATE = _problem(
    "undo_late",
    "This import ended more than {hours} hours ago.",
    "该导入已结束超过 {hours} 小时。",
    (
        "Whoever runs the server can still take it back: pointsman data undo {id}.",
        "服务器管理员仍可撤销：pointsman data undo {id}。",
    ),
)
NO_JOB = _problem("no_job", "There is no import {id}.", "没有导入 {id}。")
ROWS_CHANGED = _problem(
    "rows_changed", "{count} rows cannot be undone: {rows}", "有 {count} 行无法撤销：{rows}"
)
ENGINE_ONLY = _problem(
    "engine_only",
    "“{key}” may be named only at the command line of the server.",
    "“{key}”只能在服务器命令行中指定。",
)
LOOKS_LIKE = _problem(
    "looks_like",
    "{label}: {count} other records have the same value.",
    "{label}：另有 {count} 条记录的值相同。",
)
NO_DESTINATION = _problem(
    "no_destination",
    "No step of these records leads there without asking for more.",
    "此类记录没有可直接到达该去向的操作。",
    hint=("Leave it to the rules who gets them.", "请改为按规则分配。"),
)
NO_DUPLICATE_LINK = _problem(
    "no_duplicate_link",
    "Records of this kind have no link to the one that they are a duplicate of.",
    "此类记录没有指向重复记录的关联字段。",
    hint=(
        "The entity names such a link with “duplicate_of”; until then choose another way.",
        "在实体中用 duplicate_of 指定该字段，或选择其他方式。",
    ),
)
SAME_AS_ROW = _problem("same_as_row", "The same record as row {row}.", "与第 {row} 行是同一条记录。")
