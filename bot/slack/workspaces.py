"""Slack in several workspaces: each has an app of its own, made from our manifest. See docs/decisions/0014.

A request is its workspace's by the secret it is signed with, or the connection it came over, and never by what it
claims. Who acts in it is believed as far as that workspace can vouch for them (`Workspaces.heard_in`).
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import aiohttp
import structlog
from pydantic import SecretStr
from slack_sdk.errors import SlackApiError
from starlette.routing import Route

from bot.delivery.chat import BusyError, Chat, Posted, RefusedError
from bot.delivery.verdicts import Verdict, verdict_of
from bot.settings import SlackKeys
from bot.slack.chat import SlackChat
from bot.slack.client import Clients, code_of, connect
from bot.slack.errors import METHODS
from bot.slack.listeners import SlackFrontEnd
from bot.slack.payloads import Sealed
from bot.slack.server import routes, socket_mode
from bot.watch.readiness import TokenRefusedError
from domain.accounts import Account, Address
from handlers.cards import Card, Reply
from handlers.core.invocation import Invocation

NO_INSTALLATION = "no_installation"
"""Why a message is refused: none of our apps is installed in the room's workspace."""

FIRST_LOOK = 5.0
"""Seconds the start waits for Slack to say whose the tokens are. Whatever isn't known by then is served once it is."""
AGAIN = 30.0
"""Seconds until Slack is asked again."""

_WORKSPACE = re.compile(r"[TE][A-Z0-9]+")
_USER = re.compile(r"[UW][A-Z0-9]+")

_log = structlog.get_logger(__name__)


Learnt = Callable[[Mapping[str, str], frozenset[str]], None]
"""Is told workspaces' names by their ids, as Slack says them, and all that are ours once each of them is known."""


@dataclass(slots=True)
class Installation:
    """One workspace's own app. number: its place in the settings. workspace: its team id, once Slack has said it.

    connected: whether its Socket Mode connection stands; None: there is none. told_as: the team id at the last look.
    """

    number: int
    keys: SlackKeys
    clients: Clients
    chat: SlackChat
    workspace: str = ""
    known: asyncio.Event = field(default_factory=asyncio.Event)
    connected: Callable[[], Awaitable[bool]] | None = None
    told_as: str = ""
    front: SlackFrontEnd = field(init=False)


class SlackChats:
    """Fulfils `bot.delivery.chat.Chat` for all workspaces: a room is written to by its own workspace's app."""

    platform = SlackChat.platform
    searchable = SlackChat.searchable
    busy_everywhere = SlackChat.busy_everywhere

    def __init__(self, installations: Sequence[Installation]) -> None:
        self._installations = installations

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        """Post once. Raises RefusedError (also where no app of ours is installed), BusyError, UncertainError."""
        return await self._of(room).post(room, card, key)

    async def find(self, room: Address, key: str, since: datetime, until: datetime) -> Posted | None:
        """The message with this key, or None. Raises ChatError."""
        return await self._of(room).find(room, key, since, until)

    async def newest_keys(self, room: Address) -> list[str]:
        """The keys of our messages among the newest in a room. Raises ChatError."""
        return await self._of(room).newest_keys(room)

    async def update(self, posted: Posted, card: Card) -> None:
        """Draw a posted message anew. Raises ChatError."""
        await self._of(posted.room).update(posted, card)

    def _of(self, room: Address) -> SlackChat:
        for installation in self._installations:
            if installation.workspace == room.workspace:
                return installation.chat
        if all(installation.workspace for installation in self._installations):
            raise RefusedError(NO_INSTALLATION)
        raise BusyError(AGAIN)  # it may be the one that Slack hasn't told us of yet


class Workspaces:
    """Slack as the program serves it, in one workspace or in several. Made by `workspaces`."""

    def __init__(self, installations: Sequence[Installation]) -> None:
        self._installations = installations
        self._several = len(installations) > 1
        self.chat: Chat = SlackChats(installations) if self._several else installations[0].chat

    @property
    def routes(self) -> list[Route]:
        """`POST /slack/events` for everything that comes over HTTP, from whichever workspace."""
        return routes(self._signed_by)

    def _signed_by(self, request: Sealed) -> SlackFrontEnd | None:
        """Whose request it is: that of the app whose secret it is signed with; nobody's, if it is nobody's."""
        for installation in self._installations:
            served = installation.workspace or not self._several
            if served and request.signed_by(installation.front.signing_secret):
                return installation.front
        return None

    def heard_in(self, mine: Installation, account: Account) -> str:
        """The workspace in which somebody is heard who came by `mine`; empty: they are not.

        A workspace's app vouches for its own people, and for guests whose workspace has no app of ours. Whose
        workspace has one is heard through that one alone: whoever holds the secrets of one workspace can make its app
        say anything, also that somebody of another has pressed a button. While it isn't known yet which workspaces
        there are, no guest is heard.
        """
        if not (mine.workspace and _WORKSPACE.fullmatch(account.workspace) and _USER.fullmatch(account.user)):
            return ""
        ours = {one.workspace for one in self._installations}
        if account.workspace == mine.workspace or ("" not in ours and account.workspace not in ours):
            return mine.workspace
        # If nobody of a workspace is heard, the tokens stand in different orders.
        _log.warning("slack.not_heard", through=mine.workspace, of=account.workspace, place_in_settings=mine.number)
        return ""

    async def reachable(self) -> str:
        """Ask Slack whether it takes each app's token; a word on how that went. Raises TokenRefusedError, and OSError
        for whatever else keeps Slack away."""
        found = [await _reached(one) for one in self._installations]
        return ", ".join(dict.fromkeys(found))

    async def drain(self) -> None:
        """Waits until everything that follows acknowledgements has been sent."""
        await asyncio.gather(*(one.front.drain() for one in self._installations))

    @asynccontextmanager
    async def socket_mode(self) -> AsyncIterator[None]:
        """A connection per app for as long as the block runs. Waits for the first of each, as long as it takes;
        those that stand serve meanwhile."""
        stands = [asyncio.Event() for _ in self._installations]
        running = [
            asyncio.create_task(_connected(installation, event))
            for installation, event in zip(self._installations, stands, strict=True)
        ]
        all_stand = asyncio.create_task(_all(stands))
        try:
            await asyncio.wait([all_stand, *running], return_when=asyncio.FIRST_COMPLETED)
            for connection in running:
                if connection.done():
                    await connection
            yield
        finally:
            all_stand.cancel()
            for connection in running:
                connection.cancel()
            await asyncio.gather(all_stand, *running, return_exceptions=True)


