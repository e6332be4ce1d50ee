"""The table of cases: ``conditions.csv``.

``source`` is a condition in JSON, or a formula behind ``=``. ``facts`` is JSON, read with the types of ``job``.
``expected`` is true, false, a value, ``absent``, or ``!<code>`` of the diagnostic that refuses the source.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.conditions.formula import formula
from engine.conditions.parse import condition
from engine.conditions.tree import Condition, Leaf, Literal, ValueNode
from engine.diagnostics.problem import Diagnostic
from tests.conformance.job import NAMES, facts_of, typed

TABLE = Path(__file__).with_name("conditions.csv")


@dataclass(frozen=True)
class Case:
    id: str
    source: str
    facts: dict[str, Any]
    expected: str

    @property
    def refused(self) -> bool:
        return self.expected.startswith("!")

    @property
    def is_formula(self) -> bool:
        return self.source.startswith("=")

    def diagnostics(self) -> list[Diagnostic]:
        if self.is_formula:
            return formula(self.source.removeprefix("="), NAMES).diagnostics
        return condition(json.loads(self.source, parse_float=Decimal), NAMES).diagnostics

    def node(self) -> ValueNode:
        parsed = formula(self.source.removeprefix("="), NAMES)
        assert parsed.node is not None, [found.text("en") for found in parsed.diagnostics]
        return parsed.node

    def tree(self) -> Condition:
        """The condition; of a formula, that its value is the expected one."""
        if self.is_formula:
            node = self.node()
            if self.expected == "absent":
                return Leaf(node, "absent", None)
            return Leaf(
                node,
                "eq",
                Literal(typed(json.loads(self.expected, parse_float=Decimal), node.type), node.type),
            )
        parsed = condition(json.loads(self.source, parse_float=Decimal), NAMES)
        assert parsed.tree is not None, [found.text("en") for found in parsed.diagnostics]
        return parsed.tree

    @property
    def verdict(self) -> bool:
        """What ``tree`` is expected to be."""
        return True if self.is_formula else {"true": True, "false": False}[self.expected]


def cases() -> Iterator[Case]:
    """Every row of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            facts = facts_of(json.loads(row["facts"] or "{}", parse_float=Decimal))
            yield Case(row["id"], row["source"], facts, row["expected"])
