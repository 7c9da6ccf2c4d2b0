"""The model's clauses on agreements, each as a conversation with the demo county Midtvik."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from domain.agreements.agreements import Status
from handlers.cards import Card, Heading, Item, Sign, Table, Text
from handlers.setup.demo import load_demo
from handlers.views.plain_text import plain
from storage.agreements.agreements import sheet
from storage.setup.demo import demo_clock
from storage.unit_of_work.store import Store
from tests.desk import Desk

TODAY = date(2026, 11, 23)


@pytest.fixture
def midtvik(new_desk: Callable[[], Desk]) -> Desk:
    """A desk with the demo data, at the demo's own clock."""
    desk = new_desk()
    desk.at = demo_clock()
    load_demo(desk.store, desk.at)
    return desk


@pytest.fixture
def any_midtvik(store: Store) -> Desk:
    """The same over SQLite and over PostgreSQL."""
    load_demo(store, demo_clock())
    return Desk(store, demo_clock())


def ok(desk: Desk, who: str, line: str) -> str:
    reply = desk.reply(who, line)
    assert reply.ok, (line, reply.problem)
    return plain(reply.card)


def code(desk: Desk, who: str, line: str) -> str:
    problem = desk.reply(who, line).problem
    return problem.code if problem else ""


def pairs(session: Session, query: str) -> dict[str, Any]:
    """The rows of a query with two columns."""
    return {str(row[0]): row[1] for row in session.execute(text(query))}


def item(card: Card, lead: str) -> Item:
    return next(block for block in card.body if isinstance(block, Item) and block.lead.startswith(lead))


def table(card: Card) -> Table:
    return next(block for block in card.body if isinstance(block, Table))


# -- § 2: the county drafts, all agree ---------------------------------------------------------------------------------


def test_s16_from_draft_to_in_force_one_word_at_a_time(midtvik: Desk) -> None:
    """The parties' agreement is registered by the county; each word in its turn, none skipped."""
    words = ("utkast", "til godkjenning", "omforent", "signert", "gjeldende")
    ok(midtvik, "agder", "avtale ny 2027–2030")
    assert "Status: utkast" in ok(midtvik, "agder", "avtale")
    for place, word in enumerate(words[1:], 1):
        for later in words[place + 1 :]:
            assert code(midtvik, "agder", f"avtale status {later}") == "agreements.no-such-step", (word, later)
        ok(midtvik, "agder", f"avtale status {word}")
        assert f"Status: {word}" in ok(midtvik, "siva", "avtale Agder")
    assert code(midtvik, "siva", "avtale status Agder under revisjon") == "common.not-allowed"


def test_s16_an_agreement_in_force_is_not_edited(midtvik: Desk) -> None:
    """Until version 2 is registered T1.2 stays over its deadline; then its new date holds."""
    card = midtvik.reply("midtvik", "avtale").card
    assert "under revisjon, versjon 1 gjelder" in plain(card)
    assert "T1.2 frist: «1.11.2026» → «1.6.2027»" in plain(card)
    assert item(card, "T1.2").sign is Sign.OVERDUE
    assert "Midtvik T1.2" in ok(midtvik, "siva", "mine").split("Innen en uke")[0], "over the deadline"

    ok(midtvik, "midtvik", "avtale status gjeldende")
    card = midtvik.reply("midtvik", "avtale").card
    assert "Versjon: 2" in plain(card)
    assert (item(card, "T1.2").sign, item(card, "T1.2").word) == (Sign.SOON, "Forsinket")
    assert "frist tirsdag 1. juni 2027" in item(card, "T1.2").text


# -- § 2.1: each agency accounts for its own ---------------------------------------------------------------------------


def test_s18_the_sheet_lists_each_agencys_own_measures(midtvik: Desk) -> None:
    said = ok(midtvik, "midtvik", "avtale statusark")
    own = said.split("Hver parts egne tiltak", 1)[1]
    assert "Innovasjon Norge: T1.1 (i gang), T3.1 (fullført)" in own
    assert "Siva: T1.2 (forsinket · 22 dager over fristen)" in own
    assert "Forskningsrådet: T2.1 (i gang)" in own
    assert "Midtvik: T2.2 (i gang), T3.2 (ikke startet)" in own
    for who in ("siva", "innovasjon-norge", "forskningsradet", "ks"):
        assert ok(midtvik, who, "avtale statusark Midtvik") == said, who
    assert "T1.2" in ok(midtvik, "siva", "tiltak")
    assert "T1.1" not in ok(midtvik, "siva", "tiltak")


