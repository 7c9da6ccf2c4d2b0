"""Replies out to people: in an acknowledgement, through a response_url, as a message, a modal or the Home tab."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

import aiohttp
import structlog
import yarl
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.verdicts import Verdict, verdict_of
from bot.slack import modals
from bot.slack.client import API_URL, code_of
from bot.slack.errors import METHODS
from bot.slack.modals import Place
from bot.slack.render import HOME, render
from handlers.cards import Audience, Button, Card, Form, Reply, Text
from handlers.texts import say

Payload = dict[str, Any]
URL_USES = 5
"""How many times a response_url takes an answer, within 30 minutes (docs.slack.dev/interactivity)."""

HTTPS = 443

TRIGGER_SECONDS = 2.7
"""How long a form may take to open. Slack's trigger and its wait for the acknowledgement both end after three."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Trigger:
    """What lets a form be opened. until: on the event loop's clock."""

    id: str
    until: float

    @classmethod
    def of(cls, body: Payload) -> "Trigger":
        """The trigger of a request that has just come in."""
        return cls(body.get("trigger_id") or "", asyncio.get_running_loop().time() + TRIGGER_SECONDS)


class Opening(Enum):
    """What became of a form that was to open."""

    OPEN = auto()
    LATE = auto()
    """Not this time: its button may open it."""
    REFUSED = auto()
    """Slack doesn't take it, and won't the next time."""


def payloads(card: Card, most: int = URL_USES) -> list[Payload]:
    """The card as messages, each with its blocks and text; a downgrade is logged."""
    rendered = render(card, most=most)
    _warn(card, rendered.warnings)
    return [{"blocks": message.blocks, "text": message.text} for message in rendered.messages]


def home_view(card: Card) -> Payload:
    """The card as the Home tab."""
    rendered = render(card, most=1, surface=HOME)
    _warn(card, rendered.warnings)
    return {"type": "home", "blocks": rendered.blocks}


def slacks_own(url: str, api_url: str) -> yarl.URL | None:
    """The address of a response_url that is Slack's; None for any other.

    Slack's are at `hooks.` of its API's host, over https. Behind a gateway they may be at the very address of the
    configured API. Read by what will post to it, so that both see one host.
    """
    try:
        there, api, slack = yarl.URL(url), yarl.URL(api_url), yarl.URL(API_URL)
        if there.user is not None or there.password is not None:
            return None
        hooks = (
            there.scheme == "https"
            and there.port == HTTPS
            and there.host in (f"hooks.{slack.host}", f"hooks.{api.host}")
        )
        behind_gateway = there.origin() == api.origin() != slack.origin()
    except (ValueError, TypeError):  # no address at all
        return None
    return there if hooks or behind_gateway else None


def with_line(card: Card, line: str) -> Card:
    """The card whose form opens with the line that was said, so that nothing typed is lost on the way."""
    return replace(card, form=replace(card.form, line=line)) if card.form and line else card


def form_of(reply: Reply) -> Form | None:
    """The form the reply asks for. A refusal that no field shows stands above the fields."""
    form, problem = reply.card.form, reply.problem
    if form and problem and not any(field.error for field in form.fields):
        return replace(form, intro="\n".join(text for text in (problem.problem, problem.hint, form.intro) if text))
    return form


def not_opened(card: Card, line: str, opening: Opening = Opening.LATE) -> Card:
    """The card for when its form could not be opened: a button opens it, or shows how the line is typed instead."""
    if opening is Opening.REFUSED and card.form:
        told = Text(say(card.language, "slack.form.refused"))
        typed = Button(say(card.language, "slack.form.typed"), f"hjelp {card.form.line.split()[0]}", primary=True)
        return replace(card, body=(*card.body, told), buttons=(typed, *card.buttons), form=None)
    return with_line(replace(card, body=(*card.body, Text(say(card.language, "slack.form.late")))), line)


def _warn(card: Card, warnings: Sequence[str]) -> None:
    if warnings:
        _log.warning("slack.card_downgraded", title_characters=len(card.title), warnings=list(warnings))


