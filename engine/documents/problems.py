"""What may be wrong with documents: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity
from engine.records.telling_problems import telling_problems

_problem = problems_of("documents")

UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
LINE_ENTITY = _problem(
    "line_entity",
    '"{name}" are lines of another record: make the document of that one.',
    "“{name}”是其他记录的明细，请为其所属的记录制作文档。",
)
UNKNOWN_LANGUAGE = _problem(
    "unknown_language", 'The pack has no language "{name}".', "业务包没有语言“{name}”。"
)
UNKNOWN_STATE = _problem(
    "unknown_state", 'There is no state "{name}" of "{entity}".', "“{entity}”没有状态“{name}”。"
)
UNKNOWN_DUTY = _problem("unknown_duty", 'There is no duty "{name}".', "没有职责“{name}”。")
UNKNOWN_TRANSITION = _problem("unknown_transition", 'There is no transition "{name}".', "没有流转“{name}”。")
UNKNOWN_SORT = _problem("unknown_sort", 'A row has no field "{name}".', "明细没有字段“{name}”。")

# ------------------------------------------------------------ templates

NO_TEMPLATE = _problem(
    "no_template",
    'There is no template for the language "{name}".',
    "没有语言“{name}”的模板。",
    ("Write documents/{document}.{name}.html.", "请编写 documents/{document}.{name}.html。"),
)
STRAY_TEMPLATE = _problem(
    "stray_template",
    'No document has this template: "{document}" in "{name}" is not declared.',
    "没有文档使用该模板：未声明“{document}”的“{name}”版本。",
)
TOO_LONG = _problem("too_long", "The template has more than {limit} characters.", "模板超过 {limit} 个字符。")
TOO_MANY_PLACES = _problem(
    "too_many_places", "The template has more than {limit} places.", "模板中的占位超过 {limit} 处。"
)
TOO_NESTED = _problem(
    "too_nested", "Sections lie more than {limit} levels deep.", "区段嵌套超过 {limit} 层。"
)
BROKEN_PLACE = _problem(
    "broken_place",
    'Line {line}: "{name}" is not a place that can be filled.',
    "第 {line} 行：“{name}”不是可填充的占位。",
    (
        "Write {{path}}, {{path|filter}}, {{#if name}} … {{else}} … {{/if}} or {{#each name}} … {{/each}}.",
        "请写 {{路径}}、{{路径|过滤器}}、{{#if 名称}} … {{else}} … {{/if}} 或 {{#each 名称}} … {{/each}}。",
    ),
)
UNBALANCED = _problem(
    "unbalanced",
    'Line {line}: "{name}" does not go with the section that is open there.',
    "第 {line} 行：“{name}”与当前打开的区段不匹配。",
)
NOT_CLOSED = _problem(
    "not_closed", 'Line {line}: "{name}" is never closed.', "第 {line} 行：“{name}”没有结束。"
)
UNKNOWN_LIST = _problem(
    "unknown_list", 'Line {line}: there is no list "{name}".', "第 {line} 行：没有列表“{name}”。"
)
UNKNOWN_CONDITION = _problem(
    "unknown_condition",
    'Line {line}: there is no condition and no field "{name}".',
    "第 {line} 行：没有条件或字段“{name}”。",
)
EACH_IN_EACH = _problem(
    "each_in_each",
    "Line {line}: a list stands in a list; one level is all there is.",
    "第 {line} 行：列表中又有列表；只允许一层。",
)
ONLY_IN_EACH = _problem(
    "only_in_each",
    'Line {line}: "{name}" is the number of a row, and there is no list here.',
    "第 {line} 行：“{name}”是明细行号，这里没有列表。",
)
UNKNOWN_OWN = _problem(
    "unknown_own", 'Line {line}: documents know no "{name}" of their own.', "第 {line} 行：文档没有“{name}”。"
)
IN_MARKUP = _problem(
    "in_markup",
    "Line {line}: a place stands inside of a tag or a style; it may stand in text only.",
    "第 {line} 行：占位写在标签或样式里；占位只能写在正文中。",
)
TAG_NOT_ALLOWED = _problem(
    "tag_not_allowed", "Line {line}: <{name}> is not allowed.", "第 {line} 行：不允许使用 <{name}>。"
)
ATTRIBUTE_NOT_ALLOWED = _problem(
    "attribute_not_allowed",
    'Line {line}: the attribute "{name}" is not allowed.',
    "第 {line} 行：不允许使用属性“{name}”。",
)
TAG_OPEN = _problem(
    "tag_open",
    "Line {line}: <{name}> is not closed where it should be.",
    "第 {line} 行：<{name}> 没有正确闭合。",
)
STYLE_REACHES_OUT = _problem(
    "style_reaches_out",
    'Line {line}: a style may not hold "{name}": a document stands alone.',
    "第 {line} 行：样式中不能有“{name}”：文档不能引用外部内容。",
)
FONT_WITHOUT_CHINESE = _problem(
    "font_without_chinese",
    "Line {line}: these fonts end in none with Chinese characters.",
    "第 {line} 行：字体列表没有以中文字体结尾。",
    (
        'End the list in "Noto Serif CJK SC" or "Noto Sans CJK SC", or leave it out.',
        '请以 "Noto Serif CJK SC" 或 "Noto Sans CJK SC" 结尾，或不写字体。',
    ),
)
UNKNOWN_FILTER, FILTER_NOT_FOR, SHOWS_ID = telling_problems(_problem)
SHOWS_SENSITIVE = _problem(
    "shows_sensitive",
    '"{path}" is sensitive and stands in the document in full.',
    "“{path}”为敏感信息，将完整写入文档。",
    ("Write {{{path}|masked}}, or leave it out.", "请写 {{{path}|masked}}，或不要写入。"),
    Severity.WARNING,
)

# ------------------------------------------------------------ when one is made

NO_DOCUMENT = _problem(
    "no_such_document", "There is no such document of this record.", "这条记录没有这种文档。"
)
NO_LANGUAGE = _problem(
    "no_such_language", "The document is not written in “{name}”.", "该文档没有“{name}”版本。"
)
NOT_IN_STATE = _problem(
    "not_in_this_state",
    "“{document}” is made when the record is {states}, not while it is {state}.",
    "“{document}”在“{states}”时制作，当前为“{state}”。",
)
NOT_READABLE = _problem(
    "not_readable",
    "“{document}” tells {fields}, which you may not read.",
    "“{document}”包含您无权查看的内容：{fields}。",
)
TOO_MANY_ROWS = _problem(
    "too_many_rows",
    "A list of the document has more than {limit} rows.",
    "文档的一个列表超过 {limit} 行。",
)
TOO_LARGE = _problem(
    "too_large", "The document would be larger than {limit} characters.", "文档将超过 {limit} 个字符。"
)
CHANGED_MEANWHILE = _problem(
    "changed_meanwhile",
    "The record changed while the document was being made.",
    "制作文档期间，记录发生了变化。",
    ("Make it again.", "请重新制作。"),
)
