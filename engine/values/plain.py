"""The values a field may hold, and the shapes JSON may have."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from typing_extensions import TypeAliasType

from engine.values.duration import Duration

# What stands in a field of a record, in a fact, and on either side of a comparison. None is "absent".
# Text, enum ids, links (record ids) are str; percent and money are Decimal (0.08 is 8 %);
# a datetime is always aware and in UTC; a list of options is a tuple.
Value = str | int | Decimal | bool | date | datetime | time | Duration | tuple[str, ...] | None

# A named alias: it may be used in the models of any module, where its own name is not known.
Json = TypeAliasType(
    "Json", Mapping[str, "Json"] | Sequence["Json"] | str | int | float | Decimal | bool | None
)

# A text in each language: "en" and "zh-CN".
Label = Mapping[str, str]


def in_language(label: Label, language: str, otherwise: str = "") -> str:
    """The text of a label in a language.

    Falls back from ``zh-CN`` to ``zh``, then to English, then to any text there is, then to ``otherwise``
    (commonly the id of the thing).
    """
    for key in (language, language.split("-", maxsplit=1)[0], "en"):
        if label.get(key):
            return label[key]
    return next((text for text in label.values() if text), otherwise)


_BETWEEN = {"en": ", ", "zh-CN": "、"}


def listed(labels: Iterable[tuple[Label, str]]) -> Label:
    """Several labels as one, in each language; each with what stands where it has no text (commonly an id)."""
    known = tuple(labels)
    return {
        language: mark.join(in_language(label, language, otherwise) for label, otherwise in known)
        for language, mark in _BETWEEN.items()
    }
