"""The way in, roles, rooms and languages as conversations; what happens when a room refuses."""

from datetime import date
from typing import TypeVar

import pytest
from sqlmodel import select

from handlers.cards import Reply
from handlers.core.invocation import Invocation
from handlers.views.plain_text import plain
from storage.delivery.digests import UNKNOWN
from storage.tables import (
    AccountRow,
    MessageRow,
    MessageStatus,
    PersonRow,
    RoleRequestRow,
    RoleRow,
    RoomRow,
    Row,
)
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin
from tests.audit_log import entries_of
from tests.collecting_chat import Office, about
from tests.desk import Desk

OneRow = TypeVar("OneRow", bound=Row)


def rows(store: Store, kind: type[OneRow]) -> list[OneRow]:
    with store.transaction() as session:
        return list(session.exec(select(kind)))


def refused(reply: Reply) -> str:
    assert reply.problem is not None, plain(reply.card)
    return f"{reply.problem.problem} {reply.problem.hint}"


def labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.card.buttons]


def let_in(desk: Desk, user: str, organisation: str, role: str) -> None:
    """Somebody asks for a role, and the organisation's console approves."""
    assert desk.reply(user, f"roller be-om {organisation} {role}").ok
    number = max(row.id for row in rows(desk.store, RoleRequestRow))
    assert desk.reply("ks", f"roller godkjenn {number}").ok


# -- strangers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["", "hei", "hva kan du?", "status", "mine", "ferdig O-1", "møte ny nasjonalt vår 9.3.2027", "🙂", "x" * 4000],
)
def test_a_stranger_gets_a_friendly_word_whatever_it_says(desk: Desk, line: str) -> None:
    reply = desk.reply("U7", line)
    assert "kjenner deg ikke ennå" in reply.card.title
    assert "Kontoen din: slack:T1:U7" in plain(reply.card)
    assert labels(reply)[:4] == [
        f"Be om rolle: {name}" for name in ("KS", "Innovasjon Norge", "Siva", "Forskningsrådet")
    ]
    assert len(labels(reply)) == 19


def test_a_stranger_who_may_not_is_shown_the_way_in(desk: Desk) -> None:
    for line in ("kanal Agder", "roller godkjenn 1", "roller gi Agder koordinator @U123456"):
        desk.reply("U8", "roller be-om Agder koordinator")
        reply = desk.reply("U7", line, room="C1")
        assert "Dette kan gjøres av" in refused(reply), line
        assert "Be om rolle: Agder" in labels(reply), line


def test_a_stranger_can_read_the_help_and_the_model_and_who_it_is(desk: Desk) -> None:
    assert "Dette kan du be om" in desk.say("U7", "hjelp")
    assert "Frosta" in desk.say("U7", "om modellen")
    who = desk.reply("U7", "hvem-er-jeg")
    assert "Konto: slack:T1:U7" in plain(who.card)
    assert "Be om rolle: Agder" in labels(who)


# -- asking and approving ----------------------------------------------------------------------------------------------


def test_from_asking_to_acting_with_buttons(any_desk: Desk) -> None:
    desk, office = any_desk, Office(any_desk)
    welcome = desk.reply("U7", "hei")
    asked = desk.reply("U7", "roller be-om Agder koordinator")
    assert "Du har bedt om å bli koordinator i Agder" in plain(asked.card)
    assert "kjenner deg ikke" in plain(desk.reply("U7", "status").card)

    letters = office.turn()
    assert [(post.room, post.card.title) for post in letters] == [
        ("agder", "Noen ber om en rolle i Agder"),  # nobody there can decide yet: KS is asked too
        ("ks", "Noen ber om en rolle i Agder"),
    ]
    assert "Bruker U7 ber om å bli koordinator i Agder." in letters[0].text
    assert not desk.press("U8", letters[0].card, "Godkjenn: Bruker U7").ok
    approved = desk.press("agder", letters[0].card, "Godkjenn: Bruker U7")
    assert "Bruker U7 er nå koordinator i Agder" in plain(approved.card)
    assert "alt godkjent" in refused(desk.press("ks", letters[1].card, "Godkjenn: Bruker U7"))
    assert "alt godkjent" in refused(desk.press("ks", letters[1].card, "Avslå: Bruker U7"))

    assert desk.reply("U7", "møte ny vår 15.4.2027").ok
    entry = entries_of(desk.store)[-1]
    assert (entry.account, entry.organisation, entry.line) == ("slack:T1:U7", "agder", "møte ny vår 15.4.2027")
    assert "Roller: koordinator" in desk.say("U7", "hvem-er-jeg")
    assert "koordinator: Bruker U7" in desk.say("agder", "roller")

    assert desk.press("U9", welcome.card, "Be om rolle: Agder").ok
    again = office.turn()
    assert [post.room for post in again] == ["agder"]  # now somebody there decides
    assert desk.press("U7", again[0].card, "Avslå: Bruker U9").ok
    assert "kjenner deg ikke" in plain(desk.reply("U9", "status").card)


