"""Rules that feed each other are found when the pack is checked."""

import json
from collections.abc import Mapping
from typing import Any

from engine.packs.check import check
from tests.engine.commands.joinery import text


def _codes(rules: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    order = {
        "fields": {
            "note": {"type": "text", "label": text("Note")},
            "remark": {"type": "text", "label": text("Remark")},
        }
    }
    files: dict[str, object] = {
        "pack.json": {
            "kind": "pack",
            "format": 1,
            "id": "trial",
            "version": "1.0.0",
            "engine": ">=0.1 <2",
            "label": text("Trial"),
            "locales": ["en", "zh-CN"],
            "default_locale": "en",
            "time_zone": "Asia/Shanghai",
            "currency": "CNY",
        },
        "entities/order.json": {"kind": "entity", "label": text("Order"), **order},
        **{
            f"rules/{name}.json": {"kind": "rule", "label": text(name), **rule}
            for name, rule in rules.items()
        },
    }
    found = check({path: json.dumps(content).encode() for path, content in files.items()})
    return [(one.file, one.code) for one in found.diagnostics if one.code.startswith("rules.")]


def test_two_rules_that_feed_each_other_are_named() -> None:
    rules: dict[str, dict[str, Any]] = {
        "there": {
            "order": 1,
            "when": {"changed": "order", "fields": ["note"]},
            "then": [{"set": {"remark": "x"}}],
        },
        "back": {
            "order": 2,
            "when": {"changed": "order", "fields": ["remark"]},
            "then": [{"set": {"note": "y"}}],
        },
    }
    assert [file for file, _ in _codes(rules)] == ["rules/back.json"]


def test_a_chain_that_ends_is_no_loop() -> None:
    rules: dict[str, dict[str, Any]] = {
        "there": {
            "order": 1,
            "when": {"changed": "order", "fields": ["note"]},
            "then": [{"set": {"remark": "x"}}],
        },
    }
    assert _codes(rules) == []
