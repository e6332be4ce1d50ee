"""Conditions on PostgreSQL (13 and later, UTF-8), with its own types and nothing installed."""

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Integer,
    Numeric,
    Text,
    Time,
    any_,
    case,
    extract,
    func,
    literal,
    literal_column,
    null,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from adapters.store.clause_target import NUMBERS, Element, Fixed, Operand, Side
from adapters.store.clause_text import folded, lowered, normal, uppered
from engine.conditions import text
from engine.conditions.types import INTEGER, Kind, Type
from engine.values.plain import Value

_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.INTEGER: BigInteger(),
    Kind.NUMBER: Numeric(),
    Kind.MONEY: Numeric(),
    Kind.BOOLEAN: Boolean(),
    Kind.DATE: Date(),
    Kind.TIME: Time(),
    Kind.DATETIME: postgresql.TIMESTAMP(timezone=True),
    Kind.ENUMS: postgresql.ARRAY(Text()),
}
_LARGEST = 2**63 - 1
_NOTHING = literal_column("interval '0'", postgresql.INTERVAL())
_SCALE = literal_column("1000000000000", Numeric())
_QUOTIENT = literal_column("0.000000000001", Numeric())


class _Extreme(FunctionElement[Any]):
    """``min`` or ``max`` of several elements, each of which is written once; NULL when one of them is."""

    inherit_cache = False

    def __init__(self, function: str, parts: list[Element], type_: TypeEngine[Any]) -> None:
        super().__init__(*parts)
        self.function = function
        self.type = type_


@compiles(_Extreme, "postgresql")
def _write_extreme(element: _Extreme, compiler: SQLCompiler, **options: Any) -> str:
    rows = ", ".join(f"({compiler.process(part, **options)})" for part in element.clauses)
    count = len(element.clauses)
    return f"(SELECT {element.function}(of.v) FROM (VALUES {rows}) AS of(v) HAVING count(of.v) = {count})"  # noqa: S608 - its parts are compiled