def test_a_request_is_made_once_and_a_role_held_is_not_asked_for(desk: Desk) -> None:
    desk.say("U7", "roller be-om Agder koordinator")
    assert "alt spurt Agder" in refused(desk.reply("U7", "roller be-om Agder koordinator"))
    assert desk.reply("U7", "roller be-om Rogaland koordinator").ok
    assert len(rows(desk.store, RoleRequestRow)) == 2
    desk.say("agder", "roller godkjenn 1")
    assert "alt denne rollen" in refused(desk.reply("U7", "roller be-om Agder koordinator"))
    assert desk.reply("U7", "roller be-om Agder leder").ok


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("roller be-om Agder koordinator", "coordinator"),
        ("roller be om agder KOORDINATOR", "coordinator"),
        ("rolle be-om Møre og Romsdal leiar", "leader"),
        ("roles request Agder leader", "leader"),
        ("roller be-om Agder sekretær", "secretary"),
        ("roller be-om Agder sekretaer", "secretary"),
        ("roller be-om KS arbeidsutvalget", "working-committee"),
        ("roller be-om KS AU", "working-committee"),
        ("roller be-om Siva saksbehandler", "member"),
        ("roller be-om siva", "member"),
    ],
)
def test_roles_in_many_spellings(desk: Desk, line: str, role: str) -> None:
    assert desk.reply("U7", line).ok
    assert [row.role for row in rows(desk.store, RoleRequestRow)] == [role]


def test_who_may_approve(desk: Desk) -> None:
    let_in(desk, "U1", "Agder", "koordinator")
    let_in(desk, "U2", "Agder", "medlem")
    let_in(desk, "U3", "Rogaland", "koordinator")
    let_in(desk, "U4", "KS", "leder")
    desk.say("U9", "roller be-om Agder medlem")
    number = len(rows(desk.store, RoleRequestRow))
    for who in ("U2", "U9"):
        assert "Dette kan gjøres av" in refused(desk.reply(who, f"roller godkjenn {number}")), who
    assert f"Fant ikke forespørselen «{number}»" in refused(desk.reply("U3", f"roller godkjenn {number}"))
    assert desk.reply("U1", f"roller godkjenn {number}").ok
    desk.say("U10", "roller be-om Agder medlem")
    assert desk.reply("U4", f"roller godkjenn {number + 1}").ok


@pytest.mark.parametrize("line", ["roller godkjenn {}", "roller avslå {}"])
@pytest.mark.parametrize("who", ["U2", "U3", "U9", "agder:member", "rogaland", "siva:leader", "ks:working-committee"])
def test_whose_a_request_is_not_learns_nothing_of_it(desk: Desk, who: str, line: str) -> None:
    """Open, answered or never made: to those who may not answer it, they differ by the number they typed alone."""
    let_in(desk, "U2", "Agder", "medlem")
    let_in(desk, "U3", "Rogaland", "koordinator")
    desk.say("U9", "roller be-om Agder koordinator")
    before = rows(desk.store, RoleRequestRow)
    told = [desk.reply(who, line.format(number)) for number in (1, len(before), 5)]
    assert (
        len({plain(one.card).replace(str(number), "n") for one, number in zip(told, (1, len(before), 5), strict=True)})
        == 1
    )
    assert not any(one.ok for one in told)
    assert [row.state for row in rows(desk.store, RoleRequestRow)] == [row.state for row in before]


def test_the_first_administrator_comes_from_the_settings(desk: Desk) -> None:
    desk.admins = frozenset({"slack:T1:U5", "U6"})
    desk.__post_init__()
    assert "Administrator: ja" in desk.say("U5", "hvem-er-jeg")
    for who in ("U6", "U7", "slack:T2:U5", "slack:T2:U6", "teams:T1:U5"):  # the whole id counts, and nothing less
        assert "Administrator" not in desk.say(who, "hvem-er-jeg"), who
    assert desk.reply("U5", "roller gi KS koordinator <@U123456|kari>").ok
    assert desk.reply("U5", "kanal KS", room="C-ks").ok
    assert desk.reply("U123456", "møte ny nasjonalt vår 9.3.2027").ok
    assert not desk.reply("U5", "møte ny nasjonalt høst 19.10.2027").problem  # no role: the welcome, and nothing done
    assert "kjenner deg ikke" in desk.say("U5", "møte ny nasjonalt høst 19.10.2027")


