"""Rules that come again and again: plans their clocks, fires them when due, and takes them through records page by page."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from engine.commands.fire_rule import CarryOn, FireRule, RunOnRecord, carry_on, fire_rule, run_on_record
from engine.commands.note_refusal import NoteRefusal, note_refusal
from engine.commands.plan_rules import Clock, PlanRules, plan_rules
from engine.conditions.names import RESERVED
from engine.conditions.needs import Needs
from engine.conditions.tree import All, Condition, Constant, Leaf, Literal, Path
from engine.conditions.types import CENTRE, TEXT
from engine.facts.ask import SceneAsk
from engine.facts.scene import Scene, zone_of
from engine.packs.release import Release
from engine.ports.store import Idempotency, Reader, Selection, Sort
from engine.ports.work import DueTimer
from engine.rules.clock import RULE_CLOCK, WALK, Walk, clock_id, walk_of
from engine.values.need import Sure
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.house import EVERYTHING, House

_LOG = structlog.get_logger()
PAGE = 100  # records that a rule comes to between two looks at other timers
_MOST_CLOCKS = 200  # that are set in one command
_CENTRES = 200
MakeScene = Callable[[], Scene]
Decided = Callable[[Decision], None]


async def follow_rules(house: House, scene: MakeScene) -> None:
    """Set the clocks of the rules in force, one for each centre where a rule wants that; end those that are not meant.

    Any process may do so at any time. Raises StoreUnavailable.
    """
    timed = house.live.rules.timed
    found = {one.id: one for one in await house.store.rule_clocks.all()}
    if not timed and not found:
        return
    centres = await _centres(house) if any(rule.every and rule.every.per_centre for rule in timed) else []
    wanted: list[Clock] = [
        (rule.id, centre)
        for rule in timed
        for centre in (centres if rule.every and rule.every.per_centre else (None,))
    ]
    gone = tuple(found.keys() - {clock_id(*one) for one in wanted})
    for start in range(0, max(len(wanted), 1), _MOST_CLOCKS):
        some = tuple(wanted[start : start + _MOST_CLOCKS])
        await house.store.submit(plan_rules, PlanRules(scene(), some, gone if not start else ()), bulk=True)


async def _centres(house: House) -> list[str]:
    found: list[str] = []
    where: Condition = Constant(holds=True)
    cursor: str | None = None
    while True:
        page = await house.select(Selection("centre", where, {}, ("name",), (Sort("id"),), _CENTRES, cursor))
        found += (record.id for record in page.records)
        cursor = page.next_cursor
        if cursor is None:
            return found


async def fire(house: House, timer: DueTimer, scene: MakeScene, decided: Decided) -> str | Refusal:
    """What became of a due timer of a clock; a refusal when what the rule does is refused."""
    if timer.name == WALK:
        return await _walk(house, timer, scene, decided)
    key = Idempotency("every", timer.id, timer.name)
    return _told(await house.store.submit(fire_rule, FireRule(scene(), timer), key, bulk=True), decided)


async def give_up(house: House, timer: DueTimer, scene: MakeScene, error: str) -> None:
    """Leave a moment that goes wrong again and again to a person, so that the next one comes all the same."""
    if timer.name == WALK:
        await house.store.timers.failed(timer, error)
        return
    await house.store.submit(fire_rule, FireRule(scene(), timer, error), bulk=True)


def is_of_rule(timer: DueTimer) -> bool:
    """Whether a timer belongs to the clock of a rule."""
    return timer.entity == RULE_CLOCK


@dataclass(frozen=True, slots=True)
class _WalkAsk(SceneAsk):
    clock: str

    @property
    def sure(self) -> tuple[Sure, ...]:
        return ((RULE_CLOCK, self.clock),)


def _walk_as_it_is(asked: _WalkAsk, read: Reader) -> Walk | None:
    row = read.record(RULE_CLOCK, asked.clock)
    return walk_of(asked.scene.release.rules, row) if row is not None else None


async def _walk(house: House, timer: DueTimer, scene: MakeScene, decided: Decided) -> str | Refusal:
    """One page of records, each by a command of its own; then on to the next."""
    here = scene()
    walk = await house.store.ask(_walk_as_it_is, _WalkAsk(here, timer.record))
    if walk is None:
        outcome = await house.store.submit(fire_rule, FireRule(scene(), timer), bulk=True)
        return _told(outcome, decided)
    ids = await _page(house, here, walk)
    done = await asyncio.gather(
        *(_on_record(house, walk, id, scene(), decided) for id in ids), return_exceptions=True
    )
    fault = next((one for one in done if isinstance(one, BaseException)), None)
    if fault is not None:
        raise fault
    after = ids[-1] if len(ids) == PAGE else None
    asked = CarryOn(scene(), timer, walk, after)
    return _told(await house.store.submit(carry_on, asked, bulk=True), decided)


async def _page(house: House, scene: Scene, walk: Walk) -> list[str]:
    """The ids of the next records on the way, in order; those that the store can tell are not meant are left out."""
    parts: list[Condition] = []
    if walk.after is not None:
        parts.append(Leaf(Path("id", TEXT), "gt", Literal(walk.after, TEXT)))
    if walk.centre is not None:
        parts.append(Leaf(Path("centre", CENTRE), "eq", Literal(walk.centre, CENTRE)))
    where = walk.effect.where
    if where is not None and alike_everywhere(where.needs, scene.release):
        parts.append(where.tree)
    whole = parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else Constant(holds=True)
    facts: dict[str, object] = {"now": scene.now, "zone": zone_of(scene.release.time_zone)}
    facts |= {f"parameter.{name}": scene.parameter(name, None) for name in scene.release.parameters}
    facts["settings"] = scene  # a value that begins today begins at each centre's own midnight
    page = await house.select(
        Selection(walk.effect.entity, whole, facts, ("created_at",), (Sort("id"),), PAGE)
    )
    return [record.id for record in page.records]


def alike_everywhere(needs: Needs, release: Release) -> bool:
    """Whether a condition is the same whichever centre a record belongs to, so that the store may judge it for all.

    Each record is judged again by its own command.
    """
    outer = {path for query in needs.sets for path in query.outer}
    return not needs.decisions and all(_alike(path, release) for path in needs.paths | outer)


def _alike(path: str, release: Release) -> bool:
    head, _, name = path.partition(".")
    if head == "parameter":
        return name in release.parameters and release.parameters[name].per is None
    return head == "now" or head not in RESERVED


async def _on_record(house: House, walk: Walk, id: str, scene: Scene, decided: Decided) -> None:
    """What the rule does for one record: once for its moment, whoever else tries. One that is refused is passed over."""
    key = Idempotency(f"every {walk.rule.id}.{walk.place}", f"{id} {walk.moment.isoformat()}", "")
    outcome = await house.store.submit(run_on_record, RunOnRecord(scene, walk, id), key, bulk=True)
    if isinstance(outcome, Decision):
        decided(outcome)
        return
    codes = " ".join(one.code for one in outcome.reasons)
    _LOG.info("rule_refused", rule=walk.rule.id, entity=walk.effect.entity, record=id, codes=codes)
    if not walk.effect.skip_refused:
        note = NoteRefusal(scene, walk.effect.entity, id, f"refused:rule:{walk.rule.id}", outcome)
        await house.store.submit(note_refusal, note, bulk=True)


def _told(outcome: Decision | Refusal, decided: Decided) -> str | Refusal:
    if isinstance(outcome, Refusal):
        return outcome
    decided(outcome)
    return str(outcome.answer["timer"])


def clock_scene(house: House) -> MakeScene:
    """The engine's own circumstances, made anew for each command."""
    return lambda: house.scene(EVERYTHING)
