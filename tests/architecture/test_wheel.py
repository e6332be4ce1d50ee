"""The wheel carries the web application: installed without Node, the server shows it."""

import shutil
import socket
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = "<!doctype html><title>Pointsman</title>"
TAKEN = (
    "engine",
    "adapters",
    "server",
    "definitions",
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in which the web application is built (a page is enough), without any Node."""
    place = tmp_path / "checkout"
    place.mkdir()
    for name in TAKEN:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__", "_web"))
        else:
            shutil.copy(source, place / name)
    (place / "web" / "dist").mkdir(parents=True)
    (place / "web" / "dist" / "index.html").write_text(PAGE)
    return place


def without_node(tmp_path: Path) -> dict[str, str]:
    return {"PATH": str(tmp_path / "nothing"), "HOME": str(tmp_path), "LANG": "C.UTF-8"}


def build(place: Path, target: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(tmp_path / "out")]
    return subprocess.run(
        command, cwd=place, env=without_node(tmp_path), capture_output=True, text=True, check=False
    )


def installed(wheel: Path, tmp_path: Path) -> Path:
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheel)], check=True)
    return site


@contextmanager
def served(site: Path, tmp_path: Path) -> Generator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-P",
        "-c",
        "from server.cli import main; main()",
        "serve",
        "--port",
        str(port),
    ]
    environment = {
        **without_node(tmp_path),
        "PYTHONPATH": str(site),
        "POINTSMAN_DATABASE_URL": f"sqlite:///{tmp_path}/house.sqlite",
    }
    server = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def asked(address: str) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(300):
        try:
            with opener.open(address, timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(address)


def test_the_wheel_of_a_source_archive_shows_the_application_without_node(
    checkout: Path, tmp_path: Path
) -> None:
    made = build(checkout, "sdist", tmp_path)
    assert made.returncode == 0, made.stderr
    archive = next((tmp_path / "out").glob("*.tar.gz"))
    with tarfile.open(archive) as files:
        files.extractall(tmp_path / "unpacked", filter="data")
    source = next((tmp_path / "unpacked").iterdir())
    made = build(source, "wheel", tmp_path)
    assert made.returncode == 0, made.stderr
    site = installed(next((tmp_path / "out").glob("*.whl")), tmp_path)
    assert (site / "server" / "_web" / "index.html").read_text() == PAGE
    assert (site / "definitions" / "education_training" / "documents" / "contract.en.html").is_file()
    with served(site, tmp_path) as address:
        assert asked(f"{address}/") == PAGE
        assert asked(f"{address}/records/any/1") == PAGE


def test_a_build_without_the_application_and_without_npm_says_what_to_do(
    checkout: Path, tmp_path: Path
) -> None:
    shutil.rmtree(checkout / "web" / "dist")
    made = build(checkout, "wheel", tmp_path)
    assert made.returncode != 0
    assert "run `make web` first" in made.stderr
    assert list((tmp_path / "out").glob("*.whl")) == []
