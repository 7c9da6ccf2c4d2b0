"""What Teams sends, read: who, where, and the words as they were meant. Nothing here trusts that anything is there."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.teams.conversation_references import PLATFORM
from domain.accounts import Account, Address, display_name
from handlers.core.invocation import Invocation
from handlers.texts import LANGUAGES
from storage.delivery.conversations import SeenConversation

Body = Mapping[str, Any]

FORM_ROOM = 30_000
"""Characters in a form's fields: a card takes 38,000 with all that is around them (`bot.teams.elements`)."""

_COMMAND = re.compile(r"^\s*/(?:samhandling\b)?", re.IGNORECASE)
"""How a slash command begins, chosen from the list («/status») or typed as text («/samhandling status»)."""
_TAG = re.compile(r"<at\b[^<>]*>([^<]*)</at>", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"&(?=#x?[0-9a-f]{8})", re.IGNORECASE)
"""The sign before the number of a character that there isn't: Python reads numbers as long as they come."""
MENTIONS = 100
"""Mentions in one message that are read; each is looked for in the whole text."""
_GRANTING = re.compile(r"\s*(?:/samhandling\s+)?rol", re.IGNORECASE)
"""How a line about roles begins, the only kind that needs to know which account is meant (as on Slack)."""
_QUIET = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u200b": None, "\ufeff": None, "\u2060": None, "\r": None}
)


def _mapping(value: object) -> Body:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Came:
    """An activity: who sent it, in which conversation of which tenant. `user` is the id in the tenant's directory."""

    body: Body
    kind: str
    id: str
    tenant: str
    conversation: str
    """As Teams gave it: in a channel with the thread it stands in."""
    personal: bool
    user: str
    name: str
    service_url: str
    reply_to: str
    language: str

    @property
    def channel(self) -> str:
        """The conversation without its thread."""
        return self.conversation.partition(";")[0]

    @property
    def bot(self) -> str:
        """What we ourselves are called here."""
        return _text(_mapping(self.body.get("recipient")).get("id"))

    @property
    def room(self) -> Address:
        """The room as the sender of messages knows it: a direct conversation goes by its person."""
        if self.personal:
            return self.account.own_address
        return Address(PLATFORM, self.tenant, self.channel)

    @property
    def account(self) -> Account:
        """Who speaks."""
        return Account(PLATFORM, self.tenant, self.user, self.name)

    @property
    def request_id(self) -> str:
        """Ids of activities count per conversation."""
        return f"{PLATFORM}:{self.conversation}:{self.id}" if self.id else ""

    def seen(self) -> SeenConversation:
        """What it says of its conversation."""
        data, place = _mapping(self.body.get("channelData")), _mapping(self.body.get("conversation"))
        kind = _text(place.get("conversationType")) or ("personal" if self.personal else "channel")
        name = _text(_mapping(data.get("channel")).get("name")) or _text(place.get("name"))
        wanted = ("bot", "conversation", "channelId", "serviceUrl")
        whole = {**self.body, "bot": self.body.get("recipient")}
        return SeenConversation(
            PLATFORM,
            self.tenant,
            self.channel,
            kind,
            self.service_url,
            name=name,
            team=_text(_mapping(data.get("team")).get("id")),
            user=self.user if self.personal else "",
            reference={key: whole[key] for key in wanted if key in whole},
        )

    def invocation(self, line: str, at: datetime, fields: Mapping[str, str] | None = None) -> Invocation:
        """The line as said by this person, here."""
        return Invocation(
            line,
            self.account,
            self.room,
            at,
            fields=fields or {},
            request_id=self.request_id,
            locale=self.language,
            form_room=FORM_ROOM,
        )


def read(body: Body) -> Came:
    """The activity's frame. Empty strings stand for what is missing."""
    sender, place = _mapping(body.get("from")), _mapping(body.get("conversation"))
    return Came(
        body=body,
        kind=_text(body.get("type")),
        id=_text(body.get("id")),
        tenant=tenant_of(body),
        conversation=_text(place.get("id")),
        personal=_text(place.get("conversationType")) == "personal",
        user=_text(sender.get("aadObjectId")).casefold(),
        name=_text(sender.get("name")),
        service_url=_text(body.get("serviceUrl")),
        reply_to=_text(body.get("replyToId")),
        language=_language(_text(body.get("locale"))),
    )


