"""An hour in which a chat refuses, through its stand-in: Agder is written to there, KS in another chat."""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest
from sqlmodel import select

from bot.clock import FixedClock
from bot.delivery.chat import Chat
from bot.delivery.sender import Sender
from bot.settings import Settings
from bot.slack.chat import ChannelInterval, SlackChat
from bot.slack.client import connect
from bot.teams.chat import TeamsChat
from bot.teams.conversation_references import References
from bot.teams.rate_limit import ConversationLimits
from bot.teams.sdk import Doorway, make
from bot.teams.service import TeamsService
from domain.accounts import Address
from domain.organisations import Role
from handlers.messages.reminders import put_due
from storage.delivery.conversations import SeenConversation
from storage.delivery.doubted import tell_of_doubted
from storage.delivery.room_trials import try_again
from storage.delivery.waiting_long import tell_of_waiting
from storage.people.rooms import bind_room
from storage.tables import AccountRow, MessageRow, PersonRow, RoleRow, RoomRow
from storage.unit_of_work.store import Store
from tests.faults.world import START, TEAM, TEST, MemoryChat, again, at, draw, follow_up, organisations, rows
from tests.slack_standin import BOT_TOKEN, Fault, slack_standin
from tests.slack_standin import texts as message_texts
from tests.slack_standin.faults import Faults
from tests.teams_standin import BOT_APP, TENANT, teams_standin
from tests.teams_standin import texts as card_texts
from tests.teams_standin.rates import Rates

BOTH = frozenset({"slack", "teams"})
NINE = at("2026-11-06")
"""A Friday; Agder has a follow-up due in three weeks."""
_contexts = cache(ssl.create_default_context)
KS_ROOM, KS_PERSON, AGDER_PERSON = "C-ks", "U-ks", "U-agder"
"""Where they are written to in the other chat: KS, its coordinator, and Agder's."""


@dataclass
class Hour:
    """A town of which the time is moved by hand. here: the chat that refuses, elsewhere: the other one.

    reads: what stands in Agder's room here. leader: Agder's leader, who has an account here. url: the chat's.
    """

    store: Store
    clock: FixedClock
    elsewhere: MemoryChat
    sender: Sender
    faults: Faults
    reads: Callable[[], list[str]]
    leader: str
    url: str

    def refuses(self, call: str, error: str) -> None:
        """Every such call is refused from now on."""
        self.faults.mix({Fault("error", error=error): 1.0}, seed=1, methods=(call,))

    def over(self) -> None:
        """It refuses nothing any more."""
        self.faults.mix({}, seed=1)

    async def lives(self, *minutes: int) -> None:
        """So many minutes on, each time a tick."""
        for count in minutes:
            self.clock.advance(count * 60)
            await self.tick()

    async def an_hour(self) -> None:
        await self.lives(0, 1, 9, 20, 30)

    async def until_people_are_told(self) -> None:
        """Four working hours after it began, and some minutes."""
        await self.lives(120, 80)

    async def until_monday(self) -> None:
        """The rest of Friday, and Monday morning."""
        await self.lives(*[60] * (5 if self.refused else 1))  # a room's turn to be tried comes by then
        self.clock.move_to(at("2026-11-09"))
        await self.lives(0, 3)

    async def tick(self) -> None:
        now = self.clock.now()
        try_again(self.store, now, BOTH)
        tell_of_waiting(self.store, now, (), BOTH)
        tell_of_doubted(self.store, now, BOTH)
        put_due(self.store, now, BOTH)
        await self.sender.run_once()

    def send(self, recipient: str = "agder") -> None:
        """Somebody says something to them."""
        with self.store.begin(TEST, self.clock.now()) as unit:
            unit.send("nudge", recipient, {})

    def message(self, kind: str) -> MessageRow:
        """The first message of a kind."""
        with self.store.transaction() as session:
            query = select(MessageRow).where(MessageRow.kind == kind).order_by("id")
            found = session.exec(query).first()
            assert found is not None
            return found

    def heard(self) -> dict[str, int]:
        """Who has heard of the trouble in the other chat, as «kind to place», and how often."""
        heard: dict[str, int] = {}
        for one in self.elsewhere.stands:
            name = f"{one.card.title} to {one.room.channel}"
            heard[name] = heard.get(name, 0) + 1
        return heard

    @property
    def refused(self) -> bool:
        """Whether a room is marked."""
        return any(str(one.state) == "refused" for one in rows(self.store, RoomRow))


