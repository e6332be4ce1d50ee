"""From the text of a formula to Python's syntax tree, after making sure that reading it costs little.

Python reads the text and no more: only the syntax tree is looked at, and only the parts of it that are listed in
``formula_nodes`` have a meaning.
"""

import ast
import re

from engine.conditions.formula_nodes import Translation
from engine.conditions.names import Names
from engine.conditions.problems import (
    FORMULA_NOT_ALLOWED,
    FORMULA_NUMBER,
    FORMULA_SYNTAX,
    FORMULA_TOO_LONG,
    TOO_DEEP,
    TOO_LARGE,
)
from engine.conditions.reading import MAX_DEPTH, MAX_NODES, Reading
from engine.conditions.tree import ValueNode

_MAX_BYTES = 4_096
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
# What Python would read as a number, but a formula does not: 0x1F, 1_000, 1e9, 2j, 1if.
_ODD_NUMBER = re.compile(r"(?<![\w.])(?:\d[\d.]*[^\W\d]\w*|\d{13,}|\d*\.\d{7,})")
_BLANK = re.compile(r"[\t\r\n]")
_UNREADABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\\\\]")
_TOKEN = re.compile(r"\w+|\S")


def read(text: str, names: Names, reading: Reading, pointer: str) -> ValueNode | None:
    """The value that the formula computes, or None (reported)."""
    line = _BLANK.sub(" ", text).strip() if len(text) <= _MAX_BYTES else text
    if not _bounded(line, reading, pointer):
        return None
    try:
        tree = ast.parse(line, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = error.offset if isinstance(error, SyntaxError) and error.offset else 1
        reading.fault(FORMULA_SYNTAX, pointer, column=column)
        return None
    if not _small(tree, reading, pointer):
        return None
    return Translation(line.encode(), names, reading, pointer).value(tree)


def _bounded(line: str, reading: Reading, pointer: str) -> bool:
    """Length, nesting and digits, all before Python's parser sees the text."""
    if len(line) > _MAX_BYTES or len(line.encode("utf-8", "replace")) > _MAX_BYTES:
        reading.fault(FORMULA_TOO_LONG, pointer, limit=_MAX_BYTES)
        return False
    if _UNREADABLE.search(line):
        reading.fault(FORMULA_NOT_ALLOWED, pointer, what="\\ U+0000 ...")
        return False
    bare = _QUOTED.sub("''", line)
    odd = _ODD_NUMBER.search(bare)
    if odd:
        reading.fault(FORMULA_NUMBER, pointer, value=odd[0])
        return False
    if "**" in bare:
        reading.fault(FORMULA_NOT_ALLOWED, pointer, what="**")
        return False
    if len(_TOKEN.findall(bare)) > 4 * MAX_NODES:
        reading.fault(TOO_LARGE, pointer, limit=MAX_NODES)
        return False
    depth = deepest = 0
    for character in bare:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(depth, deepest)
    if deepest > MAX_DEPTH:
        reading.fault(TOO_DEEP, pointer, limit=MAX_DEPTH)
        return False
    return True


def _small(tree: ast.expr, reading: Reading, pointer: str) -> bool:
    """Whether the syntax tree is within the limits; looked at level by level, so that depth costs no stack."""
    level: list[ast.AST] = [tree]
    count = depth = 0
    while level:
        count, depth = count + len(level), depth + 1
        if depth > MAX_DEPTH or count > MAX_NODES:
            reading.fault(
                TOO_DEEP if depth > MAX_DEPTH else TOO_LARGE,
                pointer,
                limit=MAX_DEPTH if depth > MAX_DEPTH else MAX_NODES,
            )
            return False
        skipped = (ast.expr_context, ast.operator, ast.cmpop, ast.unaryop, ast.boolop)
        level = [
            child for node in level for child in ast.iter_child_nodes(node) if not isinstance(child, skipped)
        ]
    return True
