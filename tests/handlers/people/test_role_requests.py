"""Granting shows who: from where, whose name it is like; many requests are one message, one account has one of them."""

from datetime import timedelta

import pytest
from sqlmodel import select

from domain.accounts import Account, Address
from handlers.cards import Card, Item, Reply
from handlers.commands import answer
from handlers.core.invocation import Invocation
from handlers.people.request_item import MOST_SHOWN, could_be
from handlers.views.plain_text import plain
from storage.people.workspaces import note_workspace
from storage.tables import MessageRow, RoleRequestRow
from tests.desk import Desk
from tests.handlers.people.accounts_kit import Chats

ROOM = "C-agder"
KARI = "slack:T1:U0KARI"


class Gate(Chats):
    """Agder with one coordinator, Kari Nordmann, and a room in Slack; it is quiet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        assert desk.reply("agder", "roller avslutt Agder koordinator U1").ok
        self.called(KARI, "Kari Nordmann", "roller be-om Agder koordinator")
        assert desk.reply("agder", "roller godkjenn 1").ok
        assert desk.reply(KARI, "kanal Agder", room=ROOM).ok

    def called(self, who: str, name: str, line: str) -> Reply:
        """What is answered to a line of somebody of this name."""
        platform, workspace, user = who.split(":")
        place = Address(platform, workspace, user, direct=True)
        return answer(
            Invocation(line, Account(platform, workspace, user, name), place, self.desk.at), self.desk.services
        )

    async def told(self) -> list[Card]:
        """The messages about requests in Agder's room, as they stand."""
        await self.settled()
        with self.desk.store.read(self.desk.at) as snapshot:
            keys = set(snapshot.session.exec(select(MessageRow.key).where(MessageRow.kind == "role-request")))
        return [post.card for post in self.chats["slack"].posts if post.key in keys and post.room == ROOM]


@pytest.fixture
async def gate(desk: Desk) -> Gate:
    gate = Gate(desk)
    await gate.settled()
    for chat in gate.chats.values():
        chat.posts.clear()
    return gate


async def test_it_shows_account_workspace_and_what_is_new(gate: Gate) -> None:
    with gate.desk.store.transaction() as session:
        note_workspace(session, "slack", "T7", "Et verksted")
    assert gate.called("slack:T1:U0ANNE", "Anne Dahl", "roller be-om Agder medlem").ok
    assert gate.called("slack:T7:U0BO", "Bo Lie", "roller be-om Agder leder").ok
    [card] = await gate.told()
    first, second = [block for block in card.body if isinstance(block, Item)]
    assert (first.lead, first.text) == (
        "Anne Dahl ber om å bli medarbeider i Agder.",
        "slack:T1:U0ANNE · Slack, arbeidsområdet T1",
    )
    assert second.text == (
        "slack:T7:U0BO · Slack, arbeidsområdet Et verksted (T7)\n"
        "Ingen i Agder skriver fra dette arbeidsområdet fra før."
    )
    assert [button.label for button in second.buttons] == ["Godkjenn: Bo Lie", "Avslå: Bo Lie"]
    assert gate.desk.press(KARI, card, "Godkjenn: Bo Lie").ok
    assert gate.roles("slack:T7:U0BO") == "leder"


FORGED = [
    "Kari Nordmann", "kari nordmann", "KARI  NORDMANN", "Nordmann, Kari", "Kari\u202e Nordmann",
    "Kari\u200b Nord\u00admann",
    "K\u0430ri Nordm\u0430nn", "\u039aari Nordmann", "Kari Nordman", "Karl Nordmann", "Kari N0rdmann", "Kari Nordrnann",
    "Kári Nordmann", "Ｋａｒｉ Ｎｏｒｄｍａｎｎ", "Kari (U999999) Nordmann", "Kari Nordmann \n",
]  # fmt: skip
OTHERS = ["Anne Dahl", "Kari Lie", "Per Nordmann", "Ola", "王小明", "Karianne Normannsen Vik"]


