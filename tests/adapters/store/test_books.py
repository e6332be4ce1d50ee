from dataclasses import replace
from datetime import date, timedelta

import pytest

from adapters.store.store import DatabaseStore
from engine.access.duty import Holding
from engine.ports.books import Change, ImportJob, ImportRow, SettingChange, StoredFile
from engine.ports.people import Account, Session, Token
from tests.builders.release import NOW, workshop

HOUR = timedelta(hours=1)


async def test_accounts_are_unique_by_login_and_person(store: DatabaseStore) -> None:
    ann = Account("a1", "p1", "ann", "hash", NOW, NOW, language="en")
    assert await store.people.add_account(ann)
    assert not await store.people.add_account(Account("a2", "p2", "ann", "hash", NOW, NOW))
    assert not await store.people.add_account(Account("a2", "p1", "bob", "hash", NOW, NOW))
    assert await store.people.account(login="ann") == ann
    assert await store.people.account(login="nobody") is None
    changed = Account("a1", "p1", "ann", "other", NOW, NOW + HOUR, active=False, admin=True)
    await store.people.change_account(changed)
    assert await store.people.accounts() == [replace(changed, version=2)]
    await store.people.change_account(replace(ann, password="late"))  # has read what is no longer so
    assert await store.people.accounts() == [replace(changed, version=2)]


async def test_holdings_are_replaced_and_found_by_role(store: DatabaseStore) -> None:
    here = Holding("smith", "c1", "red", NOW.date(), None)
    await store.people.set_holdings("p1", [here, Holding("clerk", None)])
    await store.people.set_holdings("p2", [Holding("smith", "c2")])
    assert await store.people.holdings("p1") == (here, Holding("clerk", None))
    assert await store.people.holders(["smith"], "c1") == [("p1", here)]
    assert [person for person, _ in await store.people.holders(["smith", "clerk"])] == ["p1", "p1", "p2"]
    await store.people.set_holdings("p1", [])
    assert await store.people.holdings("p1") == ()


async def test_sessions_expire_and_end(store: DatabaseStore) -> None:
    session = Session("s1", "a1", "csrf", NOW, NOW, NOW + HOUR, Holding("smith", "c1", None, NOW.date()))
    await store.people.start_session(session)
    assert await store.people.session("s1", NOW) == session
    assert await store.people.session("s1", NOW + HOUR) is None
    later = Session("s1", "a1", "csrf", NOW, NOW + HOUR, NOW + 2 * HOUR)
    await store.people.keep_session(later)
    assert await store.people.session("s1", NOW + HOUR) == later
    await store.people.end_sessions("a1")
    assert await store.people.session("s1", NOW) is None


async def test_tokens_expire_and_are_revoked(store: DatabaseStore) -> None:
    token = Token("t1", "a1", "hash", "pm_ab", "till", ("read", "write"), NOW, NOW + HOUR)
    await store.people.add_token(token)
    assert await store.people.token("hash", NOW) == token
    assert await store.people.token("hash", NOW + HOUR) is None
    await store.people.use_token("t1", NOW)
    assert (await store.people.tokens("a1"))[0].used_at == NOW
    assert await store.people.revoke_token("t1", NOW)
    assert not await store.people.revoke_token("t1", NOW)
    assert await store.people.token("hash", NOW) is None


async def test_failed_attempts_are_counted_and_forgotten(store: DatabaseStore) -> None:
    for success in (False, False, True):
        await store.people.note_attempt("ann", "10.0.0.1", NOW, success=success)
    assert await store.people.failures(NOW - HOUR, login="ann") == 2
    assert await store.people.failures(NOW - HOUR, address="10.0.0.2") == 0
    await store.people.forget(NOW, NOW + HOUR)
    assert await store.people.failures(NOW - HOUR, login="ann") == 0


async def test_publishing_moves_the_live_pointer_and_rollback_moves_it_back(store: DatabaseStore) -> None:
    old = workshop().build()
    builder = workshop()
    builder.version = "1.1.0"
    new = builder.build()
    assert await store.published.live() is None
    assert (await store.published.publish(old, NOW, "p1")).number == 1
    assert (await store.published.publish(new, NOW + HOUR, None)).number == 2
    live = await store.published.live("workshop")
    assert live is not None
    assert (live.id, live.version, live.source) == (new.id, "1.1.0", new.source)
    again = await store.published.publish(old, NOW + 2 * HOUR, None)
    assert (again.number, again.live) == (1, True)
    assert [(one.version, one.live) for one in await store.published.all()] == [
        ("1.1.0", False),
        ("1.0.0", True),
    ]


async def test_changes_of_settings_are_kept_in_their_order(store: DatabaseStore) -> None:
    settings = store.settings
    assert (await settings.all(), await settings.count()) == ([], 0)
    first = SettingChange("s1", "cap", Change.SET, None, None, 3, NOW, "p1")
    then = SettingChange("s2", "cap", Change.SET, "c1", date(2026, 5, 1), ["a", "b"], NOW + HOUR, None)
    back = SettingChange("s3", "cap", Change.TAKEN_BACK, "c1", date(2026, 5, 1), None, NOW, "p2")
    other = SettingChange("s4", "bag", Change.CONFIRMED, None, None, None, NOW, "p2")
    await settings.add(first, then)
    await settings.add(back, other)
    assert await settings.all() == [first, then, back, other]
    assert await settings.count() == 4
    assert await settings.log("cap", 2) == [back, then]


async def test_imports_and_their_rows_are_kept(store: DatabaseStore) -> None:
    job = ImportJob("i1", "job", "running", "skip", {"title": "Name"}, NOW, "p1", "f1", 2)
    await store.imports.start(job)
    rows = [ImportRow("i1", number, "created", {"Name": "x"}, f"r{number}", 1) for number in (0, 1)]
    await store.imports.note(rows)
    refused = ImportRow("i1", 1, "refused", {"Name": "x"}, reasons=["no"])
    await store.imports.note([refused])
    assert await store.imports.rows("i1") == [rows[0], refused]
    assert await store.imports.rows("i1", state="refused", after=0) == [refused]
    assert await store.imports.counts("i1") == {"created": 1, "refused": 1}
    assert await store.imports.counts("i2") == {}
    done = ImportJob("i1", "job", "done", "skip", {"title": "Name"}, NOW, "p1", "f1", 2, 1, 1, NOW)
    await store.imports.update(done)
    assert await store.imports.job("i1") == done
    assert await store.imports.jobs() == [done]
    assert await store.imports.jobs(by="p1", entity="job") == [done]
    assert await store.imports.jobs(by="p2") == await store.imports.jobs(entity="part") == []


async def test_files_are_remembered(store: DatabaseStore) -> None:
    file = StoredFile("f1", "图.png", "image/png", 12, "00", NOW, "p1", "job", "r1")
    await store.files.add(file)
    assert await store.files.get("f1") == file
    assert await store.files.of_record("r1") == [file]


@pytest.mark.parametrize("statement", ["update history set actor = 'x'", "delete from history"])
async def test_history_cannot_be_changed(store: DatabaseStore, statement: str) -> None:
    row = "insert into history values ('h', 'job', 'r', 1, '2026-01-01', null, 'create', 'x', '{}', '{}', '{}', null)"
    await store.write(row)
    with pytest.raises(Exception, match="append-only"):
        await store.write(statement)
    assert (await store.read("select count(*) from history"))[0][0] == 1
