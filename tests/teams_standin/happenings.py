"""What else happens in Teams that a bot hears of: installations, members, renamings, deletions, reactions, edits."""

import copy
from typing import Any

from tests.teams_standin.identity import BOT
from tests.teams_standin.people import Answer, People, Shown
from tests.teams_standin.state import Conversation, Json, Message

_BOT: Json = {"id": BOT}


class Everybody(People):
    """People who also do all that. Each method changes what there is, tells the bot, and returns what `who` then sees
    there; the events the bot does not get (it is not there) are not sent."""

    # the app

    async def installs(self, who: str, where: str = "") -> Shown:
        """Installs the app: for oneself, in a group chat, or in a team (from one of its channels)."""
        room = self._set_installed(where, who, installed=True)
        person = self.state.people[who]
        if room.kind == "personal":
            members = {"membersAdded": [_BOT, {"id": person.id, "aadObjectId": person.aad}]}
        else:
            members = {"membersAdded": [_BOT]}
        installation = self.activities.installation("add", person, room)
        return await self._told(who, room, installation, self._update("teamMemberAdded", who, room, **members))

    async def uninstalls(self, who: str, where: str = "") -> Shown:
        """Takes the app away again; in a group chat or a team the bot also leaves."""
        room = self._set_installed(where, who, installed=False)
        person = self.state.people[who]
        told = [self.activities.installation("remove", person, self._home(room))]
        if room.kind != "personal":
            told.insert(0, self._update("teamMemberRemoved", who, room, membersRemoved=[_BOT]))
        return await self._told(who, room, *told, leaving=True)

    async def removes_bot(self, who: str, where: str) -> Shown:
        """Takes the bot out of a group chat or a team, of which only the members' change is told."""
        room = self._set_installed(where, who, installed=False)
        told = self._update("teamMemberRemoved", who, room, membersRemoved=[_BOT])
        return await self._told(who, room, told, leaving=True)

    async def shuts_out_bot(self, who: str, where: str) -> Shown:
        """Takes the bot out of one shared channel; its team keeps it."""
        return await self._in_shared_channel("channelMemberRemoved", who, where, "membersRemoved")

    async def lets_in_bot(self, who: str, where: str) -> Shown:
        """Lets the bot into one shared channel, whose team has it."""
        return await self._in_shared_channel("channelMemberAdded", who, where, "membersAdded")

    async def _in_shared_channel(self, event: str, who: str, where: str, what: str) -> Shown:
        """As told in microsoft/Agents 179: the conversation is the channel's own, and the channel says its kind."""
        room = self._room(where, who)
        with self.state.changed:
            room.installed = what == "membersAdded"
        told = self._update(event, who, room, **{what: [_BOT]})
        told["conversation"]["id"] = room.id
        told["channelData"]["channel"]["type"] = "shared"
        return await self._told(who, room, told, leaving=True)

    async def upgrades(self, who: str, where: str = "") -> Shown:
        """Takes a new version of the app into use."""
        room = self._room(where, who)
        return await self._told(who, room, self.activities.installation("upgrade", self.state.people[who], room))

    def blocks(self, who: str, where: str = "", code: str = "MessageWritesBlocked") -> None:
        """Turns the bot's messages away from now on, of which it is not told; "" lets them in again."""
        with self.state.changed:
            self._room(where, who).blocked = code

    # members, channels, teams

    async def adds_member(self, who: str, where: str, new: str) -> Shown:
        """Lets somebody in."""
        room = self._room(where, who)
        with self.state.changed:
            for each in self._rooms(room):
                each.members.append(new)
        return await self._members(who, room, "Added", new)

    async def removes_member(self, who: str, where: str, old: str) -> Shown:
        """Sends somebody out."""
        room = self._room(where, who)
        with self.state.changed:
            for each in self._rooms(room):
                each.members.remove(old)
        return await self._members(who, room, "Removed", old)

    async def _members(self, who: str, room: Conversation, what: str, whom: str) -> Shown:
        other = self.state.people[whom]
        changed = {f"members{what}": [{"id": other.id, "aadObjectId": other.aad}]}
        return await self._told(who, room, self._update(f"teamMember{what}", who, room, **changed))

    async def creates_channel(self, who: str, team: str, name: str) -> Shown:
        """Makes a new channel in a team."""
        room = self.state.find(self.state.channel(name, team=team))
        return await self._told(who, room, self._update("channelCreated", who, room))

    async def renames(self, who: str, where: str, name: str) -> Shown:
        """Gives a channel, or a group chat, another name."""
        room = self._room(where, who)
        with self.state.changed:
            room.name = name
        more = {} if room.kind == "channel" else {"topicName": name}
        return await self._told(who, room, self._update("channelRenamed", who, room, **more))

    async def renames_team(self, who: str, where: str, name: str) -> Shown:
        """Gives a channel's team another name."""
        room = self._room(where, who)
        with self.state.changed:
            self.state.teams[room.team].name = name
        return await self._told(who, room, self._update("teamRenamed", who, room))

    async def deletes_channel(self, who: str, where: str) -> Shown:
        """Deletes a channel with all that stands in it."""
        room = self._room(where, who)
        told = self._update("channelDeleted", who, room)
        with self.state.changed:
            self.state.teams[room.team].channels.remove(room.id)
            del self.state.conversations[room.id]
        return await self._told(who, room, told)

    async def deletes_team(self, who: str, where: str) -> Shown:
        """Deletes a channel's whole team."""
        room = self._room(where, who)
        told = self._update("teamDeleted", who, room)
        with self.state.changed:
            for channel in self.state.teams.pop(room.team).channels:
                del self.state.conversations[channel]
        return await self._told(who, room, told)

    async def happens(self, event: str, who: str, where: str) -> Shown:
        """Any other event of a team or channel, by its name (`teamArchived`, `channelRestored`), which is only told."""
        room = self._room(where, who)
        return await self._told(who, room, self._update(event, who, room))

    # messages

    async def reacts(self, who: str, words: str, where: str = "", kind: str = "like") -> Shown:
        """Reacts to the newest message of the bot's that says something."""
        room = self._room(where, who)
        message = self._saying(room, words, BOT, who)
        activity = self.activities.spoken("messageReaction", self.state.people[who], room, message.root or message.id)
        return await self._told(who, room, activity | {"reactionsAdded": [{"type": kind}], "replyToId": message.id})

    async def edits(self, who: str, words: str, text: str, where: str = "") -> Shown:
        """Changes the newest message of one's own that says something."""
        room = self._room(where, who)
        message = self._saying(room, words, who, who)
        with self.state.changed:
            message.content["text"] = text
        mention = room.kind != "personal"
        activity = self.activities.message(
            text, self.state.people[who], room, message, mention=mention, others=[], rich=""
        )
        activity["channelData"]["eventType"] = "editMessage"
        return await self._told(who, room, activity | {"type": "messageUpdate"})

    async def deletes(self, who: str, words: str, where: str = "") -> Shown:
        """Deletes the newest message of one's own that says something."""
        room = self._room(where, who)
        message = self._saying(room, words, who, who)
        activity = self.activities.spoken("messageDelete", self.state.people[who], room, message.root or message.id)
        activity["channelData"]["eventType"] = "softDeleteMessage"
        with self.state.changed:
            room.messages.remove(message)
        return await self._told(who, room, activity | {"id": message.id})

    async def does(self, kind: str, who: str, where: str = "", **more: Any) -> Shown:
        """An activity of any type, known to the bot or not. more: what else is in it."""
        room = self._room(where, who)
        return await self._told(who, room, self.activities.spoken(kind, self.state.people[who], room) | more)

    async def repeated(self, activity: Json) -> Answer:
        """The same activity once more, as Teams does when it has seen no answer: same id, same content."""
        return await self.line.deliver(copy.deepcopy(activity))

    # how

    async def _told(self, who: str, room: Conversation, *told: Json, leaving: bool = False) -> Shown:
        """Tells the bot, where it is; leaving: also when it is there no longer."""
        before, answer = self._known(), Answer(0, None)
        for activity in told if room.installed or leaving else ():
            answer = await self.line.deliver(activity)
        return Shown(await self._since(room, who, before, posts=0), answer)

    def _update(self, event: str, who: str, room: Conversation, **more: Any) -> Json:
        return self.activities.update(event, self.state.people[who], room, **more)

    def _set_installed(self, where: str, who: str, *, installed: bool) -> Conversation:
        room = self._room(where, who)
        with self.state.changed:
            for each in self._rooms(room):
                each.installed = installed
            self.state.changed.notify_all()
        return room

    def _rooms(self, room: Conversation) -> list[Conversation]:
        """A channel's whole team; the app and the members are the same everywhere in it."""
        if room.kind != "channel":
            return [room]
        return [self.state.conversations[channel] for channel in self.state.teams[room.team].channels]

    def _home(self, room: Conversation) -> Conversation:
        return self.state.conversations.get(room.team, room)

    def _saying(self, room: Conversation, words: str, writer: str, who: str) -> Message:
        with self.state.changed:
            for message in reversed(room.messages):
                if message.who == writer and words in self._drawn(message, who):
                    return message
            raise LookupError(f"no message of {self.state.name(writer)}'s says {words!r}")
