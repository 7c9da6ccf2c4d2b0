"""One person, several accounts: a code made in one chat and typed in another, and what can go wrong with it."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from domain.accounts import Address
from domain.organisations import Role
from handlers.views.plain_text import plain
from storage.people.recipients import address_of, recipients_for
from storage.tables import AccountRow, LinkAttemptRow, LinkCodeRow, MessageRow, PersonJoinRow, RoleRow, Row
from tests.audit_log import entries_of
from tests.handlers.people.accounts_kit import BOSS, CODE, KARI, KARI_TEAMS, PER, PER_TEAMS, Chats

# -- joining -----------------------------------------------------------------------------------------------------------


async def test_a_code_from_one_chat_joins_the_account_in_the_other(any_chats: Chats) -> None:
    chats = any_chats
    made = chats.say(KARI, "roller koble")
    assert "Skriv dette til Samhandling i den andre chatten" in made
    assert "til kl. 10.10" in made
    assert "Slack: U1 (slack:T1:U1)" in made
    assert "kjenner deg ikke" in chats.say(KARI_TEAMS, "status")

    joined = chats.link(KARI_TEAMS, chats.code())
    assert "Teams: Bruker kari (teams:contoso:kari)" in joined
    assert "Roller: koordinator i Agder" in joined
    assert "De andre kontoene får beskjed." in joined

    assert chats.desk.reply(KARI_TEAMS, "møte ny vår 15.4.2027").ok
    assert chats.roles(KARI_TEAMS) == "koordinator"
    [told] = await chats.sent("slack")
    assert (told.room, told.card.title) == ("U1", "En Teams-konto er koblet til deg")
    assert "Bruker kari i Teams (teams:contoso:kari) kan fra nå av gjøre det du kan." in told.text
    assert chats.chats["teams"].posts == []


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{spaced}", "{joined}"])
def test_a_code_is_read_however_it_is_typed(chats: Chats, typed: str) -> None:
    code = chats.code()
    forms = {"lower": code.lower(), "spaced": code.replace("-", " "), "joined": code.replace("-", "")}
    assert "Kontoen er koblet" in chats.link(KARI_TEAMS, typed.format(code, **forms))


def test_in_nynorsk_and_english(chats: Chats) -> None:
    chats.say(KARI, "språk nn")
    found = re.search(r"roller kople (\S{9})\n", chats.say(KARI, "roller kople"))
    assert found
    assert "Kontoen er koblet til U1" in chats.link(KARI_TEAMS, found[1])
    chats.say(KARI, "språk en")
    assert "roles link " in chats.say(KARI, "roles link")


def test_a_code_is_good_once(chats: Chats) -> None:
    code = chats.code()
    assert "er koblet til" in chats.link(KARI_TEAMS, code)
    assert "feil, brukt eller for gammel" in chats.say(PER_TEAMS, f"roller koble {code}")
    assert chats.roles(PER_TEAMS) == ""


def test_a_code_is_good_for_ten_minutes(chats: Chats) -> None:
    code = chats.code()
    chats.desk.at += timedelta(minutes=10)
    assert "for gammel" in chats.say(KARI_TEAMS, f"roller koble {code}")
    code = chats.code()
    chats.desk.at += timedelta(minutes=9, seconds=59)
    assert "er koblet til" in chats.link(KARI_TEAMS, code)


def test_a_new_code_voids_the_old_one(chats: Chats) -> None:
    old, new = chats.code(), chats.code()
    assert old != new
    assert len(chats.rows(LinkCodeRow)) == 1
    assert "feil, brukt" in chats.say(KARI_TEAMS, f"roller koble {old}")
    assert "er koblet til" in chats.link(KARI_TEAMS, new)


def test_who_has_lost_their_role_has_no_code_either(chats: Chats) -> None:
    code = chats.code()
    assert "ikke lenger koordinator" in chats.say("agder", "roller avslutt Agder koordinator U1")
    assert "feil, brukt" in chats.say(KARI_TEAMS, f"roller koble {code}")


def test_without_a_role_there_is_nothing_to_share(chats: Chats) -> None:
    said = chats.refused(KARI_TEAMS, "roller koble")
    assert "ingen rolle å dele" in said
    assert "roller be-om Agder koordinator" in said
    assert "ingen rolle å dele" in chats.refused(BOSS, "roller koble")  # an administrator in the settings only
    assert "som en organisasjon" in chats.refused("agder", "roller koble")
    assert "som en organisasjon" in chats.refused("agder", f"roller koble {chats.code()}")


def test_the_maker_is_told_where_to_type_it(chats: Chats) -> None:
    code = chats.code()
    assert "i den andre chatten, ikke her" in chats.refused(KARI, f"roller koble {code}")
    assert "er koblet til" in chats.link(KARI_TEAMS, code)  # it is still good
    assert "alt koblet" in chats.refused(KARI_TEAMS, f"roller koble {chats.code()}")


def test_two_accounts_in_one_workspace_are_two_people(chats: Chats) -> None:
    code = chats.code()
    assert "bare én konto i samme arbeidsområde i Slack" in chats.refused(PER, f"roller koble {code}")
    chats.join()
    assert "arbeidsområde i Teams" in chats.refused(PER_TEAMS, f"roller koble {chats.code()}")
    assert "er koblet til" in chats.link("slack:T2:U1", chats.code())  # another workspace, same id


@pytest.mark.parametrize("typed", ["K7QF", "K7QF-3M2PX", "K7QF-3M20", "KODE-KODE", "alt", "CC:DD::GG"])
def test_what_cannot_be_a_code_is_not_counted(chats: Chats, typed: str) -> None:
    assert "som en kode" in chats.refused(KARI_TEAMS, f"roller koble {typed}")
    assert chats.rows(LinkAttemptRow) == []


# -- guessing ----------------------------------------------------------------------------------------------------------


def test_five_wrong_codes_an_hour(any_chats: Chats) -> None:
    chats = any_chats
    code = chats.code()
    wrong = next(one for one in ("K7QF-3M2P", "K7QF-3M2Q") if one != code)
    told = [chats.say(KARI_TEAMS, f"roller koble {wrong}") for _ in range(5)]
    assert "Du har 4 forsøk igjen denne timen." in told[0]
    assert "Du har ett forsøk igjen denne timen." in told[3]
    assert "Du har ingen forsøk igjen nå." in told[4]
    assert "igjen etter kl. 11.00" in chats.refused(KARI_TEAMS, f"roller koble {code}")  # the right one, too late
    assert len(chats.rows(LinkAttemptRow)) == 5

    assert "Du har 4 forsøk igjen" in chats.say(PER_TEAMS, f"roller koble {wrong}")  # others have their own five
    chats.desk.at += timedelta(minutes=60)
    assert "er koblet til" in chats.link(KARI_TEAMS, chats.code())
    assert "Du har 4 forsøk igjen" in chats.say(PER_TEAMS, f"roller koble {wrong}")
    assert len(chats.rows(LinkAttemptRow)) == 1  # what is an hour old is forgotten


def test_no_try_is_made_by_reading_on(chats: Chats) -> None:
    """«Les resten» looks ahead and undoes it: a code that was tried so would never be counted, right or wrong."""
    code = chats.code()
    wrong = next(one for one in ("K7QF-3M2P", "K7QF-3M2Q") if one != code)
    said = {chats.refused(who, f"les resten 1 roller koble {one}") for who in (PER, PER_TEAMS) for one in (code, wrong)}
    assert len(said) == 1
    assert "leses i deler" in said.pop()


def test_a_try_that_the_chat_sends_again_counts_once(chats: Chats) -> None:
    for _ in range(3):
        chats.desk.reply(KARI_TEAMS, "roller koble K7QF-3M2P", request="r-1")
    assert len(chats.rows(LinkAttemptRow)) == 1


# -- where others read -------------------------------------------------------------------------------------------------


def test_no_code_where_others_read_the_answer(chats: Chats) -> None:
    chats.join()
    said = chats.refused(KARI_TEAMS, "roller koble", room="19:fellesrom")
    assert "kan andre lese svaret" in said
    assert "direktemelding" in said
    assert "andre lese" in chats.refused(KARI_TEAMS, "roller koble fjern slack", room="19:fellesrom")
    assert chats.rows(LinkCodeRow) == []
    assert CODE.search(chats.say(KARI, "roller koble", room="C1"))  # Slack shows it to the asker alone
    assert CODE.search(chats.say(KARI_TEAMS, "roller koble"))


def test_a_code_typed_where_others_read_it_is_good_no_more(chats: Chats) -> None:
    code = chats.code()
    assert "gjelder ikke lenger" in chats.say(KARI_TEAMS, f"roller koble {code}", room="19:fellesrom")
    assert "feil, brukt" in chats.say(PER_TEAMS, f"roller koble {code}")
    assert chats.roles(KARI_TEAMS) == ""


def test_a_code_is_kept_nowhere(any_chats: Chats) -> None:
    chats = any_chats
    codes = [chats.code(), chats.code(), "K7QF-3M2P"]
    chats.say(KARI_TEAMS, f"roller koble {codes[2]}")
    chats.say(KARI_TEAMS, f"roles link {codes[1].lower()}")
    everything = repr([[row.model_dump() for row in chats.rows(kind)] for kind in _tables()]).upper()
    assert "SLACK:T1:U1" in everything  # what is looked through is what is kept
    for code in codes:
        assert code not in everything
        assert code.replace("-", "") not in everything
    lines = [entry.line for entry in entries_of(chats.desk.store)]
    assert lines[-4:] == ["roller koble", "roller koble", "roller koble …", "roller koble …"]


def _tables() -> list[type[Row]]:
    found, waiting = [], [Row]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        found += [kind for kind in kinds if hasattr(kind, "__tablename__") and hasattr(kind, "__table__")]
    return found


# -- two people who turn out to be one ---------------------------------------------------------------------------------


def test_two_persons_become_one_with_what_both_hold_and_no_more(chats: Chats) -> None:
    chats.give(KARI_TEAMS, "Siva", "medlem")
    chats.give(KARI_TEAMS, "Agder", "koordinator")
    chats.give(KARI_TEAMS, "Agder", "leder")
    assert "koordinator: U1 (slack:T1:U1), kari (teams:contoso:kari)" in chats.say("agder", "roller")
    joined = plain(chats.join().card)
    assert "Roller: koordinator i Agder, leder i Agder, medarbeider i Siva" in joined
    held = [  # each once
        "koordinator: U1 (slack:T1:U1, teams:contoso:kari)",
        "leder: U1 (teams:contoso:kari, koblet til slack:T1:U1)",
    ]
    assert chats.say("agder", "roller").splitlines()[-2:] == held
    for who in (KARI, KARI_TEAMS):
        assert chats.roles(who) == "koordinator, leder"
        assert "Dette kan gjøres av" in chats.refused(who, "møte ny nasjonalt vår 9.3.2027")

    assert "ikke lenger koordinator" in chats.say(KARI, "roller avslutt Agder koordinator")
    held = [
        "koordinator: ingen",
        "leder: U1 (teams:contoso:kari, koblet til slack:T1:U1)",
    ]  # whichever account it was given to, it has ended
    assert chats.say("agder", "roller").splitlines()[-2:] == held


def test_periods_that_overlap_are_one(chats: Chats) -> None:
    chats.give(KARI_TEAMS, "Agder", "koordinator")
    day = chats.desk.at.date()
    with chats.desk.store.transaction() as session:
        first, second = session.exec(select(RoleRow).order_by("id")).all()
        first.valid_from, first.valid_to = day - timedelta(days=40), day + timedelta(days=5)
        second.valid_from, second.valid_to = day - timedelta(days=5), day + timedelta(days=40)
        session.add(RoleRow(person_id=first.person_id, organisation="agder", role=Role.COORDINATOR, valid_from=day))
        session.add(
            RoleRow(
                person_id=second.person_id, organisation="agder", role=Role.COORDINATOR,
                valid_from=day - timedelta(days=90), valid_to=day - timedelta(days=60),
            )
        )  # fmt: skip
    chats.join()
    with chats.desk.store.read(chats.desk.at) as snapshot:
        periods = [(one.valid_from, one.valid_to) for one in snapshot.directory.holdings]
    assert periods == [
        (day - timedelta(days=40), None),
        (day - timedelta(days=90), day - timedelta(days=60)),
    ]
    assert chats.desk.reply(KARI_TEAMS, "roller avslutt Agder koordinator").ok
    assert "kjenner deg ikke" in chats.say(KARI, "status")


def test_the_audit_log_tells(chats: Chats) -> None:
    chats.join()
    entry = entries_of(chats.desk.store)[-1]
    assert (entry.account, entry.line) == (KARI_TEAMS, "roller koble bekreft 1")
    assert {str(change["table"]) for change in entry.changes} == {"person", "account", "person_join"}
    chats.say(KARI, "roller koble fjern teams")
    entry = entries_of(chats.desk.store)[-1]
    [change] = entry.changes
    assert entry.line == "roller koble fjern teams"
    assert (change["table"], change["after"]) == ("person_join", None)


def test_an_administrators_other_account_is_no_administrator(chats: Chats) -> None:
    chats.give(BOSS, "KS", "medlem")
    boss_teams = "teams:contoso:boss"
    chats.join(boss_teams, BOSS)
    assert "Administrator: ja" in chats.say(BOSS, "hvem-er-jeg")
    assert "Administrator" not in chats.say(boss_teams, "hvem-er-jeg")
    assert "Dette kan gjøres av" in chats.refused(boss_teams, f"roller gi Agder leder {PER}")


def test_a_persons_own_words_are_their_own_in_both_chats(chats: Chats) -> None:
    for line in ("møte ny høst 1.12.2026", "saksliste ny R42-2026-H Testfasilitet"):
        assert chats.desk.reply("agder", line).ok
    chats.give(PER, "Agder", "leder")
    chats.join()
    assert chats.desk.reply(KARI, "referat tekst 1/26: Orientering", at="2026-12-01 14:00").ok
    assert "[Erstatt]" in chats.say(PER, "referat tekst 1/26: Noe annet")
    changed = chats.say(KARI_TEAMS, "referat tekst 1/26: Orientering fra Siva")
    assert "[Erstatt]" not in changed
    assert "Orientering fra Siva" in chats.say(KARI, "referat vis R42-2026-H")


# -- a role given to a person in another chat --------------------------------------------------------------------------


@pytest.mark.parametrize("account", [KARI_TEAMS, "slack:T2:U0KARI77"])
def test_a_role_is_given_to_any_account_by_its_id(chats: Chats, account: str) -> None:
    assert chats.desk.reply(BOSS, f"roller gi Siva medlem {account}").ok
    assert chats.roles(account) == "medarbeider"
    assert chats.desk.reply("ks", f"roller gi Siva leder {account}").ok  # from the terminal as well
    assert len(chats.rows(AccountRow)) == 2


# -- separating --------------------------------------------------------------------------------------------------------


async def test_a_stolen_code_is_noticed_and_undone_with_a_button(any_chats: Chats) -> None:
    """Per has seen Kari's code and typed it in his own account; she hears of it, and he keeps what was his."""
    chats = any_chats
    chats.give(PER_TEAMS, "Siva", "medlem")
    chats.join(PER_TEAMS)
    assert "koordinator i Agder" in chats.say(PER_TEAMS, "roller koble")
    [told] = await chats.sent("slack")
    parted = chats.desk.press(KARI, told.card, "Skill fra: Teams")
    assert "medarbeider i Siva" in plain(parted.card)  # she is asked, since she would miss it
    assert chats.desk.press(KARI, parted.card, "Bekreft").ok
    assert (chats.roles(KARI), chats.roles(PER_TEAMS)) == ("koordinator", "medarbeider")
    assert chats.desk.reply(PER_TEAMS, "roller koble").ok
    assert "ikke koblet til noen andre" in chats.refused(PER_TEAMS, "roller koble fjern slack")


