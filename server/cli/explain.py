"""``pointsman explain``: what a code means."""

import importlib
import pkgutil
from typing import Annotated

import typer

import engine
import server
from engine.diagnostics.suggest import nearest
from engine.packs.catalogue import problems_in
from server.cli.exits import Code
from server.cli.talk import AsJson, Lang, Talk


def explain(
    code: Annotated[str, typer.Argument(help="A code such as access.no_duty.")],
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Say what a code means, and what helps."""
    talk = Talk(lang, json=json)
    catalogue = problems_in(_modules())
    found = catalogue.get(code)
    if found is None:
        near = nearest(code, catalogue)
        hint = talk.word(f" Did you mean {near}?", f" 是不是 {near}？") if near else ""
        talk.fail(f"There is no code {code}.{hint}", f"没有代码 {code}。{hint}", Code.USAGE)
    for one in found:
        talk.line(talk.label(one.text))
        if one.hint:
            talk.line(talk.label(one.hint))
    talk.document(
        [
            {"code": one.code, "severity": one.severity.value, "text": dict(one.text), "hint": dict(one.hint)}
            for one in found
        ]
    )


def _modules():  # noqa: ANN202
    """Every module in which a catalogue may stand."""
    wanted = ("problems", "reasons", "answers", "problem_details")
    for package in (engine, server):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if found.name.rpartition(".")[2].endswith(wanted):
                yield importlib.import_module(found.name)
