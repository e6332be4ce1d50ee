"""A reader over a plain dictionary of records, for commands that are tested without a store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from engine.conditions.compiled import guard
from engine.conditions.set_queries import inner_facts
from engine.conditions.tree import MOST_SPANS, SPANS, SetQuery
from engine.facts.gather import Facts, Subject
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.values.need import CHANGED, Found, Move, Need
from engine.values.plain import Value
from engine.values.record import Decision, Record


class DictReader:
    """Answers from the records it holds; ``keep`` lays a decision into them."""

    def __init__(self, scene: Scene, records: Iterable[Record] = ()) -> None:
        self.scene = scene
        self.records = {(record.entity, record.id): record for record in records}
        self.serials: dict[str, int] = {}
        self.changed: dict[str, dict[str, Any]] = {}

    def record(self, entity: str, id: str) -> Record | None:
        if entity == CHANGED:
            return Record(CHANGED, id, 1, self.changed.get(id, {}))
        return self.records.get((entity, id))

    def find(self, entity: str, match: Mapping[str, Value], limit: int = 1_001) -> tuple[Record, ...]:
        found = [
            record
            for record in self.records.values()
            if record.entity == entity
            and all(record.values.get(name) == value for name, value in match.items())
        ]
        return tuple(sorted(found, key=lambda record: record.id)[:limit])

    def aggregate(
        self, query: SetQuery, key: str, outer: tuple[Value, ...], excluding: frozenset[str]
    ) -> Found:
        around = inner_facts(query, outer)
        test = guard(query.where) if query.where is not None else None
        values: list[tuple[Any, Any]] = []
        told: list[Any] = []
        for row in self.find(query.entity, {query.link: query.prefix + key}, len(self.records)):
            subject = Subject(row.entity, row.id, row.values, outer=around)
            facts = Facts(self.scene, View(self), subject)
            created = row.values.get("created_at")
            if row.id in excluding or (test is not None and not test.test(facts(test.needs))):
                continue
            if query.window is not None and isinstance(created, datetime):
                earliest = (-query.window).after(self.scene.now, facts.zone)
                if created < earliest:
                    continue
            value = facts.value(query.field) if query.field else 1
            values.append((created, value))
            told.append(tuple(facts.value(path) for path in (query.field or "id", *query.more)))
        if query.function == SPANS:
            return Found(None, rows=tuple(sorted(told)[:MOST_SPANS]))
        return _figure(query.function, [(at, value) for at, value in values if value is not None])

    def moved(self, query: SetQuery, key: str) -> Sequence[Move]:
        return ()

    def ahead(self, needs: Sequence[Need]) -> None:
        """Everything is there already."""

    def serial(self, counter: str) -> int:
        return self.serials.get(counter, 0)

    def keep(self, decision: Decision) -> None:
        """Write a decision into the dictionary, checking every version as a store does."""
        for new in decision.new:
            assert (new.entity, new.id) not in self.records
            self.records[new.entity, new.id] = Record(new.entity, new.id, new.version, dict(new.values))
        for change in decision.changes:
            before = self.records[change.entity, change.id]
            assert before.version == change.version
            values = {**before.values, **change.values}
            self.records[change.entity, change.id] = replace(
                before, version=before.version + change.steps, values=values
            )
        for removal in decision.removals:
            assert self.records.pop((removal.entity, removal.id)).version == removal.version
        self.serials.update(decision.serials)
        for line in decision.history:
            self.changed.setdefault(line.record, {}).update(dict.fromkeys(line.after, line.at))


def _figure(function: str, values: list[tuple[Any, Any]]) -> Found:
    numbers = [value for _, value in values]
    if function == "count":
        return Found(len(values))
    if function == "sum":
        return Found(sum(numbers, Decimal(0)))
    if not values:
        return Found(None)
    if function == "latest":
        at, value = max(values, key=lambda pair: pair[0])
        return Found(value, at)
    return Found(min(numbers) if function == "min" else max(numbers))
