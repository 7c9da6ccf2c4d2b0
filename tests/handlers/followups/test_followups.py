"""Follow-ups as conversations: noted, taken on, postponed, finished, nudged, snoozed, handed over."""

from datetime import date
from typing import TypeVar

import pytest
from sqlmodel import select

from handlers.cards import Card, FieldKind, Form, Reply
from handlers.views.plain_text import plain
from storage.tables import DutyRow, FollowUpDateRow, FollowUpRow, MessageRow, Row
from storage.unit_of_work.store import Store
from tests.audit_log import entries_of
from tests.collecting_chat import Office, about
from tests.desk import Desk, oslo

OneRow = TypeVar("OneRow", bound=Row)
NEW = "oppfølging ny Siva: levere skisse innen 15.12"


def rows(store: Store, kind: type[OneRow]) -> list[OneRow]:
    with store.transaction() as session:
        return list(session.exec(select(kind)))


def follow_up(desk: Desk, number: int = 1) -> FollowUpRow:
    return next(row for row in rows(desk.store, FollowUpRow) if row.id == number)


def duty(desk: Desk, number: int = 1) -> DutyRow:
    return next(row for row in rows(desk.store, DutyRow) if row.key == f"follow-up/{number}")


def messages(desk: Desk) -> list[tuple[str, str]]:
    """(kind, recipient) of everything in the outbox, in order."""
    return [(row.kind, row.recipient) for row in rows(desk.store, MessageRow)]


def refused(reply: Reply) -> str:
    assert reply.problem is not None, plain(reply.card)
    return f"{reply.problem.problem} {reply.problem.hint}"


def form_of(card: Card) -> Form:
    assert card.form is not None
    return card.form


# -- noting one --------------------------------------------------------------------------------------------------------


def test_a_whole_life_in_words(any_desk: Desk) -> None:
    desk, office = any_desk, Office(any_desk)
    made = desk.say("agder", NEW)
    assert made.startswith("O-1 levere skisse – ansvarlig: Siva")
    assert "tirsdag 15. desember 2026 (uke 51, om 22 dager)" in made
    assert "Siva har fått beskjed og kan svare «Tar den» eller «Ikke min»." in made

    [told] = office.turn()
    assert (told.room, told.card.title) == ("siva", "Nytt oppfølgingspunkt fra Agder")
    assert "§ 2" in told.text
    assert "ikke bekreftet" in desk.say("agder", "oppfølging vis O-1")
    assert "Siva tar O-1 levere skisse" in plain(desk.press("siva", told.card, "Tar den").card)
    assert "Bekreftet: ja" in desk.say("agder", "oppfølging vis O-1")

    later = desk.say("siva", "utsett O-1 til fredag uke 3 fordi vi venter på tall")
    assert "Ny frist: fredag 22. januar 2027 (uke 3, om 60 dager)" in later
    assert "15.12.2026 → 22.1.2027: vi venter på tall" in desk.say("agder", "oppfølging vis O-1")
    [asked] = office.turn()
    assert (asked.room, asked.card.title) == ("agder", "Siva har utsatt O-1 levere skisse")
    assert "«vi venter på tall»" in asked.text

    done = desk.say("siva", "ferdig O-1", at="2027-01-04 10:00")
    assert "O-1 levere skisse er utført" in done
    assert "ikke flere påminnelser" in done
    assert not [post for posts in office.mornings("2027-01-05", "2027-02-01").values() for post in about(posts, "O-1")]
    assert "ble utført 4. januar 2027" in refused(desk.reply("siva", "ferdig O-1"))


