"""What stands in a room after people have changed what it shows: said in one organisation, read in another's room."""

import pytest

from domain.accounts import Address
from handlers.messages.redraw import standing
from tests.collecting_chat import Office, Post
from tests.desk import Desk, oslo
from tests.handlers.agreements.agreement_kit import in_force
from tests.handlers.minutes.minutes_kit import REF


class Rooms:
    """A desk and the rooms its messages stand in."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.office = desk, Office(desk)

    def say(self, who: str, *lines: str, at: str = "") -> list[Post]:
        """Lines that are taken; what is posted because of them."""
        before = len(self.office.chat.posts)
        for line in lines:
            reply = self.desk.reply(who, line, at=at)
            assert reply.ok, (line, reply.problem)
            self.office.turn()
        return self.office.chat.posts[before:]

    def reads(self, room: str, title: str) -> str:
        """The one message in a room whose title begins so, as it reads now."""
        found = [
            post.text for post in self.office.chat.posts if post.room == room and post.card.title.startswith(title)
        ]
        assert len(found) == 1, [post.text.splitlines()[0] for post in self.office.chat.posts if post.room == room]
        return found[0]


@pytest.fixture
def rooms(desk: Desk) -> Rooms:
    return Rooms(desk)


# -- follow-ups --------------------------------------------------------------------------------------------------------


def test_done_in_one_room_it_is_done_in_the_others(rooms: Rooms) -> None:
    rooms.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    rooms.say("siva", "trenger-hjelp O-1 mangler tall")
    rooms.say("agder", "purr O-1")
    before = len(rooms.office.chat.posts)
    rooms.say("siva", "ferdig O-1", at="2026-11-24 08:00")
    for room, title in (
        ("siva", "Nytt oppfølgingspunkt fra Agder"),
        ("siva", "Agder minner om O-1 levere skisse"),
        ("agder", "Siva trenger hjelp med O-1 levere skisse"),
    ):
        said = rooms.reads(room, title)
        assert "✓ Ferdig – O-1 levere skisse" in said
        assert "Siva, utført tirsdag 24. november 2026" in said
        assert "[" not in said  # nothing left to press
    assert "mangler tall" in rooms.reads("agder", "Siva trenger hjelp")
    assert len(rooms.office.chat.posts) == before  # in place


def test_postponed_and_renamed_it_stands_with_its_new_date_and_buttons(rooms: Rooms) -> None:
    rooms.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    rooms.say("siva", "utsett O-1 til 20.1.2027 fordi vi venter")
    rooms.say("agder", "oppfølging endre O-1 tekst: levere ferdig skisse")
    said = rooms.reads("siva", "Nytt oppfølgingspunkt fra Agder")
    assert "O-1 levere ferdig skisse\n  Siva, frist onsdag 20. januar 2027" in said
    assert "[Ferdig] ferdig O-1 v3" in said  # of the version that stands, so that the button acts


def test_what_somebody_else_has_now_says_so_and_no_more(rooms: Rooms) -> None:
    rooms.say("ks", "oppfølging ny Agder: levere skisse innen 15.12")
    rooms.say("ks", "oppfølging endre O-1 ansvarlig: Rogaland", "oppfølging endre O-1 tekst: hemmelig skisse")
    for title in ("Nytt oppfølgingspunkt fra KS", "O-1 er flyttet til Rogaland"):
        said = rooms.reads("agder", title)
        assert "○ Flyttet til Rogaland – O-1\n" in said
        assert "skisse" not in said  # a county reads what it takes part in
        assert "Vis" not in said
    assert "O-1 hemmelig skisse" in rooms.reads("rogaland", "Nytt oppfølgingspunkt fra KS")


def test_lapsed_it_stands_as_lapsed_with_who_said_why(rooms: Rooms) -> None:
    rooms.say("agder", "oppfølging ny Siva: levere skisse innen 15.12", "bortfall O-1 fordi søknaden ble avslått")
    assert "○ Bortfalt – O-1 levere skisse" in rooms.reads("siva", "Nytt oppfølgingspunkt")
    assert "Agder: «søknaden ble avslått»" in rooms.reads("siva", "Bortfalt: O-1")


# -- digests -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def reminded(rooms: Rooms) -> Rooms:
    """Siva has been reminded of three follow-ups on Friday 27 November."""
    for what in ("skisse", "tall", "plan"):
        rooms.say("agder", f"oppfølging ny Siva: {what} innen 4.12")
    rooms.desk.at = oslo("2026-11-27 09:00")
    rooms.office.turn()
    return rooms


def test_a_digest_stays_truthful(reminded: Rooms) -> None:
    rooms, day = reminded, "fredag 27. november"
    whole = rooms.reads("siva", f"3 påminnelser {day}")
    rooms.say("siva", "ferdig O-2")
    some = rooms.reads("siva", f"2 av 3 gjenstår av påminnelsene {day}")
    order = [whole.index(f"O-{number} ") for number in (1, 2, 3)]
    assert order == sorted(order)
    assert [some.index(f"– O-{number} ") for number in (1, 2, 3)] == sorted(
        some.index(f"– O-{number} ") for number in (1, 2, 3)
    )
    assert "✓ Ferdig – O-2 tall\n  Siva, utført fredag 27. november 2026" in some
    assert "ferdig O-2" not in some
    assert "ferdig O-1" in some
    rooms.say("agder", "oppfølging endre O-1 ansvarlig: Innovasjon Norge", "bortfall O-3 fordi det er avlyst")
    none = rooms.reads("siva", f"3 påminnelser {day}: ingenting gjenstår")
    assert "○ Flyttet til Innovasjon Norge – O-1 skisse" in none
    assert "○ Bortfalt – O-3 plan" in none
    assert "[Frister] frister" in none


def test_postponed_out_of_its_day_it_stays_in_the_digest_with_its_date(reminded: Rooms) -> None:
    reminded.say("siva", "utsett O-1 til 20.1.2027 fordi vi venter")
    said = reminded.reads("siva", "3 påminnelser")
    assert "● Om 54 dager – O-1 skisse\n  Frist onsdag 20. januar 2027" in said


def test_a_change_that_it_does_not_show_leaves_it_alone(reminded: Rooms) -> None:
    """Though it has itself been a reminder since it was drawn. Of the word of O-1 the days to go have changed."""
    reminded.say("siva", "trenger-hjelp O-1 mangler tall")
    assert reminded.office.chat.updates == 1
    assert "Om 7 dager" in reminded.office.chat.posts[0].text


def test_days_that_pass_change_nothing_by_themselves(reminded: Rooms) -> None:
    before = reminded.reads("siva", "3 påminnelser fredag 27. november")
    reminded.desk.at = oslo("2026-12-07 09:00")
    reminded.office.turn()
    assert reminded.reads("siva", "3 påminnelser fredag 27. november") == before
    reminded.say("siva", "ferdig O-1")  # drawn anew, it is drawn as of now
    assert "■ Over fristen siden fredag" in reminded.reads("siva", "2 av 3 gjenstår av påminnelsene fredag")


def test_a_message_keeps_its_language(reminded: Rooms) -> None:
    reminded.say("siva", "språk nn", "ferdig O-1")
    assert "✓ Ferdig" in reminded.reads("siva", "2 av 3 gjenstår")


# -- meetings ----------------------------------------------------------------------------------------------------------


def test_a_meetings_steps_end_in_its_digest(rooms: Rooms) -> None:
    rooms.desk.at = oslo("2026-11-24 09:00")
    rooms.office.turn()
    assert "[Sett dato]" in rooms.reads("ks", "Påminnelse tirsdag 24. november")
    rooms.say("ks", "møte ny N-2027-V 9.3.2027")
    said = rooms.reads("ks", "Påminnelsen tirsdag 24. november: ingenting gjenstår")
    assert "✓ Ferdig – Sett dato: nasjonalt vårmøte 2027 (N-2027-V)\n  KS · registrert tirsdag 24. november" in said


SPRING = "R42-2027-V"


@pytest.fixture
def convened(rooms: Rooms) -> Rooms:
    lines = ("møte ny vår 15.4.2027 kl. 10", f"datovarsel {SPRING} bekreft", f"innkall {SPRING} bekreft")
    rooms.say("agder", *lines, at="2027-01-11 10:00")
    return rooms


def test_what_a_party_registers_stands_on_its_own_convening_only(convened: Rooms) -> None:
    convened.say("siva", f"møte sendt {SPRING} påmelding")
    own, other = convened.reads("siva", "Innkalling"), convened.reads("innovasjon-norge", "Innkalling")
    assert "✓ Registrert mandag 11. januar 2027 – Påmelding" in own
    assert ("Registrer påmelding" in own, "Registrer påmelding" in other) == (False, True)
    assert "✓" not in other


def test_moved_changed_and_called_off_it_stands_so_everywhere(convened: Rooms) -> None:
    rooms = convened
    rooms.say("agder", f"møte flytt {SPRING} 16.4.2027 bekreft", f"møte endre {SPRING} sted: Arendal")
    for title in ("Hold av datoen", "Innkalling", "Ny dato"):
        assert "16. april 2027" in rooms.reads("siva", title)
        assert "Sted: Arendal" in rooms.reads("siva", title)
    rooms.say("agder", f"møte avlys {SPRING} bekreft")
    for title in ("Hold av datoen", "Innkalling", "Ny dato", "Endret"):
        assert "Regionalt vårmøte i Agder 2027 er avlyst." in rooms.reads("siva", title)
        assert "Registrer" not in rooms.reads("siva", title)


def test_another_routine_moves_the_deadline_in_a_digest(rooms: Rooms) -> None:
    rooms.say("agder", "møte ny vår 15.4.2027 kl. 10")
    rooms.desk.at = oslo("2027-01-28 09:00")  # 21 days before the save-the-date, 56 days before the meeting
    rooms.office.turn()
    assert "Frist torsdag 18. februar 2027" in rooms.reads("agder", "Påminnelse torsdag 28. januar")
    rooms.say("agder", "rutiner datovarsel 50")
    assert "Frist onsdag 24. februar 2027" in rooms.reads("agder", "Påminnelse torsdag 28. januar")


def test_called_off_and_called_anew(rooms: Rooms) -> None:
    ref = "N-2027-V"
    rooms.say("ks", f"møte ny {ref} 9.3.2027", f"datovarsel {ref} bekreft", f"møte avlys {ref} bekreft")
    rooms.say("ks", f"møte ny {ref} 10.3.2027")
    said = rooms.reads("siva", "Avlyst")
    assert "Nasjonalt vårmøte 2027 var avlyst, og har fått ny dato: onsdag 10. mars 2027." in said


def test_what_ks_set_then_stays_what_it_set_then(rooms: Rooms) -> None:
    rooms.say("agder", "møte ny vår 15.4.2027 kl. 10")
    rooms.say("ks", f"møte flytt {SPRING} 16.4.2027 bekreft")
    rooms.say("agder", f"møte flytt {SPRING} 20.4.2027 bekreft")
    assert "har KS flyttet regionalt vårmøte i Agder 2027 til fredag 16. april" in rooms.reads("agder", "KS har")


def test_an_agenda_follows_what_is_on_it_until_its_meeting(convened: Rooms) -> None:
    rooms = convened
    rooms.say("agder", "oppfølging ny Siva: levere skisse innen 1.2.2027", f"saksliste send {SPRING} bekreft")
    assert "O-1 levere skisse (Siva)" in rooms.reads("siva", "Saksliste")
    rooms.say("siva", "ferdig O-1")
    rooms.say("agder", f"saksliste ny {SPRING} Kabelen")
    said = rooms.reads("forskningsradet", "Saksliste")
    assert "Ingen åpne oppfølgingspunkter." in said
    assert "4/27 Kabelen" in said
    assert "4/27 Kabelen" in rooms.reads("forskningsradet", "Innkalling")
    rooms.say("agder", f"til stede {SPRING}: Siva", at="2027-04-15 14:00")
    for title in ("Saksliste", "Innkalling", "Hold av datoen"):
        assert "Regionalt vårmøte i Agder 2027 var torsdag 15. april 2027." in rooms.reads("siva", title)


# -- minutes -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft_out(rooms: Rooms) -> Rooms:
    """Agder's autumn meeting has been, and the draft of its minutes is out."""
    rooms.say("agder", "møte ny høst 10.12.2026 kl. 10", f"innkall {REF} bekreft")
    lines = ("til stede Siva, Innovasjon Norge, Forskningsrådet", f"referat endre {REF}: behov: nei")
    rooms.say("agder", *lines, f"referat send {REF} bekreft", at="2026-12-10 14:00")
    return rooms


