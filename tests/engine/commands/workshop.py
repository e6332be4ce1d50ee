"""A bench in the joinery: a dictionary of records, the people who work there, and the commands."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from engine.access.duty import Actor, Holding
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal
from tests.builders.reader import DictReader
from tests.engine.commands.joinery import joinery

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai


JOINER = Actor("p1", (Holding("joiner", "c1"),))
CASHIER = Actor("p2", (Holding("cashier", "c1"),))
BOSS = Actor("p3", (Holding("boss", "c1"),))
ELSEWHERE = Actor("p4", (Holding("joiner", "c2"),))


class Bench:
    """A dictionary of records and the commands over it; what is decided is kept."""

    def __init__(self, release: Release | None = None) -> None:
        self.release = release or joinery()
        self._count = 0
        people = [Record("person", f"p{n}", 1, {"name": f"Person {n}"}) for n in range(1, 5)]
        centres = [Record("centre", f"c{n}", 1, {"name": f"Centre {n}"}) for n in (1, 2)]
        self.rows = DictReader(self.scene(JOINER), [*people, *centres])

    def scene(self, actor: Actor) -> Scene:
        self._count += 1
        return Scene(self.release, actor, NOW, seed=self._count.to_bytes(16))

    def create(self, entity: str, given: Mapping[str, Any], actor: Actor = JOINER, **more: Any) -> str:
        return str(
            self._kept(
                create_record(CreateRecord(self.scene(actor), entity, given, **more), self.rows)
            ).answer["id"]
        )

    def try_create(
        self, entity: str, given: Mapping[str, Any], actor: Actor = JOINER, **more: Any
    ) -> Decision | Refusal:
        return create_record(CreateRecord(self.scene(actor), entity, given, **more), self.rows)

    def fire(
        self, id: str, transition: str, given: Any = None, actor: Actor = JOINER, **more: Any
    ) -> Decision:
        return self._kept(self.try_fire(id, transition, given, actor, **more))

    def try_fire(
        self, id: str, transition: str, given: Any = None, actor: Actor = JOINER, **more: Any
    ) -> Decision | Refusal:
        return fire_transition(
            FireTransition(self.scene(actor), "job", id, transition, given, **more), self.rows
        )

    def change(
        self, entity: str, id: str, given: Mapping[str, Any], actor: Actor = JOINER, **more: Any
    ) -> Decision:
        return self._kept(self.try_change(entity, id, given, actor, **more))

    def try_change(
        self, entity: str, id: str, given: Mapping[str, Any], actor: Actor = JOINER, **more: Any
    ) -> Decision | Refusal:
        return change_record(ChangeRecord(self.scene(actor), entity, id, given, **more), self.rows)

    def job(self, **given: Any) -> str:
        return self.create("job", {"wood": "oak", **given})

    def values(self, entity: str, id: str) -> Mapping[str, Any]:
        return self.rows.records[entity, id].values

    def put(self, entity: str, id: str, **values: Any) -> None:
        """Lay values into a record by hand, as a state that commands are to meet."""
        record = self.rows.records[entity, id]
        self.rows.records[entity, id] = replace(record, values={**record.values, **values})

    def _kept(self, decided: Decision | Refusal) -> Decision:
        assert isinstance(decided, Decision), [
            (reason.code, reason.text["en"], reason.pointer) for reason in decided.reasons
        ]
        self.rows.keep(decided)
        return decided


def codes(decided: Decision | Refusal) -> list[str]:
    assert isinstance(decided, Refusal), decided
    return [reason.code for reason in decided.reasons]
