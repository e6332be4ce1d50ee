"""Text as it is kept: composed (NFC), trimmed, measured in characters, without what no reader can see."""

import re
import unicodedata
from typing import Any

import re2

from engine.records.reasons import reason
from engine.values.refusal import Reason

_re2: Any = re2  # the module has no types of its own

SHORT = 500
LONG = 16_000  # characters; at most 64 KB in UTF-8
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_BUT_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(raw: str, limit: int, *, lines: bool = False) -> str | Reason:
    """The text as it is kept, "" when nothing is left of it; refused when too long or not fit to be kept.

    ``lines`` allows line ends (kept as line feeds) and tabs.
    """
    # Measured before the work is done: composing ten megabytes only to refuse them would be a gift to an attacker.
    if len(raw) > 4 * limit:
        return reason("too_long", limit=limit)
    if lines:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    if (_CONTROL_BUT_LINES if lines else _CONTROL).search(raw):
        return reason("bad_characters")
    text = unicodedata.normalize("NFC", raw).strip()
    return reason("too_long", limit=limit) if len(text) > limit else text


def narrow(raw: str) -> str:
    """Full-width digits, letters and signs as their plain forms, without spaces around (for numbers and addresses)."""
    return unicodedata.normalize("NFKC", raw).strip()


def matches(pattern: str, text: str) -> bool:
    """Whether a regular expression (RE2, linear time) matches the whole text."""
    return _re2.fullmatch(pattern, text) is not None


def pattern_fault(pattern: str) -> str | None:
    """Why RE2 cannot use a regular expression; None when it can. At most 512 characters."""
    if len(pattern) > 512:  # noqa: PLR2004 - the limit that the sentence names
        return "more than 512 characters"
    options = _re2.Options()
    options.log_errors = False
    try:
        _re2.compile(pattern, options)
    except _re2.error as fault:
        told = fault.args[0] if fault.args else b""
        return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    return None
