"""Change an account: its login, language, standing, rights of administration, password, posts, and the person's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.access.duty import Holding
from engine.commands.accounts import (
    ACCOUNT,
    NO_ACCOUNT,
    NOT_ADMIN,
    accepted_name,
    audited,
    keep_posts,
    login_fault,
    may_administer,
    post_faults,
    posts_json,
    posts_of,
)
from engine.commands.begin import check_version
from engine.commands.run import finish
from engine.commands.work import Work
from engine.diagnostics.refuse import refused
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.ports.store import Reader
from engine.records.builtin import PERSON
from engine.values.need import Sure
from engine.values.plain import Json, Value
from engine.values.record import Decision, Record
from engine.values.refusal import Kind, Reason, Refusal

_OWN = frozenset({"password", "must_change", "language"})


@dataclass(frozen=True, slots=True)
class ChangeUser(SceneAsk):
    """``changes``: login (folded), language, active, admin, password (a hash), must_change. ``name`` is the person's.

    ``posts`` None leaves them as they are. ``sign_out``: sessions that began before now are void; a new password says it
    by itself. ``version``: that of the account the asker had in hand.
    """

    id: str
    changes: Mapping[str, Value] = field(default_factory=dict[str, Value])
    name: str | None = None
    posts: tuple[Holding, ...] | None = None
    sign_out: bool = False
    version: int | None = None

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((ACCOUNT, self.id),)


@answering
def change_user(asked: ChangeUser, read: Reader) -> Decision | Refusal:
    """Change it, with a line in the history of the person; answers ``{id, person, version}``.

    Administrators may; everybody their own password and language. Refused: 403; 404 an account that is not there;
    409 the last administrator; 412 another version; 422 faults of login, name or posts.
    """
    work = Work(asked.scene, read)
    account = work.record(ACCOUNT, asked.id)
    if not may_administer(work) and not _is_own(asked, account):
        return refused(Kind.FORBIDDEN, NOT_ADMIN)
    if account is None:
        return refused(Kind.MISSING, NO_ACCOUNT)
    refusal = check_version(account, asked.version) or _faults(work, asked)
    if refusal is not None:
        return refusal
    person = work.record(PERSON, str(account.values["person"]))
    if person is None:
        return refused(Kind.MISSING, NO_ACCOUNT)
    told = _told(work, asked, account)
    if not told and asked.name in (None, person.values.get("name")):
        return work.decision(_answer(work, account))
    work.open("account", {"account": told})
    if asked.name is not None:
        name = accepted_name(work, asked.name)
        work.write(person, {} if isinstance(name, Reason) else {"name": name})
    work.note(person)
    if asked.posts is not None:
        keep_posts(work, person.id, asked.posts)
    work.keep(ACCOUNT, asked.id, _changed(asked, account))
    refusal = finish(work, work.close(), {})
    return refusal or work.decision(_answer(work, account))


def _is_own(asked: ChangeUser, account: Record | None) -> bool:
    mine = account is not None and account.values.get("person") == asked.scene.actor.person
    only = asked.changes.keys() <= _OWN and asked.name is None and asked.posts is None
    return mine and only and account is not None and account.values.get("active") is True


def _faults(work: Work, asked: ChangeUser) -> Refusal | None:
    found: list[Reason | None] = [*post_faults(work, asked.posts or ())]
    if "login" in asked.changes:
        found.append(login_fault(work, str(asked.changes["login"] or ""), asked.id))
    if asked.name is not None:
        name = accepted_name(work, asked.name)
        found.append(name if isinstance(name, Reason) else None)
    faults = tuple(one for one in found if one is not None)
    return Refusal(Kind.INVALID, faults) if faults else None


def _changed(asked: ChangeUser, account: Record) -> dict[str, Value]:
    now = asked.scene.now
    out = {"signed_out_at": now} if asked.sign_out or "password" in asked.changes else {}
    return {**account.values, **asked.changes, **out, "changed_at": now}


def _told(work: Work, asked: ChangeUser, account: Record) -> dict[str, Json]:
    """What history tells of it; nothing when nothing changes."""
    told = audited(account.values, asked.changes)
    if asked.posts is not None:
        before = posts_of(work, str(account.values["person"]))
        if before != asked.posts:
            told["posts"] = {"before": posts_json(before), "after": posts_json(asked.posts)}
    return {**told, **({"signed_out": "everywhere"} if asked.sign_out else {})}


def _answer(work: Work, account: Record) -> dict[str, Json]:
    now = work.record(ACCOUNT, account.id) or account
    written = now.version + (now is not account)
    return {"id": account.id, "person": str(account.values["person"]), "version": written}
