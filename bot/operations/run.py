"""`samhandling run` and `chat`: serve, or talk."""

from bot.operations.common import As, refusals, settings


def run() -> None:
    """Serve the chats that are configured; without any, try it out here, with demo data and a clock to move."""
    from bot.serve import run_configured

    with refusals(as_json=False):
        run_configured(settings())


def chat(as_: As = "ks") -> None:
    """Talk in the terminal, with the database that is configured."""
    from bot.serve import run_chat

    with refusals(as_json=False):
        run_chat(settings(), as_)
