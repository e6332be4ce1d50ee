"""By what the records of an entity without a title are called: its own texts, and whom or what it points to."""

from collections.abc import Iterator, Mapping

from engine.diagnostics.suggest import nearest
from engine.records import problems
from engine.records.builtin import PERSON
from engine.records.entity import Field, FieldKind
from engine.records.model import EntityFile, LinkField
from engine.records.scope import Scope

_NAMES = frozenset({FieldKind.TEXT, FieldKind.LINK, FieldKind.PERSON})


def check_named_by(file: EntityFile, fields: Mapping[str, Field], scope: Scope) -> None:
    """Report what does not name anything, and links that lead back to where they start."""
    if file.named_by and file.title is not None:
        scope.fault(problems.NAMED_TWICE, "named_by")
    for place, name in enumerate(file.named_by):
        if name == "number" and file.serial is not None:
            continue
        field = fields.get(name)
        if field is None or not field.stored or field.kind not in _NAMES:
            meant = nearest(name, [id for id, one in fields.items() if one.kind in _NAMES])
            more = {"suggestion": meant} if meant and field is None else {}
            scope.fault(problems.UNKNOWN_NAME, "named_by", place, name=name, **more)
        elif scope.entity in _named_by(field.to, scope.around.files):
            scope.fault(problems.NAMED_IN_CIRCLES, "named_by", place, name=name)


def _named_by(to: tuple[str, ...], files: Mapping[str, EntityFile]) -> set[str]:
    """Every entity whose names are looked at, from these on."""
    seen: set[str] = set()
    waiting = [*to]
    while waiting:
        entity = waiting.pop()
        if entity not in seen and entity in files:
            seen.add(entity)
            waiting += _next(files[entity])
    return seen


def _next(file: EntityFile) -> Iterator[str]:
    for name in file.named_by:
        said = file.fields.get(name)
        if isinstance(said, LinkField):
            yield from (said.to,) if isinstance(said.to, str) else said.to
        elif said is not None and said.type == PERSON:
            yield PERSON
