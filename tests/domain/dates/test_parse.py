"""The dates people type, with today Monday 23 November 2026; texts for everything the parser may answer."""

from dataclasses import replace
from datetime import date, time, timedelta
from time import thread_time

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import WorkCalendar
from domain.dates.parse import DateContext, DateNote, Direction, ParsedDate, Purpose, distance, find_date, parse_date
from domain.errors import UserError
from handlers.texts import LANGUAGES, has, say
from tests.thorough import as_many

TODAY = date(2026, 11, 23)
DEADLINE = DateContext(TODAY, WorkCalendar())
MINUTES = replace(DEADLINE, direction=Direction.PAST, purpose=Purpose.MEETING)
PAST = replace(DEADLINE, direction=Direction.PAST)
MEETING = replace(DEADLINE, purpose=Purpose.MEETING)
MARKERS = ("innen", "til", "før", "frist", "fristen", "by", "to", "på")


def refused(text: str, context: DateContext = DEADLINE) -> UserError:
    with pytest.raises(UserError) as caught:
        parse_date(text, context)
    return caught.value


def choices(error: UserError) -> list[str]:
    return [choice.value for choice in error.choices]


def codes(parsed: ParsedDate) -> list[str]:
    return [note.code.removeprefix("dates.note-") for note in parsed.notes]


# -- the table ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, "2027-04-15") for text in ("15.4", "15.4.", "15/4", "15. april", "15 april", "15. apr", "15.04")),
        *((text, "2027-04-15") for text in ("15.4.27", "15.04.2027", "2027-04-15")),
        *((text, "2026-11-27") for text in ("fredag", "på fredag", "førstkommende fredag")),
        ("fredag i neste uke", "2026-12-04"),
        *((text, "2026-11-24") for text in ("i morgen", "imorgen", "i morgon")),
        ("i dag", "2026-11-23"),
        ("i overmorgen", "2026-11-25"),
        *((text, "2026-12-07") for text in ("om to uker", "om 2 uker", "om 14 dager", "om to veker")),
        ("om ein månad", "2026-12-23"),
        ("om tre arbeidsdager", "2026-11-26"),
        *((text, "2027-04-30") for text in ("uke 17", "veke 17", "fredag uke 17")),
        ("torsdag i uke 17", "2027-04-29"),
        ("medio april", "2027-04-15"),
        ("ultimo juni", "2027-06-30"),
        ("utgangen av året", "2026-12-31"),
        ("1. halvår", "2027-06-30"),
        ("Q2", "2027-06-30"),
        ("før jul", "2026-12-23"),
        ("før påske", "2027-03-24"),
        ("etter påske", "2027-03-30"),
        ("17. mai", "2027-05-17"),
        ("lørdag 17. april", "2027-04-17"),
        ("laurdag", "2026-11-28"),
        ("20. november", "2027-11-20"),
    ],
)
def test_table(text: str, expected: str) -> None:
    parsed = parse_date(text, DEADLINE)
    assert (parsed.day.isoformat(), parsed.time, parsed.span) == (expected, None, text)


@pytest.mark.parametrize(
    ("text", "at"), [("15. april kl. 10", time(10)), ("15.4. kl. 10.30", time(10, 30)), ("15.4 10:00", time(10))]
)
def test_table_with_times(text: str, at: time) -> None:
    parsed = parse_date(text, DEADLINE)
    assert (parsed.day, parsed.time) == (date(2027, 4, 15), at)


@pytest.mark.parametrize("text", ["neste fredag", "Neste fredag", "next Friday", "på neste fredag"])
def test_table_next_friday_is_asked_about(text: str) -> None:
    error = refused(text)
    assert error.code == "dates.ambiguous-weekday"
    assert choices(error) == ["2026-11-27", "2026-12-04"]
    assert error.span == text


def test_table_wrong_weekday() -> None:
    error = refused("fredag 15. april")
    assert error.code == "dates.wrong-weekday"
    assert choices(error) == ["2027-04-15", "2027-04-16"]
    assert say("nb", error.code, **error.params) == "15. april 2027 er en torsdag."
    assert error.span == "fredag 15. april"


