"""Say when a person is absent: nothing is assigned to them meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.commands.begin import check_version
from engine.commands.run import finish
from engine.commands.work import Work
from engine.conditions.moments import start_of_day
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.pointer import pointer
from engine.diagnostics.refuse import reason, refused
from engine.facts.answers import missing
from engine.facts.ask import SceneAsk
from engine.facts.gather import Facts, about
from engine.facts.staff import ABSENCE
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.records.builtin import PERSON
from engine.values.need import Sure
from engine.values.plain import Json
from engine.values.record import Decision, Record
from engine.values.refusal import Kind, Reason, Refusal

_problem = problems_of("people")

MOST_ABSENCES = 200
_LONGEST = timedelta(days=3_700)

NOT_YOURS = _problem(
    "not_yours",
    "Only the person, their manager and an administrator say when somebody is absent.",
    "只有本人、其上级和管理员可以登记请假。",
)
NOT_AN_ABSENCE = _problem(
    "not_an_absence",
    "An absence is from a moment until a later one (or from a day to a day), at most ten years.",
    "请假须写明开始和更晚的结束时间（或起止日期），最长十年。",
)
TOO_MANY_ABSENCES = _problem(
    "too_many_absences",
    "At most {limit} absences are kept of one person.",
    "每人最多保留 {limit} 条请假记录。",
)


@dataclass(frozen=True, slots=True)
class SetAbsences(SceneAsk):
    """``absences``: a list of ``{"from", "until"}``, each a moment with its offset or a whole day; it replaces all.

    ``version``: that of the list the asker had in hand. ``admin``: the asker looks after accounts.
    """

    person: str
    absences: Json
    version: int | None = None
    admin: bool = False

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((PERSON, self.person), (ABSENCE, self.person))


def set_absences(asked: SetAbsences, read: Reader) -> Decision | Refusal:
    """Keep these absences, with a line in the person's history; answers ``{"person", "version"}``.

    Refused: 404 a person who is not there or may not be seen; 403 somebody else's; 412 another version; 422 what is no
    span of time.
    """
    work = Work(asked.scene, read)
    person = _person(asked, work)
    if isinstance(person, Refusal):
        return person
    row = work.record(ABSENCE, person.id)
    # A list that was never written has version 1, like one that is empty.
    refusal = check_version(row or Record(ABSENCE, person.id, 1, {}), asked.version)
    if refusal is not None:
        return refusal
    spans = _spans(asked.absences, Facts(asked.scene, work, about(person)).zone)
    if isinstance(spans, Refusal):
        return spans
    kept = tuple(f"{begin.isoformat()}/{end.isoformat()}" for begin, end in spans)
    work.keep(ABSENCE, person.id, {"spans": kept})
    work.open("absences", {"absences": list(kept)})
    work.note(person)
    touched = work.close()
    version = row.version + 1 if row else 1
    return finish(work, touched, {}) or work.decision({"person": person.id, "version": version})


def _person(asked: SetAbsences, work: Work) -> Record | Refusal:
    """The person, when it is for the asker to say; one that may not be seen answers like one that is not there."""
    actor = asked.scene.actor
    record = work.record(PERSON, asked.person)
    if record is None:
        return missing()
    mine = actor.person is not None and actor.person in (record.id, record.values.get("manager"))
    if mine or asked.admin or actor.everything:
        return record
    seen = visible_record(asked.scene, work, PERSON, asked.person)
    return seen if isinstance(seen, Refusal) else refused(Kind.FORBIDDEN, NOT_YOURS)


def _spans(raw: Json, zone: ZoneInfo) -> list[tuple[datetime, datetime]] | Refusal:
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        return Refusal(Kind.INVALID, (reason(NOT_AN_ABSENCE, None, "/absences"),))
    if len(raw) > MOST_ABSENCES:
        return Refusal(Kind.INVALID, (reason(TOO_MANY_ABSENCES, {"limit": MOST_ABSENCES}, "/absences"),))
    spans: list[tuple[datetime, datetime]] = []
    wrong: list[Reason] = []
    for place, one in enumerate(raw):
        span = _span(one, zone)
        if span is None:
            wrong.append(reason(NOT_AN_ABSENCE, None, pointer("absences", place)))
        else:
            spans.append(span)
    return Refusal(Kind.INVALID, tuple(wrong)) if wrong else sorted(spans)


def _span(raw: Json, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    if not isinstance(raw, Mapping) or set(raw) != {"from", "until"}:
        return None
    begin, end = _moment(raw["from"], zone, days=0), _moment(raw["until"], zone, days=1)
    if begin is None or end is None or not begin < end <= begin + _LONGEST:
        return None
    return begin, end


def _moment(raw: Json, zone: ZoneInfo, *, days: int) -> datetime | None:
    """A moment in UTC; of a day its first, or (with ``days`` 1) the first behind it."""
    if not isinstance(raw, str):
        return None
    try:
        if len(raw) == len("2026-01-31"):
            return start_of_day(date.fromisoformat(raw) + timedelta(days=days), zone).astimezone(UTC)
        found = datetime.fromisoformat(raw)
        return found.astimezone(UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