# -- § 2.2: the measures' status and history ---------------------------------------------------------------------------

_BY_STATUS = "SELECT status, count(*) FROM measure WHERE agreement_id = 1 AND removed_on IS NULL GROUP BY status"
_OVER = """SELECT number FROM measure WHERE agreement_id = 1 AND removed_on IS NULL AND due < '2026-11-23'
AND status NOT IN ('completed', 'postponed', 'cancelled') ORDER BY number"""
_OWNERS = "SELECT owner, count(*) FROM measure WHERE agreement_id = 1 AND removed_on IS NULL GROUP BY owner"
_GOALS = """SELECT goal.number, avg(CASE WHEN status = 'completed' THEN 1.0
ELSE (latest - baseline) / (target - baseline) END) FROM measure JOIN goal ON goal.id = measure.goal_id
WHERE measure.agreement_id = 1 AND measure.removed_on IS NULL GROUP BY goal.number ORDER BY goal.number"""


def test_s22_the_sheets_numbers_are_the_databases(any_midtvik: Desk) -> None:
    """After a few reports: what the card says, what `sheet` counts and what plain SQL counts are the same."""
    desk = any_midtvik
    ok(desk, "siva", "tiltak T1.2 i gang 1 av 1")
    ok(desk, "forskningsradet", "tiltak T2.1 forsinket 21")
    ok(desk, "midtvik", "tiltak T3.2 i gang")
    with desk.store.read(desk.at) as snapshot:
        found = sheet(snapshot.session, "midtvik", TODAY)
        assert found is not None
        by_status = pairs(snapshot.session, _BY_STATUS)
        over = list(snapshot.session.execute(text(_OVER)).scalars())
        owners = pairs(snapshot.session, _OWNERS)
        goals = pairs(snapshot.session, _GOALS)
    assert {status.value: n for status, n in found.statuses.items() if n} == by_status
    assert list(found.over) == over == ["T1.2"]
    assert {slug: len(numbers) for slug, numbers in found.owners.items()} == owners
    assert dict(found.progress) == pytest.approx(goals)

    card = desk.reply("ks", "avtale statusark Midtvik").card
    said = plain(card)
    words = {Status.IN_PROGRESS: "i gang", Status.DELAYED: "forsinket", Status.COMPLETED: "fullført"}
    for status, word in words.items():
        assert f"{by_status[status.value]} {word}" in said
    for name, share in goals.items():
        assert re.search(rf"{name} .*: {int(share * 100 + 1e-9)} prosent av veien", said), name
    assert len(table(card).rows) == sum(by_status.values()) == 6


def test_s22_a_status_is_a_sign_and_a_word_never_colour_alone(midtvik: Desk) -> None:
    cells = {row[0].split()[0]: row[1] for row in table(midtvik.reply("siva", "avtale statusark Midtvik").card).rows}
    assert cells == {
        "T1.1": "● I gang",
        "T1.2": "■ Forsinket · 22 dager over fristen",
        "T2.1": "● I gang",
        "T2.2": "● I gang",
        "T3.1": "✓ Fullført",
        "T3.2": "○ Ikke startet",
    }


def test_s22_every_report_stays_in_the_history(midtvik: Desk) -> None:
    ok(midtvik, "siva", "tiltak T1.2 forsinket, neste: søknad i januar, merknad: tallene kom")
    said = ok(midtvik, "midtvik", "tiltak T1.2").split("Historikk", 1)[1]
    lines = [line for line in said.splitlines() if re.match(r"\d", line)]
    assert [line.split(":")[0] for line in lines] == ["23.11.2026 Siva", "30.10.2026 Siva", "16.4.2026 Siva"]
    assert "neste: søknad i januar · «tallene kom»" in lines[0]


