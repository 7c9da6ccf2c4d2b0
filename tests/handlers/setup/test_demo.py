"""The demo data as a newcomer meets it: two meetings' minutes, their decisions, what is open, on 23 November 2026."""

import pytest

from domain.canonical import checksum
from handlers.setup.demo import load_demo
from storage.setup.demo import demo_clock
from storage.tables import MinutesVersionRow
from storage.unit_of_work.store import Store
from tests.desk import Desk


@pytest.fixture
def demo(store: Store) -> Desk:
    """Both databases, loaded."""
    assert load_demo(store, demo_clock())
    assert not load_demo(store, demo_clock())
    return Desk(store, at=demo_clock())


def test_the_spring_minutes_are_approved_and_locked(demo: Desk) -> None:
    said = demo.say("ks", "referat vis R90-2026-V")
    for line in (
        "Godkjent torsdag 7. mai 2026 ved taus aksept: ingen hadde merknader innen fristen.",
        "Andre til stede: Partnerskapet (NHO, LO, universitetet, KS lokalt)",
        "Vedtatt – 4/26 Testfasilitet for sirkulær plast\n  Vedtak V-3/26: Siva leverer skisse før sommeren.",
        "Oppfølging O-2: Siva, Skisse testfasilitet, innen 19.6.2026",
        "Versjon 1, låst torsdag 7. mai 2026",
    ):
        assert line in said
    with demo.store.read(demo.at) as snapshot:
        version = snapshot.session.get_one(MinutesVersionRow, 1)
        assert checksum(version.content) == version.sha256


def test_the_autumn_minutes_are_out_for_three_more_days(demo: Desk) -> None:
    said = demo.say("siva", "referat vis R90-2026-H")
    for line in (
        "Sendt til merknad torsdag 19. november 2026.",
        "Forfall: Siva",
        "Vedtak V-4/26: T3.1 er fullført. T1.2 er forsinket, ny frist 1.6.2027.",
        "Oppfølging O-2: Siva, Skisse testfasilitet, innen 15.12.2026",
        "Behov for endringer i avtalen? Ja\nT1.2 får ny frist, T3.2 knyttes til planmål 3.3.",
        "Utført siden forrige møte",
        "[Godkjenn] godkjenn R90-2026-H utkast 1",
    ):
        assert line in said
    refused = demo.reply("rogaland", "referat vis R90-2026-H")
    assert refused.problem
    assert refused.problem.code == "common.not-allowed"
    assert "Merknadsfrist: torsdag 26. november 2026" in demo.say("midtvik", "møte vis R90-2026-H")


def test_the_register_holds_the_six_decisions(demo: Desk) -> None:
    assert "V-3/26" in demo.say("midtvik", "vedtak skisse")
    assert "V-2/26" in demo.say("midtvik", "vedtak hostmote")
    assert "V-6/26" in demo.say("midtvik", "vedtak vårmøtet 2026")


def test_the_next_agenda_has_what_is_open(demo: Desk) -> None:
    said = demo.say("midtvik", "saksliste Midtvik vår 2027")
    assert "O-2 Skisse testfasilitet (Siva), frist 15.12.2026, utsatt 2 ganger" in said
    for number in (5, 6, 7):
        assert f"O-{number} " in said
    for number in (1, 3, 4):
        assert f"O-{number} " not in said
