"""Two chats, the accounts in them, and the sender: for conversations about one person's several accounts."""

import re

from sqlmodel import select

from bot.clock import FixedClock
from bot.delivery.sender import Sender
from domain.accounts import Address
from handlers.cards import Reply
from handlers.messages.draw import draw
from handlers.messages.redraw import standing
from handlers.views.plain_text import plain
from storage.people.link_codes import ALPHABET
from storage.tables import MessageRow, Row
from storage.unit_of_work.unit import Origin
from tests.collecting_chat import CollectingChat, Post
from tests.desk import Desk

KARI, KARI_TEAMS = "slack:T1:U1", "teams:contoso:kari"
PER, PER_TEAMS = "slack:T1:U2", "teams:contoso:per"
BOSS = "slack:T1:U9"
CODE = re.compile(rf"roller koble ([{ALPHABET}]{{4}}-[{ALPHABET}]{{4}})")


class Chats:
    """A desk with Slack and Teams, Kari as Agder's coordinator in Slack, and the sender."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.platforms, desk.admins = frozenset({"slack", "teams"}), frozenset({BOSS})
        desk.__post_init__()
        self.give(KARI, "Agder", "koordinator")
        self.clock = FixedClock(desk.at)
        self.chats = {name: CollectingChat(name, clock=self.clock) for name in ("slack", "teams")}
        self.sender = Sender(desk.store, self.chats, draw, self.clock, parallel=1)

    def give(self, account: str, organisation: str, role: str) -> None:
        assert self.desk.reply(BOSS, f"roller gi {organisation} {role} {account}").ok

    def say(self, who: str, line: str, room: str = "") -> str:
        return self.desk.say(who, line, room=room)

    def refused(self, who: str, line: str, room: str = "") -> str:
        reply = self.desk.reply(who, line, room=room)
        assert reply.problem is not None, plain(reply.card)
        return f"{reply.problem.problem} {reply.problem.hint}"

    def code(self, who: str = KARI) -> str:
        found = CODE.search(self.say(who, "roller koble"))
        assert found, "no code"
        return found[1]

    def join(self, who: str = KARI_TEAMS, maker: str = KARI) -> Reply:
        reply = self.meant(who, self.code(maker))
        assert reply.ok, reply.problem
        return reply

    def meant(self, who: str, code: str) -> Reply:
        """The reply when an account types a code, reads whose it is, and presses that it means it."""
        asked = self.desk.reply(who, f"roller koble {code}")
        assert asked.ok, asked.problem
        return self.desk.press(who, asked.card, "Koble kontoene")

    def link(self, who: str, code: str) -> str:
        """The same as text."""
        return plain(self.meant(who, code).card)

    def roles(self, who: str) -> str:
        """The roles an account is told it has, of all organisations."""
        found = re.search(r"^Roller: (.*)$", self.say(who, "hvem-er-jeg"), re.MULTILINE)
        return found[1] if found else ""

    def rows(self, kind: type[Row]) -> list[Row]:
        with self.desk.store.read(self.desk.at) as snapshot:
            return list(snapshot.session.exec(select(kind)))

    def write_to_kari(self) -> None:
        """A message to Agder's coordinator herself."""
        self.write_to("agder:coordinator:1")

    def write_to(self, recipient: str) -> None:
        """A message to a recipient: that word to Siva didn't arrive."""
        with self.desk.store.begin(Origin("test", "linje"), self.desk.at) as unit:
            facts = {"organisation": "siva", "room": "", "reason": "", "message": "1"}
            unit.send("undeliverable", recipient, facts)

    async def sent(self, platform: str) -> list[Post]:
        """What has been posted on a platform since last time."""
        self.clock.move_to(self.desk.at)
        before = len(self.chats[platform].posts)
        await self.sender.run_once()
        return self.chats[platform].posts[before:]

    async def settled(self) -> None:
        """Everything is sent, and what stands is drawn anew where it has changed."""
        for platform in self.chats:
            await self.sent(platform)

    def stand(self, account: str) -> list[str]:
        """The messages in the conversation with an account, as they read now."""
        platform, _, user = account.split(":")
        return [post.text for post in self.chats[platform].posts if post.room == user]

    def pressed(self, account: str) -> list[str]:
        """The same messages as a chat gets them that answers a press with the message's own card."""
        platform, workspace, user = account.split(":")
        with self.desk.store.read(self.desk.at) as snapshot:
            found = snapshot.session.exec(
                select(MessageRow).where(
                    MessageRow.room_platform == platform, MessageRow.room_channel == user, MessageRow.status == "sent"
                )
            ).all()
            cards = [standing(snapshot, Address(platform, workspace, user), message.message_ts) for message in found]
            return [plain(card) for card in cards if card is not None]
