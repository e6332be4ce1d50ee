"""The calls that pack.json declares: outlined for the rooms, and compiled for the release."""

import re
from collections.abc import Mapping

from engine.conditions.types import TEXT
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, inside
from engine.diagnostics.suggest import nearest
from engine.effects.labels import check_label
from engine.effects.outside import WHY, CallOutline, OutsideCall
from engine.effects.surroundings import Surroundings
from engine.packs import problems
from engine.packs.model import CallFile, PackFile
from engine.records.ask import ask_field, ask_type
from engine.records.entity import Entity, Field
from engine.records.model import FieldFile

_VERB = re.compile(r"[a-z][a-z0-9_]{0,59}\.[a-z][a-z0-9_]{0,59}")


def outline_calls(manifest: PackFile, entities: Mapping[str, Entity]) -> dict[str, CallOutline]:
    """Each call with the types of what its answers bring."""
    return {
        id: CallOutline(
            file.about,
            {name: ask_type(said, entities) for name, said in file.answer.items()},
            {WHY: TEXT, **{name: ask_type(said, entities) for name, said in file.failure.items()}},
        )
        for id, file in manifest.calls.items()
    }


def check_calls(manifest: PackFile, around: Surroundings) -> tuple[dict[str, OutsideCall], list[Diagnostic]]:
    """The calls of a pack, and everything that is wrong with them (pointers into pack.json)."""
    made: dict[str, OutsideCall] = {}
    found: list[Diagnostic] = []
    for id, file in manifest.calls.items():
        at = pointer("calls", id)
        found += check_label(file.label, manifest.locales, at + "/label")
        if not _VERB.fullmatch(id):
            found.append(Diagnostic(problems.BAD_VERB, at, data={"id": id[:60]}))
        if file.about not in around.entities:
            suggestion = nearest(file.about, around.entities)
            data = {"name": file.about[:60], **({"suggestion": suggestion} if suggestion else {})}
            found.append(Diagnostic(problems.UNKNOWN_CALLED_ENTITY, at + "/about", data=data))
            continue
        answer = _fields(file, file.answer, around, at + "/answer", found)
        failure = _fields(file, file.failure, around, at + "/failure", found)
        made[id] = OutsideCall(id, file.about, file.label, answer, failure)
    return made, found


def _fields(
    file: CallFile,
    said: Mapping[str, FieldFile],
    around: Surroundings,
    at: str,
    found: list[Diagnostic],
) -> dict[str, Field]:
    made: dict[str, Field] = {}
    for name, one in said.items():
        field, faults = ask_field(name, one, file.about, around.catalogue, around.entities)
        found += inside(faults, at + pointer(name))
        if field is not None:
            made[name] = field
    return made
