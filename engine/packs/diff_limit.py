"""What a limit now allows, and to whom: the changes of one limit, one sentence each."""

from collections.abc import Iterator, Mapping

from engine.packs.diff_keys import changes_by_key
from engine.packs.diff_words import LANGUAGES, DiffWords, shown
from engine.packs.pieces import Piece
from engine.packs.weight import Change
from engine.values.plain import Json, Label

_NOBODY_SAID: Label = {"en": "nothing", "zh-CN": "未设定"}
_AT_LIMIT: Mapping[str, Label] = {
    "block": {"en": "it is refused", "zh-CN": "拒绝"},
    "confirm": {"en": "a reason is asked for", "zh-CN": "须填写原因"},
    "warn": {"en": "a warning is shown", "zh-CN": "提醒"},
    "allow": {"en": "it is only counted", "zh-CN": "仅计数"},
}
_PERIODS: Mapping[str, Label] = {
    "hour": {"en": "in each hour", "zh-CN": "每小时"},
    "day": {"en": "on each day", "zh-CN": "每天"},
    "week": {"en": "in each week", "zh-CN": "每周"},
    "month": {"en": "in each month", "zh-CN": "每月"},
    "year": {"en": "in each year", "zh-CN": "每年"},
}
_SENTENCES: Mapping[str, str] = {
    "max": "limit_max",
    "warn_at": "limit_warn",
    "window": "limit_window",
    "per": "limit_per",
    "who": "limit_who",
    "on": "limit_on",
    "sum": "limit_sum",
    "at_limit": "limit_at",
    "lifted_by": "limit_lifted",
    "gives_back": "limit_back",
}


def limit_changes(was: Piece, piece: Piece, words: DiffWords) -> Iterator[Change]:
    """The changes of a limit: how many, in what time, per what, whose, and what happens when it is reached."""
    yield from changes_by_key(was, piece, words, _SENTENCES, lambda key, value: _told(key, value, words))


def _told(key: str, value: Json, words: DiffWords) -> Label:
    """A value of a limit in words."""
    if value is None:
        return _AT_LIMIT["block"] if key == "at_limit" else _NOBODY_SAID
    if key == "at_limit":
        return _AT_LIMIT.get(str(value), shown(value))
    if isinstance(value, Mapping):
        return _shaped(value, words)
    if key == "window":
        return {"en": "for ever", "zh-CN": "永久"}
    if key == "gives_back":
        refs = [str(one) for one in value] if isinstance(value, list | tuple) else []
        return {language: words.names("transition", refs, language) for language in LANGUAGES}
    return shown(value)


def _shaped(value: Mapping[str, Json], words: DiffWords) -> Label:
    for kind in ("parameter", "role", "duty"):
        if isinstance(value.get(kind), str):
            return {language: words.name(kind, str(value[kind]), language) for language in LANGUAGES}
    if "rolling" in value:
        span = value["rolling"]
        told = _shaped(span, words) if isinstance(span, Mapping) else shown(span)
        return {"en": f"within {told['en']}", "zh-CN": f"{told['zh-CN']} 之内"}
    if "calendar" in value:
        return _PERIODS.get(str(value["calendar"]), shown(value))
    if "overlap" in value:
        return {"en": "at one time", "zh-CN": "同一时间"}
    return shown(value)
