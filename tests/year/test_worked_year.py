"""The worked year 2027: every deadline to the day, read in the annual wheel and heard as a reminder on its day."""

import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from bot.app import App, build, open_store
from bot.clock import FixedClock
from bot.settings import Settings
from bot.terminal.console import say_line, tick
from domain.meetings.steps import Step
from handlers.cards import Table
from handlers.core.wording import capital, meeting_name, step_name
from handlers.texts import day_text, say
from storage.meetings.meetings import meeting_called
from storage.unit_of_work.unit import Rules
from tests.desk import START, oslo
from tests.year.town import days

MEETINGS = {"N-2027-V": "9.3.2027", "R-2027-V": "15.4.2027", "N-2027-H": "19.10.2027", "R-2027-H": "16.11.2027"}

WORKED = {
    Step.SAVE_THE_DATE: ("15.12.2026", "18.2.2027", "9.7.2027 (27.7.)", "21.9.2027"),
    Step.CONVENE: ("26.1.2027", "18.3.2027", "7.9.2027", "19.10.2027"),
    Step.CONTRIBUTE: ("16.2.2027", "19.3.2027 (25.3.)", "28.9.2027", "26.10.2027"),
    Step.PAPERS: ("23.2.2027", "1.4.2027", "5.10.2027", "2.11.2027"),
    Step.SIGN_UP: ("2.3.2027", "8.4.2027", "12.10.2027", "9.11.2027"),
    Step.DRAFT: ("16.3.2027", "22.4.2027", "26.10.2027", "23.11.2027"),
    Step.COMMENT: ("30.3.2027 (23.3.)", "29.4.2027", "2.11.2027", "30.11.2027"),
    Step.APPROVE: ("6.4.2027", "7.5.2027 (6.5.)", "9.11.2027", "7.12.2027"),
}
"""Step → N-vår, R-vår, N-høst, R-høst; in brackets the date before the calendar moved it."""

COUNTIES = {"agder": "42", "vestland": "46"}
BY_PARTIES = (Step.CONTRIBUTE, Step.SIGN_UP, Step.COMMENT)


@pytest.fixture(scope="module")
def app(sqlite_template: Path, rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> App:
    """What `samhandling init` makes, then the dates set by `samhandling say`; made once for all tests of this file."""
    database = shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("worked") / "year.db")
    store = open_store(f"sqlite:///{database}", rules)
    app = build(Settings(_env_file=None), FixedClock(START), store=store)  # type: ignore[call-arg] # the library's own
    app.start(START)
    said(app, "ks", "møte ny nasjonalt vår 9.3.2027", "2026-11-23")
    said(app, "ks", "møte ny nasjonalt høst 19.10.2027", "2026-11-23")
    for county in COUNTIES:
        said(app, county, "møte ny vår 15.4.2027", "2026-11-23")
        said(app, county, f"møte ny {'haust' if county == 'vestland' else 'høst'} 16.11.2027", "2026-11-23")
    return app


def said(app: App, who: str, line: str, day: str) -> None:
    """A line said at ten o'clock, which must be understood."""
    reply = say_line(app, line, who, oslo(f"{day} 10:00"))
    assert reply.ok, (day, who, line, reply.problem)


def wheel(app: App, who: str) -> dict[str, tuple[str, ...]]:
    """Row name → cells of the annual wheel as it is shown."""
    card = say_line(app, "årshjul 2027", who, oslo("2026-11-23 10:00")).card
    table = next(block for block in card.body if isinstance(block, Table))
    return {row[0]: row[1:] for row in table.rows}


@pytest.mark.parametrize(
    ("who", "language", "columns"),
    [("ks", "nb", (0, 2)), ("agder", "nb", (0, 1, 2, 3)), ("vestland", "nn", (0, 1, 2, 3))],
)
def test_every_cell_of_the_wheel(app: App, who: str, language: str, columns: tuple[int, ...]) -> None:
    shown = wheel(app, who)
    assert shown[say(language, "year.row-meeting")] == tuple(list(MEETINGS.values())[n] for n in columns)
    for step, cells in WORKED.items():
        assert shown[capital(step_name(language, step.value))] == tuple(cells[n] for n in columns), step


