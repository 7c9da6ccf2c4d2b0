"""Agreements in Slack: cards and forms, a large agreement included, with nothing left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import open_store
from bot.slack import modals
from bot.slack.render import render
from domain.calendar import WorkCalendar
from handlers.setup.demo import load_demo
from handlers.texts import LANGUAGES
from storage.migrate import migrate
from storage.setup.demo import demo_clock
from storage.unit_of_work.unit import Rules
from tests.desk import Desk

CARDS = (
    ("midtvik", "avtale"),
    ("siva", "avtale Midtvik"),
    ("ks", "avtale"),
    ("ks", "avtale statusark Midtvik"),
    ("siva", "tiltak"),
    ("siva", "tiltak T1.2"),
    ("siva", "tiltak T1.2 forsinket, neste: søknad"),
    ("midtvik", "avtale endre T1.2 frist: 1.8.2027 fordi søknaden ble utsatt"),
)
FORMS = (
    ("midtvik", "avtale endre"),
    ("midtvik", "avtale endre T1.2"),
    ("midtvik", "avtale endre M1"),
    ("midtvik", "avtale mål"),
    ("midtvik", "avtale tiltak"),
    ("midtvik", "avtale status gjeldende v1"),
    ("agder", "avtale ny"),
    ("siva", "tiltak Midtvik T1.2 v3"),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with the demo data."""
    store = open_store(f"sqlite:///{tmp_path}/demo.db", Rules(WorkCalendar()))
    migrate(store)
    load_demo(store, demo_clock())
    yield Desk(store, demo_clock())
    store.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_and_form_fits(desk: Desk, language: str) -> None:
    for who in ("ks", "midtvik", "siva", "agder"):
        assert desk.reply(who, f"språk {language}").ok
    for who, line in FORMS:
        form = desk.reply(who, line).card.form
        assert form is not None, line
        assert modals.view(form, modals.Place(), language)[1] == (), line
    for who, line in CARDS:
        reply = desk.reply(who, line)
        assert reply.ok, line
        assert render(reply.card).warnings == (), line


def test_an_agreement_with_thirty_measures_is_one_message(desk: Desk) -> None:
    assert desk.reply("agder", "avtale ny 2026–2029").ok
    for goal in range(1, 11):
        assert desk.reply("agder", f"avtale mål M{goal}: Mål nummer {goal}; planmål 2.{goal}").ok
        for number in range(1, 4):
            fields = "ansvarlig: Siva; bidrar: Agder; virkemiddel: Norsk katapult; nivå: nasjonalt; frist: 1.6.2027"
            line = (
                f"avtale tiltak T{goal}.{number}: Testfasilitet for sirkulær plast; {fields}; indikator: antall 0 → 20"
            )
            assert desk.reply("agder", line).ok
    for who, line in (("agder", "avtale"), ("ks", "avtale statusark Agder")):
        rendered = render(desk.reply(who, line).card)
        assert len(rendered.messages) == 1, line
        assert [one for one in rendered.warnings if "joined" not in one] == [], line
