"""The catalogue of everything that may be said of a definition or in answer to an ask, gathered from its rooms."""

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import cast

from engine.diagnostics.problem import Problem


def problems_in(modules: Iterable[ModuleType]) -> dict[str, Problem]:
    """Code -> problem, of everything that these modules define; sorted by code.

    A code that two problems share is a bug of the catalogue and raises ``ValueError``.
    """
    found: dict[str, Problem] = {}
    for module in modules:
        for value in vars(module).values():
            entries = cast("Mapping[str, object]", value).values() if isinstance(value, Mapping) else (value,)
            for one in entries:
                if not isinstance(one, Problem):
                    continue
                if found.setdefault(one.code, one) != one:
                    raise ValueError(f"Two problems are called {one.code}.")
    return dict(sorted(found.items()))