def test_s22_a_delay_is_told_to_the_county(midtvik: Desk) -> None:
    ok(midtvik, "forskningsradet", "tiltak T2.1 forsinket")
    with midtvik.store.read(midtvik.at) as snapshot:
        told = pairs(snapshot.session, "SELECT kind, recipient FROM message WHERE cause IS NOT NULL")
    assert told == {"measure-delayed": "midtvik"}


# -- § 3.1: each goal names its plan goal ------------------------------------------------------------------------------


def test_s30_a_goal_without_a_plan_goal_is_not_anchored(midtvik: Desk) -> None:
    ok(midtvik, "agder", "avtale ny 2027–2030")
    ok(midtvik, "agder", "avtale mål M1: Flere arbeidsplasser; planmål 2.1")
    ok(midtvik, "agder", "avtale mål M2: Mer forskning; planmål 2.3")
    ok(midtvik, "agder", "avtale mål M3: Nyskaping")
    card = midtvik.reply("agder", "avtale").card
    lines = {
        heading.text.split()[0]: line.text.split(" · ")[0]
        for heading, line in zip(card.body, card.body[1:], strict=False)
        if isinstance(heading, Heading) and isinstance(line, Text)
    }
    assert lines == {"M1": "Planmål 2.1", "M2": "Planmål 2.3", "M3": "Ikke forankret"}
    ok(midtvik, "agder", "avtale endre M3 planmål: 3.2")
    assert "Ikke forankret" not in ok(midtvik, "agder", "avtale")


def test_s30_a_measure_that_gets_a_plan_goal_is_unanchored_until_the_next_version(midtvik: Desk) -> None:
    assert "Uten planmål: T3.2." in ok(midtvik, "midtvik", "avtale statusark")
    assert "T3.2 opphav: «avtalt mellom partene» → «planmål 3.3»" in ok(midtvik, "midtvik", "avtale")
    ok(midtvik, "midtvik", "avtale status gjeldende")
    assert "Uten planmål" not in ok(midtvik, "midtvik", "avtale statusark")
    assert "Opphav: planmål 3.3" in ok(midtvik, "midtvik", "tiltak T3.2")


# -- § 3.1: measures the parties have agreed between them --------------------------------------------------------------


def test_s31_a_measure_from_the_agreement_alone_is_marked_so(midtvik: Desk) -> None:
    card = midtvik.reply("siva", "avtale Midtvik").card
    assert "avtalt mellom partene" in item(card, "T3.2").text
    for number in ("T1.1", "T1.2", "T2.1", "T2.2", "T3.1"):
        assert "avtalt mellom partene" not in item(card, number).text, number
    assert "Opphav: avtalt mellom partene, uten planmål" in ok(midtvik, "siva", "tiltak Midtvik T3.2")


def test_s31_it_asks_nothing_of_anybody_before_the_parties_have_signed(midtvik: Desk) -> None:
    """What is agreed between the parties binds from their signature; each party's own consent comes before that."""
    ok(midtvik, "agder", "avtale ny 2027–2030")
    ok(midtvik, "agder", "avtale mål M1: Nyskaping; planmål 3.2")
    ok(midtvik, "agder", "avtale tiltak T1.1: Én vei inn; ansvarlig: Siva; frist: 1.3.2027; opphav: enighet")
    for word in ("til godkjenning", "omforent"):
        assert "Agder T1.1" not in ok(midtvik, "siva", "mine")
        ok(midtvik, "agder", f"avtale status {word}")
    assert code(midtvik, "siva", "tiltak Agder T1.1 i gang") == "measures.not-running"
    ok(midtvik, "agder", "avtale status signert")
    assert "Agder T1.1 Én vei inn" in ok(midtvik, "siva", "mine")


# -- and in status ----------------------------------------------------------------------------------------------------


def test_the_countys_overview_holds_the_measures_of_all_four_parties(midtvik: Desk) -> None:
    urgent = ok(midtvik, "midtvik", "status").split("Regionale dialogmøter")[0]
    assert "2 over fristen" in urgent
    assert urgent.index("T1.2 Testfasilitet") < urgent.index("O-7 Tall")
    assert "[Purr] purr midtvik T1.2" in urgent
    assert "Midtvik T1.2 Testfasilitet" in ok(midtvik, "ks", "status")
    assert "purr" not in ok(midtvik, "forskningsradet", "avtale Midtvik"), "a nudge is the county's and KS' to send"
