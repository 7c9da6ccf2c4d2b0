"""Several lines at once: commands are told apart and refused, texts go on having lines."""

import pytest
from sqlmodel import select

from storage.tables import FollowUpRow, MessageRow
from storage.unit_of_work.store import Store
from tests.desk import Desk
from tests.handlers.dispatch.talk_kit import offered


def count(store: Store, table: type[FollowUpRow] | type[MessageRow]) -> int:
    with store.transaction() as session:
        return len(session.exec(select(table)).all())


def test_several_commands_pasted_at_once_are_refused(desk: Desk) -> None:
    before = count(desk.store, FollowUpRow), count(desk.store, MessageRow)
    pasted = "oppfølging ny Siva: levere skisse\ninnen 15.12\noppfølging ny Innovasjon Norge: lage tall innen 20.12"
    reply = desk.reply("agder", pasted)
    assert reply.card.title == "Skriv én kommando om gangen. Ingenting er gjort."
    assert reply.card.buttons == ()
    assert (count(desk.store, FollowUpRow), count(desk.store, MessageRow)) == before


def test_a_few_short_lines_become_buttons(desk: Desk) -> None:
    reply = desk.reply("agder", "status\n\nmine\nfrister")
    assert offered(reply) == ["status", "mine", "frister"]
    assert "Agder" in desk.press("agder", reply.card, "mine").card.title


@pytest.mark.parametrize(
    "words",
    [
        "Siva: levere skisse innen 15.12 oppfølging ny Innovasjon Norge: lage tall innen 20.12",
        "Siva: levere skisse nytt oppfølgingspunkt Innovasjon Norge: lage tall innen 20.12",
        "Siva: levere skisse innen 15.12 og lage tall innen 20.12",
    ],
)
def test_two_follow_ups_in_one_are_refused(desk: Desk, words: str) -> None:
    reply = desk.reply("agder", f"oppfølging ny {words}")
    assert reply.problem is not None
    assert reply.problem.code == "followups.one-at-a-time"
    assert count(desk.store, FollowUpRow) == 0


def test_a_polite_last_line_is_no_command(desk: Desk) -> None:
    assert desk.reply("agder", "oppfølging ny Siva: levere skisse innen 15.12\nTakk").ok


def test_a_text_may_have_lines(desk: Desk) -> None:
    assert desk.reply("agder", "oppfølging ny Siva: levere skisse\nmed tall for 2026\ninnen 15.12").ok
    assert "med tall for 2026" in desk.say("siva", "mine")
    assert desk.reply("agder", "oppfølging ny Siva: levere tall før påske, senest 15.12").ok
    desk.say("agder", "møte holdt høst 12.11.2026 til stede Siva")
    pasted = desk.reply("agder", "referat lim R42-2026-H\nReferat fra møtet\nVedtak 1/26: Siva leverer\nStatus: god")
    assert pasted.ok
    assert "Status: god" in str(pasted.card.form)
    text = desk.reply("agder", "referat tekst 1/26: Orientering fra Siva.\nStatus er god.\nMøte i mai.")
    assert text.ok, text.problem
    twice = desk.reply("agder", "vedtak 1/26 Siva leverer skisse\nvedtak 2/26 Agder lager plan")
    assert offered(twice) == ["vedtak 1/26 Siva leverer skisse", "vedtak 2/26 Agder lager plan"]


@pytest.mark.parametrize(
    "line",
    [
        "trenger-hjelp O-1 vi mangler tall\nmine folk er borte",
        "ikke-min O-1 hører til Agder\nstatus er uklar",
        "utsett O-1 til 20.12.2026 fordi vi venter\nmøte med Agder er flyttet",
    ],
)
def test_a_reason_may_have_lines_that_begin_like_a_command(desk: Desk, line: str) -> None:
    assert desk.reply("agder", "oppfølging ny Siva: levere skisse innen 15.12").ok
    reply = desk.reply("siva", line)
    assert reply.ok, reply.problem


@pytest.mark.parametrize(
    "second",
    ["ferdig O-3", "trenger-hjelp O-3", "status Agder", "mine", "møte avlys N-2027-V", "vedtak 1/26 Siva leverer"],
)
def test_a_reason_does_not_swallow_another_command(desk: Desk, second: str) -> None:
    assert desk.reply("agder", "oppfølging ny Siva: levere skisse innen 15.12").ok
    reply = desk.reply("siva", f"trenger-hjelp O-1 vi mangler tall\n{second}")
    assert reply.problem is not None
    assert reply.problem.code == "common.one-at-a-time"
    assert offered(reply) == ["trenger-hjelp O-1 vi mangler tall", second]
