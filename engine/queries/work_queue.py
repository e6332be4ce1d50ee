"""What a person should do now, and why: tasks, next actions, deadlines and records that stay too long, by urgency.

*Overdue* (a moment has passed) and *stale* (nothing has moved for too long) are two signals: a record may give either,
both or none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.conditions.moments import start_of_day
from engine.conditions.names import of_parameter
from engine.conditions.tree import Literal, Path, ValueNode
from engine.facts.ask import SceneAsk
from engine.facts.due import clock_of
from engine.facts.gather import Facts, Subject
from engine.facts.scene import Scene, zone_of
from engine.facts.view import View
from engine.packs.release import Release
from engine.ports.queue import Owned, OwnedAsk, OwnedKind
from engine.ports.store import Reader
from engine.ports.work import Task
from engine.queries import queue_reasons as said
from engine.queries.queue_reasons import Saying
from engine.records.entity import Entity
from engine.timers.due import due_at
from engine.values.duration import Duration
from engine.values.keyed import Keyed
from engine.values.need import Sure
from engine.values.plain import Label, Value
from engine.values.timeline import Timeline
from engine.workflows.workflow import State, Timed, Workflow

MOST = 500  # of each sort and entity; what is less urgent than so many others does not show
_SLACK = timedelta(days=1)  # the ends of working days shift a span by less
_NARROW = timedelta(hours=2)  # clock changes do
_GROUPS = ("task", "next_action", "deadline", "stale")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: a task, or a record. ``overdue_since`` and ``stale_since`` are None when it is not."""

    kind: str  # one of task, next_action, deadline, stale
    entity: str
    record: str
    due_at: datetime | None = None
    overdue_since: datetime | None = None
    stale_since: datetime | None = None
    says: tuple[Saying, ...] = ()
    task: Task | None = None
    began: datetime | None = None

    @property
    def rank(self) -> tuple[int, str, str]:
        """Its place: overdue, then due, then tasks without a moment, then stale; each by moment, then id."""
        if self.overdue_since is not None:
            first, at = 0, self.overdue_since
        elif self.due_at is not None:
            first, at = 1, self.due_at
        else:
            first, at = (2, self.began) if self.kind == "task" else (3, self.stale_since)
        return first, at.isoformat() if at else "", self.task.id if self.task else self.record


@dataclass(frozen=True, slots=True)
class QueueAsk(SceneAsk):
    """What the store found for the actor of the scene."""

    tasks: Sequence[Task]
    owned: Sequence[Owned]

    @property
    def sure(self) -> tuple[Sure, ...]:
        """The centres whose clocks and calendars count."""
        centres = dict.fromkeys(one.centre for one in self.owned if one.centre is not None)
        return tuple(("centre", centre) for centre in centres)


@dataclass(slots=True)
class _Found:
    """What is known of one record so far."""

    due: list[tuple[str, datetime, datetime]] = field(default_factory=list[tuple[str, datetime, datetime]])
    says: list[Saying] = field(default_factory=list[Saying])
    stale_since: datetime | None = None
    stale: tuple[Saying, ...] = ()


def owned_ask(scene: Scene, person: str) -> OwnedAsk:
    """What the store is asked for: what is due until the end of the day, and what has stayed long enough to be stale."""
    zone = zone_of(scene.release.time_zone)
    today = scene.today()
    kinds = (
        replace(kind, stays=tuple((state, _before(scene, state_of)) for state, state_of in stays))
        for kind, stays in _kinds(Keyed(scene.release.id, scene.release))
    )
    until = start_of_day(today + timedelta(days=1), zone)
    return OwnedAsk(person, until, today, tuple(kinds), MOST)