def test_who_has_taken_a_code_loses_what_it_gave_when_they_go(chats: Chats) -> None:
    """Even if it is the thief who separates the accounts: each keeps what it was given itself."""
    chats.join(PER_TEAMS)
    asked = chats.desk.reply(PER_TEAMS, "roller koble fjern slack")
    assert "Du skriver fra en konto som da ikke lenger er koordinator i Agder." in plain(asked.card)
    assert chats.roles(PER_TEAMS) == "koordinator"  # nothing has happened yet
    assert chats.desk.press(PER_TEAMS, asked.card, "Bekreft").ok
    assert chats.roles(PER_TEAMS) == ""
    assert chats.roles(KARI) == "koordinator"


def test_separated_accounts_can_be_joined_again(chats: Chats) -> None:
    chats.give(KARI_TEAMS, "Siva", "medlem")
    chats.join()
    assert "Teams-kontoen er skilt fra de andre" in chats.say(KARI, "roller koble fjern teams bekreft")
    assert (chats.roles(KARI), chats.roles(KARI_TEAMS)) == ("koordinator", "medarbeider")
    assert chats.rows(PersonJoinRow) == []
    joined = plain(chats.join(KARI, KARI_TEAMS).card)  # the other way round
    assert "Roller: koordinator i Agder, medarbeider i Siva" in joined


