"""Each sentence of the floor plan is a contract of import-linter, and each contract notices when it is broken."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, plant

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
LAYERS = next(contract["layers"] for contract in CONTRACTS if contract["id"] == "rooms")
ROOMS = [room.strip() for layer in LAYERS for room in layer.split("|") if "(" not in room]

HOUSE = {
    "engine/__init__.py": "",
    **{f"engine/{room}/__init__.py": "" for room in ROOMS},
    "adapters/__init__.py": "",
    "adapters/store/__init__.py": "",
    "adapters/mail/__init__.py": "",
    "server/__init__.py": "",
    "server/bootstrap.py": "import adapters.store\nimport engine.commands\n",
    "server/routes.py": "import engine.queries\n",
}
BREACHES = [
    ("floors", "adapters/store/__init__.py", "import server.routes\n"),
    ("floors", "engine/values/__init__.py", "import adapters.store\n"),
    ("rooms", "engine/records/__init__.py", "import engine.packs\n"),
    ("rooms", "engine/rules/__init__.py", "import engine.forms\n"),
    ("rooms", "engine/effects/__init__.py", "import engine.rules\n"),
    ("rooms", "engine/values/__init__.py", "import engine.diagnostics\n"),
    ("rooms", "engine/commands/__init__.py", "from engine import queries\n"),
    ("rooms", "engine/helpers/__init__.py", ""),
    (
        "rooms",
        "engine/conditions/__init__.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import engine.facts\n",
    ),
    ("rooms", "engine/conditions/__init__.py", "def f():\n    import engine.facts\n"),
    ("adapters", "adapters/store/__init__.py", "from adapters import mail\n"),
    ("bootstrap", "server/routes.py", "import adapters.mail\n"),
    ("pure", "engine/values/__init__.py", "import sqlalchemy\n"),
    ("pure", "engine/values/__init__.py", "import asyncio\n"),
    ("pure", "engine/values/__init__.py", "import socket\n"),
    ("circles", "engine/values/a.py", "import engine.values.b\n"),
]


def broken_contracts(folder: Path, contract: str) -> str:
    """What import-linter says of the tree in this folder; empty when the contract is kept."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    command = "import sys; from importlinter.cli import lint_imports_command; sys.path.insert(0, ''); lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo", "--contract", contract],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in done.stdout, f"import-linter did not run:\n{done.stdout}{done.stderr}"
    return done.stdout if done.returncode else ""


@pytest.mark.parametrize("contract", [contract["id"] for contract in CONTRACTS])
def test_a_lawful_tree_is_kept(tmp_path: Path, contract: str) -> None:
    assert broken_contracts(plant(tmp_path, HOUSE), contract) == ""


@pytest.mark.parametrize(("contract", "file", "text"), BREACHES)
def test_a_breach_is_found(tmp_path: Path, contract: str, file: str, text: str) -> None:
    plant(
        tmp_path,
        {**HOUSE, "engine/values/b.py": "import engine.values.a\n", "engine/values/a.py": "", file: text},
    )
    assert "BROKEN" in broken_contracts(tmp_path, contract)


def test_every_contract_has_a_breach() -> None:
    assert {contract for contract, _, _ in BREACHES} == {contract["id"] for contract in CONTRACTS}
