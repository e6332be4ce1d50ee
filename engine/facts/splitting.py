"""How a handover is split: parts that each say which things they take and who receives those; the first that fits counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from engine.conditions.compiled import Guard, guard
from engine.conditions.names import Names
from engine.conditions.needs import needs
from engine.conditions.parse import condition
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.pointer import pointer
from engine.diagnostics.refuse import as_reason, reason
from engine.effects.effect import By
from engine.effects.whom import ByDuty, ByTeam
from engine.limits.limit import How
from engine.packs.release import Release
from engine.values.plain import Json
from engine.values.refusal import Kind, Reason, Refusal

MOST_PARTS = 20
_problem = problems_of("handovers")
NOT_A_PART = _problem(
    "not_a_part",
    "A part says to whom: a list of persons, a duty or a team; it may say of which entity, if, by and within. “{name}” does not fit.",
    "每一部分须说明交给谁（人员列表、职责或团队），并可说明实体、条件、分配方式和额度。“{name}”不符合。",
)
UNKNOWN = _problem("unknown", "The pack has no {what} “{name}”.", "业务包中没有{what}“{name}”。")
NO_SETS = _problem(
    "no_sets",
    "This condition may look at the record and what it links to, not at sets of records or decision tables.",
    "此处的条件只能使用记录自身及其链接的字段，不能使用记录集合或决策表。",
)
LOAD_OF_NOTHING = _problem(
    "load_of_nothing",
    "Who is least loaded is told by limits on what an owner holds: name them in within.",
    "最少负载须依据负责人持有量的额度来判断：请在 within 中指明。",
)
_KEYS = frozenset({"entity", "if", "to", "by", "within", "on_duty"})
_WORDS = {
    "entity": {"en": "entity", "zh-CN": "实体"},
    "duty": {"en": "duty", "zh-CN": "职责"},
    "limit": {"en": "limit on what an owner holds", "zh-CN": "负责人持有额度"},
}


@dataclass(frozen=True, slots=True)
class Part:
    """Who receives what is about a record of ``entity`` ("": of any) that fits ``condition``.

    ``people`` are named, or ``source`` says among whom. ``within``: limits under which they must have room.
    """

    people: tuple[str, ...] = ()
    source: ByDuty | ByTeam | None = None
    entity: str = ""
    condition: Guard | None = None
    by: By = By.IN_TURN
    within: tuple[str, ...] = ()
    on_duty: bool = False


def parts_of(release: Release, split: Sequence[Json], others: tuple[str, ...]) -> tuple[Part, ...] | Refusal:
    """The parts in their order, and behind them that of everything else, which ``others`` receive in turn.

    Refused with every fault and its place below ``/split``.
    """
    faults: list[Reason] = []
    found = [_part(release, said, pointer("split", place), faults) for place, said in enumerate(split)]
    if len(split) > MOST_PARTS:
        faults.append(reason(NOT_A_PART, {"name": MOST_PARTS + 1}, pointer("split", MOST_PARTS)))
    if faults:
        return Refusal(Kind.INVALID, tuple(faults))
    rest = (Part(others),) if others else ()
    return (*(part for part in found if part is not None), *rest)


def _part(release: Release, said: Json, at: str, faults: list[Reason]) -> Part | None:
    if not isinstance(said, Mapping) or said.keys() - _KEYS or not said.get("to"):
        name = ", ".join(sorted(said.keys() - _KEYS)) if isinstance(said, Mapping) else str(said)
        faults.append(reason(NOT_A_PART, {"name": name or "to"}, at))
        return None
    entity, by, on_duty = said.get("entity") or "", said.get("by") or By.IN_TURN.value, said.get("on_duty")
    if by not in (By.IN_TURN, By.FIRST, By.LEAST_LOADED):
        faults.append(reason(NOT_A_PART, {"name": str(by)}, at + "/by"))
        return None
    if not isinstance(entity, str) or (entity and entity not in release.entities):
        faults.append(reason(UNKNOWN, {"what": _WORDS["entity"], "name": str(entity)}, at + "/entity"))
        return None
    people, source = _receivers(release, said["to"], at + "/to", faults)
    test = _condition(release, said.get("if"), entity, at + "/if", faults)
    within = _within(release, said.get("within"), entity, at + "/within", faults)
    if by == By.LEAST_LOADED and not within:
        faults.append(reason(LOAD_OF_NOTHING, pointer=at + "/by"))
    return Part(people, source, entity, test, By(str(by)), within, on_duty is True)


def _receivers(
    release: Release, said: Json, at: str, faults: list[Reason]
) -> tuple[tuple[str, ...], ByDuty | ByTeam | None]:
    if isinstance(said, Sequence) and not isinstance(said, str) and all(isinstance(one, str) for one in said):
        return tuple(str(one) for one in said), None
    if isinstance(said, Mapping) and len(said) == 1:
        (what, name), *_ = said.items()
        if what == "team" and isinstance(name, str):
            return (), ByTeam(name)
        if what == "duty" and name in release.access.duties:
            return (), ByDuty(str(name))
        if what == "duty":
            faults.append(reason(UNKNOWN, {"what": _WORDS["duty"], "name": str(name)}, at))
            return (), None
    faults.append(reason(NOT_A_PART, {"name": "to"}, at))
    return (), None


def _condition(release: Release, said: Json, entity: str, at: str, faults: list[Reason]) -> Guard | None:
    if said is None:
        return None
    if not entity:
        faults.append(reason(NOT_A_PART, {"name": "entity"}, at))
        return None
    parsed = condition(said, Names(release.catalogue, entity))
    if parsed.tree is None or parsed.diagnostics:
        faults += [as_reason(one, at) for one in parsed.diagnostics]
        return None
    if needs(parsed.tree).sets or needs(parsed.tree).decisions:
        faults.append(reason(NO_SETS, pointer=at))
        return None
    return guard(parsed.tree)


def _within(release: Release, said: Json, entity: str, at: str, faults: list[Reason]) -> tuple[str, ...]:
    names = cast("Sequence[Json]", said) if isinstance(said, Sequence) and not isinstance(said, str) else ()
    if said is not None and said is not names:
        faults.append(reason(NOT_A_PART, {"name": "within"}, at))
    for place, name in enumerate(names):
        limit = release.limits.limits.get(str(name))
        sources = limit.sources if limit is not None else ()
        if not any(one.how is How.HOLD and one.entity == entity and "owner" in one.fields for one in sources):
            told = {"what": _WORDS["limit"], "name": str(name)}
            faults.append(reason(UNKNOWN, told, at + pointer(place)))
    return tuple(str(name) for name in names)
