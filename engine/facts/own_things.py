"""What people have put by for themselves, as rows that the engine keeps: drafts of forms, lists, and settings."""

from collections.abc import Mapping

from engine.facts.view import View
from engine.values.record import Record

DRAFT = "_draft"
SAVED_LIST = "_saved_list"
OWN_SETTINGS = "_own_settings"
MOST: Mapping[str, int] = {DRAFT: 50, SAVED_LIST: 100, OWN_SETTINGS: 10}  # of one person


def owned_by(view: View, book: str, person: str) -> tuple[Record, ...]:
    """What a person has put by, oldest first."""
    return view.find(book, {"person": person}, MOST[book] + 1)


def draft_id(person: str, form: str) -> str:
    """There is one draft of a person for each form (and record)."""
    return f"{person}/{form}"


def settings_id(person: str, part: str) -> str:
    """Each part of a person's settings is one row."""
    return f"{person}/{part}"
