"""What people say that is no command: read where it only shows something, asked about where it would do something."""

import pytest

from handlers.commands import only_reads
from tests.desk import Desk
from tests.handlers.dispatch.talk_kit import buttons, offered, plan
from tests.handlers.dispatch.test_bad_input import dump


@pytest.fixture
def planned(desk: Desk) -> Desk:
    return plan(desk)


# -- only a whole name makes a command act -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "way_on"),
    [
        ("kan ingen", "kanal ingen"),
        ("kan Siva", "kanal Siva"),
        ("sp nn", "språk nn"),
        ("godk R42-2027-V", "godkjenn R42-2027-V"),
        ("tar O-1", "tar-den O-1"),
        ("utset O-1 til fredag fordi", ""),  # a name in full, in nynorsk
        ("møte flyt R42-2027-V til 22.4.2027", "møte flytt R42-2027-V til 22.4.2027"),
        ("vis innkall Agder vår", "innkall Agder vår"),
        ("oppf Siva: levere tall innen 20.12", "oppfølging ny Siva: levere tall innen 20.12"),
    ],
)
def test_the_beginning_of_a_command_that_acts_is_asked_about(planned: Desk, line: str, way_on: str) -> None:
    before = dump(planned.store)
    reply = planned.reply("siva", line)
    assert dump(planned.store) == before
    if way_on:
        assert offered(reply) == [way_on]
        assert reply.problem
        assert reply.problem.problem.startswith("Mente du ")


def test_what_only_reads_may_be_shortened_to_three_letters(planned: Desk) -> None:
    assert planned.reply("agder", "årsh").card.title == "Årshjul 2027 – Agder"
    assert planned.reply("agder", "ref Agder høst").ok
    assert planned.reply("agder", "fris").ok
    assert offered(planned.reply("agder", "st")) == ["status", "tar-den"]
    assert only_reads("fris")
    assert only_reads("@Samhandling status")
    assert not only_reads("kanal ingen")


@pytest.mark.parametrize(
    "line",
    [
        "Ta kontakt med Siva", "Kan du vise meg status for Agder?", "kan du hjelpe meg", "ja", "nei", "vår avtale",
        "hvem har skrevet dette?", "Tar vi dette på torsdag?", "God idé", "når er neste møte?", "og så da",
    ],
)  # fmt: skip
def test_a_sentence_changes_nothing_and_leads_on(planned: Desk, line: str) -> None:
    before = dump(planned.store)
    reply = planned.reply("siva", line)
    assert dump(planned.store) == before
    assert offered(reply)


def test_a_channel_is_set_free_only_after_a_second_word(desk: Desk) -> None:
    asked = desk.reply("siva", "kanal ingen")
    assert asked.card.title == "Skal denne kanalen ikke lenger være Siva – Selskapet for Industrivekst SF sin?"
    assert "er Siva –" in desk.say("siva", "kanal")
    assert "er Siva –" in desk.press("siva", asked.card, "Avbryt").card.title
    assert not desk.reply("siva", "kanal Siva er stengt i dag").ok
    assert "ikke lenger Siva –" in desk.press("siva", asked.card, "Bekreft").card.title
    assert "tilhører ingen organisasjon" in desk.say("siva", "kanal")


# -- names alone ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("R42-2027-V", "Regionalt vårmøte i Agder 2027"),
        ("r42-2027-v.", "Regionalt vårmøte i Agder 2027"),
        ("vårmøtet i Agder", "Regionalt vårmøte i Agder 2027"),
        ("nasjonalt vår 2027", "Nasjonalt vårmøte 2027"),
        ("O-1", "O-1 levere skisse"),
        ("O1?", "O-1 levere skisse"),
        ("Agder", "Agder fylkeskommune – mandag 23. november 2026"),
    ],
)
def test_the_name_of_a_thing_alone_shows_it(planned: Desk, line: str, title: str) -> None:
    assert planned.reply("agder", line).card.title == title


def test_a_number_of_what_is_not_there_says_so(planned: Desk) -> None:
    assert planned.reply("agder", "T1.2").problem.code == "measures.none-own"  # type: ignore[union-attr]
    assert planned.reply("agder", "V-4/26").problem.code == "decisions.none-such"  # type: ignore[union-attr]
    assert planned.reply("agder", "O-99").problem.code == "followups.none-such"  # type: ignore[union-attr]


