"""What nobody can tell the fate of, as a conversation: KS hears once, and sends it anyway or lets it be."""

import asyncio
from collections.abc import Iterable

import pytest
from sqlmodel import select

from bot.clock import FixedClock
from bot.delivery.sender import LEASE, Sender
from handlers.cards import Block, Button
from handlers.messages.draw import draw
from handlers.messages.redraw import redraw
from handlers.messages.reminders import put_due
from storage.delivery.doubted import tell_of_doubted
from storage.delivery.restore_epoch import raise_epoch
from storage.tables import MessageRow
from tests.collecting_chat import CollectingChat, Post
from tests.desk import Desk, oslo
from tests.handlers.people.test_roles_rooms import refused

BOTH = frozenset({"slack", "teams"})
KS, KS_MEMBER, SIVA, ADMIN = "U1", "U3", "teams:contoso:siv", "slack:T2:U9"
TITLE = "Usikkert om 2 meldinger har kommet fram"


class Installation:
    """KS in Slack, Siva in Teams, which can't be searched."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.clock = desk, FixedClock(desk.at)
        self.slack = CollectingChat("slack", clock=self.clock)
        self.teams = CollectingChat("teams", searchable=False, clock=self.clock)
        chats = {"slack": self.slack, "teams": self.teams}
        self.sender = Sender(desk.store, chats, draw, self.clock, parallel=1)

    def at(self, when: str) -> list[Post]:
        """A tick, and what comes of it; then everything has time to be looked up."""
        self.desk.at = oslo(when)
        self.clock.move_to(self.desk.at)
        before = len(self.slack.posts), len(self.teams.posts)
        for _ in range(2):
            tell_of_doubted(self.desk.store, self.clock.now(), BOTH)
            put_due(self.desk.store, self.clock.now(), BOTH)
            asyncio.run(self.sender.run_once())
            self.clock.advance(LEASE + 1)
        self.desk.at = self.clock.now()
        return [*self.slack.posts[before[0] :], *self.teams.posts[before[1] :]]


@pytest.fixture
def house(any_desk: Desk) -> Installation:
    desk = any_desk
    desk.platforms, desk.admins = BOTH, frozenset({ADMIN})
    desk.__post_init__()
    for role in (f"KS koordinator slack:T1:{KS}", f"KS medlem slack:T1:{KS_MEMBER}", f"Siva koordinator {SIVA}"):
        assert desk.reply("ks", f"roller gi {role}", at="2026-11-20 09:00").ok
    desk.say(KS, "kanal KS", room="C-ks")
    desk.say(SIVA, "kanal Siva", room="19:siva")
    made = Installation(desk)
    made.at("2026-11-20 09:30")
    return made


@pytest.fixture
def put_back(house: Installation) -> Installation:
    """KS has given Siva two things to do; then a backup from before they were sent is put back."""
    for what in ("skisse", "budsjett"):
        house.desk.say(KS, f"oppfølging ny Siva: levere {what} innen 29.1.2027", at="2026-11-23 09:00")
    raise_epoch(house.desk.store, oslo("2026-11-23 09:01"))
    return house


def word(posts: list[Post]) -> Post:
    """What KS is told of them."""
    [found] = [one for one in posts if one.card.title == TITLE]
    return found


def in_teams(house: Installation) -> list[str]:
    return [one.text for one in house.teams.posts if one.card.title == "Nytt oppfølgingspunkt fra KS"]


def statuses(house: Installation) -> list[str]:
    with house.desk.store.transaction() as session:
        query = select(MessageRow).where(MessageRow.kind == "new-follow-up").order_by("id")
        return [str(one.status) for one in session.exec(query)]


def test_ks_coordinators_are_shown_them_first_once_and_directly(put_back: Installation) -> None:
    told = word(put_back.at("2026-11-23 09:05"))
    assert told.room == KS
    assert in_teams(put_back) == []
    assert told.text.count("Nytt oppfølgingspunkt") == 2
    assert told.text.count("Til Siva. Fra 23. nov. 2026.") == 2
    assert "skisse" not in told.text, "what it is and whom it is to, never what it says"
    for day in ("2026-11-23 09:15", "2026-11-24 09:00", "2026-11-25 09:00"):
        assert not [one for one in put_back.at(day) if one.card.title == TITLE]
    assert "Usikkert om meldinger er kommet fram: Siva (2)" in put_back.desk.say(KS, "status")


def test_send_all_and_they_say_that_they_may_be_a_repetition(put_back: Installation) -> None:
    told = word(put_back.at("2026-11-23 09:05"))
    desk = put_back.desk
    reply = desk.press(KS, told.card, "Send alle likevel")
    assert reply.card.title == "2 meldinger sendes"
    put_back.at("2026-11-23 10:00")
    sent = in_teams(put_back)
    assert len(sent) == 2
    assert all("Mulig gjentakelse" in one for one in sent)
    assert statuses(put_back) == ["sent", "sent"]
    assert "Usikkert" not in desk.say(KS, "status")
    assert "allerede bestemt" in refused(desk.press(KS, told.card, "Send alle likevel")), "once"
    assert len(in_teams(put_back)) == 2


def test_one_is_sent_and_the_other_let_be(put_back: Installation) -> None:
    put_back.at("2026-11-23 09:05")
    desk = put_back.desk
    listed = desk.reply(KS, "usikre").card
    assert listed.title == TITLE
    first, second = (int(button.line.split()[-1]) for button in _buttons(listed.body, "Send likevel"))
    assert desk.say(KS, f"usikre send {first}").startswith("Meldingen sendes")
    left = desk.reply(KS, "usikre").card
    assert left.title == "Usikkert om én melding har kommet fram"
    assert desk.say(KS, f"usikre la {second}").startswith("Meldingen sendes ikke igjen")
    assert desk.say(KS, "usikre") == "Ingen meldinger er usikre"
    put_back.at("2026-11-24 10:00")
    [sent] = in_teams(put_back)
    assert "skisse" in sent
    assert statuses(put_back) == ["sent", "cancelled"]


@pytest.mark.parametrize(
    ("decided", "says"), [("2026-11-23 11:00", "Mulig gjentakelse"), ("2026-11-24 11:00", "enere enn")]
)
def test_a_reminder_that_was_held_back(house: Installation, decided: str, says: str) -> None:
    """Sent on its own day it may be a repetition; later it comes with what else there is to say, late."""
    desk = house.desk
    desk.say(KS, "oppfølging ny Siva: levere skisse innen 14.12.2026", at="2026-11-20 10:00")
    house.at("2026-11-20 10:05")
    put_due(desk.store, oslo("2026-11-23 09:00"), BOTH)
    raise_epoch(desk.store, oslo("2026-11-23 09:01"))
    [told] = [one for one in house.at("2026-11-23 09:05") if one.room == KS]
    assert told.card.title == "Usikkert om én melding har kommet fram"
    house.at(decided)
    before = len(house.teams.posts)
    assert desk.reply(KS, "usikre send alle").ok
    house.at(decided.replace("11:00", "11:30"))
    house.at("2026-11-25 09:00")
    [digest] = house.teams.posts[before:]
    assert "levere skisse" in digest.text
    assert says in digest.text


def test_the_word_that_stands_shows_what_is_left(put_back: Installation) -> None:
    told = word(put_back.at("2026-11-23 09:05"))
    desk = put_back.desk
    numbers = [button.line.split()[-1] for button in _buttons(told.card.body, "La ligge")]
    desk.say(KS, f"usikre la {numbers[0]}")
    with desk.store.read(desk.at) as snapshot:
        query = select(MessageRow).where(MessageRow.kind == "messages-doubted")
        [message] = snapshot.session.exec(query)
        assert redraw(snapshot, message, ()).title == "Usikkert om én melding har kommet fram"
    before = put_back.slack.updates
    put_back.at("2026-11-23 10:00")
    assert put_back.slack.updates == before + 1
    desk.say(KS, "usikre la alle")
    with desk.store.read(desk.at) as snapshot:
        assert redraw(snapshot, message, ()).title == "Det er bestemt hva som skjer med meldingene"


@pytest.mark.parametrize("line", ["usikre", "usikre send alle", "usikre la alle"])
def test_ks_decides_and_who_administers_and_nobody_else(put_back: Installation, line: str) -> None:
    put_back.at("2026-11-23 09:05")
    desk = put_back.desk
    for who in (KS_MEMBER, SIVA, "slack:T1:U7"):
        told = refused(desk.reply(who, line))
        assert "Siva" not in told.replace("koordinator", ""), told
    assert statuses(put_back) == ["undeliverable", "undeliverable"]
    assert desk.reply(ADMIN, line).ok


@pytest.mark.parametrize("line", ["usikre send", "usikre send den første", "usikre la 12a"])
def test_which_must_be_said(put_back: Installation, line: str) -> None:
    put_back.at("2026-11-23 09:05")
    assert "numrene" in refused(put_back.desk.reply(KS, line))
    assert statuses(put_back) == ["undeliverable", "undeliverable"]


def test_after_a_fortnight_nobody_is_asked_any_more(put_back: Installation) -> None:
    put_back.at("2026-11-23 09:05")
    assert put_back.desk.say(KS, "usikre") != "Ingen meldinger er usikre"
    put_back.at("2026-12-08 09:00")
    assert put_back.desk.say(KS, "usikre") == "Ingen meldinger er usikre"


@pytest.mark.parametrize(("language", "title"), [
    ("nynorsk", "Usikkert om 2 meldingar har kome fram"),
    ("english", "It is uncertain whether 2 messages arrived"),
])  # fmt: skip
def test_in_the_language_of_ks(put_back: Installation, language: str, title: str) -> None:
    put_back.desk.say(KS, f"språk {language}")
    assert title in {one.card.title for one in put_back.at("2026-11-23 09:05")}


def _buttons(body: Iterable[Block], label: str) -> list[Button]:
    return [one for block in body for one in getattr(block, "buttons", ()) if one.label == label]
