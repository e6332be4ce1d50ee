"""How long a screen takes until one can act on it, in a browser: the queue, and a record with a long history.

The browser is one of the machine (``BENCH_BROWSER``, else /usr/bin/chromium), driven by the Playwright of ``web/``. Where either is
missing, this part is left out, and says so.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.candidate import Candidate
from bench.figures import Figure, Results
from bench.posts import PASSWORD, Post
from server.web_files import web_routes

_WEB = Path(__file__).parents[1] / "web"
_BROWSER = os.environ.get("BENCH_BROWSER", "/usr/bin/chromium")
_PATIENCE = 600
_NAMES = {
    "sign_in": "from the sign-in to the first page",
    "queue": "queue, until its first item can be acted on",
    "record": "record with a long history, until it can be acted on",
}


def missing() -> str | None:
    """Why nothing can be measured here; None when it can."""
    if shutil.which("node") is None:
        return "there is no node"
    if not (_WEB / "node_modules" / "@playwright" / "test").is_dir():
        return "web/node_modules is not installed"
    if not Path(_BROWSER).is_file():
        return f"there is no browser at {_BROWSER}"
    return None if web_routes() else "the web application has not been built (make web)"


def run(script: str, asked: Mapping[str, Any]) -> Any:
    """What a script of ``web/bench`` tells that was told this, and which browser to drive."""
    told = json.dumps({**asked, "browser": _BROWSER})
    done = subprocess.run(
        ["node", f"bench/{script}.mjs", told], capture_output=True, text=True, check=False, timeout=_PATIENCE, cwd=_WEB
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the browser: {done.stdout}\n{done.stderr}")
    return json.loads(done.stdout)


def measure(candidate: Candidate, post: Post, record: str, results: Results, name: str, times: int) -> None:
    """Sign in by the form as this person, and load both screens so many times, as one who comes back does."""
    why = missing()
    if why is not None:
        print(f"Screens in a browser were not measured: {why}.")
        return
    asked = {
        "url": candidate.url,
        "login": post.login,
        "password": PASSWORD,
        "record": record,
        "times": times,
    }
    took = run("interactive", asked)
    for what, title in _NAMES.items():
        each = sorted(float(one) for one in took[what])
        middle, late = each[len(each) // 2], each[min(len(each) - 1, len(each) * 95 // 100)]
        results.take([Figure(title, name, 1, [middle], p50=[middle], p95=[late], unit="ms")])
