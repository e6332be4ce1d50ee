"""``pointsman data``: records in and out."""

import typer

app = typer.Typer(help="Records: import, export.", no_args_is_help=True)
