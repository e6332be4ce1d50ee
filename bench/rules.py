"""Guards and rules alone: ten compiled rules on one record against one plain function that says the same."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bench.world import agent, place, release
from engine.conditions.compiled import Facts
from engine.rules.decide import decide, listening

EVENT = "transition:request.take"
RECORD: Mapping[str, Any] = {
    "id": "1", "number": "R-1", "state": "taken", "owner": agent(1), "centre": place(1), "name": "Caller 1", "phone": "+8613000000001",
    "email": "caller1@example.com", "source": "desk", "grade": "b", "score": 19, "budget": Decimal(1200),
    "created_at": datetime(2026, 1, 1, tzinfo=UTC), "before.state": "open", "parameter.large_budget": Decimal(90000),
}  # fmt: skip


def plain(one: Mapping[str, Any]) -> tuple[bool, ...]:
    """The ten rules as somebody would write them by hand."""
    budget, grade, score, source, email, state = (
        one.get(name) for name in ("budget", "grade", "score", "source", "email", "state")
    )
    return (
        budget is not None
        and budget > one["parameter.large_budget"]
        and grade == "d"
        and score is not None
        and score > 99,
        score is not None and score > 100 and source == "partner",
        one.get("phone") is None and source == "phone_in",
        email is not None and "@invalid" in email.casefold(),
        grade in ("c", "d") and score is not None and score < 0,
        budget is not None and budget < 0,
        state == "taken" and email is not None and score is not None and score >= 0,
        state == "closed",
        source in ("fair", "desk") and one.get("name") == "-",
        one.get("before.state") == "taken" and grade == "a" and score is not None and 101 <= score <= 200,
    )


def measure(seconds: float) -> dict[str, float]:
    """Evaluations a second, medians of three rounds in turn."""
    compiled = release()
    rules = listening(compiled.rules, EVENT)
    tests = tuple(rule.condition.test for rule in rules if rule.condition is not None)
    guard = compiled.workflows["request"].transitions["take"].guard
    if len(tests) != 10 or guard is None:
        raise RuntimeError("the bench pack has ten rules and a guard")

    def closures(facts: Facts) -> tuple[bool, ...]:
        return tuple([test(facts) for test in tests])

    def verdicts(facts: Facts) -> tuple[bool, ...]:
        return tuple([verdict.fires for verdict in decide(rules, lambda _rule: facts)])

    if not closures(RECORD) == verdicts(RECORD) == plain(RECORD):
        raise RuntimeError(f"they differ: {closures(RECORD)} {verdicts(RECORD)} {plain(RECORD)}")
    asked: dict[str, Callable[[Facts], object]] = {
        "ten rules": closures, "ten rules with verdicts": verdicts, "guard": guard.test, "plain function": plain,
    }  # fmt: skip
    found: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(3):
        for name, ask in asked.items():
            found[name].append(_rate(ask, seconds / 12))
    return {name: sorted(rates)[1] for name, rates in found.items()}


def _rate(ask: Callable[[Facts], object], seconds: float) -> float:
    done, began = 0, time.process_time()
    while (spent := time.process_time() - began) < seconds:
        for _ in range(1_000):
            ask(RECORD)
        done += 1_000
    return done / spent