def work_queue(asked: QueueAsk, read: Reader) -> tuple[Item, ...]:
    """Everything to be done, the most urgent first."""
    view = View(read)
    records: dict[tuple[str, str], _Found] = {}
    centres = dict.fromkeys(one.centre for one in asked.owned)
    places = {centre: _place(asked.scene, view, centre) for centre in centres}
    for one in asked.owned:
        _add(asked.scene, one, places[one.centre], records.setdefault((one.entity, one.record), _Found()))
    tasks = [_of_task(asked.scene, task, records.get((task.entity, task.record))) for task in asked.tasks]
    # A record that does nothing but stay too long is told of once, by its task when it has one.
    told = {(task.entity, task.record) for task in asked.tasks}
    alone = ((key, found) for key, found in records.items() if found.due or (found.stale and key not in told))
    items = [*tasks, *(_of_record(asked.scene, key, found) for key, found in alone)]
    return tuple(sorted(items, key=lambda item: item.rank))


def counts(items: Iterable[Item]) -> Mapping[str, int]:
    """How many there are of each sort; how many are overdue, and how many are in records that stay too long."""
    found: dict[str, int] = dict.fromkeys((*_GROUPS, "overdue", "stays"), 0)
    for item in items:
        found[item.kind] += 1
        found["overdue"] += item.overdue_since is not None
        found["stays"] += item.stale_since is not None
    return {"total": sum(found[name] for name in _GROUPS), **found}


# ---------------------------------------------------------------- what to look for


_Stays = tuple[tuple[str, State], ...]


@lru_cache(maxsize=16)
def _kinds(keyed: Keyed[Release]) -> tuple[tuple[OwnedKind, _Stays], ...]:
    """The entities whose records may wait for their owner, with the states in which they may stay too long."""
    release = keyed.value
    owned = (one for one in release.entities.values() if one.part_of is None and "owner" in one.common)
    found = (_kind(entity, release.workflows.get(entity.id)) for entity in owned)
    return tuple((kind, stays) for kind, stays in found if kind.at or kind.timed or stays)


def _kind(entity: Entity, workflow: Workflow | None) -> tuple[OwnedKind, _Stays]:
    at = entity.next_action.at if entity.next_action else None
    if workflow is None:
        return OwnedKind(entity.id, at), ()
    states = workflow.states.items()
    stays = tuple((id, state) for id, state in states if state.stale is not None and not state.group)
    timed = bool(entity.clocks) or any(_named(one) for one in _timed(workflow))
    return OwnedKind(entity.id, at, tuple(id for id, state in states if state.final), (), timed), stays


def _timed(workflow: Workflow) -> Iterator[Timed]:
    """Everything that has a moment, in the workflow and in its tracks."""
    for machine in (workflow, *workflow.tracks.values()):
        for several in machine.timed.values():
            yield from several


def _before(scene: Scene, state: State) -> datetime:
    """No record that came into the state later than this can be stale."""
    node = state.stale.spans[0].node if state.stale else None
    zone = zone_of(scene.release.time_zone)
    moments = [(-span).after(scene.now, zone) for span in _spans(scene, node) if isinstance(span, Duration)]
    slack = _SLACK if state.stale and state.stale.working else _NARROW
    return max(moments, default=scene.now) + slack


def _spans(scene: Scene, node: ValueNode | None) -> Iterator[Value | tuple[Value, ...]]:
    """Every span that it is somewhere, at some time."""
    if isinstance(node, Literal):
        yield node.value
    elif isinstance(node, Path):
        name, _ = of_parameter(node.path.removeprefix("parameter."))
        parameter = scene.release.parameters.get(name)
        yield parameter.default if parameter else None
        for _, said in scene.levels(name):
            yield from (value for _, value in said.entries) if isinstance(said, Timeline) else (said,)


def _named(timed: Timed) -> bool:
    """Whether it is worth telling: a transition, or a deadline that says what it is."""
    return timed.transition is not None or bool(timed.deadline and timed.deadline.label)


# ---------------------------------------------------------------- what it means


@dataclass(frozen=True, slots=True)
class _Place:
    """A centre, or none: its zone, and facts that know its calendar and parameters."""

    facts: Facts
    zone: ZoneInfo


