"""Records in flight, as a publish finds them: those in a state, and the states in which other moments hold than before."""

from collections.abc import AsyncGenerator, Iterator, Sequence

from engine.conditions.tree import Leaf, Literal, Path
from engine.conditions.types import TEXT
from engine.packs.release import Release
from engine.ports.store import Selection, Sort
from engine.values.record import Record
from server.house import House

_PAGE = 200


async def records_in(house: House, entity: str, state: str) -> AsyncGenerator[Sequence[Record]]:
    """The records of an entity in a state, in pages; those that leave it meanwhile are missing in none."""
    where = Leaf(Path("state", TEXT), "eq", Literal(state, TEXT))
    cursor: str | None = None
    while True:
        page = await house.select(Selection(entity, where, {}, ("state",), (Sort("id"),), _PAGE, cursor))
        yield page.records
        cursor = page.next_cursor
        if cursor is None:
            return


def moved_states(former: Release, release: Release) -> Iterator[tuple[str, str]]:
    """(entity, state) of what may be due at another moment under ``release`` than under ``former``."""
    for name, workflow in release.workflows.items():
        before = former.workflows.get(name)
        if before is None or _same_times(name, former, release):
            continue
        timed = before.timed.keys() | workflow.timed.keys()
        always = name in {*former.clocks, *release.clocks} or _flips(former, name) or _flips(release, name)
        for state in sorted(workflow.states.keys() if always else timed & workflow.states.keys()):
            yield name, state


def _same_times(entity: str, former: Release, release: Release) -> bool:
    """Whether everything that a moment may hang on was said alike before."""
    return all(
        former.source.get(path) == release.source.get(path)
        for path in {*former.source, *release.source}
        if path.startswith((f"workflows/{entity}.", f"entities/{entity}.", "calendars/", "decisions/"))
    ) and (former.calendar, former.time_zone, former.parameters) == (
        release.calendar,
        release.time_zone,
        release.parameters,
    )


def _flips(release: Release, entity: str) -> bool:
    """Whether time alone may change kept fields of such records."""
    return entity in release.entities and bool(release.entities[entity].flips)
