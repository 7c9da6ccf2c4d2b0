"""A way to a server that can begin to swallow whatever goes through it, and keeps every connection standing.

To whoever waits at either end nothing has happened: that is how a firewall that forgets, or a machine that was
unplugged, looks from the other side.
"""

import socket
import threading
from contextlib import suppress

from sqlalchemy.engine import make_url

_MOST = 65536


class Swallower:
    """Listens on a free port of 127.0.0.1 and passes bytes on to `url`'s server (a socket in a folder), until told."""

    def __init__(self, url: str) -> None:
        self._address = make_url(url)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._ways: list[_Way] = []
        self._swallowing = False
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """The same database, through here."""
        port = self._listening.getsockname()[1]
        through = self._address.set(host="127.0.0.1", port=port, query={"sslmode": "disable"})
        return through.render_as_string(hide_password=False)

    @property
    def came(self) -> int:
        """How many connections have been made through here."""
        return len(self._ways)

    def swallow(self) -> None:
        """From now on nothing comes through, of what stands and of what is made."""
        self._swallowing = True
        for way in self._ways:
            way.swallowing = True

    def restore(self) -> None:
        """What is made from now on comes through; what was swallowed once stays so."""
        self._swallowing = False

    def close(self) -> None:
        """Nobody listens any more."""
        self._listening.close()
        for way in self._ways:
            way.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(f"{self._address.query['host']}/.s.PGSQL.{self._address.port or 5432}")
                self._ways.append(_Way(near, far, swallowing=self._swallowing))


class _Way:
    """One connection, both directions."""

    def __init__(self, near: socket.socket, far: socket.socket, *, swallowing: bool) -> None:
        self.swallowing = swallowing
        self._ends = (near, far)
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while some := source.recv(_MOST):
                if not self.swallowing:
                    sink.sendall(some)
            if not self.swallowing:
                sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
