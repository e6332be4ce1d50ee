"""Reads the lock files: what is pinned to which version, where, and with which hashes."""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

COMMENT = re.compile(r"^\s*#")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Pin:
    """One locked library."""

    requirement: Requirement
    hashes: int

    @property
    def name(self) -> str:
        """The library's name in its one spelling."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """The one version that is locked."""
        return str(self.requirement.specifier).removeprefix("==")

    @property
    def belongs_here(self) -> bool:
        """Whether this platform and Python install it at all."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def read(path: Path) -> list[Pin]:
    """The pins of one lock file."""
    text = "\n".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if not COMMENT.match(line)
    )
    entries = [entry for entry in text.replace("\\\n", " ").splitlines() if entry.strip()]
    return [Pin(Requirement(HASH.sub("", entry).strip()), len(HASH.findall(entry))) for entry in entries]
