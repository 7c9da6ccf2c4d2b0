"""Separating one of several accounts: the others stay together, and each of them hears of it."""

import pytest
from sqlmodel import select

from handlers.views.plain_text import plain
from storage.people.linked_accounts import parted
from storage.tables import AccountRow, MessageRow, PersonJoinRow
from tests.audit_log import entries_of
from tests.collecting_chat import Post
from tests.handlers.people.accounts_kit import KARI, KARI_TEAMS, PER_TEAMS, Chats

KARI_TOO = "slack:T2:U1"


@pytest.fixture
def three(chats: Chats) -> Chats:
    """Kari with three accounts: in Slack, who has made the codes, in Teams, and in another workspace."""
    return joined(chats)


def joined(chats: Chats) -> Chats:
    chats.join()
    chats.join(KARI_TOO)
    return chats


def told(chats: Chats) -> dict[str, Post]:
    """Title → the word of a separation, as it reads now, where it is one of its kind."""
    posts = [post for chat in chats.chats.values() for post in chat.posts if "er skilt fra denne" in post.card.title]
    assert len({post.card.title for post in posts}) == len(posts)
    return {post.card.title: post for post in posts}


@pytest.mark.parametrize(
    ("goes", "left"),
    [
        (2, {3: 1, 4: 3, 5: 1}),  # as they came
        (3, {2: 1, 4: 3, 5: 1}),  # with whom they brought along
        (4, {2: 1, 3: 1, 5: 1}),
        (1, {4: 3, 5: 3, 2: 3}),  # the oldest of those who were joined to them takes their place
    ],
)
def test_who_goes_and_who_stays(goes: int, left: dict[int, int]) -> None:
    """Two, three and five were joined to one, four to three."""
    assert parted({2: 1, 3: 1, 4: 3, 5: 1}, goes, [3, 1, 4, 5, 2]) == left


def test_the_last_of_two_leaves_no_join() -> None:
    assert parted({2: 1}, 1, [1, 2]) == {}
    assert parted({2: 1}, 2, [1, 2]) == {}


def test_without_the_one_they_were_joined_to_the_others_stay_one(any_chats: Chats) -> None:
    chats = joined(any_chats)
    chats.give(KARI_TEAMS, "Siva", "medlem")
    parted = chats.say(KARI_TEAMS, f"roller koble fjern {KARI} bekreft")
    assert "Skilt ut: Slack: U1 (slack:T1:U1)" in parted
    assert "Fortsatt koblet: Teams: Bruker kari (teams:contoso:kari), Slack: Bruker U1 (slack:T2:U1)" in parted
    assert "Roller på denne kontoen: medarbeider i Siva" in parted
    assert (chats.roles(KARI), chats.roles(KARI_TEAMS), chats.roles(KARI_TOO)) == (
        "koordinator",
        "medarbeider",
        "medarbeider",
    )
    assert [(row.person_id, row.joined_to) for row in chats.rows(PersonJoinRow) if isinstance(row, PersonJoinRow)] == [
        (3, 2)
    ]
    assert f"({KARI_TOO})" in chats.say(KARI_TEAMS, "roller koble")
    chats.join(KARI, KARI_TEAMS)  # and can be joined to again
    assert chats.roles(KARI_TOO) == "koordinator"


def test_the_audit_log_tells_what_was_removed_and_who_took_the_place(three: Chats) -> None:
    three.say(KARI_TEAMS, f"roller koble fjern {KARI} bekreft")
    entry = entries_of(three.desk.store)[-1]
    changes = {change["key"]: (change["before"], change["after"]) for change in entry.changes}
    assert changes.keys() == {2, 3}
    assert changes[3] == ({"joined_to": 1}, {"joined_to": 2})
    assert changes[2][1] is None


def test_before_it_is_done_it_says_what_would_be_separated_from_what(three: Chats) -> None:
    asked = three.desk.reply(KARI, f"roller koble fjern {KARI_TEAMS}")
    assert "Skilt ut: Teams" in plain(asked.card)  # she misses nothing, so it is done
    asked = three.desk.reply(KARI_TOO, f"roller koble fjern {KARI_TOO}")
    text = plain(asked.card)
    assert "Du skriver fra en konto som da ikke lenger er koordinator i Agder." in text
    assert "Skilt ut: Slack: Bruker U1 (slack:T2:U1)" in text
    assert "Igjen: Slack: U1 (slack:T1:U1)" in text
    assert three.roles(KARI_TOO) == "koordinator"


# -- word of it --------------------------------------------------------------------------------------------------------