def test_a_code_dies_with_the_separation(chats: Chats) -> None:
    chats.join()
    code = chats.code(KARI_TEAMS)
    assert chats.desk.reply(KARI, "roller koble fjern teams").ok
    assert "feil, brukt" in chats.say("slack:T2:U5", f"roller koble {code}")


def test_the_last_account_stays(chats: Chats) -> None:
    assert "ikke koblet til noen andre" in chats.refused(KARI, "roller koble fjern slack")
    assert "ikke koblet til noen andre" in chats.refused(KARI_TEAMS, "roller koble fjern slack")


def test_of_several_accounts_the_right_one_goes(chats: Chats) -> None:
    chats.join()
    chats.join("slack:T2:U1")
    listed = chats.desk.reply(KARI_TEAMS, "roller koble")
    assert [button.label for button in listed.card.buttons] == ["Skill fra: Slack", "Skill fra: Slack"]
    for line in ("roller koble fjern", "roller koble fjern slack"):
        asked = chats.desk.reply(KARI_TEAMS, line)
        assert asked.problem
        assert asked.problem.code == "accounts.which"
    assert "blant dine" in chats.refused(KARI_TEAMS, "roller koble fjern telegram")
    assert chats.desk.press(KARI_TEAMS, asked.card, "slack:T2:U1").ok
    assert (chats.roles("slack:T2:U1"), chats.roles(KARI_TEAMS), chats.roles(KARI)) == (
        "",
        "koordinator",
        "koordinator",
    )