def test_table_week_for_a_meeting_asks_the_day() -> None:
    error = refused("uke 17", MEETING)
    assert error.code == "dates.week-needs-day"
    assert choices(error) == ["2027-04-26", "2027-04-27", "2027-04-28", "2027-04-29", "2027-04-30"]
    assert parse_date("torsdag i uke 17", MEETING).day == date(2027, 4, 29)


def test_table_week_53() -> None:
    week = refused("uke 53", MEETING)
    assert (week.params["first"], week.params["last"]) == (date(2026, 12, 28), date(2027, 1, 3))
    # Its Friday is New Year's Day, so the week's last working day is what a deadline means.
    assert parse_date("uke 53", DEADLINE).day == date(2026, 12, 31)
    error = refused("uke 53 2027")
    assert (error.code, error.params) == ("dates.no-such-week", {"year": 2027, "weeks": 52, "week": 53})


def test_table_impossible_days() -> None:
    november, leap = refused("31.11"), refused("29.2")
    assert (november.code, november.params["days"]) == ("dates.no-such-day", 30)
    assert "november har 30 dager" in say("nb", november.code, **november.params)
    assert choices(november) == ["2026-11-30", "2026-12-01"]
    assert (leap.code, leap.params) == ("dates.not-leap-year", {"year": 2027})
    assert "2027 er ikke skuddår" in say("nb", leap.code, **leap.params)
    assert parse_date("29.2.2028", DEADLINE).day == date(2028, 2, 29)


def test_table_a_day_lately_passed() -> None:
    parsed = parse_date("20. november", DEADLINE)
    note = parsed.notes[0]
    assert note.code == "dates.note-other-year"
    assert note.params == {"day": date(2027, 11, 20), "alternative": TODAY - timedelta(days=3), "year": 2026}
    assert say("nb", note.code, **note.params).startswith("Mente du 2026?")
    assert parse_date("20. november", MINUTES).day == date(2026, 11, 20)
    assert parse_date("20. november", MINUTES).notes == ()
    # What the note offers can be typed.
    assert codes(parse_date("20.11.2026", DEADLINE)) == ["past"]
    assert "other-year" not in codes(parse_date("20. august", DEADLINE))


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("17. mai", ["holiday"]),
        ("lørdag 17. april", ["weekend"]),
        ("laurdag", ["weekend"]),
        ("før jul", ["derived"]),
        ("før påske", ["derived", "quiet-week", "half-day"]),
        ("etter påske", ["derived"]),
        ("uke 17", ["period"]),
        ("24.12", ["quiet-week", "half-day"]),
        ("14. juli", ["quiet-week"]),
        ("15. april", []),
    ],
)
def test_table_notes(text: str, noted: list[str]) -> None:
    assert codes(parse_date(text, DEADLINE)) == noted


def test_the_echo() -> None:
    day = parse_date("15.4", DEADLINE).day
    far = distance(day, TODAY)
    text = say("nb", "dates.echo", day=day, week=day.isocalendar().week, distance=say("nb", far.code, **far.params))
    assert text == "torsdag 15. april 2027 (uke 15, om 143 dager)"


