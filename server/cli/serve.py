"""``pointsman serve``: the HTTP server, and a demonstration that needs nothing else."""

import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from uvicorn.config import STARTUP_FAILURE

from engine.packs.data import moment
from server.bootstrap import application
from server.cli.exits import Code
from server.cli.place import DEFINITIONS, Database, pack_files, run, settings
from server.cli.talk import AsJson, Lang, Talk
from server.demo import Demo, DemoRefused, SignIn
from server.desk import Doors
from server.settings import Settings

_DEFAULT_PORT = 8000


def serve(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port to listen at (8000).")] = 0,
    demo: Annotated[
        bool, typer.Option("--demo", help="Sample data and sign-ins on SQLite in var/, made once.")
    ] = False,
    pack: Annotated[Path, typer.Option(help="The pack of the demonstration.")] = DEFINITIONS
    / "education_training",
    sample: Annotated[str, typer.Option(help="Its sample.")] = "demo",
    var: Annotated[Path, typer.Option(help="Folder of the demonstration's database.")] = Path("var"),
    now: Annotated[
        str, typer.Option(help="The moment the server believes it is, such as 2026-03-02T09:00+08:00.")
    ] = "",
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Serve the house over HTTP."""
    talk = Talk(lang, json=json)
    chosen = replace(settings("" if demo else database), worker=True)
    started = _moment(talk, now)
    if demo:
        chosen = _demonstration(talk, chosen, Demo(var / f"{pack.name}.sqlite"), pack, sample, started)
    elif started is not None:
        chosen = replace(chosen, clock_shift=started - datetime.now(UTC))
    chosen = _listening(chosen, host, port)
    talk.say(f"Serving at {chosen.public_url}", f"服务地址：{chosen.public_url}", "bold")
    app = application(chosen)
    config = uvicorn.Config(
        app,
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=chosen.shutdown_seconds,
    )
    server = _Server(config, app.state.doors)
    server.run()
    if not server.started:
        raise SystemExit(STARTUP_FAILURE)


class _Server(uvicorn.Server):
    """Ends streams of events before it waits for the requests at work, which those would keep it from ending."""

    def __init__(self, config: uvicorn.Config, doors: Doors) -> None:
        super().__init__(config)
        self._doors = doors

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop serving."""
        self._doors.end_streams()
        await super().shutdown(sockets)


def _demonstration(
    talk: Talk, chosen: Settings, demo: Demo, pack: Path, sample: str, now: datetime | None
) -> Settings:
    """Make the demonstration when it is not there, tell its sign-ins, and give the settings to serve it with."""
    if demo.is_made:
        talk.say(
            f"Using {demo.place} as it is; sign in as before. For another password: pointsman user password LOGIN"
            f" --database sqlite:///{demo.place}. To begin anew, delete {demo.place}.",
            f"继续使用 {demo.place}，账号密码不变。重设密码：pointsman user password 账号 --database"
            f" sqlite:///{demo.place}。如需重新开始，请删除 {demo.place}。",
        )
        return demo.settings(chosen, now)
    demo.place.parent.mkdir(parents=True, exist_ok=True)
    files = pack_files(pack, talk)
    try:
        with talk.progress("Sample data", "样例数据") as progress:
            made = run(demo.make(chosen, files, sample, talk.language, progress))
    except DemoRefused as error:
        talk.fail(f"The demonstration cannot be made: {error}", f"无法生成演示数据：{error}", Code.INVALID)
    _tell(talk, made)
    return demo.settings(chosen, now)


def _tell(talk: Talk, sign_ins: list[SignIn]) -> None:
    words = (("Login", "账号"), ("Password", "密码"), ("Name", "姓名"), ("Posts", "岗位"), ("Centre", "中心"))
    rows = [(one.login, one.password, one.name, one.posts, one.centre) for one in sign_ins]
    talk.table([talk.word(*word) for word in words], rows)
    talk.document([{"login": one.login, "password": one.password, "name": one.name} for one in sign_ins])


def _listening(chosen: Settings, host: str, port: int) -> Settings:
    """The settings with where to listen; a public address that was not set follows the port."""
    port = port or chosen.port
    default = f"http://127.0.0.1:{_DEFAULT_PORT}"
    public = f"http://127.0.0.1:{port}" if chosen.public_url == default else chosen.public_url
    return replace(chosen, host=host or chosen.host, port=port, public_url=public)


def _moment(talk: Talk, said: str) -> datetime | None:
    if not said:
        return None
    found = moment(said)
    if found is None:
        talk.fail(
            f"--now {said}: a moment with its offset is expected",
            f"--now {said}：应为带时区的时刻",
            Code.USAGE,
        )
    return found
