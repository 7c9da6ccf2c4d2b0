"""What Teams sends a bot, as JSON: the same shapes as the real client's, checked against Microsoft's playground."""

import html
import itertools
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.teams_standin.identity import BOT, BOT_NAME
from tests.teams_standin.state import Conversation, Json, Message, Person, State

AT_BOT = f"<at>{BOT_NAME}</at>"
LOCALE = "nb-NO"
CLIENT = {"type": "clientInfo", "locale": LOCALE, "country": "NO", "platform": "Web", "timezone": "Europe/Oslo"}


class Activities:
    """Writes activities. state: for ids, the clock and names."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.service_url = ""

    def base(self, kind: str, person: Person, room: Conversation, root: str = "") -> Json:
        """What every activity has."""
        return {
            "type": kind,
            "id": str(uuid4()),
            "timestamp": self._instant(),
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "from": {"id": person.id, "aadObjectId": person.aad},
            "conversation": self._conversation(room, root),
            "recipient": {"id": BOT, "name": BOT_NAME},
            "channelData": {"tenant": {"id": room.tenant}},
        }

    def spoken(self, kind: str, person: Person, room: Conversation, root: str = "") -> Json:
        """What a person does in a client: their name, clock and client come along."""
        activity = self.base(kind, person, room, root)
        activity["from"] = person.account
        activity["channelData"] |= self._place(room)
        at = datetime.fromtimestamp(self.state.clock(), UTC).isoformat(timespec="milliseconds")
        client = {"locale": LOCALE, "localTimestamp": at, "localTimezone": "Europe/Oslo"}
        return activity | client | {"entities": [dict(CLIENT)]}

    def message(
        self,
        text: str,
        person: Person,
        room: Conversation,
        message: Message,
        *,
        mention: bool,
        others: Sequence[Person],
        rich: str,
    ) -> Json:
        """Something said. The text comes with HTML entities, and the whole once more as HTML, as clients send it.

        others: people whose «@name» in the text is a mention. rich: that HTML, when something was pasted formatted.
        """
        activity = self.spoken("message", person, room, message.root or message.id)
        typed = escaped(text)
        entities = [_mention(BOT, BOT_NAME)] if mention else []
        for other in others:
            typed = typed.replace(f"@{other.name}", f"<at>{other.name}</at>", 1)
            entities.append(_mention(other.id, other.name))
        lead = f"{AT_BOT}&nbsp;" if mention else ""
        activity |= {"id": message.id, "textFormat": "plain", "text": lead + typed}
        activity["entities"] = [*entities, *activity["entities"]]
        if entities or rich:
            activity["attachments"] = [{"contentType": "text/html", "content": _html(lead + typed, rich)}]
        if room.kind == "channel":
            activity["channelData"] |= {"teamsChannelId": room.id, "teamsTeamId": room.team}
        return activity

    def invoke(
        self, name: str, value: Json, person: Person, room: Conversation, message: Message | None, root: str = ""
    ) -> Json:
        """An invoke. message: the one whose button was pressed; without one, the thread it comes from.

        A dialog that is sent comes from the thread of its button; whether it names the message is documented nowhere,
        so here it doesn't.
        """
        activity = self.spoken("invoke", person, room, (message.root or message.id) if message else root)
        activity |= {"name": name, "value": value}
        activity["channelData"]["source"] = {"name": "message"}
        return activity | ({"replyToId": message.id} if message else {})

    def installation(self, action: str, person: Person, room: Conversation) -> Json:
        """`installationUpdate`: add, remove or upgrade."""
        activity = self.base("installationUpdate", person, room) | {"action": action, "locale": LOCALE}
        if room.name:
            activity["conversation"]["name"] = room.name
        activity["entities"] = [{"type": "clientInfo", "locale": LOCALE}]
        chosen = {"source": {"name": "message"}, "settings": {"selectedChannel": {"id": room.id}}}
        activity["channelData"] |= self._team(room, whole=True) | chosen
        if room.kind == "channel":
            activity["channelData"]["channel"] = {"id": room.id}
        return activity

    def update(self, event: str, person: Person, room: Conversation, **more: Any) -> Json:
        """`conversationUpdate`. event: what `channelData.eventType` says in a team; elsewhere there is none.

        The conversation is the team's, except when the bot itself is added: then the channel it was added in.
        """
        added = more.get("membersAdded") == [{"id": BOT}]
        place = self.state.conversations.get(room.team, room) if room.kind == "channel" and not added else room
        activity = self.base("conversationUpdate", person, place) | more
        if room.kind != "channel":
            return activity
        about_channel = event.startswith("channel")
        activity["channelData"] |= {"eventType": event} | self._team(room, whole=not about_channel)
        if about_channel:
            activity["channelData"]["channel"] = {"id": room.id, "name": room.name}
        if added:
            activity["channelData"]["settings"] = {"selectedChannel": {"id": room.id}}
            if room.name:
                activity["conversation"]["name"] = room.name
        return activity

    def _conversation(self, room: Conversation, root: str) -> Json:
        threaded = f"{room.id};messageid={root}" if root and room.kind == "channel" else room.id
        conversation = {"conversationType": room.kind, "tenantId": room.tenant, "id": threaded}
        return conversation if room.kind == "personal" else {"isGroup": True, **conversation}

    def _place(self, room: Conversation) -> Json:
        return self._team(room, whole=False) | {"channel": {"id": room.id}} if room.kind == "channel" else {}

    def _team(self, room: Conversation, *, whole: bool) -> Json:
        if room.kind != "channel":
            return {}
        team = self.state.teams[room.team]
        return {"team": {"id": team.id} | ({"name": team.name, "aadGroupId": team.group} if whole else {})}

    def _instant(self) -> str:
        at = datetime.fromtimestamp(self.state.clock(), UTC)
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def escaped(text: str) -> str:
    """Typed text as it arrives."""
    return html.escape(text, quote=False)


def _mention(member: str, name: str) -> Json:
    return {"type": "mention", "mentioned": {"id": member, "name": name}, "text": f"<at>{name}</at>"}


def _html(text: str, rich: str) -> str:
    """The HTML a client sends along: mentions are numbered spans there."""
    numbers = itertools.count()

    def span(found: re.Match[str]) -> str:
        return f'<span itemscope itemtype="http://schema.skype.com/Mention" itemid="{next(numbers)}">{found[1]}</span>'

    return rich or "".join(f"<p>{re.sub('<at>(.*?)</at>', span, line) or '&nbsp;'}</p>" for line in text.split("\n"))
