"""A pack as a folder. Links are never followed, and nothing is written outside of the folder."""

import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from engine.diagnostics.problem import Diagnostic
from engine.packs import problems
from engine.packs.files import BOUNDS, Bounds, Files, bounds_faults, name_fault


@dataclass(frozen=True, slots=True)
class Reading:
    """The files that could be taken, and what was wrong with the others."""

    files: Files = field(default_factory=dict[str, bytes])
    diagnostics: tuple[Diagnostic, ...] = ()


def read_folder(folder: Path, bounds: Bounds = BOUNDS) -> Reading:
    """Read a pack from a folder.

    Hidden files are no part of a pack. Links, names and sizes that are not allowed become diagnostics; a folder beyond
    the bounds is not read at all.
    """
    if not folder.is_dir():
        return Reading({}, (Diagnostic(problems.NO_FOLDER, data={"folder": str(folder)}),))
    found: list[Diagnostic] = []
    sizes: list[tuple[str, int]] = []
    for path, status in _entries(folder, "", bounds.depth + 1):
        if not stat.S_ISREG(status.st_mode):
            found.append(Diagnostic(problems.LINKED, file=path))
        else:
            sizes.append((path, status.st_size))
        if len(sizes) > bounds.files:
            break
    found.extend(bounds_faults(sizes, bounds))
    if len(sizes) > bounds.files or sum(size for _, size in sizes) > bounds.total:
        return Reading({}, tuple(found))
    files: dict[str, bytes] = {}
    for path, size in sizes:
        if name_fault(path, bounds) or size > bounds.file:
            continue
        try:
            files[path] = _content(folder / path, bounds.file)
        except OSError as error:
            found.append(
                Diagnostic(problems.UNREADABLE, file=path, data={"detail": error.strerror or str(error)})
            )
    return Reading(files, tuple(found))


def write_folder(folder: Path, files: Files) -> tuple[Diagnostic, ...]:
    """Write files into a folder, each whole or not at all; other files there are left alone.

    Refused (nothing is written): names that a pack cannot have, and links in the way. Gives what was refused.
    """
    refused = bounds_faults((path, len(content)) for path, content in files.items())
    refused.extend(Diagnostic(problems.LINKED, file=path) for path in files if _linked(folder, path))
    if refused:
        return tuple(refused)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    return ()


def write_schemas(folder: Path, inside: str, files: Files) -> Path:
    """Write schemas (name -> content) into a hidden folder ``inside`` a pack's folder; gives where they lie."""
    target = folder / inside
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (target / name).write_bytes(content)
    return target


def _entries(folder: Path, inside: str, levels: int) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder / inside) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.name.startswith("."):
                continue
            path = f"{inside}/{entry.name}" if inside else entry.name
            if entry.is_dir(follow_symlinks=False):
                if levels > 1:
                    yield from _entries(folder, path, levels - 1)
                continue
            yield path, entry.stat(follow_symlinks=False)


def _content(path: Path, most: int) -> bytes:
    # O_NOFOLLOW: a link that took the file's place after it was listed is an error, not another file.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(handle, "rb") as file:
        return file.read(most + 1)[:most]


def _linked(folder: Path, path: str) -> bool:
    at = folder
    for part in path.split("/"):
        at = at / part
        if at.is_symlink():
            return True
    return False
