"""What may be wrong with a scenario: names that do not exist, steps that do two things, values of the wrong type."""

import re
from collections.abc import Mapping

from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.surroundings import Surroundings
from engine.packs import problems
from engine.packs.check_sample import aliases_of
from engine.packs.check_set import check_set
from engine.packs.data import CENTRE, PERSON, Data, moment, span
from engine.packs.read import Loaded
from engine.packs.release import Parameter
from engine.packs.sample import SampleFile
from engine.packs.scenario import ExpectJson, MessageExpected, ScenarioFile, StepJson
from engine.values.plain import Json

_CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+")
_ACTIONS = ("do", "create", "change", "decide", "reveal", "export", "leaves", "receive", "answer", "failure")
RESERVED_ALIASES = frozenset({"tasks", "messages", "calls"})


def check_scenarios(
    loaded: Loaded, around: Surroundings, parameters: Mapping[str, Parameter]
) -> list[Diagnostic]:
    """Everything that is wrong with the scenarios of a pack."""
    samples = {id: one.model for id, one in loaded.of("sample", SampleFile).items()}
    return [
        fault
        for definition in loaded.of("scenario", ScenarioFile).values()
        for fault in check_scenario(definition.path, definition.model, samples, around, parameters)
    ]


def check_scenario(
    path: str,
    file: ScenarioFile,
    samples: Mapping[str, SampleFile],
    around: Surroundings,
    parameters: Mapping[str, Parameter],
) -> list[Diagnostic]:
    """Everything that is wrong with one scenario."""
    data = Data(path, around)
    data.moment(file.clock, "/clock")
    if file.sample is not None and data.known(file.sample, samples, "sample", "/sample"):
        data.aliases.update(aliases_of(samples[file.sample]))
    for name, said in file.parameters.items():
        at = pointer("parameters", name)
        if data.known(name, parameters, "parameter", at):
            check_set(data, parameters[name], said, at)
    for alias, given in file.given.items():
        at = pointer("given", alias)
        if alias in RESERVED_ALIASES:
            data.fault(problems.ALIAS_TWICE, at, name=alias)
        data.name(alias, given.entity, at)
    for alias in file.given:
        _given(alias, file, data)
    for alias in file.absent:
        data.alias(alias, pointer("absent", alias), PERSON)
    for index, step in enumerate(file.steps):
        _Step(data, step, pointer("steps", index)).judge()
    return data.found


def _given(alias: str, file: ScenarioFile, data: Data) -> None:
    given, at = file.given[alias], pointer("given", alias)
    entity = data.entity(given.entity, at + "/entity")
    if given.owner is not None:
        data.alias(given.owner, at + "/owner", PERSON)
    if given.centre is not None:
        data.alias(f"@{given.centre}", at + "/centre", CENTRE)
    if entity is None:
        return
    data.standing(given.entity, given.state, given.tracks, at)
    data.values(entity, given.values, at + "/set")


