"""The one way in: a store by its address."""

from urllib.parse import urlsplit

from adapters.store.postgres import PostgresDatabase
from adapters.store.sqlite import SqliteDatabase
from adapters.store.store import DatabaseStore


async def open_store(url: str, *, cursor_key: bytes | None = None) -> DatabaseStore:
    """Open a store and make the engine's own tables where they are missing.

    ``url``: ``sqlite:///relative/or//absolute/path``, ``sqlite://`` (a database that goes away with the store) or
    ``postgresql://user:password@host:port/database``. ``cursor_key`` signs cursors (32 random bytes, the same in all
    processes). Raises ValueError for another address and StoreUnavailable when the database cannot be opened.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and not parts.netloc:
        database = SqliteDatabase(parts.path.removeprefix("/"))
    elif parts.scheme in ("postgresql", "postgres"):
        database = PostgresDatabase(url)
    else:
        raise ValueError(f"a store's address begins with sqlite:/// or postgresql://, not {parts.scheme}://")
    store = DatabaseStore(database, cursor_key)
    await store.start()
    return store
