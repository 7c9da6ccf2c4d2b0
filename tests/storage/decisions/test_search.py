"""The register's index: in step with what it is made of, the same on both databases, hiding what it must."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy import text as sql
from sqlmodel import col, select

from bot.app import open_store
from domain.meetings.minutes import DecisionState
from domain.search_words import index_words, search_words
from storage.decisions.search import (
    MOST_FORMS,
    DecisionReader,
    Mark,
    Window,
    bodies,
    decisions_of,
    find,
    numbered,
    terms_of,
)
from storage.decisions.search_index import meeting_words
from storage.derived.derived import WORDS, refresh_derived
from storage.setup.reference import load_reference
from storage.tables import AgendaItemRow, DecisionRow, DecisionWordRow, OrganisationRow, SettingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules, system
from tests.decided import decided, held, item
from tests.desk import START
from tests.thorough import as_many

ALL = DecisionReader(everything=True)
AGDER, ROGALAND = DecisionReader("agder"), DecisionReader("rogaland")


@pytest.fixture(autouse=True)
def organisations(request: pytest.FixtureRequest) -> None:
    for name in ("store", "sqlite_store"):
        if name in request.fixturenames:
            load_reference(request.getfixturevalue(name), START)


def found(
    store: Store, query: str, reader: DecisionReader = ALL, *, of: tuple[str, ...] = (), year: int | None = None,
    before: Mark | None = None, limit: int = 100,
) -> list[int]:  # fmt: skip
    """Places of the decisions that a query finds, newest first."""
    with store.read(START) as snapshot:
        wanted = [term.forms for term in terms_of(snapshot.session, search_words(query))]
        wanted += [bodies(*of)] if of else []
        return [one.id for one in find(snapshot.session, wanted, reader, Window(limit, year, before))]


def words(store: Store, number: int) -> set[str]:
    with store.read(START) as snapshot:
        return set(snapshot.session.exec(select(DecisionWordRow.word).where(DecisionWordRow.decision_id == number)))


# -- kept in step ------------------------------------------------------------------------------------------------------


def test_a_decision_is_found_by_its_text_its_item_and_its_county(store: Store) -> None:
    meeting = held(store)
    number = decided(
        store, "Siva leverer skisse.", meeting=meeting, item_id=item(store, meeting, "Testfasilitet på Eyde")
    )
    for query in ("skissen", "testfasiliteter", "eyde", "agder", "siva skisse testfasilitet"):
        assert found(store, query) == [number], query
    assert found(store, "skisse kabel") == []


def test_another_text_title_or_day_is_another_entry(store: Store) -> None:
    meeting = held(store)
    about = item(store, meeting, "Kabel")
    number = decided(store, "Skisse før sommeren.", meeting=meeting, item_id=about)
    with store.begin(system("test"), START) as unit:
        decision = unit.session.get(DecisionRow, number)
        assert decision is not None
        decision.text, decision.day = "Rapport før jul.", date(2026, 5, 4)
    assert (found(store, "skisse"), found(store, "rapport"), found(store, "kabel")) == ([], [number], [number])
    with store.begin(system("test"), START) as unit:
        row = unit.session.get(AgendaItemRow, about)
        assert row is not None
        row.title = "Vindkraft"
    assert (found(store, "kabel"), found(store, "vindkraft")) == ([], [number])
    with store.begin(system("test"), START) as unit:
        county = unit.session.get(OrganisationRow, "agder")
        assert county is not None
        county.short = "Sørlandet"
    assert (found(store, "agder"), found(store, "sørlandet")) == ([], [number])
    with store.read(START) as snapshot:
        assert {row.day for row in snapshot.session.exec(select(DecisionWordRow))} == {date(2026, 5, 4)}


def test_what_is_rolled_back_is_in_no_index(store: Store) -> None:
    number = decided(store, "Skisse.")

    def change_and_fail() -> None:
        with store.begin(system("test"), START) as unit:
            decision = unit.session.get(DecisionRow, number)
            assert decision is not None
            decision.text = "Rapport."
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert (found(store, "skisse"), found(store, "rapport")) == ([number], [])


def test_another_derivation_gives_every_decision_its_words_anew(store: Store) -> None:
    number = decided(store, "Skisse til kabelen.")
    refresh_derived(store, START)
    whole = words(store, number)
    with store.transaction() as session:
        session.execute(sql("DELETE FROM decision_word"))
    refresh_derived(store, START)
    assert words(store, number) == set()  # nothing has changed that it knows of
    with store.transaction() as session:
        kept = session.get(SettingRow, WORDS)
        assert kept is not None
        kept.value = "as another version derived them"
    refresh_derived(store, START)
    assert (
        words(store, number)
        == whole
        == index_words("Skisse til kabelen, Agder vår vårmøte spring regionalt regional april") | {"=agder"}
    )
    with store.read(START) as snapshot:
        assert len(snapshot.session.exec(select(SettingRow).where(SettingRow.key == WORDS)).all()) == 1


# -- read --------------------------------------------------------------------------------------------------------------


def test_newest_first_page_by_page_though_new_ones_come(store: Store) -> None:
    numbers = [
        decided(store, f"Kraft {number}", body=body, day=date(2026, month, 15))
        for number, (body, month) in enumerate(
            [("agder", 4), ("rogaland", 4), ("agder", 9), ("national", 3), ("oslo", 4)]
        )
    ]
    with store.read(START) as snapshot:
        rows = snapshot.session.exec(
            select(DecisionRow).order_by(col(DecisionRow.day).desc(), col(DecisionRow.id).desc())
        )
        marks = [Mark(row.day, row.id) for row in rows]
    assert {mark.id for mark in marks} == set(numbers)
    for query in ("kraft", ""):
        assert found(store, query) == [mark.id for mark in marks]
        assert found(store, query, limit=2) == [mark.id for mark in marks[:2]]
        for place, mark in enumerate(marks):
            assert found(store, query, before=mark) == [one.id for one in marks[place + 1 :]]
    newest = decided(store, "Kraft igjen", body="agder", day=date(2026, 11, 2))
    assert found(store, "kraft", before=marks[1]) == [one.id for one in marks[2:]]
    assert found(store, "kraft")[0] == newest


def test_bodies_and_years_narrow_it(store: Store) -> None:
    old = decided(store, "Kraft", day=date(2025, 4, 2))
    new = decided(store, "Kraft", day=date(2026, 4, 2))
    other = decided(store, "Kraft", body="rogaland", day=date(2026, 4, 3))
    country = decided(store, "Kraft", body="national", day=date(2026, 3, 3))
    for query in ("kraft", ""):
        assert found(store, query, of=("agder",)) == [new, old]
        assert found(store, query, of=("agder", "national")) == [new, country, old]
        assert found(store, query, year=2025) == [old]
        assert found(store, query, of=("rogaland",), year=2026) == [other]
        assert found(store, query, of=("steering",)) == []


def test_who_reads_what(store: Store) -> None:
    meeting = held(store)
    closed = item(store, meeting, "Personsak", number=2, exempt="offentleglova § 13")
    open_one = decided(store, "Kabel åpen", meeting=meeting)
    recorded = decided(store, "Kabel uferdig", meeting=meeting, state="recorded")
    withdrawn = decided(store, "Kabel trukket", meeting=meeting, state="withdrawn")
    exempt = decided(store, "Kabel unntatt", meeting=meeting, item_id=closed)
    country = decided(store, "Kabel nasjonal uferdig", body="national", day=date(2026, 3, 3), state="recorded")
    regional = {open_one, recorded, withdrawn, exempt}
    for reader, wanted in ((ALL, {*regional, country}), (AGDER, {*regional, country}), (ROGALAND, {open_one, country})):
        for query in ("kabel", "", "kabel agder"):
            seen = wanted - ({country} if "agder" in query else set())
            assert set(found(store, query, reader)) == seen, (reader, query)
        with store.read(START) as snapshot:
            shown = [
                row.id for number in range(1, 5) for row in numbered(snapshot.session, 2026, number, ["agder"], reader)
            ]
        assert set(shown) == wanted - {country}
    assert found(store, "personsak", ROGALAND) == []


def test_a_beginning_of_too_many_words_finds_the_whole_word_alone(store: Store) -> None:
    meeting = held(store)
    endings = [f"{one}{two}{three}" for one in "bdfk" for two in "aiou" for three in "blmp"]
    decided(store, " ".join(f"kraft{one}" for one in endings), meeting=meeting)
    assert found(store, "kraftba")
    with store.read(START) as snapshot:
        [term] = terms_of(snapshot.session, search_words("kraft"))
        assert (term.too_many, term.forms) == (True, ())
    whole = decided(store, "Kraft", meeting=meeting)
    with store.read(START) as snapshot:
        [term] = terms_of(snapshot.session, search_words("krafta"))
        assert (term.too_many, term.forms) == (True, ("kraft",))
    assert found(store, "kraft") == [whole]
    assert len(endings) > MOST_FORMS


def test_each_comes_with_its_item(store: Store) -> None:
    meeting = held(store)
    about = item(store, meeting, "Kabel")
    with_item, without = decided(store, "En", meeting=meeting, item_id=about), decided(store, "To", meeting=meeting)
    with store.read(START) as snapshot:
        rows = decisions_of(snapshot.session, [with_item, without])
        assert {number: row[1] and row[1].title for number, row in rows.items()} == {with_item: "Kabel", without: None}


# -- the same everywhere, and bounded ----------------------------------------------------------------------------------

VOCABULARY = (
    "kraft",
    "krafta",
    "Kraftnett",
    "vårmøtet",
    "vaarmoete",
    "oppfølging",
    "Åpen",
    "aapen",
    "T1.2",
    "EU",
    "2027",
)
TEXTS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=4).map(" ".join)
MADE = st.tuples(
    TEXTS,
    st.sampled_from(["agder", "rogaland", "national"]),
    st.sampled_from([date(2025, 4, 2), date(2026, 4, 2), date(2026, 9, 3)]),
    st.sampled_from(["recorded", "approved", "withdrawn"]),
)
ASKED = st.tuples(
    TEXTS | st.sampled_from(["kra", "vårm", "op", ""]),
    st.sampled_from([(), ("agder",), ("agder", "national")]),
    st.sampled_from([None, 2025, 2026]),
    st.sampled_from([ALL, AGDER, ROGALAND]),
)


@pytest.fixture(scope="module")
def both(
    request: pytest.FixtureRequest, rules: Rules, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Store]]:
    """One database of each kind."""
    import shutil

    import psycopg

    from tests.conftest import database_of

    path = tmp_path_factory.mktemp("both") / "both.db"
    shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
    server = request.getfixturevalue("postgres_url")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE both_searched TEMPLATE template_samhandling STRATEGY file_copy")
    with (
        closing(open_store(f"sqlite:///{path}", rules)) as one,
        closing(open_store(database_of(server, "both_searched"), rules)) as two,
    ):
        for store in (one, two):
            load_reference(store, START)
            for body in ("agder", "rogaland", "national"):
                for day in (date(2025, 4, 2), date(2026, 4, 2), date(2026, 9, 3)):
                    held(store, body, day)
        yield [one, two]


@pytest.mark.postgres
@settings(max_examples=as_many(10, 25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MADE, min_size=1, max_size=8), st.lists(ASKED, min_size=1, max_size=6))
def test_both_databases_answer_as_a_plain_reading_does(
    both: list[Store],
    made: list[tuple[str, str, date, str]],
    asked: list[tuple[str, tuple[str, ...], int | None, DecisionReader]],
) -> None:
    for store in both:
        _only(store, made)
    for query, of, year, reader in asked:
        wanted = [text for text in sorted(made, key=lambda one: one[2]) if _is_found(text, query, of, year, reader)]
        answers = [_shown(store, query, of, year, reader) for store in both]
        assert answers[0] == answers[1], query
        assert sorted(answers[0]) == sorted((one[0], one[1], one[2], one[3]) for one in wanted), query


def _only(store: Store, made: list[tuple[str, str, date, str]]) -> None:
    with store.begin(system("test"), START) as unit:
        for table in ("decision_word", "decision"):
            unit.session.execute(sql(f"DELETE FROM {table}"))  # noqa: S608 - two names of our own
        for number, (text, body, day, state) in enumerate(made, start=1):
            meeting = unit.session.execute(
                sql("SELECT id FROM meeting WHERE organisation = :who AND day = :day"),
                {"who": "ks" if body == "national" else body, "day": day.isoformat() if store.sqlite else day},
            ).scalar_one()
            unit.session.add(
                DecisionRow(
                    body=body, year=day.year, number=number, meeting_id=meeting, day=day, text=text,
                    state=DecisionState(state), county=None if body == "national" else body,
                )
            )  # fmt: skip
            unit.session.flush()


def _is_found(
    one: tuple[str, str, date, str], query: str, of: tuple[str, ...], year: int | None, reader: DecisionReader
) -> bool:
    text, body, day, state = one
    season, kind = "spring" if day.month < 7 else "autumn", "national" if body == "national" else "regional"
    known = index_words(f"{text} {'' if body == 'national' else body} {meeting_words(season, kind, day)}")
    readable = reader.everything or body in ("national", reader.county) or state == "approved"
    return (
        all(any(word.finds(known_one) for known_one in known) for word in search_words(query))
        and (not of or body in of)
        and (year is None or day.year == year)
        and readable
    )


def _shown(
    store: Store, query: str, of: tuple[str, ...], year: int | None, reader: DecisionReader
) -> list[tuple[str, str, date, str]]:
    numbers = found(store, query, reader, of=of, year=year)
    with store.read(START) as snapshot:
        rows = decisions_of(snapshot.session, numbers)
    return [(rows[one][0].text, rows[one][0].body, rows[one][0].day, rows[one][0].state) for one in numbers]


@pytest.mark.parametrize("query", ["kraft", "kraft nett", "kra", ""])
@pytest.mark.parametrize("reader", [ALL, ROGALAND], ids=["everything", "county"])
def test_a_page_is_looked_up_never_scanned_for(sqlite_store: Store, query: str, reader: DecisionReader) -> None:
    """No step of a plan reads a table or an index from end to end, save to read a page newest first."""
    decided(sqlite_store, "Kraft og nett, kraftnett")
    said: list[tuple[str, tuple[str | int, ...]]] = []

    def note(
        _connection: object, _cursor: object, statement: str, parameters: tuple[str | int, ...], *_more: object
    ) -> None:
        said.append((statement, parameters))

    event.listen(sqlite_store.reader, "before_cursor_execute", note)
    assert len(found(sqlite_store, query, reader, year=2026, before=Mark(date(2026, 5, 1), 9), limit=11)) == 1
    event.remove(sqlite_store.reader, "before_cursor_execute", note)
    read = [(statement, parameters) for statement, parameters in said if "decision" in statement]
    with sqlite3.connect(sqlite_store.url.database or "") as connection:
        plans = [step[3] for one in read for step in connection.execute(f"EXPLAIN QUERY PLAN {one[0]}", one[1])]
        whole = connection.execute("EXPLAIN QUERY PLAN SELECT * FROM decision_word").fetchall()[0][3]
    tables = r"SCAN (?:decision|agenda)\w*"
    assert re.match(tables, whole)
    assert [step for step in plans if re.match(tables, step)] == []
    assert any(step.startswith("SEARCH decision") for step in plans)
