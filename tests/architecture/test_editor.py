"""The editor checks every kind of definition as it is written: each generated schema is mapped to its files."""

import json
from pathlib import Path

from tests.architecture.tree import ROOT, plant


def unmapped_schemas(root: Path) -> list[str]:
    settings = json.loads((root / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    mapped = {entry["url"] for entry in settings["json.schemas"]}
    generated = {
        f"./{path.relative_to(root).as_posix()}" for path in (root / "definitions" / "schema").glob("*.json")
    }
    return sorted(generated - mapped)


def test_every_schema_is_mapped() -> None:
    assert unmapped_schemas(ROOT) == []


def test_an_unmapped_schema_is_found(tmp_path: Path) -> None:
    settings = {"json.schemas": [{"fileMatch": ["**/rules/*.json"], "url": "./definitions/schema/rule.json"}]}
    plant(tmp_path, {".vscode/settings.json": json.dumps(settings)})
    plant(tmp_path, {"definitions/schema/rule.json": "{}", "definitions/schema/pool.json": "{}"})
    assert unmapped_schemas(tmp_path) == ["./definitions/schema/pool.json"]
