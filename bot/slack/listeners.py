"""Slack in, a line to the registry, the reply out: one listener per kind of input.

`process_before_response` holds the HTTP or socket answer until a listener returns, so a slash command's reply travels
in its acknowledgement. What follows an acknowledgement (a button's answer, a message after a form) is sent by a task
that `drain` waits for.
"""

import asyncio
import json
import re
import secrets
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.recent_requests import RecentRequests
from bot.slack import incoming, manifest, modals
from bot.slack.answers import URL_USES, Opening, SlackAnswers, Trigger, form_of, not_opened, payloads, with_line
from bot.slack.client import Clients, quiet_logger
from bot.slack.modals import Place
from bot.slack.render import ACTION, render
from domain.accounts import Account
from handlers.cards import Audience, Card, Problem, Reply, Text
from handlers.core.invocation import Invocation
from handlers.texts import say

Body = dict[str, Any]
Authorize = AsyncAuthorize | Callable[..., Awaitable[AuthorizeResult]]

PATIENCE = 2.4
"""Seconds a slash command waits for its reply; Slack gives up on an acknowledgement after three."""

_EVERYTHING = re.compile("")
_OURS = re.compile(f"^{re.escape(ACTION)}")
_SECRET = re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+|https://hooks\.slack\.com/\S+")

_log = structlog.get_logger(__name__)


