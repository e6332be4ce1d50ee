"""A record that waits for an approval is merged into no other (A47)."""

import pytest

from engine.commands.fire_transition import FireTransition, fire_transition
from engine.packs.release import Release
from engine.values.record import Decision
from tests.builders.packs import pack
from tests.engine.commands.joinery import text
from tests.engine.commands.test_merging import SMITH, Two, files
from tests.engine.commands.workshop import codes


def asked() -> Release:
    """The forge, where somebody must agree before a client may be called good."""
    made = files()
    client = made["entities"]["client"]
    client["fields"]["boss"] = {"type": "person", "label": text("Boss")}
    made["duties"]["client.keep"]["allows"]["fields"]["client"]["write"] = [
        *client["fields"].keys() - {"orders"}
    ]
    made["duties"]["client.keep"]["allows"]["transitions"].append("client.ask")
    workflow = made["workflows"]["client"]
    workflow["states"]["asked"] = {"label": text("Asked"), "approval": "fame"}
    moves = workflow["transitions"]
    moves["merge"]["from"] = ["known", "good", "asked"]
    moves["ask"] = {"label": text("Ask"), "from": ["known"], "to": "asked", "duty": "client.keep"}
    for outcome, state in (("approved", "good"), ("rejected", "known")):
        when = {"approval": "fame", "outcome": outcome}
        moves[outcome] = {"label": text(outcome), "from": ["asked"], "to": state, "when": when}
    step = {"order": 1, "label": text("Boss"), "by": {"field": "boss"}}
    made["approvals"] = {
        "fame": {"entity": "client", "label": text("Fame"), "covers": ["city"], "steps": {"boss": step}}
    }
    return pack(**made)


@pytest.mark.parametrize("waiting", ["goes", "stays"])
def test_a47_an_open_approval_of_either_refuses_the_merge(waiting: str) -> None:
    two = Two(asked())
    id = getattr(two, waiting)
    two.bench.put("client", id, boss="p3")
    ask = FireTransition(two.bench.scene(SMITH), "client", id, "ask", {})
    done = fire_transition(ask, two.bench.rows)
    assert isinstance(done, Decision), codes(done)
    two.bench.rows.keep(done)
    assert codes(two.merge()) == ["merges.undecided"]
