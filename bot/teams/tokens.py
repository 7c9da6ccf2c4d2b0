"""Who has signed a request: Teams' service, with a token for this app, for the address it says it comes from.

The token is looked at before anything else of the request is read. Tokens of other issuers that the SDK takes too
(Agent 365) aren't taken: they aren't held to the service's address.
"""

import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import jwt
    from microsoft_teams.api.auth.cloud_environment import CloudEnvironment

LEEWAY = 300
"""Seconds that clocks may differ by; the SDK's own measure."""
LONGEST_TOKEN = 16_384
"""Characters. Teams' own have some fifteen hundred."""
KEYS_AGAIN = 10.0
"""Seconds in which Microsoft isn't asked for its keys again: anybody may name a key that there isn't."""
TIMEOUT = 10
"""Seconds for the keys."""
_METADATA = re.compile(r"/openidconfiguration\Z")
_UNTRUE_PATH = re.compile(r"\\|%2e|%2f|%5c|(?:\A|/)\.{1,2}(?:/|\Z)", re.IGNORECASE)
"""A path that means another one than it says."""

Place = tuple[str, str, int, str]


class Tokens:
    """Checks tokens; each look may take as long as Microsoft takes to give its keys: to be called in a thread."""

    def __init__(self, app_id: str, cloud: "CloudEnvironment") -> None:
        self._audience, self._issuer = app_id, cloud.token_issuer
        self._address = _METADATA.sub("/keys", cloud.openid_metadata_url)
        self._keys: jwt.PyJWKClient | None = None
        self._asked = float("-inf")

    def service_of(self, authorization: str) -> str | None:
        """The address of the service that has signed this header; None: it is signed by nobody we know.

        None as well while the keys can't be fetched: a PyJWKClientError goes no further.
        """
        import jwt

        kind, _, token = authorization.partition(" ")
        if kind != "Bearer" or not 0 < len(token) <= LONGEST_TOKEN or not token.isascii():
            return None
        try:
            claims = jwt.decode(
                token,
                self._key_of(token),
                algorithms=["RS256"],
                audience=self._audience,
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud", "serviceurl"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
            return None
        address = claims["serviceurl"]
        return address if isinstance(address, str) else None

    def _key_of(self, token: str) -> Any:
        """The key that a token names. Raises PyJWTError."""
        import jwt

        if self._keys is None:
            self._keys = jwt.PyJWKClient(self._address, timeout=TIMEOUT)
        named = jwt.get_unverified_header(token).get("kid")
        known = self._keys.jwk_set_cache.get() if self._keys.jwk_set_cache else None
        if known and any(key.key_id == named for key in known.keys):
            return self._keys.get_signing_key_from_jwt(token).key
        if time.monotonic() - self._asked < KEYS_AGAIN:
            raise jwt.PyJWKClientError("no such key")
        self._asked = time.monotonic()
        return self._keys.get_signing_key_from_jwt(token).key


def place_of(address: object) -> Place | None:
    """Scheme, host, port and path of an address, as they are compared; None: it is no plain address of a service.

    Case, a dot at the end of the host, the usual port and a slash at the end make no difference. A name before the
    host, a query, a fragment or a path that leads elsewhere is none of ours.
    """
    if not isinstance(address, str) or not address.isascii() or any(char.isspace() for char in address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").removesuffix(".")
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    if usual is None or not host or "@" in parts.netloc or parts.query or parts.fragment:
        return None
    if _UNTRUE_PATH.search(parts.path):
        return None
    return parts.scheme, host, usual if port is None else port, parts.path.rstrip("/")