def _place(scene: Scene, view: View, centre: str | None) -> _Place:
    facts = Facts(scene, view, Subject(None, "", {"centre": centre}))
    return _Place(facts, facts.zone)


def _add(scene: Scene, one: Owned, place: _Place, found: _Found) -> None:
    if one.due == "stale":
        _add_stale(scene, one, place, found)
    elif one.due == "next_action":
        begins, ends = _moments(one.at, place.zone)
        problem = said.NEXT_OVERDUE if ends < scene.now else said.NEXT_DUE
        found.due.append(("next_action", begins, ends))
        found.says.append(Saying(problem, place.zone, {"at": one.at}))
    elif isinstance(one.at, datetime) and (what := _what(scene, one)) is not None:
        found.due.append(("deadline", one.at, one.at))
        problem = said.DEADLINE_WAITS if one.at < scene.now else said.DEADLINE_DUE
        found.says.append(Saying(problem, place.zone, {"at": one.at, "what": what}))


def _add_stale(scene: Scene, one: Owned, place: _Place, found: _Found) -> None:
    workflow = scene.release.workflows.get(one.entity)
    state = workflow.states.get(one.state or "") if workflow else None
    if state is None or state.stale is None or not isinstance(one.at, datetime):
        return
    since = due_at(state.stale, place.facts, clock_of(state.stale, place.facts), one.at)
    if since is not None and since <= scene.now:
        found.stale_since = since
        data: dict[str, Label | datetime | date] = {"at": since, "state": state.label, "entered": one.at}
        found.stale = (Saying(said.STALE, place.zone, data),)


def _what(scene: Scene, one: Owned) -> Label | None:
    """What a timer will do, where that is worth telling."""
    workflow = scene.release.workflows.get(one.entity)
    timed = workflow.timed.get(one.state or "", ()) if workflow else ()
    if workflow is not None and workflow.tracks:
        timed = (*timed, *(other for other in _timed(workflow) if other.track is not None))
    found = next((timed for timed in timed if timed.name == one.name), None)
    if found is None:
        clocks = scene.release.clocks.get(one.entity, ())
        return next((watch.label for watch in clocks if watch.timer == one.name), None)
    return found.transition.label if found.transition else (found.deadline and found.deadline.label) or None


def _of_record(scene: Scene, key: tuple[str, str], found: _Found) -> Item:
    kinds = [name for name, _, _ in found.due] or ["stale"]
    kind = min(kinds, key=_GROUPS.index)
    item = Item(kind, *key, stale_since=found.stale_since, says=(*found.says, *found.stale))
    if not found.due:
        return item
    _, begins, ends = min(found.due, key=lambda due: due[2])
    return replace(item, due_at=begins, overdue_since=ends if ends < scene.now else None)


def _of_task(scene: Scene, task: Task, found: _Found | None) -> Item:
    zone = zone_of(scene.release.time_zone)
    says, late = [_whose(scene, task, zone)], task.due_at is not None and task.due_at < scene.now
    if task.due_at is not None:
        says.append(Saying(said.TASK_OVERDUE if late else said.TASK_DUE, zone, {"at": task.due_at}))
    return Item(
        "task", task.entity, task.record, task.due_at, task.due_at if late else None,
        found.stale_since if found else None, (*says, *(found.stale if found else ())), task, task.at,
    )  # fmt: skip


def _whose(scene: Scene, task: Task, zone: ZoneInfo) -> Saying:
    if task.person is not None:
        return Saying(said.YOURS, zone)
    duty = scene.release.access.duties.get(task.duty or "")
    return Saying(said.OF_TEAM, zone) if duty is None else Saying(said.OF_DUTY, zone, {"duty": duty.label})


def _moments(at: datetime | date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When it is due, and when that is over: a day is over at its end."""
    if isinstance(at, datetime):
        return at, at
    return start_of_day(at, zone), start_of_day(at + timedelta(days=1), zone)