# -- beyond the table -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LØRDAG", "2026-11-28"), ("lordag", "2026-11-28"), ("loerdag", "2026-11-28"), ("lo\u0308rdag", "2026-11-28"),
        ("måndag 30.11", "2026-11-30"), ("maandag 30.11", "2026-11-30"), ("tysdag", "2026-11-24"),
        ("pa fredag", "2026-11-27"), ("paa fredag", "2026-11-27"), ("forstkommende fredag", "2026-11-27"),
        ("foerstkommende fredag", "2026-11-27"), ("førstkomande fredag", "2026-11-27"), ("Friday", "2026-11-27"),
        ("for paske", "2027-03-24"), ("foer paaske", "2027-03-24"), ("before Easter", "2027-03-24"),
        ("before Christmas", "2026-12-23"), ("før jul 2027", "2027-12-23"), ("før pinse", "2027-05-14"),
        ("etter pinse", "2027-05-18"), ("før nyttår", "2026-12-31"), ("etter nyttår", "2027-01-04"),
        ("kommende mandag", "2026-11-30"), ("mandag i neste veke", "2026-11-30"), ("fredag om to uker", "2026-12-11"),
        ("tor. 15.4", "2027-04-15"), ("torsdag den 15. april", "2027-04-15"), ("Thursday, 15 April", "2027-04-15"),
        ("April 15, 2027", "2027-04-15"), ("15th of April 2027", "2027-04-15"), ("15. april 27", "2027-04-15"),
        ("15. 4. 2027", "2027-04-15"), ("15-04-2027", "2027-04-15"), ("2027/4/15", "2027-04-15"),
        ("15.apr.2027", "2027-04-15"), ("15. april neste år", "2027-04-15"), ("9 March", "2027-03-09"),
        ("den 15.", "2026-12-15"), ("the 15th", "2026-12-15"), ("15. i neste måned", "2026-12-15"),
        ("den 31.", "2026-12-31"), ("fredag 27.", "2026-11-27"), ("om et halvt år", "2027-05-23"),
        ("in 3 working days", "2026-11-26"), ("in two weeks", "2026-12-07"), ("two weeks from now", "2026-12-07"),
        ("innen to uker", "2026-12-07"), ("14 dagar", "2026-12-07"), ("om tre månader", "2027-02-23"),
        ("om eitt år", "2027-11-23"), ("tomorrow", "2026-11-24"), ("the day after tomorrow", "2026-11-25"),
        ("neste uke", "2026-12-04"), ("i neste veke", "2026-12-04"), ("denne uka", "2026-11-27"),
        ("week 17", "2027-04-30"), ("uke 17 i 2028", "2028-04-28"), ("uke 17/2028", "2028-04-28"),
        ("uke 17, fredag", "2027-04-30"), ("slutten av uke 17", "2027-04-30"), ("uke 12", "2027-03-24"),
        ("begynnelsen av uke 17", "2027-04-26"), ("primo mai 2028", "2028-05-01"), ("mid-April", "2027-04-15"),
        ("utgangen av april", "2027-04-30"), ("slutten av måneden", "2026-11-30"), ("årets slutt", "2026-12-31"),
        ("utgangen av neste månad", "2026-12-31"), ("end of the year", "2026-12-31"), ("end of 2027", "2027-12-31"),
        ("utgangen av neste år", "2027-12-31"), ("2. halvår", "2026-12-31"), ("første halvår 2028", "2028-06-30"),
        ("2. kvartal", "2027-06-30"), ("Q4", "2026-12-31"), ("Q1 2028", "2028-03-31"), ("H1", "2027-06-30"),
        ("utgangen av kvartalet", "2026-12-31"), ("utgangen av Q1", "2027-03-31"), ("23.11", "2026-11-23"),
    ],
)  # fmt: skip
def test_other_ways_of_saying_it(text: str, expected: str) -> None:
    assert parse_date(text, DEADLINE).day.isoformat() == expected


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("  15.4. ", "15.4."),
        ("innen fredag", "fredag"),
        ("Frist: fredag uke 17.", "fredag uke 17"),
        ("til 15.4!", "15.4"),
    ],
)
def test_the_span_is_the_phrase_itself(text: str, span: str) -> None:
    assert parse_date(text, DEADLINE).span == span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fredag", "2026-11-20"), ("i mandags", "2026-11-16"), ("forrige fredag", "2026-11-20"),
        ("i går", "2026-11-22"), ("for tre dager siden", "2026-11-20"), ("two weeks ago", "2026-11-09"),
        ("uke 17", "2026-04-24"), ("før jul", "2025-12-23"), ("Q4", "2025-12-31"), ("25. november", "2025-11-25"),
        ("15.4", "2026-04-15"), ("den 15.", "2026-11-15"), ("9.3.2026", "2026-03-09"), ("i dag", "2026-11-23"),
        ("for to arbeidsdager siden", "2026-11-19"), ("29.2.2024", "2024-02-29"),
    ],
)  # fmt: skip
def test_looking_back(text: str, expected: str) -> None:
    assert parse_date(text, PAST).day.isoformat() == expected


def test_today_s_weekday_is_asked_about() -> None:
    assert choices(refused("mandag")) == ["2026-11-23", "2026-11-30"]
    assert choices(refused("mandag", PAST)) == ["2026-11-23", "2026-11-16"]
    thursday = replace(PAST, today=date(2026, 11, 26))
    assert choices(refused("forrige tirsdag", thursday)) == ["2026-11-24", "2026-11-17"]


