"""Exceptions to limits: what one is asked for, what a yes grants, and making use of it once."""

from dataclasses import replace

from engine.commands.sitting import Sitting
from engine.commands.work import Work
from engine.facts.exempting import Key
from engine.facts.rounds import ROUND, round_row
from engine.facts.units import Tally
from engine.values.duration import Duration


class ExceptionWanted(BaseException):
    """The limit that an exception is asked for stands against this: how it stands, and what the approval is about.

    It derives from BaseException so that no ``except Exception`` on the way can swallow it.
    """

    def __init__(self, tally: Tally, about: Key) -> None:
        """Remember both."""
        super().__init__(tally, about)
        self.tally, self.about = tally, about


def want_exception(work: Work, full: list[Tally]) -> None:
    """Leave the command at the limit that an exception is asked for, where one can be."""
    for tally in full if work.scene.exception_to else ():
        if tally.limit.id == work.scene.exception_to and tally.exempt is not None and tally.exempt.about:
            raise ExceptionWanted(tally, tally.exempt.about)


def settle_exception(sitting: Sitting, *, granted: bool) -> None:
    """The round has ended: with a yes it may be made use of for as long as was asked; otherwise it grants nothing."""
    said = sitting.round.exception or {}
    valid = Duration.parse(str(said.get("valid")))
    until = valid.after(sitting.work.scene.now, sitting.facts().zone) if granted and valid else None
    sitting.change(until=until, counter=sitting.round.counter if until else None)
    sitting.work.steps[-1].why["exception"] = {**said, "until": until.isoformat() if until else None}


def spend_exception(work: Work, tally: Tally) -> str | None:
    """Make use of what was granted when it is needed: the id of its round, which is of no use to anybody else then."""
    grant = tally.exempt.granted if tally.exempt and tally.spends else None
    if grant is None:
        return None
    work.keep(ROUND, grant.id, round_row(replace(grant, used=grant.used + 1, counter=None)))
    return grant.id
