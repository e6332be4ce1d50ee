"""Packs for tests, compiled by the real checker: those in the repository, and small ones written as dictionaries."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engine.diagnostics.problem import Severity
from engine.packs.check import check
from engine.packs.release import Release

DEFINITIONS = Path(__file__).parents[2] / "definitions"


def compiled(files: Mapping[str, object]) -> Release:
    """The release of a pack given as path -> JSON; an error in it fails the test with its sentence."""
    result = check({path: json.dumps(content).encode() for path, content in files.items()})
    errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    assert not errors, [(d.file, d.pointer, d.code, d.text("en")) for d in errors]
    assert result.release is not None
    return result.release


@cache
def repository_pack(name: str) -> Release:
    """The release of a pack of the repository (``repairs``, ...)."""
    folder = DEFINITIONS / name
    files = {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*.*"))
        if p.suffix in (".json", ".html")
    }
    result = check(files)
    assert result.release is not None, [(d.file, d.pointer, d.text("en")) for d in result.diagnostics]
    return result.release


def pack(
    *,
    parameters: Mapping[str, object] | None = None,
    manifest: Mapping[str, object] | None = None,
    **definitions: Mapping[str, object],
) -> Release:
    """A small pack: ``pack(entities={"order": {...}}, workflows={...})``; labels and kinds are filled in."""
    files: dict[str, object] = {
        "pack.json": {
            "kind": "pack",
            "format": 1,
            "id": "trial",
            "version": "1.0.0",
            "engine": ">=0.1 <2",
            "label": {"en": "Trial", "zh-CN": "试用"},
            "locales": ["en", "zh-CN"],
            "default_locale": "en",
            "time_zone": "Asia/Shanghai",
            "currency": "CNY",
            "parameters": parameters or {},
            **(manifest or {}),
        }
    }
    kinds = {"entities": "entity", "duties": "duty", "decisions": "decision"}
    for folder, found in definitions.items():
        for name, content in found.items():
            assert isinstance(content, dict)
            label = {} if "label" in content else {"label": {"en": name.replace("_", " "), "zh-CN": name}}
            kind = kinds.get(folder, folder.removesuffix("s"))
            unlabelled = kind == "workflow"
            files[f"{folder}/{name}.json"] = {"kind": kind, **({} if unlabelled else label), **content}
    return compiled(files)
