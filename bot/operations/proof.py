"""`samhandling proof`: locked minutes as a file that `samhandling verify --file` checks without a database."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.operations.common import REFUSED, echo_json, installation, refusals, refuse

FAULTS = {
    "kind": "It is no file that `samhandling proof` has made.",
    "minutes": "The minutes have been changed: they don't add up to their sum.",
    "entry": "The log's entry has been changed: it doesn't add up to its sum.",
    "unrelated": "The log's entry doesn't tell of these minutes.",
}
"""What each fault of a file is called."""


def proof(
    meeting: Annotated[str, typer.Argument(metavar="MEETING", help="As people write it: N-2027-V, R42-2027-H.")],
) -> None:
    """Print a meeting's locked minutes with their sum and the log's entry, as JSON to keep in a file."""
    from storage.audit.proof import proof_of

    with refusals(as_json=False), installation("") as app:
        with app.store.reading() as connection:
            found = proof_of(connection, meeting.strip().upper())
        if found is None:
            refuse("cli.no-minutes", f"There are no locked minutes of «{meeting}».", "Write the meeting as N-2027-V.")
        echo_json(found, indent=2)


def check_file(file: Path) -> int:
    """Check such a file and print what was found; the exit code. Raises EndedError when it can't be read."""
    from storage.audit.proof import faults_in

    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        refuse("cli.no-file", f"{file} can't be read: {error}", "Give a file that `samhandling proof` has made.")
    faults = faults_in(read) if isinstance(read, dict) else ["kind"]
    if faults:
        typer.echo("\n".join(FAULTS[one] for one in faults))
        return REFUSED
    head = f"{read['entry']['number']}:{read['entry_sha256']}"
    typer.echo(f"The minutes are as they were locked. Compare with the log: samhandling verify --head {head}")
    return 0
