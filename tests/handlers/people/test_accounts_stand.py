"""What stands in the chats of one person's accounts: theirs however the accounts were joined, and no longer than so."""

from datetime import timedelta

import pytest

from handlers.messages.recipes import RECIPES
from handlers.messages.redraw import redraw
from handlers.messages.reminders import put_due
from handlers.views.plain_text import plain
from storage.tables import MessageRow, MessageStatus, RedrawRow, RoleRow
from tests.desk import oslo
from tests.handlers.agreements.agreement_kit import in_force
from tests.handlers.minutes.minutes_kit import REF
from tests.handlers.people.accounts_kit import BOSS, KARI, KARI_TEAMS, PER, Chats

NO_LONGER = "Denne meldingen er ikke lenger til deg"


# -- whose it is -------------------------------------------------------------------------------------------------------


async def test_a_role_given_to_a_joined_account_is_the_persons(chats: Chats) -> None:
    chats.join()
    assert chats.desk.reply(KARI_TEAMS, "roller be-om Siva medlem").ok
    assert chats.desk.reply(BOSS, "roller godkjenn 1").ok
    await chats.settled()
    [told] = [text for text in chats.stand(KARI_TEAMS) if "medarbeider" in text]
    assert "Du er nå medarbeider i Siva" in told
    assert told in chats.pressed(KARI_TEAMS)


async def test_what_somebody_was_told_before_they_joined_stays_theirs(chats: Chats) -> None:
    chats.give(KARI_TEAMS, "Siva", "koordinator")
    chats.write_to("siva:coordinator:2")
    await chats.settled()
    [told] = chats.stand(KARI_TEAMS)
    assert "kom ikke fram" in told
    chats.join(KARI_TEAMS, KARI)
    chats.say(KARI_TEAMS, "kanal Siva", room="19:siva")  # a change that it shows
    await chats.settled()
    [told] = chats.stand(KARI_TEAMS)
    assert "har igjen en kanal" in told


async def test_it_stays_theirs_when_the_person_it_was_to_has_left_them(chats: Chats) -> None:
    """Sent to who they were together, read at the account that stays, which holds the role itself."""
    chats.give(KARI_TEAMS, "Agder", "koordinator")
    chats.join()
    await chats.settled()
    chats.write_to_kari()
    await chats.settled()
    told = chats.stand(KARI_TEAMS)[-1]
    assert chats.desk.reply(KARI, "roller koble fjern slack bekreft").ok
    assert told in chats.pressed(KARI_TEAMS)


@pytest.mark.parametrize("kind", RECIPES)
def test_every_kind_can_be_drawn_again_wherever_it_stands(chats: Chats, kind: str) -> None:
    """To a room, to a person, to who has been joined to another, and to one account of theirs."""
    chats.join()
    in_force(chats.desk)
    assert chats.desk.reply(KARI, "kanal Agder", room="C-agder").ok
    for who, line in (
        (KARI, "roller be-om Rogaland medlem"),
        (KARI, "oppfølging ny Siva: tall innen 15.12"),
        (KARI, "oppfølging ny Siva: plan innen 15.12"),
        ("siva", "tiltak Agder T1.2 status forsinket, 1 av 25"),
    ):
        assert chats.desk.reply(who, line).ok
    facts = {
        "account": KARI_TEAMS, "agreement": "1", "answer": "1", "draft": "1", "follow_up": "1", "follow_ups": "1,2",
        "from": "siva", "measure": "1", "meeting": REF, "name": "Kari", "organisation": "agder", "request": "1",
        "step": "convene", "version": "1", "given": "1", "ended": "1", "by": KARI, "person": "1", "joined_to": "2",
        "room": "slack:T1:C-agder", "to": "agder", "through": "slack:T1", "since": "2026-11-23T09:00:00+00:00",
    }  # fmt: skip
    slack, teams = ("slack", "T1", "U1"), ("teams", "contoso", "kari")
    for recipient, place in (
        ("agder", ("slack", "T1", "C-agder")),
        ("agder:coordinator:1", slack),
        ("agder:coordinator:1", teams),
        ("agder:coordinator:2", teams),
        (f"agder:coordinator:1@{KARI}", slack),
        (f"agder:coordinator:2@{KARI_TEAMS}", teams),
    ):
        message = MessageRow(
            id=77, key="k", kind=kind, recipient=recipient, organisation="agder", facts=facts, cause=1,
            created_at=chats.desk.at, room_direct=recipient != "agder", status=MessageStatus.SENT,
            room_platform=place[0], room_workspace=place[1], room_channel=place[2],
        )  # fmt: skip
        with chats.desk.store.read(chats.desk.at) as snapshot:
            card = redraw(snapshot, message, ())
        assert card.title, recipient
        assert "ikke lenger til deg" not in plain(card), recipient


# -- word of an account ------------------------------------------------------------------------------------------------


async def test_word_of_a_new_account_turns_into_word_of_its_going(chats: Chats) -> None:
    """The button in the message does it, and the message says so where it stands."""
    chats.join()
    await chats.settled()
    [told] = chats.pressed(KARI)
    assert told.startswith("En Teams-konto er koblet til deg")
    assert "[Skill fra: Teams]" in told
    assert chats.desk.reply(KARI, f"roller koble fjern {KARI_TEAMS}").ok
    [told] = chats.pressed(KARI)
    assert "Teams-kontoen er skilt fra deg igjen" in told
    assert "Bruker kari i Teams (teams:contoso:kari) var koblet til denne kontoen" in told
    assert "[" not in told


