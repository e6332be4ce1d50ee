"""Rules that feed each other: told before a pack is published, with the chain named.

Automatic transitions and kept derived fields that follow a change are not looked through; a command bounds its
rules as well and names the loop when it meets one.
"""

from collections.abc import Iterable, Iterator, Mapping

from engine.diagnostics.problem import Diagnostic
from engine.effects.consequence import Consequence
from engine.effects.event import Event, EventKind
from engine.effects.produced import Produced, produced
from engine.records.entity import Entity
from engine.rules import problems
from engine.rules.rule import Rule

Feeds = Mapping[str, frozenset[str]]


def check_loops(
    rules: Iterable[Rule], entities: Mapping[str, Entity], consequences: Mapping[str, Consequence]
) -> list[Diagnostic]:
    """Every circle of rules once: an error when nothing on it can stop it, a warning when a condition may.

    ``consequences``: ref of a transition -> what taking it brings about. Each diagnostic carries the ids of the rules in
    ``data["rules"]`` (and the sentence in ``chain``); the caller puts it into the file of the first.
    """
    known = {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}
    events = {rule.id: produced(rule.then, rule.entity, entities, consequences) for rule in known.values()}
    found: list[Diagnostic] = []
    told: set[frozenset[str]] = set()
    for problem, feeds in (
        (problems.ENDLESS, _feeds(known, events, sure=True)),
        (problems.MAY_BE_ENDLESS, _feeds(known, events, sure=False)),
    ):
        for chain in _circles(feeds):
            if frozenset(chain) not in told:
                told.add(frozenset(chain))
                text = " → ".join((*chain, chain[0]))
                found.append(Diagnostic(problem, "/when", data={"chain": text, "rules": [*chain]}))
    return found


def _feeds(rules: Mapping[str, Rule], events: Mapping[str, frozenset[Produced]], *, sure: bool) -> Feeds:
    """Rule -> the rules that hear what it does; with ``sure`` only where no condition stands between."""
    return {
        id: frozenset(
            other.id
            for other in rules.values()
            if (other.condition is None or not sure)
            and any(_hears(other, event) for event in events[id] if event.sure or not sure)
        )
        for id in rules
    }


def _hears(rule: Rule, event: Produced) -> bool:
    return any(_is(heard, event) for heard in rule.when)


def _is(heard: Event, event: Produced) -> bool:
    if (heard.kind, heard.entity, heard.name) != (event.kind, event.entity, event.name):
        return False
    return (
        event.kind is not EventKind.CHANGED or not heard.fields or not event.fields.isdisjoint(heard.fields)
    )


def _circles(feeds: Feeds) -> Iterator[tuple[str, ...]]:
    """The shortest circle through each rule that is on one."""
    for first in feeds:
        waiting: list[tuple[str, ...]] = [(first,)]
        seen: set[str] = set()
        while waiting:
            chain = waiting.pop(0)
            if first in feeds[chain[-1]]:
                yield _turned(chain)
                break
            for follower in sorted(feeds[chain[-1]] - seen):
                seen.add(follower)
                waiting.append((*chain, follower))


def _turned(chain: tuple[str, ...]) -> tuple[str, ...]:
    """The same circle, beginning with its first id, so that it reads the same from wherever it was found."""
    start = chain.index(min(chain))
    return chain[start:] + chain[:start]