@pytest.mark.parametrize(
    "line",
    [
        "oppfølging ny Siva: levere skisse innen 15.12",
        "OPPFØLGING NY SIVA: levere skisse innen 15. desember",
        "oppfolging ny siva levere skisse innen 15.12",
        "oppfoelging ny Siva, levere skisse frist: 15.12.2026",
        "oppfølging nytt Siva: levere skisse innan 15. desember",
        "ny oppfølging Siva: levere skisse før 15.12",
        "followup new Siva: levere skisse by 15.12",
        "action new Siva: levere skisse due 15/12",
        "oppfølging ny Siva – levere skisse innen tirsdag uke 51",
        "  oppfølging   ny   Siva:   levere skisse innen 15.12  ",
    ],
)
def test_the_same_follow_up_in_many_spellings(desk: Desk, line: str) -> None:
    assert desk.reply("agder", line).ok
    row = follow_up(desk)
    assert (row.owner, row.county, row.text, row.due) == ("siva", "agder", "levere skisse", date(2026, 12, 15))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Innovasjon Norge", "innovasjon-norge"),
        ("innovasjon noreg", "innovasjon-norge"),
        ("forskningsradet", "forskningsradet"),
        ("Norges forskningsråd", "forskningsradet"),
        ("SIVA", "siva"),
        ("More og Romsdal", "more-og-romsdal"),
        ("Møre og Romsdal fylkeskommune", "more-og-romsdal"),
        ("trondelag", "trondelag"),
        ("Oslo kommune", "oslo"),
        ("KS", "ks"),
    ],
)
def test_owners_by_any_of_their_names(desk: Desk, text: str, slug: str) -> None:
    assert desk.reply("ks", f"oppfølging ny {text}: sende tall innen 15.12").ok
    assert (follow_up(desk).owner, follow_up(desk).text) == (slug, "sende tall")


def test_a_date_that_is_part_of_the_text_stays_there(desk: Desk) -> None:
    desk.say("ks", "oppfølging ny Siva: sende 15.12-tallene til KS innen 20.12")
    row = follow_up(desk)
    assert (row.text, row.due) == ("sende 15.12-tallene til KS", date(2026, 12, 20))


def test_a_date_on_a_day_off_stays_as_typed_and_is_said_aloud(desk: Desk) -> None:
    assert "søndag 20. desember 2026 er i en helg" in desk.say("agder", "oppfølging ny Siva: tall innen 20.12")
    assert follow_up(desk).due == date(2026, 12, 20)
    assert "dag 2. april 2027" not in desk.say("agder", "oppfølging ny Siva: tall innen 26.3.2027")
    assert follow_up(desk, 2).due == date(2027, 3, 26)  # Good Friday
    # the reminder of the day itself goes on the sendable day before
    office = Office(desk)
    posts = office.mornings("2027-03-18", "2027-03-30")
    assert [day for day, said in posts.items() if about(said, "O-2")] == ["2027-03-18", "2027-03-19", "2027-03-30"]


def test_an_ambiguous_date_asks_and_the_button_does_it(desk: Desk) -> None:
    asked = desk.reply("agder", "oppfølging ny Siva: levere skisse innen neste fredag")
    assert "27. november 2026 eller fredag 4. desember 2026" in refused(asked)
    assert rows(desk.store, FollowUpRow) == []
    assert desk.press("agder", asked.card, "fredag 4. desember 2026").ok
    assert follow_up(desk).due == date(2026, 12, 4)


def test_an_impossible_date_explains_and_offers_its_neighbours(desk: Desk) -> None:
    asked = desk.reply("agder", "oppfølging ny Siva: levere skisse innen 31.11")
    assert "november har 30 dager" in refused(asked)
    assert desk.press("agder", asked.card, "mandag 30. november 2026").ok


def test_a_date_that_has_been_is_never_guessed_silently(desk: Desk) -> None:
    assert "Mente du 2026?" in desk.say("agder", "oppfølging ny Siva: levere skisse innen 20. november")
    assert follow_up(desk).due == date(2027, 11, 20)


def test_ones_own_follow_up_is_taken_on_at_once_and_tells_nobody(desk: Desk) -> None:
    assert "har fått beskjed" not in desk.say("siva", "oppfølging ny Siva: egen sak innen fredag")
    assert follow_up(desk).accepted
    assert messages(desk) == []


def test_who_may_note_one(desk: Desk) -> None:
    assert "koordinator eller leder i Agder" in refused(desk.reply("siva", "oppfølging ny Agder: noe innen fredag"))
    assert not desk.reply("agder:member", NEW).ok
    assert desk.reply("agder:leader", NEW).ok
    assert desk.reply("ks", "oppfølging ny Agder: sende tall innen 15.12").ok
    assert desk.reply("agder:member", "oppfølging ny Agder: egen sak innen fredag").ok


