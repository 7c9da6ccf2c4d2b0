"""The bot's own token, from Microsoft's login: never in the event loop, and never waited for longer than `LIMIT`.

MSAL asks over blocking sockets, from its constructor on, and left to itself without a time limit. So it is made and
asked in one thread of its own: a login that hangs keeps nothing waiting but itself.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from bot.clock import SystemClock

if TYPE_CHECKING:
    from msal import ConfidentialClientApplication

LIMIT = 10.0
"""Seconds until whoever needs a token is told that there is none."""

TIMEOUT = 8.0
"""Seconds MSAL waits for a connection, and for each answer; the first time it asks twice. What comes after `LIMIT` is
not lost: MSAL keeps it for who asks next."""

PAUSE = 10.0
"""Seconds in which the login isn't asked again when it has given no token; who asks meanwhile is told at once."""

SPARE = 300.0
"""Seconds before its end from which on a token isn't used any more; MSAL's own measure."""

_NUMBER = re.compile(r"\bAADSTS\d+")

Ask = Callable[[Any, Any], Any]
"""What the SDK calls with scope and tenant: a token, or one to wait for."""


class NoTokenError(Exception):
    """There is no token now. What it says holds no secret."""


def in_time(ask: Ask) -> Callable[[Any, Any], Awaitable[Any]]:
    """The same, given up after `LIMIT`. Raises NoTokenError, whatever kept the token away."""

    async def token(scope: Any, tenant: Any) -> Any:
        try:
            async with asyncio.timeout(LIMIT):
                given = ask(scope, tenant)
                return await given if isawaitable(given) else given
        except NoTokenError:
            raise
        except TimeoutError as error:
            raise NoTokenError(f"no answer within {LIMIT:.0f} s") from error
        except Exception as error:
            raise NoTokenError(f"{type(error).__name__}: {error}") from error

    return token


class Login:
    """Gives the token of one app, registered in one tenant: what the SDK wants as its token.

    authority: the tenant's address at the login.
    """

    def __init__(self, app_id: str, secret: SecretStr, authority: str) -> None:
        self._app_id, self._secret, self._authority = app_id, secret, authority
        self._monotonic = SystemClock().lease_now  # goes on while the machine sleeps, as the life of a token does
        self._thread = ThreadPoolExecutor(1, "teams-login")
        self._one_at_a_time = asyncio.Lock()
        self._msal: ConfidentialClientApplication | None = None
        self._tokens: dict[str, tuple[str, float]] = {}  # by scope: the token, and until when it is used
        self._asked_again, self._why = 0.0, ""

    async def __call__(self, scope: str, _tenant: object) -> str:
        """A token for the scope. Raises NoTokenError, and what MSAL raises; to be called `in_time`."""
        async with self._one_at_a_time:
            now = self._monotonic()
            token, until = self._tokens.get(scope, ("", now))
            if now < until:
                return token
            if now < self._asked_again:
                raise NoTokenError(self._why)
            try:
                loop = asyncio.get_running_loop()
                token, lasts = await loop.run_in_executor(self._thread, self._ask, scope)
            except BaseException as error:  # given up, as well
                self._asked_again, self._why = self._monotonic() + PAUSE, str(error) or "no answer"
                raise
            self._tokens[scope] = (token, now + lasts - SPARE)
            return token

    def _ask(self, scope: str) -> tuple[str, float]:
        """The token and how many seconds it is good for. In the thread."""
        from msal import ConfidentialClientApplication

        if self._msal is None:
            self._msal = ConfidentialClientApplication(
                self._app_id,
                client_credential=self._secret.get_secret_value(),
                authority=self._authority,
                timeout=TIMEOUT,
                instance_discovery=False,  # the address is our own, nobody has to vouch for it: one request less
            )
        try:
            answer = self._msal.acquire_token_for_client([scope])
        finally:
            self._msal.http_client.close()  # the next token is hours away: no connection is kept for it
        if not answer.get("access_token"):
            number = _NUMBER.search(str(answer.get("error_description")))
            raise NoTokenError(" ".join([str(answer.get("error")), *([number[0]] if number else [])]))
        return str(answer["access_token"]), float(answer.get("expires_in") or 0)
