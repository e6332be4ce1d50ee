"""Approvals as those who take part see them: what is asked, by whom, whose turn it is, and what they may do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.approvals.approval import Approval, Step
from engine.approvals.decide import Given, Seat
from engine.approvals.reasons import MISSING
from engine.approvals.round import Round
from engine.diagnostics.refuse import refused
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.facts.rounds import MOST_SEATS, ROUND, SEAT, round_of, seats_of
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.ports.store import Reader
from engine.queries.get_record import RecordAsk, get_record
from engine.queries.pending import approval_of, people, person_of, waiting
from engine.queries.titles import record_title
from engine.records.present import present
from engine.values.need import FindNeed, LoadNeed, Sure
from engine.values.plain import Json, in_language
from engine.values.refusal import Kind, Refusal


@dataclass(frozen=True, slots=True)
class ApprovalAsk(SceneAsk):
    """One round by its id; ``language`` of what is said."""

    id: str
    language: str = "en"

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((ROUND, self.id),)


@dataclass(frozen=True, slots=True)
class ApprovalsAsk(SceneAsk):
    """Several rounds by their ids."""

    ids: tuple[str, ...]
    language: str = "en"

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return tuple((ROUND, id) for id in self.ids)


@answering
def show_approvals(asked: ApprovalsAsk, read: Reader) -> list[Json] | Refusal:
    """Each round in short, in the order of the ids; one that is not there any more is left out."""
    view = View(read)
    read.ahead([LoadNeed(ROUND, id) for id in asked.ids])
    rounds = [one for id in asked.ids if (one := round_of(view, id)) is not None]
    read.ahead(
        [
            *(LoadNeed(one.entity, one.record) for one in rounds),
            *(FindNeed(SEAT, (("approval", one.id),), MOST_SEATS) for one in rounds),
        ]
    )
    shown = (_short(asked.scene, view, one, seats_of(view, one), asked.language) for one in rounds)
    return [one for one in shown if one is not None]


@answering
def show_approval(asked: ApprovalAsk, read: Reader) -> dict[str, Json] | Refusal:
    """One round whole: every step with those who were asked and what they said, and what is covered.

    404 for whoever neither takes part nor may see what it is about. What is covered is told as far as the actor's
    duties let them read it.
    """
    view, scene = View(read), asked.scene
    current = round_of(view, asked.id)
    seats = seats_of(view, current) if current else ()
    found = _short(scene, view, current, seats, asked.language) if current else None
    if current is None or found is None:
        return refused(Kind.MISSING, MISSING)
    person = scene.actor.person
    sitting = (one for seat in seats for one in (seat.person, seat.principal))
    takes_part = person is not None and person in (current.requester, *sitting)
    record = get_record(RecordAsk(scene, current.entity, current.record), read)
    if isinstance(record, Refusal) and not takes_part:
        return refused(Kind.MISSING, MISSING)
    definition = approval_of(scene, view, current)
    steps = (
        [_step(view, current, step, seats, asked.language) for step in definition.steps] if definition else []
    )
    return {**found, "steps": steps, "covered": _covered(definition, record)}


def _short(
    scene: Scene, view: View, current: Round, seats: tuple[Seat, ...], language: str
) -> dict[str, Json] | None:
    definition = approval_of(scene, view, current)
    title = record_title(RecordAsk(scene, current.entity, current.record), view.read)
    about: Mapping[str, Json] = {} if isinstance(title, Refusal) else title
    label = in_language(definition.label, language, current.approval) if definition else current.approval
    return {
        "id": current.id,
        "approval": current.approval,
        "label": label,
        "state": current.state,
        "round": current.number,
        "facts": current.facts,
        "about": {"entity": current.entity, "record": current.record, **about},
        "requester": person_of(view, current.requester),
        "opened_at": present(current.opened_at),
        "closed_at": present(current.closed_at),
        "closed_by": person_of(view, current.closed_by),
        "reason": current.reason,
        "waits_for": people(view, waiting(seats)),
        "may": _may(scene, definition, current, seats),
        "exception": _exception(scene, current),
    }


def _exception(scene: Scene, current: Round) -> Json:
    """What is asked for where it is an exception to a limit, and until when a yes may be made use of."""
    if current.exception is None:
        return None
    limit = scene.release.limits.limits.get(str(current.exception.get("limit")))
    return {
        **current.exception,
        "label": dict(limit.label) if limit else {},
        "until": present(current.until),
        "made_use_of": current.used > 0,
    }


def _may(scene: Scene, definition: Approval | None, current: Round, seats: tuple[Seat, ...]) -> list[Json]:
    """What the actor may do about it now."""
    person = scene.actor.person
    if definition is None or person is None or not current.is_open:
        return []
    copy = ["copy"] if definition.copied_by else []
    if person == current.requester:
        decided = any(seat.decided_at is not None for seat in seats)
        back = definition.withdraw == "end" or (definition.withdraw is not None and not decided)
        return [*(["withdraw"] if back else []), *(["nudge"] if definition.nudge else []), *copy]
    mine = [seat for seat in seats if seat.person == person and seat.given is Given.OPEN]
    steps = [step for seat in mine if (step := definition.step(seat.step)) is not None]
    more = sorted({one for step in steps for one in step.may})
    return ["approve", "reject", *more, *copy] if mine else []


def _step(view: View, current: Round, step: Step, seats: tuple[Seat, ...], language: str) -> Json:
    known = current.state_of(step.id)
    mine = [seat for seat in seats if seat.step == step.id]
    return {
        "id": step.id,
        "label": in_language(step.label, language, step.id),
        "order": step.order,
        "decide": step.mode.value,
        "state": known.state if known else "waiting",
        "at": present(known.at) if known else None,
        "seats": [_seat(view, seat) for seat in mine],
    }


def _seat(view: View, seat: Seat) -> Json:
    return {
        "person": person_of(view, seat.person),
        "given": seat.given.value,
        "stands_for": person_of(view, seat.stands_for),
        "side": seat.side.value,
        "line": seat.line or None,
        "decided_at": present(seat.decided_at),
        "reason": seat.reason,
        "seen": seat.seen,
    }


def _covered(definition: Approval | None, record: Mapping[str, Json] | Refusal) -> Json:
    """What is decided about, as far as it may be read."""
    if definition is None or isinstance(record, Refusal):
        return {"values": {}, "lines": {}, "masked": []}
    found: dict[str, Json] = {}
    for part, names in (("values", definition.covers), ("lines", definition.lists)):
        said = record.get(part)
        found[part] = (
            {name: said[name] for name in names if name in said} if isinstance(said, Mapping) else {}
        )
    return {**found, "masked": record.get("masked")}
