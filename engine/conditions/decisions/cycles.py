"""Circles between tables: a table that, over others, asks itself."""

from collections import deque
from collections.abc import Mapping

from engine.conditions.decisions.decide import Table
from engine.conditions.decisions.problems import CYCLE
from engine.diagnostics.problem import Diagnostic


def cycles(tables: Mapping[str, Table]) -> list[Diagnostic]:
    """Every circle, told in the file of that one of its tables whose id comes first (a shortest circle for each)."""
    asked = {id: sorted(table.asks & tables.keys()) for id, table in tables.items()}
    circles = [circle for id in sorted(asked) if (circle := _circle(id, asked))]
    return [
        Diagnostic(
            CYCLE, file=f"decisions/{circle[0]}.json", data={"cycle": " → ".join((*circle, circle[0]))}
        )
        for circle in circles
    ]


def _circle(start: str, asked: Mapping[str, list[str]]) -> tuple[str, ...]:
    """A shortest way from a table back to itself over tables whose ids come after it; () when there is none."""
    ways: deque[tuple[str, ...]] = deque([(start,)])
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        for following in asked[way[-1]]:
            if following == start:
                return way
            if following > start and following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()
