"""Published releases and the live one of each pack. Fulfils ``engine.ports.books.Releases``."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, func, select

from adapters.store.columns import row_reader
from adapters.store.rows import Holds, adding, changing, removing
from adapters.store.tables import table_name
from engine.diagnostics.problem import Diagnostic
from engine.packs.identity import canonical_text
from engine.packs.release import Release
from engine.packs.source import Document, document
from engine.ports.books import Published
from engine.values.plain import Json

_LISTED = (
    "id",
    "pack",
    "version",
    "number",
    "published_at",
    "published_by",
    "live",
    "moves_from",
    "moves_since",
    "moves_to",
)


class StoredReleases:
    """Releases in the store's own table."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._table = store.house.release
        self._live = self._table.c.live.is_(True) if store.flavour.postgres else self._table.c.live == 1

    async def publish(
        self,
        release: Release,
        now: datetime,
        by: str | None,
        moves_from: str | None = None,
        moves_to: Mapping[str, str] | None = None,
    ) -> Published:
        """Store a release (once) and make it the live one of its pack, in one transaction.

        Of two publishers at one moment the second gets an error from the database and changes nothing.
        """
        table, flavour = self._table, self._store.flavour
        last = (await self._store.read(select(func.max(table.c.number)).where(table.c.pack == release.pack)))[
            0
        ][0]
        values = {
            "id": release.id, "pack": release.pack, "version": release.version, "number": (last or 0) + 1,
            "source": _texts(release), "published_at": now, "published_by": by, "live": False,
        }  # fmt: skip
        moves = {"moves_from": moves_from, "moves_since": None, "moves_to": None}
        if moves_from is not None:
            moves |= {"moves_since": now, "moves_to": dict(moves_to or {})}
        await self._store.write(
            changing(flavour, table, {"live": False}, table.c.pack == release.pack, self._live),
            adding(flavour, table, values, skip_taken=await self.get(release.id) is not None),
            changing(flavour, table, {"live": True, **moves}, table.c.id == release.id),
        )
        published = await self.get(release.id)
        if published is None:
            raise RuntimeError("a release was published but is not there")
        return published

    async def moved(self, id: str) -> None:
        """Note that the records in flight have been moved on to this release."""
        done = {"moves_from": None, "moves_since": None, "moves_to": None}
        await self._store.write(
            changing(self._store.flavour, self._table, done, self._table.c.id == id),
            removing(self._store.house.moved_on),
        )

    async def live(self, pack: str | None = None) -> Published | None:
        """The live release of a pack (of the pack published last, when none is named)."""
        wanted = (
            self._select(source=True).where(self._live).order_by(self._table.c.published_at.desc()).limit(1)
        )
        return await self._one(wanted if pack is None else wanted.where(self._table.c.pack == pack))

    async def get(self, id: str) -> Published | None:
        """A release by its id."""
        return await self._one(self._select(source=True).where(self._table.c.id == id))

    async def all(self) -> Sequence[Published]:
        """All releases, newest first, without their sources."""
        order = (self._table.c.published_at.desc(), self._table.c.number.desc())
        return await self._many(self._select(source=False).order_by(*order), source=False)

    async def in_flight(self, entity: str, by: tuple[str, ...]) -> Mapping[tuple[str | None, ...], int]:
        """How many records of an entity there are with each combination of these columns; one it lacks is absent."""
        table = self._store.tables.entities[entity].table if self._store.tables is not None else None
        if table is None:
            raise LookupError(f"no table for {table_name(entity)}")
        here = [table.c[name] for name in by if name in table.c]
        places = [here.index(table.c[name]) if name in table.c else None for name in by]
        rows = await self._store.read(select(*here, func.count()).group_by(*here))
        return {
            tuple(None if place is None else row[place] for place in places): row[len(here)] for row in rows
        }

    def _select(self, *, source: bool) -> Select[Any]:
        return select(*(self._table.c[name] for name in (*_LISTED, *(("source",) if source else ()))))

    async def _one(self, wanted: Select[Any]) -> Published | None:
        found = await self._many(wanted, source=True)
        return found[0] if found else None

    async def _many(self, wanted: Select[Any], *, source: bool) -> list[Published]:
        names = (*_LISTED, *(("source",) if source else ()))
        read = row_reader(self._store.flavour, self._table, names)
        return [_published(read(row)) for row in await self._store.read(wanted)]


def _texts(release: Release) -> dict[str, str]:
    """The files of a release as canonical text: a number must come back as it was written, digit by digit."""
    return {path: canonical_text(path, cast("Document", said)) for path, said in release.source.items()}


def _published(row: dict[str, Any]) -> Published:
    texts: Mapping[str, str] = row.pop("source", {})
    source = {path: document(path, text.encode()) for path, text in texts.items()}
    broken = [path for path, said in source.items() if isinstance(said, Diagnostic)]
    if broken:
        raise RuntimeError(f"a stored release cannot be read: {', '.join(broken)}")
    return Published(**row, source=cast("Mapping[str, Json]", source))