def test_a_role_ends_today(desk: Desk) -> None:
    let_in(desk, "U1", "Agder", "koordinator")
    let_in(desk, "U2", "Agder", "koordinator")
    desk.at = desk.at.replace(month=12)
    assert "Hvem i Agder gjelder det?" in refused(desk.reply("ks", "roller avslutt Agder koordinator"))
    assert "ikke lenger koordinator" in desk.say("U1", "roller avslutt Agder koordinator Bruker U2")
    assert "kjenner deg ikke" in desk.say("U2", "status")
    assert "ikke lenger koordinator" in desk.say("U1", "roller avslutt Agder koordinator")
    assert "kjenner deg ikke" in desk.say("U1", "møte ny vår 15.4.2027")
    assert {row.valid_to for row in rows(desk.store, RoleRow)} == {date(2026, 12, 22)}
    assert len(rows(desk.store, PersonRow)) == len(rows(desk.store, AccountRow)) == 2


def test_one_who_belongs_to_two_organisations_acts_for_the_one_whose_room_it_is(desk: Desk) -> None:
    let_in(desk, "U1", "Agder", "koordinator")
    let_in(desk, "U1", "Rogaland", "koordinator")
    for name, room in (("Agder", "C-a"), ("Rogaland", "C-r")):
        reply = desk.reply("U1", f"kanal {name}", room=room)
        assert reply.ok, reply.problem
        assert f"Organisasjon: {name}" in desk.say("U1", "hvem-er-jeg", room=room)
    assert desk.reply("U1", "møte ny vår 15.4.2027", room="C-r").ok
    assert entries_of(desk.store)[-1].organisation == "rogaland"


# -- rooms -------------------------------------------------------------------------------------------------------------


def test_binding_a_room_and_setting_it_free(desk: Desk) -> None:
    let_in(desk, "U1", "Agder", "koordinator")
    assert "tilhører ingen organisasjon ennå" in desk.say("U1", "kanal", room="C1")
    assert "nå Agder fylkeskommune sin" in desk.say("U1", "kanal Agder", room="C1")
    assert "er Agder fylkeskommune sin" in desk.say("U1", "channel", room="C1")
    assert "direktemelding" in refused(desk.reply("U1", "kanal Agder"))
    let_in(desk, "U2", "Rogaland", "koordinator")
    for who, line in (("U2", "kanal Rogaland"), ("U2", "kanal ingen"), ("U1", "kanal Rogaland")):
        assert "Dette kan gjøres av" in refused(desk.reply(who, line, room="C1")), (who, line)
    assert "ikke lenger Agder" in desk.say("U1", "kanal ingen bekreft", room="C1")
    assert "ingen organisasjon" in refused(desk.reply("U1", "kanal frigi", room="C1"))
    assert desk.reply("U2", "kanal Rogaland", room="C1").ok


def test_what_could_not_be_delivered_is_seen_and_sent_again_once_a_room_is_bound(desk: Desk) -> None:
    desk.platforms = frozenset({"slack"})
    desk.__post_init__()
    office = Office(desk, platform="slack")
    let_in(desk, "U1", "KS", "koordinator")
    let_in(desk, "U2", "Siva", "koordinator")
    desk.say("U1", "kanal KS", room="C-ks")
    desk.say("U2", "kanal Siva", room="C-siva")
    office.turn()
    office.chat.posts.clear()
    office.chat.refusing["C-siva"] = "is_archived"

    desk.say("U1", "oppfølging ny Siva: levere skisse innen 29.1.2027")
    told = office.turn()
    assert sorted((post.room, post.card.title) for post in told) == [
        ("C-ks", "Beskjed til Siva – Selskapet for Industrivekst SF kom ikke fram"),
        ("U2", "Beskjed til Siva – Selskapet for Industrivekst SF kom ikke fram"),
    ]
    assert [row.state for row in rows(desk.store, RoomRow) if row.channel == "C-siva"] == ["refused"]
    for who in ("U1", "U2"):
        assert "Ikke levert: Siva (1)" in desk.say(who, "status"), who
    assert "Ikke levert" not in desk.say("forskningsradet", "status")

    bound = desk.say("U2", "kanal Siva", at="2026-11-23 20:00", room="C-siva-2")
    assert "Én melding som ikke kunne leveres, sendes i neste sendetid." in bound
    assert office.turn("2026-11-24 08:59") == []
    [post] = [post for post in office.turn("2026-11-24 09:00") if post.room != "C-ks"]
    assert (post.room, post.card.title) == ("C-siva-2", "Nytt oppfølgingspunkt fra KS")
    assert "senere enn den skulle" in post.text
    assert "Ikke levert" not in desk.say("U1", "status")


