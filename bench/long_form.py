"""How long a key takes in a long form, until what it changed is painted: sixty fields of all kinds, twenty conditions.

Nobody's pack has such a form, so one is made: that of the repair shop, with more fields. ``python -m bench.long_form`` measures this alone.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import interactive
from bench.figures import Figure
from tests.services.postgres import free_port

_ROOT = Path(__file__).parents[1]
_SHOP = _ROOT / "definitions" / "repairs"
_ENTITY, _FORM = "customer", "survey"
_TYPES = ("text", "integer", "decimal", "money", "date", "datetime", "enum", "boolean", "text", "date")
_FIELDS, _CONDITIONS = 60, 20
_PATIENCE = 180
_TITLES = {
    "work": "a key in a form of 60 fields and 20 conditions: what it costs",
    "painted": "a key in a form of 60 fields and 20 conditions: until it is painted",
}


@dataclass(frozen=True)
class Keys:
    """Milliseconds of each key, and how many items stood in the form."""

    work: Sequence[float]
    painted: Sequence[float]
    items: int


def measure(times: int) -> list[Figure]:
    """Press so many keys; nothing, and a word about it, where there is no browser."""
    why = interactive.missing()
    if why is not None:
        print(f"A long form was not measured: {why}.")
        return []
    with tempfile.TemporaryDirectory(prefix="bench-form-") as folder:
        keys = _typed(Path(folder), times)
    figures: list[Figure] = []
    for what, each in (("work", sorted(keys.work)), ("painted", sorted(keys.painted))):
        middle, late = each[len(each) // 2], each[len(each) * 95 // 100]
        figures.append(Figure(_TITLES[what], "-", 1, [middle], p50=[middle], p95=[late], unit="ms"))
    return figures


def write_pack(place: Path) -> None:
    """The repair shop, with a form of sixty fields for a new customer."""
    shutil.copytree(_SHOP, place)
    entity = place / "entities" / f"{_ENTITY}.json"
    told = json.loads(entity.read_text("utf-8"))
    names = [_name(number) for number in range(_FIELDS)]
    told["fields"] |= {name: _field(name, number) for number, name in enumerate(names)}
    entity.write_text(json.dumps(told), "utf-8")
    items = {
        name: {"order": number, **_condition(number)}
        for number, name in enumerate(["name", "phone", *names], 1)
    }
    section = {"order": 100, "columns": 2, "items": items}
    form = {
        "$schema": "../../schema/form.json",
        "kind": "form",
        "entity": _ENTITY,
        "label": _label("Survey"),
        "sections": {"all": section},
    }
    (place / "forms" / f"{_FORM}.json").write_text(json.dumps(form), "utf-8")


def _name(number: int) -> str:
    return f"{_TYPES[number % len(_TYPES)]}_{number}"


def _label(text: str) -> Mapping[str, str]:
    return {"en": text, "zh-CN": text}


def _field(name: str, number: int) -> Mapping[str, Any]:
    kind = _TYPES[number % len(_TYPES)]
    more: Mapping[str, Any] = {"max_length": 200} if kind == "text" else {}
    if kind == "enum":
        more = {
            "options": {one: {"label": _label(one)} for one in ("small", "middle", "large", "huge", "none")}
        }
    return {"type": kind, "label": _label(name.replace("_", " ")), **more}


def _condition(number: int) -> Mapping[str, Any]:
    """Of every third item: seen unless the text that is typed names it. Each is there, but that has to be judged after each key."""
    if number % (_FIELDS // _CONDITIONS):
        return {}
    test = {"not": {"field": "text_0", "op": "contains", "value": f"({number})"}}
    return {"visible": {"all": [test, {"any": [test, {"field": "integer_1", "op": "gt", "value": number}]}]}}


def _typed(folder: Path, times: int) -> Keys:
    write_pack(folder / "pack")
    port = free_port()
    serve = "from server.cli import main; main()"
    options = ["--demo", "--pack", str(folder / "pack"), "--sample", "tiny", "--var", str(folder / "var")]
    told = folder / "told"
    with told.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-c", serve, "serve", *options, "--port", str(port), "--json"],
            stdout=out,
            cwd=_ROOT,
        )
    try:
        people = _people(told, server)
        desk = next(one for one in people if one["login"].startswith("desk"))
        asked = {"url": f"http://127.0.0.1:{port}", "entity": _ENTITY, "form": _FORM, "field": "text 0"}
        return Keys(**interactive.run("long_form", {**asked, **desk, "times": times}))
    finally:
        server.terminate()
        server.wait()


def _people(told: Path, server: subprocess.Popen[bytes]) -> Sequence[Mapping[str, Any]]:
    """Who can sign in, as the server prints it once it is ready."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            return json.loads(told.read_text("utf-8"))
        except ValueError:
            time.sleep(0.2)
    raise RuntimeError("the server with the long form does not start")


if __name__ == "__main__":
    for figure in measure(60):
        print(f"{figure.name}: p50 {figure.p50[0]:.1f} ms, p95 {figure.p95[0]:.1f} ms")
