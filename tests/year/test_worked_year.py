"""The worked year 2027: every deadline to the day, read in the annual wheel and heard as a reminder on its day."""

from datetime import date

import pytest

from domain.meetings import Step
from handlers.cards import Table
from handlers.texts import day_text, say
from handlers.wording import capital, meeting_name, step_name
from storage.meetings import meeting
from storage.reference import load_reference
from storage.store import Store
from storage.year import plan_ahead
from tests.desk import START, oslo
from tests.year.town import Letter, Town, days

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


@pytest.fixture
def town(sqlite_store: Store) -> Town:
    load_reference(sqlite_store, START)
    plan_ahead(sqlite_store, START)
    town = Town(sqlite_store)
    town.say("ks", "møte ny nasjonalt vår 9.3.2027", "2026-11-23 10:00")
    town.say("ks", "møte ny nasjonalt høst 19.10.2027", "2026-11-23 10:00")
    for county in COUNTIES:
        town.say(county, "møte ny vår 15.4.2027", "2026-11-23 10:00")
        season = "haust" if county == "vestland" else "høst"
        town.say(county, f"møte ny {season} 16.11.2027", "2026-11-23 10:00")
    return town


def wheel(town: Town, who: str) -> dict[str, tuple[str, ...]]:
    """Row name → cells of the annual wheel as it is shown."""
    card = town.desk.reply(who, "årshjul 2027", at="2026-11-23 10:00").card
    table = next(block for block in card.body if isinstance(block, Table))
    return {row[0]: row[1:] for row in table.rows}


@pytest.mark.parametrize(
    ("who", "language", "columns"),
    [("ks", "nb", (0, 2)), ("agder", "nb", (0, 1, 2, 3)), ("vestland", "nn", (0, 1, 2, 3))],
)
def test_every_cell_of_the_wheel(town: Town, who: str, language: str, columns: tuple[int, ...]) -> None:
    shown = wheel(town, who)
    assert shown[say(language, "year.row-meeting")] == tuple(list(MEETINGS.values())[n] for n in columns)
    for step, cells in WORKED.items():
        assert shown[capital(step_name(language, step.value))] == tuple(cells[n] for n in columns), step


def run_the_year(town: Town) -> list[Letter]:
    """Everything is done on the day it is due, at ten, after the reminder at nine."""
    todo: dict[date, list[tuple[str, str]]] = {}
    for column, ref in enumerate(MEETINGS):
        for step, cells in WORKED.items():
            due = _day(cells[column])
            for who, line in _deeds(ref, step):
                todo.setdefault(due, []).append((who, line))
        for who, line in _held(ref):
            todo.setdefault(_day(MEETINGS[ref]), []).append((who, line))
    for day in days(date(2026, 11, 24), date(2027, 12, 31)):
        town.tick(f"{day} 09:00")
        for who, line in todo.get(day, ()):
            reply = town.desk.reply(who, line, at=f"{day} 10:00")
            assert reply.ok, (day, who, line, reply.problem)
        town.clock.at = oslo(f"{day} 10:00")
        town.deliver()
    return town.letters


def _owners(ref: str) -> list[tuple[str, str]]:
    if ref.startswith("N"):
        return [("ks", ref)]
    return [(county, ref.replace("R-", f"R{number}-")) for county, number in COUNTIES.items()]


def _deeds(ref: str, step: Step) -> list[tuple[str, str]]:
    words = {
        Step.SAVE_THE_DATE: "datovarsel {ref} bekreft",
        Step.CONVENE: "innkall {ref} bekreft",
        Step.PAPERS: "møte sendt {ref} saksdokumenter",
        Step.DRAFT: "møte sendt {ref} referatutkast",
        Step.APPROVE: "møte sendt {ref} godkjent",
    }
    return [(who, words[step].format(ref=own)) for who, own in _owners(ref)] if step in words else []


def _held(ref: str) -> list[tuple[str, str]]:
    return [(who, f"møte holdt {own} til stede Innovasjon Norge, Siva, Forskningsrådet") for who, own in _owners(ref)]


def _day(cell: str) -> date:
    day, month, year = cell.split(maxsplit=1)[0].split(".")
    return date(int(year), int(month), int(day))


def test_every_cell_is_heard_on_its_day(town: Town) -> None:
    """Whoever has the duty hears «I dag» about it at nine on that very day, in their own language."""
    letters = run_the_year(town)
    for column, ref in enumerate(MEETINGS):
        for step, cells in WORKED.items():
            for owner, own_ref in _owners(ref):
                for who in _who_hears(ref, step, owner):
                    _heard(town, letters, who, own_ref, step, _day(cells[column]))


def _who_hears(ref: str, step: Step, owner: str) -> tuple[str, ...]:
    if step not in BY_PARTIES:
        return (owner,)
    return ("agder", "vestland") if ref.startswith("N") else ("siva",)


def _heard(town: Town, letters: list[Letter], who: str, ref: str, step: Step, day: date) -> None:
    language = "nn" if who == "vestland" else "nb"
    with town.store.read(oslo(str(day))) as snapshot:
        one = meeting(snapshot.session, ref)
        assert one is not None
        name = meeting_name(language, one, snapshot.directory)
    wanted = (
        f"{capital(say(language, 'dates.distance-today'))}: {capital(step_name(language, step.value))}: {name} ({ref})"
    )
    found = [letter for letter in letters if letter.recipient == who and any(lead == wanted for lead in letter.leads())]
    assert [letter.day for letter in found] == [day], (who, wanted, [letter.day for letter in found])
    assert found[0].at == oslo(f"{day} 09:00")
    assert day_text(day, language, "long") in found[0].text


def test_vestland_is_written_to_in_nynorsk(town: Town) -> None:
    letters = [letter for letter in run_the_year(town) if letter.recipient == "vestland"]
    text = "\n".join(letter.text for letter in letters)
    assert "haustmøte" in text
    for word in ("høstmøte", "uke ", " ikke ", "Påminnelse", "dager"):
        assert word not in text, word
