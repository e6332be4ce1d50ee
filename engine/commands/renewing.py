"""People come and go while others wait for them: open approvals follow in the command that changed it (A40)."""

from collections.abc import Iterator

from engine.approvals.decide import Given
from engine.commands.accounts import HOLDING
from engine.commands.asking import approval_of
from engine.commands.seating import renew
from engine.commands.sitting import Sitting
from engine.commands.work import Work
from engine.facts.holders import DELEGATION
from engine.facts.rounds import SEAT, round_of
from engine.records.builtin import PERSON
from engine.values.refusal import Refusal


def renew_seats(work: Work) -> None:
    """Look again at every approval that waits for somebody whose posts, delegation or standing this command changed.

    It is never refused for that: when nobody is left to decide, the command says so among its warnings.
    """
    rounds = dict.fromkeys(
        id for person in dict.fromkeys(_changed(work)) for id in _waiting_for(work, person)
    )
    for id in rounds:
        current = round_of(work, id)
        record = work.record(current.entity, current.record) if current and current.is_open else None
        definition = approval_of(work, record, current.approval) if current and record else None
        if current is None or definition is None:
            continue
        refusal = renew(Sitting(work, definition, current))
        if isinstance(refusal, Refusal):
            work.warnings += [
                {"nobody": definition.id, "approval": id, "text": dict(one.text)} for one in refusal.reasons
            ]


def _changed(work: Work) -> Iterator[str]:
    """The persons whom this command gave or took something that makes a decider of somebody."""
    for (entity, id), before in work.kept.items():
        if entity == HOLDING:
            for row in (before, work.overlay[entity, id]):
                person = row.values.get("person") if row else None
                if isinstance(person, str):
                    yield person
        elif entity == DELEGATION:
            yield id
    for (entity, id), base in work.bases.items():
        record = work.overlay[entity, id]
        if entity == PERSON and base and record and base.values.get("active") != record.values.get("active"):
            yield id


def _waiting_for(work: Work, person: str) -> Iterator[str]:
    """The rounds in which a person sits, or somebody for them, and has not spoken yet."""
    for column in ("person", "stands_for"):
        for given in (Given.OPEN, Given.WAITING):
            for row in work.find(SEAT, {column: person, "given": given.value}):
                yield str(row.values["approval"])
