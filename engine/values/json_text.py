"""Strict JSON: what enters is bounded and unambiguous, or it is a fault with its place.

RFC 8259 leaves open what two equal keys mean, how large a number may be and how deep a text may nest; the parsers of
two machines then read two different things. Here each of these is refused. Numbers with a fraction or an exponent
become ``Decimal``. Everything that a hostile text could make slow is counted before it is parsed.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NoReturn

from engine.values.plain import Json, Label


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a text may hold: ``size`` in bytes, ``depth`` of nesting, ``keys``, ``values`` and ``digits`` of a number."""

    size: int = 1_000_000
    depth: int = 32
    keys: int = 10_000
    values: int = 50_000
    digits: int = 34
    exponent: int = 100


REQUEST = Limits()

FAULTS: Mapping[str, Label] = {
    "not_utf8": {"en": "The text is not UTF-8.", "zh-CN": "文本不是 UTF-8 编码。"},
    "byte_order_mark": {
        "en": "The text begins with a byte order mark.",
        "zh-CN": "文本以字节顺序标记（BOM）开头。",
    },
    "too_large": {"en": "The text has more than {limit} bytes.", "zh-CN": "文本超过 {limit} 字节。"},
    "too_deep": {"en": "The text nests deeper than {limit} levels.", "zh-CN": "嵌套超过 {limit} 层。"},
    "too_many_keys": {"en": "The text has more than {limit} keys.", "zh-CN": "键超过 {limit} 个。"},
    "too_many_values": {"en": "The text has more than {limit} values.", "zh-CN": "值超过 {limit} 个。"},
    "syntax": {"en": "This is not JSON: {detail}.", "zh-CN": "不是有效的 JSON：{detail}。"},
    "duplicate_key": {
        "en": 'The key "{key}" stands twice in one object.',
        "zh-CN": "键“{key}”在同一对象中出现两次。",
    },
    "not_a_number": {"en": '"{token}" is no number in JSON.', "zh-CN": "JSON 中没有数值“{token}”。"},
    "number_too_long": {
        "en": "A number has more than {limit} digits or an exponent beyond {exponent}.",
        "zh-CN": "数字超过 {limit} 位，或指数超出 {exponent}。",
    },
    "lone_surrogate": {
        "en": "A text holds half a character (a lone surrogate).",
        "zh-CN": "文本中有不完整的字符（孤立代理项）。",
    },
    "null_character": {"en": "A text holds the character U+0000.", "zh-CN": "文本中含有字符 U+0000。"},
}
"""The sentence of each fault, with ``{name}`` places that are filled from its data."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is not taken: a key of ``FAULTS``, the offset (in characters; in bytes when it is not UTF-8)."""

    kind: str
    offset: int = 0
    data: Mapping[str, Json] = field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text says. An object is a dict, a list a list, a number an int or a Decimal."""

    value: Json


@dataclass(frozen=True, slots=True)
class Token:
    """One value of a text as it is walked over: where it (or its key) begins, and what it is called."""

    pointer: str
    offset: int
    text: str
    repeated: str | None = None


class _Found(Exception):
    """Leaves the parser from inside one of its hooks."""

    def __init__(self, kind: str, **data: Json) -> None:
        super().__init__(kind)
        self.kind = kind
        self.data = data


def parse(source: bytes | str, limits: Limits = REQUEST) -> Parsed | Fault:
    """Read a JSON text.

    Takes bytes (UTF-8 without a byte order mark) or text. Gives ``Parsed``, or the first ``Fault``: too large, too deep,
    too many keys or values, equal keys, NaN and Infinity, numbers too long, halves of characters, U+0000, wrong syntax.
    """
    text = _text(source, limits)
    if isinstance(text, Fault):
        return text
    if fault := _counted(text, limits):
        return fault
    end = _WHOLE_CHARACTERS.match(text)
    if end is not None and text.startswith("\\u", end.end()):
        kind = "null_character" if text.startswith("u0000", end.end() + 1) else "lone_surrogate"
        return Fault(kind, end.end())
    try:
        return Parsed(_decoder(limits).decode(text))
    except json.JSONDecodeError as error:
        return Fault("syntax", error.pos, {"detail": error.msg})
    except _Found as found:
        return Fault(found.kind, _offset(text, found, limits), found.data)


def walk(text: str) -> Iterator[Token]:
    """Every value of a JSON text in order, with its JSON Pointer; never fails, whatever the text is."""
    open_at: list[_Level] = []
    for found in _TOKEN.finditer(text):
        word = found[0]
        level = open_at[-1] if open_at else None
        if word in "]}":
            if open_at:
                open_at.pop()
            continue
        if level is not None and level.keyed and level.key is None:
            level.key, level.key_at = _unquoted(word), found.start()
            continue
        pointer, offset, repeated = ("", found.start(), None) if level is None else level.next(found.start())
        yield Token(pointer, offset, word, repeated)
        if word in "[{":
            open_at.append(_Level(pointer, keyed=word == "{"))


def positions(text: str) -> dict[str, int]:
    """JSON Pointer -> offset of each value of a text; of a member of an object, the offset of its key."""
    found: dict[str, int] = {}
    for token in walk(text):
        found.setdefault(token.pointer, token.offset)
    return found


def where(text: str, pointer: str) -> tuple[int, int]:
    """Line and column (both from 1) of what a JSON Pointer names; of the nearest thing above it when it is missing."""
    return place(text, nearest_offset(positions(text), pointer))


def nearest_offset(offsets: Mapping[str, int], pointer: str) -> int:
    """The offset of a pointer, or of the nearest thing above it."""
    while pointer and pointer not in offsets:
        pointer = pointer.rpartition("/")[0]
    return offsets.get(pointer, 0)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column (both from 1, the column in characters) of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


# ------------------------------------------------------------------------------------------------ how it is done

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]|[^\s,:"\[\]{}]++', re.DOTALL)
# Everything up to the first escape that is U+0000 or half a character; possessive, so it never tries again.
_WHOLE_CHARACTERS = re.compile(
    r"(?:[^\\]++|\\(?:[^u]|u(?!0000|[dD][89a-fA-F])|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))*+"
)
_EXPONENT_DIGITS = 9
_ALL_BUT_BRACKETS = str.maketrans(
    "", "", "".join(chr(code) for code in range(128) if chr(code) not in "[]{}")
)


class _Level:
    """One open list or object of a walk."""

    __slots__ = ("at", "key", "key_at", "keyed", "pointer", "seen")

    def __init__(self, pointer: str, *, keyed: bool) -> None:
        self.pointer, self.keyed = pointer, keyed
        self.at, self.key_at = -1, 0
        self.key: str | None = None
        self.seen: set[str] = set()

    def next(self, offset: int) -> tuple[str, int, str | None]:
        """Pointer, offset and (when it stood before) the key of the value that begins here."""
        if not self.keyed:
            self.at += 1
            return f"{self.pointer}/{self.at}", offset, None
        key = self.key or ""
        repeated = key if key in self.seen else None
        self.seen.add(key)
        self.key = None
        return f"{self.pointer}/{key.replace('~', '~0').replace('/', '~1')}", self.key_at, repeated


def _text(source: bytes | str, limits: Limits) -> str | Fault:
    if len(source) > limits.size:
        return Fault("too_large", 0, {"limit": limits.size})
    try:
        text = source if isinstance(source, str) else source.decode()
        text.encode()
    except UnicodeDecodeError as error:
        return Fault("not_utf8", error.start)
    except UnicodeEncodeError as error:
        return Fault("lone_surrogate", error.start)
    return Fault("byte_order_mark") if text.startswith("\ufeff") else text


def _counted(text: str, limits: Limits) -> Fault | None:
    """Too deep or too many, counted outside of strings without parsing; each count bounds the work of the next."""
    plain = text.replace("\\\\", "").replace('\\"', "") if "\\" in text else text
    if plain.count('"') > 2 * (limits.keys + limits.values):
        return Fault("too_many_values", 0, {"limit": limits.values})
    outside = "".join(plain.split('"')[::2])
    opened, closed = outside.count("[") + outside.count("{"), outside.count("]") + outside.count("}")
    if outside.count(":") > limits.keys:
        return Fault("too_many_keys", 0, {"limit": limits.keys})
    if max(opened, closed) + outside.count(",") + 1 > limits.values:
        return Fault("too_many_values", 0, {"limit": limits.values})
    depth = 0
    for bracket in outside.translate(_ALL_BUT_BRACKETS):
        depth += 1 if bracket in "[{" else -1
        if depth > limits.depth:
            return Fault("too_deep", _deep_offset(text, limits.depth), {"limit": limits.depth})
    return None


def _deep_offset(text: str, limit: int) -> int:
    depth = 0
    for found in _TOKEN.finditer(text):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth > limit:
            return found.start()
    return 0


@lru_cache(maxsize=32)
def _decoder(limits: Limits) -> json.JSONDecoder:
    def integer(token: str) -> int:
        _bounded(token)
        return int(token)

    def fraction(token: str) -> Decimal:
        _bounded(token)
        return Decimal(token)

    def _bounded(token: str) -> None:
        if _is_long(token, limits):
            raise _Found("number_too_long", limit=limits.digits, exponent=limits.exponent)

    return json.JSONDecoder(
        object_pairs_hook=_object, parse_int=integer, parse_float=fraction, parse_constant=_constant
    )


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Found("duplicate_key", key=key)
            seen.add(key)
    return made


def _constant(token: str) -> NoReturn:
    raise _Found("not_a_number", token=token)


def _offset(text: str, found: _Found, limits: Limits) -> int:
    """Where in the text the thing stands that a hook of the parser complained about."""
    for token in walk(text):
        if found.kind == "duplicate_key" and token.repeated == found.data["key"]:
            return token.offset
        if found.kind == "not_a_number" and token.text == found.data["token"]:
            return token.offset
        if (
            found.kind == "number_too_long"
            and token.text[0] in "-0123456789"
            and _is_long(token.text, limits)
        ):
            return token.offset
    return 0


def _is_long(token: str, limits: Limits) -> bool:
    digits, _, exponent = token.lower().lstrip("-").partition("e")
    power = exponent.lstrip("+-0")
    return (
        len(digits.replace(".", "")) > limits.digits
        or len(power) > _EXPONENT_DIGITS
        or int(power or 0) > limits.exponent
    )


def _unquoted(token: str) -> str:
    """The text of a quoted token; of anything else the token itself (the text may be no JSON at all)."""
    if "\\" not in token:
        return token.strip('"')
    try:
        return str(json.loads(token))
    except ValueError:
        return token.strip('"')