def tenant_of(body: Body) -> str:
    """The tenant an activity says it comes from; empty when it says none, or two different ones."""
    data, place = _mapping(body.get("channelData")), _mapping(body.get("conversation"))
    told = {_text(_mapping(data.get("tenant")).get("id")).casefold(), _text(place.get("tenantId")).casefold()} - {""}
    return told.pop() if len(told) == 1 else ""


def _language(locale: str) -> str:
    short = locale.casefold().partition("-")[0]
    if short == "no":
        return "nb"
    return short if short in LANGUAGES else "nb"


def words(came: Came, known: Mapping[str, str] | None = None) -> str:
    """The words of a message to the bot: without the mention of it, other people by name, as they were typed.

    known: ids in the directory by the member's id, for a line that gives somebody a role.
    """
    text = _text(came.body.get("text"))
    for mention in mentions(came):
        tag = _text(mention.get("text"))
        member = _text(_mapping(mention.get("mentioned")).get("id"))
        name = _text(_mapping(mention.get("mentioned")).get("name"))
        shown = display_name(name)
        if member == came.bot:
            text = text.replace(tag or f"<at>{name}</at>", " ", 1)
        elif tag:
            account = (known or {}).get(member, "")
            text = text.replace(tag, f"@{shown} ({account})" if account else f"@{shown}", 1)
    text = _TAG.sub(lambda found: f"@{display_name(found[1])}", text)
    text = html.unescape(_LONG_NUMBER.sub("&amp;", text))
    return _COMMAND.sub("", text.translate(_QUIET)).strip()


def mentions(came: Came) -> list[Body]:
    """Who is mentioned."""
    entities = came.body.get("entities")
    found = [_mapping(one) for one in entities[: 10 * MENTIONS]] if isinstance(entities, list) else []
    return [one for one in found if _text(one.get("type")).casefold() == "mention"][:MENTIONS]


def to_ask_for(came: Came) -> list[str]:
    """Members whose account the line needs: those mentioned in a line about roles."""
    if not _GRANTING.match(words(came)):
        return []
    found = [_text(_mapping(one.get("mentioned")).get("id")) for one in mentions(came)]
    return [member for member in found if member and member != came.bot]


def for_us(came: Came) -> bool:
    """Whether a message is meant for the bot: said to it alone, with its name, or as a slash command."""
    told = [_text(_mapping(one.get("mentioned")).get("id")) for one in mentions(came)]
    return came.personal or came.bot in told or _text(came.body.get("text")).lstrip().startswith("/")


def event(came: Came) -> str:
    """What Teams says has happened to a team or a channel: `channelRenamed`, `teamDeleted`, …"""
    return _text(_mapping(came.body.get("channelData")).get("eventType"))


def bot_added(came: Came) -> bool:
    """Whether the bot has just been installed, here or in the team."""
    if came.kind == "installationUpdate":
        return _text(came.body.get("action")).startswith("add")
    return _among(came, "membersAdded")


def bot_removed(came: Came) -> bool:
    """Whether the bot has just been removed."""
    if came.kind == "installationUpdate":
        return _text(came.body.get("action")) == "remove"
    return _among(came, "membersRemoved")


def one_channel(came: Came) -> bool:
    """Whether what is told of the bot concerns one channel only: shared and private ones let it in by themselves."""
    told = _text(_mapping(_mapping(came.body.get("channelData")).get("channel")).get("type"))
    return event(came).startswith("channelMember") or told in ("shared", "private")


def _among(came: Came, members: str) -> bool:
    found = came.body.get(members)
    return bool(came.bot) and isinstance(found, list) and any(_mapping(one).get("id") == came.bot for one in found)


def channel_told_of(came: Came) -> SeenConversation:
    """The channel an event is about, which need not be the one it came through: then the rest of what it says of its
    conversation is not of this one."""
    seen = came.seen()
    told = _mapping(_mapping(came.body.get("channelData")).get("channel"))
    channel = _text(told.get("id")) or seen.channel
    reference = {
        key: value for key, value in seen.reference.items() if key != "conversation" or channel == seen.channel
    }
    return replace(seen, channel=channel, kind="channel", name=_text(told.get("name")), reference=reference)


def whole_team(seen: SeenConversation) -> SeenConversation:
    """The team of a channel, whole; the conversation alone when it is in no team that we are told of."""
    return replace(seen, channel="") if seen.team else seen