@asynccontextmanager
async def workspaces(
    apps: Sequence[SlackKeys],
    api_url: str,
    *,
    answer: Callable[[Invocation], Reply],
    home: Callable[[Invocation], Card],
    now: Callable[[], datetime],
    learnt: Learnt = lambda _names, _all: None,
) -> AsyncIterator[Workspaces]:
    """Slack by these apps, one for each workspace; what is on its way is sent on the way out.

    answer, home, now: as `SlackFrontEnd` wants them. learnt: told what Slack says of the workspaces. With one app
    nothing is asked of Slack here. With several, each token's workspace must be known before it can be served: Slack is
    asked until it says so.
    """
    async with AsyncExitStack() as stack:
        found = [
            Installation(number, keys, clients, SlackChat(clients.posting))
            for number, keys in enumerate(apps, start=1)
            for clients in [await stack.enter_async_context(connect(_secret(keys.bot_token), api_url))]
        ]
        slack = Workspaces(found)
        for installation in found:
            installation.front = SlackFrontEnd(
                answer=answer,
                home=home,
                now=now,
                clients=installation.clients,
                signing_secret=_secret(installation.keys.signing_secret),
                heard_in=partial(slack.heard_in, installation) if len(found) > 1 else None,
            )
        stack.push_async_callback(slack.drain)
        if len(found) == 1:
            found[0].known.set()
        else:
            await stack.enter_async_context(_asking(found, learnt))
        yield slack


@asynccontextmanager
async def _asking(installations: Sequence[Installation], learnt: Learnt) -> AsyncIterator[None]:
    """Ask Slack whose each token is, for as long as the block runs; the first look is waited for."""
    asking = [asyncio.create_task(_learn(one, installations, learnt)) for one in installations]
    try:
        await asyncio.wait(asking, timeout=FIRST_LOOK)
        yield
    finally:
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)


async def _learn(mine: Installation, installations: Sequence[Installation], learnt: Learnt) -> None:
    while not mine.workspace:
        try:
            said = await mine.clients.replies.auth_test()
            workspace, name = str(said["team_id"]), str(said.get("team") or "")
        except SlackApiError as error:
            code = code_of(error)
            if verdict_of(METHODS["auth.test"], code) is Verdict.TOKEN:
                _log.error("slack.token_refused", place_in_settings=mine.number, code=code)
            else:
                _log.warning("slack.unreachable", place_in_settings=mine.number, why=code or "no answer")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            _log.warning("slack.unreachable", place_in_settings=mine.number, why=type(error).__name__)
        else:
            if any(one.workspace == workspace for one in installations):
                _log.warning("slack.workspace_twice", place_in_settings=mine.number, workspace=workspace)
            mine.workspace = workspace
            mine.known.set()
            _log.info("slack.workspace", place_in_settings=mine.number, workspace=workspace)
            known = frozenset(one.workspace for one in installations)
            try:
                await asyncio.to_thread(learnt, {workspace: name}, frozenset() if "" in known else known)
            except Exception:  # noqa: BLE001 - only what it is called isn't kept: it is served all the same
                _log.exception("slack.workspace_not_kept", workspace=workspace)
            return
        await asyncio.sleep(AGAIN)


async def _reached(installation: Installation) -> str:
    try:
        answer = await installation.clients.posting.auth_test()
    except SlackApiError as error:
        code = code_of(error)
        verdict = verdict_of(METHODS["auth.test"], code)
        if verdict is Verdict.TOKEN:
            raise TokenRefusedError(SlackChat.platform, installation.workspace or installation.told_as, code) from error
        if verdict is Verdict.BUSY or getattr(error.response, "status_code", 0) == 429:
            return "busy"
        raise OSError(code or "no answer") from error
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise OSError(type(error).__name__) from error
    installation.told_as = str(answer.get("team_id") or "")
    if installation.connected is not None and not await installation.connected():
        raise OSError("not connected")
    return "ok"


async def _connected(installation: Installation, stands: asyncio.Event) -> None:
    """Its Socket Mode connection, until cancelled."""
    await installation.known.wait()
    async with socket_mode(installation.front, _secret(installation.keys.app_token), installation.clients) as handler:
        installation.connected = handler.client.is_connected
        stands.set()
        await asyncio.Event().wait()


async def _all(events: Sequence[asyncio.Event]) -> None:
    for event in events:
        await event.wait()


def _secret(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