# -- first questions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("hva skal jeg gjøre?", "mine"),
        ("kva skal eg gjere?", "mine"),
        ("Hva må vi gjøre nå?", "mine"),
        ("what should I do?", "mine"),
        ("oppgaver", "mine"),
        ("oppgåver", "mine"),
        ("oversikt", "status"),
        ("oversyn", "status"),
        ("vis status", "status"),
        ("vis meg frister", "frister"),
        ("vis status for Agder", "status Agder"),
        ("status for Agder", "status Agder"),
        ("vis møter", "årshjul"),
        ("show deadlines", "frister"),
        ("hvem er jeg?", "hvem-er-jeg"),
        ("hvem jeg", "hvem-er-jeg"),
        ("hvem", "hvem-er-jeg"),
        ("kven er eg", "hvem-er-jeg"),
        ("who am I?", "hvem-er-jeg"),
        ("hvem er koordinator i Siva?", "roller Siva"),
        ("kven har ansvaret i Agder", "roller Agder"),
        ("who is the coordinator in Siva", "roller Siva"),
        ("dagsorden", "saksliste"),
        ("kalender", "årshjul"),
        ("send innkalling", "innkall"),
        ("@Samhandling status", "status"),
        ("@samhandling: mine", "mine"),
        ("/samhandling mine", "mine"),
        ("@Samhandling", "status"),
    ],
)
def test_said_in_other_words(planned: Desk, said: str, meant: str) -> None:
    assert planned.reply("agder", said).card.title == planned.reply("agder", meant).card.title


@pytest.mark.parametrize(
    "line", ["hei", "Hei!", "God morgen", "hello", "takk", "?", "jeg trenger hjelp", "eg treng hjelp"]
)
def test_a_greeting_is_answered_with_how_to_begin(desk: Desk, line: str) -> None:
    reply = desk.reply("agder", line)
    assert reply.ok
    assert list(buttons(reply.card).values()) == ["status", "mine", "frister", "hjelp"]
    assert "kjenner deg ikke" in desk.say("U9", line)


@pytest.mark.parametrize("line", ["ja", "xyzzy", "bestill rundstykker til fredag"])
def test_what_is_not_understood_has_ways_on(desk: Desk, line: str) -> None:
    reply = desk.reply("agder", line)
    assert reply.problem
    assert reply.problem.code == "common.unknown-command"
    assert buttons(reply.card) == {"Status": "status", "Mine": "mine", "Frister": "frister", "Hjelp": "hjelp"}


# -- suggestions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("stauts agder", ["status agder"]),
        ("fredig O-1", ["ferdig O-1"]),
        ("utst O-1 til fredag", ["utsett O-1 til fredag"]),
        ("refarat Agder", ["referat Agder"]),
        ("oppfølgning ny Siva: tall innen 15.12", ["oppfølging ny Siva: tall innen 15.12"]),
        ("når er neste møte?", ["møte"]),
        ("Kan du vise meg status for Agder?", ["status Agder"]),
        ("hvilke frister har vi", ["frister"]),
        ("hvilke møter har vi?", ["årshjul"]),
        ("når er fristen for innspill?", ["frister"]),
        ("nytt", ["nytt møte", "nytt oppfølgingspunkt"]),
    ],
)
def test_suggestions_are_few_and_keep_the_rest_of_the_line(desk: Desk, line: str, lines: list[str]) -> None:
    assert offered(desk.reply("agder", line)) == lines


def test_suggestions_are_in_the_speakers_language(desk: Desk) -> None:
    assert offered(desk.reply("agder", "utst O-1")) == ["utsett O-1"]
    assert offered(desk.reply("vestland", "utst O-1")) == ["utset O-1"]
    desk.say("agder", "språk en")
    assert offered(desk.reply("agder", "utst O-1")) == ["postpone O-1"]


def test_a_long_line_is_carried_whole_by_its_button(desk: Desk) -> None:
    said = "oppf Siva: " + "levere skisse til testfasilitet " * 6 + "innen 15.12"
    (line,) = offered(desk.reply("agder", said))
    assert line == said.replace("oppf", "oppfølging ny", 1)
    assert desk.reply("agder", line).ok


# -- what was said in the bot's own words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "nytt oppfølgingspunkt: Siva levere skisse innen 15.12",
        "nytt oppfølgingspunkt Siva: levere skisse innen 15.12",
        "follow-up new Siva: levere skisse innen 15.12",
        "follow up new Siva: levere skisse innen 15.12",
        "new follow-up Siva: levere skisse innen 15.12",
        "follow-up Siva: levere skisse innen 15.12",
    ],
)
def test_a_new_follow_up_by_all_its_names(desk: Desk, line: str) -> None:
    assert desk.reply("agder", line).card.title == "O-1 levere skisse – ansvarlig: Siva"


