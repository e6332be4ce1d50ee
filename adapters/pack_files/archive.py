"""A pack as a zip archive, read in memory from its list of entries: nothing is ever unpacked to disk."""

import io
import stat
import struct
import zipfile
import zlib

from adapters.pack_files.folder import Reading
from engine.diagnostics.problem import Diagnostic
from engine.packs import problems
from engine.packs.files import BOUNDS, MANIFEST, Bounds, Files, bounds_faults, name_fault

_END = b"PK\x05\x06"
_END_SIZE = 22
_LISTED_BYTES_PER_FILE = 400  # an entry of the list is 46 bytes and a name
_SMALL = 10_000  # what unpacks to less than this is no bomb, whatever its ratio
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # equal packs make equal archives
_ENCRYPTED = 1


def read_archive(data: bytes, bounds: Bounds = BOUNDS) -> Reading:
    """Read a pack from the bytes of a zip archive.

    The files may lie at the top of the archive or in one folder. Everything that is not allowed (names, links, sizes,
    ratios, encryption, a damaged archive) becomes a diagnostic, and an archive beyond the bounds is not unpacked.
    """
    if fault := _list_fault(data, bounds):
        return Reading({}, (fault,))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(archive, bounds)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        ValueError,
        EOFError,
        OSError,
        zlib.error,
    ) as error:
        return Reading({}, (_bad(str(error) or type(error).__name__),))


def write_archive(files: Files) -> bytes:
    """The zip archive of a pack; equal packs make equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[path])
    return buffer.getvalue()


def _list_fault(data: bytes, bounds: Bounds) -> Diagnostic | None:
    """The list of entries is read by its length: judge that before anybody reads it."""
    if len(data) > bounds.total:
        return Diagnostic(problems.TOO_LARGE, data={"limit": bounds.total})
    end = data.rfind(_END)
    if end < 0 or end + _END_SIZE > len(data):
        return _bad("it has no list of entries")
    size: int = struct.unpack_from("<L", data, end + 12)[0]
    if size > bounds.files * _LISTED_BYTES_PER_FILE:
        return Diagnostic(problems.TOO_MANY_FILES, data={"limit": bounds.files})
    return None


def _unpacked(archive: zipfile.ZipFile, bounds: Bounds) -> Reading:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    prefix = _common_folder([entry.filename for entry in entries])
    paths = [entry.filename.removeprefix(prefix) for entry in entries]
    found = bounds_faults(zip(paths, (entry.file_size for entry in entries), strict=True), bounds)
    if len(entries) > bounds.files or sum(entry.file_size for entry in entries) > bounds.total:
        return Reading({}, tuple(found))
    files: dict[str, bytes] = {}
    for path, entry in zip(paths, entries, strict=True):
        fault = _entry_fault(path, entry, files, bounds)
        if fault is not None:
            found.append(fault)
        elif name_fault(path, bounds) is None and entry.file_size <= bounds.file:
            # What the list says of the size may be a lie: never read more than is allowed.
            with archive.open(entry) as file:
                content = file.read(bounds.file + 1)
            if len(content) > bounds.file:
                found.append(Diagnostic(problems.FILE_TOO_LARGE, file=path, data={"limit": bounds.file}))
            else:
                files[path] = content
    return Reading(files, tuple(found))


def _entry_fault(path: str, entry: zipfile.ZipInfo, taken: Files, bounds: Bounds) -> Diagnostic | None:
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Diagnostic(problems.LINKED, file=path[:200])
    if entry.flag_bits & _ENCRYPTED:
        return Diagnostic(problems.UNREADABLE, file=path[:200], data={"detail": "it is encrypted"})
    if entry.file_size > _SMALL and entry.file_size > bounds.ratio * max(entry.compress_size, 1):
        return Diagnostic(problems.BOMB, file=path[:200], data={"limit": bounds.ratio})
    return Diagnostic(problems.TWICE, file=path[:200]) if path in taken else None


def _common_folder(names: list[str]) -> str:
    """The one folder that holds everything, when the manifest lies in it and not at the top."""
    manifests = [
        name for name in names if name == MANIFEST or (name.endswith("/" + MANIFEST) and name.count("/") == 1)
    ]
    prefix = manifests[0].removesuffix(MANIFEST) if len(manifests) == 1 else ""
    return prefix if all(name.startswith(prefix) for name in names) else ""


def _bad(detail: str) -> Diagnostic:
    return Diagnostic(problems.BAD_ARCHIVE, data={"detail": detail[:200]})