def test_the_form_asks_for_three_things_and_keeps_what_was_typed(desk: Desk) -> None:
    form = form_of(desk.reply("agder", "oppfølging ny").card)
    assert [(field.name, field.kind) for field in form.fields] == [
        ("owner", FieldKind.CHOICE), ("text", FieldKind.TEXT), ("due", FieldKind.DATE),
    ]  # fmt: skip
    assert "siva" in [value for value, _ in form.fields[0].choices]
    wrong = desk.form("agder", form.line, owner="siva", text="levere skisse", due="31.11")
    assert wrong.problem is not None
    assert (wrong.problem.field_name, "november har 30 dager" in wrong.problem.problem) == ("due", True)
    for field, fields in {
        "owner": {"owner": "", "text": "x", "due": "15.12"},
        "text": {"owner": "siva", "text": "  ", "due": "15.12"},
        "due": {"owner": "siva", "text": "x", "due": ""},
    }.items():
        reply = desk.form("agder", form.line, **fields)
        assert reply.problem is not None
        assert reply.problem.field_name == field
    assert rows(desk.store, FollowUpRow) == []
    assert desk.form("agder", form.line, owner="siva", text="levere skisse", due="fredag uke 17").ok
    assert follow_up(desk).due == date(2027, 4, 30)
    assert "owner=siva" in entries_of(desk.store)[-1].line


# -- answering ---------------------------------------------------------------------------------------------------------


def test_only_its_owner_can_take_it_on_or_turn_it_away(desk: Desk) -> None:
    """Accepted by its owner or not («Formål»): the coordinator who asked can't answer for the owner."""
    desk.say("agder", NEW)
    for line in ("tar-den O-1", "ikke-min O-1"):
        for who in ("agder", "ks", "forskningsradet"):
            assert "Siva" in refused(desk.reply(who, line)), (who, line)
    assert not follow_up(desk).accepted
    assert desk.reply("siva:member", "tar-den O-1").ok


@pytest.mark.parametrize(
    "line", ["tar-den O-1", "tar den O-1", "tek-den o1", "bekreft O-1", "accept o-1", "TAR-DEN O 1"]
)
def test_taking_it_on_in_many_spellings(desk: Desk, line: str) -> None:
    desk.say("agder", NEW)
    assert "Siva tar O-1" in desk.say("siva", line)
    assert (follow_up(desk).accepted, follow_up(desk).state) == (True, "confirmed")


def test_a_postponement_needs_a_reason_a_date_and_keeps_its_history(desk: Desk) -> None:
    desk.say("agder", NEW)
    assert "Hvorfor utsettes det?" in refused(desk.reply("siva", "utsett O-1 til 20.12"))
    assert "Hvorfor utsettes det?" in refused(desk.reply("siva", "utsett O-1 til 20.12 fordi"))
    assert "Hvorfor utsettes det?" in refused(desk.reply("siva", "utsett O-1 til 20.12 fordi ..."))
    assert "Ny frist mangler" in refused(desk.reply("siva", "utsett O-1 fordi vi venter"))
    assert "alt 15. desember" in refused(desk.reply("siva", "utsett O-1 til 15.12 fordi vi venter"))
    assert "må være etter i dag" in refused(desk.reply("siva", "utsett O-1 til i dag fordi vi venter"))
    assert "passert" in refused(desk.reply("siva", "utsett O-1 til i går fordi vi venter"))
    assert (follow_up(desk).due, follow_up(desk).version) == (date(2026, 12, 15), 1)

    desk.say("siva", "utsett O-1 til 8.1.2027 fordi vi venter på tall")
    desk.say("siva", "utset O-1 til 15.1.2027 sidan tala er seine", at="2026-12-01 10:00")
    desk.say("siva", "postpone O-1 to 22.1.2027 because figures are late", at="2026-12-02 10:00")
    moved = [(row.old_due, row.new_due, row.reason, row.account) for row in rows(desk.store, FollowUpDateRow)]
    assert moved == [
        (date(2026, 12, 15), date(2027, 1, 8), "vi venter på tall", "console:siva"),
        (date(2027, 1, 8), date(2027, 1, 15), "tala er seine", "console:siva"),
        (date(2027, 1, 15), date(2027, 1, 22), "figures are late", "console:siva"),
    ]
    history = desk.say("agder", "oppfølging vis O-1")
    assert history.index("vi venter på tall") < history.index("tala er seine") < history.index("figures are late")
    assert (duty(desk).due, duty(desk).ladder_due) == (date(2027, 1, 22), date(2027, 1, 22))


