"""``pack fmt``: the files of a pack in their canonical form."""

from engine.diagnostics.problem import Diagnostic, Severity
from engine.packs.files import Files
from engine.packs.identity import canonical_text
from engine.packs.kinds import FOLDERS
from engine.packs.read import read


def formatted(files: Files) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The files that are not in canonical form, as they should be; and those that cannot be read.

    Only files that hold a JSON object of a known folder are judged; whether it means anything is ``check``'s to say.
    """
    loaded, found = read(files)
    canonical = {
        path: canonical_text(path, said).encode()
        for path, said in loaded.source.items()
        if (path.partition("/")[0] if "/" in path else "") in FOLDERS
    }
    changed = {path: text for path, text in canonical.items() if text != files[path]}
    unread = [one for one in found if one.file not in canonical and one.severity is Severity.ERROR]
    return changed, unread