class SlackAnswers:
    """Sends what has to be sent after, or instead of, an acknowledgement. Failures are logged, never raised.

    api_url: where Slack's API is, as the settings say; a response_url leads there, or nowhere.
    """

    def __init__(self, session: aiohttp.ClientSession, api_url: str) -> None:
        self._session, self._api_url = session, api_url

    async def to_url(self, url: str, messages: Sequence[Payload]) -> bool:
        """Posts the messages in order to a response_url, which is a secret and never logged. False: not all arrived.

        A request says itself where its answer goes, so nothing is sent but to Slack, nor passed on from there.
        """
        where = slacks_own(url, self._api_url)
        if where is None:
            _log.warning("slack.answer_refused", why="the response_url is not Slack's")
            return False
        for message in messages:
            try:
                async with self._session.post(where, json=message, allow_redirects=False) as answer:
                    status = answer.status
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                _log.warning("slack.answer_lost", why=type(error).__name__)
                return False
            if status != 200:
                _log.warning("slack.answer_refused", status=status)
                return False
        return True

    async def open_form(
        self, client: AsyncWebClient, trigger: Trigger, form: Form, place: Place, language: str
    ) -> Opening:
        """Opens the form while the trigger lives."""
        try:
            view, warnings = modals.view(form, place, language)
            if warnings:
                _log.warning("slack.form_downgraded", warnings=warnings)
            async with asyncio.timeout_at(trigger.until):
                await client.views_open(trigger_id=trigger.id, view=view)
        except SlackApiError as error:
            _log.warning("slack.form_not_opened", why=_why(error))
            refused = verdict_of(METHODS["views.open"], code_of(error)) is Verdict.CARD
            return Opening.REFUSED if refused else Opening.LATE
        except ValueError as error:  # too long to travel, however often it is asked for
            _log.warning("slack.form_not_opened", why=type(error).__name__)
            return Opening.REFUSED
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.warning("slack.form_not_opened", why=type(error).__name__)
            return Opening.LATE
        return Opening.OPEN

    async def replace_form(self, client: AsyncWebClient, view_id: str, view: Payload) -> None:
        """Puts a view in an open modal's place; fields with the same ids keep what was typed in them."""
        try:
            await client.views_update(view_id=view_id, view=view)
        except SlackApiError as error:
            _log.warning("slack.form_not_replaced", why=_why(error))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.warning("slack.form_not_replaced", why=type(error).__name__)

    async def in_room(self, client: AsyncWebClient, place: Place, user: str, card: Card) -> None:
        """The answer to a mention or a direct message, seen by those the card is for."""
        if place.direct or card.audience is Audience.ROOM:
            await self._post(client, place.channel, place.thread, card)
        else:
            await self.privately(client, place, user, card)

    async def privately(self, client: AsyncWebClient, place: Place, user: str, card: Card) -> None:
        """The card for one person: in the room where they are, else (or where the app is no member) directly."""
        if place.direct or not place.channel or not await self._whisper(client, place, user, card):
            await self._post(client, user, "", card)

    async def publish_home(self, client: AsyncWebClient, user: str, card: Card) -> None:
        """The card as the person's Home tab."""
        try:
            await client.views_publish(user_id=user, view=home_view(card))
        except SlackApiError as error:
            _log.error("slack.home_refused", why=_why(error))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.warning("slack.answer_lost", why=type(error).__name__)

    async def _whisper(self, client: AsyncWebClient, place: Place, user: str, card: Card) -> bool:
        thread = {"thread_ts": place.thread} if place.thread else {}
        try:
            for message in payloads(card):
                whisper = {"channel": place.channel, "user": user, **thread, **message}
                await client.api_call("chat.postEphemeral", json=whisper)
        except SlackApiError as error:
            _log.info("slack.whisper_refused", why=_why(error))
            return False
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.warning("slack.answer_lost", why=type(error).__name__)
        return True

    async def _post(self, client: AsyncWebClient, channel: str, thread: str, card: Card) -> None:
        how = {"channel": channel, "unfurl_links": False, "unfurl_media": False}
        if thread:
            how["thread_ts"] = thread
        try:
            for message in payloads(card):
                await client.api_call("chat.postMessage", json={**how, **message})
        except SlackApiError as error:
            _log.error("slack.answer_refused", why=_why(error))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.warning("slack.answer_lost", why=type(error).__name__)


def _why(error: SlackApiError) -> object:
    return code_of(error) or getattr(error.response, "status_code", None)
