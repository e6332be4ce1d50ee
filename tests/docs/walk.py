"""Runs the shell blocks of a page in one shell, against a server that they start themselves."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, blocks, differences, read

_MARK = "--- block {} ---"
_SECONDS = 240
_KILL = '[ -z "${SERVER:-}" ] || kill "$SERVER" 2> /dev/null || true'


def shell(page: str) -> list[Block]:
    return [block for block in blocks(read(page)) if block.said == "sh"]


def answers(page: str) -> list[Block | None]:
    """For each shell block the JSON block right below it, or None."""
    every = blocks(read(page))
    return [
        below if below is not None and below.said == "json" and _is_below(block, below) else None
        for block, below in zip(every, [*every[1:], None], strict=True)
        if block.said == "sh"
    ]


def _is_below(block: Block, other: Block) -> bool:
    return other.line - block.line == block.text.count("\n") + 3


def compare(page: str, printed: list[str]) -> list[str]:
    """Where the last line that a block printed differs from the JSON right below the block."""
    found: list[str] = []
    for answer, text in zip(answers(page), printed, strict=True):
        if answer is not None:
            last = json.loads(text.splitlines()[-1])
            found += [f"{page}:{answer.line} {one}" for one in differences(json.loads(answer.text), last)]
    return found


def run(shell: list[Block], scratch: Path) -> list[str]:
    """What each block prints. A command that fails ends the test, with what the server said."""
    for tool in ("bash", "curl", "python3"):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool} is not installed: the documentation is run with it")
    script = [f"trap '{_KILL}' EXIT", "set -e"]
    for number, block in enumerate(shell):
        script += [f"echo; echo '{_MARK.format(number)}'", block.text]
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=ROOT,
        env=_environment(scratch),
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    log = scratch / "walk" / "log"
    said = log.read_text(encoding="utf-8")[-4_000:] if log.exists() else "no server was started"
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{said}"
    parts = [done.stdout]
    for number in range(len(shell)):
        before, mark, after = parts.pop().partition(_MARK.format(number) + "\n")
        assert mark, f"block {number} was not reached\n{done.stdout}\n{done.stderr}"
        parts += [before, after]
    return [part.strip() for part in parts[1:]]


def _environment(scratch: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("POINTSMAN_")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bin_folder = str(Path(sys.executable).parent)
    return {
        **kept,
        "PATH": f"{bin_folder}{os.pathsep}{kept.get('PATH', '')}",
        "WALK": str(scratch / "walk"),
        "TRY": str(scratch / "try"),
        "PORT": str(port),
        "LANG": "C.UTF-8",
    }
