"""Where requests come in: the socket that is listened on, and the paths that say how the program is."""

import errno
import os
import re
import socket

from bot.settings import Settings, SettingsError

HEALTH, READY, METRICS = "/healthz", "/readyz", "/metrics"
HOST, PORT = "SAMHANDLING_HOST", "SAMHANDLING_PORT"
METRICS_HOST, METRICS_PORT = "SAMHANDLING_METRICS_HOST", "SAMHANDLING_METRICS_PORT"
HERE = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?")
"""The `Host` of a request to this machine: a name that somebody has pointed at it (DNS rebinding) is none of ours."""
_WRONG_HOST = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def places(settings: Settings) -> list[tuple[str, int, tuple[str, str]]]:
    """Where a program that serves chats listens, each as `listen` takes it: /metrics last, where it is asked for."""
    found = [(settings.host, settings.port, (HOST, PORT))]
    if settings.metrics_port is not None:
        found.append((settings.metrics_host, settings.metrics_port, (METRICS_HOST, METRICS_PORT)))
    return found


def listen(host: str, port: int, names: tuple[str, str] = (HOST, PORT)) -> socket.socket:
    """A socket that listens there: who comes from now on, waits.

    names: the settings that say where. Raises SettingsError, which names the one that is wrong.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise SettingsError((_why(error, host, port, names),)) from None
    return listening


def _why(error: OSError, host: str, port: int, names: tuple[str, str]) -> str:
    """What is wrong, behind the name of the setting it is wrong in."""
    if isinstance(error, socket.gaierror) or error.errno in _WRONG_HOST:
        return f"{names[0]}: this machine has no address {host}; write 127.0.0.1, or 0.0.0.0 for all it has"
    if error.errno == errno.EADDRINUSE:
        return f"{names[1]}: the port {port} is taken; end what uses it (perhaps this program), or write another one"
    if error.errno == errno.EACCES:
        return f"{names[1]}: the port {port} needs more rights than this user has; write one above 1023"
    return f"{names[1]}: can't listen at {host}, port {port}: {os.strerror(error.errno or 0)}"
