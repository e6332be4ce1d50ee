"""Which stay in which state a record is in: what was meant for one is stale in the next."""

from collections.abc import Mapping
from datetime import datetime

from engine.values.plain import Json


def state_token(values: Mapping[str, object]) -> Json:
    """The state of a record and the moment at which it came into it; None for one without a workflow."""
    state, entered = values.get("state"), values.get("entered_at")
    if not isinstance(state, str):
        return None
    return [state, entered.isoformat() if isinstance(entered, datetime) else None]
