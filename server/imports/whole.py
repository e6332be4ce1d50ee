"""A whole import, asked for once: nothing comes in before everybody who imports has seen what it makes due at once (A27)."""

from collections.abc import Callable
from dataclasses import replace

from engine.ports.sheets import Sheet
from server.house import House
from server.imports.run import ImportReport, Prepared, Progress, run_import


async def import_whole(
    house: House,
    prepared: Prepared,
    again: Callable[[], Sheet],
    progress: Progress = lambda _done, _all: None,
    *,
    due_confirmed: bool = False,
    all_or_nothing: bool = False,
) -> ImportReport:
    """Import every row; or none, and say what would become of each, as a dry run does (then ``job`` is None).

    None, as long as something would be due at once and nobody has said that this is meant; with ``all_or_nothing`` also
    when a single row would be refused. ``again`` reads the same table once more: rows are read as they come.

    Raises ValueError when the file breaks off in the middle.
    """
    if all_or_nothing or not due_confirmed:
        tried = await run_import(house, prepared, dry=True, due_confirmed=due_confirmed, progress=progress)
        if (tried.due and not due_confirmed) or (all_or_nothing and tried.counts["refused"]):
            return tried
        prepared = replace(prepared, sheet=again())
    return await run_import(house, prepared, due_confirmed=due_confirmed, progress=progress)
