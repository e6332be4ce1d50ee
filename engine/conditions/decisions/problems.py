"""The catalogue of decision tables: each fault once, in both languages."""

from collections.abc import Mapping

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Problem, Severity

_problem = problems_of("decisions")


UNKNOWN_HIT = _problem(
    "unknown_hit",
    'There is no hit policy "{hit}".',
    "没有名为“{hit}”的命中策略。",
    ("The policies are: {policies}.", "可用的策略：{policies}。"),
)
UNKNOWN_COLLECT = _problem(
    "unknown_collect",
    'A table that collects says how: "{collect}" is not one of the ways.',
    "收集型决策表须写明如何收集：“{collect}”不在其中。",
    ("The ways are: {ways}.", "可用的方式：{ways}。"),
)
COLLECT_UNWANTED = _problem(
    "collect_unwanted",
    '"collect" belongs to the hit policy "collect"; this table has "{hit}".',
    "“collect”只用于命中策略“collect”，而此表为“{hit}”。",
    ('Take "collect" away, or set "hit" to "collect".', "请删除“collect”，或将“hit”改为“collect”。"),
)
NO_OUTPUT = _problem("no_output", "A decision table needs at least one output.", "决策表至少需要一个输出。")
INPUT_SOURCE = _problem(
    "input_source",
    'The input "{input}" must have exactly one of field, formula, decision and type.',
    "输入“{input}”必须且只能写 field、formula、decision、type 之一。",
)
TYPE_NEEDS_NO_ENTITY = _problem(
    "type_needs_no_entity",
    'The input "{input}" only names a type, but the table is about "{entity}".',
    "输入“{input}”只写了类型，而此表属于实体“{entity}”。",
    ("Name a field, or take the entity of the table away.", "请指定字段，或去掉此表的实体。"),
)
UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{entity}".', "没有名为“{entity}”的实体。")
UNSUPPORTED_TYPE = _problem(
    "unsupported_type",
    'A column of a decision table cannot be of type "{type}".',
    "决策表的列不能是“{type}”类型。",
    ("The types are: {types}.", "可用的类型：{types}。"),
)
OPTIONS = _problem(
    "options",
    'The column "{column}" of type enum needs a list of different options.',
    "enum 类型的列“{column}”需要一组互不相同的选项。",
    (
        'Write them down, or say {"same_as": "entity.field"}.',
        '请写出选项，或使用 {"same_as": "entity.field"}。',
    ),
)
UNKNOWN_INPUT = _problem("unknown_input", 'There is no input "{input}".', "没有名为“{input}”的输入。")
UNKNOWN_OUTPUT = _problem("unknown_output", 'There is no output "{output}".', "没有名为“{output}”的输出。")
DUPLICATE_ROW = _problem("duplicate_row", 'Two rows have the id "{row}".', "有两行的 id 都是“{row}”。")
CELL = _problem(
    "cell",
    "This cell is none of: a literal, a list, {op, value}, {all: [...]}, {any: [...]}.",
    "此单元格不是以下任何一种：字面值、列表、{op, value}、{all: [...]}、{any: [...]}。",
    (
        'Leave the cell out for "any value"; say {"op": "absent"} for "no value".',
        '任意值请省略该单元格；没有值请写 {"op": "absent"}。',
    ),
)
OUTPUT_VALUE = _problem(
    "output_value",
    'The value {value} is not one that the output "{output}" can have.',
    "{value} 不是输出“{output}”可以取的值。",
)
ONE_NUMBER = _problem(
    "one_number",
    'Collecting by "{collect}" needs exactly one output, and a number.',
    "按“{collect}”收集需要且只能有一个数值输出。",
)
ONE_COUNT = _problem(
    "one_count",
    "A count needs exactly one output of type integer; rows are counted and give no values.",
    "计数需要且只能有一个 integer 输出；计的是行数，行不给出值。",
)
ONE_RANK = _problem(
    "one_rank",
    'The policy "{hit}" ranks by the order of options: exactly one output must be an enum.',
    "策略“{hit}”按选项顺序排序：必须且只能有一个 enum 输出。",
)
GAP = _problem(
    "gap",
    "No row covers {example}; the outputs would be absent.",
    "没有任何一行覆盖 {example}；此时输出为空。",
    ('Add a row, or outputs under "else".', "请添加一行，或在“else”中给出输出。"),
    Severity.WARNING,
)
OVERLAP = _problem(
    "overlap",
    'The rows "{first}" and "{second}" both hit at {example}, which the policy "{hit}" forbids.',
    "在 {example} 时，“{first}”与“{second}”两行同时命中，而策略“{hit}”不允许。",
    ('Narrow one of them, or choose the policy "first".', "请收窄其中一行，或改用“first”策略。"),
)
MAY_OVERLAP = _problem(
    "may_overlap",
    'The rows "{first}" and "{second}" would both hit at {example}, which the policy "{hit}" forbids.',
    "若出现 {example}，“{first}”与“{second}”两行会同时命中，而策略“{hit}”不允许。",
    (
        "Whether it can happen depends on computed values; narrow one of the rows to be sure.",
        "能否出现取决于计算值；请收窄其中一行以确保不会发生。",
    ),
    Severity.WARNING,
)
MORE_OVERLAPS = _problem(
    "more_overlaps",
    "{count} more pairs of rows overlap.",
    "另有 {count} 对行相互重叠。",
    severity=Severity.HINT,
)
NEVER_HITS = _problem(
    "never_hits",
    'The row "{row}" can never decide: its cells contradict each other, or other rows always come first.',
    "“{row}”行永远不会生效：其单元格互相矛盾，或总有其他行优先。",
    severity=Severity.WARNING,
)
OPEN_CELLS = _problem(
    "open_cells",
    "Some cells depend on other facts or on the moment: gaps and overlaps that only they decide were not looked for.",
    "部分单元格取决于其他数据或时间：仅由其决定的空缺与重叠未作检查。",
    severity=Severity.HINT,
)
OPEN_COLUMN = _problem(
    "open_column",
    'Not every gap and overlap was looked for: the values of "{input}" cannot all be told apart.',
    "空缺与重叠未能全部检查：“{input}”的取值无法全部区分。",
    severity=Severity.HINT,
)
TOO_LARGE = _problem(
    "too_large",
    "Not every gap and overlap was looked for: the table takes more than {limit} steps.",
    "空缺与重叠未能全部检查：此表所需步骤超过 {limit}。",
    severity=Severity.HINT,
)
CYCLE = _problem(
    "cycle", "Decision tables ask each other in a circle: {cycle}.", "决策表互相引用成环：{cycle}。"
)

CATALOGUE: Mapping[str, Problem] = {
    value.code: value for value in tuple(globals().values()) if isinstance(value, Problem)
}
