"""Values in samples and scenarios: judged against the entities as input of a person would be."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.conditions.types import Type
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, Problem
from engine.diagnostics.suggest import nearest
from engine.effects.surroundings import Moves, Surroundings
from engine.packs import problems
from engine.records.accept import accept_value
from engine.records.entity import Entity, Field
from engine.values.duration import Duration
from engine.values.plain import Json
from engine.values.refusal import Reason

PERSON, CENTRE = "person", "centre"
_ANY_ZONE = ZoneInfo("UTC")
_SHORT_SPAN = re.compile(r"(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,5})s)?")


def moment(text: str) -> datetime | None:
    """An ISO 8601 moment with its offset; None when the text is none, or has no offset."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo is None else found


def span(text: str) -> Duration | None:
    """What stands behind the + of a step: ``1h15m``, ``2d``, or an ISO 8601 duration; None when it is neither.

    ``2d`` is two calendar days (P2D), ``48h`` two times 24 hours (PT48H).
    """
    short = _SHORT_SPAN.fullmatch(text)
    if text and short is not None:
        days, hours, minutes, seconds = (int(part or 0) for part in short.groups())
        return Duration(0, days, (hours * 60 + minutes) * 60 + seconds)
    return Duration.parse(text)


@dataclass(slots=True)
class Data:
    """One sample or scenario under check.

    ``aliases``: what ``@alias`` may name -> the entity of the record that it is.
    """

    file: str
    around: Surroundings
    aliases: dict[str, str] = field(default_factory=dict[str, str])
    found: list[Diagnostic] = field(default_factory=list[Diagnostic])

    def fault(self, problem: Problem, at: str, **data: Json) -> None:
        """Report a fault at a pointer of the file."""
        self.found.append(Diagnostic(problem, at, self.file, data))

    def known(self, name: str, names: Iterable[str], what: str, at: str) -> bool:
        """Whether a name of this sort (role, state, field ...) exists; reported when it does not."""
        names = tuple(names)
        if name in names:
            return True
        suggestion = nearest(name, names)
        more: dict[str, Json] = {"suggestion": suggestion} if suggestion else {}
        self.fault(problems.DATA_UNKNOWN, at, name=name[:60], what=problems.WHAT[what], **more)
        return False

    def standing(self, entity: str, state: str | None, tracks: Mapping[str, str], at: str) -> None:
        """Judge the states in which a record is brought over."""
        moves = self.around.moves.get(entity)
        if state is not None:
            self.known(state, moves.states if moves else (), "state", at + "/state")
        for track, here in tracks.items():
            found: Mapping[str, Moves] = moves.tracks if moves else {}
            place = at + pointer("tracks", track)
            if self.known(track, found, "track", place):
                self.known(here, found[track].states, "state", place)

    def alias(self, name: str, at: str, entity: str | None = None) -> None:
        """Judge ``@alias``, where a record of ``entity`` is wanted (None: of any)."""
        if not name.startswith("@"):
            self.fault(problems.ALIAS_WANTED, at, name=name[:60])
            return
        found = self.record(name[1:], at)
        if found is not None and entity not in (None, found):
            self.fault(problems.ALIAS_OF_OTHER, at, name=name, entity=found, wanted=entity)

    def record(self, name: str, at: str) -> str | None:
        """The entity of an alias, or of what a path of links from it leads to (``a1.visit``); None when reported."""
        alias, *steps = name.split(".")
        return (
            self.reached(self.aliases[alias], steps, at)
            if self.known(alias, self.aliases, "alias", at)
            else None
        )

    def reached(self, entity: str, steps: Iterable[str], at: str) -> str | None:
        """The entity that a path of links from a record of ``entity`` leads to; None when reported."""
        for step in steps:
            types = self.around.catalogue.entities.get(entity, {})
            links = [name for name, type_ in types.items() if len(type_.to) == 1]
            if not self.known(step, links, "field", at):
                return None
            entity = types[step].to[0]
        return entity

    def name(self, alias: str, entity: str, at: str) -> None:
        """Let an alias stand for a record from here on."""
        if alias in self.aliases:
            self.fault(problems.ALIAS_TWICE, at, name=alias[:60])
        self.aliases[alias] = entity

    def entity(self, name: str, at: str) -> Entity | None:
        """The entity of this name; None after reporting that there is none."""
        return self.around.entities[name] if self.known(name, self.around.entities, "entity", at) else None

    def transition(self, ref: str, at: str) -> str | None:
        """The entity of ``entity.transition``; None after reporting that there is no such transition."""
        refs = [
            f"{entity}.{name}" for entity, moves in self.around.moves.items() for name in moves.transitions
        ]
        return ref.partition(".")[0] if self.known(ref, refs, "transition", at) else None

    def moment(self, text: str, at: str) -> datetime | None:
        """The moment of a text; None after reporting that it is none."""
        found = moment(text)
        if found is None:
            self.fault(problems.NOT_A_MOMENT, at, value=text[:60])
        return found

    def path(self, entity: str, path: str, at: str) -> Type | None:
        """The type at the end of a path of links from a record; None after reporting where it breaks."""
        type_: Type | None = None
        for name in path.split("."):
            types = self.around.catalogue.entities.get(entity, {})
            if not self.known(name, types, "field", at):
                return None
            type_ = types[name]
            entity = type_.to[0] if len(type_.to) == 1 else ""
        return type_

    def field(self, entity: Entity, name: str, at: str) -> Field | None:
        """The field that is to be given a value; None after reporting why it cannot be."""
        if not self.known(name, entity.fields, "field", at):
            return None
        found = entity.fields[name]
        if found.derived:
            self.fault(problems.DATA_DERIVED, at, field=name)
            return None
        return found

    def value(self, field: Field, raw: Json, at: str) -> None:
        """Judge a value for a field: ``@alias`` for a link, else what a person could enter."""
        if field.type.to and isinstance(raw, str) and raw.startswith("@"):
            self.alias(raw, at, field.type.to[0] if len(field.type.to) == 1 else None)
            return
        if field.lines is not None:
            self._rows(field.lines, raw, at)
            return
        answer = accept_value(field, raw, _ANY_ZONE)
        if isinstance(answer, Reason):
            self.fault(problems.DATA_VALUE, at, detail=answer.text, field=field.id)

    def values(self, entity: Entity, values: Mapping[str, Json], at: str) -> None:
        """Judge the values of several fields."""
        for name, raw in values.items():
            place = at + pointer(name)
            field = self.field(entity, name, place)
            if field is not None:
                self.value(field, raw, place)

    def inputs(self, ref: str, names: Iterable[str], at: str) -> None:
        """Judge the names of what a transition's form is given; the form alone knows which lists it shows."""
        asked = self.around.asked(ref)
        steps = {name.partition(".")[0] for name in asked if "." in name}
        entity = self.around.entities.get(ref.partition(".")[0])
        lists = [id for id, field in entity.fields.items() if field.lines is not None] if entity else []
        for name in names:
            self.known(name, (*asked, *steps, *lists), "input", at + pointer(name))

    def _rows(self, entity: str, raw: Json, at: str) -> None:
        if not isinstance(raw, list | tuple):
            self.fault(problems.ROWS_WANTED, at)
            return
        for index, row in enumerate(raw):
            if isinstance(row, Mapping):
                self.values(self.around.entities[entity], row, at + pointer(index))
            else:
                self.fault(problems.ROWS_WANTED, at + pointer(index))
