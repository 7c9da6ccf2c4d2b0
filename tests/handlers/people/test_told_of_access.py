"""No change of who may what in silence: who does it × what is done × who hears, and the button that undoes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import select

from domain.accounts import Account, Address
from domain.organisations import Role
from domain.permissions import LEADS
from handlers.cards import Reply
from handlers.commands import answer
from handlers.core.invocation import Invocation
from handlers.people.role_words import AS_TYPED
from handlers.views.plain_text import plain
from storage.derived.access_changes import ENDED, JOINED, ROLES, ROOM, THROUGH
from storage.people.rooms import bind_room
from storage.tables import MessageRow
from storage.unit_of_work.unit import Origin
from tests.audit_log import entries_of
from tests.collecting_chat import Post
from tests.desk import Desk
from tests.handlers.people.accounts_kit import BOSS, Chats

LEAD, OTHER, MEMBER, NEW = "slack:T1:U0LEAD", "slack:T1:U0LEDER", "slack:T1:U0MEDLEM", "slack:T1:U0NY"
KS, KS_MEMBER, ROGALAND = "slack:T1:U0KS", "slack:T1:U0KSM", "slack:T1:U0ROGALAND"
GUEST, HOST = "slack:T9:U0GJEST", "T1"
"""Agder's coordinator from a workspace without an app of ours, and the one whose app vouches for them."""
ROOM_AGDER = "C-agder"


class Town(Chats):
    """Agder with a coordinator, a leader, a member and a guest; KS and Rogaland with theirs; everything is sent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.known: set[str] = set()
        assert desk.reply("agder", "roller avslutt Agder koordinator U1").ok
        for who, organisation, role in (
            (LEAD, "Agder", "koordinator"), (OTHER, "Agder", "leder"), (MEMBER, "Agder", "medlem"),
            (GUEST, "Agder", "koordinator"), (KS, "KS", "koordinator"), (KS_MEMBER, "KS", "medlem"),
            (ROGALAND, "Rogaland", "koordinator"),
        ):  # fmt: skip
            self.give(who, organisation, role)
        assert desk.reply(LEAD, "kanal Agder", room=ROOM_AGDER).ok
        assert desk.reply(ROGALAND, "kanal Rogaland", room="C-rogaland").ok
        assert desk.reply(KS, "kanal KS", room="C-ks").ok

    async def quiet(self) -> None:
        """From here on it is listened; what stands in the chats goes on standing, under the numbers it has."""
        await self.settled()
        self.known = {post.key for chat in self.chats.values() for post in chat.posts}

    def through(self, who: str, line: str, room: str = "") -> Reply:
        """A line of somebody of another workspace, by the word of the host's app."""
        platform, workspace, user = who.split(":")
        place = Address(platform, HOST, room or user, direct=not room)
        return answer(
            Invocation(line, Account(platform, workspace, user, "Gjest"), place, self.desk.at), self.desk.services
        )

    async def heard(self, kind: str) -> dict[str, Post]:
        """Who has heard of this since it was quiet: the room or the user, and what."""
        await self.settled()
        with self.desk.store.read(self.desk.at) as snapshot:
            keys = set(snapshot.session.exec(select(MessageRow.key).where(MessageRow.kind == kind))) - self.known
        return {post.room: post for chat in self.chats.values() for post in chat.posts if post.key in keys}


@pytest.fixture
def town(desk: Desk) -> Town:
    return Town(desk)


@pytest.fixture
def any_town(any_desk: Desk) -> Town:
    return Town(any_desk)


ALL = {"U0LEAD", "U0LEDER", "U0GJEST", ROOM_AGDER}
"""Whoever hears of Agder: its coordinators and leaders, each themselves, and its room."""


@dataclass(frozen=True)
class Deed:
    """Something done to who may what in Agder. inside: whether Agder hears when its own coordinator does it."""

    line: str
    kind: str
    inside: bool = False
    room: str = ""


DEEDS = {
    "gives a role": Deed(f"roller gi Agder leder {NEW}", ROLES),
    "gives a role in a new workspace": Deed("roller gi Agder leder slack:T7:U0FREMMED", ROLES, inside=True),
    "grants a request": Deed("roller godkjenn 1", ROLES),
    "ends a role": Deed("roller avslutt Agder medlem U0MEDLEM", ROLES, inside=True),
    "sets a room free": Deed("kanal ingen bekreft", ROOM, room=ROOM_AGDER),
    "binds another room": Deed("kanal Agder", ROOM, room="C-ny"),
}
DOERS = {
    "own coordinator": LEAD,
    "administrator": BOSS,
    "KS": KS,
    "the terminal's KS": "ks",
    "the terminal's own": "agder",
}


def cases() -> Iterator[tuple[str, str]]:
    return ((who, deed) for who in DOERS for deed in DEEDS)


