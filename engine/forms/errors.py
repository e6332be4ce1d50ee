"""From what a JSON Schema validator found to reasons in both languages; its own words are never shown."""

from collections.abc import Iterable, Mapping

from engine.diagnostics.pointer import pointer
from engine.forms.given import MAX_ROWS
from engine.forms.reasons import reason
from engine.forms.validate import Fault
from engine.values.refusal import Reason

_SLUGS: Mapping[str, str] = {
    "additionalProperties": "unknown_field",
    "enum": "not_offered",
    "const": "not_offered",
    "exclusiveMaximum": "too_large",
    "exclusiveMinimum": "too_small",
    "maxItems": "too_many_rows",
    "maxLength": "too_long",
    "maximum": "too_large",
    "minItems": "required",
    "minLength": "required",
    "minimum": "too_small",
    "pattern": "no_match",
    "required": "required",
    "type": "wrong_type",
    "uniqueItems": "chosen_twice",
}


def reasons_of(faults: Iterable[Fault]) -> tuple[Reason, ...]:
    """One reason for each broken keyword, at its place; ``forms.invalid`` for a keyword without words of its own."""
    return tuple(
        reason(
            _SLUGS.get(keyword, "invalid"),
            pointer(*path),
            **({"limit": MAX_ROWS} if keyword == "maxItems" else {}),
        )
        for keyword, path in faults
    )
