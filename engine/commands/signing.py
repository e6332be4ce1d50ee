"""Which version was signed: the one that was made last when the record took the transition by which it is signed."""

from dataclasses import replace

from engine.commands.work import Work
from engine.facts.papers import PAPER, paper_row, papers_of
from engine.values.record import Record


def mark_signed(work: Work, record: Record, ref: str) -> None:
    """Mark the newest paper of each document that this transition signs; one that nobody made is not marked."""
    signing = work.scene.release.documents.signed_by.get(ref)
    if not signing:
        return
    papers = papers_of(work, record.id)
    for document in signing:
        made = [one for one in papers if one.document == document.id]
        last = max(made, key=lambda one: (one.made_at, one.number), default=None)
        if last is not None:
            signed = replace(last, signed_at=work.scene.now, signed_by=work.scene.actor.person)
            work.keep(PAPER, signed.id, paper_row(signed))
            work.steps[-1].why["signed"] = f"{last.document}.{last.language}.{last.number}"
