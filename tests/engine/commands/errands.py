"""A desk whose cases leave tasks behind: for a person, for a duty, for a team; with a due moment and deadlines."""

from functools import cache
from typing import Any

from engine.access.duty import Actor, Holding
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.handle_task import HandleTask, What, handle_task
from engine.effects.task_book import TASK
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal
from tests.builders.packs import pack
from tests.engine.commands.casework import Desk, text, week

ANN = Actor("p1", (Holding("clerk", "c1", "north"),))
BEN = Actor("p2", (Holding("clerk", "c1"),))
FAR = Actor("p3", (Holding("clerk", "c2"),))
LOOKER = Actor("p4", (Holding("looker", None),))

CALL: dict[str, Any] = {
    "for": {"duty": "case.do"},
    "label": text("Call back"),
    "due": {"after": "PT2H", "clock": "working"},
    "done_by": ["case.close", "call.made"],
    "dropped_by": ["case.park"],
    "deadlines": {
        "remind": {
            "before": "PT1H",
            "of": "event.task_due_at",
            "then": [{"set": {"trail": {"formula": 'concat(trail, "r")'}}}],
        },
        "late": {
            "after": "PT0S",
            "since": "event.task_due_at",
            "then": [{"escalate_to": {"field": "owner.manager"}}],
        },
        "give_up": {"after": "P3D", "then": [{"reassign": {"field": "event.person.manager"}}]},
    },
}
VISIT: dict[str, Any] = {
    "for": {"field": "owner"},
    "label": text("Prepare the visit"),
    "due": {"before": "P1D", "of": "visit_at"},
    "done_by": ["case.close"],
    "deadlines": {"soon": {"before": "P2D", "of": "visit_at", "then": [{"reassign": {"team": "north"}}]}},
}
TICK: dict[str, Any] = {"for": {"team": "north"}, "label": text("Tidy up"), "due": {"at": "17:30"}}
MOVES = {
    "close": {"label": text("Close"), "from": ["new", "parked"], "to": "over", "duty": "case.do"},
    "park": {"label": text("Park"), "from": ["new"], "to": "parked", "duty": "case.do"},
    "end": {"label": text("End"), "from": ["new", "parked"], "to": "over", "duty": "case.do"},
}


@cache
def errands() -> Release:
    fields = {
        "name": {"type": "text", "label": text("Name")},
        "trail": {"type": "text", "default": "-", "label": text("Trail")},
        "visit_at": {"type": "datetime", "label": text("Visit")},
    }
    whole = {"case": {"write": ["*"]}, "call": {"write": ["*"]}}
    return pack(
        manifest={"calendar": "desk"},
        calendars={"desk": {"week": week("09:00-17:00")}},
        entities={
            "case": {"title": "name", "fields": fields},
            "call": {"fields": {"about": {"type": "link", "to": "case", "label": text("About")}}},
        },
        workflows={
            "case": {
                "entity": "case",
                "initial": "new",
                "states": {
                    "new": {"label": text("New")},
                    "parked": {"label": text("Parked")},
                    "over": {"label": text("Over"), "final": True},
                },
                "transitions": MOVES,
            },
            "call": {
                "entity": "call",
                "initial": "open",
                "states": {"open": {"label": text("Open")}, "done": {"label": text("Done")}},
                "transitions": {
                    "made": {"label": text("Made"), "from": ["open"], "to": "done", "duty": "case.do"}
                },
            },
        },
        rules={
            "call": {"when": {"created": "case"}, "then": [{"task": CALL}]},
            "visit": {
                "when": {"created": "case"},
                "if": {"field": "visit_at", "op": "present"},
                "then": [{"task": VISIT}, {"task": TICK}],
            },
        },
        roles={"clerk": {}, "looker": {}},
        duties={
            "case.do": {
                "held_by": ["clerk"],
                "scope": "centre",
                "allows": {
                    "create": ["case", "call"],
                    "transitions": [*(f"case.{name}" for name in MOVES), "call.made"],
                    "fields": whole,
                },
            },
            "case.look": {
                "held_by": ["looker"],
                "scope": "company",
                "allows": {"fields": {"case": {"read": ["*"]}}},
            },
        },
    )


class Errands(Desk):
    """The desk, with tasks by their labels. Person p1 is managed by p2."""

    def __init__(self) -> None:
        super().__init__(errands())
        people = [Record("person", f"p{n}", 1, {"name": f"Person {n}"}) for n in (2, 3, 4)]
        people.append(Record("person", "p1", 1, {"name": "Person 1", "manager": "p2"}))
        self.rows.records |= {("person", one.id): one for one in people}

    def by(self, actor: Actor) -> Scene:
        self._count += 1
        return Scene(self.release, actor, self.now, self._count.to_bytes(16), settings=self.settings)

    def case(self, **given: Any) -> str:
        asked = CreateRecord(self.by(ANN), "case", {"name": "A case", **given})
        return str(self.keep(create_record(asked, self.rows)).answer["id"])

    def call(self, case: str) -> str:
        asked = CreateRecord(self.by(ANN), "call", {"about": case})
        return str(self.keep(create_record(asked, self.rows)).answer["id"])

    def move(self, entity: str, id: str, name: str, actor: Actor = ANN) -> Decision:
        return self.keep(fire_transition(FireTransition(self.by(actor), entity, id, name), self.rows))

    def tasks(self, state: str = "open") -> list[Record]:
        found = [one for (kind, _), one in self.rows.records.items() if kind == TASK]
        return [one for one in found if one.values["state"] == state]

    def task(self, label: str = "Call back", state: str = "open") -> Record:
        (found,) = (one for one in self.tasks(state) if one.values["label"]["en"] == label)  # type: ignore[index, call-overload]
        return found

    def try_handle(self, id: str, what: What, actor: Actor) -> Decision | Refusal:
        return handle_task(HandleTask(self.by(actor), id, what), self.rows)

    def handle(self, id: str, what: What, actor: Actor) -> Decision:
        return self.keep(self.try_handle(id, what, actor))
