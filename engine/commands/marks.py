"""Going back: what one row of a set did is taken back when its effects are refused and left out (A12)."""

from copy import copy

from engine.commands.work import Step, Work

_KEPT = (
    "overlay",
    "bases",
    "serials",
    "taken",
    "moved",
    "rules_seen",
    "happened",
    "history",
    "outbox",
    "tasks",
    "timers",
    "rule_runs",
    "kept",
    "limits",
    "ended",
)


class Mark:
    """How a work was at one moment. Ids that were given since stay given, so that no two are the same."""

    def __init__(self, work: Work) -> None:
        """Remember the work as it is now."""
        self._work = work
        self._kept = {name: copy(getattr(work, name)) for name in _KEPT}
        self._steps = [
            Step(one.command, dict(one.why), dict(one.before), set(one.noted)) for one in work.steps
        ]

    def restore(self) -> None:
        """Make the work what it was; what it warned of stays."""
        for name, value in self._kept.items():
            setattr(self._work, name, value)
        self._work.steps[:] = self._steps
