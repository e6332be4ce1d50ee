"""What a library's licence is, by its own metadata, and whether a list allows it."""

import ast
import re
from email.message import Message
from importlib.metadata import distribution

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

# Older metadata says it in words; these are the words that occur, and what they mean.
IN_WORDS = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}


def licence_of(name: str) -> str:
    """The licence expression of an installed library, or its own words where they mean none."""
    metadata = distribution(name).metadata
    assert isinstance(metadata, Message)
    return licence_in(metadata)


def licence_in(metadata: Message) -> str:
    """The newest kind of statement wins: an expression, then the field, then the classifiers."""
    classifiers = [str(value) for value in metadata.get_all("Classifier", [])]
    stated = [value.rsplit(" :: ", maxsplit=1)[-1] for value in classifiers if value.startswith("License ::")]
    candidates = [
        metadata.get("License-Expression"),
        metadata.get("License"),
        " AND ".join(map(in_short, stated)),
    ]
    for candidate in candidates:
        # "Dual License" says that there are two, not which; the classifiers do.
        if candidate and str(candidate).upper() not in {"UNKNOWN", "DUAL LICENSE"}:
            return in_short(str(candidate).split("\n", maxsplit=1)[0])
    return "none stated"


def in_short(words: str) -> str:
    """The expression for a licence that is named in words."""
    short = IN_WORDS.get(words.strip().lower(), words.strip())
    try:
        return canonicalize_license_expression(short)
    except InvalidLicenseExpression:
        return short


def is_allowed(expression: str, allowed: set[str]) -> bool:
    """Whether the list allows a licence: all parts of an AND, one part of an OR. What cannot be read is not allowed."""
    try:
        canonical = canonicalize_license_expression(expression)
    except InvalidLicenseExpression:
        return False
    without_exceptions = re.sub(r"\s+WITH\s+\S+?(?=\)|\s|$)", "", canonical)
    spelled = re.sub(r"[\w.+-]+", lambda word: as_python(word[0], allowed), without_exceptions)
    return holds(ast.parse(spelled, mode="eval").body)


def as_python(word: str, allowed: set[str]) -> str:
    """A word of a licence expression as a word of a Python expression."""
    return word.lower() if word in {"AND", "OR"} else str(word in allowed)


def holds(node: ast.expr) -> bool:
    """The value of an expression of and, or, True and False."""
    if isinstance(node, ast.BoolOp):
        values = [holds(value) for value in node.values]
        return all(values) if isinstance(node.op, ast.And) else any(values)
    return isinstance(node, ast.Constant) and node.value is True
