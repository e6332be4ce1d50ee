"""What may be wrong with a form: this room's part of the catalogue."""

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Severity

_problem = problems_of("forms")


BAD_ID = _problem(
    "bad_id",
    '"{name}" cannot be an id.',
    "“{name}”不能用作标识。",
    (
        "Use lower-case ASCII letters, digits and underscores, a letter first, at most 48 characters.",
        "请使用小写英文字母、数字和下划线，以字母开头，最多 48 个字符。",
    ),
)
UNKNOWN_ENTITY = _problem("unknown_entity", 'There is no entity "{name}".', "没有实体“{name}”。")
UNKNOWN_FIELD = _problem(
    "unknown_path",
    '"{entity}" has no field "{name}".',
    "“{entity}”没有字段“{name}”。",
    ('Give it an "ask" if it is a question of this form alone.', "如果它只是本表单的问题，请为它添加 ask。"),
)
ASKED_FIELD = _problem(
    "asked_field",
    '"{name}" is a field of the entity; "ask" cannot define it again.',
    "“{name}”是实体的字段，不能用 ask 重复定义。",
)
TWICE = _problem("twice", '"{name}" stands on this form twice.', "“{name}”在表单中出现了两次。")
NEVER_WRITTEN = _problem(
    "never_written",
    '"{name}" is only shown here, so that "{key}" has no effect.',
    "“{name}”在这里只显示，“{key}”不起作用。",
    severity=Severity.WARNING,
)
NO_CHOICES = _problem(
    "no_choices",
    "Only a link to one entity or an enum has choices to narrow.",
    "只有指向单一实体的链接或枚举字段才能限定可选项。",
)
NO_LINES = _problem(
    "no_lines", 'Only a field of type lines has "lines" to lay out.', "只有 lines 类型的字段才能设置 lines。"
)
PRESET_FIELD = _problem("preset_field", '"{name}" is not entered on this form.', "本表单不录入“{name}”。")
KEY_TAKEN = _problem(
    "key_taken",
    'The key "{key}" has a meaning of its own everywhere.',
    "按键“{key}”在各处已有固定含义。",
    ("Choose another letter than {taken}.", "请选择 {taken} 以外的字母。"),
)
KEY_TWICE = _problem("key_twice", 'The key "{key}" is used twice here.', "按键“{key}”在这里用了两次。")
NO_ITEMS = _problem("no_items", "There is nothing on this form.", "表单上没有任何内容。")
STEPS_ALONE = _problem(
    "steps_alone",
    "A form of steps has no items, checks or presets of its own.",
    "由多个步骤组成的表单不能再有自己的内容、校验或预设。",
)
UNKNOWN_STEP = _problem("unknown_step", 'There is no form "{name}".', "没有表单“{name}”。")
STEP_OF_OTHER = _problem(
    "step_of_other", 'The form "{name}" is about "{entity}".', "表单“{name}”属于“{entity}”。"
)
STEP_TWICE = _problem("step_twice", 'The step "{name}" is listed twice.', "步骤“{name}”出现了两次。")
STEP_OF_STEPS = _problem(
    "step_of_steps", 'The form "{name}" has steps itself.', "表单“{name}”本身也由多个步骤组成。"
)
CHECK_FIELD = _problem("check_field", '"{name}" is not entered on this form.', "本表单不录入“{name}”。")
