"""The Bot Connector's answers over the state: conversations, messages, members, teams.

Shapes and codes: the Teams SDK's clients (`microsoft_teams.api.clients`), and what `faults.REFUSALS` names.
"""

import copy
import re
from typing import Any

from tests.teams_standin.faults import RefusalError
from tests.teams_standin.identity import BOT
from tests.teams_standin.limits import MESSAGE_BYTES, activity_faults, size
from tests.teams_standin.rates import Rates
from tests.teams_standin.state import Conversation, Json, Message, Person, State

PAGE, SMALLEST_PAGE, LARGEST_PAGE = 200, 50, 500


class Connector:
    """One service. Its methods are called with the state's lock held. Raises RefusalError."""

    def __init__(self, state: State, rates: Rates) -> None:
        self.state = state
        self.rates = rates

    def create(self, asked: Json, service_url: str) -> tuple[int, Json]:
        """POST /v3/conversations: the personal conversation with one person, or a new thread in a channel."""
        channel = ((asked.get("channelData") or {}).get("channel") or {}).get("id")
        self._pace(channel or "create")
        if channel:
            return self._thread(channel, asked, service_url)
        members = asked.get("members") or []
        if len(members) != 1 or asked.get("isGroup"):
            raise RefusalError("BadArgument", "a bot opens a conversation with one person; it can't make a group chat")
        tenant = asked.get("tenantId") or ((asked.get("channelData") or {}).get("tenant") or {}).get("id")
        person = self.state.by_user(members[0].get("id") or "")
        if not tenant:
            raise RefusalError("BadSyntax", "no tenant")
        if person is None or person.tenant != tenant:
            raise RefusalError("BadArgument", "no such person in the tenant")
        room = self.state.find(person.aad)
        if not room.installed:
            raise RefusalError("ForbiddenOperationException")
        answer = {"id": room.id, "serviceUrl": service_url}
        if asked.get("activity"):
            answer["activityId"] = self.post(room.id, asked["activity"])[1]["id"]
        return 201, answer

    def _thread(self, channel: str, asked: Json, service_url: str) -> tuple[int, Json]:
        if not asked.get("activity"):
            raise RefusalError("BadArgument", "a thread begins with an activity")
        _, posted = self.post(channel, asked["activity"])
        where = f"{channel};messageid={posted['id']}"
        return 201, {"id": where, "activityId": posted["id"], "serviceUrl": service_url}

    def post(self, where: str, activity: Json, reply_to: str = "") -> tuple[int, Json]:
        """POST …/activities[/{replyTo}]: a new message. In a channel it begins a thread, unless the id has one."""
        room, root = self._room(where, writing=True)
        self._pace(room.id)
        if activity.get("type") == "typing":
            return 202, {}
        self._check(room, activity)
        reply_to = reply_to or activity.get("replyToId", "")
        if reply_to:
            parent = self._message(room, reply_to)
            root = root or parent.root or parent.id
        elif root:
            self._message(room, root)
        message = Message(self.state.message_id(), BOT, copy.deepcopy(activity), root if room.kind == "channel" else "")
        room.messages.append(message)
        return 201, {"id": message.id}

    def update(self, where: str, activity_id: str, activity: Json) -> tuple[int, Json]:
        """PUT …/activities/{id}: draws a message anew, for everybody; what was typed in it is gone."""
        room, _ = self._room(where, writing=True)
        self._pace(room.id)
        message = self._own(room, activity_id)
        self._check(room, activity)
        message.edits.append(message.content)
        message.content = copy.deepcopy(activity)
        message.mine.clear()
        message.typed.clear()
        return 200, {"id": message.id}

    def delete(self, where: str, activity_id: str) -> tuple[int, Json]:
        """DELETE …/activities/{id}."""
        room, _ = self._room(where, writing=True)
        self._pace(room.id)
        room.messages.remove(self._own(room, activity_id))
        return 200, {}

    def members(self, where: str) -> tuple[int, Any]:
        """GET …/members: everybody at once."""
        return 200, [person.member for person in self._members(where)]

    def member(self, where: str, user: str) -> tuple[int, Json]:
        """GET …/members/{id}: by either id."""
        for person in self._members(where):
            if user in {person.id, person.aad}:
                return 200, person.member
        raise RefusalError("MemberNotFoundInConversation")

    def paged_members(self, where: str, page_size: int, after: str) -> tuple[int, Json]:
        """GET …/pagedMembers: at least 50 and at most 500 at a time."""
        everybody, start = self._members(where), int(after or 0)
        most = min(max(page_size or PAGE, SMALLEST_PAGE), LARGEST_PAGE)
        answer: Json = {"members": [person.member for person in everybody[start : start + most]]}
        if len(everybody) > start + most:
            answer["continuationToken"] = str(start + most)
        return 200, answer

    def team(self, team_id: str) -> tuple[int, Json]:
        """GET /v3/teams/{id}."""
        team = self.state.teams.get(team_id)
        if team is None:
            raise RefusalError("ConversationNotFound")
        room, _ = self._room(team_id)
        counts = {"channelCount": len(team.channels), "memberCount": len(room.members)}
        whose = {"aadGroupId": team.group, "tenantId": team.tenant}
        return 200, {"id": team.id, "name": team.name, "type": "standard"} | whose | counts

    def channels(self, team_id: str) -> tuple[int, Json]:
        """GET /v3/teams/{id}/conversations: the general channel has no name there."""
        self.team(team_id)
        found = [self.state.conversations[channel] for channel in self.state.teams[team_id].channels]
        listed = [{"id": room.id, "type": "standard"} | ({"name": room.name} if room.name else {}) for room in found]
        return 200, {"conversations": listed}

    def _room(self, where: str, *, writing: bool = False) -> tuple[Conversation, str]:
        """A conversation by the id in the address, and the thread it names."""
        if not re.fullmatch(r"(a:|19:)[^;]+(;messageid=\d+)?", where):
            raise RefusalError("BadSyntax", where)
        bare, _, root = where.partition(";messageid=")
        room = self.state.conversations.get(bare)
        if room is None:
            raise RefusalError("ConversationNotFound")
        if writing and room.blocked:
            raise RefusalError(room.blocked)
        if not room.installed:
            raise RefusalError("MessageWritesBlocked" if room.kind == "personal" else "BotNotInConversationRoster")
        return room, root

    def _members(self, where: str) -> list[Person]:
        room, _ = self._room(where)
        self._pace(room.id, reading=True)
        return [self.state.people[aad] for aad in room.members]

    def _pace(self, conversation: str, *, reading: bool = False) -> None:
        seconds = self.rates.wait(conversation, reading=reading)
        if seconds:
            raise RefusalError("Throttled", seconds=seconds)

    def _check(self, room: Conversation, activity: Json) -> None:
        if size(activity) > MESSAGE_BYTES:
            raise RefusalError("MessageSizeTooBig", f"{size(activity)} bytes as UTF-16, at most {MESSAGE_BYTES}")
        here = {identity for aad in room.members for identity in (self.state.people[aad].id, aad)}
        faults, noted = activity_faults(activity, here)
        self.state.noted += noted
        if faults:
            raise RefusalError("BadArgument", *faults)

    def _message(self, room: Conversation, activity_id: str) -> Message:
        for message in room.messages:
            if message.id == activity_id:
                return message
        raise RefusalError("ActivityNotFoundInConversation")

    def _own(self, room: Conversation, activity_id: str) -> Message:
        message = self._message(room, activity_id)
        if message.who != BOT:
            raise RefusalError("NotEnoughPermissions")
        return message
