"""Formulas: short text such as ``round(price * pieces * (1 - discount), 2)`` becomes the same typed tree."""

from engine.conditions import formula_text
from engine.conditions.names import Names
from engine.conditions.parse import failed, new_reading
from engine.conditions.reading import ParsedValue


def formula(text: str, names: Names) -> ParsedValue:
    """The tree of a formula, typed against ``names``. Nothing in it is ever run by Python.

    At most 4 KB, 32 levels and 500 parts; numbers are exact decimals. Diagnostics point to "" (the text itself).
    """
    reading = new_reading()
    node = formula_text.read(text, names, reading, "")
    return ParsedValue(None if failed(reading) else node, reading.diagnostics)
