"""Messages as a release holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from engine.conditions.compiled import Computed, Guard
from engine.conditions.types import Kind
from engine.records.entity import Field
from engine.values.plain import Label


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of plain text, or a place that is filled with a value of the record.

    ``field`` says how the value is told: its options, currency and mask.
    """

    text: str = ""
    place: Computed | None = None
    path: str = ""
    filter: str = ""
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """When what was collected goes out: at a local time, on these weekdays (Monday is 0) or on working days."""

    group: str
    at: time
    weekdays: frozenset[int] = frozenset(range(7))
    working: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A text about a record, per channel and language.

    ``channels`` in the order they are tried; ``texts``: channel -> language -> pieces. ``quiet``: defer, drop or ignore.
    ``same_state``: whether the record must still be in the state that it was left in; None: if it was put off (A48).
    ``condition`` must hold and ``consent`` be given when it is sent. ``once_within``: a duration.
    """

    id: str
    about: str
    label: Label
    channels: tuple[str, ...]
    texts: Mapping[str, Mapping[str, tuple[Piece, ...]]]
    switch: str | None = None
    quiet: str = "ignore"
    expires: Computed | None = None
    digest: Digest | None = None
    same_state: bool | None = None
    condition: Guard | None = None
    consent: Guard | None = None
    once_within: Computed | None = None

    @property
    def tells_moments(self) -> bool:
        """Whether a place of a text is filled with a moment, so that the zone of the record matters."""
        return any(
            piece.field is not None and piece.field.type.kind is Kind.DATETIME
            for texts in self.texts.values()
            for pieces in texts.values()
            for piece in pieces
        )