OUT = "Referatutkast til merknad"


def test_a_draft_says_what_has_become_of_it(draft_out: Rooms) -> None:
    rooms = draft_out
    rooms.say("siva", f"godkjenn {REF}")
    own, other = rooms.reads("siva", OUT), rooms.reads("forskningsradet", OUT)
    assert "✓ Registrert – Godkjenning fra dere" in own
    assert ("[Godkjenn]" in own, "[Godkjenn]" in other) == (False, True)

    rooms.say("agder", "referat tekst 1/26: mer tekst bekreft v1")
    assert "Utkastet er trukket tilbake" in rooms.reads("siva", OUT)
    assert "[" not in rooms.reads("siva", OUT)

    rooms.say("agder", f"referat send {REF} bekreft")
    drafts = [post.text for post in rooms.office.chat.posts if post.room == "siva" and OUT in post.text]
    assert ["Et nyere utkast" in one for one in drafts] == [True, False]
    assert "Et nyere utkast er sendt" in rooms.reads("siva", "Referatutkastet er trukket tilbake")

    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        rooms.say(who, f"godkjenn {REF}")
    for title in (OUT, "Referatutkastet er trukket tilbake"):
        found = [post.text for post in rooms.office.chat.posts if post.room == "siva" and post.text.startswith(title)]
        assert all("Godkjent av alle parter torsdag 10. desember 2026." in one for one in found)


