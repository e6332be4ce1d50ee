"""Bodies of commands: the same few keys everywhere, each checked with its place."""

from collections.abc import Mapping
from typing import Any, cast

from engine.values.plain import Json, Label
from server.problem_details import Refused
from server.problems import MISSING_KEY, WRONG_VALUE

TEXT: Label = {"en": "a text", "zh-CN": "文本"}
OBJECT: Label = {"en": "an object", "zh-CN": "对象"}
WHOLE: Label = {"en": "a whole number", "zh-CN": "整数"}
LIST: Label = {"en": "a list of texts", "zh-CN": "文本列表"}
TRUTH: Label = {"en": "true or false", "zh-CN": "true 或 false"}


def text(said: Mapping[str, Any], name: str, *, required: bool = False) -> str | None:
    """The text under a name; absent and null are None unless it is required."""
    value = _given(said, name, required=required)
    if value is None or isinstance(value, str):
        return value
    raise _wrong(name, TEXT)


def number(given: str | None, name: str, otherwise: int) -> int:
    """A whole number from the address; ``otherwise`` when there is none."""
    if given is None:
        return otherwise
    if not given.isascii() or not given.isdigit():
        raise Refused(422, WRONG_VALUE, {"name": name, "expected": WHOLE})
    return int(given[:9])


def whole(said: Mapping[str, Any], name: str) -> int | None:
    """The whole number under a name."""
    value = said.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _wrong(name, WHOLE)


def truth(said: Mapping[str, Any], name: str) -> bool:
    """The true or false under a name; absent is false."""
    value = said.get(name)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _wrong(name, TRUTH)


def mapping(said: Mapping[str, Any], name: str) -> Mapping[str, Json]:
    """The object under a name; absent is an empty one."""
    value = said.get(name)
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return value  # pyright: ignore[reportUnknownVariableType]
    raise _wrong(name, OBJECT)


def texts(said: Mapping[str, Any], name: str) -> Mapping[str, str]:
    """The object of texts under a name."""
    found = mapping(said, name)
    for key, value in found.items():
        if not isinstance(value, str):
            raise _wrong(name, TEXT, f"/{name}/{key}")
    return {key: str(value) for key, value in found.items()}


def names(said: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The list of texts under a name, which may also be one text with commas."""
    value = said.get(name)
    if value is None:
        return ()
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):  # pyright: ignore[reportUnknownVariableType]
        raise _wrong(name, LIST)
    return tuple(part.strip() for part in parts if part.strip())  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType, reportUnknownArgumentType]


def several(said: Mapping[str, Any], name: str) -> tuple[Json, ...]:
    """The list of anything under a name; absent is an empty one."""
    value = said.get(name)
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(cast("list[Json]", value))
    raise _wrong(name, LIST)


def _given(said: Mapping[str, Any], name: str, *, required: bool) -> Any:
    value = said.get(name)
    if value is None and required:
        raise Refused(422, MISSING_KEY, {"name": name}, f"/{name}")
    return value


def _wrong(name: str, expected: Label, pointer: str = "") -> Refused:
    return Refused(422, WRONG_VALUE, {"name": name, "expected": expected}, pointer or f"/{name}")
