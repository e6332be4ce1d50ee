"""The verb of this room: which rules fire on an event."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import NamedTuple

from engine.conditions.compiled import Facts
from engine.effects.event import Event, EventKind
from engine.rules.rule import Rule, RuleBook

_CHANGED = f"{EventKind.CHANGED}:"
_PLACE = attrgetter("order", "id")


class Verdict(NamedTuple):
    """Whether a rule fires; kept for the trace either way."""

    rule: Rule
    fires: bool


def listening(book: RuleBook, event: str, changed: AbstractSet[str] = frozenset()) -> tuple[Rule, ...]:
    """The rules that listen to an event (its key), by order, then id.

    ``changed``: of a ``changed`` event, the fields that differ; a rule that names fields hears only those.
    """
    rules = book.by_event.get(event, ())
    if not event.startswith(_CHANGED):
        return rules
    return tuple(
        rule for rule in rules if any(heard.key == event and _differs(heard, changed) for heard in rule.when)
    )


def _differs(heard: Event, changed: AbstractSet[str]) -> bool:
    return heard.kind is not EventKind.CHANGED or not heard.fields or not changed.isdisjoint(heard.fields)


def decide(rules: Iterable[Rule], facts_for: Callable[[Rule], Facts]) -> Iterator[Verdict]:
    """One verdict after the other, by order, then id (A7).

    A rule is judged only when its verdict is asked for: whoever carries out the effects of one before asking for the
    next lets each rule see the record as it is then.
    """
    for rule in sorted(rules, key=_PLACE):
        yield Verdict(rule, rule.condition is None or rule.condition.test(facts_for(rule)))
