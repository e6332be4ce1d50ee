"""Every transition of a record's state: allowed or not, with all the reasons why not, and the form it asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.access.permit import permit
from engine.facts.answers import answering
from engine.facts.ask import OneRecordAsk
from engine.facts.foreseen import Foreseen, foreseen, foreseen_needs, foreseen_tallies
from engine.facts.foreseen_births import born_tallies
from engine.facts.gather import Facts
from engine.facts.hidden import hidden_from
from engine.facts.judge import asked_by_form, judge, may_take
from engine.facts.scene import Scene
from engine.facts.units import Tally, reason_of, tallies, told_of
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.values.plain import Json
from engine.values.record import Record
from engine.values.refusal import Reason, Refusal
from engine.workflows.step import Step
from engine.workflows.workflow import Transition


@dataclass(frozen=True, slots=True)
class Offer:
    """One transition as it is offered; ``reasons`` is empty when it is allowed."""

    transition: Transition
    reasons: tuple[Reason, ...]
    to: str | None  # the state it leads to, when it is allowed
    limits: tuple[Mapping[str, Json], ...] = ()  # each limit that it takes from, with its figures

    @property
    def allowed(self) -> bool:
        """Whether sending it now (with a complete form) would be accepted."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class OffersAsk(OneRecordAsk):
    """The transitions of one record."""


@answering
def offers(asked: OffersAsk, read: Reader) -> tuple[Offer, ...] | Refusal:
    """Every transition that a person could take from the record's state, each judged as the command would judge it.

    What the guard wants from the form is not known yet: conditions on ``input`` are judged when it is sent.
    """
    scene = asked.scene
    view = View(read)
    found = visible_record(scene, view, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    workflow = scene.release_of(record).workflow_of(record)
    if workflow is None or record.state is None:
        return ()
    standing = workflow.standing(record.values)
    by_hand = [
        one for machine, state in standing for one in machine.by_state.get(state, ()) if one.duty is not None
    ]
    judged = [(one, judged_now(scene, view, one, record, facts)) for one in by_hand]
    held = [_held(scene, view, one, record, step) for one, step in judged]
    # The figures of all transitions are looked up together.
    read.ahead(foreseen_needs(scene, [place for places in held for place in places]))
    return tuple(
        _offer(scene, view, transition, record, facts, step, foreseen_tallies(scene, places))
        for (transition, step), places in zip(judged, held, strict=True)
    )


def judged_now(
    scene: Scene, view: View, transition: Transition, record: Record, facts: Facts
) -> Step | Refusal:
    """Whether source and guard let it, and where it leads, as far as that is known before its form is filled in."""
    release = scene.release_of(record)
    hidden = hidden_from(scene, view, record, facts)
    return judge(release, transition, record, facts, hidden, asked_by_form(release, transition))


def _held(
    scene: Scene, view: View, transition: Transition, record: Record, judged: Step | Refusal
) -> list[Foreseen]:
    if isinstance(judged, Refusal):
        return []
    unknown = asked_by_form(scene.release_of(record), transition)
    return [*foreseen(scene, view, transition, record, judged, unknown)]


def _offer(
    scene: Scene,
    view: View,
    transition: Transition,
    record: Record,
    facts: Facts,
    judged: Step | Refusal,
    held: tuple[Tally, ...],
) -> Offer:
    no = may_take(scene, transition, facts)
    found = (
        *events(scene, view, transition, record, facts),
        *births(scene, view, transition, record, facts),
        *held,
    )
    reasons = (
        *(no.reasons if no else ()),
        *(judged.reasons if isinstance(judged, Refusal) else ()),
        *(reason_of(scene, one) for one in found if one.blocks),
    )
    told = tuple(told_of(scene, one) for one in found)
    return Offer(transition, reasons, None if isinstance(judged, Refusal) else judged.state, told)


def counters(
    scene: Scene, view: View, transition: Transition, record: Record, facts: Facts, judged: Step | Refusal
) -> tuple[Tally, ...]:
    """The limits that taking the transition takes from, as they stand; without those that its form decides about."""
    held = _held(scene, view, transition, record, judged)
    view.read.ahead(foreseen_needs(scene, held))
    return (*events(scene, view, transition, record, facts), *foreseen_tallies(scene, held))


def births(
    scene: Scene, view: View, transition: Transition, record: Record, facts: Facts
) -> tuple[Tally, ...]:
    """The limits on what the transition would create."""
    duty, access = transition.duty or "", scene.release.access
    return born_tallies(
        scene,
        view,
        transition,
        record,
        asked_by_form(scene.release_of(record), transition),
        lambda: permit(access, scene.actor, duty, scene.today(), facts),
    )


def events(
    scene: Scene, view: View, transition: Transition, record: Record, facts: Facts
) -> tuple[Tally, ...]:
    """The limits on taking the transition itself."""
    duty, access = transition.duty or "", scene.release.access
    return tallies(
        scene,
        view,
        (f"transition:{transition.ref}",),
        facts,
        lambda: permit(access, scene.actor, duty, scene.today(), facts),
        asked_by_form(scene.release_of(record), transition),
    )
