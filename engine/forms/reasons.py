"""Why what was sent with a form is refused, in words for the person who filled it in."""

from collections.abc import Mapping

from engine.values.plain import Json, Label
from engine.values.refusal import Reason

_TEXTS: Mapping[str, Label] = {
    "not_an_object": {"en": "The fields of the form are expected here.", "zh-CN": "这里应为表单的各个字段。"},
    "unknown_field": {"en": "This form has no such field.", "zh-CN": "表单中没有这个字段。"},
    "not_visible": {"en": "This field is not on the form now.", "zh-CN": "该字段目前不在表单上。"},
    "read_only": {"en": "This field cannot be changed here.", "zh-CN": "该字段在这里不能修改。"},
    "required": {"en": "This has to be filled in.", "zh-CN": "此项必填。"},
    "not_offered": {"en": "This cannot be chosen now.", "zh-CN": "目前不能选择此项。"},
    "not_a_list": {"en": "A list of rows is expected here.", "zh-CN": "这里应为行的列表。"},
    "too_many_rows": {"en": "At most {limit} rows are allowed.", "zh-CN": "最多 {limit} 行。"},
    "unknown_row": {"en": "There is no such row any more.", "zh-CN": "该行已不存在。"},
    "row_twice": {"en": "The same row is sent twice.", "zh-CN": "同一行提交了两次。"},
    "row_stale": {"en": "Somebody else has changed this row meanwhile.", "zh-CN": "该行已被他人修改。"},
    "invalid": {"en": "This is not what is expected here.", "zh-CN": "内容不符合要求。"},
    "wrong_type": {
        "en": "This is not a value of the kind that is asked for.",
        "zh-CN": "值的类型不符合要求。",
    },
    "too_long": {"en": "This is too long.", "zh-CN": "内容过长。"},
    "too_small": {"en": "This is less than allowed.", "zh-CN": "小于允许的最小值。"},
    "too_large": {"en": "This is more than allowed.", "zh-CN": "大于允许的最大值。"},
    "no_match": {"en": "This is not in the expected form.", "zh-CN": "格式不符合要求。"},
    "chosen_twice": {"en": "Something is chosen twice.", "zh-CN": "有重复的选择。"},
}
CHECK_FAILED = "forms.check_failed"
CODES = frozenset({CHECK_FAILED, *(f"forms.{slug}" for slug in _TEXTS)})


def reason(slug: str, pointer: str = "", **data: Json) -> Reason:
    """The reason ``forms.<slug>`` at a place of what was sent; ``data`` fills the places of its sentence."""
    text = dict(_TEXTS[slug])
    for name, value in data.items():
        text = {
            language: sentence.replace("{" + name + "}", str(value)) for language, sentence in text.items()
        }
    return Reason(f"forms.{slug}", text, pointer, data=data)
