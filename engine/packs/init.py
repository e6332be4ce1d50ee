"""``pack init``: a new pack made from one that is there, with an id and a name of its own."""

from engine.diagnostics.problem import Diagnostic
from engine.packs import problems
from engine.packs.files import MANIFEST, Files, is_id, template_of
from engine.packs.identity import canonical_text
from engine.packs.pack_schemas import FOLDER
from engine.packs.read import read
from engine.packs.source import Document
from engine.values.plain import Json

FIRST_VERSION = "0.1.0"


def new_pack(template: Files, id: str, name: str | None = None) -> dict[str, bytes] | Diagnostic:
    """The files of a new pack, in canonical form.

    ``template``: a pack without faults; ``id``: of the new one; ``name``: what it is called, in every language of the
    template (None: as the template). Editors find its schemas in its own folder (``pack schema`` writes them there).
    """
    if not is_id(id) or "." in id:
        return Diagnostic(problems.BAD_ID, data={"id": id[:60]})
    loaded, _ = read(template)
    made = {
        path: said if template_of(path) else _with_schema(path, said) for path, said in loaded.source.items()
    }
    manifest = {**made[MANIFEST], "id": id, "version": FIRST_VERSION}
    if name is not None and loaded.manifest is not None:
        manifest["label"] = dict.fromkeys(loaded.manifest.locales, name)
    made[MANIFEST] = manifest
    return {path: canonical_text(path, said).encode() for path, said in made.items()}


def _with_schema(path: str, said: Document) -> dict[str, Json]:
    up = "../" * path.count("/")
    return {**said, "$schema": f"{up}{FOLDER}/{said['kind']}.json"}