def _settle_in(store: Store, here: str, workspace: str, agder: str, leader: str) -> str:
    """Organisations, rooms and people; Agder's leader as a recipient."""
    there = next(iter(BOTH - {here}))
    organisations(store, ("ks", "agder"), rooms=False)
    people = (
        ("ks", Role.COORDINATOR, there, TEAM, KS_PERSON),
        ("agder", Role.COORDINATOR, there, TEAM, AGDER_PERSON),
        ("agder", Role.LEADER, here, workspace, leader),
    )
    with store.begin(TEST, START) as unit:  # one transaction: hundreds of towns are made
        bind_room(unit.session, Address(here, workspace, agder), "agder", at=START)
        bind_room(unit.session, Address(there, TEAM, KS_ROOM), "ks", at=START)
        for organisation, role, platform, team, user in people:
            person = PersonRow(name=user, created_at=START)
            unit.session.add(person)
            unit.session.flush()
            unit.session.add(
                RoleRow(person_id=person.id, organisation=organisation, role=role, valid_from=date(2026, 1, 1))
            )
            unit.session.add(AccountRow(platform=platform, workspace=team, user=user, person_id=person.id))
        number = person.id
    follow_up(store, "agder", "2026-11-27")
    return f"agder:leader:{number}"


def _sender(store: Store, here: Chat, elsewhere: Chat, clock: FixedClock) -> Sender:
    chats = {one.platform: one for one in (here, elsewhere)}
    return Sender(store, chats, draw, clock, redraw=again, parallel=1)


@asynccontextmanager
async def in_slack(store: Store) -> AsyncIterator[Hour]:
    """Agder in Slack, KS in Teams."""
    clock, elsewhere = FixedClock(NINE), MemoryChat("teams", searchable=False)
    async with (
        slack_standin(clock=lambda: clock.now().timestamp()) as slack,
        connect(BOT_TOKEN, slack.api_url) as clients,
    ):
        channel = slack.state.channel("agder", "U0ANNA")
        leader = _settle_in(store, "slack", TEAM, channel, "U0ANNA")
        sender = _sender(store, SlackChat(clients.posting, ChannelInterval(interval=0)), elsewhere, clock)

        def reads() -> list[str]:
            return [message_texts(one) for one in slack.state.messages(channel)]

        yield Hour(store, clock, elsewhere, sender, slack.faults, reads, leader, slack.api_url)


@asynccontextmanager
async def in_teams(store: Store) -> AsyncIterator[Hour]:
    """Agder in Teams, KS in Slack."""
    clock, elsewhere = FixedClock(NINE), MemoryChat("slack")
    async with teams_standin(clock=lambda: clock.now().timestamp(), rates=Rates(clock=None)) as teams:
        settings = Settings(_env_file=None, teams_app_id=BOT_APP, teams_app_tenant=TENANT)  # type: ignore[call-arg] # pydantic's
        with pytest.MonkeyPatch.context() as patch:  # reading the machine's certificates takes longer than an hour here
            patch.setattr(ssl, "create_default_context", _contexts)
            sdk = make(settings, Doorway(), teams.cloud(), teams.token)
        anna = teams.state.person("Anna")
        channel = teams.state.channel("agder", anna)
        leader = _settle_in(store, "teams", TENANT, channel, anna)
        references = References(store, clock.now, BOTH, ConversationLimits(monotonic=clock.lease_now))
        await references.note(SeenConversation("teams", TENANT, channel, "channel", teams.service_url))
        sender = _sender(store, TeamsChat(TeamsService(sdk), references), elsewhere, clock)

        def reads() -> list[str]:
            return [card_texts(card) for one in teams.state.messages(channel) if (card := one.card(anna))]

        try:
            yield Hour(store, clock, elsewhere, sender, teams.faults, reads, leader, teams.service_url)
        finally:
            await sdk.http_client.http.aclose()
            await sdk.api.http.http.aclose()