# -- after a greeting --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "way_on"),
    [
        ("takk, ferdig O-1", "ferdig O-1"),
        ("hei ferdig O-1", "ferdig O-1"),
        ("thanks, done O-1", "ferdig O-1"),
        ("Hei! Trenger hjelp O-1", "trenger-hjelp O-1"),
        ("hei, hei: ferdig O-1", "ferdig O-1"),
        ("takk, ferdg O-1", "ferdig O-1"),
    ],
)
def test_what_would_change_something_after_a_greeting_is_asked_about(planned: Desk, line: str, way_on: str) -> None:
    before = dump(planned.store)
    assert offered(planned.reply("siva", line)) == [way_on]
    assert dump(planned.store) == before


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("hei status", "status"),
        ("Hei, status for Agder", "status Agder"),
        ("god morgen, O-1", "oppfølging vis O-1"),
        ("takk. frister uke 51", "frister uke 51"),
        ("hei, hva skal jeg gjøre?", "mine"),
        ("takk for møtet", "hei"),
        ("takk for hjelpen!", "hei"),
        ("hei alle sammen", "hei"),
        ("hei, om to uker reiser vi", "hei"),
        ("takk, ja", "hei"),
    ],
)
def test_what_reads_is_answered_after_a_greeting(planned: Desk, line: str, meant: str) -> None:
    assert planned.reply("siva", line).card.title == planned.reply("siva", meant).card.title


# -- no wider than what is meant ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("hva skal jeg gjøre nå?", "mine"),
        ("kva må eg gjere denne veka", "mine"),
        ("what should we do today", "mine"),
        ("hva skal jeg gjøre med O-1?", "O-1"),
        ("what should I do about O-1", "O-1"),
        ("hva skal vi gjøre med vårmøtet i Agder", "møte vårmøtet i Agder"),
        ("hvem har ansvar for O-1?", "O-1"),
        ("kven er ansvarleg for O-1", "O-1"),
        ("frister for Agder", "status Agder"),
        ("vis frister for Agder", "status Agder"),
        ("fristar i Agder?", "status Agder"),
        ("frister for neste uke", "frister neste uke"),
        ("vis frister for neste uke", "frister neste uke"),
        ("møter i Agder", "årshjul Agder"),
        ("vis meg saksliste til vårmøtet i Agder", "saksliste vårmøtet i Agder"),
        ("saksliste til vårmøtet i Agder", "saksliste vårmøtet i Agder"),
    ],
)
def test_a_reading_line_says_no_more_than_it_means(planned: Desk, said: str, meant: str) -> None:
    reply = planned.reply("agder", meant)
    assert reply.ok, reply.problem
    assert planned.reply("agder", said).card.title == reply.card.title


@pytest.mark.parametrize(
    "line",
    ["hva skal jeg gjøre hvis Siva trekker seg", "what should I do if nobody comes", "hva skal vi gjøre med det"],
)
def test_another_question_is_not_a_list_of_what_is_open(planned: Desk, line: str) -> None:
    reply = planned.reply("agder", line)
    assert reply.problem
    assert reply.problem.code == "common.unknown-command"


# -- what is offered can work ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("ikkje mi O-1", ["ikke-min O-1"]),
        ("ikke mi O-1", ["ikke-min O-1"]),
        ("tar det O-1", ["tar-den O-1"]),
        ("trenger hjlep O-1", ["trenger-hjelp O-1"]),
        ("tar O-1", ["tar-den O-1"]),
        ("kan du avlyse vårmøtet", ["møte avlys vårmøtet"]),
        ("avlyse N-2027-V", ["møte avlys N-2027-V"]),
        ("vis meg referatet fra vårmøtet", ["referat vårmøtet"]),
        ("endre O-1", ["oppfølging endre O-1"]),
        ("change O-1 due: 1.12.2026", ["oppfølging endre O-1 due: 1.12.2026"]),
        ("kan Møre og Romsdal", ["kanal Møre og Romsdal"]),
    ],
)
def test_an_offer_is_a_line_that_can_work(planned: Desk, line: str, lines: list[str]) -> None:
    assert offered(planned.reply("siva", line)) == lines


@pytest.mark.parametrize("line", ["cancel N-2027-V", "kan vårmøtet", "kan vi avlyse vårmøtet"])
def test_a_channel_is_never_offered_for_a_meeting(planned: Desk, line: str) -> None:
    assert "kanal" not in str(planned.reply("ks", line).card)


def test_cancel_is_to_call_off(planned: Desk) -> None:
    assert planned.reply("ks", "cancel N-2027-V").card.title == planned.reply("ks", "møte avlys N-2027-V").card.title
