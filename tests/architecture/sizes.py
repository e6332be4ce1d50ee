"""How long the files are."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.architecture.tree import CODE, python_files

LIMIT = 400


@dataclass(frozen=True)
class Sizes:
    """The lines of every Python file of the product and its tests, by name."""

    lines: dict[str, int]

    @property
    def too_long(self) -> list[str]:
        """Files that do more than one thing."""
        return [f"{name}: {count} lines" for name, count in self.lines.items() if count > LIMIT]

    def sentence(self) -> str:
        """The sizes of the product's own files, for the end of a test run."""
        product = {
            name: count for name, count in self.lines.items() if not name.startswith("tests/") and count
        }
        if not product:
            return "no files yet"
        longest = max(product, key=lambda name: product[name])
        middle = median(product.values())
        return f"{len(product)} files, median {middle:g} lines, longest {longest} ({product[longest]})"


def measure(root: Path) -> Sizes:
    """Count the lines of every file."""
    paths = python_files(root, *CODE, "tests")
    return Sizes(
        {p.relative_to(root).as_posix(): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}
    )
