"""What the Teams stand-in knows: tenants, people, conversations, messages, and what each person sees of them.

Everything is behind one condition, so that threads may read, and wait for, what another thread's server changes.
"""

import copy
import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from tests.teams_standin.identity import BOT, BOT_NAME, TENANT

Json = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(frozen=True)
class Person:
    """Somebody of a tenant. aad: the directory's id, the same everywhere; id: the one this bot knows them by."""

    aad: str
    id: str
    name: str
    tenant: str

    @property
    def account(self) -> Json:
        """As a message names its sender."""
        return {"id": self.id, "name": self.name, "aadObjectId": self.aad}

    @property
    def member(self) -> Json:
        """As a list of members has them."""
        given, _, surname = self.name.partition(" ")
        mail = f"{given.lower()}@eksempel.test"
        return self.account | {
            "givenName": given,
            "surname": surname,
            "email": mail,
            "userPrincipalName": mail,
            "tenantId": self.tenant,
            "userRole": "user",
        }


@dataclass
class Message:
    """One message. who: a person's aad, or `BOT`; root: the message whose thread it is in (a channel's only)."""

    id: str
    who: str
    content: Json
    root: str = ""
    edits: list[Json] = field(default_factory=list)
    mine: dict[str, Json] = field(default_factory=dict)
    """Cards that stand in the message's place for the person who pressed something in it, until the bot edits it."""
    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    """What each person has typed in the card in front of them: input id → value."""

    def card(self, aad: str) -> Json | None:
        """The card as this person sees it."""
        if aad in self.mine:
            return self.mine[aad]
        for part in self.content.get("attachments", ()):
            if part["contentType"] == CARD:
                return dict(part["content"])
        return None


@dataclass
class Conversation:
    """A personal conversation, a group chat, or a channel with its threads. installed: the bot is there."""

    id: str
    kind: str
    tenant: str
    name: str = ""
    team: str = ""
    members: list[str] = field(default_factory=list)
    installed: bool = True
    blocked: str = ""
    """A code of `faults.REFUSALS` with which every write is turned away (`MessageWritesBlocked`)."""
    messages: list[Message] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    """Short texts that a client has shown: to whom, what."""


@dataclass
class Team:
    """A team; its general channel has the team's own id."""

    id: str
    name: str
    group: str
    tenant: str
    channels: list[str] = field(default_factory=list)


@dataclass
class Dialog:
    """A dialog in front of somebody. where: the conversation, in a channel the thread, it was opened from."""

    card: Json
    title: str
    where: str
    typed: dict[str, str] = field(default_factory=dict)


class State:
    """All of it. clock: epoch seconds, movable; message ids come from it, in milliseconds."""

    def __init__(self, clock: Callable[[], float] | None = None) -> None:
        self.clock = clock or (lambda: time.time_ns() / 1e9)
        self.changed = threading.Condition(threading.RLock())
        self.people: dict[str, Person] = {}
        self.conversations: dict[str, Conversation] = {}
        self.teams: dict[str, Team] = {}
        self.dialogs: dict[str, Dialog] = {}
        self.calls: list[tuple[str, str, Json]] = []
        self.posts: Counter[str] = Counter()
        self.refused: list[str] = []
        self.noted: list[str] = []
        self._numbers = itertools.count(1)
        self._last_id = 0

    # what tests set up

    def person(self, name: str, tenant: str = TENANT, *, installed: bool = True) -> str:
        """Somebody; their directory id. installed: they have the app, so that their own conversation is there."""
        with self.changed:
            aad = str(uuid5(NAMESPACE_DNS, f"{name}.{tenant}"))
            self.people[aad] = Person(aad, f"29:1{_hash(aad)}", name, tenant)
            personal = Conversation(_personal(aad), "personal", tenant, members=[aad])
            personal.installed = installed
            self.conversations[personal.id] = personal
            return aad

    def group(self, name: str, *members: str, bot: bool = True) -> str:
        """A group chat; its id."""
        with self.changed:
            tenant = self.people[members[0]].tenant if members else TENANT
            return self._room(Conversation(f"19:{_hash(name)}@thread.v2", "groupChat", tenant, name), members, bot=bot)

    def team(self, name: str, *members: str, bot: bool = True) -> str:
        """A team with its general channel; the id of both."""
        with self.changed:
            tenant = self.people[members[0]].tenant if members else TENANT
            team = Team(f"19:{_hash('team' + name)}@thread.tacv2", name, str(uuid5(NAMESPACE_DNS, name)), tenant)
            self.teams[team.id] = team
            general = Conversation(team.id, "channel", tenant, "", team.id)
            team.channels.append(team.id)
            return self._room(general, members, bot=bot)

    def channel(self, name: str, *members: str, team: str = "", bot: bool = True) -> str:
        """A channel; its id. team: the one it is in and shares members with; by default one of its own, with these."""
        with self.changed:
            home = self.teams[team or self.team(name, *members, bot=bot)]
            general = self.conversations[home.id]
            channel = Conversation(f"19:{_hash('channel' + name)}@thread.tacv2", "channel", home.tenant, name, home.id)
            home.channels.append(channel.id)
            return self._room(channel, general.members, bot=general.installed)

    def _room(self, room: Conversation, members: tuple[str, ...] | list[str], *, bot: bool) -> str:
        room.members, room.installed = list(members), bot
        self.conversations[room.id] = room
        return room.id

    # ids

    def number(self) -> int:
        return next(self._numbers)

    def message_id(self) -> str:
        """Milliseconds since 1970, never the same twice."""
        with self.changed:
            self._last_id = max(self._last_id + 1, int(self.clock() * 1000))
            return str(self._last_id)

    # finding

    def find(self, where: str, who: str = "") -> Conversation:
        """A conversation by its id (a thread's is its channel's), by its person, or, unnamed, `who`'s own. Raises
        LookupError."""
        where = (where or who).partition(";")[0]
        with self.changed:
            if where in self.people:
                return self.conversations[_personal(where)]
            if where not in self.conversations:
                raise LookupError(f"no conversation {where!r}")
            return self.conversations[where]

    def by_user(self, user: str) -> Person | None:
        """The person with a `29:` id, or a directory id."""
        return next((person for person in self.people.values() if user in {person.id, person.aad}), None)

    def messages(self, where: str) -> list[Message]:
        """A conversation's messages, oldest first; a thread's, when its id has a `;messageid=`."""
        with self.changed:
            room, _, root = where.partition(";messageid=")
            return [one for one in copy.deepcopy(self.find(room).messages) if not root or root in {one.id, one.root}]

    def posted(self, where: str = "") -> list[Json]:
        """What the bot has said, in one conversation or in all, as it stands."""
        with self.changed:
            rooms = [self.find(where)] if where else [*self.conversations.values()]
            return [copy.deepcopy(one.content) for room in rooms for one in room.messages if one.who == BOT]

    def in_order(self, room: Conversation, root: str = "") -> Iterator[Message]:
        """Messages as people read them: by the hour, in a channel thread by thread."""
        for message in room.messages:
            if not message.root and (not root or root == message.id):
                yield message
                yield from (reply for reply in room.messages if reply.root == message.id)

    def name(self, who: str) -> str:
        return BOT_NAME if who == BOT else self.people[who].name


def _personal(aad: str) -> str:
    return f"a:1{_hash('personal' + aad)}"


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:24]
