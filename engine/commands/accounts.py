"""Accounts and posts as commands know them: rows of the engine's own beside the record of a person.

Every change of them is a step of that record, so that its history says who gave whom which right, and when.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from engine.access.duty import Holding
from engine.commands.work import Work
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.pointer import pointer
from engine.diagnostics.refuse import reason, refused
from engine.facts.handovers import held_json
from engine.facts.in_hand import held_by
from engine.facts.scene import zone_of
from engine.facts.staff import HOLDING
from engine.records.accept import accept_value
from engine.records.builtin import CENTRE, PERSON
from engine.values.plain import Json, Value
from engine.values.record import Record
from engine.values.refusal import Kind, Reason, Refusal

ACCOUNT = "_account"
PLAN = "/api/v1/handovers/plan"
MOST_NAMED = 100  # of each kind are counted when somebody may not go yet
SECRET = frozenset({"password"})
LONGEST_LOGIN = 200
MOST_POSTS = 50

_problem = problems_of("accounts")
NOT_ADMIN = _problem("not_admin", "This is for administrators.", "此操作仅限管理员。")
NO_ACCOUNT = _problem("no_such_account", "There is no such account.", "没有这个账号。")
NO_PERSON = _problem("no_such_person", "There is no such person.", "没有这个人员。")
BAD_LOGIN = _problem(
    "bad_login",
    "A login has 1 to {limit} characters and no spaces.",
    "账号应为 1 到 {limit} 个字符，且不含空格。",
)
LOGIN_TAKEN = _problem("login_taken", "The login “{login}” is taken.", "账号“{login}”已被使用。")
HAS_ACCOUNT = _problem("has_account", "This person has an account already.", "该人员已有账号。")
LAST_ADMIN = _problem(
    "last_admin",
    "This is the last administrator who may sign in.",
    "这是最后一位可以登录的管理员。",
    ("Make somebody else an administrator first.", "请先指定另一位管理员。"),
)
STILL_HELD = _problem(
    "still_held",
    "This person still holds something: {count} kinds of records, tasks or decisions.",
    "该人员名下还有 {count} 类未交接的记录、任务或审批。",
    (
        "Hand it over first: POST /api/v1/handovers/plan shows it.",
        "请先交接，可通过 POST /api/v1/handovers/plan 查看。",
    ),
)
NO_ROLE = _problem(
    "no_such_role", "There is no role “{role}”; there are: {known}.", "没有角色“{role}”，可用：{known}。"
)
NO_CENTRE = _problem("no_such_centre", "There is no such centre.", "没有这个中心。")
TURNED_ROUND = _problem(
    "ends_before_it_begins", "The post ends before it begins.", "岗位的结束日期早于开始日期。"
)
TOO_MANY_POSTS = _problem(
    "too_many_posts", "A person holds at most {limit} posts.", "一个人最多担任 {limit} 个岗位。"
)


def may_administer(work: Work) -> bool:
    """Whether whoever asks is an administrator at this moment."""
    actor = work.scene.actor
    if actor.everything or actor.person is None:
        return actor.everything
    account = account_of(work, actor.person)
    return account is not None and _is_admin(account)


def account_of(work: Work, person: str) -> Record | None:
    """The account of a person."""
    return next(iter(work.find(ACCOUNT, {"person": person}, 1)), None)


def login_fault(work: Work, login: str, own: str = "") -> Reason | None:
    """What is wrong with a login (folded by the caller) for the account ``own``."""
    if not login or len(login) > LONGEST_LOGIN or any(part.isspace() for part in login):
        return reason(BAD_LOGIN, {"limit": LONGEST_LOGIN}, "/login")
    taken = next(iter(work.find(ACCOUNT, {"login": login}, 1)), None)
    return None if taken is None or taken.id == own else reason(LOGIN_TAKEN, {"login": login}, "/login")


def accepted_name(work: Work, name: str) -> Value | Reason:
    """The name of a person as its field takes it."""
    field = work.scene.release.entities[PERSON].fields["name"]
    found = accept_value(field, name, zone_of(work.scene.release.time_zone))
    if isinstance(found, Reason):
        return Reason(found.code, found.text, "/name", found.fix, found.data)
    return found


def post_faults(work: Work, posts: Sequence[Holding]) -> tuple[Reason, ...]:
    """What is wrong with posts that somebody shall hold, each with its place below ``/posts``."""
    if len(posts) > MOST_POSTS:
        return (reason(TOO_MANY_POSTS, {"limit": MOST_POSTS}, "/posts"),)
    roles = work.scene.release.access.roles
    found: list[Reason] = []
    for place, post in enumerate(posts):
        at = "/posts" + pointer(place)
        if post.role not in roles:
            found.append(reason(NO_ROLE, {"role": post.role, "known": ", ".join(roles)}, at + "/role"))
        if post.centre is not None and work.record(CENTRE, post.centre) is None:
            found.append(reason(NO_CENTRE, {}, at + "/centre"))
        if post.active_from and post.active_until and post.active_until < post.active_from:
            found.append(reason(TURNED_ROUND, {}, at + "/active_until"))
    return tuple(found)


def keep_posts(work: Work, person: str, posts: Sequence[Holding]) -> None:
    """Let a person hold just these posts."""
    wanted = {f"{person}.{place:03}": post for place, post in enumerate(posts)}
    for row in work.find(HOLDING, {"person": person}):
        if row.id not in wanted:
            work.drop(HOLDING, row.id)
    for id, post in wanted.items():
        work.keep(HOLDING, id, {"person": person, **asdict(post)})


def posts_of(work: Work, person: str) -> tuple[Holding, ...]:
    """The posts a person holds, past and future ones included."""
    return tuple(_post(row.values) for row in work.find(HOLDING, {"person": person}))


def posts_json(posts: Sequence[Holding]) -> list[Json]:
    """Posts as history and answers tell them."""
    return [
        {name: None if value is None else str(value) for name, value in asdict(post).items()}
        for post in posts
    ]


def audited(before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, Json]:
    """What history tells of a changed account: each value before and after, and of a secret only that it changed."""
    return {
        name: "changed" if name in SECRET else {"before": _told(before.get(name)), "after": _told(value)}
        for name, value in after.items()
        if before.get(name) != value and name not in ("changed_at", "signed_out_at", "created_at", "person")
    }


def still_administered(work: Work) -> Refusal | None:
    """The refusal when this command takes the last administrator away who may sign in.

    Whoever remains is written too: two commands that each rely on the other's administrator cannot both be kept.
    """
    lost = any(_was_admin(work, base) for (kind, _), base in work.kept.items() if kind == ACCOUNT)
    for (entity, id), base in work.bases.items() if not lost else ():
        record = work.overlay[entity, id]
        if entity == PERSON and base is not None and record is not None and _went(base, record):
            account = account_of(work, id)
            lost = lost or (account is not None and _is_admin(account))
    if not lost:
        return None
    for account in work.find(ACCOUNT, {"admin": True, "active": True}):
        person = work.record(PERSON, str(account.values.get("person")))
        if person is not None and person.values.get("active") is not False:
            work.keep(ACCOUNT, account.id, account.values)
            return None
    return refused(Kind.CONFLICT, LAST_ADMIN)


def nothing_left(work: Work) -> Refusal | None:
    """The refusal when this command lets somebody go who still holds something."""
    gone = [
        str(base.values["person"])
        for (kind, id), base in work.kept.items()
        if kind == ACCOUNT and base is not None and base.values.get("active") is True
        if (now := work.record(ACCOUNT, id)) is None or now.values.get("active") is not True
    ]
    for (entity, id), base in work.bases.items():
        record = work.overlay[entity, id]
        if entity == PERSON and base is not None and record is not None and _went(base, record):
            gone.append(id)
    for person in dict.fromkeys(gone):
        held = held_by(work, work.scene, person, MOST_NAMED)
        if held:
            data: dict[str, Json] = {"person": person, "held": held_json(held), "plan": PLAN}
            return Refusal(Kind.CONFLICT, (replace(reason(STILL_HELD, {"count": len(held)}), data=data),))
    return None


def _is_admin(account: Record) -> bool:
    return account.values.get("admin") is True and account.values.get("active") is True


def _was_admin(work: Work, base: Record | None) -> bool:
    now = work.record(ACCOUNT, base.id) if base is not None else None
    return base is not None and _is_admin(base) and (now is None or not _is_admin(now))


def _went(base: Record, record: Record) -> bool:
    return base.values.get("active") is not False and record.values.get("active") is False


def _post(values: Mapping[str, Value]) -> Holding:
    return Holding(**{name: values.get(name) for name in Holding.__dataclass_fields__})  # type: ignore[arg-type]


def _told(value: Value) -> Json:
    return value if isinstance(value, str | bool | int) or value is None else str(value)
