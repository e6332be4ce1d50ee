"""A group: commands that are run on one picture and written as one transaction.

The store supplies what they miss; each decision counts at once, so that the next command sees it. A refusal or an
exception writes nothing and touches no neighbour.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.group.pending import Answered
from engine.group.picture import GroupNeed, Picture, RepeatNeed, Stored, Tainted
from engine.group.problems import REUSED, refuse
from engine.group.rehearsal import Rehearsal
from engine.values.need import Sure, need_of
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal

IN_VAIN = 4  # commands one after the other that bring to light nothing new that is missing


@dataclass(slots=True, eq=False)
class Run:
    """One command on its way: what to call with what, as of when, and its outcome once it has one.

    ``sure`` names what it needs for certain, or most likely. ``principal``, ``key`` and ``body_hash`` make a repeat harmless.
    """

    command: Callable[[Any, Rehearsal], Decision | Refusal]
    asked: Any
    now: datetime
    sure: tuple[Sure, ...] = ()
    principal: str = ""
    key: str | None = None
    body_hash: str = ""
    outcome: Decision | Refusal | Exception | None = None
    trials: int = 0  # how often the database was lost under it


class Group:
    """Runs of one transaction.

    ``waiting`` need something loaded, ``later`` must wait for the next group (a neighbour changed what they look for);
    every other run has an outcome.
    """

    def __init__(self, picture: Picture, runs: Sequence[Run]) -> None:
        """Start with every run waiting, whatever outcome an earlier group gave it."""
        self.picture = picture
        self.waiting = list(runs)
        self.later: list[Run] = []
        for run in runs:
            run.outcome = None

    def sure(self) -> list[GroupNeed]:
        """What is needed for certain, before the first round."""
        needs = dict.fromkeys(need for run in self.waiting for need in _sure(run))
        return [need for need in needs if not self.picture.knows(need)]

    def round(self) -> list[GroupNeed]:
        """Run the waiting commands once; gives what is missing (nothing: no command waits any more).

        When one after the other misses only what is known to be missing, the rest wait until that is there: they would
        run for nothing.
        """
        waiting, self.waiting = self.waiting, list[Run]()
        missing: dict[GroupNeed, None] = {}
        in_vain = 0
        for place, run in enumerate(waiting):
            reader = Rehearsal(self.picture)
            try:
                run.outcome = self._decide(run, reader)
            except Tainted:
                if not reader.missing:
                    self.later.append(run)
            except Exception as bug:  # noqa: BLE001 - it belongs to whoever sent the command, not to the group
                run.outcome = bug
            if reader.missing:
                run.outcome = None
                self.waiting.append(run)
                in_vain = in_vain + 1 if missing.keys() >= reader.missing.keys() else 0
                missing.update(dict.fromkeys(reader.missing))
            if in_vain == IN_VAIN:
                self.waiting += waiting[place + 1 :]
                break
        return list(missing)

    def _decide(self, run: Run, reader: Rehearsal) -> Decision | Refusal:
        if run.key is not None:
            stored = self.picture.repeats.get((run.principal, run.key))
            if stored is not None:
                return _repeat(run, stored)
        outcome = run.command(run.asked, reader)
        if isinstance(outcome, Decision) and outcome.foretold:
            raise ValueError("what is only foretold was to be written")
        if isinstance(outcome, Decision) and not reader.missing:
            self.picture.apply(outcome)
            if run.key is not None:
                self.picture.repeats[(run.principal, run.key)] = Stored(run.body_hash, outcome.answer)
                self.picture.pending.answered.append(
                    Answered(run.principal, run.key, run.body_hash, outcome.answer, run.now)
                )
        return outcome


def _sure(run: Run) -> list[GroupNeed]:
    needs: list[GroupNeed] = [need_of(one) for one in run.sure]
    if run.key is not None:
        needs.append(RepeatNeed(run.principal, run.key, run.now))
    return needs


def _repeat(run: Run, stored: Stored) -> Decision | Refusal:
    if stored.body_hash != run.body_hash:
        return refuse(Kind.INVALID, REUSED)
    return Decision(stored.answer)
