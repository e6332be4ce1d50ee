"""From what pydantic says of a document to diagnostics with the pointer, the sentence and the cure."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, Problem
from engine.diagnostics.suggest import nearest
from engine.packs import problems
from engine.packs.shape import Schema, keys_at
from engine.values.plain import Json, Label

LATER_KEYS = frozenset(
    [
        "approval",
        "deadlines",
        "deadline",
        "clock",
        "calendar",
        "limit",
        "limits",
        "variants",
        "order_by",
        "assign_by",
        "on_duty",
        "as_of",
        "merge",
        "escalate_to",
    ]
)
"""Keys that the format knows and no room of this release reads."""

_EXPECTED: Mapping[str, tuple[str, str]] = {
    "string": ("a text", "文本"),
    "int": ("a whole number", "整数"),
    "decimal": ("a number", "数字"),
    "float": ("a number", "数字"),
    "bool": ("true or false", "true 或 false"),
    "list": ("a list", "列表"),
    "tuple": ("a list", "列表"),
    "set": ("a list", "列表"),
    "frozen": ("a list", "列表"),
    "dict": ("an object", "对象"),
    "mapping": ("an object", "对象"),
    "model": ("an object", "对象"),
    "none": ("null", "null"),
    "is": ("an object", "对象"),
}
_BOUNDS: Mapping[str, tuple[str, str, str]] = {
    "greater_than": ("gt", "more than {}", "大于 {}"),
    "greater_than_equal": ("ge", "at least {}", "不小于 {}"),
    "less_than": ("lt", "less than {}", "小于 {}"),
    "less_than_equal": ("le", "at most {}", "不大于 {}"),
    "too_short": ("min_length", "at least {} long", "长度不小于 {}"),
    "too_long": ("max_length", "at most {} long", "长度不大于 {}"),
    "string_too_short": ("min_length", "at least {} characters long", "至少 {} 个字符"),
    "string_too_long": ("max_length", "at most {} characters long", "至多 {} 个字符"),
}


def shape_faults(error: ValidationError, value: Json, schema: Schema) -> list[Diagnostic]:
    """The diagnostics of one document, sorted by place, each place said once."""
    found: dict[tuple[str, str], Diagnostic] = {}
    for detail in error.errors(include_url=False, include_context=True, include_input=False):
        fault = _fault(detail, value, schema)
        said = found.get((fault.pointer, fault.code))
        if said is not None and fault.problem is problems.WRONG_TYPE:
            fault = _either(said, fault)
        found[fault.pointer, fault.code] = fault
    places = [fault.pointer for fault in found.values()]
    # A union complains once for each of its sides: the one that got further is the one that was meant.
    meant = [
        fault
        for fault in found.values()
        if fault.problem is not problems.WRONG_TYPE
        or not any(at.startswith(fault.pointer + "/") for at in places)
    ]
    return sorted(meant, key=lambda fault: fault.pointer)


def _fault(detail: ErrorDetails, value: Json, schema: Schema) -> Diagnostic:
    kind, context = detail["type"], detail.get("ctx", {})
    parts, last = _path(detail["loc"], value)
    at, here = pointer(*parts), _at(value, parts)
    if kind == "missing":
        return Diagnostic(problems.MISSING_KEY, at, data={"key": last or ""})
    if kind == "extra_forbidden":
        return _unknown_key(str(parts[-1]), parts, value, schema)
    if kind in ("literal_error", "enum") or kind.startswith("union_tag"):
        return _not_one_of(at, here, kind, context)
    if kind in _BOUNDS:
        name, en, zh = _BOUNDS[kind]
        amount = context.get(name)
        return _worded(problems.OUT_OF_BOUNDS, at, "bound", en.format(amount), zh.format(amount))
    expected = _EXPECTED.get(kind.partition("_")[0])
    if expected is not None and kind.endswith(("_type", "_of", "_parsing", "_from_float", "_required")):
        return _worded(problems.WRONG_TYPE, at, "expected", *expected)
    return Diagnostic(problems.INVALID, at, data={"detail": detail["msg"]})


def _path(location: Sequence[int | str], value: Json) -> tuple[list[int | str], str | None]:
    """The part of a location that the document has (tags of unions are no keys), and the first key that it lacks."""
    parts: list[int | str] = []
    missing: str | None = None
    for part in location:
        here = _at(value, parts)
        if isinstance(here, Mapping) and str(part) in here:
            parts.append(str(part))
        elif isinstance(here, list | tuple) and isinstance(part, int) and part < len(here):
            parts.append(part)
        else:
            missing = str(part)
    return parts, missing


def _at(value: Json, parts: Sequence[int | str]) -> Json:
    here: Any = value
    for part in parts:
        here = here[part]
    return here


def _unknown_key(key: str, parts: list[int | str], value: Json, schema: Schema) -> Diagnostic:
    if key in LATER_KEYS:
        return Diagnostic(problems.NOT_YET_KEY, pointer(*parts), data={"key": key})
    suggestion = nearest(key, keys_at(schema, value, pointer(*parts[:-1])))
    data: dict[str, Json] = {"key": key, **({"suggestion": suggestion} if suggestion else {})}
    return Diagnostic(problems.UNKNOWN_KEY, pointer(*parts), data=data)


def _not_one_of(at: str, here: Json, kind: str, context: Mapping[str, Any]) -> Diagnostic:
    expected = (
        str(context.get("expected") or context.get("expected_tags") or "")
        .replace("'", "")
        .replace(" or ", ", ")
    )
    tag = str(context.get("discriminator", "")).strip("'")
    if kind == "union_tag_not_found" and tag.isidentifier():
        return Diagnostic(problems.MISSING_KEY, at, data={"key": tag})
    if kind == "union_tag_invalid" and isinstance(here, Mapping) and tag in here:
        at, here = at + pointer(tag), here[tag]
    shown = _shown(here)
    suggestion = nearest(shown, expected.split(", "))
    data: dict[str, Json] = {"value": shown, "expected": expected}
    return Diagnostic(problems.NOT_ONE_OF, at, data=data | ({"suggestion": suggestion} if suggestion else {}))


def _either(said: Diagnostic, fault: Diagnostic) -> Diagnostic:
    """One sentence for two sides of a union: "a text or an object"."""
    words = [cast("Label", one.data["expected"]) for one in (said, fault)]
    english = dict.fromkeys(part for word in words for part in word["en"].split(" or "))
    chinese = dict.fromkeys(part for word in words for part in word["zh-CN"].split("或"))
    return _worded(problems.WRONG_TYPE, fault.pointer, "expected", " or ".join(english), "或".join(chinese))


def _worded(problem: Problem, at: str, name: str, en: str, zh: str) -> Diagnostic:
    """A diagnostic with a word that differs by language."""
    return Diagnostic(problem, at, data={name: {"en": en, "zh-CN": zh}})


def _shown(value: Json) -> str:
    return (
        value[:60]
        if isinstance(value, str)
        else type(value).__name__
        if isinstance(value, Mapping | list)
        else str(value)
    )
