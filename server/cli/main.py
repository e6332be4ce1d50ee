"""The commands together, and how they end."""

import sys
from typing import cast

import typer

from engine.ports.store import PlanBlocked, StoreHeld, StoreUnavailable
from server.cli import data, decision, doctor, explain, pack, parameter, serve, token, user
from server.cli.beside import held_by_server
from server.cli.exits import Code, Exit
from server.settings import BadSettings

app = typer.Typer(
    name="pointsman",
    help="A self-hosted workflow and rules engine for CRM processes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    rich_markup_mode=None,
)
app.add_typer(pack.app, name="pack")
app.add_typer(parameter.app, name="parameter")
app.add_typer(decision.app, name="decision")
app.add_typer(data.app, name="data")
app.add_typer(user.app, name="user")
app.add_typer(token.app, name="token")
app.command()(serve.serve)
app.command()(doctor.doctor)
app.command()(explain.explain)

# What the parser raises for every wrong command line; typer gives a name to its kind for parameters only.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]


def main() -> None:
    """Run the command line, and end the process with its code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; gives its exit code."""
    try:
        code = typer.main.get_command(app)(arguments, prog_name="pointsman", standalone_mode=False)
    except Exit as end:
        return end.code
    except typer.Exit as end:
        return end.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return Code.ERROR
    except _UsageError as error:
        cast("typer.BadParameter", error).show(sys.stderr)
        return Code.USAGE
    except BadSettings as error:
        sys.stderr.write(f"These settings cannot be used:\n{error}\n")
        return Code.ERROR
    except StoreHeld:
        sys.stderr.write(held_by_server(arguments))
        return Code.CONFLICT
    except StoreUnavailable as error:
        sys.stderr.write(f"The database cannot be used: {error}\n")
        return Code.ERROR
    except PlanBlocked as error:
        sys.stderr.write(f"The tables cannot be changed: {error}\n")
        return Code.CONFLICT
    return code if isinstance(code, int) else Code.OK
