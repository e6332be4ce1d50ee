"""The one file that picks adapters: from settings to an open house, a desk, and an application around them."""

import hashlib
import os
import shutil
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from adapters.file_folder.folder import FileFolder
from adapters.pack_files import folder
from adapters.pack_files.archive import read_archive, write_archive
from adapters.sheets.reading import read_sheet
from adapters.sheets.writing import csv_parts, csv_rows, workbook
from adapters.sink.sink import Sink
from adapters.store.open import open_store
from adapters.store.scratch import ScratchStore
from adapters.weasyprint.printer import WeasyPrinter
from engine.clock.clock import Clock, HostClock
from engine.diagnostics.problem import Diagnostic
from engine.packs.files import Files
from engine.packs.pack_schemas import FOLDER as SCHEMA_FOLDER
from engine.ports.printer import Printer
from engine.values.plain import Json
from server.app import make_app
from server.background import Background
from server.desk import Desk, Doors, Tables
from server.events.hub import Hub
from server.follow import Follow
from server.house import House
from server.logs import set_up_logs
from server.metrics import Metrics
from server.opening import house_of
from server.settings import BadSettings, Settings, read_settings
from server.sign_in.sign_in import SignIn
from server.web_files import web_routes
from server.worker import Worker

__all__ = ["application", "csv_parts", "csv_rows", "new_printer", "open_desk", "open_house", "open_scratch", "read_pack", "read_sheet", "workbook", "write_pack", "write_schemas"]  # fmt: skip

_SQLITE = "sqlite:///"
_BAD_CONFIGURATION = 78


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock | None = None) -> AsyncGenerator[House]:
    """The house of the database that the settings name; closed again at the end.

    ``clock``: another than the host's (shifted as the settings say). Raises StoreUnavailable.
    """
    place = _folder(settings)
    if place is not None:
        place.mkdir(parents=True, exist_ok=True)
    key = hashlib.sha256(settings.secret.encode()).digest() if settings.secret else None
    store = await open_store(settings.database_url, cursor_key=key)
    try:
        yield await house_of(store, clock or HostClock(settings.clock_shift))
    finally:
        await store.close()


@asynccontextmanager
async def open_desk(settings: Settings, metrics: Metrics, clock: Clock | None = None) -> AsyncGenerator[Desk]:
    """An open house with everything that requests need, and a worker beside it when the settings want one."""
    async with open_house(settings, clock) as house:
        worker = Worker(house, Sink(), metrics) if settings.worker else None
        place = _folder(settings)
        follow = Follow(house)
        desk = Desk(
            house=house,
            settings=settings,
            sign_in=SignIn(house, settings),
            metrics=metrics,
            unpack=_unpack,
            open_scratch=open_scratch,
            tables=Tables(read_sheet, _write_table),
            blobs=FileFolder(Path(settings.files) if settings.files else (place or Path("var")) / "files"),
            printer=new_printer(),
            free_disk=lambda: shutil.disk_usage(place).free if place else None,
            working=lambda: worker.running if worker else None,
            hub=Hub(house),
            background=Background(),
        )
        if worker is not None:
            worker.start()
            follow.start()
        try:
            yield desk
        finally:
            await desk.hub.stop()
            await desk.background.stop()
            await follow.stop()
            if worker is not None:
                await worker.stop()
            desk.sign_in.passwords.close()


def application(settings: Settings | None = None) -> FastAPI:
    """The application as uvicorn starts it: ``uvicorn --factory server.bootstrap:application``.

    Without settings they are read from the environment; faulty ones are told all at once, and end the process.
    """
    try:
        chosen = settings or read_settings(os.environ)
    except BadSettings as error:
        sys.stderr.write(f"These settings cannot be used:\n{error}\n")
        raise SystemExit(_BAD_CONFIGURATION) from None
    set_up_logs(chosen.log_level, chosen.log_format)
    metrics = Metrics()
    return make_app(chosen, metrics, Doors(), lambda: open_desk(chosen, metrics), web_routes())


def _folder(settings: Settings) -> Path | None:
    """The folder of an SQLite file; None for a database that lies elsewhere, or in memory."""
    name = settings.database_url.removeprefix(_SQLITE)
    is_file = settings.database_url.startswith(_SQLITE) and name
    return Path(name).parent if is_file else None


def _write_table(form: str, headers: Sequence[str], rows: Sequence[Sequence[Json]]) -> bytes:
    return workbook(headers, rows) if form == "xlsx" else b"".join(csv_parts(headers, rows))


def _unpack(archive: bytes) -> tuple[Files, tuple[Diagnostic, ...]]:
    reading = read_archive(archive)
    return reading.files, reading.diagnostics


def read_pack(place: Path) -> tuple[Files, tuple[Diagnostic, ...]]:
    """The files of a pack in a folder or in a zip archive, and what was wrong with those that were not taken."""
    if place.suffix == ".zip" and place.is_file():
        return _unpack(place.read_bytes())
    reading = folder.read_folder(place)
    return reading.files, reading.diagnostics


def write_pack(place: Path, files: Files) -> tuple[Diagnostic, ...]:
    """Write files of a pack into a folder, or (``.zip``) all of them into an archive; gives what was refused."""
    if place.suffix != ".zip":
        return folder.write_folder(place, files)
    place.write_bytes(write_archive(files))
    return ()


def write_schemas(place: Path, files: Files) -> Path:
    """Write the schemas of a pack into its folder, where editors look for them; gives where they lie."""
    return folder.write_schemas(place, SCHEMA_FOLDER, files)


def new_printer() -> Printer:
    """What lays documents out."""
    return WeasyPrinter()


async def open_scratch() -> ScratchStore:
    """A store to try a pack in; it goes away when it is closed."""
    store = ScratchStore()
    await store.start()
    return store
