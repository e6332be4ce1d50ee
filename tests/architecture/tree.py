"""Which files the house rules read: those of the checkout, without what .gitignore names."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

from pathspec import GitIgnoreSpec

ROOT = Path(__file__).parents[2]
CODE = ("engine", "adapters", "server")


def files(root: Path, *folders: str, endings: tuple[str, ...] = ()) -> Iterator[Path]:
    """Every file under the folders (all of the root, when none is named), in order, that git would see."""
    ignored = ignore_rules(root)
    for folder in folders or ("",):
        for place, subfolders, names in os.walk(root / folder):
            here = Path(place)
            subfolders[:] = sorted(name for name in subfolders if not is_ignored(ignored, root, here / name))
            for name in sorted(names):
                if (not endings or name.endswith(endings)) and not is_ignored(ignored, root, here / name):
                    yield here / name


def python_files(root: Path, *folders: str) -> Iterator[Path]:
    """Every Python file under the folders."""
    return files(root, *folders, endings=(".py",))


def top_folders(root: Path) -> set[str]:
    """The folders at the top that git would see."""
    ignored = ignore_rules(root)
    return {path.name for path in root.iterdir() if path.is_dir() and not is_ignored(ignored, root, path)}


def parse(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def where(root: Path, path: Path, line: int) -> str:
    """A place as editors and people read it."""
    return f"{path.relative_to(root).as_posix()}:{line}"


def ignore_rules(root: Path) -> GitIgnoreSpec:
    """What .gitignore at the top says."""
    rules = root / ".gitignore"
    return GitIgnoreSpec.from_lines(rules.read_text(encoding="utf-8").splitlines() if rules.exists() else [])


def is_ignored(rules: GitIgnoreSpec, root: Path, path: Path) -> bool:
    """Whether git would not see this path."""
    if path.name == ".git":
        return True
    name = path.relative_to(root).as_posix()
    return rules.match_file(f"{name}/" if path.is_dir() else name)


def plant(root: Path, contents: dict[str, str]) -> Path:
    """Write files for a rule to find."""
    for name, text in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
