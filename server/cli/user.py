"""``pointsman user``: who may sign in."""

from contextlib import closing
from typing import Annotated

import typer

from engine.access.duty import Holding
from engine.commands.add_user import AddUser
from engine.commands.change_user import ChangeUser
from engine.ports.people import Account
from engine.queries.person import PersonAsk, person_record
from engine.values.refusal import Refusal
from server.accounts import let_in, new_password, set_password
from server.bootstrap import open_house
from server.cli.exits import Code
from server.cli.place import Database, run, settings
from server.cli.talk import AsJson, Lang, Talk
from server.house import EVERYTHING, House
from server.sign_in.logins import folded
from server.sign_in.passwords import LONGEST, SHORTEST, Passwords

app = typer.Typer(help="Accounts: who may sign in.", no_args_is_help=True)
Login = Annotated[str, typer.Argument(help="What the person signs in as.")]
Password = Annotated[str, typer.Option("--password", help="A new one is made when left out.")]


@app.command()
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="Name of a new person; the login when left out.")] = "",
    person: Annotated[str, typer.Option(help="Id of a person that is there.")] = "",
    role: Annotated[
        list[str] | None, typer.Option(help="A post: role, or role@centre-id. May be given several times.")
    ] = None,
    admin: Annotated[bool, typer.Option(help="An administrator of this house.")] = False,
    password: Password = "",
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Let a person sign in."""
    talk = Talk(lang, json=json)
    chosen = _password(talk, password)

    async def work() -> None:
        async with open_house(settings(database)) as house:
            posts = tuple(_holding(talk, house, one) for one in role or ())
            new = AddUser(
                house.scene(EVERYTHING),
                folded(login),
                name or login,
                person or None,
                admin=admin,
                posts=posts or None,
                must_change=False,
            )
            with closing(Passwords()) as passwords:
                done = await let_in(house, passwords, new, chosen)
            if isinstance(done, Refusal):
                talk.refused(done)
            made = done.answer
            talk.table((talk.word("Login", "账号"), talk.word("Password", "密码")), [(made["login"], chosen)])
            talk.document(
                {
                    "login": made["login"],
                    "password": chosen,
                    "person": made["person"],
                    "account": made["id"],
                }
            )

    run(work())


@app.command()
def password(
    login: Login, password: Password = "", database: Database = "", json: AsJson = False, lang: Lang = ""
) -> None:
    """Give an account another password; it is signed out everywhere."""
    talk = Talk(lang, json=json)
    chosen = _password(talk, password)

    async def work() -> None:
        async with open_house(settings(database)) as house:
            account = await house.store.people.account(login=folded(login))
            if account is None:
                talk.fail(f"There is no account {login}", f"没有账号 {login}")
            asked = ChangeUser(house.scene(EVERYTHING), account.id, {"must_change": False})
            with closing(Passwords()) as passwords:
                done = await set_password(house, passwords, asked, chosen)
            if isinstance(done, Refusal):
                talk.refused(done)
            talk.table((talk.word("Login", "账号"), talk.word("Password", "密码")), [(account.login, chosen)])
            talk.document({"login": account.login, "password": chosen})

    run(work())


@app.command(name="list")
def list_(database: Database = "", json: AsJson = False, lang: Lang = "") -> None:
    """Every account with its person and posts."""
    talk = Talk(lang, json=json)

    async def work() -> None:
        async with open_house(settings(database)) as house:
            rows = [await _row(house, account) for account in await house.store.people.accounts()]
        words = (("Login", "账号"), ("Name", "姓名"), ("Posts", "岗位"), ("Admin", "管理员"))
        shown = [(one["login"], one["name"], one["posts"], "*" if one["admin"] else "") for one in rows]
        talk.table([talk.word(*word) for word in words], shown)
        talk.document(rows)

    run(work())


async def _row(house: House, account: Account) -> dict[str, object]:
    """An account as it is listed."""
    record = await house.ask(person_record, PersonAsk(house.clock.now(), account.person))
    roles = [one.role for one in await house.store.people.holdings(account.person)]
    return {
        "login": account.login,
        "name": record.values.get("name") if record else None,
        "posts": ", ".join(roles),
        "roles": roles,
        "admin": account.admin,
        "active": account.active,
        "person": account.person,
    }


def _password(talk: Talk, given: str) -> str:
    if given and not SHORTEST <= len(given) <= LONGEST:
        talk.fail(f"A password has at least {SHORTEST} characters", f"密码至少 {SHORTEST} 个字符", Code.USAGE)
    return given or new_password()


def _holding(talk: Talk, house: House, said: str) -> Holding:
    role, _, centre = said.partition("@")
    if role not in house.live.access.roles:
        known = ", ".join(house.live.access.roles)
        talk.fail(
            f"There is no role {role}; there are: {known}", f"没有角色 {role}，可用：{known}", Code.USAGE
        )
    return Holding(role, centre or None)