def test_who_was_brought_along_goes_along(chats: Chats) -> None:
    """Per's accounts were one before they were joined to Kari's: away from hers they are so again."""
    per, per_too = "teams:contoso:per", "slack:T2:U2"
    chats.give(per, "Siva", "leder")
    chats.join(per_too, per)
    chats.join(per)
    assert chats.roles(per_too) in ("leder", "koordinator")
    assert chats.desk.reply(KARI, "roller koble fjern teams bekreft").ok
    assert chats.roles(KARI) == "koordinator"
    assert (chats.roles(per), chats.roles(per_too)) == ("leder", "leder")


# -- where a person is written to --------------------------------------------------------------------------------------


async def test_a_person_is_reached_where_their_organisation_is(chats: Chats) -> None:
    chats.join()
    await chats.sent("slack")
    chats.write_to_kari()
    assert [post.room for post in await chats.sent("teams")] == ["kari"]  # no room anywhere: the newest account
    chats.say(KARI, "kanal Agder", room="C-agder")
    chats.write_to_kari()
    assert [post.room for post in await chats.sent("slack")] == ["U1"]
    chats.say(KARI_TEAMS, "kanal Agder", room="19:agder")
    chats.write_to_kari()
    assert [post.room for post in await chats.sent("teams")] == ["kari"]


