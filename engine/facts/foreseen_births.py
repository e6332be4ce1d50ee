"""What taking a transition would make: the limits on the records that its effects, and the rules on it, would create.

Only what is known before the form is filled in counts. A record whose links hang on the form, and a rule whose
condition hangs on it or on sets, are left out: those are judged when it is sent.
"""

from collections.abc import Iterator

from engine.conditions.needs import Needs
from engine.effects.effect import Create
from engine.facts.gather import Facts, Subject, about
from engine.facts.scene import Scene
from engine.facts.units import Post, Tally, tallies
from engine.facts.view import View
from engine.values.plain import Value
from engine.values.record import Record
from engine.workflows.workflow import Transition


def born_tallies(
    scene: Scene, view: View, transition: Transition, record: Record, unknown: frozenset[str], post: Post
) -> tuple[Tally, ...]:
    """The counters that the new records would take from, each limit once.

    ``unknown``: paths that only the transition's form will bring.
    """
    found: dict[str, Tally] = {}
    limited = scene.release.limits.by_event
    for effect in _creates(scene, view, transition, record, unknown):
        if f"create:{effect.entity}" not in limited:
            continue
        made = _made(scene, view, effect, record, unknown)
        if made is None:
            continue
        values, later = made
        facts = Facts(scene, view, Subject(effect.entity, "", values))
        for tally in tallies(scene, view, (f"create:{effect.entity}",), facts, post, later):
            found.setdefault(tally.limit.id, tally)
    return tuple(found.values())


def _creates(
    scene: Scene, view: View, transition: Transition, record: Record, unknown: frozenset[str]
) -> Iterator[Create]:
    yield from (one for one in transition.effects if isinstance(one, Create))
    for rule in scene.release.rules.by_event.get(f"transition:{transition.ref}", ()):
        if rule.condition is not None:
            needs = rule.condition.needs
            if _hangs_on(needs, unknown) or needs.sets:
                continue
            if not rule.condition.test(Facts(scene, view, about(record))(needs)):
                continue
        yield from (one for one in rule.then if isinstance(one, Create))


def _hangs_on(needs: Needs, unknown: frozenset[str]) -> bool:
    return any(path.startswith("input.") or path in unknown for path in needs.paths)


def _made(
    scene: Scene, view: View, effect: Create, record: Record, unknown: frozenset[str]
) -> tuple[dict[str, Value], frozenset[str]] | None:
    """The values that the new record would have, and the names of those that are not known yet."""
    entity = scene.release.entities[effect.entity]
    facts = Facts(scene, view, about(record))
    values: dict[str, Value] = {"centre": record.values.get("centre")}
    later = set[str]()
    for name, value in effect.values.items():
        if _hangs_on(value.needs, unknown):
            field = entity.field(name)
            if field is not None and field.to:
                return None
            later.add(name)
        else:
            values[name] = value.value(facts(value.needs))
    return values, frozenset(later)
