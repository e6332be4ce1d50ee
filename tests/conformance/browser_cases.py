"""What the browser's evaluator of conditions is held to: random conditions with the engine's verdicts.

The file keeps the conditions and their facts as they were drawn once; the verdicts in it are worked out anew by
``made``, so that it goes stale when the meaning of a condition changes. ``python -m tests.conformance.browser_cases``
draws other conditions.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.conditions.explain import explain
from engine.conditions.needs import Needs, needs
from engine.conditions.parse import condition
from engine.conditions.tree import Condition
from engine.conditions.types import Kind, Type
from engine.records.present import present
from server.json_out import dump
from tests.conformance.job import CATALOGUE, COLUMNS, NAMES, ROW, facts_of
from tests.conformance.random_trees import conditions, facts, formula_leaves, leaves
from tests.conformance.targets import with_sets

CASES = Path(__file__).parents[2] / "web" / "src" / "conditions" / "cases.json"
NUMBER = 2_000
# One value in so many is not known to the browser.
UNKNOWN_IN = 8
_SOURCES = st.one_of(leaves(), formula_leaves(), conditions(), conditions())
# Of the fields of a form, where their name is not that of the kind of value.
_FIELD_TYPES = {Kind.NUMBER: "decimal"}


def browser_cases() -> bytes:
    """The file, with the verdicts of today's engine on the conditions in it."""
    drawn = json.loads(CASES.read_bytes())["cases"]
    return _file([_judged(case["source"], case["facts"], case["unknown"]) for case in drawn])


def names() -> dict[str, Any]:
    """Path -> what a form would say of its field."""
    types: dict[str, Type] = {path: kind for path, kind in COLUMNS.items() if path != "set"}
    types |= {f"before.{name}": kind for name, kind in ROW.items()}
    types |= {f"input.{name}": kind for name, kind in NAMES.input.items()}
    types |= {f"parameter.{name}": kind for name, kind in CATALOGUE.parameters.items()}
    types |= {"actor": ROW["owner"], "actor.manager": ROW["owner"], **_under("event", NAMES.event)}
    return {path: _told(kind) for path, kind in sorted(types.items())}


def draw() -> bytes:
    """The file with conditions drawn anew."""
    found: dict[str, dict[str, Any]] = {}

    @settings(
        max_examples=NUMBER,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.filter_too_much,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )
    @given(st.lists(_SOURCES, min_size=6, max_size=6), facts(), st.randoms())
    def collect(sources: list[Any], known: dict[str, Any], dice: Any) -> None:
        for source in sources:
            if len(found) < NUMBER:
                case = _drawn(json.loads(dump(source)), known, dice)
                found.setdefault(json.dumps(case["source"]), case)

    collect()
    return _file([*found.values()])


def _drawn(source: Any, known: dict[str, Any], dice: Any) -> dict[str, Any]:
    wanted = sorted(needs(_tree(source)).paths)
    unknown = [path for path in wanted if dice.randrange(UNKNOWN_IN) == 0]
    written = {
        path: str(known[path]) if path == "zone" else present(known[path])
        for path in wanted
        if path in known and path not in unknown
    }
    return _judged(source, json.loads(dump(written)), unknown)


def _under(prefix: str, types: Mapping[str, Type]) -> dict[str, Type]:
    return {f"{prefix}.{name}": kind for name, kind in types.items()}


def _told(kind: Type) -> dict[str, Any]:
    told = {
        "type": _FIELD_TYPES.get(kind.kind, kind.kind.value),
        "options": [*kind.options],
        "to": [*kind.to],
        "currency": kind.currency,
        "groups": {group: [*states] for group, states in (kind.groups or {}).items()},
    }
    return {key: value for key, value in told.items() if value}


def _tree(source: Any) -> Condition:
    tree = condition(source, NAMES).tree
    if tree is None:
        raise ValueError(f"no condition: {source}")
    return tree


def _judged(source: Any, known: dict[str, Any], unknown: list[str]) -> dict[str, Any]:
    tree = _tree(source)
    found = explain(tree, with_sets(tree, facts_of(known)), frozenset(unknown) | _sets(needs(tree)))
    return {"source": source, "facts": known, "unknown": unknown, "verdict": found.verdict}


def _sets(wanted: Needs) -> frozenset[str]:
    """The figures of sets: no browser holds the rows."""
    return frozenset(f"set.{query.id}" for query in wanted.sets)


def _file(cases: list[dict[str, Any]]) -> bytes:
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    told = ",\n".join(f"{json.dumps(path)}: {json.dumps(name)}" for path, name in names().items())
    return f'{{"names": {{\n{told}\n}},\n"cases": [\n{lines}\n]}}\n'.encode()


if __name__ == "__main__":
    CASES.write_bytes(draw())
