"""The printer: each document is laid out by a process of its own, so that none can take the server along."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from engine.ports.printer import Fault, Printed, Unprinted

_NO_MEMORY = 70
_ROOT = Path(__file__).parents[2]
_PROBE = "<html lang=\"zh-CN\"><body style=\"font-family: 'Noto Serif CJK SC', 'Noto Sans CJK SC'\">永和九年，歲在癸丑 人民币壹佰元整 A1</body></html>"


class WeasyPrinter:
    """Fulfils ``engine.ports.printer.Printer`` with WeasyPrint."""

    def __init__(
        self, *, pages: int = 100, seconds: int = 30, memory: int = 2_000_000_000, at_once: int = 2
    ) -> None:
        """``seconds`` of computing and of waiting; ``memory`` in bytes; ``at_once``: how many processes there may be."""
        self._pages, self._seconds, self._memory = pages, seconds, memory
        self._room = asyncio.Semaphore(at_once)

    async def print(self, html: str) -> Printed | Unprinted:
        """Lay it out."""
        async with self._room:
            return await self._laid_out(html)

    async def probe(self) -> Unprinted | None:
        """Lay out a line of Chinese."""
        made = await self.print(_PROBE)
        return made if isinstance(made, Unprinted) else None

    async def _laid_out(self, html: str) -> Printed | Unprinted:
        bounds = (str(self._pages), str(self._seconds), str(self._memory))
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "adapters.weasyprint.child",
            *bounds,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=_ROOT,
            start_new_session=True,  # a Ctrl+C is for the server, which then waits for it
        )
        try:
            async with asyncio.timeout(self._seconds * 2):
                out, _ = await child.communicate(html.encode())
        except TimeoutError:
            return Unprinted(Fault.TIME)
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        return _read(out, child.returncode or 0)


def _read(out: bytes, code: int) -> Printed | Unprinted:
    head, _, pdf = out.partition(b"\n")
    if not head or code:
        # Ended by the system: out of time or of memory, or by the engine itself.
        return Unprinted(Fault.TIME if code < 0 or code == _NO_MEMORY else Fault.BROKEN)
    said: dict[str, Any] = json.loads(head)
    match said.get("problem"):
        case "library":
            return Unprinted(Fault.LIBRARY, str(said["detail"]))
        case "pages":
            return Unprinted(Fault.PAGES, str(said["pages"]))
        case "glyphs":
            return Unprinted(Fault.GLYPHS, "".join(said["characters"]))
        case _:
            return Printed(pdf, int(said["pages"]))
