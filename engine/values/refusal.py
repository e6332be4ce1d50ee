"""An expected "no": a value with all its reasons, never an exception."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.values.plain import Json, Label


class Kind(StrEnum):
    """What sort of "no" it is; the server makes an HTTP status of it."""

    INVALID = "invalid"  # the input is wrong (422)
    FORBIDDEN = "forbidden"  # the actor may not (403)
    MISSING = "missing"  # there is no such thing, or the actor may not see it (404)
    CONFLICT = "conflict"  # the state of things does not allow it now (409)
    STALE = "stale"  # someone else was faster (412)
    CONFIRM = "confirm"  # allowed when the actor confirms with a reason (409)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a refusal.

    ``code`` is a readable slug of the catalogue (``access.no_duty``); ``text`` the sentence in each language;
    ``pointer`` a JSON Pointer into the input that was sent ("" when it is not about one place);
    ``fix`` the sentence that says what would turn the answer, where there is one.
    """

    code: str
    text: Label
    pointer: str = ""
    fix: Label = field(default_factory=dict[str, str])
    data: Mapping[str, Json] = field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True)
class Refusal:
    """A "no" with all its reasons; nothing was changed."""

    kind: Kind
    reasons: tuple[Reason, ...]
