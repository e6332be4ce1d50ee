"""Brings what documents need from the system, or says it: ``python -m adapters.weasyprint.system``.

On Debian and Ubuntu, as root, it is installed; elsewhere the packages are named. Everything else of the product works
without documents.
"""

import asyncio
import os
import shutil
import subprocess
import sys

from adapters.weasyprint.printer import WeasyPrinter
from engine.ports.printer import Fault

DEBIAN = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-cjk")


def main() -> int:
    """Look, bring, look again; 1 when something is still lacking."""
    if not _lacking():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        _say("Installing Pango and Chinese fonts, which documents are laid out with")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *DEBIAN]):
            subprocess.run(["apt-get", *command], env=quiet, check=False, stdout=subprocess.DEVNULL)  # noqa: S603, S607 - named here, found on PATH
    lacks = _lacking()
    if lacks:
        _say(
            f"Documents cannot be laid out ({lacks}). On Debian and Ubuntu: apt-get install {' '.join(DEBIAN)}"
        )
    return 1 if lacks else 0


def _lacking() -> str:
    fault = asyncio.run(WeasyPrinter().probe())
    if fault is None:
        return ""
    return "Pango is missing" if fault.fault is Fault.LIBRARY else "Chinese fonts are missing"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
