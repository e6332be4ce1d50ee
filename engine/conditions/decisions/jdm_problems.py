"""The catalogue of carrying tables to and from JDM: what one side cannot say."""

from collections.abc import Mapping

from engine.diagnostics.problem import Problem, Severity


def _problem(slug: str, en: str, zh: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(f"decisions.jdm_{slug}", {"en": en, "zh-CN": zh}, severity=severity)


# ------------------------------------------------------------------- export

NO_HIT = _problem(
    "no_hit",
    'JDM has no hit policy that means "{hit}"; it has "first" and "collect" (of a list).',
    "JDM 没有与“{hit}”相同的命中策略；它只有“first”和“collect”（列表）。",
)
NO_ELSE = _problem(
    "no_else",
    'JDM has no "else" for a table that collects.',
    "JDM 的收集型决策表没有“else”。",
)
NO_INPUT = _problem(
    "no_input",
    'The input "{input}" cannot be said in JDM: only a field or a typed input with a name in ASCII can.',
    "输入“{input}”无法用 JDM 表达：只能是以 ASCII 命名的字段或仅写类型的输入。",
)
NO_TYPE = _problem(
    "no_type",
    'The column "{column}" is of type {type}, which JDM does not compare as we do.',
    "列“{column}”为 {type} 类型，JDM 的比较方式与此不同。",
)
NO_CELL = _problem(
    "no_cell",
    'The cell of "{column}" in the row "{row}" has no counterpart in JDM.',
    "“{row}”行“{column}”列的单元格在 JDM 中没有对应写法。",
)
NO_VALUE = _problem(
    "no_value",
    'The value of "{column}" in the row "{row}" has no counterpart in JDM.',
    "“{row}”行“{column}”列的值在 JDM 中没有对应写法。",
)

# ------------------------------------------------------------------- import

SHAPE = _problem(
    "shape",
    "This is not a JDM document with exactly one decision table.",
    "这不是恰好含有一张决策表的 JDM 文档。",
)
NODE = _problem(
    "node",
    'The node "{name}" is of type "{type}"; only one decision table between a request and a response can be read.',
    "节点“{name}”的类型为“{type}”；只能读取位于请求与响应之间的一张决策表。",
)
SETTING = _problem(
    "setting",
    'The setting "{setting}" of the table is not supported.',
    "不支持该表的设置“{setting}”。",
)
HIT = _problem("hit", 'JDM has no hit policy "{hit}".', "JDM 没有命中策略“{hit}”。")
COLUMN = _problem(
    "column",
    'The column "{column}" has no plain name of ASCII letters, digits, "_" and "." that only it has.',
    "列“{column}”没有独有的、由 ASCII 字母、数字、“_”和“.”组成的名称。",
)
MIXED = _problem(
    "mixed",
    'The cells of the column "{column}" hold values of different types.',
    "列“{column}”的单元格含有不同类型的值。",
)
CELL = _problem(
    "cell",
    'The cell {text} of "{column}" in the row "{row}" is not one that we read as ZEN does.',
    "“{row}”行“{column}”列的单元格 {text} 无法按 ZEN 的含义读取。",
)
VALUE = _problem(
    "value",
    'The value {text} of "{column}" in the row "{row}" is no plain text, number or boolean.',
    "“{row}”行“{column}”列的值 {text} 不是普通的文本、数字或布尔值。",
)
ROW = _problem("row", "This is not a row of a JDM table.", "这不是 JDM 决策表的一行。")
PASS_THROUGH = _problem(
    "pass_through",
    "The setting passThrough is left out: our tables answer with their outputs alone.",
    "已忽略设置 passThrough：决策表只返回其输出。",
    Severity.HINT,
)

CATALOGUE: Mapping[str, Problem] = {
    value.code: value for value in tuple(globals().values()) if isinstance(value, Problem)
}
