"""What was decided, laid over what there is: records as they would be if it were written."""

from types import MappingProxyType

from engine.facts.view import View
from engine.values.record import Decision, Record


def lay(view: View, decision: Decision) -> None:
    """Let a view show what the decision would write. The decision was made on what the view reads."""
    for new in decision.new:
        view.overlay[new.entity, new.id] = Record(new.entity, new.id, new.version, new.values)
    for change in decision.changes:
        was = view.record(change.entity, change.id)
        values = MappingProxyType({**(was.values if was else {}), **change.values})
        laid = Record(change.entity, change.id, change.version + change.steps, values)
        view.overlay[change.entity, change.id] = laid
    for removal in decision.removals:
        view.overlay[removal.entity, removal.id] = None
