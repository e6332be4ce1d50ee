"""Why a value is refused, in words for the person who entered it."""

from collections.abc import Mapping

from engine.values.plain import Json, Label
from engine.values.refusal import Reason

_TEXTS: Mapping[str, Label] = {
    "required": {"en": "This has to have a value.", "zh-CN": "此项必须有值。"},
    "wrong_type": {
        "en": "This is not a value of the kind that is asked for.",
        "zh-CN": "值的类型不符合要求。",
    },
    "read_only": {
        "en": "This is computed or given by the system and cannot be entered.",
        "zh-CN": "该值由系统给出，不能录入。",
    },
    "too_long": {"en": "At most {limit} characters are allowed.", "zh-CN": "最多 {limit} 个字符。"},
    "bad_characters": {
        "en": "There is a character that cannot be kept (a control character).",
        "zh-CN": "含有无法保存的字符（控制字符）。",
    },
    "no_match": {"en": "This is not in the expected form.", "zh-CN": "格式不符合要求。"},
    "bad_number": {
        "en": "Enter a number with at most 12 digits before and 6 after the point.",
        "zh-CN": "请输入数字，整数部分最多 12 位，小数部分最多 6 位。",
    },
    "not_whole": {"en": "Enter a whole number.", "zh-CN": "请输入整数。"},
    "too_small": {"en": "The least value allowed is {limit}.", "zh-CN": "不能小于 {limit}。"},
    "too_large": {"en": "The greatest value allowed is {limit}.", "zh-CN": "不能大于 {limit}。"},
    "bad_phone": {
        "en": "This is not a phone number that can be called.",
        "zh-CN": "这不是有效的电话号码。",
    },
    "bad_email": {"en": "This is not a mail address.", "zh-CN": "这不是有效的邮箱地址。"},
    "bad_url": {
        "en": "Enter a web address that begins with http:// or https://.",
        "zh-CN": "请输入以 http:// 或 https:// 开头的网址。",
    },
    "bad_national_id": {"en": "This is not a valid identity number.", "zh-CN": "这不是有效的证件号码。"},
    "bad_date": {
        "en": "Enter a day as year-month-day, such as 2026-03-02.",
        "zh-CN": "请输入日期，例如 2026-03-02。",
    },
    "bad_time": {"en": "Enter a time such as 09:30.", "zh-CN": "请输入时间，例如 09:30。"},
    "bad_datetime": {
        "en": "Enter a day and a time such as 2026-03-02T09:30:00+08:00.",
        "zh-CN": "请输入日期和时间，例如 2026-03-02T09:30:00+08:00。",
    },
    "bad_duration": {"en": "Enter a span such as PT30M or P2D.", "zh-CN": "请输入时长，例如 PT30M 或 P2D。"},
    "unknown_option": {"en": "This is not one of the options.", "zh-CN": "不是可选的选项。"},
    "chosen_twice": {"en": "An option is chosen twice.", "zh-CN": "同一选项选择了两次。"},
    "result_too_large": {
        "en": "The computed number has more than {digits} digits.",
        "zh-CN": "计算结果超过 {digits} 位数。",
    },
    "bad_link": {"en": "This does not name a record.", "zh-CN": "没有指向任何记录。"},
}
CODES = frozenset(f"records.{slug}" for slug in _TEXTS)


def reason(slug: str, pointer: str = "", **data: Json) -> Reason:
    """The reason ``records.<slug>``; ``data`` fills the places of its sentence and goes along with it."""
    text = {language: _fill(sentence, data) for language, sentence in _TEXTS[slug].items()}
    return Reason(f"records.{slug}", text, pointer, data=data)


def _fill(sentence: str, data: Mapping[str, Json]) -> str:
    for name, value in data.items():
        sentence = sentence.replace("{" + name + "}", str(value))
    return sentence
