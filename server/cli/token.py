"""``pointsman token``: keys with which machines act as an account."""

from datetime import timedelta
from typing import Annotated

import typer

from server.access import TokenScope
from server.accounts import add_token
from server.bootstrap import open_house
from server.cli.exits import Code
from server.cli.place import Database, run, settings
from server.cli.talk import AsJson, Lang, Talk

app = typer.Typer(help="API tokens.", no_args_is_help=True)


@app.command()
def create(
    login: Annotated[str, typer.Argument(help="The account it acts as.")],
    label: Annotated[str, typer.Option(help="What it is for.")],
    scope: Annotated[
        list[TokenScope] | None,
        typer.Option(help="read, write, admin, inbound or answer. May be given several times."),
    ] = None,
    days: Annotated[int, typer.Option(min=0, help="Valid for so many days; 0: until it is revoked.")] = 90,
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Make a token. It is shown once."""
    talk = Talk(lang, json=json)

    async def work() -> None:
        async with open_house(settings(database)) as house:
            account = await house.store.people.account(login=login.strip().casefold())
            if account is None:
                talk.fail(f"There is no account {login}", f"没有账号 {login}")
            expires = house.clock.now() + timedelta(days=days) if days else None
            scopes = [one.value for one in scope or (TokenScope.READ,)]
            token, secret = await add_token(house, account, label, scopes, expires)
        talk.line(secret)
        talk.say("Keep it: it is not shown again.", "请妥善保存，之后不再显示。")
        talk.document({"id": token.id, "token": secret, "scopes": scopes, "expires_at": token.expires_at})

    run(work())


@app.command(name="list")
def list_(database: Database = "", json: AsJson = False, lang: Lang = "") -> None:
    """Every token, without its secret."""
    talk = Talk(lang, json=json)

    async def work() -> None:
        async with open_house(settings(database)) as house:
            logins = {one.id: one.login for one in await house.store.people.accounts()}
            rows: list[dict[str, object]] = [
                {
                    "id": one.id,
                    "login": logins.get(one.account),
                    "label": one.label,
                    "begins": one.prefix,
                    "scopes": list(one.scopes),
                    "expires_at": one.expires_at,
                    "used_at": one.used_at,
                    "revoked": one.revoked_at is not None,
                }
                for one in await house.store.people.tokens()
            ]
        heads = (
            "id",
            talk.word("Login", "账号"),
            talk.word("For", "用途"),
            talk.word("Begins", "开头"),
            talk.word("Revoked", "已撤销"),
        )
        talk.table(
            heads, [(r["id"], r["login"], r["label"], r["begins"], "*" if r["revoked"] else "") for r in rows]
        )
        talk.document(rows)

    run(work())


@app.command()
def revoke(
    id: Annotated[str, typer.Argument(help="The id that the list shows.")],
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Make a token useless."""
    talk = Talk(lang, json=json)

    async def work() -> None:
        async with open_house(settings(database)) as house:
            if not await house.store.people.revoke_token(id, house.clock.now()):
                talk.fail(f"There is no valid token {id}", f"没有有效的令牌 {id}", Code.CONFLICT)
        talk.document({"revoked": id})
        talk.say("Revoked.", "已撤销。")

    run(work())
