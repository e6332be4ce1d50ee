"""Records in flight when a pack is published: which stand where the new version has nothing, and where they go (A49)."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.commands.map_state import MapState, map_state
from engine.commands.move_timers import MoveTimers, move_timers_of
from engine.conditions.tree import Condition, Leaf, Literal, Path
from engine.conditions.types import TEXT
from engine.diagnostics.refuse import reason
from engine.packs.read import Loaded
from engine.packs.release import Release
from engine.ports.store import Selection, Sort
from engine.records.entity import Entity, Field
from engine.values.record import Decision, Record
from engine.values.refusal import Reason, Refusal
from engine.workflows.model import WorkflowFile
from engine.workflows.targets import named, resting
from engine.workflows.workflow import ORDINARY, VARIANT, Workflow
from server.house import EVERYTHING, House
from server.publishing_problems import BAD_MAP, STATE_GONE, TRACK_STATE_GONE, VARIANT_GONE

_PAGE = 200
STATE = "state"


@dataclass(frozen=True, slots=True)
class InFlight:
    """Records in a state (of a track, or with a variant, as ``column`` says) that the new version no longer has.

    ``target`` is where they go (None: nobody said). ``variant``: the one by which the records in the state move.
    ``state`` "": records for which a new track begins.
    """

    entity: str
    state: str
    count: int
    target: str | None
    column: str = STATE
    variant: str | None = None

    @property
    def place(self) -> str:
        """As a map names it: ``order.filed``, ``order.variant.minor``, ``order.payment.paid``."""
        named = (self.entity, "" if self.column == STATE else self.column, self.state)
        return ".".join(part for part in named if part)

    @property
    def source(self) -> str | None:
        """What such a record has in the column; None for a track that is to begin."""
        return self.state or None

    @property
    def goal(self) -> str | None:
        """What it is to have there; None for the ordinary workflow, and for the first state of a track."""
        return None if not self.state or (self.column == VARIANT and self.target == ORDINARY) else self.target


@dataclass(slots=True)
class Moved:
    """How many records were moved, those whose timers were looked at, and those that had to stay, with why."""

    run: str = ""
    records: int = 0
    timed: int = 0
    stayed: list[tuple[str, str, Refusal]] = field(default_factory=list[tuple[str, str, Refusal]])

    def once(self, what: str, entity: str, id: str) -> str:
        """What a step of this way is known by, so that it is taken once however often the way is begun."""
        return f"{self.run}/{what}/{entity}/{id}" if self.run else ""


def renamed(loaded: Loaded) -> dict[str, str]:
    """What a state or a variant was called earlier, as a map names it -> what it is called now."""
    found: dict[str, str] = {}
    for id, one in loaded.of("workflow", WorkflowFile).items():
        file, (_, _, name) = one.model, id.partition(".")
        place = f"{file.entity}.{file.track}" if file.track else file.entity
        found |= {f"{place}.{was}": id for id, state in file.states.items() for was in state.was}
        if file.track is None:
            found |= {f"{place}.{VARIANT}.{was}": name for was in file.was}
    return found


async def look_at_records(
    house: House, release: Release, maps: Mapping[str, str], said: Iterable[str]
) -> tuple[list[InFlight], list[Reason]]:
    """The records that stand where the new version has nothing, and what is wrong with where they are to go.

    ``maps``: place -> target, those of renames among them; ``said``: the places that a person named.
    """
    found: list[InFlight] = []
    for name, entity in house.live.entities.items():
        workflow = release.workflows.get(name)
        if entity.has_workflow and workflow is not None:
            found += await _of_entity(house, workflow, release.entities[name].common, maps)
    reasons = [one for here in found for one in _against(here, release.workflows[here.entity])]
    used = {one.place for one in found}
    unknown = [key for key in said if key not in used and key.partition(".")[0] not in release.workflows]
    # A map that names no entity with a workflow is misspelt, or it would silently do nothing.
    return found, reasons + [_bad_map(key, maps[key], key.partition(".")[0]) for key in unknown]


async def _of_entity(
    house: House, workflow: Workflow, fields: Mapping[str, Field], maps: Mapping[str, str]
) -> list[InFlight]:
    variants: dict[str, int] = {}
    states: dict[tuple[str | None, str], int] = {}
    counted = await house.store.published.in_flight(workflow.entity, (VARIANT, STATE))
    for (variant, state), count in counted.items():
        now = variant
        if variant is not None and variant not in workflow.variants:
            variants[variant] = variants.get(variant, 0) + count
            target = maps.get(f"{workflow.entity}.{VARIANT}.{variant}")
            if target not in (ORDINARY, *filter(None, workflow.variants)):
                continue  # which states it will have is known only when it is known by what it moves
            now = _variant(target)
        if state is not None and state not in workflow.of({VARIANT: now}).states:
            states[now, state] = states.get((now, state), 0) + count
    entity = workflow.entity
    return [
        *(
            InFlight(entity, one, count, maps.get(f"{entity}.{VARIANT}.{one}"), VARIANT)
            for one, count in variants.items()
        ),
        *(
            InFlight(entity, state, count, maps.get(f"{entity}.{state}"), variant=variant)
            for (variant, state), count in states.items()
        ),
        *[
            found
            for track in workflow.tracks.values()
            for found in await _of_track(house, workflow, track, fields[track.column].was, maps)
        ],
    ]


async def _of_track(
    house: House, workflow: Workflow, track: Workflow, was: tuple[str, ...], maps: Mapping[str, str]
) -> list[InFlight]:
    """Records in a state that the track no longer has, and those that stand where a new track is to begin.

    ``was``: what the track was called earlier.
    """
    gone: dict[str, int] = {}
    begin = 0
    known = house.live.entities[workflow.entity]
    column = _column(known, track.column, was)
    counted = await house.store.published.in_flight(workflow.entity, (VARIANT, STATE, column))
    for (variant, state, here), count in counted.items():
        main = workflow.of({VARIANT: variant}).states.get(state or "")
        if here is None:
            begin += count if main is not None and track.column in main.tracks else 0
        elif here not in track.states:
            gone[here] = gone.get(here, 0) + count
    entity, column = workflow.entity, track.column
    found = [
        InFlight(entity, state, count, maps.get(f"{entity}.{column}.{state}"), column)
        for state, count in gone.items()
    ]
    first = ", ".join(sorted(resting(named(track.initial.node), track.states)))
    return [*found, *([InFlight(entity, "", begin, first, column)] if begin else [])]


def _against(one: InFlight, workflow: Workflow) -> list[Reason]:
    if one.target is None:
        gone = {"entity": one.entity, "state": one.state, "count": one.count}
        if one.column in workflow.tracks:
            return [reason(TRACK_STATE_GONE, {**gone, "column": one.column})]
        return [reason(VARIANT_GONE if one.column == VARIANT else STATE_GONE, gone)]
    return (
        []
        if not one.state or one.target in _known(one, workflow)
        else [_bad_map(one.place, one.target, one.entity)]
    )


def _known(one: InFlight, workflow: Workflow) -> Iterable[str]:
    if one.column == VARIANT:
        return (ORDINARY, *filter(None, workflow.variants))
    return (workflow.tracks.get(one.column) or workflow.of({VARIANT: one.variant})).states


def _variant(target: str | None) -> str | None:
    return None if target == ORDINARY else target


def _bad_map(place: str, target: str, entity: str) -> Reason:
    return reason(BAD_MAP, {"map": f"{place}={target}", "entity": entity})


# ---------------------------------------------------------------- after the switch


async def move_records(house: House, found: Iterable[InFlight], former: Release, run: str = "") -> Moved:
    """Take every record from where it cannot stay to where it was mapped, and let timers follow the new release.

    ``run`` names this way through the records: begun again under the same name it leaves alone what it did before.
    """
    moved = Moved(run)
    for one in found:
        await _move(house, one, moved)
    for entity, state, variant in _other_waits(former, house.live):
        await _move(house, InFlight(entity, state, 0, state, variant=variant), moved, former)
    await _move_timers(house, former, moved)
    return moved


def _other_waits(former: Release, release: Release) -> list[tuple[str, str, str | None]]:
    """(entity, state, variant) of the states that both releases have, but with another approval or pool."""
    return [
        (name, state.id, own.variant)
        for name, workflow in sorted(release.workflows.items())
        if (whole := former.workflows.get(name))
        for own in workflow.own
        for before in [whole.of({VARIANT: own.variant})]
        for state in own.states.values()
        if not state.group
        and (was := before.states.get(state.id))
        and (was.approval, before.pool(state.id)) != (state.approval, own.pool(state.id))
    ]


async def _move(house: House, one: InFlight, moved: Moved, former: Release | None = None) -> None:
    """Take every record to where it was mapped; ``former``: it is the same state, but not alike."""
    async for record in records_of(house, house.live, one):
        await _map(house, record, one, moved, former)


async def records_of(
    house: House, release: Release, one: InFlight, variants: Mapping[str | None, str | None] | None = None
) -> AsyncIterator[Record]:
    """Every record that is to be taken elsewhere. ``variants``: what becomes of a variant that is not mapped yet."""
    field_ = release.entities[one.entity].field(one.column)
    if field_ is None:
        return  # with the last variant its field is gone: nothing is left to be written
    column = _column(house.live.entities[one.entity], one.column, field_.was)
    whole = release.workflows[one.entity]
    states = whole.states if not one.state else ()
    # A new track begins with every record that stands where it may move.
    for state in [id for id in states if any(one.column in _tracks(own, id) for own in whole.own)]:
        async for record in records_with(house, one.entity, STATE, state):
            if record.values.get(column) is None and one.column in _tracks(whole.of(record.values), state):
                yield record
    if one.state:
        async for record in records_with(house, one.entity, column, one.state):
            variant = record.values.get(VARIANT)
            here = variant if isinstance(variant, str) else None
            if one.column != STATE or (variants or {}).get(here, here) == one.variant:
                yield record


def _column(entity: Entity, name: str, was: tuple[str, ...]) -> str:
    """What the column is called in the tables of this entity, which may be those from before a renaming."""
    return next((one for one in (name, *was) if entity.field(one)), name)


def _tracks(workflow: Workflow, state: str) -> tuple[str, ...]:
    return workflow.states[state].tracks if state in workflow.states else ()


async def _map(
    house: House,
    record: Record,
    one: InFlight,
    moved: Moved,
    former: Release | None = None,
) -> None:
    # What is mapped elsewhere has left where it was, and so happens once by itself.
    once = moved.once("state", one.entity, record.id) if former is not None else ""
    scene = house.scene(EVERYTHING)
    asked = MapState(scene, one.entity, record.id, one.source, one.goal, former, one.column, once=once)
    done = await house.submit(map_state, asked)
    if isinstance(done, Decision):
        moved.records += 1
    else:
        moved.stayed.append((one.entity, record.id, done))


async def records_with(house: House, entity: str, column: str, value: str) -> AsyncIterator[Record]:
    """Every record with this value in a column, page by page."""
    where: Condition = Leaf(Path(column, TEXT), "eq", Literal(value, TEXT))
    wanted = tuple(
        {
            column,
            *({VARIANT, *house.live.workflows[entity].tracks} & house.live.entities[entity].common.keys()),
        }
    )
    cursor: str | None = None
    while True:
        page = await house.select(Selection(entity, where, {}, wanted, (Sort("id"),), _PAGE, cursor))
        for record in page.records:
            yield record
        cursor = page.next_cursor
        if cursor is None:
            return


async def _move_timers(house: House, former: Release, moved: Moved) -> None:
    """Let the timers of records in flight follow what the new release says of them (A27)."""
    for name, state in moved_states(former, house.live):
        async for record in records_with(house, name, STATE, state):
            once = moved.once("timers", name, record.id)
            await house.submit(
                move_timers_of, MoveTimers(house.scene(EVERYTHING), name, record.id, former, once=once)
            )
            moved.timed += 1


def moved_states(former: Release, release: Release) -> Iterator[tuple[str, str]]:
    """(entity, state) of what may be due at another moment under ``release`` than under ``former``."""
    for name, workflow in release.workflows.items():
        before = former.workflows.get(name)
        if before is None or _same_times(name, former, release):
            continue
        always = before.tracks or workflow.tracks or name in {*former.clocks, *release.clocks}
        always = always or any(name in one.entities and one.entities[name].flips for one in (former, release))
        timed = (
            workflow.states
            if always
            else (before.timed.keys() | workflow.timed.keys()) & workflow.states.keys()
        )
        for state in sorted(timed):
            if not (workflow.states[state].group or workflow.states[state].final):
                yield name, state


def _same_times(entity: str, former: Release, release: Release) -> bool:
    """Whether everything that a moment may hang on was said alike before."""
    return all(
        former.source.get(path) == release.source.get(path)
        for path in {*former.source, *release.source}
        if path.startswith((f"workflows/{entity}.", f"entities/{entity}.", "calendars/", "decisions/"))
    ) and (former.calendar, former.time_zone, former.parameters) == (
        release.calendar,
        release.time_zone,
        release.parameters,
    )
