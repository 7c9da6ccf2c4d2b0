"""The Teams SDK at arm's length: imported here alone, and only from here is it given anything.

Left to itself it reads `.env` and a dozen variables of the environment, one of which (`DANGEROUSLY_ALLOW_…`) opens the
door to unsigned requests. So while it is imported and put together, it sees none of them: what counts is what this
program's own settings say.
"""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.settings import Settings
from bot.teams.login import Ask, Login, in_time

if TYPE_CHECKING:
    from microsoft_teams.api.auth.cloud_environment import CloudEnvironment
    from microsoft_teams.apps import App
    from microsoft_teams.apps.http.adapter import HttpRouteHandler

PATH = "/api/messages"
"""The one address that Teams sends everything to."""

TIMEOUT = 10
"""Seconds for one HTTP request. The SDK has none by itself; the outbox's lease is longer than this and then some."""

_NOT_FOR_THE_SDK = (
    "CLIENT_ID",
    "CLIENT_SECRET",
    "TENANT_ID",
    "MANAGED_IDENTITY_CLIENT_ID",
    "CLOUD",
    "SERVICE_URL",
    "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS",
)
_UNSIGNED = "eyJhbGciOiJub25lIn0.e30."
"""A token that says nothing, for a local client that looks at none. `{"alg": "none"}`, `{}`, no signature."""


class Doorway:
    """Where the SDK would put its handler of requests: nowhere, since we take them ourselves (`bot.teams.server`)."""

    def register_route(self, _method: str, _path: str, _handler: "HttpRouteHandler") -> None:
        """What the SDK calls with its handler."""

    def serve_static(self, path: str, directory: str) -> None:
        """Nothing is served from folders."""

    async def start(self, port: int) -> None:
        """The program serves, not the SDK."""

    async def stop(self) -> None:
        """Likewise."""


def make(
    settings: Settings, doorway: Doorway, cloud: "CloudEnvironment | None" = None, token: Ask | None = None
) -> "App":
    """The SDK's App for these settings, signatures checked. cloud, token: another issuer, for tests."""
    with _alone():
        from microsoft_teams.api.auth.cloud_environment import PUBLIC
        from microsoft_teams.apps import App
        from microsoft_teams.common.http.client import Client, ClientOptions

        secret, cloud = settings.teams_app_secret, cloud or PUBLIC
        tenant = settings.teams_app_tenant or settings.teams_app_id
        if token is None and secret:
            token = Login(settings.teams_app_id, secret, f"{cloud.login_endpoint}/{tenant}")
        app = App(
            client_id=settings.teams_app_id,
            tenant_id=tenant,
            service_url=settings.teams_service_url,
            client=Client(ClientOptions(timeout=TIMEOUT)),
            http_server_adapter=doorway,
            dangerously_allow_unauthenticated_requests=settings.teams_development and not secret,
            fetch_user_token=False,
            state=False,
            token=in_time(token or _nothing),
            cloud=cloud,
        )
    # They print requests and claims. The SDK's HTTP client hands its own level on to httpx with every request.
    for name in ("microsoft_teams", "microsoft_teams.common.http.client", "httpx", "httpcore", "msal", "urllib3"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return app


def _nothing(_scope: object, _tenant: object) -> str:
    return _UNSIGNED


@contextmanager
def _alone() -> Iterator[None]:
    """Nothing in the environment or in `.env` speaks to the SDK while the block runs."""
    before = {name: os.environ.pop(name) for name in _NOT_FOR_THE_SDK if name in os.environ}
    dotenv = os.environ.get("PYTHON_DOTENV_DISABLED")
    os.environ["PYTHON_DOTENV_DISABLED"] = "1"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of its own previews, none of which is used here
            yield
    finally:
        os.environ.update(before)
        if dotenv is None:
            del os.environ["PYTHON_DOTENV_DISABLED"]
        else:
            os.environ["PYTHON_DOTENV_DISABLED"] = dotenv
