"""What one thing to do is about, and what its person may do next; without asking for anything but records by their ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.access.duty import Right
from engine.conditions.tree import SetQuery
from engine.facts.answers import answering
from engine.facts.ask import OneRecordAsk
from engine.facts.gather import Facts, about
from engine.facts.hidden import hidden_from
from engine.facts.judge import asked_by_form, judge, may_take
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.queries.naming import name_of
from engine.queries.offers import events
from engine.queries.show import Showing
from engine.records.entity import Entity
from engine.records.present import masked, present
from engine.values.need import Found, LoadNeed, Move, Need
from engine.values.plain import Json, Label, Value
from engine.values.record import Record
from engine.values.refusal import Reason, Refusal
from engine.workflows.workflow import Transition


@dataclass(frozen=True, slots=True)
class Next:
    """A transition that the actor's duties allow. ``allowed`` None: its guard counts records, ask for its offer."""

    transition: Transition
    allowed: bool | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """The record as the actor may see it, what its next action is, and the transitions that may come next."""

    version: int
    number: Json
    state: str | None
    title: Json
    action: Json
    next: tuple[Next, ...]


@dataclass(frozen=True, slots=True)
class ItemAsk(OneRecordAsk):
    """One record that something is to be done about; ``showing`` is shared by all of its entity."""

    showing: Showing


class _Counts(Exception):
    """A figure over records was asked for."""


@dataclass(frozen=True, slots=True)
class _ById:
    """A reader of records by their ids, which are loaded together for a whole page; figures would each be a query."""

    read: Reader

    def record(self, entity: str, id: str) -> Record | None:
        return self.read.record(entity, id)

    def ahead(self, needs: Sequence[Need]) -> None:
        self.read.ahead([need for need in needs if isinstance(need, LoadNeed)])

    def find(self, entity: str, match: Mapping[str, Value], limit: int = 1_001) -> tuple[Record, ...]:
        raise _Counts(entity)

    def aggregate(
        self, query: SetQuery, key: str, outer: tuple[Value, ...], excluding: frozenset[str]
    ) -> Found:
        raise _Counts(query.entity)

    def moved(self, query: SetQuery, key: str) -> Sequence[Move]:
        raise _Counts(query.entity)

    def serial(self, counter: str) -> int:
        raise _Counts(counter)


@answering
def queue_item(asked: ItemAsk, read: Reader) -> About | Refusal:
    """The record and its next steps; 404 as for the record itself."""
    scene = asked.scene
    found = visible_record(scene, View(read), asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    entity = scene.release.entities[asked.entity]
    action = entity.next_action.what if entity.next_action else None
    return About(
        record.version,
        present(record.values.get("number")),
        record.state,
        _title(asked.showing, scene, entity, facts, read),
        _shown(asked.showing, entity, facts, action),
        tuple(_next(scene, View(_ById(read)), record)),
    )


def _title(showing: Showing, scene: Scene, entity: Entity, facts: Facts, read: Reader) -> Json:
    """What the record is called; of a choice its label."""
    if not entity.named_by:
        return _shown(showing, entity, facts, entity.title)
    return name_of(scene, View(read), entity, facts, showing.right(facts))


def _shown(showing: Showing, entity: Entity, facts: Facts, name: str | None) -> Json:
    """The value of a field as the actor may see it; of a choice its label."""
    field = entity.field(name) if name else None
    if field is None:
        return None
    right, value = showing.right(facts)(field.id), facts.value(field.id)
    if right is Right.HIDDEN:
        return None
    if right is Right.MASKED:
        return present(masked(field, value))  # type: ignore[arg-type]
    option = field.options.get(str(value)) if field.options else None
    label: Label | None = option.label if option else None
    return dict(label) if label else present(value)  # type: ignore[arg-type]


def _next(scene: Scene, view: View, record: Record) -> list[Next]:
    release = scene.release_of(record)
    facts = Facts(scene, view, about(record), release)
    workflow = release.workflow_of(record)
    standing = workflow.standing(record.values) if workflow else ()
    by_hand = [one for machine, state in standing for one in machine.by_state.get(state, ())]
    found = (_judged(scene, view, one, record, facts) for one in by_hand if one.duty is not None)
    return [one for one in found if one is not None]


def _judged(scene: Scene, view: View, transition: Transition, record: Record, facts: Facts) -> Next | None:
    release = scene.release_of(record)
    try:
        if may_take(scene, transition, facts) is not None:
            return None
        hidden, unknown = hidden_from(scene, view, record, facts), asked_by_form(release, transition)
        judged = judge(release, transition, record, facts, hidden, unknown)
        full = [one for one in events(scene, view, transition, record, facts) if one.blocks]
    except _Counts:
        return Next(transition, None)
    reasons = judged.reasons if isinstance(judged, Refusal) else ()
    return Next(transition, not reasons and not full, reasons)