def test_minutes_that_are_corrected_say_so_where_they_were_approved(draft_out: Rooms) -> None:
    rooms = draft_out
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        rooms.say(who, f"godkjenn {REF}")
    rooms.say("agder", "referat rett 1/26: mer tekst fordi noe manglet bekreft")
    said = [post.text for post in rooms.office.chat.posts if post.card.title.startswith("Referatet er godkjent")]
    assert said
    assert all("Grunn: noe manglet" in one for one in said)


def test_a_comment_that_is_answered_asks_for_nothing(draft_out: Rooms) -> None:
    draft_out.say("siva", f"merknad {REF}: noe mangler")
    assert "«besvar" in draft_out.reads("agder", "Siva har en merknad")
    draft_out.say("agder", f"besvar {REF} 1: tatt inn i sak 1")
    assert "Merknaden er avklart." in draft_out.reads("agder", "Siva har en merknad")


# -- agreements --------------------------------------------------------------------------------------------------------


def test_a_measures_report_stands_with_who_said_it(rooms: Rooms) -> None:
    in_force(rooms.desk)
    rooms.say("siva", "tiltak Agder T1.2 status forsinket, 1 av 25, merknad: vi venter på tall")
    rooms.say("agder", "tiltak T1.2 status i gang, merknad: tallene har kommet")
    said = rooms.reads("agder", "Siva har meldt om T1.2")
    assert "● I gang – T1.2 Testfasilitet" in said
    assert "Agder: «tallene har kommet»" in said  # not Siva
    rooms.say("agder", "purr T1.2")
    rooms.say("siva", "tiltak Agder T1.2 status fullført, 25 av 25")
    assert "✓ Fullført – Agder T1.2" in rooms.reads("siva", "Agder minner om Agder T1.2")
    assert "[" not in rooms.reads("siva", "Agder minner om Agder T1.2")