def test_the_postponement_form(desk: Desk) -> None:
    desk.say("agder", NEW)
    form = form_of(desk.reply("siva", "utsett O-1").card)
    assert [field.name for field in form.fields] == ["due", "reason"]
    for field, fields in {
        "due": {"due": "i fjor sommer", "reason": "vi venter"},
        "reason": {"due": "20.12", "reason": ""},
    }.items():
        reply = desk.form("siva", form.line, **fields)
        assert reply.problem is not None
        assert reply.problem.field_name == field
    assert desk.form("siva", form.line, due="fredag uke 3", reason="vi venter på tall").ok
    assert follow_up(desk).due == date(2027, 1, 22)


def test_when_the_other_side_postpones_both_sides_know(desk: Desk) -> None:
    desk.say("agder", NEW)
    desk.say("agder", "utsett O-1 til 20.1.2027 fordi møtet er flyttet")
    assert messages(desk) == [("new-follow-up", "siva"), ("postponed", "siva")]
    desk.say("ks", "oppfølging ny Siva: nasjonal sak innen 15.12")
    desk.say("ks", "utsett O-2 til 20.1.2027 fordi møtet er flyttet")
    assert messages(desk)[2:] == [("new-follow-up", "siva"), ("postponed", "siva")]  # KS isn't told what KS did


def test_asking_for_help_and_turning_it_away_reach_the_coordinator(desk: Desk) -> None:
    desk.say("agder", NEW)
    assert "Agder er bedt om hjelp med O-1" in desk.say("siva", "trenger hjelp O-1 vi mangler tall fra fylket")
    assert follow_up(desk).state == "waiting"
    assert duty(desk).due == date(2026, 12, 15)  # the deadline stands
    assert "hører til hos andre" in desk.say("siva", "ikke-min O-1 hører til Innovasjon Norge")
    office = Office(desk)
    posts = [post for post in office.turn() if post.room == "agder"]
    assert [post.card.title for post in posts] == [
        "Siva trenger hjelp med O-1 levere skisse",
        "Siva mener at O-1 levere skisse hører til hos andre",
    ]
    assert "«vi mangler tall fra fylket»" in posts[0].text

    handed = desk.say("agder", "oppfølging endre O-1 ansvarlig: Innovasjon Norge")
    assert "Ansvarlig: Innovasjon Norge" in handed
    assert "ikke bekreftet" in handed
    assert duty(desk).owner == "innovasjon-norge"
    assert [(post.room, post.card.title) for post in office.turn()] == [
        ("innovasjon-norge", "Nytt oppfølgingspunkt fra Agder"),
        ("siva", "O-1 levere skisse er flyttet til Innovasjon Norge"),
    ]
    assert not desk.reply("siva", "ferdig O-1").ok


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("siva", True),
        ("siva:member", True),
        ("agder", True),
        ("agder:member", False),
        ("ks", False),
        ("rogaland", False),
    ],
)
def test_who_may_finish_a_countys_follow_up(desk: Desk, who: str, allowed: bool) -> None:  # noqa: FBT001
    desk.say("agder", NEW)
    assert desk.reply(who, "ferdig O-1").ok is allowed
    assert (follow_up(desk).state == "done") is allowed


def test_changing_text_owner_and_date(desk: Desk) -> None:
    desk.say("agder", NEW)
    assert "O-1 Levere utkast v2 er endret" in desk.say("agder", "oppfølging endre O-1 tekst: Levere utkast v2")
    assert "Hvorfor endres fristen?" in refused(desk.reply("agder", "oppfølging endre O-1 frist: 18.12"))
    assert "18.12.2026: styret møtes da" in desk.say("agder", "oppfølging endre O-1 frist: 18.12 fordi styret møtes da")
    assert follow_up(desk).due == date(2026, 12, 18)
    assert "koordinator eller leder i Agder" in refused(desk.reply("siva", "oppfølging endre O-1 tekst: noe annet"))
    assert "Hva skal endres?" in refused(desk.reply("agder", "oppfølging endre O-1 farge: blå"))


