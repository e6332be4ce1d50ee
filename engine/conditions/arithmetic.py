"""Exact arithmetic on int and Decimal, with one meaning in every target.

Sums and products are exact. A quotient is cut (not rounded) to 12 decimal places, so that rounding it afterwards is
exact too. ``//`` and ``%`` cut towards zero. Whatever has no answer is None: absent.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

Number = int | Decimal

PLACES_OF_A_QUOTIENT = 12
_SCALE = 10**PLACES_OF_A_QUOTIENT
# No formula can make more digits than this: 500 nodes of at most 30 digits.
EXACT = Context(prec=20_000, rounding=ROUND_HALF_UP)


def add(left: Number, right: Number) -> Number:
    """The sum."""
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return EXACT.add(left, right)


def subtract(left: Number, right: Number) -> Number:
    """The difference."""
    if isinstance(left, int) and isinstance(right, int):
        return left - right
    return EXACT.subtract(left, right)


def multiply(left: Number, right: Number) -> Number:
    """The product."""
    if isinstance(left, int) and isinstance(right, int):
        return left * right
    return EXACT.multiply(left, right)


def divide(left: Number, right: Number) -> Number | None:
    """The quotient, cut to 12 places; None when divided by zero."""
    if not right:
        return None
    return EXACT.scaleb(EXACT.divide_int(EXACT.multiply(left, _SCALE), right), -PLACES_OF_A_QUOTIENT)


def whole(left: Number, right: Number) -> int | None:
    """The quotient without its fraction; None when divided by zero."""
    return int(EXACT.divide_int(left, right)) if right else None


def remainder(left: Number, right: Number) -> Number | None:
    """What ``whole`` leaves over, with the sign of ``left``; None when divided by zero."""
    if not right:
        return None
    found = EXACT.remainder(left, right)
    return int(found) if isinstance(left, int) and isinstance(right, int) else found


def absolute(value: Number) -> Number:
    """The number without its sign (abs() would round it to 28 digits)."""
    return abs(value) if isinstance(value, int) else value.copy_abs()


def rounded(value: Number, places: int) -> Decimal:
    """Rounded to ``places`` (0 to 6) decimal places, halves away from zero."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)


def floor(value: Number) -> int:
    """The greatest whole number not above it."""
    return int(Decimal(value).to_integral_value(ROUND_FLOOR, EXACT))


def ceiling(value: Number) -> int:
    """The least whole number not below it."""
    return int(Decimal(value).to_integral_value(ROUND_CEILING, EXACT))
