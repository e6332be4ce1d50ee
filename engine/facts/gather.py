"""Gathering facts: exactly the paths that a compiled condition names, no others.

Facts are one flat mapping from a path to its value (see ``engine.conditions.names``). The record's own fields are
copied as they are; everything else is looked up only when ``Needs`` names it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from engine.conditions.decisions.policies import Violation
from engine.conditions.needs import Needs
from engine.facts.answers import UndecidedError
from engine.facts.due import due_of_transition
from engine.facts.in_force import parameter_of
from engine.facts.scene import Scene, zone_of
from engine.facts.sets import figure
from engine.facts.view import View
from engine.packs.release import Release
from engine.records.derive import derived_value
from engine.records.entity import Entity
from engine.timers.calendar import Calendar
from engine.values.plain import Value
from engine.values.record import Record, copied

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Subject(
    NamedTuple
):  # made many times in each command: a frozen dataclass takes five times as long to make
    """What facts are about: a record (or the values of one that is being made) and what came with the event.

    ``input`` holds flat paths below ``input.`` (``reason``, ``consultation.needs``); ``before`` the values at the
    start of the event. Inside a set, ``outer`` holds facts that stand ready-made under their full path; inside
    ``each``, ``around`` are the facts of the record of the event, which ``record.`` means there. ``step``: those who take part in
    a step of an approval.
    """

    entity: str | None
    id: str
    values: Mapping[str, Value]
    input: Mapping[str, Value] = _NOTHING
    before: Mapping[str, Value] = _NOTHING
    event: Mapping[str, Value] = _NOTHING
    outer: Mapping[str, object] = _NOTHING
    around: "Facts | None" = None
    step: Mapping[str, Value] = _NOTHING


def about(record: Record) -> Subject:
    """The subject of a record with nothing else around it."""
    return Subject(record.entity, record.id, record.values)


class Facts:
    """Gathers for one subject; asked several times, it looks nothing up twice."""

    def __init__(self, scene: Scene, view: View, subject: Subject, release: Release | None = None) -> None:
        """``release`` is the one that rules the record; by default the live one."""
        self._scene = self.scene = scene
        self._view = self.view = view
        self._subject = self.subject = subject
        self._release = release or scene.release
        self._entity = self._release.entities.get(subject.entity) if subject.entity else None
        self.known: dict[str, object] = copied(subject.values)  # type: ignore[assignment]
        if subject.outer:
            self.known.update(subject.outer)
        self.known.setdefault("id", subject.id)
        self.known["now"] = scene.now

    def __call__(self, needs: Needs) -> Mapping[str, object]:
        """The facts, holding at least what ``needs`` names. The mapping is shared: do not write to it."""
        known = self.known
        if not known.keys() >= needs.paths:
            for path in needs.paths - known.keys():
                known[path] = self._look(path)
        for query in needs.sets:
            key = f"set.{query.id}"
            if key not in known:
                known[key] = figure(query, self._scene, self._view, self, self.row_facts)
        for table, _ in needs.decisions:
            self._decide(table)
        return known

    def row_facts(self, record: Record, outer: Mapping[str, object]) -> "Facts":
        """Facts about a row of a set, with the outer names standing beside its own."""
        subject = Subject(record.entity, record.id, record.values, outer=outer)
        return Facts(self._scene, self._view, subject)

    def value(self, path: str) -> object:
        """One fact."""
        return self(Needs(paths=frozenset({path}))).get(path)

    def _decide(self, name: str) -> None:
        table = self._release.decisions[name]
        outcome = table.decide(self(table.needs))
        if isinstance(outcome, Violation):
            raise UndecidedError(outcome.table, outcome.rows)
        for output in table.types:
            self.known[f"decision.{name}.{output}"] = outcome.outputs.get(output)

    def _look(self, path: str) -> object:
        head, _, rest = path.partition(".")
        subject = self._subject
        match head:
            case "input":
                return subject.input.get(rest)
            case "before":
                return subject.before.get(rest)
            case "event":
                return self._event(rest)
            case "parameter":
                return parameter_of(self._scene, rest, self._of_centre, self.value, lambda: self.zone)
            case "actor":
                return self._actor(rest)
            case "zone":
                return self.zone
            case "step":
                return self._in_step(rest)
            case "due":
                workflow = self._release.workflow(subject.entity or "", subject.values)
                return due_of_transition(workflow, rest, subject.values, self)
            case "record":
                around = subject.around or self
                return around.value(rest or "id")
            case _:
                return self._follow(head, rest) if rest else self._derived(head)

    def _event(self, rest: str) -> object:
        """What came with the event; behind a person of it, that person's fields."""
        head, _, more = rest.partition(".")
        found = self._subject.event.get(head)
        person = self._view.record("person", found) if more and isinstance(found, str) else None
        if more:
            return None if person is None else Facts(self._scene, self._view, about(person)).value(more)
        return found

    def _actor(self, rest: str) -> object:
        actor = self._scene.actor
        if not rest:
            return actor.person
        if "." not in rest or actor.person is None:
            return actor.values.get(rest)
        person = self._view.record("person", actor.person)
        return None if person is None else Facts(self._scene, self._view, about(person)).value(rest)

    def _in_step(self, rest: str) -> object:
        """Who takes part in a step of an approval (``requester``, ``deciders``), or what is said of each."""
        name, _, path = rest.partition(".")
        value = self._subject.step.get(name)
        if not path or value is None:
            return value
        several = value if isinstance(value, tuple) else (str(value),)
        people = [self._view.record("person", one) for one in several]
        found = [Facts(self._scene, self._view, about(one)).value(path) for one in people if one is not None]
        if not isinstance(value, tuple):
            return found[0] if found else None
        return tuple(dict.fromkeys(one for one in found if isinstance(one, str)))

    def _centre(self) -> str | None:
        centre = self._subject.id if self._subject.entity == "centre" else self._subject.values.get("centre")
        return centre if isinstance(centre, str) else None

    def _of_centre(self, name: str) -> object:
        """A field of the record's centre."""
        centre = self._centre()
        if name == "id" or centre is None:
            return centre
        record = self._view.record("centre", centre)
        return record.values.get(name) if record else None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the record's centre, else of the pack."""
        centre = self._centre()
        record = self._view.record("centre", centre) if centre else None
        name = record.values.get("time_zone") if record else None
        return zone_of(str(name) if name else self._release.time_zone)

    def calendar(self, name: str | None) -> Calendar:
        """The working hours of this name; None: those that the record's centre chose, else the pack's (A23).

        Calendars are those of the live release (A49); a centre's choice that it no longer has counts as none.
        """
        live = self._scene.release
        name = name or self._own_calendar()
        return live.calendars.get(name or "") or self._release.calendars[name or self._release.calendar or ""]

    def working_hours(self) -> Calendar | None:
        """The working hours of the record's centre; None where nobody keeps a calendar."""
        return self._scene.release.calendars.get(self._own_calendar() or "")

    def _own_calendar(self) -> str | None:
        live, centre = self._scene.release, self._centre()
        record = self._view.record("centre", centre) if centre else None
        chosen = record.values.get("calendar") if record else None
        return chosen if isinstance(chosen, str) and chosen in live.calendars else live.calendar

    def _follow(self, head: str, rest: str) -> object:
        """The value behind a link; absent when the link is (A17)."""
        target = self._linked(head)
        if target is None:
            return None
        if rest == "id":
            return target.id
        return Facts(self._scene, self._view, about(target)).value(rest)

    def _linked(self, name: str) -> Record | None:
        entity = self._entity
        field_ = entity.field(name) if entity else None
        value = self.value(name)
        if field_ is None or not isinstance(value, str):
            return None
        return linked_record(self._view, field_.to, value)

    def _derived(self, name: str) -> object:
        """A derived field that has no column, computed now; any other name that is not known is absent."""
        entity: Entity | None = self._entity
        field_ = entity.field(name) if entity else None
        if field_ is None or not field_.derived or field_.clock is not None:
            return None
        if field_.rollup is not None:
            return derived_value(field_, self(Needs(sets=(field_.rollup,))))
        computed = field_.formula or field_.condition
        return derived_value(field_, self(computed.needs if computed else Needs()))


def linked_record(view: View, to: tuple[str, ...], value: str) -> Record | None:
    """The record a link value points to: an id, or ``entity/id`` when the link may point to several entities."""
    if len(to) == 1:
        return view.record(to[0], value)
    entity, _, id = value.partition("/")
    return view.record(entity, id) if entity in to else None
