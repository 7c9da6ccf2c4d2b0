"""Where requests come in: the socket that is listened on, and the path that says the process is alive."""

import socket

from bot.settings import Settings

HEALTH = "/healthz"


def listen(settings: Settings) -> socket.socket:
    """A socket that listens where the settings say: who comes from now on, waits. Raises OSError when it can't."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening
