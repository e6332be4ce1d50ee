from engine.conditions.decisions.check import check
from engine.conditions.decisions.cycles import cycles
from engine.conditions.names import Catalogue, Names
from tests.engine.conditions.decisions.tables import REPAIR, URGENCY, file, row


def _tables(**asks):
    """Tables with one output ``level``, each asking those that are listed."""
    catalogue = Catalogue(
        {"repair": REPAIR},
        decisions={id: {"level": URGENCY} for id in asks},
        decision_entities=dict.fromkeys(asks, "repair"),
    )
    outputs = {"level": {"type": "enum", "options": {"same_as": "repair.urgency"}}}
    made = {}
    for id, asked in asks.items():
        inputs = {name: {"decision": f"{name}.level"} for name in asked} or {"urgency": {"field": "urgency"}}
        one, found = check(
            id, file([row("r", level="low")], inputs=inputs, outputs=outputs), Names(catalogue, "repair")
        )
        assert one is not None, found
        made[id] = one
    return made


def test_tables_that_ask_each_other_in_a_circle_are_named():
    (one,) = cycles(_tables(c=["a"], a=["b"], b=["c"], d=["a"]))

    assert (one.code, one.file) == ("decisions.cycle", "decisions/a.json")
    assert one.data["cycle"] == "a → b → c → a"


def test_a_table_that_asks_itself_is_a_circle():
    assert [one.data["cycle"] for one in cycles(_tables(a=["a"], b=["a"]))] == ["a → a"]


def test_two_circles_are_both_told_and_a_ladder_is_none():
    assert len(cycles(_tables(a=["b"], b=["a"], c=["d"], d=["c"]))) == 2
    assert cycles(_tables(a=["b", "c"], b=["c"], c=[])) == []
