"""The verb of this room: until when somebody must wait before they may claim a record."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.values.duration import Duration
from engine.values.plain import Value


def waits_until(
    stay: Mapping[str, Value], person: str | None, wait: Duration | None, now: datetime, zone: ZoneInfo
) -> datetime | None:
    """The moment (UTC) from which a former owner may claim again; None: they may now.

    ``stay`` is what is kept of the record's stay in the pool; ``wait`` is what counts at this moment, so a rule that
    is changed counts at once. Anybody but the last owner may claim right away.
    """
    entered = stay.get("entered")
    if (
        wait is None
        or person is None
        or stay.get("former_owner") != person
        or not isinstance(entered, datetime)
    ):
        return None
    free = wait.after(entered, zone)
    return free if free > now else None
