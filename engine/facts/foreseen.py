"""What taking a transition would hold: the limits on it, told before anybody tries.

The target, and what the effects of the transition itself set and assign, are laid over the record. What only a form, a
choice among several people or a rule will bring is not known yet: limits that depend on it are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.effects.effect import Assign, AssignFrom, Effect, SetFields
from engine.facts.gather import Facts, Subject
from engine.facts.held import held_at, held_needs, held_tally
from engine.facts.place import Place, place_of
from engine.facts.scene import Scene
from engine.facts.units import Tally, paths_of
from engine.facts.view import View
from engine.limits.limit import Limit, Source
from engine.values.need import AggregateNeed
from engine.values.plain import Value
from engine.values.record import Record, copied
from engine.workflows.step import Step
from engine.workflows.workflow import Transition


class Foreseen(NamedTuple):
    """A place that the record would come to take; ``view`` has the record as it would be."""

    limit: Limit
    source: Source
    place: Place
    view: View


def foreseen(
    scene: Scene,
    view: View,
    transition: Transition,
    record: Record,
    taken: Step,
    unknown: frozenset[str],
) -> Iterator[Foreseen]:
    """The places that a record would come to take; ``unknown``: paths that only the transition's form will bring."""
    book = scene.release.limits.held.get(record.entity, ())
    if not book:
        return
    values, open_ = _after(scene, view, transition, record, taken)
    after = Record(record.entity, record.id, record.version, values)
    scratch = View(view.read)
    scratch.overlay[record.entity, record.id] = after
    for limit, source in book:
        if {*open_, *unknown} & {*paths_of(source), *limit.window.fields}:
            continue
        now = place_of(scene, scratch, limit, source, after)
        before = place_of(scene, view, limit, source, record)
        if now is None or (before and before.same_counter(now) and now.amount <= before.amount):
            continue
        yield Foreseen(limit, source, now, scratch)


def _after(
    scene: Scene, view: View, transition: Transition, record: Record, taken: Step
) -> tuple[dict[str, Value], set[str]]:
    """The values that the record would have, and the names of those that are not known yet."""
    effects: list[Effect] = [effect for state in taken.leaves for effect in state.on_leave]
    effects += transition.effects
    values, unknown = copied(record.values), set[str]()
    _lay(scene, view, record, effects, values, unknown)
    values[transition.track or "state"] = taken.state
    _lay(scene, view, record, [one for state in taken.enters for one in state.on_enter], values, unknown)
    return values, unknown


def _lay(
    scene: Scene,
    view: View,
    record: Record,
    effects: Sequence[Effect],
    values: dict[str, Value],
    unknown: set[str],
) -> None:
    for effect in effects:
        facts = Facts(scene, view, Subject(record.entity, record.id, values, before=record.values))
        written: Mapping[str, Value] = {}
        match effect:
            case SetFields(on=None):
                written = {name: one.value(facts(one.needs)) for name, one in effect.values.items()}
                reads = {
                    name
                    for name, one in effect.values.items()
                    if any(p.startswith("input.") for p in one.needs.paths)
                }
                unknown |= reads
            case Assign():
                person = effect.person.value(facts(effect.person.needs)) if effect.person else None
                written = {"owner": person}
            case AssignFrom():
                unknown.add("owner")
            case _:
                pass
        values |= written


def foreseen_needs(scene: Scene, found: Sequence[Foreseen]) -> list[AggregateNeed]:
    """Every figure that ``foreseen_tallies`` will ask for."""
    return [need for one in found for need in held_needs(scene, one.view, one.limit, one.source, one.place)]


def foreseen_tallies(scene: Scene, found: Sequence[Foreseen]) -> tuple[Tally, ...]:
    """The counters of these places as they stand before they are taken."""
    tallies: list[Tally] = []
    for limit, source, place, view in found:
        used = held_at(scene, view, limit, source, place) - place.amount
        tallies.append(held_tally(scene, view, limit, source, place, used))
    return tuple(tallies)
