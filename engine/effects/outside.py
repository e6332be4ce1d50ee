"""Calls of the world outside as a release holds them: what they are about, and what their answers bring (E16)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.conditions.types import TEXT, Type
from engine.records.entity import Field, FieldKind
from engine.values.plain import Label

ANSWERED = "_call_answer"
"""The rows that say which calls have been answered, as commands know them."""
WHY = "why"
_WHY = Field(WHY, FieldKind.TEXT, TEXT, {"en": "Why", "zh-CN": "原因"})


@dataclass(frozen=True, slots=True)
class OutsideCall:
    """A verb of an adapter. ``about``: the entity whose records call it.

    ``answer`` and ``failure``: what each brings as ``input``; a failure always says ``why``.
    """

    id: str
    about: str
    label: Label = field(default_factory=dict[str, str])
    answer: Mapping[str, Field] = field(default_factory=dict[str, Field])
    failure: Mapping[str, Field] = field(default_factory=dict[str, Field])

    def brings(self, *, failed: bool) -> Mapping[str, Field]:
        """The fields of an answer or of a failure."""
        return {WHY: _WHY, **self.failure} if failed else self.answer


@dataclass(frozen=True, slots=True)
class CallOutline:
    """What other rooms must know of a call: the entity, and the types behind ``input.``."""

    about: str
    answer: Mapping[str, Type] = field(default_factory=dict[str, Type])
    failure: Mapping[str, Type] = field(default_factory=dict[str, Type])
