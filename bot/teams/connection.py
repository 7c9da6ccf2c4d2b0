"""Teams for one installation: the SDK, the service, the front end and the sender's chat, put together."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from starlette.routing import Route

from bot.settings import Settings
from bot.teams.actions import PATIENCE
from bot.teams.chat import TeamsChat
from bot.teams.conversation_references import References
from bot.teams.listeners import TeamsFrontEnd
from bot.teams.mention_text import Talk
from bot.teams.sdk import Doorway, make
from bot.teams.server import Gate, routes
from bot.teams.service import TeamsService
from bot.teams.tokens import Tokens

if TYPE_CHECKING:
    from microsoft_teams.api.auth.cloud_environment import CloudEnvironment

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Teams:
    """What the program serves: the routes of the front end, the chat messages are sent through, and how it is asked
    whether it takes our secret."""

    routes: list[Route]
    chat: TeamsChat
    front: TeamsFrontEnd
    reachable: Callable[[], Awaitable[str]]


@asynccontextmanager
async def teams(
    settings: Settings,
    talk: Talk,
    references: References,
    now: Any,
    *,
    cloud: "CloudEnvironment | None" = None,
    token: Any = None,
    patience: float = PATIENCE,
) -> AsyncIterator[Teams]:
    """Teams for as long as the block runs; what follows answers is sent before it ends.

    now: the instant a request came in, aware. cloud, token: another issuer of tokens than Microsoft, for tests.
    patience: seconds a press waits for its answer.
    """
    sdk = make(settings, Doorway(), cloud, token)
    await sdk.initialize()
    unsigned = settings.teams_development and not settings.teams_app_secret
    if unsigned:
        _log.error(
            "teams.development", warning="requests are taken that nobody has signed", url=settings.teams_service_url
        )

    service = TeamsService(sdk)
    front = TeamsFrontEnd(talk=talk, now=now, service=service, references=references, patience=patience)
    tokens = None if unsigned else Tokens(settings.teams_app_id, sdk.cloud)
    gate = Gate(frozenset(settings.teams_tenants), settings.teams_service_url)
    try:
        reachable = partial(service.reachable, settings.teams_app_tenant)
        yield Teams(routes(front, tokens, gate), TeamsChat(service, references), front, reachable)
    finally:
        await front.drain()
        await sdk.http_client.http.aclose()
        await sdk.api.http.http.aclose()
