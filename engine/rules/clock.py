"""The clock of a rule that comes again and again: a row of the engine's own for the company, or one for each centre."""

from dataclasses import dataclass
from datetime import datetime

from engine.effects.effect import EachRecord
from engine.rules.rule import Rule, RuleBook
from engine.values.record import Record

RULE_CLOCK = "_rule_clock"
"""The name under which a reader gives these rows, and of what their timers are about; no entity can be called so."""
DUE, MISSED, WALK = "due", "missed", "walk"
"""What timers of a clock are called: its next moment, one that a person must decide about, going through records."""


def clock_id(rule: str, centre: str | None) -> str:
    """The id of a clock."""
    return f"{rule}@{centre or ''}"


@dataclass(frozen=True, slots=True)
class Walk:
    """A rule on its way through all records of an entity: ``place`` of the effect, the record it has come to.

    ``moment``: when the rule was due.
    """

    rule: Rule
    effect: EachRecord
    place: int
    after: str | None
    moment: datetime
    centre: str | None

    @property
    def stands(self) -> tuple[int, str | None, datetime]:
        """Where it has come to, for which moment."""
        return self.place, self.after, self.moment


def walk_of(book: RuleBook, row: Record) -> Walk | None:
    """Where the rule of a clock is on its way; None when it is on none, or the pack no longer has it."""
    rule = book.rules.get(str(row.values.get("rule")))
    place, moment = row.values.get("place"), row.values.get("moment")
    if rule is None or not isinstance(place, int) or not isinstance(moment, datetime):
        return None
    effect = rule.then[place] if place < len(rule.then) else None
    if not isinstance(effect, EachRecord):
        return None
    return Walk(rule, effect, place, _text(row, "after"), moment, _text(row, "centre"))


def _text(row: Record, name: str) -> str | None:
    value = row.values.get(name)
    return value if isinstance(value, str) else None
