"""`samhandling doctor`: is everything in place?"""

import typer

from bot.operations.common import REFUSED
from bot.output import tell


def doctor() -> None:
    """Check settings, database, tokens, clock and time-zone data: a line each, with what to do."""
    from bot.doctor import examine

    findings = examine()
    for finding in findings:
        tell(str(finding))
    raise typer.Exit(0 if all(finding.ok for finding in findings) else REFUSED)
