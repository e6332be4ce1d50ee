"""Handle a task: take one of a duty or team for oneself, give it back, or tick off one that no transition does."""

from dataclasses import dataclass
from typing import Literal

from engine.access.duty import Holding
from engine.access.reach import active
from engine.commands.problems import DONE_BY_ACTING, NO_TASK, NOT_TAKEN, NOT_YOURS, TASK_ENDED, TASK_TAKEN
from engine.commands.tasks import end_task, open_tasks
from engine.commands.work import Work
from engine.diagnostics.problem import Problem
from engine.diagnostics.refuse import refused
from engine.effects.task_book import TASK
from engine.facts.ask import SceneAsk
from engine.facts.scene import Scene
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.values.need import Sure
from engine.values.plain import Json
from engine.values.record import Decision, Record
from engine.values.refusal import Kind, Refusal

What = Literal["take", "give_back", "done"]


@dataclass(frozen=True, slots=True)
class HandleTask(SceneAsk):
    """``id`` is that of the task."""

    id: str
    what: What

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Rows that are needed for certain."""
        return ((TASK, self.id),)


def handle_task(asked: HandleTask, read: Reader) -> Decision | Refusal:
    """Take it, give it back or tick it off; doing so twice changes nothing more.

    Refused: 404 a task that is not there or whose record may not be seen; 403 one of somebody else; 409 one that has
    ended, that somebody else has taken, or that only a transition does.
    """
    work = Work(asked.scene, read)
    row = work.record(TASK, asked.id)
    if row is None:
        return refused(Kind.MISSING, NO_TASK)
    seen = visible_record(asked.scene, work, str(row.values.get("entity")), str(row.values.get("record")))
    if isinstance(seen, Refusal):
        return refused(Kind.MISSING, NO_TASK)
    if row.values.get("state") != "open":
        return _no(Kind.CONFLICT, TASK_ENDED, row)
    refusal = {"take": _take, "give_back": _give_back, "done": _done}[asked.what](work, row)
    return refusal or work.decision(_told(work.record(TASK, asked.id) or row))


def _take(work: Work, row: Record) -> Refusal | None:
    me, owner = work.scene.actor.person, row.values.get("person")
    if owner is not None and owner == me:
        return None
    if me is None or not _may_take(work.scene, row):
        return _no(Kind.FORBIDDEN, NOT_YOURS, row)
    if isinstance(owner, str):
        person = work.record("person", owner)
        return _no(Kind.CONFLICT, TASK_TAKEN, row, person=person.values.get("name") if person else owner)
    work.keep(TASK, row.id, {**row.values, "person": me, "taken_at": work.scene.now})
    return None


def _give_back(work: Work, row: Record) -> Refusal | None:
    if row.values.get("person") is None and _may_take(work.scene, row):
        return None
    if row.values.get("person") != work.scene.actor.person:
        return _no(Kind.FORBIDDEN, NOT_YOURS, row)
    if row.values.get("taken_at") is None:
        return _no(Kind.CONFLICT, NOT_TAKEN, row)
    work.keep(TASK, row.id, {**row.values, "person": None, "taken_at": None})
    return None


def _done(work: Work, row: Record) -> Refusal | None:
    owner = row.values.get("person")
    if owner != work.scene.actor.person and (owner is not None or not _may_take(work.scene, row)):
        return _no(Kind.FORBIDDEN, NOT_YOURS, row)
    ways = row.values.get("done_by")
    if ways:
        return _no(
            Kind.CONFLICT, DONE_BY_ACTING, row, ways=", ".join(ways) if isinstance(ways, tuple) else ""
        )
    # A task that was handed on is one piece of work: whoever has it done has it done for all.
    origin = row.values.get("handed_on") or row.id
    for one in list(open_tasks(work, str(row.values["entity"]), str(row.values["record"]))):
        if origin in (one.id, one.values.get("handed_on")):
            end_task(work, one, "done")
    return None


def _may_take(scene: Scene, row: Record) -> bool:
    """Whether one of the actor's posts has the duty, or is in the team, where the task is (A32, A33)."""
    duty, team = scene.release.access.duties.get(str(row.values.get("duty"))), row.values.get("team")
    centre = row.values.get("centre")

    def fits(holding: Holding) -> bool:
        mine = (duty is not None and holding.role in duty.held_by) or (
            team is not None and holding.team == team
        )
        return mine and (holding.centre is None or holding.centre == centre)

    return any(fits(holding) for holding in active(scene.actor, scene.today()))


def _no(kind: Kind, problem: Problem, row: Record, **data: object) -> Refusal:
    return refused(kind, problem, {"label": row.values.get("label"), **data})  # type: ignore[dict-item]


def _told(row: Record) -> dict[str, Json]:
    values = row.values
    return {
        "id": row.id,
        "version": row.version,
        "state": values.get("state"),
        "person": values.get("person"),
    }  # type: ignore[dict-item]