Heard = dict[str, list[tuple[date, str]]]
"""Recipient → the reminders' texts with their days."""


@pytest.fixture(scope="module")
def heard(app: App) -> Heard:
    """A whole year: `samhandling tick` at nine every day; everything is done at ten on the day it is due."""
    todo: dict[date, list[tuple[str, str]]] = defaultdict(list)
    for column, ref in enumerate(MEETINGS):
        for who, own in _owners(ref):
            todo[_day(MEETINGS[ref])].append(
                (who, f"møte holdt {own} til stede Innovasjon Norge, Siva, Forskningsrådet")
            )
            for step, words in DEEDS.items():
                todo[_day(WORKED[step][column])].append((who, words.format(ref=own)))
    heard: Heard = defaultdict(list)
    for day in days(date(2026, 11, 24), date(2027, 12, 31)):
        for sent in tick(app, oslo(f"{day} 09:00")):
            heard[sent.recipient].append((day, sent.text))
        for who, line in todo[day]:
            said(app, who, line, str(day))
    return heard


DEEDS = {
    Step.SAVE_THE_DATE: "datovarsel {ref} bekreft",
    Step.CONVENE: "innkall {ref} bekreft",
    Step.PAPERS: "møte sendt {ref} saksdokumenter",
    Step.DRAFT: "møte sendt {ref} referatutkast",
    Step.APPROVE: "møte sendt {ref} godkjent",
}


def _owners(ref: str) -> list[tuple[str, str]]:
    if ref.startswith("N"):
        return [("ks", ref)]
    return [(county, ref.replace("R-", f"R{number}-")) for county, number in COUNTIES.items()]


def _day(cell: str) -> date:
    day, month, year = cell.split(maxsplit=1)[0].split(".")
    return date(int(year), int(month), int(day))


def _who_hears(ref: str, step: Step, owner: str) -> tuple[str, ...]:
    if step not in BY_PARTIES:
        return (owner,)
    return ("agder", "vestland") if ref.startswith("N") else ("siva",)


def test_every_cell_is_heard_on_its_day(app: App, heard: Heard) -> None:
    """Whoever has the duty hears «I dag» about it at nine on that very day and no other, in their own language."""
    cells = 0
    for column, ref in enumerate(MEETINGS):
        for step, row in WORKED.items():
            for owner, own in _owners(ref):
                for who in _who_hears(ref, step, owner):
                    _heard_once(app, heard[who], who, own, step, _day(row[column]))
                    cells += 1
    assert cells == 54  # 2 × (5 for KS + 3 × 2 counties) nationally, 2 × 2 × (5 for the county + 3 for Siva) regionally


def _heard_once(app: App, letters: list[tuple[date, str]], who: str, ref: str, step: Step, day: date) -> None:
    language = "nn" if who == "vestland" else "nb"
    with app.store.read(oslo(str(day))) as snapshot:
        meeting = meeting_called(snapshot.session, ref)
        assert meeting is not None
        name = meeting_name(language, meeting, snapshot.directory)
    today = capital(say(language, "dates.distance-today"))
    lead = f"{today} – {capital(step_name(language, step.value))}: {name} ({ref})"
    found = [(when, text) for when, text in letters if lead in text]
    assert [when for when, _ in found] == [day], (who, lead)
    assert day_text(day, language, "long") in found[0][1]


def test_vestland_is_written_to_in_nynorsk(heard: Heard) -> None:
    text = "\n".join(text for _, text in heard["vestland"])
    assert "haustmøte" in text
    for word in ("høstmøte", "uke ", " ikke ", "Påminnelse", "dager", "Utsett", "Saksdokumenter"):
        assert word not in text, word
