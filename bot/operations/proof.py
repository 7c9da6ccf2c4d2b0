"""`samhandling proof`: what was locked as a file that `samhandling verify --file` checks without a database."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.operations.common import REFUSED, echo_json, installation, refusals, refuse
from bot.untrusted_json import read_object

if TYPE_CHECKING:
    from bot.app import App

FAULTS = {
    "kind": "It is no file that `samhandling proof` has made.",
    "minutes": "The minutes have been changed: they don't add up to their sum.",
    "agreement": "The agreement has been changed: it doesn't add up to its sum.",
    "entry": "The log's entry has been changed: it doesn't add up to its sum.",
    "unrelated": "The log's entry doesn't tell of this text.",
    "consents": "The parties' consents aren't those that the log's entry tells of, or are to another text.",
}
"""What each fault of a file is called."""


def proof(
    what: Annotated[
        str,
        typer.Argument(
            metavar="MEETING|COUNTY",
            help="Minutes: the meeting as people write it, N-2027-V, R42-2027-H. An agreement: its county.",
        ),
    ],
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help="Of an agreement; the newest unless said.")
    ] = None,
) -> None:
    """Print locked minutes, or an agreement's version and the parties' consents, with their sum and the log's entry,
    as JSON to keep in a file."""
    with refusals(as_json=False), installation("") as app:
        echo_json(_proof(app, what.strip(), version), indent=2)


def _proof(app: "App", what: str, version: int | None) -> dict[str, Any]:
    """Raises EndedError when nothing of the kind is locked."""
    from domain.organisations import by_name
    from storage.agreements.locked import proof_of_agreement
    from storage.audit.proof import proof_of

    with app.store.read(app.clock.now()) as snapshot:
        county = by_name(what, snapshot.directory.organisations.values())
    with app.store.reading() as connection:
        if county is None:
            found = proof_of(connection, what.upper())
        else:
            found = proof_of_agreement(connection, county.slug, version)
    if found is None and county is not None:
        which = f" version {version}" if version else ""
        refuse(
            "cli.no-agreement",
            f"The log tells of no locked agreement of {county.short}{which}.",
            "One is locked when it is signed, and each later version when it comes into force.",
        )
    if found is None:
        refuse("cli.no-minutes", f"There are no locked minutes of «{what}».", "Write the meeting as N-2027-V.")
    return found


def check_file(file: Path) -> int:
    """Check such a file and print what was found; the exit code. Raises EndedError when it can't be read."""
    from domain.proofs import AGREEMENT, faults_in

    try:
        read = read_object(file.read_bytes()) or {}
    except OSError as error:
        refuse("cli.no-file", f"{file} can't be read: {error}", "Give a file that `samhandling proof` has made.")
    faults = faults_in(read)
    if faults:
        typer.echo("\n".join(FAULTS[one] for one in faults))
        return REFUSED
    said = "It adds up. The minutes are as they were locked,"
    if read["kind"] == AGREEMENT.name:
        said = f"It adds up. The agreement is as it was locked, with {len(read.get('consents', []))} consents,"
    head = f"{read['entry']['number']}:{read['entry_sha256']}"
    typer.echo(f"{said} if the log has its head: samhandling verify --head {head}")
    return 0
