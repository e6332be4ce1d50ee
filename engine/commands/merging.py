"""Two records become one (E15, A47): values, lines, what points to the one that goes, its tasks and counters move over.

What moved is kept in a row of the engine's own, so that it can be taken back. Everything that moves is found by one look for each
field that can point to such a record; each record that changes has its line of history.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.access.permit import visible
from engine.approvals.round import OPEN
from engine.commands.merging_limits import Counter, add_up
from engine.commands.merging_values import Won, winners
from engine.commands.problems import TOO_MANY
from engine.commands.tasks import open_tasks
from engine.commands.work import Work
from engine.conditions.compiled import Computed
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.effects.task_book import TASK
from engine.facts.gather import Facts, about
from engine.facts.hidden import hidden_from
from engine.facts.merged import MERGE, MERGED, merge_row
from engine.facts.rounds import ROUND, open_rounds
from engine.records.entity import Field, FieldKind
from engine.records.present import present
from engine.values.plain import Json, Value
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal

MOST_MOVED = 1_000
_problem = problems_of("merges")
NO_SURVIVOR = _problem("no_survivor", "The record to merge into is not there.", "要合并到的记录不存在。")
ITSELF = _problem("itself", "A record cannot be merged into itself.", "记录不能与自身合并。")
SURVIVOR_GONE = _problem(
    "survivor_gone",
    "The record to merge into was itself merged into another.",
    "要合并到的记录已并入其他记录。",
    ("Merge into that one.", "请合并到那条记录。"),
)

UNDECIDED = _problem(
    "undecided",
    "One of the two waits for an approval.",
    "其中一条记录正在审批中。",
    ("Wait for the decision, or take the request back first.", "请等待审批结果，或先撤回申请。"),
)


@dataclass(slots=True)
class Moved:
    """What one merge moved. ``values``: field of the survivor -> (before, after); ``links``: entity, id and field."""

    values: dict[str, tuple[Json, Json]] = field(default_factory=dict[str, tuple[Json, Json]])
    links: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    lines: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    tasks: list[str] = field(default_factory=list[str])
    counters: list[Counter] = field(default_factory=list[Counter])

    def json(self, loser: Record) -> dict[str, Json]:
        """As it is kept for the way back."""
        return {
            "state": loser.state,
            "entered_at": present(loser.values.get("entered_at")),
            "values": {name: [*pair] for name, pair in self.values.items()},
            "links": [[*one] for one in self.links],
            "lines": [[*one] for one in self.lines],
            "tasks": [*self.tasks],
            "counters": [one.json() for one in self.counters],
        }


def merge(work: Work, into: Computed, loser: Record, facts: Facts) -> Refusal | None:
    """Merge the record into the one that ``into`` names, inside the open step.

    Refused: a survivor that is not there or may not be seen, is the record itself or was merged away; more than 1,000
    records to move. What comes out is judged like every change: unique rules, invariants.
    """
    survivor = _survivor(work, loser, into.value(facts(into.needs)))
    if isinstance(survivor, Refusal):
        return survivor
    if _undecided(work, loser) or _undecided(work, survivor):
        return refused(Kind.CONFLICT, UNDECIDED)
    pairs = [*_links(work, loser, survivor), *_lines(work, loser, survivor)]
    if len(pairs) > MOST_MOVED:
        return refused(Kind.CONFLICT, TOO_MANY, {"limit": MOST_MOVED})
    entity, moved = work.scene.release.entities[loser.entity], Moved()
    won = winners(work, entity, survivor, loser)
    rows = [(row, work.write(row, values)) for row, values in pairs]
    for row, values in pairs:
        _note(moved, row, values)
    values = {name: one.value for name, one in won.items() if one.value != survivor.values.get(name)}
    moved.values = {name: (present(survivor.values.get(name)), present(one)) for name, one in values.items()}
    work.note(survivor)
    work.write(survivor, values)
    for task in list(open_tasks(work, loser.entity, loser.id)):
        work.keep(TASK, task.id, {**task.values, "record": survivor.id})
        moved.tasks.append(task.id)
    moved.counters = add_up(work, loser, survivor, rows)
    _remember(work, loser, survivor, moved)
    work.merged = _told(work, won, survivor, loser, moved)
    return None


def _undecided(work: Work, record: Record) -> bool:
    """Whether somebody was asked about the record and has not decided: leaving its state for the merge does not count."""
    before = (row for (entity, _), row in work.kept.items() if entity == ROUND and row is not None)
    asked = any((row.values["record"], row.values["state"]) == (record.id, OPEN) for row in before)
    return asked or bool(open_rounds(work, record.id))


def _survivor(work: Work, loser: Record, id: object) -> Record | Refusal:
    scene = work.scene
    found = work.record(loser.entity, id) if isinstance(id, str) else None
    if found is None:
        return refused(Kind.CONFLICT, NO_SURVIVOR)
    if found.id == loser.id:
        return refused(Kind.CONFLICT, ITSELF)
    facts = Facts(scene, work, about(found), scene.release_of(found))
    reached = visible(scene.release.access, scene.actor, found.entity, scene.today(), facts)
    if not (scene.actor.everything or reached):
        return refused(Kind.CONFLICT, NO_SURVIVOR)
    return found if merge_row(work, found.id) is None else refused(Kind.CONFLICT, SURVIVOR_GONE)


def _links(work: Work, loser: Record, survivor: Record) -> Iterator[tuple[Record, dict[str, Value]]]:
    """Every record that points to the loser, with the same link to the survivor; each once for all its links."""
    found: dict[tuple[str, str], tuple[Record, dict[str, Value]]] = {}
    for other in work.scene.release.entities.values():
        own_lines = other.part_of is not None and other.part_of[0] == loser.entity
        for link in other.links:
            if loser.entity not in link.to or (own_lines and link.id == "parent"):
                continue
            for row in work.find(other.id, {link.id: held(link, loser)}, MOST_MOVED + 1):
                new = None if row.id == survivor.id else held(link, survivor)
                if row.id != loser.id:
                    found.setdefault((other.id, row.id), (row, {}))[1][link.id] = new
    yield from found.values()


def held(link: Field, record: Record) -> str:
    """A record as a link holds it."""
    return record.id if len(link.to) == 1 else f"{record.entity}/{record.id}"


def _lines(work: Work, loser: Record, survivor: Record) -> Iterator[tuple[Record, dict[str, Value]]]:
    """The rows of the lists that the entity puts together, behind those of the survivor."""
    entity = work.scene.release.entities[loser.entity]
    for name, how in (entity.merge or {}).items():
        list_ = entity.fields[name]
        if list_.kind is FieldKind.LINES and list_.lines and how == "both":
            behind = len(work.find(list_.lines, {"parent": survivor.id}))
            for place, row in enumerate(work.find(list_.lines, {"parent": loser.id}, MOST_MOVED + 1)):
                yield row, {"parent": survivor.id, "position": behind + place + 1}


def _note(moved: Moved, row: Record, values: Mapping[str, Value]) -> None:
    position = row.values.get("position")
    if "position" in values and isinstance(position, int):
        moved.lines.append((row.entity, row.id, position))
    else:
        moved.links += [(row.entity, row.id, name) for name in values]


def _remember(work: Work, loser: Record, survivor: Record, moved: Moved) -> None:
    step = work.steps[-1]
    step.why["merge"] = {"from": loser.id, "into": survivor.id}
    kept: dict[str, Value] = {
        "entity": loser.entity,
        "survivor": survivor.id,
        "at": work.scene.now,
        "by": work.scene.actor.person,
        "command": step.command,
        "state": MERGED,
        "moved": moved.json(loser),  # type: ignore[dict-item]
    }
    work.keep(MERGE, loser.id, kept)


def _told(
    work: Work, won: Mapping[str, Won], survivor: Record, loser: Record, moved: Moved
) -> dict[str, Json]:
    """What whoever merges is told: which value wins where and why, and how much moves; values only as far as they may be read."""
    hidden = [
        hidden_from(work.scene, work, one, Facts(work.scene, work, about(one))) for one in (survivor, loser)
    ]
    values: dict[str, Json] = {}
    for name, one in won.items():
        told: dict[str, Json] = {"from": one.source, "why": one.why}
        if not any(hides(name) for hides in hidden):
            told |= {f"{whose}_changed_at": present(at) for whose, at in one.changed.items()}
            told |= {"before": present(survivor.values.get(name)), "after": present(one.value)}
        values[name] = told
    counts: dict[str, int] = {}
    for kind, _, name in (*moved.links, *((one, id, "parent") for one, id, _ in moved.lines)):
        counts[f"{kind}.{name}"] = counts.get(f"{kind}.{name}", 0) + 1
    return {
        "into": survivor.id,
        "values": values,
        "moved": dict(sorted(counts.items())),
        "tasks": len(moved.tasks),
        "limits": sorted({one.limit for one in moved.counters}),
    }
