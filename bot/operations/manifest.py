"""`samhandling manifest`: what Slack and Teams are told about the app."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.operations.common import echo_json, refusals, refuse
from bot.output import tell
from bot.setting_values import is_public_address


class Platform(StrEnum):
    """What a manifest can be made for."""

    SLACK = "slack"
    TEAMS = "teams"


def manifest(
    context: typer.Context,
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
    _check_url(url)
    if platform is Platform.SLACK:
        from bot.slack.manifest import manifest as for_slack

        _check_slack(context, url)
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
    tell(f"Written: {out}. Upload it in Teams: Apps, Manage your apps, Upload an app.")


def _check_url(url: str) -> None:
    """Raises BadParameter when it is no address that a chat can call."""
    if url and not is_public_address(url):
        raise typer.BadParameter("Write the address that is reached from outside: --url https://bot.example.no")


def _check_slack(context: typer.Context, url: str) -> None:
    """Raises BadParameter for what only Teams has, and for an address that holds already what is put behind it."""
    from bot.slack.manifest import PATH

    options = [one for one in context.command.params if one.name not in ("platform", "url")]
    sources = {one.opts[0]: context.get_parameter_source(str(one.name)) for one in options}
    given = [option for option, source in sources.items() if source is not None and source.name == "COMMANDLINE"]
    if given:
        raise typer.BadParameter(f"Only Teams has {', '.join(given)}; leave it out.")
    if url.rstrip("/").endswith(PATH):
        raise typer.BadParameter(f"Write the address without {PATH}: that is added.")
