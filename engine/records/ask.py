"""Questions that a form asks besides the fields of its entity: fields of their own, which only become inputs."""

from collections.abc import Mapping

from engine.conditions.names import Catalogue
from engine.conditions.types import UNKNOWN, Type
from engine.diagnostics.problem import Diagnostic, Severity
from engine.records import problems
from engine.records.catalogue import type_of
from engine.records.entity import Entity, Field
from engine.records.fields import field_of
from engine.records.model import EnumField, FieldFile, LaterField, OptionFile, SameAs, ValueField
from engine.records.scope import Around, Scope


def ask_type(said: FieldFile, entities: Mapping[str, Entity]) -> Type:
    """The type of a question; UNKNOWN where ``ask_field`` has something to refuse."""
    borrowed = _with_options(said, entities)
    return type_of(borrowed or said, {}, "") if _entered(said) else UNKNOWN


def ask_field(
    name: str, said: FieldFile, entity: str, catalogue: Catalogue, entities: Mapping[str, Entity]
) -> tuple[Field | None, list[Diagnostic]]:
    """A question, compiled, with what is wrong with it (pointers into ``said``).

    ``entity`` is the one the form is about: conditions of its options may use that record's fields. A question is
    entered: what is derived, given, copied or a list of rows is refused.
    """
    scope = Scope(entity, Around(catalogue, {}))
    if not _entered(said) and not isinstance(said, LaterField):
        scope.fault(problems.NOT_ASKED, type=said.type)
        return None, scope.found
    borrowed = _with_options(said, entities)
    if borrowed is None and isinstance(said, EnumField) and isinstance(said.options, SameAs):
        scope.fault(problems.NO_SUCH_OPTIONS, "options", "same_as", name=said.options.same_as)
        return None, scope.found
    field = field_of(name, borrowed or said, ask_type(said, entities), scope, ())
    failed = any(found.severity is Severity.ERROR for found in scope.found)
    return None if failed else field, scope.found


def _entered(said: FieldFile) -> bool:
    if not isinstance(said, ValueField):
        return False
    return (
        said.formula is None and said.condition is None and said.decision is None and said.copy_from is None
    )


def _with_options(said: FieldFile, entities: Mapping[str, Entity]) -> EnumField | None:
    """The question with the options of the field that it names written out; None when there are none to write out.

    An option's condition is about the other field's record, so that options with one cannot be borrowed.
    """
    if not isinstance(said, EnumField) or not isinstance(said.options, SameAs):
        return None
    entity, _, name = said.options.same_as.partition(".")
    field = entities[entity].field(name) if entity in entities else None
    if field is None or not field.options or any(option.when for option in field.options.values()):
        return None
    options = {option.id: OptionFile(label=option.label) for option in field.options.values()}
    return said.model_copy(update={"options": options})
