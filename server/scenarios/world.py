"""The world of one scenario: what aliases mean, what time it is, and the commands that its people give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from engine.clock.clock import MovingClock
from engine.commands.answer_call import AnswerCall, answer_call
from engine.commands.ask_exception import AskException, ask_exception
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.decide_approval import DecideApproval, decide_approval
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.receive import Receive, receive
from engine.commands.set_absences import SetAbsences, set_absences
from engine.commands.take_export import TakeExport, take_export
from engine.facts.scene import Scene
from engine.packs.data import moment, span
from engine.packs.scenario import AbsenceJson, GivenJson, ScenarioFile, StepJson
from engine.ports.outbox import Filter
from engine.ports.store import Command
from engine.queries.path_values import PathsAsk, path_values
from engine.queries.person import PersonAsk, person_record
from engine.records.entity import Field
from engine.values.plain import Json, Value
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.every import follow_rules
from server.house import EVERYTHING, House
from server.leaving import leave
from server.samples.company import Company, seed_of
from server.samples.values import Born
from server.scenarios.seeing import reveal, rows_of
from server.timers import fire_due

Asked = TypeVar("Asked", CreateRecord, ChangeRecord, FireTransition, TakeExport)


class World:
    """Holds a house whose clock is moved by hand. ``company`` gains the aliases of the records that come into being."""

    def __init__(self, house: House, clock: MovingClock, company: Company, file: ScenarioFile) -> None:
        """The clock stands at the beginning of the scenario."""
        self.house, self.clock, self.company = house, clock, company
        self.zone = ZoneInfo(house.live.time_zone)
        self._said = 0
        clock.move_to(datetime.fromisoformat(file.clock))

    # ------------------------------------------------------------------ time

    def moment_of(self, at: str | None) -> datetime:
        """The moment of a step: its own, or so long after the step before."""
        now = self.clock.now()
        if at is None:
            return now
        after = span(at[1:]) if at.startswith("+") else None
        return after.after(now, self.zone) if after else moment(at) or now

    async def wait(self, until: datetime, decided: Callable[[Decision], None]) -> None:
        """Let time pass: every timer that is due on the way fires at its moment, in order; ``decided`` hears of each."""
        await follow_rules(self.house, lambda: self._scene(None))
        while True:
            due = await self.house.store.timers.next_due()
            if due is None or due > until:
                break
            self.clock.move_to(max(due, self.clock.now()))
            if not await fire_due(self.house, lambda: self._scene(None), decided=decided):
                break
        self.clock.move_to(until)

    # ------------------------------------------------------------------ aliases

    async def reach(self, name: str) -> Born | None:
        """The record that an alias, or a path of links behind it, leads to; None when a link is absent."""
        alias, _, path = name.partition(".")
        born = Born(self.company.entities[alias], self.company.ids[alias])
        for step in path.split(".") if path else ():
            value = (await self.look(born, (step,))).get(step)
            field = self.house.live.entities[born.entity].field(step)
            if not isinstance(value, str) or field is None:
                return None
            entity, slash, id = value.partition("/")
            born = Born(entity, id) if slash else Born(field.to[0], value)
        return born

    async def look(self, born: Born, paths: tuple[str, ...]) -> Mapping[str, Value]:
        """Values of a record as they are now; nothing of a record that is not there."""
        asked = PathsAsk(self._scene(None), born.entity, born.id, paths)
        return await self.house.ask(path_values, asked) or {}

    async def resolved(self, raw: Json, field: Field | None = None) -> Json:
        """JSON with every ``@alias`` in it as the id it stands for; ``field`` is what it is meant for."""
        if isinstance(raw, str) and raw.startswith("@") and raw[1:].partition(".")[0] in self.company.ids:
            born = await self.reach(raw[1:])
            if born is None:
                return None
            return f"{born.entity}/{born.id}" if field is not None and len(field.to) > 1 else born.id
        if isinstance(raw, Mapping):
            rows = self.house.live.entities.get(field.lines or "") if field else None
            return {
                name: await self.resolved(value, rows.field(name) if rows else None)
                for name, value in raw.items()
            }
        if isinstance(raw, list | tuple):
            return [await self.resolved(value, field) for value in raw]
        return raw

    async def _values(self, entity: str, values: Mapping[str, Json]) -> dict[str, Json]:
        fields = self.house.live.entities[entity].fields
        return {name: await self.resolved(raw, fields.get(name)) for name, raw in values.items()}

    # ------------------------------------------------------------------ commands

    async def give(self, given: GivenJson) -> Decision | Refusal:
        """Make a record that is there when the scenario begins, as an import would (A50)."""
        owner = await self.resolved(given.owner)
        centre = await self.resolved(f"@{given.centre}") if given.centre else None
        asked = CreateRecord(
            self._scene(None),
            given.entity,
            await self._values(given.entity, given.values),
            state=given.state,
            owner=owner if isinstance(owner, str) else None,
            centre=centre if isinstance(centre, str) else None,
            tracks=given.tracks,
        )
        return await self.house.submit(create_record, asked)

    async def set_absent(self, alias: str, spans: Sequence[AbsenceJson]) -> Decision | Refusal:
        """Say when a person is absent."""
        said: list[Json] = [{"from": one.begin, "until": one.end} for one in spans]
        return await self.house.submit(
            set_absences, SetAbsences(self._scene(None), self.company.ids[alias.removeprefix("@")], said)
        )

    async def act(self, step: StepJson, decided: Callable[[Decision], None]) -> Decision | Refusal | None:
        """Do what a step does; None when it only looks, or when what it names is not there.

        ``decided`` hears of the commands of a step that takes several, but for the last.
        """
        if step.who is not None:
            await self._as_now(step.who[1:])
        scene = self._scene(step.who)
        if step.receive is not None:
            sent = {name: await self.resolved(raw) for name, raw in step.input.items()}
            return await self.house.submit(receive, Receive(scene, step.receive, sent))
        if step.create is not None:
            values = await self._values(step.create, step.values)
            return await self._submit(
                step, create_record, CreateRecord(scene, step.create, values, confirmed=step.confirmed)
            )
        if step.change is not None:
            born = await self.reach(step.change)
            if born is None:
                return None
            values = await self._values(born.entity, step.values)
            return await self._submit(
                step,
                change_record,
                ChangeRecord(scene, born.entity, born.id, values, confirmed=step.confirmed),
            )
        if step.leaves or step.export or step.reveal:
            return await self._besides(step, scene, decided)
        if step.decide is not None:
            return await self._decide(scene, step, step.decide)
        if step.on is not None and (step.answer or step.failure):
            return await self._hear(step.on, step)
        if step.do is None or step.on is None:
            return None
        born = await self.reach(step.on)
        if born is None:
            return None
        name = step.do.partition(".")[2]
        sent = await self._input(born.entity, name, step.input)
        ask = FireTransition(scene, born.entity, born.id, name, sent, confirmed=step.confirmed)
        return await self._submit(step, fire_transition, ask)

    async def _besides(
        self, step: StepJson, scene: Scene, decided: Callable[[Decision], None]
    ) -> Decision | Refusal | None:
        """Somebody leaves, takes a table away, or is shown a masked value."""
        if step.leaves is not None:
            person, to = (self.company.ids[alias[1:]] for alias in (step.leaves, step.to or ""))
            return await leave(self.house, lambda: self._scene(None), person, to, decided)
        if step.export is not None:
            rows = await rows_of(self.house, scene, step.export)
            if isinstance(rows, Refusal):
                return rows
            return await self._submit(step, take_export, TakeExport(scene, step.export, rows))
        born = await self.reach(step.reveal or "")
        return await reveal(self.house, scene, born, step.field or "", step.reason or "") if born else None

    async def _submit(self, step: StepJson, command: Command[Asked], asked: Asked) -> Decision | Refusal:
        """Do it; or ask for an exception to the limit that stands against it."""
        if step.exception_to is None:
            return await self.house.submit(command, asked)
        ask = AskException(asked.scene, step.exception_to, asked, step.reason or "")
        return await self.house.submit(ask_exception, ask)

    async def _decide(self, scene: Scene, step: StepJson, alias: str) -> Decision | Refusal | None:
        """Decide about the approval that a record asked for last; None when there is none."""
        born = await self.reach(alias)
        rounds = await self.house.store.approvals.of_record(born.id) if born else ()
        if not rounds:
            return None
        to = await self.resolved(step.to)
        ask = DecideApproval(
            scene,
            rounds[0],
            step.decision or "approve",
            step.reason or "",
            line=step.line,
            to=to if isinstance(to, str) else None,
            where=step.where or "before",
            input=step.input,
            confirmed=step.confirmed,
            step=step.step,
        )
        return await self.house.submit(decide_approval, ask)

    async def _hear(self, on: str, step: StepJson) -> Decision | Refusal | None:
        """The world outside answers the latest call of this verb about the record; None when there was none."""
        born = await self.reach(on)
        if born is None:
            return None
        verb = step.answer or step.failure or ""
        wanted = Filter(record=born.id, kind="call", name=verb)
        found = await self.house.store.outbox.effects(wanted, limit=1)
        if not found:
            return None
        said = {name: await self.resolved(raw) for name, raw in step.input.items()}
        ask = AnswerCall(
            self._scene(None), found[0].id, verb, born.entity, born.id, said, step.failure is not None
        )
        return await self.house.submit(answer_call, ask)

    async def _input(self, entity: str, transition: str, values: Mapping[str, Json]) -> dict[str, Json]:
        forms = self.house.live.workflows[entity].forms(transition)
        items = {
            name: item.field for form in forms for name, item in self.house.live.forms[form].items.items()
        }
        return {name: await self.resolved(raw, items.get(name)) for name, raw in values.items()}

    async def _as_now(self, alias: str) -> None:
        """Conditions on who acts read the person as they are now, as they do of somebody who signs in."""
        actor = self.company.actors[alias]
        if actor.person is None:
            return
        record = await self.house.ask(person_record, PersonAsk(self.clock.now(), actor.person))
        if record is not None:
            self.company.actors[alias] = replace(actor, values=record.values)

    def _scene(self, who: str | None) -> Scene:
        """A person's circumstances now (the engine's own without one), with ids that are the same in every run."""
        self._said += 1
        actor = self.company.actors[who[1:]] if who else EVERYTHING
        return replace(self.house.scene(actor), seed=seed_of("scenario", self._said))
