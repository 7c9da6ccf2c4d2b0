"""Pasted minutes: understood by plain markers, shown before they are kept."""

import pytest

from storage.tables import DecisionRow, FollowUpRow, MinutesRow
from tests.desk import Desk
from tests.handlers.minutes_kit import REF, autumn, rows


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    return autumn(desk)


PASTED = """Til stede: Agder, Siva og Innovasjon Norge
Forfall: Forskningsrådet
Sak 1/26 Oppfølging av nasjonalt høstmøte
KS orienterte om kraft.
Sak 4/26 Testfasilitet for plast
Siva la fram planen.
Vedtak: Siva leverer skisse før sommeren.
@Siva levere skisse innen 15.1.2027
Oppfølging: Innovasjon Norge: kalle inn bedriftene innen uke 5
"""


def test_pasted_text_is_shown_before_it_is_kept(meeting: Desk) -> None:
    desk = meeting
    preview = desk.reply("agder", f"referat lim {REF}: {PASTED}").card.form
    assert preview is not None
    for line in (
        "Ingenting er lagret ennå.",
        "Til stede: Agder, Siva, Innovasjon Norge",
        "Sak 4/26, vedtak: Siva leverer skisse før sommeren.",
        "Sak 4/26, oppfølging: Siva, levere skisse, innen fredag 15. januar 2027",
        "1/26 Oppfølging av nasjonalt høstmøte: én linje tekst",
    ):
        assert line in preview.intro
    assert rows(desk, MinutesRow) == []

    values = {field.name: field.value for field in preview.fields}
    saved = desk.form("agder", preview.line, **values)
    assert saved.ok, saved.problem
    shown = desk.say("agder", f"referat vis {REF}")
    assert "KS orienterte om kraft." in shown
    assert "Vedtak V-1/26: Siva leverer skisse før sommeren." in shown
    assert "Oppfølging O-2: Innovasjon Norge, kalle inn bedriftene, innen" in shown
    assert "Forfall: Forskningsrådet" in shown


def test_a_changed_text_is_shown_again(meeting: Desk) -> None:
    preview = meeting.reply("agder", f"referat lim {REF}: {PASTED}").card.form
    assert preview is not None
    values = {field.name: field.value for field in preview.fields}
    again = meeting.form("agder", preview.line, **{**values, "text": values["text"] + "\nVedtak: Enda et"})
    assert again.card.form is not None
    assert "vedtak: Enda et" in again.card.form.intro
    assert rows(meeting, DecisionRow) == []


def test_what_is_unclear_is_said_and_kept_as_text(meeting: Desk) -> None:
    text_ = "Sak 4/26\n@Siva levere skisse innen 31.11\n@Sivo gjøre noe innen 15.1"
    preview = meeting.reply("agder", f"referat lim {REF}: {text_}").card.form
    assert preview is not None
    assert (
        "Uklart, lagres som tekst: @Siva levere skisse innen 31.11 – Datoen finnes ikke: november har 30 dager"
        in preview.intro
    )
    assert "@Sivo gjøre noe innen 15.1 – Fant ingen organisasjon" in preview.intro
    assert meeting.form("agder", preview.line, **{field.name: field.value for field in preview.fields}).ok
    assert "@Siva levere skisse innen 31.11" in meeting.say("agder", f"referat vis {REF}")
    assert rows(meeting, FollowUpRow) == []


def test_a_line_without_an_item_is_not_dropped(meeting: Desk) -> None:
    preview = meeting.reply("agder", f"referat lim {REF}: Vedtak: Noe\nSak 4/26\nTekst").card.form
    assert preview is not None
    assert "Hører ikke til noen sak: Vedtak: Noe" in preview.intro
    reply = meeting.form("agder", preview.line, **{field.name: field.value for field in preview.fields})
    assert reply.problem
    assert reply.problem.code == "minutes.paste-homeless"
    assert rows(meeting, MinutesRow) == []
