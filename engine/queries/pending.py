"""What a record waits for: the approval that its state has asked for, and who is to decide."""

from collections.abc import Iterable

from engine.approvals.approval import Approval
from engine.approvals.decide import Given, Seat
from engine.approvals.round import Round
from engine.facts.people import names_of
from engine.facts.rounds import open_rounds, seats_of
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.records.present import present
from engine.values.plain import Json
from engine.values.record import Record


def pending(scene: Scene, view: View, record: Record) -> Json:
    """What a record waits for: the open approval that its state has asked for, in short; None when there is none."""
    workflow = scene.release_of(record).workflow_of(record)
    state = workflow.states.get(record.state or "") if workflow else None
    if state is None or state.approval is None:
        return None
    current = next(
        (
            one
            for one in open_rounds(view, record.id)
            if one.approval == state.approval and one.exception is None
        ),
        None,
    )
    if current is None:
        return None
    definition = approval_of(scene, view, current)
    return {
        "id": current.id,
        "approval": current.approval,
        "label": dict(definition.label) if definition else {},
        "facts": current.facts,
        "requester": person_of(view, current.requester),
        "opened_at": present(current.opened_at),
        "waits_for": people(view, waiting(seats_of(view, current))),
    }


def approval_of(scene: Scene, view: View, current: Round) -> Approval | None:
    """The approval of a round, by the release that rules the record."""
    record = view.record(current.entity, current.record)
    release = scene.release_of(record) if record else scene.release
    return release.approvals.get(current.approval) or scene.release.approvals.get(current.approval)


def waiting(seats: Iterable[Seat]) -> list[str]:
    """The persons whose turn it is, each once."""
    return [*dict.fromkeys(seat.person for seat in seats if seat.given is Given.OPEN)]


def people(view: View, people: Iterable[str]) -> list[Json]:
    """Each person with their name."""
    wanted = tuple(people)
    return [{"id": id, "name": name} for id, name in zip(wanted, names_of(view, wanted), strict=True)]


def person_of(view: View, person: str | None) -> Json:
    """One person with their name; None for nobody."""
    return None if person is None else people(view, (person,))[0]
