"""How text is compared: exact after NFC, and folded (case and width) for ``contains`` and ``starts_with``.

The mappings are made so that every target can do exactly the same: decompose, map single characters, compose again.
"""

from unicodedata import normalize


def nfc(text: str) -> str:
    """The text in Unicode normal form C, in which texts are equal or not."""
    return text if text.isascii() else normalize("NFC", text)


def fold(text: str) -> str:
    """The text without differences of case and width: ``ＡＢＣ`` and ``abc`` fold alike."""
    return text.lower() if text.isascii() else normalize("NFKC", normalize("NFKD", text).casefold())


def lower(text: str) -> str:
    """Small letters, one character at a time (a sigma at the end of a word is not special)."""
    return (
        text.lower() if text.isascii() else normalize("NFC", normalize("NFD", text).replace("Σ", "σ").lower())
    )


def upper(text: str) -> str:
    """Capital letters, one character at a time."""
    return text.upper() if text.isascii() else normalize("NFC", normalize("NFD", text).upper())