async def test_word_of_an_account_is_the_accounts_own_whatever_role_it_has(chats: Chats) -> None:
    chats.join()
    await chats.settled()
    [told] = chats.stand(KARI)
    assert chats.desk.reply("agder", "roller avslutt Agder koordinator U1").ok
    assert chats.pressed(KARI) == [told]


async def test_who_has_come_and_gone_before_it_was_sent_is_told_of_all_the_same(chats: Chats) -> None:
    chats.join()
    assert chats.desk.reply(KARI_TEAMS, "roller koble fjern slack bekreft").ok
    await chats.settled()
    [told] = [one for one in chats.stand(KARI) if "var koblet til" in one]
    assert "skilt fra deg igjen" in told


# -- what is changed is drawn anew -------------------------------------------------------------------------------------


async def test_separated_from_who_holds_the_role_it_is_theirs_no_more(chats: Chats) -> None:
    chats.join()
    await chats.settled()
    chats.write_to_kari()
    await chats.settled()
    [told] = chats.stand(KARI_TEAMS)
    assert "kom ikke fram" in told
    assert chats.desk.reply(KARI, "roller koble fjern teams bekreft").ok
    await chats.settled()
    [told] = [one for one in chats.stand(KARI_TEAMS) if one.startswith(NO_LONGER)]
    assert "Den gjaldt rollen koordinator i Agder, som du ikke har lenger." in told
    [told] = [one for one in chats.stand(KARI) if "var koblet til" in one]  # word of the account, as it is now
    assert "skilt fra deg igjen" in told


async def test_joined_again_it_is_theirs_again(chats: Chats) -> None:
    await test_separated_from_who_holds_the_role_it_is_theirs_no_more(chats)
    chats.join()
    await chats.settled()
    assert [one for one in chats.stand(KARI_TEAMS) if "kom ikke fram" in one]


async def test_a_role_of_either_account_that_ends_is_over_for_both(chats: Chats) -> None:
    """The role was given to the account in Teams; the message is to who they are together."""
    chats.give(KARI_TEAMS, "Siva", "koordinator")
    chats.join()
    await chats.settled()
    chats.write_to("siva:coordinator:1")
    await chats.settled()
    assert "kom ikke fram" in chats.stand(KARI_TEAMS)[-1]
    assert chats.desk.reply(KARI, "roller avslutt Siva koordinator").ok
    await chats.settled()
    assert chats.stand(KARI_TEAMS)[-1].startswith(NO_LONGER)


async def test_and_so_it_is_for_what_was_told_before_they_were_joined(chats: Chats) -> None:
    """What the account in Teams was given has run out by itself; what the one in Slack was given is ended."""
    chats.give(KARI_TEAMS, "Agder", "koordinator")
    chats.write_to("agder:coordinator:2")
    await chats.settled()
    chats.join()
    with chats.desk.store.transaction() as session:
        session.get_one(RoleRow, 2).valid_to = chats.desk.at.date()
    chats.desk.at += timedelta(days=2)
    await chats.settled()
    assert "kom ikke fram" in chats.stand(KARI_TEAMS)[0]
    assert chats.desk.reply(KARI_TEAMS, "roller avslutt Agder koordinator").ok
    await chats.settled()
    assert chats.stand(KARI_TEAMS)[0].startswith(NO_LONGER)


async def test_nobody_elses_messages_are_drawn_anew(chats: Chats) -> None:
    chats.give(PER, "Siva", "koordinator")
    chats.write_to("siva:coordinator:2")
    chats.join()
    await chats.settled()
    assert chats.desk.reply(KARI, "roller koble fjern teams bekreft").ok
    marked = {row.message_id for row in chats.rows(RedrawRow) if isinstance(row, RedrawRow)}
    rows = [row for row in chats.rows(MessageRow) if isinstance(row, MessageRow)]
    assert {row.kind for row in rows if row.id in marked} == {"account-linked"}


# -- reminders on the day of joining -----------------------------------------------------------------------------------


async def test_who_joins_between_the_tick_and_the_sending_gets_one_digest(any_chats: Chats) -> None:
    """Kari is told as coordinator in Slack and as leader in Teams; she is one person before either has gone out."""
    chats = any_chats
    chats.give(KARI_TEAMS, "Agder", "leder")
    for line in ("kanal Agder", "oppfølging ny Agder: levere skisse innen 24.11"):
        assert chats.desk.reply(KARI, line, room="C-agder").ok
    for day in ("2026-11-24", "2026-11-25", "2026-11-27", "2026-12-01"):
        await chats.settled()
        chats.desk.at = oslo(f"{day} 09:00")
        put_due(chats.desk.store, chats.desk.at, chats.desk.platforms)
    before = {account: len(chats.stand(account)) for account in (KARI, KARI_TEAMS)}
    chats.join()
    await chats.settled()
    new = [one for account in (KARI, KARI_TEAMS) for one in chats.stand(account)[before[account] :]]
    assert len([one for one in new if "O-1" in one]) == 1
