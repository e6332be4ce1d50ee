"""How types go together: which fits where, and which is common to two."""

from engine.conditions.types import Kind, Type

_NUMBERS = (Kind.INTEGER, Kind.NUMBER)


def fits(found: Type, wanted: Type) -> bool:
    """Whether a value of type ``found`` may be put where ``wanted`` is expected (currencies are looked at apart)."""
    if Kind.UNKNOWN in (found.kind, wanted.kind) or found.kind is Kind.ABSENT:
        return True
    if found.kind is Kind.INTEGER and wanted.kind is Kind.NUMBER:
        return True
    if found.kind is not wanted.kind:
        return False
    if found.kind in (Kind.ENUM, Kind.ENUMS):
        return {*found.options} <= {*wanted.options}
    if found.kind is Kind.LINK:
        return (
            not found.to
            or not wanted.to
            or ({*found.to} <= {*wanted.to} and (len(found.to) > 1) == (len(wanted.to) > 1))
        )
    return True


def common(left: Type, right: Type) -> Type | None:
    """The type of a value that is either of the two; None when there is none."""
    if left.kind in (Kind.ABSENT, Kind.UNKNOWN):
        return right
    if right.kind in (Kind.ABSENT, Kind.UNKNOWN):
        return left
    if left.kind in _NUMBERS and right.kind in _NUMBERS:
        return left if left.kind is Kind.NUMBER else right
    if left.kind is Kind.MONEY and right.kind is Kind.MONEY:
        differ = left.currency and right.currency and left.currency != right.currency
        return None if differ else (left if left.currency else right)
    if left.kind is Kind.ENUM and right.kind is Kind.ENUM and left.options != right.options:
        return Type(Kind.ENUM, options=tuple(dict.fromkeys(left.options + right.options)))
    if left.kind is Kind.LINK and right.kind is Kind.LINK and left.to != right.to:
        return None
    return left if left.kind is right.kind else None
