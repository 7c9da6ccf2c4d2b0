"""`samhandling run` and `chat`: serve, or talk."""

from typing import Annotated

import typer

from bot.operations.common import As, plausible_clock, refusals, settings
from bot.output import tell


def run(
    check: Annotated[bool, typer.Option("--check", help="Start nothing; say whether it would.")] = False,  # noqa: FBT002 - an option
    try_: Annotated[bool, typer.Option("--try", help="Try it out, whatever is configured.")] = False,  # noqa: FBT002 - an option
    clock_is_right: Annotated[bool, typer.Option("--clock-is-right", help="Believe the machine's clock.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Serve the chats that are configured; without any, try it out here, with demo data and a clock to move."""
    from bot.serve import check_run, run_configured

    with refusals(as_json=False):
        if check:
            tell(check_run(settings(), try_out=try_))
        else:
            if not (clock_is_right or try_):
                plausible_clock()
            run_configured(settings(), try_out=try_, clock_is_right=clock_is_right)


def chat(as_: As = "ks") -> None:
    """Talk in the terminal, with the database that is configured."""
    from bot.serve import run_chat

    with refusals(as_json=False):
        run_chat(settings(), as_)