@pytest.mark.parametrize(("who", "deed"), list(cases()))
async def test_whoever_does_it_those_it_concerns_hear(town: Town, who: str, deed: str) -> None:
    """From outside always, by their own coordinator where it is told at all; never who has done it."""
    assert town.desk.reply(NEW, "roller be-om Agder leder").ok
    await town.quiet()
    done, doer = DEEDS[deed], DOERS[who]
    reply = town.desk.reply(doer, done.line, room=done.room)
    heard = set(await town.heard(done.kind))
    if not reply.ok:  # KS binds no rooms of others
        assert reply.problem
        assert reply.problem.code in ("common.not-allowed", "rooms.not-bound", "rooms.direct")
        assert heard == set()
        return
    own = who in ("own coordinator", "the terminal's own")
    gone = {ROOM_AGDER} if deed == "sets a room free" else set()
    expected = ALL - {"U0LEAD" if who == "own coordinator" else ""} - gone if done.inside or not own else set()
    assert heard == expected


async def test_what_is_told_says_who_did_it_and_undoes_it(any_town: Town) -> None:
    town = any_town
    await town.quiet()
    assert town.desk.reply(BOSS, f"roller gi Agder leder {NEW}").ok
    told = (await town.heard(ROLES))[ROOM_AGDER]
    assert told.card.title == "Roller i Agder er endret"
    assert "U0NY: leder" in told.text
    assert f"{NEW} · Slack, arbeidsområdet T1" in told.text
    assert f"Gjort av Bruker U9 ({BOSS}), administrator." in told.text
    assert not town.desk.press(MEMBER, told.card, "Avslutt: U0NY").ok
    assert not town.desk.press(ROGALAND, told.card, "Avslutt: U0NY").ok
    assert town.desk.press(OTHER, told.card, "Avslutt: U0NY").ok
    assert town.roles(NEW) == ""
    told = (await town.heard(ROLES))[ROOM_AGDER]
    assert "Har ikke rollen lenger" in town.stand(f"slack:T1:{ROOM_AGDER}")[0]


async def test_whose_role_was_ended_hears_and_it_can_be_given_back(any_town: Town) -> None:
    town = any_town
    await town.quiet()
    assert town.desk.reply(KS, "roller avslutt Agder leder U0LEDER").ok
    [theirs] = (await town.heard(ENDED)).items()
    assert theirs[0] == "U0LEDER"
    assert theirs[1].card.title == "Du er ikke lenger leder i Agder"
    assert f"Gjort av U0KS ({KS}), KS." in theirs[1].text
    told = (await town.heard(ROLES))[ROOM_AGDER]
    assert not town.desk.press(OTHER, told.card, "Gi tilbake: U0LEDER").ok
    assert town.desk.press(LEAD, told.card, "Gi tilbake: U0LEDER").ok
    assert town.roles(OTHER) == "leder"
    await town.settled()
    assert "Har rollen igjen" in "\n".join(town.stand(f"slack:T1:{ROOM_AGDER}"))
    assert any(one.startswith("Du er igjen leder i Agder") for one in town.stand(OTHER))


async def test_who_gives_up_their_own_role_tells_nobody(town: Town) -> None:
    await town.quiet()
    assert town.desk.reply(OTHER, "roller avslutt Agder leder").ok
    assert await town.heard(ROLES) == await town.heard(ENDED) == {}


async def test_a_room_that_is_bound_away(any_town: Town) -> None:
    """The administrator makes Agder's room Rogaland's: Agder hears, the room itself too, and Agder may have it back."""
    town = any_town
    await town.quiet()
    assert town.desk.reply(BOSS, "kanal Rogaland", room=ROOM_AGDER).ok
    heard = await town.heard(ROOM)
    assert {"U0LEAD", "U0LEDER", "U0GJEST", ROOM_AGDER} <= set(heard)
    told = heard["U0LEAD"]
    assert told.card.title == "En kanal er ikke lenger Agder sin"
    assert f"Kanalen slack:T1:{ROOM_AGDER} er nå Rogaland sin." in told.text
    assert "administrator" in told.text
    for who in (MEMBER, KS, "slack:T1:U0NY"):
        assert not town.desk.press(who, told.card, "Ta tilbake kanalen: Agder").ok, who
    assert town.desk.press(LEAD, told.card, "Ta tilbake kanalen: Agder").ok
    assert "er Agder fylkeskommune sin" in town.say(LEAD, "kanal", room=ROOM_AGDER)
    await town.settled()
    assert "Kanalen er Agder sin igjen" in "\n".join(town.stand("slack:T1:U0LEDER"))


async def test_messages_sent_to_another_room_are_told_of_in_the_old_one(town: Town) -> None:
    await town.quiet()
    town.desk.at += timedelta(minutes=1)
    assert town.desk.reply(BOSS, "kanal Agder", room="C-ny").ok
    town.desk.at += timedelta(minutes=1)
    told = (await town.heard(ROOM))[ROOM_AGDER]
    assert told.card.title == "Meldinger til Agder kommer til en annen kanal"
    assert town.desk.press(LEAD, told.card, "Ta tilbake kanalen: Agder").ok
    assert "beskjeder til organisasjonen kommer hit" in town.say(LEAD, "kanal", room=ROOM_AGDER)


