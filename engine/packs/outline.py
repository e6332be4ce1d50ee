"""First pass: the names and types of a pack, so that every room can be checked against the others.

Nothing is refused here. What cannot be typed is UNKNOWN or left out; the room it belongs to says why.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel

from engine.access.model import DutyFile, RoleFile
from engine.approvals.model import ApprovalFile, outcomes
from engine.channels.model import ChannelFile
from engine.channels.outline import inputs_of as channel_inputs
from engine.conditions.decisions.columns import outputs_of
from engine.conditions.decisions.model import DecisionFile
from engine.conditions.decisions.sheet import listed
from engine.conditions.names import Catalogue
from engine.conditions.types import UNKNOWN, Kind, Type
from engine.diagnostics.problem import Diagnostic
from engine.effects.surroundings import Asked, Moves, Surroundings
from engine.forms.model import FormFile
from engine.forms.outline import inputs_of, required_of
from engine.limits.model import LimitFile, counted_entities, held_by_owner
from engine.messages.model import MessageFile
from engine.metrics.model import MetricFile
from engine.packs.calls import outline_calls
from engine.packs.columns import columns_of
from engine.packs.model import PackFile
from engine.packs.move_outline import forms_of, together
from engine.packs.parameters import parameter_type
from engine.packs.read import Loaded
from engine.pools.model import PoolFile
from engine.records.builtin import with_builtin
from engine.records.catalogue import catalogue, parent_of
from engine.records.clock_parts import clock_fields, clocks_of
from engine.records.common import common_fields
from engine.records.entity import Entity, Field, FieldKind, Option, Unique
from engine.records.model import ClockField, EntityFile, FieldFile, LaterField, ValueField
from engine.records.scope import Around
from engine.timers.model import CalendarFile
from engine.values.plain import Json, Label
from engine.workflows.model import WorkflowFile

Model = TypeVar("Model", bound=BaseModel)
# What a pack without a readable pack.json is judged as; it becomes no release.
_UNNAMED = PackFile(
    format=1, id="", version="0.0.0", locales=("en",), default_locale="en", time_zone="UTC", currency="CNY"
)


class Outline:
    """The models of a pack by kind, and what they are to each other. Made once per check; never changed."""

    def __init__(self, loaded: Loaded) -> None:
        """Outline a pack as far as it could be read."""
        self.manifest = loaded.manifest or _UNNAMED
        self.roles = _models(loaded, "role", RoleFile)
        self.duties = _models(loaded, "duty", DutyFile)
        self.forms = _models(loaded, "form", FormFile)
        self.limits = _models(loaded, "limit", LimitFile)
        self.approvals = _models(loaded, "approval", ApprovalFile)
        self.messages = _models(loaded, "message", MessageFile)
        self.decisions = _models(loaded, "decision", DecisionFile)
        self.workflows = _models(loaded, "workflow", WorkflowFile)
        self.pools = _models(loaded, "pool", PoolFile)
        self.metrics = _models(loaded, "metric", MetricFile)
        self.calendars = _models(loaded, "calendar", CalendarFile)
        self.channels = _models(loaded, "channel", ChannelFile)
        self.entities = with_builtin(
            _models(loaded, "entity", EntityFile),
            self.manifest.time_zone,
            {id: file.label for id, file in self.calendars.items()},
        )
        self.moves = together(self.workflows.values())
        self.states = {entity: _state_type(moves) for entity, moves in self.moves.items() if moves.states}
        self.columns = columns_of(self.workflows, self.moves)
        self.catalogue = self._catalogue()
        self.around_entities = Around(
            self.catalogue,
            self.entities,
            self.states,
            self._state_labels(),
            self._decision_reads(),
            frozenset(
                file.entity
                for file in self.workflows.values()
                if any(state.stale_after for state in file.states.values())
            ),
            self.columns,
        )
        self._done = frozenset(
            ref
            for path, said in loaded.source.items()
            if path.startswith(("workflows/", "rules/", "approvals/"))
            for ref in _done(said)
        )

    def surroundings(self, compiled: Mapping[str, Entity]) -> Surroundings:
        """What every room is told of the others; ``compiled``: the entities that were without fault."""
        refs = forms_of(self.workflows.values())
        entities = {id: compiled.get(id) or self._entity(id, file) for id, file in self.entities.items()}
        return Surroundings(
            catalogue=self.catalogue,
            entities=entities,
            moves=self.moves,
            roles=frozenset(self.roles),
            duties=frozenset(self.duties),
            messages={id: file.about for id, file in self.messages.items()},
            form_entities={id: file.entity for id, file in self.forms.items()},
            inputs=inputs_of(self.forms, entities),
            transition_forms=refs,
            uniques={id: _uniques(file) for id, file in self.entities.items()},
            required=required_of(self.forms, entities),
            locales=self.manifest.locales,
            done=self._done,
            time_zone=self.manifest.time_zone,
            calendars=frozenset(self.calendars),
            calendar=self.manifest.calendar,
            calls=outline_calls(self.manifest, entities),
            channels=channel_inputs(self.channels, entities),
            quiet_hours=self.manifest.quiet_hours is not None,
            limits={id: counted_entities(file) for id, file in self.limits.items()},
            approvals={
                id: Asked(file.entity, tuple(file.steps), outcomes(file))
                for id, file in self.approvals.items()
            },
            held_by={id: _roles(file) for id, file in self.duties.items()},
            pools=frozenset(self.pools),
            metrics={id: file.split for id, file in self.metrics.items()},
            held_by_owner={id: held_by_owner(file) for id, file in self.limits.items()},
        )

    def _catalogue(self) -> Catalogue:
        currency = self.manifest.currency
        parameters = {
            id: parameter_type(file, currency, self.roles) for id, file in self.manifest.parameters.items()
        }
        bare = catalogue(self.entities, self.states, self.columns, currency=currency)
        return catalogue(
            self.entities,
            self.states,
            self.columns,
            parameters=parameters,
            decisions={id: _outputs(file, bare) for id, file in self.decisions.items()},
            decision_entities={id: file.entity for id, file in self.decisions.items()},
            currency=currency,
        )

    def _state_labels(self) -> Mapping[str, Mapping[str, Label]]:
        found: dict[str, dict[str, Label]] = {}
        for file in (one for one in self.workflows.values() if one.track is None):
            found.setdefault(file.entity, {}).update({id: one.label for id, one in file.states.items()})
        return found

    def _decision_reads(self) -> Mapping[str, frozenset[str]]:
        return {
            id: frozenset(given.field.partition(".")[0] for given in file.inputs.values() if given.field)
            for id, file in self.decisions.items()
        }

    def _entity(self, id: str, file: EntityFile) -> Entity:
        """An entity that has faults, as far as others must know it."""
        types = self.catalogue.entities[id]
        fields = {
            name: _field(name, said, types.get(name, UNKNOWN))
            for name, said in file.fields.items()
            if not isinstance(said, LaterField | ClockField)
        } | clock_fields(file.fields)
        common = common_fields(parent_of(file), self.states.get(id)) | self.columns.get(id, {})
        unique = {name: Unique(name, said.fields, said.label) for name, said in file.unique.items()}
        parent = file.part_of.partition(".") if file.part_of else None
        part_of = (parent[0], parent[2]) if parent else None
        return Entity(
            id,
            file.label,
            fields,
            common,
            part_of=part_of,
            unique=unique,
            has_workflow=id in self.states,
            clocks=clocks_of(file.fields),
        )


def _models(loaded: Loaded, kind: str, model: type[Model]) -> dict[str, Model]:
    return {id: one.model for id, one in loaded.of(kind, model).items()}


def _roles(file: DutyFile) -> frozenset[str]:
    said = file.held_by if isinstance(file.held_by, list | tuple) else [file.held_by]
    return frozenset(one for one in said if isinstance(one, str))


def _state_type(moves: Moves) -> Type:
    return Type(Kind.ENUM, options=moves.states, groups=moves.groups)


def _outputs(file: DecisionFile, bare: Catalogue) -> dict[str, Type]:
    ignored: list[Diagnostic] = []
    found = outputs_of(file, bare, ignored.append)
    lists = file.hit in ("rule_order", "output_order") or file.collect == "list"
    return {id: listed(result.type) if lists else result.type for id, result in found.items()}


def _field(name: str, said: FieldFile, type_: Type) -> Field:
    value = said if isinstance(said, ValueField) else None
    return Field(
        name,
        FieldKind(said.type),
        type_,
        said.label,
        required=value is not None and value.required,
        dedupe=value is not None and value.dedupe,
        mask=said.mask,
        sensitivity=said.sensitivity,
        options={id: Option(id, {}) for id in type_.options},
        to=type_.to,
    )


def _uniques(file: EntityFile) -> frozenset[str]:
    dedupe = (name for name, said in file.fields.items() if isinstance(said, ValueField) and said.dedupe)
    return frozenset((*file.unique, *dedupe))


def _done(value: Json) -> Iterator[str]:
    """Every transition that an effect below takes."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            ref = part.get("do")
            if isinstance(ref, str):
                yield ref
            waiting.extend(part.values())
        elif isinstance(part, list | tuple):
            waiting.extend(part)
