"""A folder of files that are named by the SHA-256 of their bytes, so that the same bytes are kept once."""

import asyncio
import hashlib
import os
import re
import tempfile
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{64}")


class FileFolder:
    """Fulfils ``engine.ports.blobs.Blobs``. Nothing is ever changed in place; a half-written file is never seen."""

    def __init__(self, root: Path) -> None:
        """``root`` is made when the first file comes."""
        self._root = root

    async def put(self, data: bytes) -> str:
        """Keep the bytes, durable when this returns; gives their SHA-256 (hex)."""
        return await asyncio.to_thread(self._put, data)

    async def get(self, sha256: str) -> bytes | None:
        """The bytes, or None when there are none of that hash."""
        return await asyncio.to_thread(self._get, sha256)

    def _put(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        place = self._place(sha256)
        if place.exists():
            return sha256
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).rename(place)
        return sha256

    def _get(self, sha256: str) -> bytes | None:
        if _NAME.fullmatch(sha256) is None:
            return None
        place = self._place(sha256)
        return place.read_bytes() if place.is_file() else None

    def _place(self, sha256: str) -> Path:
        """Two levels, so that no folder grows too large."""
        return self._root / sha256[:2] / sha256
