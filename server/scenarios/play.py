"""Plays one scenario: what is given, then step by step what happens, and what must be true after each."""

from collections.abc import Iterable, Mapping
from typing import cast

from engine.diagnostics.pointer import pointer
from engine.packs.scenario import GivenJson, ScenarioFile, StepJson
from engine.values.plain import Json, Label
from engine.values.record import Decision, OutboxEntry
from engine.values.refusal import Refusal
from server.scenarios.cells import Cell
from server.scenarios.coverage import Coverage
from server.scenarios.expectations import Expectations
from server.scenarios.outcome import Told
from server.scenarios.words import DONE, GIVEN, NOT_THERE, REFUSED, UNTANGLED
from server.scenarios.world import World


async def play(
    world: World, file: ScenarioFile, coverage: Coverage, known_tasks: frozenset[str]
) -> tuple[list[Cell], list[Told]]:
    """Everything that is not as expected, and what happened, as its steps tell it.

    What follows a step that went wrong is not played. ``known_tasks``: ids of the tasks that were open before the scenario.
    """
    playing = _Play(world, file, coverage, Expectations(world, known_tasks))
    cells = await playing.given()
    for index, step in enumerate(file.steps):
        if cells:
            break
        cells = await playing.step(step, pointer("steps", index))
    return cells, playing.told


class _Play:
    def __init__(
        self, world: World, file: ScenarioFile, coverage: Coverage, expectations: Expectations
    ) -> None:
        self._world, self._file, self._coverage, self._expectations = world, file, coverage, expectations
        self.told: list[Told] = []

    async def given(self) -> list[Cell]:
        """Say who is absent, and make the records that are there, each after those that it names."""
        for alias, spans in self._file.absent.items():
            outcome = await self._world.set_absent(alias, spans)
            if isinstance(outcome, Refusal):
                return [_refused(pointer("absent", alias), GIVEN, outcome)]
        waiting = dict(self._file.given)
        while waiting:
            ready = [
                alias for alias, given in waiting.items() if not _named(given) & waiting.keys() - {alias}
            ]
            if not ready:
                alias = next(iter(waiting))
                return [Cell(pointer("given", alias), UNTANGLED, None, alias)]
            for alias in ready:
                given = waiting.pop(alias)
                outcome = await self._world.give(given)
                if isinstance(outcome, Refusal):
                    return [_refused(pointer("given", alias), GIVEN, outcome)]
                self._coverage.decided(outcome)
                self._world.company.name(alias, given.entity, str(outcome.answer["id"]))
        return []

    async def step(self, step: StepJson, at: str) -> list[Cell]:
        """Let a step happen, and judge it."""
        left: list[OutboxEntry] = []

        def decided(decision: Decision) -> None:
            self._coverage.decided(decision)
            left.extend(decision.outbox)

        await self._world.wait(self._world.moment_of(step.at), decided)
        outcome = await self._world.act(step, decided)
        reasons = outcome.reasons if isinstance(outcome, Refusal) else ()
        if isinstance(outcome, Refusal):
            self._coverage.refused(outcome)
        if step.label:
            now = self._world.clock.now().astimezone(self._world.zone)
            self.told.append(Told(now, step.label, tuple(one.text for one in reasons)))
        acts = (
            step.do or step.create or step.change or step.decide or step.reveal or step.answer or step.failure
        )
        if outcome is None and acts:
            return [Cell(at, NOT_THERE, step.on or step.change or step.decide or step.reveal, None)]
        wrong = _wrong_answer(step, outcome, at)
        if wrong is not None:
            return [wrong]
        if isinstance(outcome, Decision):
            decided(outcome)
            if step.creates is not None and step.create is not None:
                self._world.company.name(step.creates, step.create, str(outcome.answer["id"]))
        return await self._expectations.judge(step.expect, left, at + "/expect")


def _wrong_answer(step: StepJson, outcome: Decision | Refusal | None, at: str) -> Cell | None:
    """The difference when a step was done or refused otherwise than it was meant to be."""
    if not isinstance(outcome, Refusal):
        return None if step.refused is None else Cell(at + "/refused", REFUSED, [*step.refused], [])
    if step.refused is None:
        return _refused(at, DONE, outcome)
    codes = sorted({reason.code for reason in outcome.reasons})
    if codes == sorted({*step.refused}):
        return None
    texts = tuple(reason.text for reason in outcome.reasons)
    return Cell(at + "/refused", REFUSED, [*step.refused], [*codes], texts)


def _refused(at: str, what: Label, refusal: Refusal) -> Cell:
    codes: list[Json] = [f"{one.code} {one.pointer}".strip() for one in refusal.reasons]
    return Cell(at, what, None, codes, tuple(one.text for one in refusal.reasons))


def _named(given: GivenJson) -> set[str]:
    """The aliases that a given record names."""
    return {
        text[1:].partition(".")[0]
        for text in _texts([given.owner, *given.values.values()])
        if text[:1] == "@"
    }


def _texts(values: Iterable[Json]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _texts(cast("Mapping[str, Json]", value).values())
        elif isinstance(value, list | tuple):
            yield from _texts(cast("Iterable[Json]", value))