@pytest.mark.parametrize(
    ("reason", "told", "two_weeks_on"),
    [
        (UNKNOWN, "Usikkert om meldinger er kommet fram: Siva (1)", False),
        ("invalid_blocks", "Ikke tatt imot: Siva (1)", True),
    ],
)
def test_what_a_room_is_not_to_blame_for_is_told_as_such(
    desk: Desk,
    reason: str,
    told: str,
    two_weeks_on: bool,  # noqa: FBT001 - pytest's own way of naming them
) -> None:
    desk.platforms = frozenset({"slack"})
    desk.__post_init__()
    let_in(desk, "U1", "KS", "koordinator")
    let_in(desk, "U2", "Siva", "koordinator")
    desk.say("U2", "kanal Siva", room="C-siva")
    desk.say("U1", "oppfølging ny Siva: levere skisse innen 29.1.2027")
    with desk.store.begin(Origin("test", "test"), desk.at) as unit:  # as the sender leaves it
        newest = select(MessageRow).where(MessageRow.recipient == "siva").order_by("id")
        message = unit.session.exec(newest).all()[-1]
        message.status, message.reason = MessageStatus.UNDELIVERABLE, reason
    said = desk.say("U1", "status")
    assert told in said
    assert "mangler en kanal" not in said
    assert (told in desk.say("U1", "status", at="2026-12-08 12:00")) is two_weeks_on


def test_without_any_room_it_is_named_and_waits(desk: Desk) -> None:
    desk.platforms = frozenset({"slack"})
    desk.__post_init__()
    office = Office(desk, platform="slack")
    let_in(desk, "U1", "KS", "koordinator")
    assert "Gjør denne kanalen til KS sin" in labels(desk.reply("U1", "status"))
    desk.say("U1", "kanal KS", room="C-ks")
    desk.say("U1", "oppfølging ny Siva: levere skisse innen 15.12")
    office.turn()
    assert "Siva (1)" in desk.say("U1", "status")
    assert "Uten kanal i chatten: Siva" in desk.say("U1", "purr O-1")


# -- language ----------------------------------------------------------------------------------------------------------


def test_each_room_and_organisation_has_its_language(desk: Desk) -> None:
    office = Office(desk)
    assert "språk" in refused(desk.reply("agder", "språk svensk")).casefold()
    assert desk.reply("agder", "språk nynorsk").ok
    assert "Nasjonale møte" in desk.say("agder", "status")
    desk.say("ks", "oppfølging ny Agder: sende tall innen 15.12")
    desk.say("ks", "oppfølging ny Rogaland: sende tall innen 15.12")
    titles = {post.room: post.card.title for post in office.turn()}
    assert titles["agder"] == "Nytt oppfølgingspunkt frå KS"
    assert titles["rogaland"] == "Nytt oppfølgingspunkt fra KS"
    assert desk.reply("agder", "språk english").ok
    assert "National meetings" in desk.say("agder", "status")
    assert "Wednesday 25 November 2026" in desk.say("agder", "action new Siva: sketch by 25.11")
    assert desk.reply("agder", "language bokmål").ok
    assert "Nasjonale møter" in desk.say("agder", "status")


def test_every_message_comes_in_the_readers_language(desk: Desk) -> None:
    office = Office(desk)
    desk.say("siva", "språk en")
    desk.say("vestland", "møte ny vår 15.4.2027")
    desk.say("vestland", "innkall R46-2027-V bekreft")
    letters = {post.room: post.text for post in office.turn()}
    assert "Notice of the regional spring meeting in Vestland 2027" in letters["siva"]
    assert "Innkalling til regionalt vårmøte i Vestland 2027" in letters["forskningsradet"]
    assert "1/27 Follow-up of the national spring meeting" in letters["siva"]
    assert about(office.chat.posts, "§ 4.2")
    assert rows(desk.store, MessageRow)[0].status == "sent"


def test_a_stranger_is_met_in_the_language_of_its_platform(desk: Desk) -> None:
    from domain.accounts import Account, Address
    from handlers.commands import answer

    for locale, word in (("nb", "Hei."), ("nn", "Hei."), ("en", "Hello")):
        invocation = Invocation(
            "hei", Account("slack", "T1", "U7"), Address("slack", "T1", "D1", direct=True), desk.at, locale=locale
        )
        reply = answer(invocation, desk.services)
        assert reply.card.language == locale
        assert reply.card.title.startswith(word)


def test_a_role_of_two_words_and_the_singular(desk: Desk) -> None:
    assert desk.reply("ks", "rolle gi KS working committee @U1234567").ok
    assert "arbeidsutvalget" in desk.say("ks", "roller KS")
