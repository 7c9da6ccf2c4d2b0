"""`samhandling doctor`: is everything in place?"""

from typing import Annotated

import typer

from bot.operations.common import REFUSED
from bot.output import tell


def doctor(
    clock_is_right: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--clock-is-right", help="The machine's clock is right, whatever other clocks say.")
    ] = False,
) -> None:
    """Check settings, database, tokens, clock and time-zone data: a line each, with what to do."""
    from bot.doctor import examine

    findings = examine(clock_is_right=clock_is_right)
    for finding in findings:
        tell(str(finding))
    raise typer.Exit(0 if all(finding.ok for finding in findings) else REFUSED)