async def test_each_of_the_others_hears_of_it(any_chats: Chats) -> None:
    """Also the one that is separated, which holds no role any more."""
    chats = joined(any_chats)
    await chats.settled()
    done = chats.say(KARI, f"roller koble fjern {KARI_TEAMS}")
    assert "De andre kontoene får beskjed." in done
    await chats.settled()
    gone, stays = told(chats)["Slack-kontoen er skilt fra denne"], told(chats)["Teams-kontoen er skilt fra denne"]
    assert (gone.room, stays.room) == ("kari", "U1")
    assert "U1 i Slack (slack:T1:U1) og denne kontoen deler ikke lenger roller." in gone.text
    assert "Det ble gjort fra slack:T1:U1." in gone.text
    assert "Ingen andre kontoer er koblet til denne." in gone.text
    assert "Én konto er fortsatt koblet til denne:\n\nSlack: U1 (slack:T1:U1)" in stays.text
    assert [(one.kind, one.recipient, one.status) for one in _messages(chats)] == [
        ("account-parted", f"agder:coordinator:3@{KARI_TOO}", "sent"),
        ("account-parted", f"agder:coordinator:2@{KARI_TEAMS}", "sent"),
    ]


def _messages(chats: Chats) -> list[MessageRow]:
    with chats.desk.store.read(chats.desk.at) as snapshot:
        return list(snapshot.session.exec(select(MessageRow).where(MessageRow.kind == "account-parted").order_by("id")))


async def test_whoever_has_taken_a_code_cannot_keep_the_other_account_unnoticed(chats: Chats) -> None:
    """Per has joined Kari's, and separates the one she made the code with; her other one can send him away."""
    chats.join(KARI_TOO)
    chats.give(KARI_TOO, "Siva", "medlem")
    chats.join(PER_TEAMS)
    await chats.settled()
    assert chats.desk.reply(PER_TEAMS, f"roller koble fjern {KARI} bekreft").ok
    await chats.settled()
    posts = [post for post in chats.chats["slack"].posts if "er skilt fra denne" in post.card.title]
    assert [post.card.title for post in posts] == [
        "Slack-kontoen er skilt fra denne",
        "Teams-kontoen er skilt fra denne",
    ]
    assert "Det ble gjort fra teams:contoso:per." in posts[1].text
    assert "Bruker per (teams:contoso:per)" in posts[0].text
    assert chats.desk.press(KARI_TOO, posts[0].card, "Skill fra: Teams").ok
    assert (chats.roles(KARI), chats.roles(KARI_TOO), chats.roles(PER_TEAMS)) == ("koordinator", "medarbeider", "")


async def test_the_word_follows_what_becomes_of_them(chats: Chats) -> None:
    chats.join()
    await chats.settled()
    assert chats.desk.reply(KARI, "roller koble fjern teams").ok
    await chats.settled()
    assert "Slack-kontoen er skilt fra denne" in _titles(chats)
    chats.join()
    await chats.settled()
    assert "Slack-kontoen er koblet til deg igjen" in _titles(chats)
    chats.give(KARI_TEAMS, "Siva", "medlem")
    assert chats.desk.reply(KARI_TEAMS, "roller koble fjern slack bekreft").ok
    await chats.settled()
    assert "Slack-kontoen er skilt fra denne" in _titles(chats)


def _titles(chats: Chats) -> list[str]:
    return [one.splitlines()[0] for one in chats.stand(KARI_TEAMS)]


async def test_no_room_is_told(chats: Chats) -> None:
    chats.say(KARI, "kanal Agder", room="C-agder")
    chats.join()
    await chats.settled()
    chats.chats["teams"].refusing["kari"] = "MessageWritesBlocked"
    assert chats.desk.reply(KARI, "roller koble fjern teams").ok
    await chats.settled()
    assert [post.card.title for post in chats.chats["slack"].posts if post.room == "C-agder"] == [
        "Kontoene i Agder er skilt igjen"  # of the joining, which was theirs to know
    ]
    assert [one.status for one in _messages(chats)] == ["cancelled"]


async def test_a_chat_that_nobody_serves_is_not_written_to(chats: Chats) -> None:
    chats.join()
    await chats.settled()
    chats.desk.platforms = frozenset({"slack"})
    chats.desk.__post_init__()
    assert "får beskjed" not in chats.say(KARI, "roller koble fjern teams")
    assert _messages(chats) == []


async def test_accounts_without_any_role_have_nothing_to_tell(chats: Chats) -> None:
    chats.join()
    assert chats.desk.reply("agder", "roller avslutt Agder koordinator U1").ok
    assert "får beskjed" not in chats.say(KARI, "roller koble fjern teams")
    assert _messages(chats) == []
    assert len(chats.rows(AccountRow)) == 2


def test_in_nynorsk_and_english(chats: Chats) -> None:
    for language, said in (("nn", "Skild ut: Teams"), ("en", "Taken away: Teams")):
        chats.say(KARI, "språk nb")
        chats.join()
        chats.say(KARI, f"språk {language}")
        assert said in chats.say(KARI, "roller koble fjern teams")
