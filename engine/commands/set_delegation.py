"""Say who decides in one's place for a while: somebody who is away names a delegate, from a day to a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.commands.run import finish
from engine.commands.work import Work
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.facts.holders import DELEGATION, present
from engine.ports.store import Reader
from engine.records.builtin import PERSON
from engine.values.need import Sure
from engine.values.plain import Json, Value
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal

_problem = problems_of("delegations")
NOBODY = _problem("nobody", "Only a person may have a delegate.", "只有人员可以设置代理人。")
NO_DELEGATE = _problem("no_delegate", "There is no such person who works here now.", "没有这位在职人员。")
OWN = _problem("own", "Nobody stands in for themselves.", "不能由本人代理自己。")
TURNED_ROUND = _problem("ends_before_it_begins", "It ends before it begins.", "结束日期早于开始日期。")
CIRCLE = _problem(
    "circle",
    "That person has you as delegate in the same time.",
    "对方在同一时段已将您设为代理人。",
)


@dataclass(frozen=True, slots=True)
class SetDelegation(SceneAsk):
    """``to`` decides for the actor from ``since`` until ``until`` (local days, both included; None: open). ``to`` None ends it."""

    to: str | None
    since: date | None = None
    until: date | None = None
    reason: str = ""

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        person = self.scene.actor.person
        return () if person is None else ((PERSON, person), (DELEGATION, person))


@answering
def set_delegation(asked: SetDelegation, read: Reader) -> Decision | Refusal:
    """Write it, with a line in the history of the person; what waits for the actor now goes to the delegate at once.

    Refused: 403 no person; 422 nobody to delegate to, a circle, days that are turned round.
    """
    work = Work(asked.scene, read)
    person = work.record(PERSON, asked.scene.actor.person or "") if asked.scene.actor.person else None
    if person is None:
        return refused(Kind.FORBIDDEN, NOBODY)
    refusal = _fault(work, asked, person.id)
    if refusal is not None:
        return refusal
    told: dict[str, Json] = {
        "to": asked.to,
        "since": None if asked.since is None else asked.since.isoformat(),
        "until": None if asked.until is None else asked.until.isoformat(),
        "reason": asked.reason or None,
    }
    work.open("delegation", {"delegation": told})
    work.note(person)
    values = {
        "delegate": asked.to,
        "since": asked.since,
        "until": asked.until,
        "reason": asked.reason or None,
    }
    work.keep(DELEGATION, person.id, values)
    refusal = finish(work, work.close(), {})
    return refusal or work.decision({**told, "person": person.id})


def _fault(work: Work, asked: SetDelegation, person: str) -> Refusal | None:
    if asked.to is None:
        return None
    if asked.to == person:
        return refused(Kind.INVALID, OWN, pointer="/to")
    if not present(work, (asked.to,)):
        return refused(Kind.INVALID, NO_DELEGATE, pointer="/to")
    if asked.since and asked.until and asked.until < asked.since:
        return refused(Kind.INVALID, TURNED_ROUND, pointer="/until")
    other = work.record(DELEGATION, asked.to)
    if other is not None and other.values.get("delegate") == person and _overlap(asked, other.values):
        return refused(Kind.INVALID, CIRCLE, pointer="/to")
    return None


def _overlap(asked: SetDelegation, values: Mapping[str, Value]) -> bool:
    since, until = values.get("since"), values.get("until")
    begins_late = isinstance(since, date) and asked.until is not None and asked.until < since
    ended_early = isinstance(until, date) and asked.since is not None and until < asked.since
    return not (begins_late or ended_early)
