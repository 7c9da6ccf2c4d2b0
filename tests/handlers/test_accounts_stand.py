"""What stands in the chats of one person's accounts: theirs however the accounts were joined, and no longer than so."""

from tests.handlers.accounts_kit import BOSS, KARI, KARI_TEAMS, Chats

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
    [told] = chats.stand(KARI_TEAMS)
    assert chats.desk.reply(KARI, "roller koble fjern slack bekreft").ok
    assert told in chats.pressed(KARI_TEAMS)
