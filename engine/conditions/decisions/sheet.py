"""A checked table as data: columns with their types, rows of cells as trees. Nothing in it is still to be looked up."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.conditions.tree import Condition, ValueNode
from engine.conditions.types import Kind, Type
from engine.values.plain import Label


@dataclass(frozen=True, slots=True)
class Column:
    """An input: the value that the cells below it test. ``given``: it is only typed, and comes as ``input.<id>``."""

    id: str
    node: ValueNode
    type: Type
    label: Label
    given: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """An output; ``type`` is that of the value in one row."""

    id: str
    type: Type
    label: Label


@dataclass(frozen=True, slots=True)
class Row:
    """A row: cells by input (an input without a cell takes any value), values by output."""

    id: str
    cells: Mapping[str, Condition]
    then: Mapping[str, ValueNode]
    label: Label


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole table. ``collect`` is None unless ``hit`` is ``collect``; ``otherwise`` is None without ``else``."""

    id: str
    entity: str | None
    hit: str
    collect: str | None
    inputs: Mapping[str, Column]
    outputs: Mapping[str, Result]
    rows: tuple[Row, ...]
    otherwise: Mapping[str, ValueNode] | None
    label: Label

    @property
    def gives_lists(self) -> bool:
        """Whether an output is a list: one item for each row that hits."""
        return self.hit in {"rule_order", "output_order"} or self.collect == "list"

    @property
    def rank(self) -> str | None:
        """The output whose order of options is the priority of rows; None when the policy has no ranking."""
        if self.hit not in {"priority", "output_order"}:
            return None
        return next((id for id, result in self.outputs.items() if result.type.kind is Kind.ENUM), None)

    def output_types(self) -> Mapping[str, Type]:
        """The type of each output as others see it: a list where several rows answer."""
        return {
            id: listed(result.type) if self.gives_lists else result.type
            for id, result in self.outputs.items()
        }


def listed(item: Type) -> Type:
    """The type of several values of one type: options of an enum are a field of options like any other."""
    if item.kind is Kind.ENUM:
        return Type(Kind.ENUMS, options=item.options)
    return Type(Kind.LIST, item=item)
