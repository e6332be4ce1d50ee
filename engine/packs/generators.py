"""What may be wrong with the generators of a sample: values the field cannot take, names of nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.diagnostics.pointer import pointer
from engine.packs import problems
from engine.packs.data import Data
from engine.packs.sample import (
    DayJson,
    JoinJson,
    LiteralJson,
    MaybeJson,
    MomentValueJson,
    NextOfJson,
    NumberJson,
    OneOfJson,
    PatternJson,
    PickJson,
    RowsJson,
    SameJson,
    SampleFile,
    Span,
    WeightedJson,
)
from engine.records.entity import Entity, Field
from engine.values.plain import Json

_LONGEST_COUNTER = 12


@dataclass(frozen=True, slots=True)
class Generators:
    """The generators of one entry (or of one row of it): ``entity`` is what they make, ``seen`` the fields before."""

    file: SampleFile
    data: Data
    entry: str
    entity: Entity
    seen: tuple[str, ...] = ()

    def judge(self, field: Field, generator: object, at: str) -> None:
        """Report what the generator could make that the field cannot take."""
        match generator:
            case NextOfJson() | OneOfJson() | SameJson() | RowsJson():
                self._referring(field, generator, at)
            case PickJson():
                self._values(field, dict(enumerate(generator.pick)), at + "/pick")
            case WeightedJson():
                for value in generator.weighted:
                    self.data.value(field, value, at + pointer("weighted", value))
            case LiteralJson():
                self.data.value(field, generator.literal, at + "/literal")
            case JoinJson() | PatternJson():
                self._text(field, generator, at)
            case NumberJson() | MomentValueJson() | DayJson():
                self._between(field, generator, at)
            case MaybeJson():
                self.judge(field, generator.value, at + "/value")
            case _:
                plain: Json = generator  # pyright: ignore[reportAssignmentType] - what is no generator is JSON
                self.data.value(field, plain, at)

    def _values(self, field: Field, values: Mapping[int, Json], at: str) -> None:
        for index, value in values.items():
            self.data.value(field, value, at + pointer(index))

    def _text(self, field: Field, generator: JoinJson | PatternJson, at: str) -> None:
        if isinstance(generator, PatternJson):
            self.data.value(field, counted(generator.pattern, 1), at + "/pattern")
            return
        for index, part in enumerate(generator.join):
            if isinstance(part, str):
                self.data.known(part, self.file.lists, "list", at + pointer("join", index))

    def _between(self, field: Field, generator: NumberJson | MomentValueJson | DayJson, at: str) -> None:
        match generator:
            case MomentValueJson():
                check_span(generator.moment, self.data, at + "/moment")
            case DayJson():
                check_order(generator.day[0], generator.day[1], self.data, at + "/day")
            case NumberJson():
                check_order(generator.number[0], generator.number[1], self.data, at + "/number")
                self._values(field, dict(enumerate(generator.number[:2])), at + "/number")

    def _referring(
        self, field: Field, generator: NextOfJson | OneOfJson | SameJson | RowsJson, at: str
    ) -> None:
        match generator:
            case SameJson():
                if self.data.known(generator.same.partition(".")[0], self.seen, "field", at + "/same"):
                    self.data.path(self.entity.id, generator.same, at + "/same")
            case RowsJson():
                self._rows(field, generator, at + "/rows")
            case NextOfJson():
                self._entry(field, generator.next_of, generator.path, at + "/next_of")
            case OneOfJson(one_of=str(name)):
                self._entry(field, name, None, at + "/one_of")
            case OneOfJson():
                self._values(field, dict(enumerate(generator.one_of)), at + "/one_of")

    def _entry(self, field: Field, name: str, path: str | None, at: str) -> None:
        order = ordered_entries(self.file)
        if not self.data.known(name, order[: order.index(self.entry)], "entry", at):
            return
        entity = self.file.records[name].entity
        if path is not None:
            type_ = self.data.path(entity, path, at)
            entity = type_.to[0] if type_ and type_.to else entity
        if entity not in field.type.to:
            wanted = ", ".join(field.type.to) or field.kind.value
            self.data.fault(problems.ALIAS_OF_OTHER, at, name=name, entity=entity, wanted=wanted)

    def _rows(self, field: Field, generator: RowsJson, at: str) -> None:
        if field.lines is None:
            self.data.fault(problems.NO_ROWS, at, field=field.id)
            return
        entity = self.data.around.entities[field.lines]
        for index, row in enumerate(generator.rows):
            judge_all(Generators(self.file, self.data, self.entry, entity), row, at + pointer(index))


def judge_all(generators: Generators, values: Mapping[str, object], at: str) -> None:
    """Judge the generators of a record or row, in the order of the file."""
    seen: tuple[str, ...] = ()
    for name, generator in values.items():
        place = at + pointer(name)
        field = generators.data.field(generators.entity, name, place)
        if field is not None:
            one = Generators(generators.file, generators.data, generators.entry, generators.entity, seen)
            one.judge(field, generator, place)
        seen = (*seen, name)


def ordered_entries(file: SampleFile) -> list[str]:
    """The ids of the entries of ``records`` in the order in which they are made."""
    return sorted(file.records, key=lambda name: (file.records[name].order, name))


def check_span(span: Span, data: Data, at: str) -> None:
    """Report days or hours that end before they begin."""
    check_order(span.days[0], span.days[1], data, at + "/days")
    check_order(span.hours[0], span.hours[1], data, at + "/hours")
    if span.by_hour is not None and len(span.by_hour) != span.hours[1] - span.hours[0] + 1:
        data.fault(problems.HOURS_OF_SPAN, at + "/by_hour", count=len(span.by_hour))
    for key, weights in (("weekdays", span.weekdays), ("by_hour", span.by_hour)):
        if weights is not None and not any(weights):
            data.fault(problems.NO_WEIGHT, f"{at}/{key}")


def check_order(low: Json, high: Json, data: Data, at: str) -> None:
    """Report two numbers of which the first is more than the second."""
    if float(str(low)) > float(str(high)):
        data.fault(problems.UPSIDE_DOWN, at, low=str(low), high=str(high))


def counted(pattern: str, number: int, copy: int = 0) -> str:
    """A pattern with its counters filled in: ``{n}`` plain, ``{n:4}`` with at least four digits; ``{c}`` of the copy."""
    text = pattern
    for name, value in (("n", str(number)), ("c", str(copy))):
        text = text.replace(f"{{{name}}}", value)
        for width in range(1, _LONGEST_COUNTER + 1):
            text = text.replace(f"{{{name}:{width}}}", value.zfill(width))
    return text
