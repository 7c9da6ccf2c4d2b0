"""What is longer than a card has room for is read in parts, by [Les resten], in every front end the same."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text as sql

from handlers.cards import Button, Card, Copy, Facts, Field, FieldKind, Form, Heading, Item, Note, Reply, Table, Text
from handlers.views.parts import beginning, fillable, in_pieces, part_of
from handlers.views.plain_text import plain
from tests.desk import Desk
from tests.handlers.minutes.minutes_kit import REF, autumn

WORDS = "Partene er enige om at arbeidet føres videre 🙂. "
OLD = (WORDS * 500)[:20_000]


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    """A meeting whose draft has been out, with texts from before there was a limit."""
    autumn(desk)
    for line in ("til stede Agder, Siva", "referat tekst 1/26: Åpnet.", f"referat send {REF} bekreft"):
        assert desk.reply("agder", line).ok, line
    assert desk.reply("siva", f"merknad {REF} Fristen er feil.").ok
    return desk


def older(desk: Desk, statement: str, words: str) -> None:
    """As if it had been written before there was a limit."""
    with desk.store.writer.begin() as connection:
        connection.execute(sql(statement), {"words": words})


def read_on(desk: Desk, who: str, line: str) -> Iterator[Reply]:
    """The reply, and what every press on [Les resten] gives."""
    while line:
        reply = desk.reply(who, line)
        yield reply
        line = next((one.line for one in reply.card.buttons if one.label == "Les resten"), "")


def test_a_comment_of_2501_characters_is_read_whole(meeting: Desk) -> None:
    older(meeting, "UPDATE minutes_answer SET text = :words", f"{'x' * 2491} the last.")
    assert "the last." in meeting.say("siva", f"referat vis {REF}")


def test_a_text_from_before_there_was_a_limit_is_read_part_by_part(meeting: Desk) -> None:
    older(meeting, "UPDATE agenda_item SET text = :words WHERE text <> ''", f"{OLD} END-1")
    older(meeting, "UPDATE minutes_answer SET text = :words", f"{OLD} END-2")
    replies = list(read_on(meeting, "agder", f"referat vis {REF}"))
    assert 4 < len(replies) < 10
    texts = [plain(reply.card) for reply in replies]
    assert f"Del 1 av {len(texts)}" in texts[0]
    assert f"Del {len(texts)} av {len(texts)}" in texts[-1]
    assert "END-1" in "".join(texts)
    assert "END-2" in texts[-1]
    assert sum(text.count("🙂") for text in texts) == 2 * OLD.count("🙂")


def test_who_may_read_is_asked_for_every_part(meeting: Desk) -> None:
    older(meeting, "UPDATE agenda_item SET text = :words WHERE text <> ''", OLD)
    line = next(one.line for one in meeting.reply("agder", f"referat vis {REF}").card.buttons if "resten" in one.line)
    assert meeting.reply("siva", line).ok
    asked, pressed = meeting.reply("nordland", f"referat vis {REF}"), meeting.reply("nordland", line)
    assert asked.problem is not None
    assert asked == pressed


def test_what_has_changed_meanwhile_is_read_from_the_beginning(meeting: Desk) -> None:
    older(meeting, "UPDATE agenda_item SET text = :words WHERE text <> ''", OLD)
    line = next(one.line for one in meeting.reply("agder", f"referat vis {REF}").card.buttons if "resten" in one.line)
    older(meeting, "UPDATE agenda_item SET text = :words WHERE text <> ''", f"Nytt. {OLD}")
    shown = meeting.say("agder", line)
    assert "Innholdet er endret siden sist." in shown
    assert "Nytt." in shown


def test_a_part_can_be_typed_too_and_there_is_always_one(meeting: Desk) -> None:
    older(meeting, "UPDATE agenda_item SET text = :words WHERE text <> ''", f"{OLD} END")
    assert "Del 2 av" in meeting.say("agder", f"read the rest 2 referat vis {REF}")
    assert "END" in meeting.say("agder", f"les resten 99 referat vis {REF}")
    assert meeting.say("agder", "les resten 2 saksliste R42-2027-V") == meeting.say("agder", "saksliste R42-2027-V")


def test_nothing_is_done_in_parts(meeting: Desk) -> None:
    before = meeting.say("agder", "oppfølging")
    reply = meeting.reply("agder", "les resten 2 oppfølging ny Siva: levere skisse innen 15.12")
    assert meeting.say("agder", "oppfølging") == before
    assert reply.problem is not None
    assert reply.problem.code == "common.part-deed"
    assert reply.problem.problem.endswith("Ingenting er gjort.")


def test_every_block_comes_in_pieces_and_none_loses_a_word() -> None:
    table = Table(("Tiltak", "Status"), tuple((f"T1.{n}", f"Steg {n} {WORDS}") for n in range(200)), "Tabell")
    wide = Table(("Tiltak", "Status"), (("T2.1", f"{OLD} END"),), "")
    card = Card(
        f"Tittel {OLD}",
        (
            Text(OLD), Heading(OLD), Note(OLD), Copy(OLD), Facts((("Sted", OLD), ("Tid", "10.00"))),
            Item(OLD, OLD, buttons=(Button("Ferdig", "ferdig O-1"),)), table, wide, Text("\n".join(["linje"] * 2000)),
        ),
    )  # fmt: skip
    whole = in_pieces(card)
    assert in_pieces(whole) == whole
    shown = plain(whole)
    assert shown.count("🙂") >= plain(card).count("🙂")
    assert shown.count("linje") == 2000
    assert [one for one in (f"T1.{n} " for n in range(200)) if one not in shown] == []
    assert in_pieces(Card("Kort", (Text("x" * 2500),))) == Card("Kort", (Text("x" * 2500),))
    first = beginning(whole, "mine")
    assert len(plain(first)) < 12_000
    assert first.buttons == (Button("Les resten", "mine"),)
    assert part_of(whole, "x" * 1901) == whole  # no button can carry its line


def test_a_form_leaves_out_what_no_field_holds() -> None:
    fields = (Field("a", "Formål", FieldKind.TEXT, "x" * 3001), Field("b", OLD, FieldKind.TEXT, "x" * 3000))
    form = fillable(Card("", form=Form("line", "Skjema", fields, "Lagre", intro="Agder"))).form
    assert form is not None
    assert [field.name for field in form.fields] == ["b"]
    assert len(form.fields[0].label) == 300
    assert form.intro == "Agder\nFor lange til å endres her, så disse blir stående som de er: Formål."
