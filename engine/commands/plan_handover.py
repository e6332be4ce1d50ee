"""What a handover would do: who receives what, and what becomes of each place in an approval. Nothing is written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.approvals.decide import UNDECIDED
from engine.commands.allotting import Allotment, Thing, things_of
from engine.commands.hand_over import NOBODY_LEFT, BeginHandover, no_receiver
from engine.commands.succession import hand_place, sitting_of
from engine.commands.work import Work
from engine.diagnostics.refuse import reason
from engine.facts.answers import answering
from engine.facts.handovers import HANDED, MOST_HANDED
from engine.facts.holders import DELEGATION
from engine.facts.in_hand import Held, held_by
from engine.facts.rounds import SEAT
from engine.facts.splitting import Part, parts_of
from engine.ports.store import Reader
from engine.records.builtin import PERSON
from engine.values.plain import Json
from engine.values.record import Record
from engine.values.refusal import Reason, Refusal


@dataclass(frozen=True, slots=True)
class PlanHandover(BeginHandover):
    """What would be handed over. ``id``: a handover that was begun, whose receivers count, and what it has brought."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class Dealt:
    """One thing and who may take it, in the order in which they are asked; ``reasons``: why nobody does."""

    thing: Thing
    to: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is held, and to whom it goes. ``received``: person -> kind -> how many things."""

    held: tuple[Held, ...]
    dealt: tuple[Dealt, ...]
    received: dict[str, Counter[str]] = field(default_factory=dict[str, "Counter[str]"])


@answering
def plan_handover(asked: PlanHandover, read: Reader) -> Plan | Refusal | None:
    """The plan; None: there is no such person. Refused: 422 receivers or a split that would be refused."""
    work = Work(asked.scene, read)
    if work.record(PERSON, asked.person) is None:
        return None
    parts = parts_of(asked.scene.release, asked.split, asked.to)
    if isinstance(parts, Refusal):
        return parts
    refusal = (
        None if asked.id else no_receiver(work, asked.person, [one for part in parts for one in part.people])
    )
    held = held_by(work, asked.scene, asked.person)
    return refusal or _dealt(work, asked, parts, held)


def _dealt(work: Work, asked: PlanHandover, parts: Sequence[Part], held: tuple[Held, ...]) -> Plan:
    handed = work.find(HANDED, {"handover": asked.id}, MOST_HANDED) if asked.id else ()
    allotment = Allotment(asked.scene, work, asked.person, parts, handed)
    plan: list[Dealt] = []
    received: dict[str, Counter[str]] = {}
    for thing in things_of(work, held):
        one, to = _deal(work, allotment.receivers(thing), thing)
        plan.append(one)
        if to:
            allotment.gave(thing, to)
            received.setdefault(to, Counter())[thing.entity] += 1
    return Plan(held, tuple(plan), received)


def _deal(work: Work, receivers: tuple[str, ...], thing: Thing) -> tuple[Dealt, str]:
    """What would become of a thing, and who would have it ("" nobody)."""
    if thing.entity == SEAT:
        return _deal_place(work, receivers, thing)
    if receivers or thing.entity == DELEGATION:
        return Dealt(thing, receivers), (*receivers, "")[0]
    return Dealt(thing, (), (reason(NOBODY_LEFT),)), ""


def _deal_place(work: Work, receivers: tuple[str, ...], thing: Thing) -> tuple[Dealt, str]:
    """Try it, in a work that is dropped: what one place takes up is no longer there for the next."""
    found = sitting_of(work, thing.id)
    if found is None or found[1].given not in UNDECIDED:
        return Dealt(thing, receivers), ""
    work.open("handover")
    to = hand_place(*found, receivers)
    work.steps.pop()
    if isinstance(to, Refusal):
        return Dealt(thing, receivers, to.reasons), ""
    first = (to,) if to else ()
    return Dealt(thing, (*first, *(one for one in receivers if one != to))), to


def begun(row: Record) -> tuple[tuple[str, ...], tuple[Json, ...]]:
    """Receivers and split of a handover, as it is kept."""
    to, split = row.values["receivers"], row.values.get("split")
    return (to if isinstance(to, tuple) else ()), tuple(split) if isinstance(split, list | tuple) else ()
