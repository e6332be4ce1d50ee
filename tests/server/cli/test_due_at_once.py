"""What a publish or an import makes due at once, at the command line: counted, asked for, and done when it is meant (A27)."""

import json
from pathlib import Path
from typing import Any

from tests.server.cli.test_cli import Run, document, pointsman, shop

__all__ = ["pointsman", "shop"]

CUSTOMERS = "Name,Phone\nDan,13800139999\n"
REPAIRS = "Customer,Device,promised_at\nDan,Lamp,2026-03-01 09:00\nDan,Radio,2026-02-01 09:00\n"
THEN = [{"set": {"fault": "late"}}]


def said(path: Path, change: dict[str, Any]) -> None:
    """Lay a change over what a file says, part by part."""

    def over(old: Any, new: Any) -> Any:
        if not (isinstance(old, dict) and isinstance(new, dict)):
            return new
        return {**old, **{key: over(old.get(key), value) for key, value in new.items()}}

    path.write_text(json.dumps(over(json.loads(path.read_text()), change), ensure_ascii=False))


def test_a27_a_publish_and_an_import_ask(pointsman: Run, shop: Path) -> None:
    promised = {"type": "datetime", "label": {"en": "Promised", "zh-CN": "承诺"}}
    said(shop / "entities" / "repair.json", {"fields": {"promised_at": promised}})
    assert pointsman("pack", "publish", str(shop))[0] == 0
    for name, text in (("customer", CUSTOMERS), ("repair", REPAIRS)):
        Path(f"{name}.csv").write_text(text)
        assert pointsman("data", "import", name, f"{name}.csv")[0] == 0
    late = {"deadlines": {"late": {"after": "P1D", "since": "promised_at", "then": THEN}}}
    said(shop / "workflows" / "repair.json", {"states": {"received": late}})
    said(shop / "pack.json", {"version": "0.2.0"})
    code, out, err = pointsman("pack", "plan", str(shop))
    assert (code, "! 2 x repair.received.late due at once" in out) == (5, True)
    assert "publishing.due_at_once" in err
    assert "--confirm-due" in err
    code, out, err = pointsman("pack", "publish", str(shop), "--json", "--lang", "zh-CN")
    assert (code, document(out)["due"]) == (5, [{"entity": "repair", "name": "received.late", "count": 2}])
    assert "2 条记录" in err
    assert pointsman("pack", "plan", str(shop), "--confirm-due")[0] == 0
    code, out, _ = pointsman("pack", "publish", str(shop), "--confirm-due", "--json")
    assert (code, document(out)["version"]) == (0, "0.2.0")
    Path("more.csv").write_text(REPAIRS.replace("Lamp", "Horn"))
    tried = ("data", "import", "repair", "more.csv", "--key", "device")
    code, out, _ = pointsman(*tried, "--dry-run")
    assert (code, "1  due at once: repair.received.late" in out) == (1, True)
    code, out, err = pointsman(*tried, "--json")
    told = document(out)
    assert (code, told["job"], told["due"], told["counts"]) == (
        1,
        None,
        {"repair.received.late": 1},
        {"refused": 1, "skipped": 1},
    )
    assert "Nothing was imported" in err
    code, out, _ = pointsman(*tried, "--confirm-due", "--json")
    assert (code, document(out)["counts"]) == (0, {"created": 1, "skipped": 1})