class Postgres:
    """PostgreSQL."""

    def stored(self, element: Element, type: Type) -> Operand:
        if type.kind is Kind.BOOLEAN:
            element = func.coalesce(element, literal_column("false", Boolean()))
        return Operand(element, type)

    def storage(self, side: Side) -> Element:
        kind = side.type.kind
        if kind in (Kind.NUMBER, Kind.MONEY):
            return sql_cast(self.together(side), Numeric(18, 6))
        return sql_cast(self.together(side), BigInteger()) if kind is Kind.INTEGER else self.together(side)

    def together(self, side: Side) -> Element:
        if side.type.kind in NUMBERS:
            return self._numeric(side)
        return side.element if isinstance(side, Operand) else self.bind(_single(side), side.type.kind)

    def computed(self, element: Element, type: Type) -> Operand:
        return Operand(element, type)

    def bind(self, value: Value, kind: Kind) -> Element:
        if kind is Kind.BOOLEAN:
            return literal(bool(value), Boolean())
        if value is None or value == ():
            return null()
        if isinstance(value, tuple):
            return literal([*value], postgresql.ARRAY(Text()))
        if kind in _TYPES:
            return literal(value, _TYPES[kind])
        return literal(text.nfc(value) if isinstance(value, str) else str(value), Text())

    def numbers(self, left: Operand, right: Side) -> tuple[Element, Element]:
        if isinstance(right, Operand):
            return left.element, right.element
        value = _single(right)
        # A whole number next to a column of whole numbers is bound as one, so that its index serves.
        if left.type.kind is Kind.INTEGER and isinstance(value, int | Decimal) and _is_whole(value):
            return left.element, literal(int(value), BigInteger())
        return left.element, self._numeric(right)

    def among(self, left: Operand, values: tuple[Value, ...]) -> Element:
        kind = left.type.kind
        if kind is Kind.DURATION:
            lengths = [self.length(Fixed(value, left.type)) for value in values]
            return self.length(left).in_(lengths)
        if kind in NUMBERS:
            return left.element == any_(literal([*values], postgresql.ARRAY(Numeric())))
        if kind in _TYPES:
            return left.element == any_(literal([*values], postgresql.ARRAY(_TYPES[kind])))
        options = [text.nfc(str(value)) for value in values]
        return left.element == any_(literal(options, postgresql.ARRAY(Text())))

    def length(self, side: Side) -> Element:
        if isinstance(side, Fixed):
            value = str(side.value)
            length = sql_cast(literal(value.lstrip("-"), Text()), postgresql.INTERVAL())
            return _NOTHING - length if value.startswith("-") else length
        element = side.element
        positive = sql_cast(element, postgresql.INTERVAL())
        negative = _NOTHING - sql_cast(func.substr(element, literal_column("2")), postgresql.INTERVAL())
        return case((func.starts_with(element, literal_column("'-'")), negative), else_=positive)

    def seconds(self, side: Side) -> Element:
        length = self.length(side)
        # To PostgreSQL twelve months are a year of 365.25 days; here they are twelve times 30 days.
        years: Element = extract("year", length)
        longer = years * literal_column("453600", BigInteger())
        return sql_cast(extract("epoch", length) - longer, BigInteger())

    def ordered_text(self, element: Element) -> Element:
        return element.collate("C")

    def local_day(self, element: Element, zone: str | Element) -> Element:
        return sql_cast(
            func.timezone(literal(zone, Text()) if isinstance(zone, str) else zone, element), Date()
        )

    def contains(self, left: Element, part: Side) -> Element:
        return func.strpos(folded(left), self._folded(part), type_=Integer()) > literal_column("0")

    def starts_with(self, left: Element, part: Side) -> Element:
        return func.starts_with(folded(left), self._folded(part), type_=Boolean())

    def has(self, options: Element, option: Element) -> Element:
        return option == any_(options)

    def any_of(self, options: Element, wanted: Element) -> Element:
        return options.op("&&", is_comparison=True)(wanted)

    def all_of(self, options: Element, wanted: Element) -> Element:
        return options.op("@>", is_comparison=True)(wanted) & self.filled(wanted)

    def filled(self, options: Element) -> Element:
        return func.cardinality(options, type_=Integer()) > literal_column("0")

    def arithmetic(self, operator: str, left: Side, right: Side, type: Type) -> Operand:
        first, second = self._numeric(left), self._numeric(right)
        divisor = func.nullif(second, literal_column("0"), type_=Numeric())
        operations = {
            "+": lambda: first + second,
            "-": lambda: first - second,
            "*": lambda: first * second,
            "/": lambda: func.div(first * _SCALE, divisor, type_=Numeric()) * _QUOTIENT,
            "//": lambda: func.div(first, divisor, type_=Numeric()),
            "%": lambda: func.mod(first, divisor, type_=Numeric()),
        }
        return Operand(operations[operator](), type)

    def call(self, function: str, arguments: tuple[Side, ...], type: Type) -> Operand:
        parts = [self.together(argument) for argument in arguments]
        if function == "length":
            return Operand(func.char_length(parts[0], type_=Integer()), INTEGER)
        if function in ("upper", "lower"):
            return Operand(uppered(parts[0]) if function == "upper" else lowered(parts[0]), type)
        if function == "concat":
            whole = sql_cast(parts[0], Text())
            for part in parts[1:]:
                whole = whole.concat(sql_cast(part, Text()))
            return Operand(func.nullif(normal(whole, "NFC"), literal_column("''"), type_=Text()), type)
        if function in ("min", "max"):
            kind = Numeric() if type.kind in NUMBERS else _TYPES[type.kind]
            return Operand(_Extreme(function, parts, kind), type)
        if function == "round" and len(parts) > 1:
            parts[1] = sql_cast(parts[1], Integer())
        name = "ceil" if function == "ceiling" else function
        return Operand(getattr(func, name)(*parts, type_=Numeric()), type)

    def days(self, first: Element, last: Element) -> Element:
        return sql_cast(last, Date()) - sql_cast(first, Date())

    def _numeric(self, side: Side) -> Element:
        if isinstance(side, Operand):
            return sql_cast(side.element, Numeric())
        return sql_cast(null(), Numeric()) if side.value is None else literal(side.value, Numeric())

    def _folded(self, part: Side) -> Element:
        if isinstance(part, Fixed):
            return literal(text.fold(str(part.value)), Text())
        return folded(part.element)


def _is_whole(value: int | Decimal) -> bool:
    return value == int(value) and abs(value) <= _LARGEST


def _single(side: Fixed) -> Value:
    return side.value  # pyright: ignore[reportReturnType] - lists of values stand only right of ``in``
