"""Where HTML becomes the bytes of a document."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Fault(StrEnum):
    """Why a document could not be laid out."""

    LIBRARY = "library"  # what the machine must have for it is not there
    GLYPHS = "glyphs"  # no font of the machine has these characters
    PAGES = "pages"  # it has too many pages
    TIME = "time"  # it took too long, or too much memory
    BROKEN = "broken"  # the layout engine gave up


@dataclass(frozen=True, slots=True)
class Printed:
    """A document that was laid out."""

    pdf: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Unprinted:
    """One that was not; ``detail``: the characters, the number of pages, or what the library said."""

    fault: Fault
    detail: str = ""


class Printer(Protocol):
    """Lays HTML out as PDF. What stands in the HTML can reach nothing: no network, no file."""

    async def print(self, html: str) -> Printed | Unprinted:
        """The document, or why there is none; bounded in time, memory and pages."""
        ...

    async def probe(self) -> Unprinted | None:
        """Whether this machine can lay out documents with Chinese characters; None: it can."""
        ...