def test_a_newer_version_of_an_agreement_takes_over(rooms: Rooms) -> None:
    in_force(rooms.desk)
    rooms.office.turn()
    rooms.say("agder", "avtale status under revisjon", "avtale endre T1.2: frist: 1.4.2027 fordi prøvene tar tid")
    assert "Tiltak dere har ansvar for: T1.2." in rooms.reads("siva", "Samarbeidsavtalen")
    rooms.say("agder", "avtale status gjeldende")
    found = [post.text for post in rooms.office.chat.posts if post.room == "siva" and "versjon" in post.card.title]
    assert ["Versjon 2 er registrert som gjeldende nå." in one for one in found] == [True, False]


# -- roles and rooms ---------------------------------------------------------------------------------------------------


def test_a_decided_request_shows_the_decision(rooms: Rooms) -> None:
    rooms.desk.platforms = frozenset({"console", "slack"})
    for user in ("U0000007", "U0000008"):
        assert rooms.desk.reply(user, "roller be-om Agder medarbeider").ok
    rooms.office.turn()
    rooms.say("agder", "roller godkjenn 1", "roller avslå 2")
    posts = [post for post in rooms.office.chat.posts if post.room == "agder"]
    [said] = [post.text for post in posts if "Forespørsel" in post.card.title]
    assert ["✓ Godkjent" in said, "○ Avslått" in said] == [True, True]
    assert "[" not in said


def test_another_organisations_room_is_told_nothing_new(rooms: Rooms) -> None:
    rooms.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    assert rooms.desk.reply("siva", "kanal ingen bekreft", room="siva").ok
    rooms.office.turn()
    said = rooms.reads("siva", "Denne meldingen hører ikke til her lenger")
    assert "Den var til Siva, og kanalen er ikke lenger deres." in said
    assert "skisse" not in said
    assert rooms.desk.reply("siva", "kanal Siva", room="siva").ok
    rooms.office.turn()
    assert "[Ferdig] ferdig O-1" in rooms.reads("siva", "Nytt oppfølgingspunkt fra Agder")


