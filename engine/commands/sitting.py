"""A round of an approval while a command works on it: its seats, its tasks, and whom it waits for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from engine.approvals.approval import Approval, Step
from engine.approvals.decide import UNDECIDED, Given, Seat, asked
from engine.approvals.round import Round, StepState
from engine.commands.context import Context
from engine.commands.work import Work
from engine.facts.gather import Facts, Subject
from engine.facts.rounds import ROUND, SEAT, round_row, seat_row, seats_of
from engine.values.plain import Label, Value, in_language
from engine.values.record import Record, TaskEnd, TaskStart


class Sitting:
    """Everything that a command changes about one round goes through here, so that tasks follow the seats."""

    def __init__(self, work: Work, approval: Approval, current: Round, *, new: bool = False) -> None:
        """``new``: the round is being asked for, and has no seats yet."""
        self.work, self.approval, self.round = work, approval, current
        self.seats = {} if new else {seat.id: seat for seat in seats_of(work, current)}

    @property
    def record(self) -> Record:
        """What is decided about, as it is now."""
        record = self.work.record(self.round.entity, self.round.record)
        if record is None:  # a record that is decided about is not taken away
            raise LookupError(f"{self.round.entity} {self.round.record} vanished")
        return record

    def of(self, step: str) -> tuple[Seat, ...]:
        """The seats of a step."""
        return tuple(seat for seat in self.seats.values() if seat.step == step)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The persons whose turn it is, each once."""
        return tuple(dict.fromkeys(seat.person for seat in self.seats.values() if seat.given is Given.OPEN))

    def context(self, step: str) -> Context:
        """For the effects of a step."""
        deciders = tuple(seat.person for seat in self.of(step) if seat.given is Given.OPEN)
        people: Mapping[str, Value] = {
            "requester": self.round.requester,
            "deciders": tuple(dict.fromkeys(deciders)),
        }
        source = f"approval:{self.approval.id}.{step}"
        return Context(self.round.entity, self.round.record, source, before=self.record.values, step=people)

    def facts(self) -> Facts:
        """Facts about what is decided, for the conditions of steps."""
        release = self.work.scene.release_of(self.record)
        return Facts(self.work.scene, self.work, self.subject(self.record), release)

    def subject(self, row: Record) -> Subject:
        """The record, or a row of it that is decided on its own."""
        around = None if row.id == self.round.record else self.facts()
        return Subject(
            row.entity, row.id, row.values, around=around, step={"requester": self.round.requester}
        )

    # ------------------------------------------------------------------ changes

    def change(self, **changed: Any) -> None:
        """Write something about the round."""
        self.round = replace(self.round, **changed)
        self.work.keep(ROUND, self.round.id, round_row(self.round))

    def note_step(self, step: str, state: str) -> None:
        """Write how a step stands now."""
        noted = StepState(step, state, self.work.scene.now)
        others = tuple(one for one in self.round.steps if one.step != step)
        self.change(steps=(*others, noted))

    def put(self, seat: Seat) -> None:
        """Write a seat; its task begins when its turn comes, and ends with it."""
        before = self.seats.get(seat.id)
        self.seats[seat.id] = seat
        row = self.work.record(SEAT, seat.id)
        self.work.keep(SEAT, seat.id, seat_row(seat, self.round, row, self.work.scene.now))
        was_open = before is not None and before.given is Given.OPEN
        if was_open and seat.given is not Given.OPEN:
            outcome = "done" if seat.decided_at is not None else "dropped"
            self.work.tasks.append(
                TaskEnd(self.round.entity, self.round.record, self.work.scene.now, _way(seat), outcome)
            )
        elif seat.given is Given.OPEN and not was_open:
            self._start_task(seat)

    def settle(self) -> None:
        """Ask those whose turn has come, and let wait those whose turn it no longer is."""
        for id in self.round.open_steps:
            step = self.approval.step(id)
            if step is None:
                continue
            now = asked(step, self.of(id))
            for seat in self.of(id):
                given = Given.OPEN if seat.id in now else Given.WAITING
                if seat.given in UNDECIDED and seat.given is not given:
                    self.put(replace(seat, given=given))

    def leave(self, seats: Iterable[Seat], given: Given = Given.OVER) -> None:
        """Those who have not spoken yet no longer need to."""
        for seat in tuple(seats):
            if seat.given in UNDECIDED:
                self.put(replace(seat, given=given))

    def _start_task(self, seat: Seat) -> None:
        step = self.approval.step(seat.step)
        self.work.tasks.append(
            TaskStart(
                id=self.work.ids.next(),
                entity=self.round.entity,
                record=self.round.record,
                person=seat.person,
                duty=None,
                centre=None,
                label=label_of(self.approval, step),
                done_by=(_way(seat),),
                at=self.work.scene.now,
                rule=f"approval:{self.approval.id}",
            )
        )


def _way(seat: Seat) -> str:
    """How a task names what does it."""
    return f"approval:{seat.id}"


def label_of(approval: Approval, step: Step | None) -> Label:
    """What a person reads of a step: the approval, and behind it the step when there are several."""
    if step is None or len(approval.steps) == 1:
        return approval.label
    return {
        language: f"{in_language(approval.label, language, approval.id)}: {in_language(step.label, language, step.id)}"
        for language in dict.fromkeys((*approval.label, *step.label))
    }
