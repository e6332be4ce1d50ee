"""The oracle: zen-engine, asked with JDM documents."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import zen


def decision(document: Any) -> Callable[[Mapping[str, Any]], Any]:
    """A document as a function of a record; numbers go in as floats, as they do from JSON."""
    made = zen.ZenEngine().create_decision(json.dumps(document))

    def ask(record: Mapping[str, Any]) -> Any:
        return made.evaluate(
            {id: float(one) if isinstance(one, Decimal) else one for id, one in record.items()}
        )["result"]

    return ask


def one_rule(cell: str, value: str = "1", field: str = "x", hit: str = "first") -> Any:
    """A document with one rule: ``field`` is tested by ``cell``; ``y`` is then ``value``."""
    content = {
        "hitPolicy": hit,
        "inputs": [{"id": "i", "field": field, "name": "in"}],
        "outputs": [{"id": "o", "field": "y", "name": "out"}],
        "rules": [{"_id": "r", "i": cell, "o": value}],
    }
    nodes = [
        {"id": "a", "type": "inputNode", "name": "a"},
        {"id": "t", "type": "decisionTableNode", "name": "t", "content": content},
        {"id": "b", "type": "outputNode", "name": "b"},
    ]
    edges = [{"id": a + b, "type": "edge", "sourceId": a, "targetId": b} for a, b in ("at", "tb")]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def hits(cell: str, value: Any) -> bool:
    """Whether a cell accepts a value, as ZEN has it."""
    return bool(decision(one_rule(cell))({"x": value}))