class Direct(Rooms):
    """A Slack in which U0000001 coordinates KS and U0000002 Agder, and Agder's follow-up is late."""

    def __init__(self, desk: Desk) -> None:
        desk.platforms, desk.admins = frozenset({"slack"}), frozenset({"slack:T1:U0000001"})
        desk.__post_init__()
        super().__init__(desk)
        self.office = Office(desk, platform="slack")
        for user, line, room in (
            ("U0000001", "roller be-om KS koordinator", ""),
            ("U0000001", "roller godkjenn 1", ""),
            ("U0000002", "roller be-om Agder koordinator", ""),
            ("U0000001", "roller godkjenn 2", ""),
            ("U0000001", "kanal KS", "C-KS"),
            ("U0000002", "kanal Agder", "C-AGDER"),
            ("U0000001", "oppfølging ny Agder: levere skisse innen 24.11", "C-KS"),
        ):
            assert desk.reply(user, line, room=room).ok, line
        for day in ("2026-11-24", "2026-11-25", "2026-11-27"):
            desk.at = oslo(f"{day} 09:00")
            self.office.turn()


def test_what_a_coordinator_was_told_of_directly_follows_too(desk: Desk) -> None:
    rooms = Direct(desk)
    assert desk.reply("U0000002", "ferdig O-1", room="C-AGDER").ok
    rooms.office.turn()
    said = [post for post in rooms.office.chat.posts if "O-1" in post.text]
    assert {post.room for post in said} == {"C-AGDER", "U0000002"}
    assert all("✓ Ferdig – O-1 levere skisse" in post.text for post in said)


def test_a_role_that_has_ended_is_shown_nothing_new(desk: Desk) -> None:
    rooms = Direct(desk)
    told = [post for post in rooms.office.chat.posts if post.room == "U0000002"]
    assert any("O-1 levere skisse" in post.text for post in told)
    assert desk.reply("U0000001", "roller avslutt Agder koordinator Bruker U0000002", room="C-KS").ok
    assert desk.reply("U0000001", "oppfølging endre O-1 tekst: hemmelig skisse", room="C-KS").ok
    rooms.office.turn()
    *said, ended = [post.text for post in rooms.office.chat.posts if post.room == "U0000002"]
    assert "Du er ikke lenger koordinator i Agder" in ended
    assert len(said) == len(told)
    assert all("Den gjaldt rollen koordinator i Agder, som du ikke har lenger." in one for one in said)
    assert not any("skisse" in one for one in said)


def test_word_of_a_missing_room_ends_when_there_is_one(desk: Desk) -> None:
    rooms = Direct(desk)
    rooms.office.chat.refusing["C-AGDER"] = "is_archived"
    rooms.say("U0000001", "purr O-1")
    assert "kom ikke fram" in rooms.reads("C-KS", "Beskjed til Agder")
    assert desk.reply("U0000002", "kanal Agder", room="C-NY").ok
    rooms.office.turn()
    assert "Det som ikke kom fram, sendes dit." in rooms.reads("C-KS", "Agder fylkeskommune har igjen en kanal")


# -- for the front ends ------------------------------------------------------------------------------------------------


def test_the_card_that_stands_at_a_place(reminded: Rooms) -> None:
    reminded.desk.reply("siva", "ferdig O-1")
    number = next(n for n, post in enumerate(reminded.office.chat.posts, 1) if "3 påminnelser" in post.text)
    with reminded.desk.store.read(reminded.desk.at) as snapshot:
        card = standing(snapshot, Address("console", "", "siva"), f"{number}.0")
        assert card is not None
        assert card.title.startswith("2 av 3 gjenstår")
        for address, message_id in (
            (Address("console", "", "agder"), f"{number}.0"),
            (Address("console", "", "siva"), "77.0"),
            (Address("slack", "", "siva"), ""),
        ):
            assert standing(snapshot, address, message_id) is None


def test_a_place_is_looked_up_in_an_index(desk: Desk) -> None:
    with desk.store.transaction() as session:
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT * FROM message WHERE room_platform = 'a' AND room_workspace = 'b'"
            " AND room_channel = 'c' AND message_ts = 'd' AND message_ts != '' AND status = 'sent'"
        )
        assert any("ix_message_place" in row[3] for row in plan)
