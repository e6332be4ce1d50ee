"""Values in words, for sentences."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Protocol

from engine.conditions.sentence_phrases import duration, is_backward, is_chinese
from engine.conditions.tree import (
    Arithmetic,
    Call,
    DecisionValue,
    Literal,
    Now,
    Path,
    SetValue,
    ValueNode,
)
from engine.conditions.types import Kind
from engine.values.duration import Duration
from engine.values.plain import Value

_SHOWN = 8
_SIGNS: Mapping[str, str] = {"+": "+", "-": "−", "*": "×", "/": "÷", "//": "÷", "%": "mod"}


class Words(Protocol):
    """The labels of a pack. ``language`` is ``en`` or ``zh-CN``; an unknown id gives the id."""

    def path(self, path: str, language: str) -> str:
        """What a path is called: ``customer.phone`` may be "Phone of the customer"."""
        ...

    def option(self, path: str, id: str, language: str) -> str:
        """What an option of the enum (or state) at a path is called."""
        ...

    def parameter(self, name: str, language: str) -> str:
        """What a parameter is called."""
        ...

    def entity(self, entity: str, language: str) -> str:
        """What a record of an entity is called."""
        ...


def constant(value: Value | tuple[Value, ...], path: str, words: Words, language: str) -> str:
    """A value in words; options by their labels of the enum at ``path``."""
    chinese = is_chinese(language)
    if isinstance(value, tuple):
        return _listed([constant(entry, path, words, language) for entry in value], language)
    match value:
        case None:
            return "空" if chinese else "nothing"
        case bool():
            return ("是" if value else "否") if chinese else ("yes" if value else "no")
        case int() | Decimal():
            return format(value, "f") if isinstance(value, Decimal) else str(value)
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        case date():
            return value.isoformat()
        case Duration():
            return duration(value, language)
        case str():
            return f"“{value}”"
        case _:
            return str(value)


def typed(node: Literal, path: str, words: Words, language: str, last: str = "or") -> str:
    """A literal in words; ``last`` joins the last two entries of a list in English."""
    kind = node.type.item.kind if node.type.kind is Kind.LIST and node.type.item else node.type.kind
    if kind in (Kind.ENUM, Kind.ENUMS):
        options = node.value if isinstance(node.value, tuple) else (node.value,)
        names = [f"“{words.option(path, str(option), language)}”" for option in options]
        return _listed(names, language, last)
    text = constant(node.value, path, words, language)
    return f"{text} {node.type.currency}" if kind is Kind.MONEY and node.type.currency else text


def plain(node: ValueNode, path: str, words: Words, language: str) -> str | None:
    """A value without a condition in it, in words; None for one with."""
    match node:
        case Literal():
            return typed(node, path, words, language)
        case Path():
            first, _, name = node.path.partition(".")
            return (
                words.parameter(name, language) if first == "parameter" else words.path(node.path, language)
            )
        case DecisionValue():
            return words.path(f"decision.{node.table}.{node.output}", language)
        case Now():
            return moment(node, language)
        case Arithmetic():
            left = plain(node.left, path, words, language) or "…"
            if node.right is None:
                return f"−{left}"
            return f"({left} {_SIGNS[node.operator]} {plain(node.right, path, words, language) or '…'})"
        case Call():
            parts = [
                plain(part, path, words, language) if isinstance(part, ValueNode) else None
                for part in node.arguments
            ]
            return f"{node.function}({', '.join(part or '…' for part in parts)})"
        case _:
            return None


def moment(node: Now, language: str) -> str:
    """``now``, ``today``, ``3 days ago``, ``in 2 hours``."""
    chinese = is_chinese(language)
    if node.offset is None:
        return ("今天" if chinese else "today") if node.day else ("现在" if chinese else "now")
    length = duration(node.offset, language)
    if is_backward(node.offset):
        return f"{length}前" if chinese else f"{length} ago"
    return f"{length}后" if chinese else f"{length} from now"


def span(value: Value, language: str) -> str:
    """The span of ``within``: the next 30 days, the last 2 hours."""
    if not isinstance(value, Duration):
        return str(value)
    length, back = duration(value, language), is_backward(value)
    if is_chinese(language):
        return f"{'过去' if back else '未来'}{length}"
    return f"the {'last' if back else 'next'} {length}"


def set_words(node: SetValue, words: Words, language: str) -> tuple[str, str]:
    """What the rows of a set are called, and whose they are ("" for the record itself)."""
    whose = words.path(node.query.of, language) if node.query.of else ""
    return words.entity(node.query.entity, language), whose


def _listed(parts: list[str], language: str, last: str = "or") -> str:
    shown = parts[:_SHOWN] + (["…"] if len(parts) > _SHOWN else [])
    if is_chinese(language):
        return "、".join(shown)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}" if shown else ""
