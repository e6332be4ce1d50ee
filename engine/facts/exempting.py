"""Exceptions to a limit: how one is asked for, and what has been granted and not been made use of yet.

An exception is a round of an approval that names the counter it is for. Once it is agreed to, the round itself is the
grant, and it is that of the person who asked: going beyond the limit within its time writes it as used, so that it is of
use once.
"""

from dataclasses import dataclass
from decimal import Decimal

from engine.approvals.round import Round
from engine.facts.gather import Facts
from engine.facts.rounds import exceptions_of
from engine.facts.view import View
from engine.limits.limit import Source
from engine.values.duration import Duration
from engine.values.plain import Json

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Exempt:
    """How things stand with exceptions at one counter, for the actor.

    ``counter`` names the counter, and of things with a time that time. ``about``: the record that the approval would be about (None: there is none yet). A yes grants ``more``, for ``valid``.
    ``asked``: the round that waits for an answer; ``granted``: the one that was agreed to.
    """

    approval: str
    counter: str
    about: Key | None
    more: Decimal
    valid: Duration
    asked: Round | None = None
    granted: Round | None = None

    @property
    def room(self) -> Decimal:
        """How far the limit may be exceeded now."""
        return Decimal(0) if self.granted is None else granted_by(self.granted)


def granted_by(current: Round) -> Decimal:
    """How much the exception that a round is about grants."""
    return Decimal(str((current.exception or {}).get("by") or 0))


def exempt_of(view: View, source: Source, counter: str, facts: Facts, *, stored: bool) -> Exempt | None:
    """How things stand at a counter for the actor of the scene; None where no exception is asked for.

    ``facts`` are those of the record that is counted; ``stored``: whether it is there already.
    """
    asking = source.exempting
    if asking is None:
        return None
    more, valid = asking.more.value(facts(asking.more.needs)), asking.valid.value(facts(asking.valid.needs))
    if not isinstance(more, int | Decimal) or not isinstance(valid, Duration) or more <= 0:
        return None
    person = facts.scene.actor.person
    rounds = [
        one for one in exceptions_of(view, counter) if one.requester is not None and one.requester == person
    ]
    now = facts.scene.now
    usable = [one for one in rounds if one.until is not None and one.until > now]
    return Exempt(
        asking.approval,
        counter,
        _about(source, facts, stored=stored),
        Decimal(more),
        valid,
        next((one for one in rounds if one.is_open), None),
        min(usable, key=lambda one: (one.until or now, one.id), default=None),
    )


def _about(source: Source, facts: Facts, *, stored: bool) -> Key | None:
    asking = source.exempting
    if asking is None:
        return None
    if asking.about is None:
        return (source.entity, facts.subject.id) if stored else None
    value = asking.about.value(facts(asking.about.needs))
    if not isinstance(value, str):
        return None
    # A link that may point to several entities names the entity in front of the id.
    entity, _, id = value.rpartition("/")
    return (asking.entity, id) if entity in ("", asking.entity) else None


def told_of_exception(exempt: Exempt) -> dict[str, Json]:
    """``{approval, about, by, valid, asked}``, as it stands behind ``lifted_by``."""
    return {
        "approval": exempt.approval,
        "about": None if exempt.about is None else {"entity": exempt.about[0], "record": exempt.about[1]},
        "by": plain(exempt.more),
        "valid": str(exempt.valid),
        "asked": exempt.asked.id if exempt.asked else None,
    }


def told_of_grant(exempt: Exempt | None) -> Json:
    """``{approval, by, until}`` of an exception that may be made use of; None when there is none."""
    grant = exempt.granted if exempt else None
    if grant is None or grant.until is None:
        return None
    return {"approval": grant.id, "by": plain(granted_by(grant)), "until": grant.until.isoformat()}


def plain(number: Decimal) -> Json:
    """A count as a whole number, an amount as it is."""
    return int(number) if number == number.to_integral_value() else format(number, "f")
