"""Where the bytes of uploaded files lie."""

from typing import Protocol


class Blobs(Protocol):
    """Bytes by their hash; what was put is never changed."""

    async def put(self, data: bytes) -> str:
        """Keep the bytes, durable when this returns; gives their SHA-256 (hex)."""
        ...

    async def get(self, sha256: str) -> bytes | None:
        """The bytes, or None when there are none of that hash."""
        ...