async def test_an_account_that_refuses_gives_way_to_the_other_before_the_room(chats: Chats) -> None:
    chats.join()
    chats.join("slack:T2:U1")
    chats.say(KARI, "kanal Agder", room="C-agder")
    for chat in chats.chats.values():
        await chats.sent(chat.platform)
        chat.posts.clear()
        chat.tried.clear()
    chats.chats["slack"].refusing["U1"] = "user_disabled"  # in both workspaces
    chats.write_to_kari()
    await chats.sent("slack")
    assert chats.chats["slack"].tried == ["slack:T1:U1", "slack:T2:U1"]
    assert [post.room for post in chats.chats["teams"].posts] == ["kari"]

    chats.chats["teams"].refusing["kari"] = "MessageWritesBlocked"
    chats.write_to_kari()
    assert [post.room for post in await chats.sent("slack")] == ["C-agder"]


async def test_word_of_a_new_account_goes_to_each_of_the_others_and_to_no_room(chats: Chats) -> None:
    chats.say(KARI, "kanal Agder", room="C-agder")
    chats.give("slack:T2:U1", "Siva", "medlem")
    chats.join()
    await chats.sent("slack")
    chats.chats["slack"].refusing["U1"] = "user_disabled"
    chats.chats["teams"].posts.clear()
    chats.join("slack:T2:U1")
    [to_all] = await chats.sent("slack")  # what the room reads is what it means for Agder, not what the account gets
    assert (to_all.room, to_all.card.title) == ("C-agder", "En konto er koblet til en annen i Agder")
    [told] = chats.chats["teams"].posts
    assert (told.room, told.card.title) == ("kari", "En Slack-konto er koblet til deg")
    asked = chats.desk.press(KARI_TEAMS, told.card, "Skill fra: Slack")
    assert chats.desk.press(KARI_TEAMS, asked.card, "Bekreft").ok
    assert chats.roles("slack:T2:U1") == "medarbeider"
    kinds = [row for row in chats.rows(MessageRow) if isinstance(row, MessageRow) and row.kind == "account-linked"]
    assert [row.status for row in kinds] == ["sent", "cancelled", "sent"]


async def test_one_digest_however_many_accounts(chats: Chats) -> None:
    """Recipients are known by the person; who was another person before is reached as who they are now."""
    chats.give(KARI_TEAMS, "Agder", "leder")
    chats.join()
    with chats.desk.store.read(chats.desk.at) as snapshot:
        directory, day = snapshot.directory, snapshot.today
        platforms = chats.desk.platforms
        assert recipients_for(directory, "agder", 5, day, platforms) == (
            ("agder", False),
            ("agder:coordinator:1", True),
        )
        before = address_of(directory, "agder:leader:2", day, platforms)  # put in the outbox before they were joined
        assert before == address_of(directory, "agder:coordinator:1", day, platforms)
        assert before == Address("teams", "contoso", "kari", direct=True)
