"""Decision tables to and from JDM, the JSON format of GoRules: one table between a request and a response.

Only what means the same in both is carried over; whatever does not is refused by name, with its cell. What remains
different when the two engines run one table is listed in ``docs/decision_tables.md``.
"""

from engine.conditions.decisions.jdm_export import to_jdm
from engine.conditions.decisions.jdm_import import from_jdm

__all__ = ["from_jdm", "to_jdm"]
