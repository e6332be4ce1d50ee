"""People come and go while others wait for them: open approvals follow in the command that changed it (A40)."""

from collections.abc import Iterator

from engine.approvals.decide import Given
from engine.commands.accounts import HOLDING
from engine.commands.asking import advance, approval_of, decided
from engine.commands.effects import Verbs
from engine.commands.seating import renew
from engine.commands.sitting import Sitting
from engine.commands.work import Key, Work
from engine.facts.holders import DELEGATION
from engine.facts.rounds import SEAT, round_of
from engine.records.builtin import PERSON
from engine.values.refusal import Refusal


def renew_seats(work: Work, verbs: Verbs) -> list[Key] | Refusal:
    """Look again at every approval that waits for somebody whose posts, delegation or standing this command changed.

    It is not refused for that: when nobody is left to decide, the command says so among its warnings. Where those who are
    left have all spoken, the approval goes on; gives the records that this touched.
    """
    touched: list[Key] = []
    rounds = dict.fromkeys(
        id for person in dict.fromkeys(_changed(work)) for id in _waiting_for(work, person)
    )
    for id in rounds:
        current = round_of(work, id)
        record = work.record(current.entity, current.record) if current and current.is_open else None
        definition = approval_of(work, record, current.approval) if current and record else None
        if current is None or definition is None:
            continue
        sitting = Sitting(work, definition, current)
        refusal = renew(sitting)
        if isinstance(refusal, Refusal):
            work.warnings += [
                {"nobody": definition.id, "approval": id, "text": dict(one.text)} for one in refusal.reasons
            ]
        elif record is not None and decided(sitting):
            work.open(f"approval:{definition.id}.renewed", {"approval": id})
            work.note(record)
            refusal = advance(sitting, verbs)
            touched += work.close()
            if refusal is not None:
                return refusal
    return touched


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
