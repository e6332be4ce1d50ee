"""No file is longer than one sitting."""

from pathlib import Path

from tests.architecture.sizes import measure
from tests.architecture.tree import ROOT, plant


def test_no_file_is_too_long() -> None:
    assert measure(ROOT).too_long == []


def test_a_long_file_is_found_and_the_median_told(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {"engine/a.py": "x = 1\n" * 401, "engine/b.py": "x = 1\n" * 99, "tests/c.py": "x = 1\n" * 400},
    )
    sizes = measure(tmp_path)
    assert sizes.too_long == ["engine/a.py: 401 lines"]
    assert sizes.sentence() == "2 files, median 250 lines, longest engine/a.py (401)"
