"""When rules come next. Fulfils ``engine.ports.work.RuleClocks``; commands write the rows."""

from collections.abc import Sequence

from adapters.store.rows import Holds, asking, mappings
from engine.ports.work import RuleClock

_SHOWN = ("id", "rule", "centre", "due_at", "last_at", "moment")


class StoredRuleClocks:
    """Clocks of rules in the store's own table."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._table = store.house.rule_clock

    async def all(self) -> Sequence[RuleClock]:
        """Every clock, by its id."""
        rows = await mappings(self._store, asking(self._table).order_by(self._table.c.id), self._table)
        return [RuleClock(**{name: row[name] for name in _SHOWN}) for row in rows]
