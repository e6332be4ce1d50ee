"""The build hook of the wheel: it carries the web application, so that installing it needs no Node.

An editable install has the checkout's own. A source archive brings the built files along; in a checkout ``web/dist`` is
taken, or built where npm is there. Without any of them the build ends with a sentence: a wheel without screens is none.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PAGE = "index.html"
_INSIDE = "server/_web"


class WebFiles(BuildHookInterface[Any]):
    """Puts the built web application into what is being built, as ``server/_web``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """``version`` is ``editable`` or ``standard``."""
        root = Path(self.root)
        if version == "editable" or (root / _INSIDE / _PAGE).is_file():
            return
        dist = root / "web" / "dist"
        build_data["force_include"][str(dist if (dist / _PAGE).is_file() else _built(root))] = _INSIDE


def _built(root: Path) -> Path:
    web = root / "web"
    if not (web / "package.json").is_file() or shutil.which("npm") is None:
        raise RuntimeError(
            "The web application is not built, and there is no npm to build it with: run `make web` first. "
            "A wheel without it would have no screens."
        )
    subprocess.run([sys.executable, str(web / "tool.py"), "build"], check=True)  # noqa: S603 - our own script
    return web / "dist"
