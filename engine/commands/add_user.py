"""Let somebody sign in: an account for a person, who is made with it or is there already, and the posts they hold."""

from dataclasses import dataclass

from engine.access.duty import Holding
from engine.commands.accounts import (
    ACCOUNT,
    HAS_ACCOUNT,
    NO_PERSON,
    NOT_ADMIN,
    accepted_name,
    account_of,
    audited,
    keep_posts,
    login_fault,
    may_administer,
    post_faults,
    posts_json,
)
from engine.commands.births import make
from engine.commands.run import VERBS, finish
from engine.commands.work import Work
from engine.diagnostics.refuse import reason, refused
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.ports.store import Reader
from engine.records.builtin import PERSON
from engine.values.need import Sure
from engine.values.plain import Value
from engine.values.record import Decision, Record
from engine.values.refusal import Kind, Reason, Refusal


@dataclass(frozen=True, slots=True)
class AddUser(SceneAsk):
    """``login`` is folded, ``password`` a hash. ``person``: an id; without one a person of that ``name`` is made.

    ``posts`` None leaves those of the person as they are. ``must_change``: the password counts for one sign-in only.
    """

    login: str
    name: str = ""
    person: str | None = None
    language: str | None = None
    admin: bool = False
    posts: tuple[Holding, ...] | None = None
    must_change: bool = True
    password: str = ""

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((PERSON, self.person),) if self.person else ()


@answering
def add_user(asked: AddUser, read: Reader) -> Decision | Refusal:
    """Make the account with its posts, and the person when none is named; answers ``{id, person, login}``.

    Refused: 403 not an administrator; 409 a person who has an account; 422 faults of login, name, person or posts.
    """
    work = Work(asked.scene, read)
    if not may_administer(work):
        return refused(Kind.FORBIDDEN, NOT_ADMIN)
    faults = _faults(work, asked)
    if faults:
        return Refusal(Kind.INVALID, faults)
    if asked.person is not None and account_of(work, asked.person) is not None:
        return refused(Kind.CONFLICT, HAS_ACCOUNT, {}, "/person")
    now, id = asked.scene.now, work.ids.next()
    values: dict[str, Value] = {
        "login": asked.login,
        "password": asked.password,
        "active": True,
        "admin": asked.admin,
        "must_change": asked.must_change,
        "language": asked.language,
    }
    posts = {} if asked.posts is None else {"posts": {"before": [], "after": posts_json(asked.posts)}}
    work.open("account", {"account": {**audited({}, values), **posts}})
    person = _person(work, asked)
    if isinstance(person, Refusal):
        return person
    work.note(person)
    work.keep(
        ACCOUNT,
        id,
        {**values, "person": person.id, "created_at": now, "changed_at": now, "signed_out_at": None},
    )
    if asked.posts is not None:
        keep_posts(work, person.id, asked.posts)
    refusal = finish(work, work.close(), {})
    return refusal or work.decision({"id": id, "person": person.id, "login": asked.login})


def _faults(work: Work, asked: AddUser) -> tuple[Reason, ...]:
    found = [login_fault(work, asked.login), *post_faults(work, asked.posts or ())]
    if asked.person is None:
        name = accepted_name(work, asked.name)
        found.append(name if isinstance(name, Reason) else None)
    elif work.record(PERSON, asked.person) is None:
        found.append(reason(NO_PERSON, {}, "/person"))
    return tuple(one for one in found if one is not None)


def _person(work: Work, asked: AddUser) -> Record | Refusal:
    """The record of whoever gets the account; a new person belongs to the centre of their first post."""
    there = work.record(PERSON, asked.person) if asked.person else None
    if there is not None:
        return there
    name = accepted_name(work, asked.name)
    centre = next((post.centre for post in asked.posts or () if post.centre), None)
    given: dict[str, Value] = {"owner": None, "centre": centre}
    return make(work, PERSON, {**given, "name": None if isinstance(name, Reason) else name}, None, VERBS)