@pytest.mark.parametrize(
    ("text", "context", "code", "offered"),
    [
        ("", DEADLINE, "missing", []),
        (" ., ", DEADLINE, "missing", []),
        ("Siva", DEADLINE, "not-understood", []),
        ("15.4 eller 16.4", DEADLINE, "not-understood", []),
        ("15.4-16.4", DEADLINE, "not-understood", []),
        ("kl. 10", DEADLINE, "not-understood", []),
        ("april 15", DEADLINE, "not-understood", []),
        ("0.4", DEADLINE, "no-such-day", []),
        ("0/0", DEADLINE, "no-such-month", []),
        ("32.4", DEADLINE, "no-such-day", []),
        ("4/15", DEADLINE, "no-such-month", ["2027-04-15"]),
        ("15.13", DEADLINE, "no-such-month", []),
        ("uke 54", DEADLINE, "no-such-week", []),
        ("uke 0", DEADLINE, "no-such-week", []),
        ("15.4 kl. 25", DEADLINE, "no-such-time", []),
        ("15.4 kl. 10.75", DEADLINE, "no-such-time", []),
        ("1.1.2025", DEADLINE, "past", ["2027-01-01"]),
        ("uke 17 2026", DEADLINE, "past", ["2027-04-24"]),
        ("i går", DEADLINE, "past", []),
        ("for to uker siden", DEADLINE, "past", []),
        ("forrige fredag", DEADLINE, "past", []),
        ("uke 17 2026", MEETING, "past", []),
        ("1.1.2027", PAST, "future", ["2026-01-01"]),
        ("i morgen", PAST, "future", []),
        ("neste fredag", PAST, "future", []),
        ("1.1.1999", DEADLINE, "year-out-of-range", []),
        ("om 999 år", DEADLINE, "year-out-of-range", []),
        ("juni", DEADLINE, "period-needs-day", ["2027-06-15", "2027-06-30"]),
        ("2027", DEADLINE, "period-needs-day", ["2027-12-31"]),
        ("medio april", MEETING, "period-needs-day", ["2027-04-15"]),
        ("før jul", MEETING, "period-needs-day", ["2026-12-23"]),
        ("fredag 20. november", DEADLINE, "wrong-weekday", ["2027-11-20", "2026-11-20"]),
        ("mandag 29. november 2026", DEADLINE, "wrong-weekday", ["2026-11-29", "2026-11-30"]),
        ("tirsdag 22. november", PAST, "wrong-weekday", ["2026-11-22", "2026-11-17"]),
        ("onsdag 21. november", PAST, "wrong-weekday", ["2026-11-21", "2026-11-18"]),
        ("fredag 23. november", DEADLINE, "wrong-weekday", ["2026-11-23", "2026-11-27"]),
        ("29.2.2027", DEADLINE, "not-leap-year", ["2027-02-28", "2027-03-01"]),
    ],
)
def test_refusals(text: str, context: DateContext, code: str, offered: list[str]) -> None:
    error = refused(text, context)
    assert (error.code, choices(error)) == (f"dates.{code}", offered)
    assert error.span in text
    for value in offered:
        assert parse_date(text.replace(error.span, value), context).day.isoformat() == value


# -- inside a text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "phrase"),
    [
        ("ny Siva: levere skisse innen 15.12", "2026-12-15", "15.12"),
        ("utsett O-12 til fredag uke 17 fordi leverandøren er sen", "2027-04-30", "fredag uke 17"),
        ("levere til Siva innen 15.4. kl. 10, takk", "2027-04-15", "15.4. kl. 10"),
        ("send innen 15.4 til Siva", "2027-04-15", "15.4"),
        ("flytt fra 15.4 til 20.4", "2027-04-20", "20.4"),
        ("oppdatere punkt 2.1 og T1.2 innen fredag.", "2026-11-27", "fredag"),
        ("fristen er fredag uke 17", "2027-04-30", "fredag uke 17"),
        ("frist: 15.4.", "2027-04-15", "15.4."),
        ("til og med 15.4", "2027-04-15", "15.4"),
        ("ferdig innen to uker", "2026-12-07", "to uker"),
        ("foer 15.4", "2027-04-15", "15.4"),
        ("til Siva før jul, fordi", "2026-12-23", "jul"),
        ("levere innen utgangen av året", "2026-12-31", "utgangen av året"),
        ("levere INNEN LØRDAG 17. APRIL", "2027-04-17", "LØRDAG 17. APRIL"),
        ("postpone to Friday week 17 because", "2027-04-30", "Friday week 17"),
    ],
)
def test_after_a_marker(text: str, expected: str, phrase: str) -> None:
    found = find_date(text, DEADLINE, MARKERS)
    assert found is not None
    assert (found.date.day.isoformat(), text[found.start : found.end]) == (expected, phrase)
    again = find_date(text.replace(found.date.span, expected), DEADLINE, MARKERS)
    assert again is not None
    assert again.date.day == found.date.day


