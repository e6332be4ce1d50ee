"""Publishing a pack: everything is looked at first and told; then the tables follow, and one switch makes it live.

What stands in the way is a value: diagnostics of the pack, scenarios that fail, or a refusal. Publishing what is live
already changes nothing; a publish that was interrupted is finished by publishing again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from engine.commands.map_state import MapState, map_state
from engine.commands.move_timers import MoveTimers, move_timers_of
from engine.conditions.tree import Leaf, Literal, Path
from engine.conditions.types import TEXT
from engine.diagnostics.problem import Diagnostic, Severity
from engine.diagnostics.refuse import reason
from engine.packs.check import CheckResult, check
from engine.packs.diff import Difference, diff, version_faults
from engine.packs.files import Files
from engine.packs.read import Loaded
from engine.packs.release import Release
from engine.ports.books import Published
from engine.ports.store import Selection, Sort, TablePlan
from engine.values.record import Decision
from engine.values.refusal import Kind, Reason, Refusal
from engine.workflows.model import WorkflowFile
from server.house import EVERYTHING, House
from server.opening import settings_of
from server.publishing_problems import (
    BAD_MAP,
    BROKEN_SAMPLE,
    OTHER_PACK,
    STATE_GONE,
    TABLES_BLOCKED,
    TESTS_FAILED,
)
from server.scenarios.outcome import SuiteResult
from server.scenarios.run import BrokenSample, run_scenarios
from server.scenarios.scratch import OpenScratch

Progress = Callable[[int, int], None]
_PAGE = 200


@dataclass(frozen=True, slots=True)
class InFlight:
    """Records in a state that the new version no longer has; ``target`` is where they go (None: nobody said)."""

    entity: str
    state: str
    count: int
    target: str | None


@dataclass(slots=True)
class Preparation:
    """What a publish would do, and what stands in its way.

    ``live`` None: nothing is published yet. ``difference`` is None without a live release of this pack; ``suite``
    and ``tables`` are None when it did not come so far.
    """

    checked: CheckResult
    live: Published | None
    diagnostics: list[Diagnostic]
    difference: Difference | None = None
    suite: SuiteResult | None = None
    tables: TablePlan | None = None
    in_flight: list[InFlight] = field(default_factory=list[InFlight])
    reasons: list[Reason] = field(default_factory=list[Reason])

    @property
    def is_valid(self) -> bool:
        """Whether the pack and its version are in order."""
        return not any(one.severity is Severity.ERROR for one in self.diagnostics)

    @property
    def is_live(self) -> bool:
        """Whether the very same content is live already."""
        release = self.checked.release
        return release is not None and self.live is not None and self.live.id == release.id

    @property
    def refusal(self) -> Refusal | None:
        """Everything that stands in the way, beside faults of the pack."""
        return Refusal(Kind.CONFLICT, tuple(self.reasons)) if self.reasons else None

    @property
    def is_ready(self) -> bool:
        """Whether it can be published."""
        return self.is_valid and not self.reasons


@dataclass(slots=True)
class PublishOutcome:
    """What a publish did: records that moved, those whose timers were looked at, and (entity, id, why) of those that had to stay in a state that is gone."""

    published: Published
    moved: int = 0
    timed: int = 0
    stayed: list[tuple[str, str, Refusal]] = field(default_factory=list[tuple[str, str, Refusal]])


async def prepare(
    house: House,
    files: Files,
    open_scratch: OpenScratch,
    maps: Mapping[str, str] | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Preparation:
    """Look at everything that a publish of these files would do; nothing is changed.

    ``maps``: ``entity.state`` that is gone -> the state its records go to. ``progress``: (scenarios played, of all).
    """
    checked = check(files)
    live = await house.store.published.live()
    made = Preparation(checked, live, [*checked.diagnostics])
    release = checked.release
    if release is None:
        return made
    if live is not None and live.pack != release.pack:
        made.reasons.append(reason(OTHER_PACK, {"live": live.pack, "pack": release.pack}))
        return made
    await _test(made, files, open_scratch, progress)
    if live is not None:
        made.difference = diff(live.source, release.source)  # type: ignore[arg-type]
        made.diagnostics += version_faults(live.version, release.version, made.difference)
    made.tables = await house.store.plan(release)
    made.reasons += [reason(TABLES_BLOCKED, {"detail": one}) for one in made.tables.blocks]
    await _look_at_records(house, made, release, {**_renamed(checked.loaded), **(maps or {})}, maps or {})
    return made


async def publish(house: House, made: Preparation, by: str | None) -> PublishOutcome:
    """Make a prepared pack the live one; ``by`` is the person (None: the owner of the machine).

    Raises ValueError for a preparation that is not ready, PlanBlocked when the tables were changed meanwhile.
    """
    release = made.checked.release
    if release is None or not made.is_ready:
        raise ValueError("what is not ready cannot be published")
    await house.store.install(release)
    now, former = house.clock.now(), house.live
    published = (
        made.live if made.live and made.is_live else await house.store.published.publish(release, now, by)
    )
    house.switch(release)
    house.take_settings(await settings_of(house.store, release))
    house.people_changed()
    outcome = PublishOutcome(published)
    for one in made.in_flight:
        await _move(house, one, outcome)
    for entity, state in sorted(_other_waits(former, release)):
        await _move(house, InFlight(entity, state, 0, state), outcome, former)
    await _move_timers(house, former, outcome)
    return outcome


async def _test(made: Preparation, files: Files, open_scratch: OpenScratch, progress: Progress) -> None:
    if made.is_live:  # it was tested when it became so
        return
    try:
        made.suite = await run_scenarios(made.checked, files, open_scratch, progress=progress)
    except BrokenSample as error:
        made.reasons.append(reason(BROKEN_SAMPLE, {"detail": str(error)}))
        return
    if made.suite.failed:
        counts = {"failed": len(made.suite.failed), "count": len(made.suite.results)}
        made.reasons.append(reason(TESTS_FAILED, counts))


def _renamed(loaded: Loaded) -> dict[str, str]:
    """``entity.state`` as it was called earlier -> the state it is now."""
    return {
        f"{file.model.entity}.{was}": id
        for file in loaded.of("workflow", WorkflowFile).values()
        for id, state in file.model.states.items()
        for was in state.was
    }


async def _look_at_records(
    house: House, made: Preparation, release: Release, maps: Mapping[str, str], said: Mapping[str, str]
) -> None:
    """Find the records whose state is gone, and where each goes; ``said``: the maps that a person gave."""
    used: set[str] = set()
    for name, entity in house.live.entities.items():
        workflow = release.workflows.get(name)
        if not entity.has_workflow or workflow is None:
            continue
        counts: dict[str, int] = {}
        for (_, state), count in (await house.store.published.in_flight(name)).items():
            if state is not None and state not in workflow.states:
                counts[state] = counts.get(state, 0) + count
        for state, count in counts.items():
            target = maps.get(f"{name}.{state}")
            used.add(f"{name}.{state}")
            if target is None:
                made.reasons.append(reason(STATE_GONE, {"entity": name, "state": state, "count": count}))
            elif target not in workflow.states:
                made.reasons.append(reason(BAD_MAP, {"map": f"{name}.{state}={target}", "entity": name}))
            made.in_flight.append(InFlight(name, state, count, target))
    made.reasons += _useless(said, used, release)


def _useless(maps: Mapping[str, str], used: Iterable[str], release: Release) -> list[Reason]:
    """Maps that name no entity with a workflow: misspelt, or they would silently do nothing."""
    unknown = [key for key in maps if key not in used and key.partition(".")[0] not in release.workflows]
    return [
        reason(BAD_MAP, {"map": f"{key}={maps[key]}", "entity": key.partition(".")[0]}) for key in unknown
    ]


def _other_waits(former: Release, release: Release) -> set[tuple[str, str]]:
    """(entity, state) of the states that both releases have, but with another approval or pool."""
    return {
        (name, state.id)
        for name, workflow in release.workflows.items()
        if (before := former.workflows.get(name))
        for state in workflow.states.values()
        if not state.group
        and (was := before.states.get(state.id))
        and (was.approval, before.pool(state.id)) != (state.approval, workflow.pool(state.id))
    }


async def _move(house: House, one: InFlight, outcome: PublishOutcome, former: Release | None = None) -> None:
    """Take every record of a state to the state it was mapped to; ``former``: it is the same state, but not alike."""
    where = Leaf(Path("state", TEXT), "eq", Literal(one.state, TEXT))
    cursor: str | None = None
    while True:
        page = await house.select(Selection(one.entity, where, {}, ("state",), (Sort("id"),), _PAGE, cursor))
        for record in page.records:
            asked = MapState(
                house.scene(EVERYTHING), one.entity, record.id, one.state, one.target or "", former
            )
            moved = await house.submit(map_state, asked)
            if isinstance(moved, Decision):
                outcome.moved += 1
            else:
                outcome.stayed.append((one.entity, record.id, moved))
        cursor = page.next_cursor
        if cursor is None:
            return


async def _move_timers(house: House, former: Release, outcome: PublishOutcome) -> None:
    """Let the timers of records in flight follow what the new release says of them (A27)."""
    for name, workflow in house.live.workflows.items():
        before = former.workflows.get(name)
        if before is None or _same_times(name, former, house.live):
            continue
        for state in sorted((before.timed.keys() | workflow.timed.keys()) & workflow.states.keys()):
            outcome.timed += await _move_timers_in(house, former, name, state)


def _same_times(entity: str, former: Release, release: Release) -> bool:
    """Whether everything that a moment may hang on was said alike before."""
    return all(
        former.source.get(path) == release.source.get(path)
        for path in {*former.source, *release.source}
        if path == f"workflows/{entity}.json" or path.startswith("calendars/")
    ) and (former.calendar, former.parameters) == (release.calendar, release.parameters)


async def _move_timers_in(house: House, former: Release, entity: str, state: str) -> int:
    where = Leaf(Path("state", TEXT), "eq", Literal(state, TEXT))
    cursor: str | None = None
    seen = 0
    while True:
        page = await house.select(Selection(entity, where, {}, ("state",), (Sort("id"),), _PAGE, cursor))
        for record in page.records:
            await house.submit(move_timers_of, MoveTimers(house.scene(EVERYTHING), entity, record.id, former))
        seen += len(page.records)
        cursor = page.next_cursor
        if cursor is None:
            return seen
