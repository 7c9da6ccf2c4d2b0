"""`samhandling manifest`: what Slack and Teams are told about the app."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.operations.common import echo_json, refusals, refuse


class Platform(StrEnum):
    """What a manifest can be made for."""

    SLACK = "slack"
    TEAMS = "teams"


def manifest(
    platform: Annotated[Platform, typer.Argument(metavar="PLATFORM", help="slack or teams")],
    *,
    url: Annotated[str, typer.Option("--url", help="The program's public address; none for Socket Mode.")] = "",
    app_id: Annotated[str, typer.Option("--app-id", metavar="ID", help="Teams: the bot's app id, a GUID.")] = "",
    developer: Annotated[str, typer.Option("--developer", metavar="NAME", help="Teams: who owns the app.")] = "",
    website: Annotated[str, typer.Option("--website", metavar="URL", help="Teams: the owner's page of it.")] = "",
    privacy: Annotated[str, typer.Option("--privacy", metavar="URL", help="Teams: how it treats data.")] = "",
    terms: Annotated[str, typer.Option("--terms", metavar="URL", help="Teams: the terms of its use.")] = "",
    slash: Annotated[bool, typer.Option("--slash", help="Teams: list commands under «/» too (a preview).")] = False,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Teams: where the package goes.")] = Path(
        "samhandling-teams.zip"
    ),
) -> None:
    """Slack: print the app manifest to paste. Teams: write the app package to upload."""
    if platform is Platform.SLACK:
        from bot.slack.manifest import manifest as for_slack

        echo_json(for_slack(url or None), indent=2)
        return
    from bot.teams.manifest import Owner, lacking, package

    owner = Owner(developer, website, privacy, terms)
    if wrong := lacking(app_id, owner):
        raise typer.BadParameter(" ".join(wrong))
    with refusals(as_json=False):
        try:
            out.write_bytes(package(app_id, owner, url, slash=slash))
        except OSError as error:
            refuse("cli.no-file", f"{out} can't be written: {error.strerror}", "Write another one: --out FILE")
    typer.echo(f"Written: {out}. Upload it in Teams: Apps, Manage your apps, Upload an app.")
