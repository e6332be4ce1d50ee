"""Sentences from the tree, in English and Chinese: what a person reads instead of JSON."""

from engine.conditions.explain import Change
from engine.conditions.sentence_phrases import OPPOSITES, WINDOWS, is_chinese, phrase
from engine.conditions.sentence_values import Words, plain, set_words, span, typed
from engine.conditions.tree import (
    All,
    Any,
    Choose,
    Condition,
    Constant,
    Leaf,
    Literal,
    Not,
    Path,
    SetValue,
    ValueNode,
)

__all__ = ["Words", "fix", "fixes", "leaf_sentence", "sentence", "value_words"]


def sentence(tree: Condition, words: Words, language: str) -> str:
    """The condition as one sentence (without a full stop) in ``en`` or ``zh-CN``."""
    return _said(tree, words, language, inner=False)


def leaf_sentence(leaf: Leaf, words: Words, language: str) -> str:
    """One comparison as a sentence: "Calls is at most 3"; 电话次数不超过3."""
    if _is_some(leaf):
        return _some(leaf, words, language, "there is at least one {row}", "有{row}")
    return _put(leaf, words, language, "{l} {p}", "{l}{p}", 0)


def fix(change: Change, words: Words, language: str) -> str:
    """What would have to be otherwise: "Calls must be at most 3"; 电话次数应不超过3."""
    leaf = change.leaf.leaf
    if _is_some(leaf):
        if change.wanted:
            return _some(leaf, words, language, "there must be at least one {row}", "应有{row}")
        return _some(leaf, words, language, "there must be no {row}", "不应有{row}")
    if change.wanted:
        return _put(leaf, words, language, "{l} must {p}", "{l}应{p}", 1)
    operator = {"before": "lt", "after": "gt"}.get(leaf.operator, leaf.operator)
    if operator in OPPOSITES:
        return _put(
            Leaf(leaf.left, OPPOSITES[operator], leaf.right), words, language, "{l} must {p}", "{l}应{p}", 1
        )
    return _put(leaf, words, language, "{l} must not {p}", "{l}不应{p}", 1)


def fixes(changes: tuple[Change, ...], words: Words, language: str) -> str:
    """One way to turn the answer, as a sentence."""
    parts = [fix(change, words, language) for change in changes]
    return "，且".join(parts) if is_chinese(language) else ", and ".join(parts)


def value_words(node: ValueNode, words: Words, language: str, path: str = "") -> str:
    """A value in words; ``path`` is the enum whose labels its options have."""
    if isinstance(node, SetValue):
        return _figure(node, words, language)
    if isinstance(node, Choose):
        return _choice(node, words, language, path)
    return plain(node, path, words, language) or "…"


def _said(tree: Condition, words: Words, language: str, *, inner: bool) -> str:
    chinese = is_chinese(language)
    match tree:
        case Constant(holds=holds):
            return ("总是成立" if holds else "从不成立") if chinese else ("always" if holds else "never")
        case Leaf():
            return leaf_sentence(tree, words, language)
        case Not(part=Leaf() as leaf) if leaf.operator in ("eq", "ne", "in", "not_in", "present", "absent"):
            return leaf_sentence(Leaf(leaf.left, OPPOSITES[leaf.operator], leaf.right), words, language)
        case Not(part=part):
            said = _said(part, words, language, inner=True)
            return f"并非{said}" if chinese else f"it is not so that {said}"
        case All(parts=parts) | Any(parts=parts):
            if not parts:
                return _said(Constant(isinstance(tree, All)), words, language, inner=inner)
            every = isinstance(tree, All)
            joint = ("，且" if every else "，或") if chinese else (" and " if every else " or ")
            said = joint.join(_said(part, words, language, inner=len(parts) > 1) for part in parts)
            return _bracketed(said, language) if inner and len(parts) > 1 else said


def _bracketed(said: str, language: str) -> str:
    return f"（{said}）" if is_chinese(language) else f"({said})"