def test_several_fields_are_changed_in_one_line(desk: Desk) -> None:
    desk.say("agder", NEW)
    said = desk.say(
        "agder",
        "oppfølging endre O-1 tekst: Levere skisse; ansvarlig: innovasjon norge; frist: 18.12 fordi styret møtes da",
    )
    assert "O-1 Levere skisse er endret" in said
    row = follow_up(desk)
    assert (row.text, row.owner, row.due) == ("Levere skisse", "innovasjon-norge", date(2026, 12, 18))
    assert ("handed-over", "siva") in messages(desk)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("tekst: Levere skisse; og kart", "Levere skisse; og kart"),
        ("tekst: Levere skisse; merk: bare kladd", "Levere skisse; merk: bare kladd"),
        ("ansvarlig: siva; tekst: Levere; og kart;", "Levere; og kart"),
        ("tekst: Levere skisse\nansvarlig: siva", "Levere skisse"),
    ],
)
def test_a_semicolon_that_no_field_follows_is_text(desk: Desk, typed: str, text: str) -> None:
    desk.say("agder", NEW)
    assert desk.reply("agder", f"oppfølging endre O-1 {typed}").ok
    assert (follow_up(desk).text, follow_up(desk).owner) == (text, "siva")


@pytest.mark.parametrize(
    ("typed", "should_be"),
    [
        ("tekst: levere skisse, ansvarlig: Forskningsrådet", "tekst: levere skisse; ansvarlig: Forskningsrådet"),
        ("tekst: levere skisse. Ansvarlig: Forskningsrådet", "tekst: levere skisse; Ansvarlig: Forskningsrådet"),
        ("ansvarlig: Forskningsrådet, tekst: levere skisse", "ansvarlig: Forskningsrådet; tekst: levere skisse"),
        (
            "tekst: levere skisse , frist: 18.12 fordi styret møtes da. ansvarlig: Forskningsrådet",
            "tekst: levere skisse; frist: 18.12 fordi styret møtes da; ansvarlig: Forskningsrådet",
        ),
    ],
)
def test_fields_run_together_are_refused_with_the_line_as_it_should_be(desk: Desk, typed: str, should_be: str) -> None:
    desk.say("agder", NEW)
    before = follow_up(desk)
    reply = desk.reply("agder", f"oppfølging endre O-1 {typed}")
    assert f"Skill feltene med semikolon: «oppfølging endre O-1 {should_be}»." in refused(reply)
    assert follow_up(desk) == before
    assert desk.press("agder", reply.card, "Skill med semikolon").ok
    assert (follow_up(desk).text, follow_up(desk).owner) == ("levere skisse", "forskningsradet")


def test_a_date_after_a_full_stop_is_no_text(desk: Desk) -> None:
    desk.say("agder", NEW)
    reply = desk.reply("agder", "oppfølging endre O-1 tekst: levere kart. Frist: 1.2.2027")
    assert "«oppfølging endre O-1 tekst: levere kart; Frist: 1.2.2027»" in refused(reply)
    assert "Hvorfor endres fristen?" in refused(desk.press("agder", reply.card, "Skill med semikolon"))
    assert follow_up(desk).text == "levere skisse"


@pytest.mark.parametrize("text", ["Levere skisse, kart og frist", "Levere skisse, merk: kladd", "Levere nr. 2: skisse"])
def test_a_text_may_hold_a_comma_and_a_colon(desk: Desk, text: str) -> None:
    desk.say("agder", NEW)
    assert desk.reply("agder", f"oppfølging endre O-1 tekst: {text}").ok
    assert follow_up(desk).text == text


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("tekst: Levere skisse; ansvarlg: Innovasjon Norge", "followups.change-needs"),
        ("tekst: Levere skisse; ansvarlig: Atlantis", "common.unknown-organisation"),
        ("ansvarlig: Innovasjon Norge; farge: blå", "common.left-over"),
        ("ansvarlig: Innovasjon Norge og Agder", "common.left-over"),
        ("tekst: Levere skisse; tekst: Levere kart", "agreements.field-twice"),
        ("tekst: Levere skisse; frist: 18.12", "followups.change-date"),
        ("tekst: ; ansvarlig: Innovasjon Norge", "followups.change-needs"),
    ],
)
def test_a_line_with_one_wrong_field_changes_nothing(desk: Desk, typed: str, code: str) -> None:
    desk.say("agder", NEW)
    before = follow_up(desk)
    problem = desk.reply("agder", f"oppfølging endre O-1 {typed}").problem
    assert problem is not None
    assert problem.code == code
    assert follow_up(desk) == before


def test_what_was_typed_for_a_date_is_quoted(desk: Desk) -> None:
    desk.say("agder", NEW)
    for line in ("utsett O-1 til neste år", "utsett O-1 til neste år fordi vi venter"):
        assert "«neste år»" in refused(desk.reply("siva", line))
    assert "«en gang» lar seg ikke lese" in refused(desk.reply("siva", "utsett O-1 til en gang fordi vi venter"))
    assert "Ny frist mangler." in refused(desk.reply("siva", "utsett O-1 fordi vi venter"))
    assert follow_up(desk).due == date(2026, 12, 15)


