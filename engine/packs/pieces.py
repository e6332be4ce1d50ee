"""A pack taken apart for comparing: every thing that has an id of its own, with what it says."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from engine.packs.files import split, template_of
from engine.packs.kinds import FOLDERS
from engine.packs.source import TEXT, Document
from engine.values.plain import Json, Label

# Kind of file -> the maps in it whose entries are things of their own.
_INNER: Mapping[str, Mapping[str, str]] = {
    "pack": {"parameters": "parameter"},
    "entity": {"fields": "field", "unique": "unique"},
    "workflow": {"states": "state", "transitions": "transition"},
    "approval": {"steps": "step"},
    "view": {"blocks": "block"},
    "dashboard": {"blocks": "block"},
}
Key = tuple[str, str]
"""Kind and id: ``("field", "repair.price")``, ``("transition", "repair.start")``, ``("parameter", "cap")``."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing of a pack. ``path`` and ``pointer`` say where it stands; ``was`` its earlier ids."""

    kind: str
    id: str
    path: str
    pointer: str
    says: Document
    label: Label
    was: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.kind, self.id


def pieces(source: Mapping[str, Document]) -> dict[Key, Piece]:
    """Every thing of a pack by kind and id."""
    return {piece.key: piece for path, said in source.items() for piece in _of_file(path, said)}


def _of_file(path: str, said: Document) -> Iterator[Piece]:
    named = template_of(path)
    if named is not None:
        # What is compared is a mark of the text: the text itself is for whoever opens the file.
        mark = hashlib.sha256(str(said[TEXT]).encode()).hexdigest()[:12]
        yield Piece("template", ".".join(named), path, "", {"text": mark}, {})
        return
    folder, stem = split(path)
    kind = FOLDERS.get(folder.partition("/")[0])
    if kind is None:
        return
    inner = _INNER.get(kind.name, {})
    own = {key: value for key, value in said.items() if key not in inner}
    yield _piece(kind.name, stem if folder else "", path, "", own, "")
    for key, name in inner.items():
        entries = said.get(key)
        for id, entry in entries.items() if isinstance(entries, Mapping) else ():
            if isinstance(entry, Mapping):
                whole = id if kind.name == "pack" else f"{stem}.{id}"
                prefix = "" if kind.name == "pack" else f"{stem}."
                yield _piece(name, whole, path, f"/{key}/{id}", entry, prefix)
    if kind.name == "decision":
        rows = said.get("rows")
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, Mapping):
                yield _piece("row", f"{stem}.{row.get('id')}", path, f"/rows/{index}", row, f"{stem}.")


def _piece(kind: str, id: str, path: str, pointer: str, said: Mapping[str, Json], prefix: str) -> Piece:
    label, was = said.get("label"), said.get("was")
    earlier = tuple(prefix + str(one) for one in was) if isinstance(was, list) else ()
    left_out = ("label", "was", "rows") if kind == "decision" else ("label", "was")
    says = {key: value for key, value in said.items() if key not in left_out}
    return Piece(
        kind, id, path, pointer, says, cast("Label", label) if isinstance(label, Mapping) else {}, earlier
    )
