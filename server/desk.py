"""What every way in has at hand: the house, the sign-in, the settings, and what is counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.diagnostics.problem import Diagnostic
from engine.packs.files import Files
from engine.ports.blobs import Blobs
from engine.ports.printer import Printer
from engine.ports.sheets import Sheet
from engine.values.plain import Json
from server.background import Background
from server.events.hub import Hub
from server.house import House
from server.metrics import Metrics
from server.problem_details import Refused
from server.problems import STARTING
from server.scratch import OpenScratch
from server.settings import Settings
from server.sign_in.sign_in import SignIn

Unpack = Callable[[bytes], tuple[Files, tuple[Diagnostic, ...]]]


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables of cells: read from the bytes of a file, and written (``csv`` or ``xlsx``, headers, rows).

    ``read`` takes the name of a sheet of a workbook besides (None: the first).
    """

    read: Callable[[bytes, str | None], Sheet | Diagnostic]
    write: Callable[[str, Sequence[str], Sequence[Sequence[Json]]], bytes]


@dataclass(frozen=True, slots=True)
class Desk:
    """Made once, when the house has been opened.

    ``unpack`` reads a pack from the bytes of an archive, ``open_scratch`` gives a store to try one in. ``blobs``: the bytes of
    uploaded files and kept documents, ``printer`` lays those out. ``free_disk``: bytes left where the database lies (None: it
    lies elsewhere). ``working``: whether the worker of this process runs (None: it has none). ``background``: what goes on
    after its request was answered.
    """

    house: House
    settings: Settings
    sign_in: SignIn
    metrics: Metrics
    unpack: Unpack
    open_scratch: OpenScratch
    tables: Tables
    blobs: Blobs
    printer: Printer
    free_disk: Callable[[], int | None]
    working: Callable[[], bool | None]
    hub: Hub
    background: Background


class Doors:
    """Where requests find the desk; closed before the house is open and after it has been left."""

    def __init__(self) -> None:
        """Closed."""
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The desk; raises ``Refused`` (503) while the doors are closed."""
        if self._desk is None:
            raise Refused(503, STARTING, headers={"Retry-After": "1"})
        return self._desk

    def open(self, desk: Desk) -> None:
        """Let requests in."""
        self._desk = desk

    def end_streams(self) -> None:
        """End what would never end by itself: the process is about to end."""
        if self._desk is not None:
            self._desk.hub.end()

    def close(self) -> None:
        """Let no more requests in."""
        self._desk = None
