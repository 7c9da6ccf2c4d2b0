"""Teams' service as the rest of the bot calls it: one request per call, and errors told apart.

Nothing here tries again by itself: a message that may have landed must not be sent blindly a second time.
"""

import json
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import httpx
import structlog

from bot.delivery.chat import BusyError, UncertainError
from bot.delivery.verdicts import Refusal, turn_away
from bot.teams.elements import CONTENT_TYPE
from bot.teams.errors import verdict_of
from bot.teams.login import NoTokenError
from bot.watch.readiness import TokenRefusedError

if TYPE_CHECKING:
    from microsoft_teams.api.activities.message import MessageActivityInput
    from microsoft_teams.api.clients.conversation import ConversationClient
    from microsoft_teams.apps import App

TOKEN_TROUBLE = 60.0
"""Seconds until a message is tried again when Teams doesn't take our token: somebody has to see to it first."""

UNREACHABLE = 10.0
"""Seconds until a message is tried again that has not left the machine."""

ASKED_TO_WAIT = 5.0
"""Seconds to wait after a 429 that doesn't say how long."""

_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_REFUSED_SECRETS = ("invalid_client", "unauthorized_client", "access_denied")  # RFC 6749, 5.2
_POSTS = ("post", "say", "update")
_NO_ID = "DO_NOT_USE_PLACEHOLDER_ID"  # what the SDK makes of an answer without an id

T = TypeVar("T")
_log = structlog.get_logger(__name__)


class TeamsService:
    """Posts, updates and opens conversations through the SDK. Every method raises the errors of `bot.delivery.chat`."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self._clients: dict[str, ConversationClient] = {}

    async def ready(self) -> None:
        """Have a token, so that a post needn't wait for one. Raises BusyError."""
        try:
            await self._app.token_provider.get_app_token()
        except NoTokenError as error:
            _without_token(error)

    async def reachable(self, tenant: str) -> str:
        """Ask for a token, as every message does. Raises TokenRefusedError, and OSError when the login can't be asked.

        tenant: the app's own.
        """
        try:
            await self._app.token_provider.get_app_token()
        except NoTokenError as error:
            code = str(error).partition(" ")[0].rstrip(":")
            if code in _REFUSED_SECRETS:
                raise TokenRefusedError("teams", tenant, code) from error
            raise OSError("no token") from error
        return "ok"

    async def post(self, service_url: str, conversation: str, card: dict[str, Any], summary: str) -> str:
        """Post a card once; its id in the conversation. Raises RefusedError, BusyError, UncertainError."""
        api, activity = self._at(service_url), _message(card, summary)
        sent = await self._call("post", lambda: api.create_activity(conversation, activity))
        if not sent.id or sent.id == _NO_ID:
            raise UncertainError("posted, but no id was given")
        return sent.id

    async def say(self, service_url: str, conversation: str, text: str) -> None:
        """Post a plain sentence of our own. Raises ChatError."""
        from microsoft_teams.api.activities.message import MessageActivityInput

        api, activity = self._at(service_url), MessageActivityInput(text=text, text_format="plain")
        await self._call("say", lambda: api.create_activity(conversation, activity))

    async def update(
        self, service_url: str, conversation: str, message: str, card: dict[str, Any], summary: str
    ) -> None:
        """Put another card in a message's place. May be repeated. Raises ChatError."""
        api, activity = self._at(service_url), _message(card, summary)
        activity.id = message
        await self._call("update", lambda: api.update_activity(conversation, message, activity))

    async def open_personal(self, service_url: str, tenant: str, user: str) -> str:
        """The conversation with a person who has the app, by their id in the directory; its id. Raises ChatError."""
        from microsoft_teams.api.clients.conversation.params import CreateConversationParams
        from microsoft_teams.api.models import Account

        wanted = CreateConversationParams(
            members=[Account(id=user)], tenant_id=tenant, channel_data={"tenant": {"id": tenant}}
        )
        api = self._at(service_url)
        try:
            made = await self._call("open", lambda: api.create(wanted))
        except UncertainError as error:  # opening says nothing to anybody: certain that nothing was posted
            raise BusyError(UNREACHABLE) from error
        return str(made.id)

    async def directory_id(self, service_url: str, conversation: str, member: str) -> str:
        """The id in the directory of a conversation's member; empty when Teams doesn't tell. Raises ChatError."""
        api = self._at(service_url)
        found = await self._call("member", lambda: api.get_member_by_id(conversation, member))
        return str(getattr(found, "aad_object_id", None) or getattr(found, "object_id", None) or "")

    def _at(self, service_url: str) -> "ConversationClient":
        """The SDK's own client for another address of the service; the connections and the token are shared."""
        from microsoft_teams.api.clients.conversation import ConversationClient

        if service_url not in self._clients:
            self._clients[service_url] = ConversationClient(service_url, self._app.api.conversations.http)
        return self._clients[service_url]

    async def _call(self, what: str, request: Callable[[], Awaitable[T]]) -> T:
        begun = time.monotonic()
        try:
            return await request()  # which begins with the token
        except NoTokenError as error:
            _without_token(error)
        except httpx.HTTPStatusError as error:
            _refused(what, error)
        except _UNSENT as error:
            raise BusyError(UNREACHABLE) from error
        except (httpx.HTTPError, ValueError, OSError) as error:
            _log.info("teams.no_answer", what=what, seconds=round(time.monotonic() - begun, 1))
            raise UncertainError(f"{what}: {type(error).__name__}") from error


def _without_token(error: NoTokenError) -> NoReturn:
    """No request leaves without a token: it is certain that nothing was posted."""
    _log.error("teams.no_token", why=str(error))
    raise BusyError(TOKEN_TROUBLE) from error


def _message(card: dict[str, Any], summary: str) -> "MessageActivityInput":
    """A card alone: with a text beside it Teams makes two messages of one and gives no id."""
    from microsoft_teams.api.activities.message import MessageActivityInput

    attached = {"contentType": CONTENT_TYPE, "content": card}
    return MessageActivityInput.model_validate({"attachments": [attached], "summary": summary})


def _refused(what: str, error: httpx.HTTPStatusError) -> NoReturn:
    """The chat error that Teams' answer stands for (`bot.teams.errors`)."""
    status, code = error.response.status_code, _code(error.response)
    told = code or f"http_{status}"
    verdict = verdict_of(status, code, what)
    turn_away(what, Refusal(told, verdict, _seconds(error.response), posting=what in _POSTS), error)


def _code(response: httpx.Response) -> str:
    """What Teams calls the refusal, in either of the two shapes it comes in."""
    body = _object(response.text)
    if isinstance(told := body.get("error"), dict):
        return str(told.get("code") or "")
    inner = _object(str(body.get("message") or ""))
    return str(inner.get("subCode") or body.get("errorCode") or "")


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _seconds(response: httpx.Response) -> float:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.replace(".", "", 1).isdigit() else ASKED_TO_WAIT
