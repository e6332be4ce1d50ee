"""The identity of a release: the SHA-256 of its canonical form."""

import hashlib
from collections.abc import Mapping

from engine.packs.canonical import dump
from engine.packs.files import template_of
from engine.packs.kinds import FOLDERS
from engine.packs.schemas import model_schema
from engine.packs.source import TEXT, Document


def canonical_text(path: str, document: Document) -> str:
    """The canonical text of one file of a pack, by the kind of its folder; a template stays as it is."""
    if template_of(path):
        return str(document[TEXT])
    kind = FOLDERS[path.partition("/")[0] if "/" in path else ""]
    return dump(document, model_schema(kind.model))


def release_id(source: Mapping[str, Document]) -> str:
    """The id (hex) of the release that these files make: the same for every way of writing the same pack.

    Scenarios and samples are part of it: a release is what was tested.
    """
    digest = hashlib.sha256()
    for path in sorted(source):
        for part in (path, canonical_text(path, source[path])):
            content = part.encode()
            digest.update(len(content).to_bytes(8))
            digest.update(content)
    return digest.hexdigest()