def test_an_earlier_date_is_no_postponement(desk: Desk) -> None:
    desk.say("agder", NEW)
    office = Office(desk)
    office.turn()
    said = desk.say("siva", "utsett O-1 til 10.12 fordi møtet er flyttet")
    assert said.startswith("Fristen for O-1 levere skisse er flyttet fram")
    assert "utsatt" not in said
    assert (follow_up(desk).due, follow_up(desk).state) == (date(2026, 12, 10), "open")
    [told] = office.turn()
    assert told.card.title == "Siva har flyttet fristen for O-1 levere skisse fram"
    assert "«møtet er flyttet»" in told.text
    assert "O-1 levere skisse er utsatt" in desk.say("siva", "utsett O-1 til 17.12 fordi vi venter")


def test_a_lapse_needs_a_reason_and_tells_the_owner(desk: Desk) -> None:
    desk.say("agder", NEW)
    for line in ("bortfall O-1", "bortfall O-1 fordi", "oppfølging bortfall O-1 fordi ."):
        assert "Hvorfor bortfaller det?" in refused(desk.reply("agder", line)), line
    assert "er bortfalt" in desk.say("agder", "bortfall O-1 fordi søknaden ble avslått")
    assert duty(desk).next_reminder_at is None
    office = Office(desk)
    titles = [post.card.title for post in office.turn()]
    assert "Bortfalt: O-1 levere skisse" in titles
    assert "bortfalt 23. november 2026" in refused(desk.reply("siva", "ferdig O-1"))


def test_a_button_from_before_a_change_explains_instead_of_acting(desk: Desk) -> None:
    """Buttons carry the version they were made from (docs/model.md, «Words»)."""
    desk.say("agder", NEW)
    old = desk.reply("siva", "oppfølging vis O-1").card
    desk.say("agder", "oppfølging endre O-1 tekst: Levere ferdig søknad")
    assert "endret siden knappen ble laget" in refused(desk.press("siva", old, "Ferdig"))
    assert follow_up(desk).state == "open"
    assert desk.press("siva", desk.reply("siva", "oppfølging vis O-1").card, "Ferdig").ok


# -- nudging, snoozing, being reminded ---------------------------------------------------------------------------------


def test_a_nudge_goes_at_once_and_once_a_day(desk: Desk) -> None:
    office = Office(desk)
    desk.say("agder", NEW)
    office.turn()
    assert "utenfor vanlig arbeidstid" in desk.say("agder", "purr O-1", at="2026-11-24 18:00")
    assert [post.card.title for post in office.turn()] == ["Agder minner om O-1 levere skisse"]  # in the evening too
    assert "alt minnet på dette i dag" in refused(desk.reply("agder", "purr O-1", at="2026-11-24 23:50"))
    assert desk.reply("ks", "purr O-1", at="2026-11-25 00:10").ok is True
    assert "alt minnet" in refused(desk.reply("agder", "purr O-1", at="2026-11-25 09:00"))
    assert desk.reply("agder", "purr O-1", at="2026-11-26 09:00").ok
    assert desk.reply("agder", "oppfølging ny Agder: egen sak innen fredag").ok
    assert "selv ansvarlige" in refused(desk.reply("agder", "purr O-2"))


def test_a_nudge_that_comes_after_it_is_done_is_not_sent(desk: Desk) -> None:
    office = Office(desk)
    desk.say("agder", NEW)
    desk.say("agder", "purr O-1")
    desk.say("siva", "ferdig O-1")
    assert office.turn() == []


def test_it_says_how_often_it_has_reminded(desk: Desk) -> None:
    office = Office(desk)
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 4.12")
    office.mornings("2026-11-24", "2026-12-03")  # −7 on 27.11, −3 on 1.12, −1 on 3.12
    assert "Påminnet 3 ganger, sist torsdag 3. desember." in desk.say("agder", "oppfølging vis O-1")
    posts = office.mornings("2026-12-04", "2026-12-07")
    assert "Påminnet 3 ganger" in about(posts["2026-12-04"], "O-1")[0].text
    over = about(posts["2026-12-07"], "O-1")[0].text
    assert "Over fristen siden fredag – O-1 levere skisse" in over