@pytest.mark.parametrize(
    "text",
    [
        "", "til", "til Siva", "til Tor", "til man", "til O-12", "til V-4/26", "til 4/26", "til T1.2", "til v3",
        "til M2", "til 2.5 millioner", "til 1.2.3", "til 1.2.3.4", "til 15.4-16.4", "til 2027", "til 12", "for 15.4",
        "15.4", "til Mai", "til fredags-møtet", "15.4 er datoen", "til sak 3/26", "til kap. 2.1", "øke til 2.5 %",
    ],
)  # fmt: skip
def test_no_date_after_a_marker(text: str) -> None:
    assert find_date(text, DEADLINE, MARKERS) is None


@pytest.mark.parametrize(
    ("text", "code", "span"),
    [
        ("levere til Siva innen 31.11 kl. 10", "no-such-day", "31.11"),
        ("til neste fredag fordi", "ambiguous-weekday", "neste fredag"),
        ("til fredag 15. april", "wrong-weekday", "fredag 15. april"),
        ("innen juni", "period-needs-day", "juni"),
        ("innen 30.2.2027", "no-such-day", "30.2.2027"),
    ],
)
def test_an_impossible_date_after_a_marker_is_said_so(text: str, code: str, span: str) -> None:
    with pytest.raises(UserError) as caught:
        find_date(text, DEADLINE, MARKERS)
    assert (caught.value.code, caught.value.span) == (f"dates.{code}", span)
    for choice in caught.value.choices:
        found = find_date(text.replace(span, choice.value), DEADLINE, MARKERS)
        assert found is not None
        assert found.date.day.isoformat() == choice.value


@pytest.mark.parametrize(
    ("text", "expected", "phrase"),
    [
        ("møte ny nasjonalt vår 9.3.2027", "2027-03-09", "9.3.2027"),
        ("flytt Agder torsdag 15. april kl. 10.30 takk", "2027-04-15", "torsdag 15. april kl. 10.30"),
        ("1.5 eller fredag uke 17", "2027-04-30", "fredag uke 17"),
        ("15.4 og 16.4", "2027-04-15", "15.4"),
        ("T1.2 må være klar 2.1", "2027-01-02", "2.1"),
    ],
)
def test_anywhere(text: str, expected: str, phrase: str) -> None:
    found = find_date(text, MEETING)
    assert found is not None
    assert (found.date.day.isoformat(), text[found.start : found.end]) == (expected, phrase)


@pytest.mark.parametrize(
    "text",
    [
        "T1.2 O-12 V-4/26 v3 M2 4/26",
        "punkt 2.1 er bra",
        "man skal",
        "we may do",
        "juni er fin",
        "kl. 10.12",
        "§ 4.2",
        "kap. 2.1",
        "2027",
    ],
)
def test_no_date_anywhere(text: str) -> None:
    assert find_date(text, DEADLINE) is None


# -- whatever is typed ----------------------------------------------------------------------------------------------

VOCABULARY = """
fredag neste på i uke 17 53 2027 15 4 31 . / - : , kl. om to uker før jul påske den april mai 29.2 innen til utgangen
av året Q2 halvår 1. siden for medio mandag man år måned 99 0 th of the next week end 10:30
"""
WORDS = st.sampled_from(VOCABULARY.split())
PHRASES = st.lists(WORDS, max_size=8).flatmap(lambda some: st.sampled_from(["".join(some), " ".join(some)]))
CONTEXTS = st.builds(
    DateContext,
    today=st.dates(date(2025, 1, 1), date(2035, 12, 31)),
    calendar=st.just(WorkCalendar()),
    direction=st.sampled_from(Direction),
    purpose=st.sampled_from(Purpose),
)


