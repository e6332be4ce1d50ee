"""How heavy a change is: what kind of version it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from engine.values.plain import Json, Label


class Weight(IntEnum):
    """``PATCH``: texts, samples and tests. ``MINOR``: more, or otherwise. ``MAJOR``: what others relied on is gone."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def label(self) -> Label:
        """The word for it."""
        return _LABELS[self]


_LABELS = {
    Weight.PATCH: {"en": "patch", "zh-CN": "修订"},
    Weight.MINOR: {"en": "minor", "zh-CN": "次版本"},
    Weight.MAJOR: {"en": "major", "zh-CN": "主版本"},
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which thing, where, from what to what.

    ``what`` is added, removed, renamed or changed; ``text`` the sentence in each language.
    """

    kind: str
    id: str
    path: str
    pointer: str
    what: str
    before: Json
    after: Json
    weight: Weight
    text: Label


_SHOWING = frozenset({"view", "dashboard", "block"})  # they decide nothing, and nothing is built on them
_HARMLESS = frozenset({"sample", "scenario"})
_TEXTS = frozenset(
    {"$schema", "help", "source", "text", "license", "version", "title", "named_by", "stale_after", "terms"}
)
_PROMISES = frozenset({"type", "to", "currency", "serial", "part_of", "entity", "about", "id"})


def weigh(kind: str, what: str, at: str, after: Json) -> Weight:
    """The weight of one change.

    ``at`` is the pointer below the thing ("" of a thing that came or went), ``after`` what stands there now. Gone or narrower is major: a thing or an
    option that is no more, another type, a field that is now required, a new or changed guard. More or otherwise is
    minor, and so is whatever changes about a page; texts, samples and scenarios are a patch.
    """
    if kind in _HARMLESS:
        return Weight.PATCH
    if kind in _SHOWING:
        return Weight.MINOR
    if what == "removed":
        return Weight.MINOR if kind in ("rule", "row", "invariant", "limit", "pool", "step") else Weight.MAJOR
    if what == "added":
        says: Mapping[str, Json] = after if isinstance(after, Mapping) else {}
        broken = kind == "field" and says.get("required") is True and says.get("default") is None
        return Weight.MAJOR if broken else Weight.MINOR
    first, _, rest = at[1:].partition("/")
    if first in _TEXTS or rest.endswith(("label", "help", "source")) or "/label/" in at or "/help/" in at:
        return Weight.PATCH
    if first in _PROMISES or (first == "options" and after is None):
        return Weight.MAJOR
    if (first == "required" and after is True) or (first == "guard" and after is not None):
        return Weight.MAJOR
    return Weight.MINOR