def test_a_snooze_is_the_owners_own_and_keeps_the_deadline(desk: Desk) -> None:
    office = Office(desk)
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 4.12")
    office.turn()
    reply = desk.say("siva", "slumre O-1 til 3.12")
    assert "torsdag 3. desember 2026" in reply
    assert "Fristen er den samme" in reply
    posts = office.mornings("2026-11-24", "2026-12-04")
    assert [day for day, said in posts.items() if about(said, "O-1")] == ["2026-12-03", "2026-12-04"]
    assert "Det er ingen påminnelser å utsette" in refused(desk.reply("agder", "slumre O-1 til 3.12.2027"))
    assert "må være etter i dag" in refused(desk.reply("siva", "slumre O-1 til i dag"))
    form = form_of(desk.reply("siva", "slumre O-1").card)
    assert desk.form("siva", form.line, until="om to uker").ok


def test_mine_shows_the_overdue_first_and_the_deadlines_in_order(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny Siva: sak tre innen 1.2.2027")
    desk.say("agder", "oppfølging ny Siva: sak en innen 24.11")
    desk.say("agder", "oppfølging ny Siva: sak to innen 30.11")
    text = desk.say("siva", "mine", at="2026-11-26 10:00")
    assert text.index("Over fristen") < text.index("sak en") < text.index("Innen en uke") < text.index("sak to")
    assert text.index("sak to") < text.index("Senere") < text.index("sak tre")
    assert "Siva har 3 åpne saker" in text
    shown = desk.say("siva", "frister 30 dager")
    assert "sak to" in shown
    assert "sak tre" not in shown
    assert "sak tre" in desk.say("siva", "frister 100")
    assert "I dag" in desk.say("siva", "mine", at="2026-11-30 23:30")  # due today is not overdue
    assert "sak to" not in desk.say("siva", "mine").partition("Innen en uke")[0]


def test_a_county_sees_its_own_and_an_agency_all(desk: Desk) -> None:
    desk.say("agder", NEW)
    desk.say("rogaland", "oppfølging ny Siva: sende tall innen 15.12")
    assert "Ett åpent oppfølgingspunkt" in desk.say("agder", "oppfølging")
    assert "2 åpne oppfølgingspunkter" in desk.say("siva", "oppfølging")
    there, never = (refused(desk.reply("rogaland", f"oppfølging vis {one}")) for one in ("O-1", "O-99"))
    assert there == never.replace("O-99", "O-1")
    assert desk.reply("forskningsradet", "oppfølging vis O-1").ok


# -- a request that comes again ----------------------------------------------------------------------------------------


def test_a_retried_request_does_nothing_twice(any_desk: Desk) -> None:
    desk = any_desk
    first = desk.reply("agder", NEW, request="Ev123")
    again = desk.reply("agder", NEW, request="Ev123")
    assert (first.repeated, again.repeated, again.ok) == (False, True, True)
    assert len(rows(desk.store, FollowUpRow)) == 1
    assert messages(desk) == [("new-follow-up", "siva")]
    assert desk.reply("agder", NEW, request="Ev124").repeated is False
    assert len(rows(desk.store, FollowUpRow)) == 2
    refused(desk.reply("siva", "utsett O-1 til 20.12", request="Ev125"))
    assert desk.reply(
        "siva", "utsett O-1 til 20.12 fordi vi venter", request="Ev125"
    ).ok  # a refused one may come again


def test_what_people_write_is_kept_as_they_wrote_it(any_desk: Desk) -> None:
    """Markup, quotes, emojis and odd spaces are text; what nobody can see is not kept."""
    desk = any_desk
    said = "*fet* <!channel> & «sitat» 'x'; DROP TABLE follow_up; -- { $name } 🙂 %s"
    assert desk.reply("agder", f"oppfølging ny Siva: {said} innen 15.12").ok
    assert follow_up(desk).text == said
    assert said in desk.say("siva", "mine")
    assert desk.reply("agder", "oppfølging ny Siva: nul\x00l og \ud800 surrogat \u202e innen 15.12").ok
    assert "\x00" not in follow_up(desk, 2).text
    form = {"owner": "siva", "text": "nul\x00l \udfff", "due": "15.12"}
    assert desk.form("agder", "oppfølging ny", **form).ok
    assert follow_up(desk, 3).text.startswith("nul l")
    assert oslo("2026-11-23") == desk.at
