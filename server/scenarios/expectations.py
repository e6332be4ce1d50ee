"""What must be true after a step, held against what is: records, tasks, messages, calls."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

from engine.diagnostics.pointer import pointer
from engine.packs.scenario import CallExpected, ExpectJson, MessageExpected, TaskExpected
from engine.ports.work import Task
from engine.queries.get_record import RecordAsk, get_record
from engine.records.entity import FieldKind
from engine.records.present import present
from engine.values.plain import Json, Label
from engine.values.record import OutboxEntry
from engine.values.refusal import Refusal
from server.house import EVERYTHING
from server.samples.values import Born
from server.scenarios.cells import Cell
from server.scenarios.compare import Left, same_plain, same_value
from server.scenarios.words import ABSENT, CALLS, FIELD, MESSAGES, TASKS
from server.scenarios.world import World

Found = TypeVar("Found")
Fits = Callable[[Found], bool]


class Expectations:
    """Judges one step after the other; ``known_tasks``: ids of the tasks that were open before the scenario."""

    def __init__(self, world: World, known_tasks: frozenset[str]) -> None:
        """``world`` is where the step has happened."""
        self._world, self._known_tasks = world, known_tasks
        self._left = Left(world.house.live, world.company)

    async def judge(self, expect: ExpectJson, left: Sequence[OutboxEntry], at: str) -> list[Cell]:
        """Every difference; ``left`` is what the step has left to be sent, ``at`` the place of ``expect``."""
        cells: list[Cell] = []
        for alias, values in expect.records.items():
            born = await self._world.reach(alias)
            if born is None:
                cells.append(Cell(at + pointer(alias), ABSENT, alias, None))
            else:
                cells += await self._record(born, values, at + pointer(alias))
        if expect.tasks is not None:
            cells += await self._tasks(expect.tasks, at + "/tasks")
        if expect.messages is not None:
            cells += self._messages(expect.messages, left, at + "/messages")
        if expect.calls is not None:
            cells += await self._calls(expect.calls, left, at + "/calls")
        return cells

    async def _record(self, born: Born, values: Mapping[str, Json], at: str) -> list[Cell]:
        entity = self._world.house.live.entities[born.entity]
        fields = {name: entity.field(name) for name in values}
        lines = [
            name for name, field in fields.items() if field is not None and field.kind is FieldKind.LINES
        ]
        found = await self._world.look(born, tuple(name for name in values if name not in lines))
        cells: list[Cell] = []
        for name, said in values.items():
            if name in lines:
                cells += await self._lines(born, name, said, at + pointer(name))
                continue
            expected = await self._world.resolved(said, fields[name])
            if not same_value(expected, found.get(name), fields[name], self._world.zone):
                cells.append(Cell(at + pointer(name), FIELD, said, self._named(present(found.get(name)))))
        return cells

    async def _lines(self, born: Born, name: str, said: Json, at: str) -> list[Cell]:
        """Rows of a list: as many as expected, each with the values that are named."""
        scene = self._world.house.scene(EVERYTHING)
        answer = await self._world.house.ask(get_record, RecordAsk(scene, born.entity, born.id))
        lines = None if isinstance(answer, Refusal) else answer.get("lines")
        rows = cast("Mapping[str, Sequence[Mapping[str, Json]]]", lines or {}).get(name, ())
        values = [cast("Mapping[str, Json]", row["values"]) for row in rows]
        field = self._world.house.live.entities[born.entity].field(name)
        expected = cast("Sequence[Mapping[str, Json]]", await self._world.resolved(said, field) or ())
        if len(expected) != len(values):
            return [Cell(at, FIELD, len(expected), len(values))]
        return [
            Cell(f"{at}/{place}{pointer(key)}", FIELD, wanted, row.get(key))
            for place, (one, row) in enumerate(zip(expected, values, strict=True))
            for key, wanted in one.items()
            if not same_plain(wanted, row.get(key))
        ]

    def _named(self, value: Json) -> Json:
        """An id as the alias it has, where it has one."""
        bare = value.rpartition("/")[2] if isinstance(value, str) else value
        return next((f"@{alias}" for alias, id in self._world.company.ids.items() if id == bare), value)

    # ------------------------------------------------------------------ what was left to be done

    async def _tasks(self, expected: Sequence[TaskExpected], at: str) -> list[Cell]:
        tasks = [
            one for one in await self._world.house.store.tasks.all_open() if one.id not in self._known_tasks
        ]
        wanted: list[tuple[Json, Fits[Task]]] = []
        for one in expected:
            on = await self._world.reach(one.on) if one.on else None
            wanted.append(
                (_said(one), lambda task, one=one, on=on: self._left.task(one, task, on.id if on else None))
            )
        shown: list[Json] = [
            {
                "for": self._named(task.person or task.duty),
                "label": dict(task.label),
                "on": self._named(task.record),
            }
            for task in tasks
        ]
        return _unmatched(wanted, tasks, shown, at, TASKS)

    def _messages(
        self, expected: Sequence[str | MessageExpected], left: Sequence[OutboxEntry], at: str
    ) -> list[Cell]:
        sent = [
            (entry, to)
            for entry in left
            if entry.kind == "message"
            for to in cast("Sequence[Mapping[str, Json]]", entry.body.get("to", ()))
        ]
        wanted: list[tuple[Json, Fits[tuple[OutboxEntry, Mapping[str, Json]]]]] = [
            (one if isinstance(one, str) else _said(one), lambda sent, one=one: self._left.message(one, sent))
            for one in expected
        ]
        shown: list[Json] = [
            {"message": entry.name, "to": {name: self._named(value) for name, value in to.items()}}
            for entry, to in sent
        ]
        return _unmatched(wanted, sent, shown, at, MESSAGES)

    async def _calls(
        self, expected: Sequence[CallExpected], left: Sequence[OutboxEntry], at: str
    ) -> list[Cell]:
        entries = [one for one in left if one.kind == "call"]
        wanted: list[tuple[Json, Fits[OutboxEntry]]] = []
        for one in expected:
            arguments = {name: await self._world.resolved(raw) for name, raw in one.arguments.items()}
            wanted.append(
                (
                    _said(one),
                    lambda entry, one=one, arguments=arguments: self._left.call(one, arguments, entry),
                )
            )
        shown = [{"call": one.name, "with": one.body.get("with")} for one in entries]
        return _unmatched(wanted, entries, shown, at, CALLS)


def _unmatched(
    wanted: Sequence[tuple[Json, Fits[Found]]],
    found: Sequence[Found],
    shown: Sequence[Json],
    at: str,
    what: Label,
) -> list[Cell]:
    """What was expected and is not there, each found thing counting once; an empty list wants that nothing is there."""
    if not wanted and found:
        return [Cell(at, what, [], [*shown])]
    waiting = list(found)
    cells: list[Cell] = []
    for place, (said, fits) in enumerate(wanted):
        match = next((one for one in waiting if fits(one)), None)
        if match is None:
            cells.append(Cell(f"{at}/{place}", what, said, [*shown]))
        else:
            waiting.remove(match)
    return cells


def _said(expected: TaskExpected | MessageExpected | CallExpected) -> Json:
    """What was written down, as JSON."""
    return cast("Json", expected.model_dump(by_alias=True, exclude_unset=True, mode="json"))
