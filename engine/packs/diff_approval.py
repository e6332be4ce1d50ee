"""Who may now approve what: the changes of an approval and of its steps, one sentence each."""

from collections.abc import Iterator, Mapping

from engine.packs.diff_keys import changes_by_key
from engine.packs.diff_words import LANGUAGES, DiffWords, shown
from engine.packs.pieces import Piece
from engine.packs.weight import Change
from engine.values.plain import Json, Label, listed

_SENTENCES: Mapping[str, str] = {
    "by": "step_by",
    "if": "step_if",
    "decide": "step_decide",
    "order": "step_order",
    "may": "step_may",
    "covers": "covers",
}
_ALWAYS: Label = {"en": "always", "zh-CN": "始终审批"}
_NOTHING: Label = {"en": "nothing", "zh-CN": "无"}
_MODES: Mapping[str, Label] = {
    "any": {"en": "one of them", "zh-CN": "任一人同意即可"},
    "all": {"en": "all of them", "zh-CN": "须全部同意"},
    "in_turn": {"en": "all of them in turn", "zh-CN": "须依次同意"},
}
_MAY: Mapping[str, Label] = {
    "return": {"en": "send it back", "zh-CN": "退回"},
    "delegate": {"en": "hand it on", "zh-CN": "转交"},
    "add_signer": {"en": "ask somebody besides", "zh-CN": "加签"},
    "close": {"en": "end it with a yes", "zh-CN": "直接办结"},
}
_OPERATORS: Mapping[str, Label] = {
    "gt": {"en": "more than", "zh-CN": "大于"},
    "gte": {"en": "at least", "zh-CN": "不低于"},
    "lt": {"en": "less than", "zh-CN": "小于"},
    "lte": {"en": "at most", "zh-CN": "不超过"},
    "eq": {"en": "equal to", "zh-CN": "等于"},
    "ne": {"en": "other than", "zh-CN": "不等于"},
}


def approval_changes(was: Piece, piece: Piece, words: DiffWords) -> Iterator[Change]:
    """The changes of an approval or of one of its steps: who decides, from which amount on, how many, about what."""
    yield from changes_by_key(
        was,
        piece,
        words,
        _SENTENCES,
        lambda key, value: _told(key, value, str(piece.says.get("entity") or ""), words),
    )


def _told(key: str, value: Json, entity: str, words: DiffWords) -> Label:
    match key:
        case "by":
            return _whom(value, words)
        case "if":
            return _ALWAYS if value is None else _condition(value)
        case "decide":
            return _mode(value)
        case "may":
            return _several([_MAY.get(str(one), shown(one)) for one in _list(value)])
        case "covers":
            refs = [f"{entity}.{name}" for name in _list(value)]
            return {language: words.names("field", refs, language) for language in LANGUAGES}
        case _:
            return shown(value)


def _whom(value: Json, words: DiffWords) -> Label:
    found: list[Label] = []
    for one in _list(value):
        if not isinstance(one, Mapping):
            continue
        if isinstance(duty := one.get("duty"), str):
            found.append({language: words.name("duty", duty, language) for language in LANGUAGES})
        else:
            first = next(iter(one.values()), None)
            found.append(shown(first))
    return _several(found)


def _mode(value: Json) -> Label:
    if isinstance(value, Mapping):
        least = value.get("at_least")
        return {"en": f"at least {least} of them", "zh-CN": f"至少 {least} 人同意"}
    return _MODES.get(str(value or "any"), shown(value))


def _condition(value: Json) -> Label:
    """The band of an amount in words; of another condition only that it is one."""
    if isinstance(value, Mapping) and isinstance(value.get("field"), str):
        operator, right = _OPERATORS.get(str(value.get("op"))), value.get("value")
        if operator is not None and not isinstance(right, Mapping | list):
            name, amount = value["field"], shown(right)["en"]
            return {
                "en": f"when {name} is {operator['en']} {amount}",
                "zh-CN": f"{name} {operator['zh-CN']} {amount} 时审批",
            }
    return {"en": "under a condition", "zh-CN": "按条件审批"}


def _list(value: Json) -> list[Json]:
    if value is None:
        return []
    return [*value] if isinstance(value, list | tuple) else [value]


def _several(parts: list[Label]) -> Label:
    return listed((part, "") for part in parts) if parts else _NOTHING