class _Step:
    """One step under check."""

    def __init__(self, data: Data, step: StepJson, at: str) -> None:
        self._data, self._step, self._at = data, step, at

    def judge(self) -> None:
        """Report what is wrong with the step."""
        data, step, at = self._data, self._step, self._at
        if step.at is not None and not _is_time(step.at):
            data.fault(problems.NOT_A_TIME, at + "/at", value=step.at[:60])
        if step.who is not None:
            data.alias(step.who, at + "/as", PERSON)
        actions = [key for key in _ACTIONS if getattr(step, key) is not None]
        if len(actions) > 1:
            data.fault(problems.TWO_ACTIONS, at, first=actions[0], second=actions[1])
        outside = step.answer or step.failure or step.receive or step.leaves
        if actions and not outside and step.who is None:
            data.fault(problems.NOBODY_ACTS, at)
        self._action()
        self._seen()
        self._decided()
        self._made()
        for index, code in enumerate(step.refused or ()):
            if not _CODE.fullmatch(code):
                data.fault(problems.NOT_A_CODE, f"{at}/refused/{index}", code=code[:60])
        self._expected(step.expect, at + "/expect")

    def _action(self) -> None:
        data, step, at = self._data, self._step, self._at
        if step.receive is not None:
            data.known(step.receive, data.around.channels, "channel", at + "/receive")
        if step.do is not None:
            entity = data.transition(step.do, at + "/do")
            if step.on is None:
                data.fault(problems.MISSING_KEY, at, key="on")
            elif (reached := data.record(step.on, at + "/on")) is not None and entity not in (None, reached):
                data.fault(problems.DO_OF_OTHER, at + "/do", transition=step.do, entity=reached)
            if entity is not None:
                data.inputs(step.do, step.input, at + "/input")
        if (call := step.answer or step.failure) is not None:
            self._heard(call)
        if step.create is not None:
            entity = data.entity(step.create, at + "/create")
            if entity is not None:
                data.values(entity, step.values, at + "/set")
        if step.change is not None and (reached := data.record(step.change, at + "/change")) is not None:
            entity = data.around.entities.get(reached)
            if entity is not None:
                data.values(entity, step.values, at + "/set")

    def _seen(self) -> None:
        """A masked field that is shown whole, and a table that is taken away."""
        data, step, at = self._data, self._step, self._at
        if step.export is not None:
            data.entity(step.export, at + "/export")
        if step.field is not None and step.reveal is None:
            data.fault(problems.MISSING_KEY, at, key="reveal")
        if step.reveal is None or (reached := data.record(step.reveal, at + "/reveal")) is None:
            return
        entity = data.around.entities.get(reached)
        if step.field is None:
            data.fault(problems.MISSING_KEY, at, key="field")
        elif entity is not None:
            data.known(step.field, entity.fields, "field", at + "/field")

    def _decided(self) -> None:
        data, step, at = self._data, self._step, self._at
        if step.decide is not None and (reached := data.record(step.decide, at + "/decide")) is not None:
            data.known(
                reached, {one.entity for one in data.around.approvals.values()}, "approval", at + "/decide"
            )
        if step.to is not None:
            data.alias(step.to, at + "/to", PERSON)
        if step.exception_to is not None:
            data.known(step.exception_to, set(data.around.limits), "limit", at + "/exception_to")
            if not (step.do or step.create or step.change or step.export):
                data.fault(problems.MISSING_KEY, at, key="do")
        for key in ("decision", "to", "where", "line"):
            given = getattr(step, key) is not None and not (key == "to" and step.leaves)
            if step.decide is None and given:
                data.fault(problems.MISSING_KEY, at, key="decide")
        if step.leaves is not None:
            data.alias(step.leaves, at + "/leaves", PERSON)
            if step.to is None:
                data.fault(problems.MISSING_KEY, at, key="to")

    def _heard(self, call: str) -> None:
        """A call of the record that is named is answered, or fails."""
        data, step, at = self._data, self._step, self._at
        known = data.known(
            call, data.around.calls, "call", at + pointer("answer" if step.answer else "failure")
        )
        if step.on is None:
            data.fault(problems.MISSING_KEY, at, key="on")
            return
        reached = data.record(step.on, at + "/on")
        if known and reached not in (None, data.around.calls[call].about):
            data.fault(problems.DO_OF_OTHER, at + "/on", transition=call, entity=reached)
        outline = data.around.calls.get(call)
        if outline is None:
            return
        brought = outline.answer if step.answer else outline.failure
        for name in step.input:
            data.known(name, brought, "field", at + pointer("input", name))

    def _made(self) -> None:
        """The record that a step makes may be named from here on."""
        step = self._step
        if step.creates is None:
            return
        if step.create is None or step.creates in RESERVED_ALIASES:
            self._data.fault(problems.CREATES_NOTHING, self._at + "/creates", name=step.creates)
        else:
            self._data.name(step.creates, step.create, self._at + "/creates")

    def _expected(self, expect: ExpectJson, at: str) -> None:
        data = self._data
        for alias, values in expect.records.items():
            reached = data.record(alias, at + pointer(alias))
            if reached is not None:
                self._values(reached, values, at + pointer(alias))
        for index, task in enumerate(expect.tasks or ()):
            if task.whom is not None:
                data.alias(task.whom, f"{at}/tasks/{index}/for", PERSON)
            if task.on is not None:
                data.record(task.on, f"{at}/tasks/{index}/on")
        for index, message in enumerate(expect.messages or ()):
            place = f"{at}/messages/{index}"
            name = message.message if isinstance(message, MessageExpected) else message
            data.known(name, data.around.messages, "message", place)
            if isinstance(message, MessageExpected) and (message.to or "").startswith("@"):
                data.alias(message.to or "", place + "/to", PERSON)

    def _values(self, entity: str, values: Mapping[str, Json], at: str) -> None:
        found = self._data.around.entities.get(entity)
        if found is None:
            return
        for name, value in values.items():
            place = at + pointer(name)
            if not self._data.known(name, (*found.fields, *found.common), "field", place):
                continue
            if name == "state" and isinstance(value, str):
                moves = self._data.around.moves.get(entity)
                self._data.known(value, moves.states if moves else (), "state", place)
            elif isinstance(value, str) and value.startswith("@"):
                self._data.alias(value, place)


def _is_time(text: str) -> bool:
    return span(text[1:]) is not None if text.startswith("+") else moment(text) is not None
