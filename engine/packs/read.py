"""Files become models: each by its kind and folder, its stem is its id. What is wrong is told, all of it at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError

from engine.conditions.names import RESERVED
from engine.diagnostics.problem import Diagnostic, inside
from engine.diagnostics.suggest import nearest
from engine.packs import problems
from engine.packs.faults import shape_faults
from engine.packs.files import MANIFEST, Files, bounds_faults, is_companion, is_id, split, template_of
from engine.packs.kinds import FOLDERS, KINDS, LATER_FOLDERS, LATER_KINDS, Kind
from engine.packs.model import PackFile
from engine.packs.schemas import model_schema
from engine.packs.source import TEXT, Document, document, with_labels, without
from engine.values.plain import Json

Model_co = TypeVar("Model_co", bound=BaseModel, covariant=True)
_ROUNDS = 4
_OTHERWISE = "en"


@dataclass(frozen=True)
class Definition(Generic[Model_co]):
    """One file that says what its kind demands. ``whole`` is False when parts of it had to be left out."""

    path: str
    id: str
    kind: str
    model: Model_co
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pack as far as it could be read.

    ``definitions``: kind -> id -> definition. ``source``: path -> document, labels written out, of every file that
    holds a JSON object. ``templates``: document -> language -> text.
    """

    manifest: PackFile | None = None
    definitions: Mapping[str, Mapping[str, Definition[BaseModel]]] = field(
        default_factory=dict[str, dict[str, Definition[BaseModel]]]
    )
    source: Mapping[str, Document] = field(default_factory=dict[str, Document])
    templates: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def of(self, kind: str, model: type[Model_co]) -> dict[str, Definition[Model_co]]:
        """The definitions of one kind, whose files are of this model, by id."""
        found = self.definitions.get(kind, {})
        return {
            id: cast("Definition[Model_co]", one) for id, one in found.items() if isinstance(one.model, model)
        }


def read(files: Files) -> tuple[Loaded, list[Diagnostic]]:
    """Read the files of a pack.

    Gives what could be read and everything that could not: names, sizes, JSON, kinds, shapes. A file with faults is
    read without the faulty parts where that is possible, so that other files are judged as if it were there.
    """
    found = bounds_faults((path, len(content)) for path, content in files.items())
    if found:
        return Loaded(), found
    if MANIFEST not in files:
        found.append(Diagnostic(problems.NO_MANIFEST, file=MANIFEST))
    documents: dict[str, Document] = {}
    for path in sorted(files):
        if is_companion(path):
            continue
        said = _document(path, files[path])
        if isinstance(said, Diagnostic):
            found.append(said)
        elif said is not None:
            documents[path] = said
    language = documents.get(MANIFEST, {}).get("default_locale")
    return _models(documents, language if isinstance(language, str) else _OTHERWISE, found)


def _models(
    documents: dict[str, Document], language: str, found: list[Diagnostic]
) -> tuple[Loaded, list[Diagnostic]]:
    definitions: dict[str, dict[str, Definition[BaseModel]]] = {}
    templates: dict[str, dict[str, str]] = {}
    for path, said in documents.items():
        named = template_of(path)
        if named is not None:
            templates.setdefault(named[0], {})[named[1]] = str(said[TEXT])
            continue
        kind, fault = _kind(path, said)
        if fault is not None:
            found.append(fault)
        if kind is None:
            continue
        schema = model_schema(kind.model)
        documents[path] = with_labels(said, schema, language)
        definition, faults = _definition(path, kind, documents[path], schema)
        found.extend(faults)
        same = definitions.setdefault(kind.name, {})
        if definition is not None and definition.id in same:
            data: dict[str, Json] = {"id": definition.id, "other": same[definition.id].path}
            found.append(Diagnostic(problems.DEFINED_TWICE, file=path, data=data))
        elif definition is not None:
            same[definition.id] = definition
    manifest = next((one.model for one in definitions.pop("pack", {}).values()), None)
    loaded = Loaded(manifest if isinstance(manifest, PackFile) else None, definitions, documents, templates)
    return loaded, found


def _document(path: str, content: bytes) -> Document | Diagnostic | None:
    folder = path.partition("/")[0] if "/" in path else ""
    if not path.endswith(".json") and not template_of(path):
        return Diagnostic(problems.UNKNOWN_FILE, file=path)
    if folder in LATER_FOLDERS:
        return Diagnostic(problems.NOT_YET, file=path, data={"kind": LATER_FOLDERS[folder]})
    if folder not in FOLDERS:
        suggestion = nearest(folder, [*FOLDERS])
        data: dict[str, Json] = {"folder": folder, **({"suggestion": suggestion} if suggestion else {})}
        return Diagnostic(problems.UNKNOWN_FOLDER, file=path, data=data)
    if folder == "" and path != MANIFEST:
        return Diagnostic(problems.UNKNOWN_FILE, file=path)
    return document(path, content)


def _kind(path: str, said: Document) -> tuple[Kind | None, Diagnostic | None]:
    """The kind of a file by its folder, and what is wrong with what it says of itself."""
    here = FOLDERS[path.partition("/")[0] if "/" in path else ""]
    named = said.get("kind")
    if named == here.name:
        return here, None
    if named is None:
        return here, Diagnostic(problems.NO_KIND, file=path, data={"kind": here.name})
    if isinstance(named, str) and named in LATER_KINDS:
        return None, Diagnostic(problems.NOT_YET, "/kind", path, {"kind": named})
    if isinstance(named, str) and named in KINDS:
        data: dict[str, Json] = {"kind": named, "expected": KINDS[named].folder or MANIFEST}
        return None, Diagnostic(problems.WRONG_FOLDER, "/kind", path, data)
    suggestion = nearest(str(named), [*KINDS])
    data = {"kind": str(named)[:60], **({"suggestion": suggestion} if suggestion else {})}
    return None, Diagnostic(problems.UNKNOWN_KIND, "/kind", path, data)


def _definition(
    path: str, kind: Kind, said: Document, schema: Mapping[str, Any]
) -> tuple[Definition[BaseModel] | None, list[Diagnostic]]:
    id = split(path)[1] if kind.folder else str(said.get("id", ""))
    found = _id_faults(id, kind, path)
    part: Document = {**said, "kind": kind.name}
    for attempt in range(_ROUNDS):
        try:
            model = kind.model.model_validate(part)
        except ValidationError as error:
            faults = shape_faults(error, part, schema)
            if attempt == 0:
                found.extend(inside(faults, file=path))
            # What is missing cannot be cut out: what lacks it goes.
            cut = {one.pointer for one in faults}
            if "" in cut:
                break
            part = without(part, cut)
        else:
            return Definition(path, id, kind.name, model, whole=not found), found
    return None, found


def _id_faults(id: str, kind: Kind, path: str) -> list[Diagnostic]:
    pointer = "" if kind.folder else "/id"
    if not is_id(id) or ("." in id and not kind.dotted):
        return [Diagnostic(problems.BAD_ID, pointer, path, {"id": id[:60]})]
    if kind.name == "entity" and id in RESERVED:
        return [Diagnostic(problems.RESERVED_ID, pointer, path, {"id": id})]
    return []
