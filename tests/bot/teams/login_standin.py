"""Microsoft's login before the bot: the tenant's configuration and tokens for its secret, over HTTPS on loopback.

It runs in threads of its own, so it answers whatever the bot's event loop does meanwhile.
"""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.patience import PATIENCE

GIVES_UP = PATIENCE
"""Seconds a held request is held at most: so that a program which can't be interrupted fails its test, not the run."""


@dataclass
class LoginStandIn:
    """refuses: what every request for a token is answered with instead. lasts: seconds a token is good for.

    secret, tenant: the only ones it knows; empty: any.
    """

    url: str
    trusted: Path
    refuses: dict[str, Any] | None = None
    lasts: int = 3600
    secret: str = ""
    tenant: str = ""
    asked: list[str] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)
    going: threading.Event = field(default_factory=threading.Event)

    def hang(self) -> None:
        """From now on nothing is answered, until `go`."""
        self.going.clear()
        self.came.clear()

    def go(self) -> None:
        """Everything is answered again."""
        self.going.set()

    @property
    def tokens(self) -> int:
        """How often it was asked for a token."""
        return self.asked.count("token")

    def answer(self, path: str, asked: str = "") -> tuple[int, dict[str, Any]]:
        """Status and body. asked: the form of a request for a token."""
        tenant, what = path.split("/")[1], path.rpartition("/")[2]
        self.asked.append("configuration" if what == "openid-configuration" else what)
        self.came.set()
        if not self.going.wait(GIVES_UP):
            return 504, {"error": "held too long"}
        if self.tenant and tenant != self.tenant:
            return 400, {"error": "invalid_tenant", "error_description": f"AADSTS90002: Tenant '{tenant}' not found."}
        if what == "openid-configuration":
            address = f"{self.url}/{tenant}/oauth2/v2.0"
            return 200, {
                "issuer": f"{self.url}/{tenant}/v2.0",
                "authorization_endpoint": f"{address}/authorize",
                "token_endpoint": f"{address}/token",
            }
        if self.secret and parse_qs(asked).get("client_secret") != [self.secret]:
            return 401, {
                "error": "invalid_client",
                "error_description": "AADSTS7000215: Invalid client secret provided.",
            }
        if self.refuses is not None:
            return 401, self.refuses
        token = jwt.encode({"number": self.tokens}, "a made-up key that is long enough for HS256", algorithm="HS256")
        return 200, {"token_type": "Bearer", "access_token": token, "expires_in": self.lasts}


@contextmanager
def login_standin(folder: Path) -> Iterator[LoginStandIn]:
    """One on a free port. folder: for its certificate, which is to be trusted (`REQUESTS_CA_BUNDLE`)."""
    trusted = folder / "login.pem"
    trusted.write_bytes(_certificate())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted)
    made: list[LoginStandIn] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self, asked: str = "") -> None:
            status, body = made[0].answer(self.path, asked)
            said = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def do_POST(self) -> None:
            self.do_GET(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Quietly."""

    class Server(ThreadingHTTPServer):
        daemon_threads = False  # what is being answered is waited for

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    standin = LoginStandIn(f"https://127.0.0.1:{server.server_address[1]}", trusted)
    standin.go()
    made.append(standin)
    serving = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    serving.start()
    try:
        yield standin
    finally:
        standin.go()
        server.shutdown()
        server.server_close()
        serving.join()


def _certificate() -> bytes:
    """A key and a certificate for 127.0.0.1 that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "the stand-in's login")])
    now = datetime.now(UTC)  # noqa: TID251 - TLS goes by the machine's clock
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
