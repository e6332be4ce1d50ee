"""Effects in a file become effects in a release; what is wrong with them is told, all of it at once."""

from collections.abc import Mapping, Sequence

from engine.conditions.compiled import Computed
from engine.conditions.names import Names
from engine.conditions.tree import Literal
from engine.conditions.types import Kind, Type
from engine.diagnostics.pointer import pointer
from engine.effects import model, problems
from engine.effects.check_assign import check_assign, owned
from engine.effects.check_events import transition_exists
from engine.effects.check_sets import check_rows
from engine.effects.check_task import check_hand_on, check_task
from engine.effects.check_whom import check_whom
from engine.effects.check_writes import check_create, check_set
from engine.effects.effect import Assign, CallOut, Do, Effect, Expire, HandOn, Merge, Send
from engine.effects.findings import Findings
from engine.effects.model import EffectJson
from engine.effects.paths import field_of
from engine.effects.scope import Scope
from engine.effects.surroundings import Surroundings
from engine.values.plain import Json


def check_effects(
    effects: Sequence[EffectJson],
    names: Names,
    around: Surroundings,
    findings: Findings,
    at: str,
    *,
    walks: bool = False,
    final: bool = False,
) -> tuple[Effect, ...]:
    """The effects that could be read, in order; ``names.entity`` is the record they act on (None: there is none).

    ``walks``: whether ``each`` may go through all records of an entity here. ``final``: they belong to a transition that
    always leads to a final state. Everything wrong is reported to ``findings`` below the JSON Pointer ``at``.
    """
    return _all(effects, Scope(names.entity, names, around, findings, walks=walks, final=final), at)


def _all(effects: Sequence[EffectJson], scope: Scope, at: str) -> tuple[Effect, ...]:
    read = [_one(effect, scope, at + pointer(place)) for place, effect in enumerate(effects)]
    return tuple(effect for effect in read if effect is not None)


def _one(json: EffectJson, scope: Scope, at: str) -> Effect | None:
    match json:
        case model.SetJson():
            return check_set(json, scope, at)
        case model.CreateJson():
            return check_create(json, scope, at)
        case model.DoJson():
            return _do(json, scope, at)
        case model.AssignJson() | model.UnassignJson():
            return _owner(json, scope, at)
        case model.SendJson():
            return _send(json, scope, at)
        case model.CallJson():
            return _call(json, scope, at)
        case model.TaskJson():
            return check_task(json.task, scope, at + "/task", _all)
        case model.EscalateJson() | model.ReassignJson() | model.ExpireJson():
            return _when_late(json, scope, at)
        case model.EachJson() | model.FindJson():
            return check_rows(json, scope, at, _all)
        case model.MergeJson():
            return _merge(json.merge, scope, at + "/merge")
        case model.LaterEffectJson():
            name = next(key for key in model.LATER_EFFECTS if key in (json.model_extra or {}))
            scope.findings.report(problems.NOT_YET, at + pointer(name), name=name)
            return None


def _when_late(
    json: model.EscalateJson | model.ReassignJson | model.ExpireJson, scope: Scope, at: str
) -> HandOn | Expire | None:
    if not isinstance(json, model.ExpireJson):
        return check_hand_on(json, scope, at)
    if scope.step:
        return Expire()
    scope.findings.report(problems.ONLY_IN_STEP, at + "/expire", name="expire")
    return None


def _do(json: model.DoJson, scope: Scope, at: str) -> Do | None:
    findings, around = scope.findings, scope.around
    target = scope.target(json.on, at)
    if not transition_exists(json.do, around, findings, at + "/do") or target is None:
        return None
    entity, transition = json.do.split(".", 1)
    if entity != target:
        findings.report(problems.DO_ELSEWHERE, at + "/do", name=json.do, wanted=entity, found=target)
        return None
    asked = around.asked(json.do)
    given: dict[str, Computed] = {}
    for name, value in json.input.items():
        place = at + pointer("input", name)
        if findings.known(problems.UNKNOWN_INPUT, place, name, asked, transition=json.do):
            computed = findings.computed(value, scope.names, place, asked[name])
            given |= {} if computed is None else {name: computed}
    for name in sorted(around.demanded(json.do)):
        # What the form shows of the record itself is there already, unless the record lacks it.
        if _empty(given.get(name)) and name not in json.input and field_of(entity, name, around) is None:
            findings.report(problems.MISSING_INPUT, at, transition=json.do, name=name)
    return Do(entity, transition, given, json.on)


def _empty(value: Computed | None) -> bool:
    return value is None or (isinstance(value.node, Literal) and value.node.value is None)


def _owner(json: model.AssignJson | model.UnassignJson, scope: Scope, at: str) -> Effect | None:
    if isinstance(json, model.AssignJson):
        return check_assign(json.assign, scope, at + "/assign", _all)
    return Assign(None) if owned(scope, at) else None


def _merge(json: model.MergePart, scope: Scope, at: str) -> Merge | None:
    here = scope.record(at)
    if here is None:
        return None
    own = Type(Kind.LINK, to=(here,))
    into = scope.findings.computed(json.into, scope.names, at + "/into", own)
    if not scope.final or scope.inside:
        scope.findings.report(problems.MERGE_ELSEWHERE, at)
    if scope.around.entities[here].merge is None:
        scope.findings.report(problems.NO_MERGE, at, entity=here)
    return None if into is None else Merge(into)


def _send(json: model.SendJson, scope: Scope, at: str) -> Send | None:
    findings, messages = scope.findings, scope.around.messages
    to = check_whom(json.to, scope.names, scope.around, findings, at + "/to", outside=True)
    if not findings.known(problems.UNKNOWN_MESSAGE, at + "/send", json.send, messages):
        return None
    about = messages[json.send]
    if scope.record(at + "/send") not in (about, None):
        findings.report(
            problems.MESSAGE_ABOUT_OTHER, at + "/send", name=json.send, wanted=about, found=scope.entity
        )
    return Send(json.send, to)


def _call(json: model.CallJson, scope: Scope, at: str) -> CallOut:
    """A call that the pack declares is about one entity; one that it does not is made, and never answered."""
    scope.record(at + "/call")
    declared = scope.around.calls.get(json.call)
    if declared is not None and declared.about != scope.entity:
        scope.findings.report(
            problems.CALL_ABOUT_OTHER, at + "/call", name=json.call, wanted=declared.about, found=scope.entity
        )
    return CallOut(json.call, _arguments(json.arguments, scope, at + "/with"))


def _arguments(values: Mapping[str, Json], scope: Scope, at: str) -> dict[str, Computed]:
    read = {
        name: scope.findings.computed(json, scope.names, at + pointer(name)) for name, json in values.items()
    }
    return {name: value for name, value in read.items() if value is not None}
