"""Builders: a small repair shop, and decision tables about its repairs."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.conditions.decisions.check import check
from engine.conditions.decisions.decide import Table
from engine.conditions.decisions.model import DecisionFile
from engine.conditions.decisions.policies import Answer, Outcome
from engine.conditions.names import Catalogue, Names
from engine.conditions.types import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, TEXT, Kind, Type
from engine.diagnostics.problem import Diagnostic, Severity

URGENCY = Type(Kind.ENUM, options=("low", "mid", "high"))
REPAIR: Mapping[str, Type] = {
    "urgency": URGENCY,
    "visits": INTEGER,
    "cost": NUMBER,
    "price": Type(Kind.MONEY, currency="EUR"),
    "warranty": BOOLEAN,
    "brand": TEXT,
    "bought": DATE,
    "called_at": DATETIME,
    "extras": Type(Kind.ENUMS, options=("pickup", "loan", "rush")),
    "client": Type(Kind.LINK, to=("client",)),
}
NAMES = Names(
    Catalogue(
        entities={"repair": REPAIR, "client": {"kind": URGENCY, "name": TEXT}},
        parameters={"cap": INTEGER},
        decisions={"risk": {"level": URGENCY}},
        decision_entities={"risk": "repair"},
    ),
    entity="repair",
)
GRADE = {"grade": {"type": "enum", "options": ["A", "B", "C"]}}


def row(id: str, cells: Mapping[str, Any] | None = None, **then: Any) -> dict[str, Any]:
    return {"id": id, "if": dict(cells or {}), "then": then}


def file(rows: Sequence[Any], **said: Any) -> DecisionFile:
    """A table about repairs: first hit, one grade, the number of visits as its input, unless said otherwise."""
    content: dict[str, Any] = {
        "kind": "decision",
        "entity": "repair",
        "hit": "first",
        "inputs": {"visits": {"field": "visits"}},
        "outputs": GRADE,
        "rows": list(rows),
    }
    content.update(said)
    return DecisionFile.model_validate({key: value for key, value in content.items() if value is not None})


def found(rows: Sequence[Any], **said: Any) -> list[Diagnostic]:
    return check("grade", file(rows, **said), NAMES)[1]


def codes(rows: Sequence[Any], **said: Any) -> list[str]:
    return [one.code.removeprefix("decisions.") for one in found(rows, **said)]


def table(rows: Sequence[Any], **said: Any) -> Table:
    """The compiled table; it has to be free of errors (warnings are allowed)."""
    made, diagnostics = check("grade", file(rows, **said), NAMES)
    errors = [one.text("en") for one in diagnostics if one.severity is Severity.ERROR]
    assert made is not None, errors
    return made


def outputs(made: Table, facts: Mapping[str, object]) -> Mapping[str, Answer]:
    """The outputs for these facts, where no policy may be violated."""
    answer = made.decide(facts)
    assert isinstance(answer, Outcome)
    return answer.outputs
