"""`samhandling import`: take over a list from a spreadsheet."""

from pathlib import Path
from typing import Annotated

import typer

from bot.operations.common import As, At, Json, installation, refusals
from domain.imports.columns import ListKind


def import_(
    *,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A list, as .xlsx or .csv.")] = None,
    as_: As = "ks",
    at: At = "",
    kind: Annotated[ListKind | None, typer.Option("--kind", help="What it holds, where columns don't say.")] = None,
    county: Annotated[str, typer.Option("--county", metavar="COUNTY", help="Whose list; else the speaker's.")] = "",
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help="The sheet, in a file with several.")] = "",
    only_ready: Annotated[bool, typer.Option("--only-ready", help="Leave unclear rows out.")] = False,
    new_agreement: Annotated[bool, typer.Option("--new-agreement", help="Make a draft where none is.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also when the same file was taken over before.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Store it without asking.")] = False,
    undo: Annotated[int | None, typer.Option("--undo", metavar="N", help="Take import N back instead.")] = None,
    as_json: Json = False,
) -> None:
    """Take over a list from a spreadsheet: preview every row, store when confirmed; one step takes it back."""
    from bot.imports.command import Order, run_import

    if (file is None) == (undo is None):
        raise typer.BadParameter("write either FILE or --undo N")
    with refusals(as_json=as_json), installation(at) as app:
        order = Order(file, as_, kind, county, sheet, only_ready, new_agreement, again, yes, undo, as_json)
        raise typer.Exit(run_import(app, order))