@settings(max_examples=as_many(600))
@given(PHRASES | st.text(max_size=60), CONTEXTS)
def test_whatever_is_typed_is_read_or_refused_with_texts(text: str, context: DateContext) -> None:
    try:
        parsed = parse_date(text, context)
    except UserError as error:
        answered(error, text, context)
    else:
        assert parsed.span in text
        assert parsed.span
        for note in parsed.notes:
            assert say("nb", note.code, **note.params)
        if context.direction is Direction.PAST:
            assert parsed.day <= context.today


def answered(error: UserError, text: str, context: DateContext) -> None:
    assert error.span in text
    for language in LANGUAGES:
        assert say(language, error.code, **error.params)
        assert say(language, f"{error.code}.hint", **error.params)
    assert all(isinstance(value, date | int | str) for value in error.params.values())
    for choice in error.choices:
        assert parse_date(choice.value, context).day.isoformat() == choice.value


@settings(max_examples=as_many(400))
@given(PHRASES | st.text(max_size=60), CONTEXTS, st.sampled_from([(), MARKERS]))
def test_a_date_found_lies_inside_the_text(text: str, context: DateContext, after: tuple[str, ...]) -> None:
    try:
        found = find_date(text, context, after)
    except UserError as error:
        answered(error, text, context)
        return
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].startswith(found.date.span)


def test_every_day_of_ten_years_in_many_spellings() -> None:
    for number in range(3652):
        day = date(2026, 1, 1) + timedelta(days=number)
        before = replace(DEADLINE, today=day - timedelta(days=number % 300))
        iso = day.isocalendar()
        spellings = [
            day.isoformat(),
            f"{day.day}.{day.month}.{day.year}",
            f"{day:%d.%m.%y}",
            f"{day.day}/{day.month}",
            f"{day.day}. {format_date(day, 'LLLL', locale='nb')}",
            format_date(day, "EEEE d. MMMM y", locale="nb"),
            format_date(day, "EEEE d. MMMM", locale="nn"),
            format_date(day, "d MMMM y", locale="en"),
            f"{format_date(day, 'EEEE', locale='nn')} veke {iso.week} {iso.year}",
        ]
        for text in spellings[number % 3 :: 3]:
            assert parse_date(text, before).day == day, text


@pytest.mark.parametrize(
    "piece",
    ["15.4.", "neste ", "fredag uke 17 ", "1", "til ", "den 15. i ", "om to ", "a", ".", "før jul til ", "15. "],
)
def test_long_texts_take_no_longer_than_their_length(piece: str) -> None:
    text = (piece * 3000)[:3000]
    started = thread_time()  # this thread's own: what else the machine does takes none of it
    for read in (
        lambda: parse_date(text, DEADLINE),
        lambda: find_date(text, DEADLINE),
        lambda: find_date(text, DEADLINE, MARKERS),
    ):
        try:
            read()
        except UserError:
            continue
    assert thread_time() - started < 10


# -- the texts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_holidays_have_names(language: str) -> None:
    calendar = WorkCalendar()
    day, end = date(2000, 1, 1), date(2099, 12, 31)
    found = set()
    while day <= end:
        found.add(calendar.holiday(day))
        day += timedelta(days=1)
    for code in found - {None}:
        name = say(language, f"dates.holiday-{code}")
        assert name in say(language, "dates.note-holiday", day=TODAY, holiday=code or "")
    assert has(language, "dates.holiday-public-holiday")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["missing", "not-understood", "no-such-day", "not-leap-year", "no-such-month",
    "no-such-week", "no-such-time", "wrong-weekday", "ambiguous-weekday", "week-needs-day", "period-needs-day", "past",
    "future", "year-out-of-range"])  # fmt: skip
def test_refusals_say_what_to_type(language: str, code: str) -> None:
    assert has(language, f"dates.{code}")
    assert has(language, f"dates.{code}.hint")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code", ["holiday", "weekend", "quiet-week", "half-day", "derived", "period", "other-year", "past"]
)
def test_notes_have_texts(language: str, code: str) -> None:
    assert has(language, f"dates.note-{code}")


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "i dag"), (1, "i morgon"), (-1, "i går"), (2, "om 2 dagar"), (-7, "for 7 dagar sidan")],
)
def test_distances(days: int, expected: str) -> None:
    note = distance(TODAY + timedelta(days=days), TODAY)
    assert isinstance(note, DateNote)
    assert say("nn", note.code, **note.params) == expected