def _put(leaf: Leaf, words: Words, language: str, english: str, chinese: str, place: int) -> str:
    path = leaf.left.path if isinstance(leaf.left, Path) else ""
    operator = _operator(leaf)
    rights = {"r": "", "s": "", "e": ""}
    if isinstance(leaf.right, tuple):
        rights["s"], rights["e"] = (value_words(end, words, language, path) for end in leaf.right)
    elif isinstance(leaf.right, str):
        rights["r"] = WINDOWS[leaf.right][1 if is_chinese(language) else 0]
    elif (
        leaf.operator == "within"
        and isinstance(leaf.right, Literal)
        and not isinstance(leaf.right.value, tuple)
    ):
        rights["r"] = span(leaf.right.value, language)
    elif operator == "all_of" and isinstance(leaf.right, Literal):
        rights["r"] = typed(leaf.right, path, words, language, last="and")
    elif leaf.right is not None:
        rights["r"] = value_words(leaf.right, words, language, path)
    said = phrase(leaf.left, operator, language)[place].format(**rights)
    pattern = chinese if is_chinese(language) else english
    return pattern.format(l=value_words(leaf.left, words, language), p=said)


def _operator(leaf: Leaf) -> str:
    """The operator as it is said: "one of" a single entry is that entry."""
    single = (
        isinstance(leaf.right, Literal) and isinstance(leaf.right.value, tuple) and len(leaf.right.value) == 1
    )
    return {"in": "eq", "not_in": "ne"}.get(leaf.operator, leaf.operator) if single else leaf.operator


def _is_some(leaf: Leaf) -> bool:
    counted = isinstance(leaf.left, SetValue) and leaf.left.query.function == "count"
    return counted and leaf.operator == "gt" and isinstance(leaf.right, Literal) and leaf.right.value == 0


def _some(leaf: Leaf, words: Words, language: str, english: str, chinese: str) -> str:
    if not isinstance(leaf.left, SetValue):  # pragma: no cover - _is_some has seen to it
        raise TypeError(leaf)
    row, whose = set_words(leaf.left, words, language)
    where = leaf.left.query.where
    said = "" if where is None else sentence(where, words, language)
    if is_chinese(language):
        said = f"（{said}）" if said else ""
        return chinese.format(row=f"{whose}的{row}{said}" if whose else f"{row}{said}")
    owner = f" of {whose}" if whose else ""
    return english.format(row=f"{row}{owner}{f' for which {said}' if said else ''}")


def _figure(node: SetValue, words: Words, language: str) -> str:
    row, whose = set_words(node, words, language)
    query = node.query
    said = "" if query.where is None else sentence(query.where, words, language)
    field = words.path(query.field, language) if query.field else ""
    if is_chinese(language):
        names = {"count": "数量", "sum": "合计", "min": "最小值", "max": "最大值", "latest": "最近值"}
        owner = f"{whose}的{row}" if whose else row
        return (
            f"{owner}{f'（{said}）' if said else ''}{f'的{field}' if field else '的'}{names[query.function]}"
        )
    names = {"count": "number", "sum": "sum", "min": "least", "max": "greatest", "latest": "latest"}
    owner = f"{row} records of {whose}" if whose else f"{row} records"
    figure = (
        f"{names[query.function]} {field}"
        if query.function in ("min", "max", "latest")
        else names[query.function]
    )
    of = f"{figure} of {field}, {owner}" if query.function == "sum" else f"{figure} of {owner}"
    return f"the {of}{f' for which {said}' if said else ''}"


def _choice(node: Choose, words: Words, language: str, path: str) -> str:
    parts: list[str] = []
    for when, then in node.branches:
        said = value_words(then, words, language, path)
        if when is None:
            parts.append(f"否则为{said}" if is_chinese(language) else f"otherwise {said}")
        else:
            holds = sentence(when, words, language)
            parts.append(f"若{holds}则为{said}" if is_chinese(language) else f"{said} if {holds}")
    return _bracketed(("，" if is_chinese(language) else ", ").join(parts), language)
