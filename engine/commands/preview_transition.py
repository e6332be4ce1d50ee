"""What taking a transition would do: decided as the command decides it, and nothing is written."""

from collections import Counter

from engine.commands.fire_transition import FireTransition, fire_transition
from engine.ports.store import Reader
from engine.values.plain import Json
from engine.values.refusal import Refusal


def preview_transition(asked: FireTransition, read: Reader) -> dict[str, Json] | Refusal:
    """The answer that taking it would give, and how many records of each entity it would make, change and remove.

    Refused exactly as the command is.
    """
    outcome = fire_transition(asked, read)
    if isinstance(outcome, Refusal):
        return outcome
    counted = {
        word: {name: count for name, count in sorted(found.items()) if not name.startswith("_")}
        for word, found in (
            ("made", Counter(one.entity for one in outcome.new)),
            ("changed", Counter(one.entity for one in outcome.changes)),
            ("removed", Counter(one.entity for one in outcome.removals)),
        )
    }
    return {**outcome.answer, **counted, "messages": sum(one.kind == "message" for one in outcome.outbox)}
