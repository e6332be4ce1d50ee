"""What the two databases do differently when a condition becomes a clause: one class each fulfils this protocol.

An operand is either *fixed* (known before the statement runs, and bound) or an element of the statement.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement

from engine.conditions.types import Kind, Type
from engine.values.plain import Value

NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.MONEY})
Element = ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that is known before the statement runs."""

    value: Value | tuple[Value, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Operand:
    """An element of the statement. ``form`` says how SQLite holds a number: whole, scaled or exact (see there)."""

    element: Element
    type: Type
    form: str = ""


Side = Fixed | Operand


class Target(Protocol):
    """One database. Every element it gives is NULL where the value is absent, but booleans, which never are."""

    def stored(self, element: Element, type: Type) -> Operand:
        """A column as it is kept."""
        ...

    def storage(self, side: Side) -> Element:
        """The element in the form in which its type is kept."""
        ...

    def together(self, side: Side) -> Element:
        """The element in the form in which branches of one choice meet."""
        ...

    def computed(self, element: Element, type: Type) -> Operand:
        """What came out of a choice of ``together`` elements."""
        ...

    def bind(self, value: Value, kind: Kind) -> Element:
        """A value of a kind other than a number, bound as it is kept."""
        ...

    def numbers(self, left: Operand, right: Side) -> tuple[Element, Element]:
        """Two elements that compare as the two numbers do."""
        ...

    def among(self, left: Operand, values: tuple[Value, ...]) -> Element:
        """Whether the value is one of these (numbers included; none of them absent)."""
        ...

    def length(self, side: Side) -> Element:
        """A duration as something that is ordered by its length."""
        ...

    def seconds(self, side: Side) -> Element:
        """A duration as a whole number of seconds, a month counting as 30 days."""
        ...

    def ordered_text(self, element: Element) -> Element:
        """A text in an order of code points."""
        ...

    def local_day(self, element: Element, zone: str | Element) -> Element:
        """The day of a moment in a time zone (its name, or where that stands)."""
        ...

    def contains(self, left: Element, part: Side) -> Element:
        """Whether a text holds another, without regard to case and width."""
        ...

    def starts_with(self, left: Element, part: Side) -> Element:
        """Whether a text begins with another, without regard to case and width."""
        ...

    def has(self, options: Element, option: Element) -> Element:
        """Whether a list holds an option."""
        ...

    def any_of(self, options: Element, wanted: Element) -> Element:
        """Whether two lists share an entry."""
        ...

    def all_of(self, options: Element, wanted: Element) -> Element:
        """Whether a list holds every entry of another that is not empty."""
        ...

    def filled(self, options: Element) -> Element:
        """Whether a list has an entry."""
        ...

    def arithmetic(self, operator: str, left: Side, right: Side, type: Type) -> Operand:
        """An operation on numbers."""
        ...

    def call(self, function: str, arguments: tuple[Side, ...], type: Type) -> Operand:
        """A function, but for ``coalesce`` and ``days``."""
        ...

    def days(self, first: Element, last: Element) -> Element:
        """How many days lie between two days."""
        ...
