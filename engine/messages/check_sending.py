"""When and whether a message goes out: its quiet hours, end, digest, conditions and consent, read and typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from engine.conditions.compiled import Computed, Guard
from engine.conditions.names import Names
from engine.conditions.types import DURATION, Kind
from engine.diagnostics.pointer import pointer
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.messages import problems
from engine.messages.message import Digest
from engine.messages.model import DigestFile, MessageFile
from engine.values.plain import Json

_QUIET = ("defer", "drop", "ignore")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GROUP = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True, slots=True)
class Sending:
    """What a file says beside its text."""

    expires: Computed | None = None
    digest: Digest | None = None
    same_state: bool | None = None
    condition: Guard | None = None
    consent: Guard | None = None
    once_within: Computed | None = None


def check_sending(file: MessageFile, names: Names, around: Surroundings, findings: Findings) -> Sending:
    """As far as it could be read; what could not is reported."""
    known = file.quiet is None or findings.known(problems.UNKNOWN_QUIET, "/quiet", file.quiet, _QUIET)
    if known and file.quiet in ("defer", "drop") and not around.quiet_hours:
        findings.report(problems.NO_QUIET_HOURS, "/quiet")
    same_state, condition = _stays(file.stays, names, findings)
    return Sending(
        expires=None if file.expires is None else _moment(file.expires, names, findings),
        digest=None if file.digest is None else _digest(file.digest, around, findings),
        same_state=same_state,
        condition=condition,
        consent=None if file.consent is None else _consent(file.consent, names, findings),
        once_within=None if file.once_within is None else _span(file.once_within, names, findings),
    )


def _moment(json: Json, names: Names, findings: Findings) -> Computed | None:
    found = findings.computed(json, names, "/expires")
    if found is not None and found.node.type.kind not in (Kind.DATE, Kind.DATETIME):
        findings.report(problems.NOT_A_MOMENT, "/expires")
        return None
    return found


def _span(json: Json, names: Names, findings: Findings) -> Computed | None:
    found = findings.computed(json, names, "/once_within", DURATION)
    if found is not None and found.node.type.kind is not Kind.DURATION:
        findings.report(problems.NOT_A_DURATION, "/once_within")
        return None
    return found


def _stays(json: Json, names: Names, findings: Findings) -> tuple[bool | None, Guard | None]:
    if json is None:
        return None, None
    if isinstance(json, Mapping):
        # A condition says all there is to say: a state that does not matter is not asked for.
        return False, findings.guard(json, names, "/while")
    if json not in ("same_state", "any"):
        findings.report(problems.UNKNOWN_WHILE, "/while", name=str(json)[:60])
    return json == "same_state", None


def _consent(json: Json, names: Names, findings: Findings) -> Guard | None:
    if isinstance(json, Mapping) and set(json) == {"field"}:
        found = findings.computed(json, names, "/consent")
        if found is None:
            return None
        yes = found.node.type.kind is Kind.BOOLEAN
        json = {**json, "op": "eq", "value": True} if yes else {**json, "op": "present"}
    return findings.guard(json, names, "/consent")


def _digest(file: DigestFile, around: Surroundings, findings: Findings) -> Digest | None:
    if not _GROUP.fullmatch(file.group):
        findings.report(problems.BAD_GROUP, "/digest/group", name=file.group[:60])
    at = _wall(file.at, findings)
    if file.on_days == "working":
        if around.calendar is None:
            findings.report(problems.NO_CALENDAR, "/digest/on_days")
        return None if at is None else Digest(file.group, at, working=True)
    days = (file.on_days,) if isinstance(file.on_days, str) else file.on_days
    if days is None:
        return None if at is None else Digest(file.group, at)
    if not days:
        findings.report(problems.UNKNOWN_DAY, "/digest/on_days", name="[]")
    known = [
        findings.known(problems.UNKNOWN_DAY, pointer("digest", "on_days", place), day, _DAYS)
        for place, day in enumerate(days)
    ]
    return (
        None
        if at is None or not all(known)
        else Digest(file.group, at, frozenset(_DAYS.index(day) for day in days))
    )


def _wall(text: str, findings: Findings) -> time | None:
    try:
        wall = time.fromisoformat(text)
    except ValueError:
        wall = None
    if wall is None or wall.tzinfo is not None or len(text) < len("09:00"):
        findings.report(problems.NOT_A_TIME, "/digest/at", name=text[:60])
        return None
    return wall
