"""How a command speaks: data on stdout (for people, or one JSON document), talk and progress on stderr."""

import os
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from engine.diagnostics.problem import Diagnostic, Severity
from engine.packs.files import Files
from engine.packs.render import as_json, as_lines
from engine.values.plain import Label, in_language
from engine.values.refusal import Reason, Refusal
from server.cli.exits import Code, Exit
from server.json_out import dump

LANGUAGES = ("en", "zh-CN")
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Lang = Annotated[str, typer.Option("--lang", help="en or zh-CN.", envvar="POINTSMAN_LANG")]


def default_language() -> str:
    """The language of the terminal: zh-CN or en."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh-CN" if said.lower().startswith("zh") else "en"


class Talk:
    """One command's way to speak. ``json``: people get nothing on stdout, programs one document."""

    def __init__(self, lang: str, *, json: bool) -> None:
        """``lang`` is en or zh-CN ("": the terminal's)."""
        self.language = "zh-CN" if (lang or default_language()).startswith("zh") else "en"
        self.json = json
        # Rich honours NO_COLOR and pipes by itself; lines are never wrapped, so that they can be searched.
        self._out = Console(file=sys.stdout, soft_wrap=True, highlight=False, markup=False)
        self._err = Console(file=sys.stderr, soft_wrap=True, highlight=False, markup=False)

    def say(self, english: str, chinese: str, style: str = "") -> None:
        """Talk, on stderr."""
        self._err.print(chinese if self.language == "zh-CN" else english, style=style or None)

    def line(self, text: str, style: str = "") -> None:
        """A line of data for people; left out when a program listens."""
        if not self.json:
            self._out.print(text, style=style or None)

    def document(self, content: object) -> None:
        """The one document for a program; left out when a person listens."""
        if self.json:
            sys.stdout.write(dump(content).decode() + "\n")
            sys.stdout.flush()  # what serve says is wanted while it serves

    def word(self, english: str, chinese: str) -> str:
        """The word in the language of this command."""
        return chinese if self.language == "zh-CN" else english

    def label(self, label: Label, otherwise: str = "") -> str:
        """A label in the language of this command."""
        return in_language(label, self.language, otherwise)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Rows for people; left out when a program listens."""
        if self.json:
            return
        table = Table(*heads, box=None, pad_edge=False, header_style="bold", show_edge=False)
        for row in rows:
            table.add_row(*("" if cell is None else str(cell) for cell in row))
        self._out.print(table)

    def faults(self, found: Sequence[Diagnostic], files: Files) -> None:
        """Faults of a pack: each a line with its place."""
        styles = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "dim"}
        for one, text in zip(found, as_lines(found, files, self.language), strict=True):
            self._err.print(text, style=styles[one.severity])

    def reasons(self, reasons: Iterable[Reason]) -> None:
        """Reasons of a refusal, with what would help."""
        for one in reasons:
            fix = self.label(one.fix)
            place = f" ({one.pointer})" if one.pointer else ""
            self._err.print(
                f"{one.code}{place}: {self.label(one.text)}{' ' + fix if fix else ''}", style="red"
            )

    def refused(self, refusal: Refusal, code: Code = Code.CONFLICT) -> NoReturn:
        """Say a refusal and end."""
        self.reasons(refusal.reasons)
        self.document(
            {"refused": refusal.kind.value, "reasons": [reason_json(one) for one in refusal.reasons]}
        )
        raise Exit(code)

    def fail(self, english: str, chinese: str, code: Code = Code.ERROR) -> NoReturn:
        """Say why and end."""
        self.say(english, chinese, "red")
        self.document({"error": {"en": english, "zh-CN": chinese}})
        raise Exit(code)

    @contextmanager
    def progress(self, english: str, chinese: str) -> Generator[Callable[[int, int], None]]:
        """A bar on stderr while long work goes on, when somebody looks; gives what is to be told (done, of all)."""
        if not self._err.is_terminal:
            yield lambda _done, _all: None
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._err, transient=True) as bar:
            task = bar.add_task(chinese if self.language == "zh-CN" else english, total=None)
            yield lambda done, all_: bar.update(task, completed=done, total=all_)


def reason_json(one: Reason) -> dict[str, object]:
    """A reason as a program reads it."""
    return {
        "code": one.code,
        "text": dict(one.text),
        "pointer": one.pointer,
        "fix": dict(one.fix),
        "data": dict(one.data),
    }


def faults_json(found: Iterable[Diagnostic], files: Files) -> list[dict[str, object]]:
    """Faults of a pack as a program reads them."""
    return as_json(found, files)