@pytest.mark.parametrize("name", FORGED)
async def test_a_name_like_a_holders_is_told_of(gate: Gate, name: str) -> None:
    assert gate.called("slack:T7:U0FALSK", name, "roller be-om Agder koordinator").ok
    [card] = await gate.told()
    assert f"ligner på Kari Nordmann, som er koordinator i Agder ({KARI})" in plain(card)
    assert "\u202e" not in plain(card)


@pytest.mark.parametrize("name", OTHERS)
async def test_another_name_is_not(gate: Gate, name: str) -> None:
    assert gate.called("slack:T7:U0NY", name, "roller be-om Agder medlem").ok
    [card] = await gate.told()
    assert "ligner på" not in plain(card)


async def test_who_asks_for_another_role_is_not_told_to_be_like_themselves(gate: Gate) -> None:
    assert gate.called(KARI, "Kari Nordmann", "roller be-om Agder leder").ok
    [card] = await gate.told()
    assert "ligner på" not in plain(card)


def test_names_without_latin_letters_are_compared_as_they_are() -> None:
    assert could_be("王小明", "王小明")
    assert not could_be("王小明", "王大明")
    assert not could_be("", "Kari")


async def test_two_hundred_requests_are_one_message(gate: Gate) -> None:
    for number in range(200):
        assert gate.called(f"slack:T7:U0N{number}", f"Nr {number}", "roller be-om Agder medlem").ok
    [card] = await gate.told()
    assert len([block for block in card.body if isinstance(block, Item)]) == MOST_SHOWN
    assert "190 forespørsler til. Skriv «roller»" in plain(card)
    with gate.desk.store.read(gate.desk.at) as snapshot:
        rows = snapshot.session.exec(select(MessageRow).where(MessageRow.kind == "role-request")).all()
        assert len([row for row in rows if row.recipient == "agder"]) == 1 + 1  # Kari's own, and this
    assert gate.desk.press(KARI, card, "Avslå: Nr 0").ok
    [card] = await gate.told()
    assert "Nr 10" in plain(card)  # the next one has come up
    assert "Avslått – Nr 0 ber om" in plain(card)


async def test_the_first_is_told_at_once_and_later_ones_where_it_stands(gate: Gate) -> None:
    assert gate.called("slack:T1:U0A", "Anne Dahl", "roller be-om Agder medlem").ok
    [card] = await gate.told()
    assert "Bo Lie" not in plain(card)
    assert gate.called("slack:T1:U0B", "Bo Lie", "roller be-om Agder medlem").ok
    [card] = await gate.told()
    assert "Anne Dahl" in plain(card)
    assert "Bo Lie" in plain(card)
    for label in ("Godkjenn: Anne Dahl", "Avslå: Bo Lie"):
        assert gate.desk.press(KARI, card, label).ok
    [card] = await gate.told()
    assert card.title == "Forespørsel om en rolle i Agder"
    assert not [block for block in card.body if isinstance(block, Item) and block.buttons]
    assert gate.called("slack:T1:U0C", "Cato Moe", "roller be-om Agder medlem").ok
    assert len(await gate.told()) == 2  # nobody would see it where all is answered


async def test_on_another_day_it_is_another_message(gate: Gate) -> None:
    assert gate.called("slack:T1:U0A", "Anne Dahl", "roller be-om Agder medlem").ok
    await gate.told()
    gate.desk.at += timedelta(days=1)
    assert gate.called("slack:T1:U0B", "Bo Lie", "roller be-om Agder medlem").ok
    assert len(await gate.told()) == 2