async def test_several_rooms_at_once_are_told_of_together(town: Town) -> None:
    """As a later command might change them."""
    await town.quiet()
    town.desk.at += timedelta(minutes=1)
    with town.desk.store.begin(Origin(BOSS, "kanaler"), town.desk.at) as unit:
        for channel in ("C-a", "C-b"):
            bind_room(unit.session, Address("slack", "T1", channel), "agder", at=town.desk.at)
    told = (await town.heard(ROOM))[ROOM_AGDER]
    assert "kommer de til slack:T1:C-a, slack:T1:C-b." in told.text
    assert town.desk.press(LEAD, told.card, "Ta tilbake kanalen: Agder").ok


@pytest.mark.parametrize("line", ["kanal Agder slack:T1:C-rogaland", "kanal Agder slack:T1:C-finnes-ikke"])
def test_nobody_takes_what_was_never_theirs_nor_learns_of_it(town: Town, line: str) -> None:
    assert "ikke Agder som har hatt" in town.refused(LEAD, line)


async def test_a_joined_account_is_told_to_the_organisation(any_town: Town) -> None:
    town = any_town
    await town.quiet()
    town.join("teams:contoso:leder", OTHER)
    heard = await town.heard(JOINED)
    assert set(heard) == ALL - {"U0LEDER"}
    told = heard["U0LEAD"]
    assert told.card.title == "En konto er koblet til en annen i Agder"
    assert "hver av dem er leder i Agder" in told.text
    assert "Teams: Bruker leder (teams:contoso:leder)" in told.text
    for who in (MEMBER, ROGALAND, "slack:T1:U0NY"):
        assert not town.desk.press(who, told.card, "Skill fra: Teams").ok, who
    parted = town.desk.press(LEAD, told.card, "Skill fra: Teams")
    assert "Teams-kontoen er skilt fra de andre" in plain(parted.card)
    assert (town.roles(OTHER), town.roles("teams:contoso:leder")) == ("leder", "")
    await town.settled()
    assert "Kontoene i Agder er skilt igjen" in "\n".join(town.stand(f"slack:T1:{ROOM_AGDER}"))


# -- by another workspace's word ---------------------------------------------------------------------------------------


async def test_what_a_guest_does_as_coordinator_is_marked_and_told(any_town: Town) -> None:
    town = any_town
    await town.quiet()
    assert town.through(GUEST, f"roller gi Agder medlem {NEW}").ok
    entry = entries_of(town.desk.store)[-1]
    assert {"what": "through", "workspace": f"slack:{HOST}"} in entry.changes
    told = await town.heard(THROUGH)
    assert set(told) == ALL - {"U0GJEST"}
    assert "«roller gi» ble skrevet for Agder" in told[ROOM_AGDER].text
    assert "Via arbeidsområdet til T1." in told[ROOM_AGDER].text  # Agder, Rogaland and KS have rooms there
    assert set(await town.heard(ROLES)) == ALL - {"U0GJEST"}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("organisation", ["KS", "Agder", "Siva"])
def test_which_roles_count_by_anothers_word(town: Town, organisation: str, role: Role) -> None:
    """None in KS and none that reaches beyond the organisation; the others to the very account they were given to."""
    who, joined = "slack:T8:U0X", "teams:contoso:x"
    town.give(who, organisation, AS_TYPED[role])
    town.join(joined, who)
    known = not (organisation == "KS" or role is Role.WORKING_COMMITTEE)
    said = plain(town.through(who, "hvem-er-jeg").card)
    assert ("Organisasjon: " in said) is known
    assert ("Rollene dine gjelder ikke herfra" in plain(town.through(who, "status").card)) is not known
    if role in LEADS and known:
        assert town.through(who, f"roller gi {organisation} medlem {NEW}").ok


def test_a_joined_accounts_role_does_not_count_by_anothers_word(town: Town) -> None:
    town.join("slack:T8:U0X", OTHER)
    assert "leder" in town.roles("slack:T8:U0X")
    assert "Rollene dine gjelder ikke herfra" in plain(town.through("slack:T8:U0X", "status").card)


def test_an_administrator_is_none_by_anothers_word(town: Town) -> None:
    town.desk.admins = frozenset({BOSS, "slack:T8:U0SJEF"})
    town.desk.__post_init__()
    assert "Administrator: ja" in town.say("slack:T8:U0SJEF", "hvem-er-jeg")
    assert "Administrator" not in plain(town.through("slack:T8:U0SJEF", "hvem-er-jeg").card)
    assert not town.through("slack:T8:U0SJEF", f"roller gi Agder leder {NEW}").ok


@pytest.mark.parametrize("line", ["roller koble", "roller koble K7QF-3M2P", "roller koble fjern slack"])
def test_no_code_is_made_or_used_by_anothers_word(town: Town, line: str) -> None:
    reply = town.through(GUEST, line)
    assert reply.problem
    assert reply.problem.code == "accounts.elsewhere"
