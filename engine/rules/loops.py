"""Rules that feed each other: told before a pack is published, with the chain named.

Automatic transitions and kept derived fields that follow a change are not looked through; a command bounds its
rules as well and names the loop when it meets one.
"""

from collections.abc import Iterable, Mapping

from engine.diagnostics.problem import Diagnostic
from engine.effects.circles import Feeds, circles
from engine.effects.consequence import Consequence
from engine.effects.event import Event, EventKind
from engine.effects.produced import Produced, produced
from engine.records.entity import Entity
from engine.rules import problems
from engine.rules.rule import Rule


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
        for chain in circles(feeds):
            if frozenset(chain) not in told:
                told.add(frozenset(chain))
                text = " → ".join((*chain, chain[0]))
                found.append(Diagnostic(problem, "/when", data={"chain": text, "rules": [*chain]}))
    return found


def _feeds(rules: Mapping[str, Rule], events: Mapping[str, frozenset[Produced]], *, sure: bool) -> Feeds:
    """Rule -> the rules that hear what it does; with ``sure`` only where no condition stands between."""
    listeners = _listeners(rules.values(), sure=sure)
    return {
        id: frozenset(
            listener
            for event in events[id]
            if event.sure or not sure
            for listener, heard in listeners.get((event.kind, event.entity, event.name), ())
            if event.kind is not EventKind.CHANGED
            or not heard.fields
            or not event.fields.isdisjoint(heard.fields)
        )
        for id in rules
    }


def _listeners(
    rules: Iterable[Rule], *, sure: bool
) -> Mapping[tuple[EventKind, str, str], list[tuple[str, Event]]]:
    found: dict[tuple[EventKind, str, str], list[tuple[str, Event]]] = {}
    for rule in rules:
        if rule.condition is None or not sure:
            for event in rule.when:
                found.setdefault((event.kind, event.entity, event.name), []).append((rule.id, event))
    return found
