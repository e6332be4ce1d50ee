"""The process that lays one document out: HTML comes in, PDF goes out, and nothing else can be reached from it.

Started for each document by ``printer.py``: ``python -m adapters.weasyprint.child <pages> <seconds> <bytes>``. The HTML is
its standard input; what comes out begins with one line of JSON: ``{"ok": true}`` before the PDF, else what was wrong.
"""

import importlib
import json
import logging
import resource
import sys
from typing import Any

LIBRARY = "weasyprint"
_NO_MEMORY = 70
_FILES = 64 * 1024 * 1024


class _Missing(logging.Handler):
    """Collects the characters that no font of this machine can draw: the layout engine tells them as warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the character of a warning about a missing glyph."""
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple) and record.args:
            self.characters[str(record.args[0])] = None


class Nothing:
    """What the layout engine fetches with: a document stands alone, nothing is fetched for it, from wherever."""

    _fail_on_errors = False  # what the engine looks at: a thing that is not fetched is left out

    def __call__(self, url: str, *_args: object, **_kwargs: object) -> Any:
        """Refuse."""
        raise PermissionError(f"a document reaches nothing outside of it: {url[:100]}")


def _within(seconds: int, memory: int) -> None:
    """Bounds of the process; the system ends it when it goes beyond them."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILES, _FILES))


def _laid_out(html: str, pages: int) -> tuple[dict[str, Any], bytes]:
    try:
        engine: Any = importlib.import_module(LIBRARY)
    except (ImportError, OSError) as error:
        return {"problem": "library", "detail": str(error)[:500]}, b""
    missing = _Missing()
    logger = logging.getLogger("weasyprint")
    logger.handlers[:] = [missing]
    document = engine.HTML(string=html, url_fetcher=Nothing()).render()
    if len(document.pages) > pages:
        return {"problem": "pages", "pages": len(document.pages)}, b""
    pdf: bytes = document.write_pdf()
    if missing.characters:
        return {"problem": "glyphs", "characters": [*missing.characters][:20]}, b""
    return {"ok": True, "pages": len(document.pages)}, pdf


def main() -> None:
    """Lay out what stands in the standard input."""
    pages, seconds, memory = (int(one) for one in sys.argv[1:4])
    html = sys.stdin.buffer.read().decode()
    _within(seconds, memory)
    try:
        said, pdf = _laid_out(html, pages)
    except MemoryError:
        sys.exit(_NO_MEMORY)
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + pdf)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
