"""A real PostgreSQL for the length of a test run.

Started once, by the process that controls the run; worker processes find its address in POINTSMAN_TEST_POSTGRES. Whoever
sets that variable beforehand brings a server of their own, and none is started. No test is left out for want of a server:
where the programs are missing they are installed if that is possible, and otherwise the run ends with what to do.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg

ADDRESS_VARIABLE = "POINTSMAN_TEST_POSTGRES"
OWNER = "pointsman"
START_SECONDS = 60
PORT_TRIALS = 5

# What a run loses with the machine it can make again, so nothing waits for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "jit": "off",
    "timezone": "UTC",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}

# This shell ends the server and removes its data when our end of its standard input closes. That happens however this
# process ends, SIGKILL included: no server is left behind. It ends itself when the server does.
GUARD = """
directory=$1; shift
{ "$@" </dev/null; kill -TERM $$; } &
cat >/dev/null
trap '' TERM
kill -QUIT "$(head -n 1 "$directory/data/postmaster.pid")"
wait
rm -rf "$directory"
"""


class PostgresUnavailableError(RuntimeError):
    """There is no PostgreSQL here and none could be started; the message says what to do."""


class PortTakenError(PostgresUnavailableError):
    """Somebody else took the port between our look and our use of it."""


@dataclass(frozen=True)
class PostgresServer:
    """A running server: its address, and what is needed to end it."""

    url: str
    directory: Path
    process: subprocess.Popen[Any]

    def stop(self) -> None:
        """End the server at once and remove its data, which nobody will ask for again."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


def start(settings: dict[str, str] | None = None) -> PostgresServer:
    """Start an empty server on a free port of this machine.

    Args:
        settings: server settings on top of the fast ones, for instance ``{"fsync": "on"}`` to test durability.
    """
    programs = find_programs() or install_programs()
    account = server_account()
    for trial in range(PORT_TRIALS):
        try:
            return start_once(programs, account, {**SETTINGS, **(settings or {})})
        except PortTakenError:
            if trial == PORT_TRIALS - 1:
                raise
    raise AssertionError


@asynccontextmanager
async def fresh_database(server_url: str) -> AsyncGenerator[str, None]:
    """An empty database of the caller's own on that server, gone afterwards; gives its address."""
    name = f"test_{uuid4().hex}"
    await execute(server_url, f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    finally:
        await execute(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


async def execute(url: str, statement: str) -> None:
    """Run one statement outside a transaction."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def find_programs() -> Path | None:
    """The folder of the newest PostgreSQL programs: the distribution's own folders first, then PATH."""
    packaged = [
        folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if folder.parent.name.isdecimal()
    ]
    newest_first = sorted(packaged, key=lambda folder: int(folder.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders = [*newest_first, *([Path(on_path).resolve().parent] if on_path else [])]
    return next(
        (folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()),
        None,
    )


def install_programs() -> Path:
    """Install PostgreSQL with the system's package manager, or say what to do."""
    said = ""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (
            ["apt-get", "update"],
            ["apt-get", "install", "-y", "--no-install-recommends", "postgresql"],
        ):
            done = subprocess.run(
                command,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            said = done.stderr.strip()
        programs = find_programs()
        if programs is not None:
            return programs
    message = (
        "The tests need PostgreSQL (initdb and postgres); none was found in /usr/lib/postgresql/*/bin or on PATH.\n"
        "Install it (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql), or set "
        f"{ADDRESS_VARIABLE}=postgresql://user:password@host:port/database: a server whose user may create databases."
    )
    raise PostgresUnavailableError(f"{message}\n{said}".rstrip())


def server_account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: root uses its account, or nobody's. Anyone else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in accounts:
            return accounts[name]
    raise PostgresUnavailableError(
        "PostgreSQL does not run as root, and there is no account postgres or nobody to run it as."
    )


def start_once(programs: Path, account: pwd.struct_passwd | None, settings: dict[str, str]) -> PostgresServer:
    """Make a cluster of its own and start the server on it."""
    directory = Path(tempfile.mkdtemp(prefix="pointsman-postgres-"))
    if account is not None:
        os.chown(directory, account.pw_uid, account.pw_gid)
    try:
        create_cluster(programs, directory, account)
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    server = launch(programs, directory, account, settings)
    if is_ready(server):
        return server
    said = (directory / "log").read_text(errors="replace")
    server.stop()
    kind = PortTakenError if "could not bind" in said else PostgresUnavailableError
    raise kind(f"PostgreSQL did not start:\n{said}")


def create_cluster(programs: Path, directory: Path, account: pwd.struct_passwd | None) -> None:
    """Make an empty cluster whose text sorts by code point, as SQLite's does."""
    done = subprocess.run(
        [
            str(programs / "initdb"),
            f"--pgdata={directory / 'data'}",
            f"--username={OWNER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **surroundings(directory, account),
    )
    if done.returncode:
        raise PostgresUnavailableError(f"initdb failed:\n{done.stdout}{done.stderr}")


def launch(
    programs: Path, directory: Path, account: pwd.struct_passwd | None, settings: dict[str, str]
) -> PostgresServer:
    """Start the server process; it is not ready yet."""
    port = free_port()
    options = [f"--{name}={value}" for name, value in {**settings, "port": str(port)}.items()]
    with (directory / "log").open("wb") as output:
        process = subprocess.Popen(
            [
                "/bin/sh",
                "-c",
                GUARD,
                "sh",
                directory,
                programs / "postgres",
                "-D",
                directory / "data",
                *options,
            ],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the tests; they end the server in their own time
            **surroundings(directory, account),
        )
    return PostgresServer(f"postgresql://{OWNER}@127.0.0.1:{port}/postgres", directory, process)


def is_ready(server: PostgresServer) -> bool:
    """Wait until the server writes that it is ready, or has ended."""
    status = server.directory / "data" / "postmaster.pid"
    until = time.monotonic() + START_SECONDS
    while server.process.poll() is None and time.monotonic() < until:
        with suppress(FileNotFoundError):
            if any(line.strip() == "ready" for line in status.read_text().split("\n")):
                return True
        time.sleep(0.05)
    return False


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(directory: Path, account: pwd.struct_passwd | None) -> dict[str, Any]:
    """Where and as whom the programs run: without the caller's locale and PG* variables, without root's groups."""
    variables = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(directory), "LC_ALL": "C"}
    if account is None:
        return {"cwd": directory, "env": variables}
    return {
        "cwd": directory,
        "env": variables,
        "user": account.pw_uid,
        "group": account.pw_gid,
        "extra_groups": [],
    }
