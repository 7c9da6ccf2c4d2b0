"""Who is who between Teams and the bot: the tokens Teams signs, the keys that prove them, the bot's own tokens.

Tokens to the bot are RS256 over the claims of the Bot Framework (issuer, audience = the bot's app id, `serviceurl`);
the program checks them with the Teams SDK's own validator, against the metadata and keys served on loopback.
"""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

if TYPE_CHECKING:
    from microsoft_teams.api.auth.cloud_environment import CloudEnvironment

Json = dict[str, Any]

BOT_APP = "0b07a991-0000-4000-8000-00000000b07a"
BOT = f"28:{BOT_APP}"
BOT_NAME = "Samhandling"
TENANT = "72f00000-0000-4000-8000-000000000001"
ISSUER = "https://api.botframework.com"
_HOUR = 3600
_SECRET = "a secret of the stand-in's, for the tokens it hands out"


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    """A key pair of this test run. Making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Identity:
    """One login service. base_url: where its metadata and keys are served."""

    def __init__(self, now: Callable[[], float] = lambda: time.time_ns() / 1e9) -> None:
        self.base_url = ""
        self._now = now
        self._handed_out: set[str] = set()
        self.taking = True
        """Whether any token of the bot's counts; False: its registration is gone, or its secret has run out."""
        self._numbers = 0

    # Teams' own tokens, sent to the bot

    def bearer(
        self,
        service_url: str,
        *,
        audience: str = BOT_APP,
        issuer: str = ISSUER,
        age: float = 0,
        key: str = "teams",
    ) -> str:
        """A token as Teams puts on what it sends. age: seconds since it was made, it lasts an hour; key: whose
        signature it has (the published one is `teams`; another one claims to be it)."""
        made = int(self._now() - age)
        claims = {"serviceurl": service_url, "iss": issuer, "aud": audience, "nbf": made, "exp": made + _HOUR}
        return jwt.encode(claims, _key(key), algorithm="RS256", headers={"kid": "teams", "x5t": "teams"})

    def metadata(self) -> Json:
        """The OpenID configuration."""
        return {
            "issuer": ISSUER,
            "jwks_uri": f"{self.base_url}/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }

    def keys(self) -> Json:
        """The published key, with the channels it vouches for."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_key("teams").public_key()))
        return {"keys": [public | {"use": "sig", "kid": "teams", "x5t": "teams", "endorsements": ["msteams"]}]}

    def cloud(self) -> "CloudEnvironment":
        """The SDK's description of this service: `App(cloud=…)`. The SDK takes a second to import."""
        from microsoft_teams.api.auth.cloud_environment import PUBLIC

        return replace(
            PUBLIC,
            openid_metadata_url=f"{self.base_url}/v1/.well-known/openidconfiguration",
            login_endpoint=f"{self.base_url}/login",
            token_service_url=f"{self.base_url}/tokens",
            token_issuer=ISSUER,
        )

    # the bot's tokens, shown to the Connector

    def hand_out(self) -> str:
        """A new token for the bot."""
        self._numbers += 1
        made = int(self._now())
        claims = {"iss": "https://sts.windows.net/standin/", "aud": ISSUER, "appid": BOT_APP, "jti": self._numbers}
        token = jwt.encode(claims | {"nbf": made, "exp": made + _HOUR}, _SECRET)
        self._handed_out.add(token)
        return token

    def knows(self, authorization: str) -> bool:
        """Whether a header carries a token that counts."""
        kind, _, token = authorization.partition(" ")
        return self.taking and kind == "Bearer" and token in self._handed_out

    def revoke(self) -> None:
        """No token handed out so far counts any more."""
        self._handed_out.clear()