async def test_an_account_has_one_request_to_an_organisation(gate: Gate) -> None:
    """Another role takes its place: the button for the first one gives nothing, and says so."""
    assert gate.called("slack:T1:U0A", "Anne Dahl", "roller be-om Agder medlem").ok
    [before] = await gate.told()
    assert gate.called("slack:T1:U0A", "Anne Dahl", "roller be-om Agder leder").ok
    [card] = await gate.told()
    assert "medarbeider" not in plain(card)
    assert "erstattet av en annen fra samme konto" in plain(gate.desk.press(KARI, before, "Godkjenn: Anne Dahl").card)
    assert gate.roles("slack:T1:U0A") == ""
    assert gate.called("slack:T1:U0A", "Anne Dahl", "roller be-om Rogaland medlem").ok
    assert gate.desk.press(KARI, card, "Godkjenn: Anne Dahl").ok
    assert gate.roles("slack:T1:U0A") == "leder"
    assert [row.state for row in gate.rows(RoleRequestRow) if isinstance(row, RoleRequestRow)] == [
        "granted", "replaced", "granted", "open",
    ]  # fmt: skip


def test_few_an_hour(gate: Gate) -> None:
    asked = [
        gate.called("slack:T1:U0A", "Anne Dahl", f"roller be-om {name} medlem")
        for name in ("Agder", "Rogaland", "Siva", "KS", "Oslo", "Vestland")
    ]
    assert [one.ok for one in asked] == [True] * 5 + [False]
    assert "igjen etter kl. 11.00" in plain(asked[-1].card)
    assert gate.called("slack:T1:U0B", "Bo Lie", "roller be-om Vestland medlem").ok
    gate.desk.at += timedelta(hours=1)
    assert gate.called("slack:T1:U0A", "Anne Dahl", "roller be-om Vestland medlem").ok


# -- ending ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [KARI, "ks", "slack:T1:U9"])
async def test_of_two_with_one_name_the_one_that_is_meant_is_ended(gate: Gate, who: str) -> None:
    for user in ("slack:T1:U0A", "slack:T7:U0A"):
        assert gate.called(user, "Anne Dahl", "roller be-om Agder leder").ok
        newest = max(row.id for row in gate.rows(RoleRequestRow) if isinstance(row, RoleRequestRow))
        assert gate.desk.reply(who, f"roller godkjenn {newest}").ok
    assert "leder: Anne Dahl (slack:T1:U0A), Anne Dahl (slack:T7:U0A)" in gate.say(KARI, "roller")
    for line in ("roller avslutt Agder leder", "roller avslutt Agder leder Anne Dahl"):
        asked = gate.desk.reply(who, line)
        assert not asked.ok
        labels = [button.label for button in asked.card.buttons]
        assert labels == ["Anne Dahl (slack:T1:U0A)", "Anne Dahl (slack:T7:U0A)"]
    ended = gate.desk.press(who, asked.card, "Anne Dahl (slack:T7:U0A)")
    assert ended.ok
    assert "slack:T7:U0A · Slack, arbeidsområdet T7" in plain(ended.card)
    assert (gate.roles("slack:T1:U0A"), gate.roles("slack:T7:U0A")) == ("leder", "")


@pytest.mark.parametrize("who", ["slack:T1:U0NY", "agder:member", "rogaland", "siva:leader"])
def test_who_may_not_end_it_learns_no_account(gate: Gate, who: str) -> None:
    for line in ("roller avslutt Agder koordinator Kari Nordmann", f"roller avslutt Agder koordinator {KARI}"):
        assert "Dette kan gjøres av" in gate.refused(who, line)
    assert KARI not in gate.say(who, "roller Agder")


def test_an_administrator_stands_in_the_settings(gate: Gate) -> None:
    for line in ("roller avslutt Agder administrator slack:T1:U9", "roller gi Agder administrator slack:T1:U9"):
        assert "SAMHANDLING_ADMINS" in gate.refused(KARI, line)
    assert gate.desk.reply(KARI, "roller gi Agder leder slack:T1:U9").ok
    assert "også administrator" in gate.say(KARI, "roller avslutt Agder leder slack:T1:U9")


def test_a_role_held_through_another_account_shows_which_holds_it(gate: Gate) -> None:
    gate.join("teams:contoso:kari", KARI)
    assert f"koordinator: Kari Nordmann ({KARI}, koblet til teams:contoso:kari)" in gate.say(KARI, "roller")
    assert "ikke lenger koordinator" in gate.say("agder", "roller avslutt Agder koordinator teams:contoso:kari")
