"""``pointsman parameter``: what the company has set, and setting it."""

from datetime import datetime
from json import JSONDecodeError, loads
from typing import Annotated, Any

import typer

from engine.values.plain import Json
from server.bootstrap import open_house
from server.cli.place import Database, run, settings
from server.cli.talk import AsJson, Lang, Talk
from server.parameter_list import list_parameters
from server.parameters import SetParameter, set_parameter

app = typer.Typer(help="Parameters: what a company sets without touching the pack.", no_args_is_help=True)


@app.command("list")
def list_(database: Database = "", json: AsJson = False, lang: Lang = "") -> None:
    """The parameters, with the values of the company that are in force and how many are to come."""
    talk = Talk(lang, json=json)

    async def work() -> None:
        async with open_house(settings(database)) as house:
            rows: list[dict[str, Any]] = [*await list_parameters(house, talk.language)]
        heads = (("Parameter", "参数"), ("Label", "名称"), ("Value", "当前值"), ("To come", "待生效"))
        shown = [(one["id"], one["label"], one["value"], len(one["to_come"])) for one in rows]
        talk.table([talk.word(*head) for head in heads], shown)
        talk.document(rows)

    run(work())


@app.command("set")
def set_(
    name: Annotated[str, typer.Argument(help="Id of the parameter.")],
    value: Annotated[str, typer.Argument(help="The value; null takes back what was set.")],
    centre: Annotated[str, typer.Option(help="Id of the centre it is for.")] = "",
    option: Annotated[str, typer.Option(help="Option of the centre's field it is for.")] = "",
    start: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day; today when left out.")
    ] = None,
    confirm: Annotated[bool, typer.Option(help="It is an example value no longer.")] = False,
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Set or plan the value of a parameter."""
    talk = Talk(lang, json=json)
    day = start.date() if start else None

    async def work() -> None:
        async with open_house(settings(database)) as house:
            asked = SetParameter(
                name, _read(value), True, centre or None, option or None, day, confirm=confirm
            )
            refusal = await set_parameter(house, asked)
            if refusal is not None:
                talk.refused(refusal)
            shown = next(one for one in await list_parameters(house, talk.language) if one["id"] == name)
        talk.line(f"{shown['label']}: {shown['value']}")
        talk.document(shown)

    run(work())


def _read(text: str) -> Json:
    """A number, true, false, null or a list as JSON writes it; anything else is a text."""
    try:
        return loads(text)
    except JSONDecodeError:
        return text