class SlackFrontEnd:
    """The Bolt app and its listeners.

    answer: runs a line, in a thread of its own. home: the Home tab's card. now: the instant a request came in, aware.
    heard_in: where there are several workspaces, the one in which somebody is heard, or nothing when they are not.
    authorize: else everything is the workspace of the clients' token. language: of what Slack itself must say before
    the person is known.
    """

    def __init__(
        self,
        *,
        answer: Callable[[Invocation], Reply],
        home: Callable[[Invocation], Card],
        now: Callable[[], datetime],
        clients: Clients,
        signing_secret: str,
        heard_in: Callable[[Account], str] | None = None,
        authorize: Authorize | None = None,
        language: str = "nb",
        patience: float = PATIENCE,
    ) -> None:
        self.signing_secret = signing_secret
        self._answer = answer
        self._home = home
        self._now = now
        self._heard_in = heard_in
        self._language = language
        self._patience = patience
        self._answers = SlackAnswers(clients.session, clients.replies.base_url)
        self._seen = RecentRequests()
        self._tasks: set[asyncio.Task[None]] = set()
        self.app = AsyncApp(
            name="samhandling",
            logger=quiet_logger(),
            client=_without_token(clients.replies),
            signing_secret=signing_secret,
            authorize=authorize or _one_workspace(clients.replies.token or ""),  # type: ignore[arg-type] # any awaitable does
            user_facing_authorize_error_message=say(language, "slack.not-installed"),
            process_before_response=True,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        self._register()

    async def drain(self) -> None:
        """Waits until everything that follows acknowledgements has been sent."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def _register(self) -> None:
        app = self.app
        app.command(manifest.COMMAND)(self._command)
        app.action(_OURS)(self._action)
        app.view(modals.CALLBACK)(self._submission)
        app.event(manifest.EVENT_MESSAGE)(self._message)
        app.event(manifest.EVENT_MENTION)(self._mention)
        app.event(manifest.EVENT_HOME)(self._home_opened)
        for kind in (app.event, app.action, app.view, app.view_closed, app.shortcut, app.options, app.command):
            kind(_EVERYTHING)(_nothing)  # what nobody listens for is acknowledged, not warned about
        app.error(self._error)

    async def _command(self, ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient) -> None:
        trigger = Trigger.of(body)
        invocation = await asyncio.to_thread(incoming.command, context, body, self._now())
        asking = asyncio.ensure_future(self._reply(invocation))
        await asyncio.wait({asking}, timeout=self._patience)
        if not asking.done():
            self._later(self._when_done(asking, body["response_url"], invocation))
            await ack(text=say(self._language, "slack.wait"), response_type="ephemeral")
            return
        reply = asking.result()
        if reply.repeated:
            await ack()
            return
        card, place = reply.card, incoming.command_place(body)
        if form := form_of(reply):
            opening = await self._answers.open_form(client, trigger, form, place, card.language)
            if opening is Opening.OPEN:
                await ack()
                return
            card = not_opened(card, invocation.line, opening)
        messages = _typed(card)
        if len(messages) == 1:
            await ack(_written(card))
            return
        await ack()
        self._later(self._answers.to_url(body["response_url"], messages))

    async def _when_done(self, asking: "asyncio.Future[Reply]", url: str, invocation: Invocation) -> None:
        reply = await asking
        if not reply.repeated:
            card = not_opened(reply.card, invocation.line) if reply.card.form else reply.card
            await self._answers.to_url(url, _typed(card))

    async def _action(self, ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient) -> None:
        trigger = Trigger.of(body)
        invocation = await asyncio.to_thread(incoming.action, context, body, self._now())
        reply = await self._reply(invocation)
        await ack()
        card, place = reply.card, incoming.action_place(body)
        if reply.repeated:
            return
        if form := form_of(reply):
            opening = await self._answers.open_form(client, trigger, form, place, card.language)
            if opening is Opening.OPEN:
                return
            card = not_opened(card, invocation.line, opening)
        if body.get("response_url"):
            self._later(self._answers.to_url(body["response_url"], _pressed(card, body, place, ok=reply.ok)))
        else:
            self._later(self._pressed_at_home(client, invocation, card))

    async def _pressed_at_home(self, client: AsyncWebClient, invocation: Invocation, card: Card) -> None:
        """A press on the Home tab is answered directly, and the tab shows the new state."""
        await self._answers.privately(client, Place(), invocation.account.user, card)
        await self._show_home(client, invocation)

    async def _submission(self, ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient) -> None:
        sent = await asyncio.to_thread(modals.read, body["view"])
        invocation = await asyncio.to_thread(incoming.submission, context, body, sent, self._now())
        reply = await self._reply(invocation)
        outcome = modals.outcome(reply, body["view"])
        if outcome.warnings:
            _log.warning("slack.form_downgraded", warnings=outcome.warnings)
        if outcome.answer and not reply.repeated:
            await ack(outcome.answer)
            if outcome.then:
                self._later(self._answers.replace_form(client, body["view"]["id"], outcome.then))
            return
        await ack()
        if not reply.repeated:
            self._later(self._answers.privately(client, sent.place, invocation.account.user, reply.card))

    async def _message(self, event: Body, body: Body, context: AsyncBoltContext, client: AsyncWebClient) -> None:
        if event.get("channel_type") == "im" and event.get("subtype") in {None, "file_share", "thread_broadcast"}:
            await self._said(event, body, context, client)

    async def _mention(self, event: Body, body: Body, context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await self._said(event, body, context, client)

    async def _said(self, event: Body, body: Body, context: AsyncBoltContext, client: AsyncWebClient) -> None:
        """Something said to the bot by a person, once, however often Slack tells of it."""
        bot = _bot_user(body, context)
        if event.get("bot_id") or event.get("user") in {None, bot} or self._seen.again(body.get("event_id", "")):
            return
        line = await asyncio.to_thread(incoming.addressed, event.get("text") or "", bot)
        invocation = await asyncio.to_thread(incoming.event, context, body, line, self._now())
        reply = await self._reply(invocation)
        if reply.repeated:
            return
        card = with_line(reply.card, line)
        self._later(self._answers.in_room(client, incoming.event_place(event), event["user"], card))

    async def _home_opened(self, event: Body, body: Body, context: AsyncBoltContext, client: AsyncWebClient) -> None:
        if event.get("tab") == "home" and not self._seen.again(body.get("event_id", "")):
            self._later(self._show_home(client, incoming.event(context, body, "", self._now())))

    async def _show_home(self, client: AsyncWebClient, invocation: Invocation) -> None:
        placed = await asyncio.to_thread(self._placed, invocation)
        try:
            card = await asyncio.to_thread(self._home, placed) if placed else self._elsewhere().card
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, the person gets a sentence
            card = self._failed(error).card
        await self._answers.publish_home(client, invocation.account.user, card)

    async def _reply(self, invocation: Invocation) -> Reply:
        """The line's reply; whatever goes wrong on the way there is one too."""
        placed = await asyncio.to_thread(self._placed, invocation)
        if placed is None:
            return self._elsewhere()
        try:
            return await asyncio.to_thread(self._answer, placed)
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, the person gets a sentence
            return self._failed(error)

    def _placed(self, invocation: Invocation) -> Invocation | None:
        """The invocation in the workspace it came through, whatever it says of itself; None: they aren't heard here.

        Of several workspaces each has its rooms and requests under its own name.
        """
        if self._heard_in is None:
            return invocation
        workspace = self._heard_in(invocation.account)
        if not workspace:
            return None
        request = invocation.request_id and f"{workspace}:{invocation.request_id}"
        return replace(invocation, room=replace(invocation.room, workspace=workspace), request_id=request)

    def _elsewhere(self) -> Reply:
        """To somebody whom the workspace it came through can't vouch for: nothing is done."""
        sentence, hint = (say(self._language, key) for key in ("slack.elsewhere", "slack.elsewhere.hint"))
        card = Card(sentence, (Text(hint),), language=self._language)
        return Reply(card, Problem("slack.elsewhere", sentence, hint))

    def _failed(self, error: Exception) -> Reply:
        """A neutral sentence with a reference; the traceback is logged under it, without anybody's values."""
        reference = secrets.token_hex(3).upper()
        _log.error("slack.unexpected", reference=reference, traceback=_told(error))
        title = say(self._language, "slack.unexpected.title")
        sentence = say(self._language, "slack.unexpected", reference=reference)
        return Reply(Card(title, (Text(sentence),), language=self._language), Problem("unexpected", sentence, ""))

    async def _error(self, error: Exception, body: Body) -> BoltResponse:
        """What Bolt does with an exception in a listener: the neutral sentence, where Slack shows one."""
        reply = self._failed(error)
        if body.get("command"):
            return BoltResponse(status=200, body=_typed(reply.card)[0])
        if body.get("type") == "view_submission":
            return BoltResponse(status=200, body=modals.outcome(reply, body["view"]).answer or "")
        if body.get("response_url"):
            self._later(self._answers.to_url(body["response_url"], _typed(reply.card)))
        return BoltResponse(status=200, body="")

    def _later(self, work: Coroutine[Any, Any, object]) -> None:
        """Runs what follows an acknowledgement."""

        async def run() -> None:
            try:
                await work
            except Exception as error:  # noqa: BLE001 - nobody is left to tell but the log
                self._failed(error)

        task = asyncio.create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _told(error: Exception) -> str:
    """The traceback as text, without values of variables and without Slack's secrets."""
    return _SECRET.sub("[secret]", "".join(traceback.format_exception(error)))


async def _nothing(ack: AsyncAck) -> None:
    await ack()


def _typed(card: Card) -> list[Body]:
    """The card as answers to a slash command."""
    return [{**message, "response_type": _response_type(card)} for message in payloads(card)]


@lru_cache(maxsize=64)  # as with `render`: what the same card is written as; Bolt would write it each time
def _written(card: Card) -> str:
    """The first answer to a slash command as JSON. Bolt takes text that begins with a brace for just that."""
    message = render(card, most=URL_USES).messages[0]
    return json.dumps({"blocks": message.blocks, "text": message.text, "response_type": _response_type(card)})


def _response_type(card: Card) -> str:
    return "in_channel" if card.audience is Audience.ROOM else "ephemeral"


def _pressed(card: Card, body: Body, place: Place, *, ok: bool) -> list[Body]:
    """The card as answers to a button. Only one's own ephemeral message is replaced, and not by a refusal."""
    mine = bool((body.get("container") or {}).get("is_ephemeral"))
    thread = {"thread_ts": place.thread} if place.thread else {}
    return [
        {**message, **thread, "response_type": "ephemeral", "replace_original": mine and ok and number == 0}
        for number, message in enumerate(payloads(card))
    ]


def _bot_user(body: Body, context: AsyncBoltContext) -> str:
    """The app's own user in the workspace, as the event says."""
    authorizations = body.get("authorizations") or [{}]
    return context.bot_user_id or authorizations[0].get("user_id") or ""


def _one_workspace(token: str) -> Callable[..., Awaitable[AuthorizeResult]]:
    """Authorises everything with one token, without asking Slack (`auth.test`) on anybody's time."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    return authorize


def _without_token(client: AsyncWebClient) -> AsyncWebClient:
    """The same client for Bolt, which copies it for each request and gives the copy the authorised token."""
    return AsyncWebClient(
        base_url=client.base_url,
        session=client.session,
        logger=quiet_logger(),
        retry_handlers=client.retry_handlers,
    )
