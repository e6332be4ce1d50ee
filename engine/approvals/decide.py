"""The verb of this room: what the answers given so far come to, and whose turn it is. Pure arithmetic over seats.

A seat is one person's place in one step. Persons that the approval itself names sit in the first row; a signer who was
added speaks for one of them, before or after; one to whom it was escalated decides for all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.approvals.approval import Mode, Step


class Given(StrEnum):
    """What became of a seat."""

    WAITING = "waiting"  # not yet this person's turn
    OPEN = "open"  # this person is asked
    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"
    HANDED = "handed"  # handed on to somebody else
    LEFT = "left"  # no longer holds what made a decider of this person
    OVER = "over"  # the step ended without this person


class Side(StrEnum):
    """How somebody came to sit in a step."""

    NAMED = "named"
    BEFORE = "before"
    AFTER = "after"
    ABOVE = "above"


UNDECIDED = frozenset({Given.WAITING, Given.OPEN})
_GONE = frozenset({Given.HANDED, Given.LEFT, Given.OVER})


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place in a step; ``line``: the row it is about, of a step with ``each``.

    ``stands_for``: whose place it is, when it was handed on or the person is away. ``of``: of a signer who was added, the
    principal of the seat it was added to. ``turn``: place among those asked in turn. ``seen``: the state of the covered
    facts (``Round.facts``) that was decided on. ``taken``: taken over in a handover, and kept though whose place it was has gone.
    """

    id: str
    step: str
    person: str
    given: Given
    line: str = ""
    stands_for: str | None = None
    side: Side = Side.NAMED
    of: str | None = None
    turn: int = 0
    decided_at: datetime | None = None
    reason: str | None = None
    seen: int | None = None
    taken: bool | None = None

    @property
    def principal(self) -> str:
        """Whose place it is."""
        return self.stands_for or self.person


def standing(step: Step, seats: Sequence[Seat]) -> Given:
    """What a step has come to: APPROVED, REJECTED, or WAITING while it is open."""
    lines = dict.fromkeys(seat.line for seat in seats)
    found = [_standing(step, _of_line(seats, line)) for line in lines]
    if Given.REJECTED in found:
        return Given.REJECTED
    return Given.APPROVED if found and set(found) == {Given.APPROVED} else Given.WAITING


def asked(step: Step, seats: Sequence[Seat]) -> frozenset[str]:
    """The ids of the seats whose turn it is now."""
    return frozenset(
        seat.id
        for seat in seats
        if seat.given in UNDECIDED and _is_asked(step, seat, _of_line(seats, seat.line))
    )


def _of_line(seats: Iterable[Seat], line: str) -> list[Seat]:
    return [seat for seat in seats if seat.line == line and seat.given not in _GONE]


def _standing(step: Step, seats: Sequence[Seat]) -> Given:
    """Of one line. The first answer of somebody above decides; otherwise those who were named, each with those added."""
    above = [seat.given for seat in seats if seat.side is Side.ABOVE and seat.given not in UNDECIDED]
    if above:
        return Given.REJECTED if Given.REJECTED in above else Given.APPROVED
    results = [_result(seat, seats) for seat in seats if seat.side is Side.NAMED]
    yes, no = results.count(Given.APPROVED), results.count(Given.REJECTED)
    match step.mode:
        case Mode.ANY:
            wanted, lost = 1, no > 0
        case Mode.AT_LEAST:
            wanted, lost = step.least, len(results) - no < step.least
        case _:
            wanted, lost = max(len(results), 1), no > 0
    if yes >= wanted:
        return Given.APPROVED
    return Given.REJECTED if lost else Given.WAITING


def _result(seat: Seat, seats: Sequence[Seat]) -> Given:
    """What a seat has come to with everybody who was added to it."""
    found = {seat.given, *(_result(one, seats) for one in _added(seat, seats))}
    if Given.REJECTED in found:
        return Given.REJECTED
    return Given.APPROVED if found == {Given.APPROVED} else Given.WAITING


def _added(seat: Seat, seats: Sequence[Seat], *sides: Side) -> list[Seat]:
    wanted = sides or (Side.BEFORE, Side.AFTER)
    return [one for one in seats if one.side in wanted and one.of == seat.principal and one.id != seat.id]


def _is_asked(step: Step, seat: Seat, seats: Sequence[Seat]) -> bool:
    if any(_result(one, seats) is not Given.APPROVED for one in _added(seat, seats, Side.BEFORE)):
        return False
    match seat.side:
        case Side.NAMED if step.mode is Mode.IN_TURN:
            earlier = (one for one in seats if one.side is Side.NAMED and one.turn < seat.turn)
            return all(_result(one, seats) is Given.APPROVED for one in earlier)
        case Side.BEFORE | Side.AFTER:
            return _is_added_asked(step, seat, seats)
        case _:
            return True


def _is_added_asked(step: Step, seat: Seat, seats: Sequence[Seat]) -> bool:
    """One that was added is asked when the one it was added to has spoken (after), or could speak but for it (before)."""
    to = next((one for one in seats if one.principal == seat.of and one.id != seat.id), None)
    if to is None or seat.side is Side.AFTER:
        return to is None or to.given is Given.APPROVED
    return _is_asked(step, to, [one for one in seats if not (one.side is Side.BEFORE and one.of == seat.of)])
