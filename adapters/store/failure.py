"""What may go wrong between the store and its database, and what the asker is told."""

from adapters.store.tables import Tables
from engine.group.problems import LINK_GONE, NOT_UNIQUE, refuse
from engine.values.plain import Label
from engine.values.refusal import Kind, Refusal

_SOME_RULE: Label = {"en": "A unique value", "zh-CN": "唯一值"}


class Stale(RuntimeError):
    """A row is no longer as the group saw it: another process was faster. The group runs again."""


def not_unique(tables: Tables, index: str | None) -> Refusal:
    """The refusal for a violated unique rule, named by its index."""
    label = (tables.unique_label(index) if index else None) or _SOME_RULE
    both = {
        "en": label.get("en") or next(iter(label.values()), ""),
        "zh-CN": label.get("zh-CN") or label.get("en", ""),
    }
    return refuse(Kind.CONFLICT, NOT_UNIQUE, {"label": both})


def link_gone() -> Refusal:
    """The refusal for a link to a record that is not there."""
    return refuse(Kind.CONFLICT, LINK_GONE)
