"""The edges of dates: the day itself, the last of a year, the forms that nearly are another; today is 23.11.2026."""

from dataclasses import replace
from datetime import date, time

import pytest

from domain.calendar import WorkCalendar
from domain.dates.context import FIRST_YEAR, LAST_YEAR, RECENT_DAYS
from domain.dates.parse import DateContext, Direction, Purpose, find_date, parse_date
from domain.errors import UserError
from handlers.texts import say

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
FUTURE = DateContext(date(2026, 11, 23), WorkCalendar())
PAST = replace(FUTURE, direction=Direction.PAST)
MEETING = replace(FUTURE, purpose=Purpose.MEETING)


def on(day: str, context: DateContext = FUTURE) -> DateContext:
    return replace(context, today=date.fromisoformat(day))


def read(text: str, context: DateContext = FUTURE) -> str:
    try:
        return parse_date(text, context).day.isoformat()
    except UserError as error:
        return error.code.removeprefix("dates.")


def notes(text: str, context: DateContext = FUTURE) -> list[str]:
    return [say("nb", note.code, **note.params) for note in parse_date(text, context).notes]


def offered(text: str, context: DateContext = FUTURE) -> list[str]:
    with pytest.raises(UserError) as caught:
        parse_date(text, context)
    return [choice.value for choice in caught.value.choices]


@pytest.mark.parametrize(
    ("text", "ahead", "behind"),
    [  # what is today is neither passed nor still to come
        ("23.11", "2026-11-23", "2026-11-23"),
        ("24.11", "2026-11-24", "2025-11-24"),
        ("22.11", "2027-11-22", "2026-11-22"),
        ("den 23.", "2026-11-23", "2026-11-23"),
        ("den 24.", "2026-11-24", "2026-10-24"),
        ("den 22.", "2026-12-22", "2026-11-22"),
        ("mandag uke 48", "2026-11-23", "2026-11-23"),
        ("tirsdag uke 48", "2026-11-24", "2025-11-25"),
        ("søndag uke 47", "2027-11-28", "2026-11-22"),
        ("uke 48", "2026-11-27", "2025-11-28"),
        ("uke 47", "2027-11-26", "2026-11-20"),
        ("før jul", "2026-12-23", "2025-12-23"),
        ("4. kvartal", "2026-12-31", "2025-12-31"),
        ("3. kvartal", "2027-09-30", "2026-09-30"),
        ("utgangen av november", "2026-11-30", "2025-11-30"),
        ("utgangen av oktober", "2027-10-31", "2026-10-31"),
        ("medio november", "2027-11-15", "2026-11-15"),
    ],
)
def test_today_itself_and_the_days_beside_it(text: str, ahead: str, behind: str) -> None:
    assert (read(text), read(text, PAST)) == (ahead, behind)


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("utgangen av november", "2026-11-30"),
        ("4. kvartal", "2026-12-31"),
        ("2. halvår", "2026-12-31"),
        ("før jul", "2026-12-23"),
        ("uke 48", "2026-11-27"),
        ("medio november", "2026-11-15"),
        ("primo november", "2026-11-01"),
    ],
)
def test_the_last_day_it_can_mean_is_this_one(text: str, today: str) -> None:
    assert read(text, on(today)) == read(text, on(today, PAST)) == today
    assert notes(text, on(today))[0] != ""


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("den 31.", "2026-11-23", "2026-12-31"),
        ("den 31.", "2027-02-01", "2027-03-31"),
        ("den 30.", "2027-01-31", "2027-03-30"),
        ("29.2", "2027-03-01", "2028-02-29"),
        ("om én måned", "2027-01-31", "2027-02-28"),
        ("om ett år", "2028-02-29", "2029-02-28"),
        ("om et halvt år", "2026-08-31", "2027-02-28"),
        ("in half a year", "2026-08-31", "not-understood"),
        ("neste år", "2026-11-23", "period-needs-day"),
        ("15. april neste år", "2026-11-23", "2027-04-15"),
        ("15. april i år", "2026-03-01", "2026-04-15"),
        ("15. april, 2028", "2026-11-23", "2028-04-15"),
        ("15. april '28", "2026-11-23", "2028-04-15"),
        ("15. april ’28", "2026-11-23", "2028-04-15"),
        ("utgangen av april i 2028", "2026-11-23", "2028-04-30"),
        ("uke 1", "2026-12-29", "2027-01-08"),
        ("uke 1 2027", "2026-12-29", "2027-01-08"),
        ("uke 53", "2026-12-28", "2026-12-31"),
        ("uke 0 2027", "2026-12-29", "no-such-week"),
        ("uke 17 nr", "2026-11-23", "not-understood"),
        ("uke nr. 17", "2026-11-23", "2027-04-30"),
        ("week no 17", "2026-11-23", "2027-04-30"),
        ("fredag om én uke", "2026-11-23", "2026-12-04"),
        ("fredag om 2 dager", "2026-11-23", "not-understood"),
        ("denne fredag", "2026-11-23", "2026-11-27"),
        ("denne fredag", "2026-11-28", "past"),
        ("nå på fredag", "2026-11-23", "2026-11-27"),
        ("no på fredag", "2026-11-23", "2026-11-27"),
        ("nå fredag", "2026-11-23", "2026-11-27"),
        ("kommende mandag", "2026-11-23", "2026-11-30"),
        ("fredag den 27.", "2026-11-23", "2026-11-27"),
        ("fredag 27. i denne måneden", "2026-11-23", "2026-11-27"),
        ("15. i denne måneden", "2026-11-23", "past"),
        ("the 15th of next month", "2026-11-23", "2026-12-15"),
        ("0. kvartal", "2026-11-23", "not-understood"),
        ("5. kvartal", "2026-11-23", "not-understood"),
        ("3. halvår", "2026-11-23", "not-understood"),
        ("Q1/2028", "2026-11-23", "2028-03-31"),
        ("Q0", "2026-11-23", "not-understood"),
        ("H3", "2026-11-23", "not-understood"),
        ("medio 2. halvår", "2026-11-23", "2027-10-01"),
        ("uke 1 2000", "2026-11-23", "past"),
        ("31.12.2099", "2026-11-23", "2099-12-31"),
        ("1.1.2100", "2026-11-23", "year-out-of-range"),
        ("31.12.1999", "2026-11-23", "year-out-of-range"),
        ("15.4.2200", "2026-11-23", "not-understood"),
        ("15-4", "2026-11-23", "not-understood"),
        ("15 . 4", "2026-11-23", "not-understood"),
        ("15. 4.", "2026-11-23", "2027-04-15"),
        ("2027.4.15", "2026-11-23", "2027-04-15"),
        ("2027-4/15", "2026-11-23", "not-understood"),
        ("2027 -4-15", "2026-11-23", "not-understood"),
        ("2027-4-15-2", "2026-11-23", "not-understood"),
        ("15.4.2027.", "2026-11-23", "2027-04-15"),
        ("15.4 er", "2026-11-23", "not-understood"),
        ("uke 170", "2026-11-23", "not-understood"),
        ("uke 54", "2026-11-23", "no-such-week"),
        ("mandags", "2026-11-23", "not-understood"),
        ("15. april,2028", "2026-11-23", "2028-04-15"),
        ("15. april2028", "2026-11-23", "not-understood"),
        ("April9", "2026-11-23", "not-understood"),
        ("April 9 28", "2026-11-23", "not-understood"),
        ("123.4", "2026-11-23", "not-understood"),
        ("15. april 280", "2026-11-23", "not-understood"),
    ],
)
def test_at_the_edges(text: str, today: str, expected: str) -> None:
    assert read(text, on(today)) == expected


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("15.4 kl 0.00", "00:00"), ("15.4 kl. 23.59", "23:59"), ("15.4 kl. 23", "23:00"), ("15.4 kl 1030", "10:30"),
        ("15.4, kl. 9", "09:00"), ("15.4 at 9", "09:00"), ("15.4 10.30", "10:30"), ("15.4 kl 24", "no-such-time"),
        ("15.4 kl 10.60", "no-such-time"), ("15.4 kl 10.5", "not-understood"), ("15.4 10:3", "not-understood"),
        ("15.4 kl 12345", "not-understood"), ("15.4 kl 10x", "not-understood"), ("15.4 10", "not-understood"),
    ],
)  # fmt: skip
def test_hours(text: str, hour: str) -> None:
    assert hour_of(text) == hour


def hour_of(text: str) -> str:
    try:
        at = parse_date(text, FUTURE).time
    except UserError as error:
        return error.code.removeprefix("dates.")
    return at.isoformat("minutes") if at else ""


def test_an_hour_is_read_otherwise_inside_a_text() -> None:
    said = "møte 15.4 10.30 der"
    found = find_date(said, FUTURE)
    assert found is not None
    assert (found.date.time, said[found.start : found.end]) == (None, "15.4")
    said = "møte 15.4 10:30 der"
    found = find_date(said, FUTURE)
    assert found is not None
    assert said[found.start : found.end] == "15.4 10:30"


@pytest.mark.parametrize(
    ("days", "noted"),
    [(1, True), (RECENT_DAYS, True), (RECENT_DAYS + 1, False)],
)
def test_a_day_lately_passed_is_asked_about_for_sixty_days(days: int, *, noted: bool) -> None:
    assert (FIRST_YEAR, LAST_YEAR, RECENT_DAYS) == (2000, 2099, 60)
    day = date.fromordinal(date(2026, 11, 23).toordinal() - days)
    text = f"{day.day}.{day.month}"
    assert any("2026" in one for one in notes(text)) is noted
    assert read(text, MEETING) == read(text)
    assert not any("2026" in one for one in notes(text, MEETING))
    assert read(f"{text}.2026") == (day.isoformat() if noted else "past")


@pytest.mark.parametrize(
    ("text", "context", "said"),
    [
        ("1.1.2025", FUTURE, ["2027-01-01"]),
        ("31.12.2024", FUTURE, ["2026-12-31"]),
        ("23.11.2025", FUTURE, ["2026-11-23"]),
        ("22.11.2025", FUTURE, ["2027-11-22"]),
        ("1.1.2027", PAST, ["2026-01-01"]),
        ("24.11.2026", PAST, ["2025-11-24"]),
        ("23.11.2027", PAST, ["2026-11-23"]),
        ("29.2.2020", on("2027-01-01"), ["2027-02-28"]),
        ("juni", FUTURE, ["2027-06-15", "2027-06-30"]),
        ("november", FUTURE, ["2026-11-30"]),
        ("2026", FUTURE, ["2026-12-31"]),
        ("neste måned", FUTURE, ["2026-12-15", "2026-12-31"]),
        ("juni", MEETING, []),
        ("Q1", MEETING, ["2027-03-31"]),
        ("etter jul", MEETING, ["2026-12-28"]),
        ("uke 48", MEETING, ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]),
        ("uke 48", on("2026-11-26", MEETING), ["2026-11-26", "2026-11-27"]),
        ("31.4", FUTURE, ["2027-04-30", "2027-05-01"]),
        ("32.4", FUTURE, []),
        ("den 32.", FUTURE, []),
        ("15/15", FUTURE, []),
        ("12/13", FUTURE, ["2026-12-13"]),
        ("2/30", FUTURE, []),
        ("fredag 26. november", FUTURE, ["2027-11-26"]),
    ],
)
def test_what_is_offered_instead(text: str, context: DateContext, said: list[str]) -> None:
    if text == "fredag 26. november":
        assert read(text) == "wrong-weekday"
        assert offered(text) == ["2026-11-26", "2026-11-27"]
        return
    assert offered(text, context) == said


@pytest.mark.parametrize(
    ("text", "context", "sentence"),
    [
        ("17.5", FUTURE, "17. mai 2027"),
        ("1.1.2100", FUTURE, "2000"),
        ("32.4", FUTURE, "april"),
        ("uke 54", FUTURE, "2026 har 53 uker"),
        ("uke 17", MEETING, "26. april"),
        ("neste fredag", FUTURE, "27. november"),
        ("1.1.2025", FUTURE, "1. januar 2025"),
        ("juni", FUTURE, "juni"),
        ("fredag 15. april", FUTURE, "torsdag"),
        ("15.4 kl. 25", FUTURE, "kl. 25"),
    ],
)
def test_what_is_said_names_what_it_is_about(text: str, context: DateContext, sentence: str) -> None:
    try:
        said = notes(text, context)[0]
    except UserError as error:
        said = say("nb", error.code, **error.params) + say("nb", f"{error.code}.hint", **error.params)
    assert sentence in said


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("møtes 15.4. og 1.5.", "15.4."), ("se 1.2.3 og 15.4", "15.4"), ("x15.4 og 16.4", "16.4"), ("a:15.4", "15.4"),
        ("9:15.4 og 16.4", "16.4"), ("(15.4)", "15.4"), ("15.4-møtet den 16.4", "den 16.4"), ("15.4/ ja", "15.4"),
        ("15.4, 10.30", "15.4"), ("i juni 2028 eller", "i juni 2028"), ("Mai 2028 er", "Mai 2028"),
        ("uke 17 eller uke 18 2027", "uke 18 2027"), ("15.4 og 16.4", "15.4"), ("15. april. Og", "15. april"),
        ("se uke 17 eller uke 18 2027", "uke 18 2027"), ("se uke 18 2027 eller uke 17", "uke 18 2027"),
        ("se 15.0 og 16.4", "16.4"), ("se 0.4 og 16.4", "16.4"), ("se 32.4 og 16.4", "16.4"), ("(March 9)", "March 9"),
        ("15. april.Og", ""), ("15.4.Og", "15.4."), ("15.4-x", ""), ("15.4 -x", "15.4"), ("15.4-", "15.4"),
        ("9. des. 2026", "9. des. 2026"), ("9. des.", "9. des."), ("15.4. 27", "15.4."), ("15.4 coming year", "15.4"),
        ("i morgen og så", "i morgen"), ("i overmorgen og mer", "i overmorgen"), ("om to uker og mer", "om to uker"),
        ("March 9 of 2028 og", "March 9 of 2028"), ("15. april i 2028 og", "15. april i 2028"),
        ("nr. 15.4", ""), ("april 15: noe", ""), ("March 9,5", "March 9"), ("March 9:15", ""),
    ],
)  # fmt: skip
def test_where_a_date_begins_and_ends_in_a_text(text: str, phrase: str) -> None:
    assert found_in(text) == phrase


def found_in(text: str) -> str:
    try:
        found = find_date(text, FUTURE)
    except UserError as error:
        return error.span
    return text[found.start : found.end] if found else ""


def test_a_week_or_a_period_lately_passed_is_asked_about_too() -> None:
    for text in ("uke 47", "fredag uke 47", "utgangen av oktober", "medio november"):
        assert asks_for_the_year(text), text
        assert not asks_for_the_year(text, PAST), text
    assert not asks_for_the_year("uke 30")


def asks_for_the_year(text: str, context: DateContext = FUTURE) -> bool:
    return any(note.code == "dates.note-other-year" for note in parse_date(text, context).notes)


@pytest.mark.parametrize(
    ("text", "context", "said"),
    [
        ("friday the 15 april", FUTURE, "wrong-weekday"),
        ("fredag den 16. april", FUTURE, "2027-04-16"),
        ("15.4. at 100", FUTURE, "not-understood"),
        ("15.4. at 10", FUTURE, "2027-04-15"),
        ("29.2.2000", PAST, "2000-02-29"),
        ("1.1.2000", PAST, "2000-01-01"),
        ("ukas slutt", on("2027-03-22"), "2027-03-24"),
        ("uke 12", on("2027-03-24"), "2027-03-24"),
        ("uke 12", on("2027-03-25"), "2027-03-26"),  # its last working day has passed, the week hasn't
        ("uke 12", on("2027-03-26"), "2027-03-26"),
        ("uke 53", on("2027-01-20", PAST), "2026-12-31"),
        ("March 9 of 2028", FUTURE, "2028-03-09"),
    ],
)
def test_what_is_nearly_another_date(text: str, context: DateContext, said: str) -> None:
    assert read(text, context) == said


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("15.4 kl 10:30 og mer", "10:30"), ("15.4 kl 10, 11", "10:00"), ("15.4 kl 10:30:15", ""),
        ("15.4 kl 10:30.15", ""), ("15.4 kl 10.30:15", ""), ("15.4 kl 10:5", ""), ("15.4 kl 10.5", ""),
    ],
)  # fmt: skip
def test_a_time_ends_where_its_number_does(text: str, at: str) -> None:
    found = find_date(text, FUTURE)
    assert found is not None
    assert (f"{found.date.time:%H:%M}" if found.date.time else "") == at


def test_only_the_time_itself_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        find_date("15.4 kl 25:00 og mer", FUTURE)
    assert (caught.value.span, caught.value.params) == ("kl 25:00", {"text": "kl 25:00"})


def test_only_the_phrase_itself_is_asked_about() -> None:
    with pytest.raises(UserError) as caught:
        parse_date("march 9:15", FUTURE)
    assert (caught.value.code, caught.value.params) == ("dates.period-needs-day", {"phrase": "march"})


def test_what_was_typed_is_quoted_up_to_sixty_characters() -> None:
    with pytest.raises(UserError) as caught:
        parse_date(f" {'x' * 70}", FUTURE)
    assert caught.value.span == caught.value.params["text"] == "x" * 60
    with pytest.raises(UserError) as caught:
        parse_date("." * 70, FUTURE)
    assert (caught.value.code, caught.value.span) == ("dates.missing", "." * 60)


@pytest.mark.parametrize(("number", "name"), list(enumerate(WEEKDAYS)))
def test_a_weekday_is_the_first_ahead_or_the_last_behind_from_each_day_of_a_week(number: int, name: str) -> None:
    days = [date(2026, 11, day) for day in range(9, 30)]
    for today in days[7:14]:
        if today.weekday() != number:
            ahead = next(day for day in days if day > today and day.weekday() == number)
            behind = next(day for day in reversed(days) if day < today and day.weekday() == number)
            assert read(name, on(today.isoformat())) == ahead.isoformat()
            assert read(name, replace(PAST, today=today)) == behind.isoformat()


@pytest.mark.parametrize("text", ["15.4.2027 kl 10 .30", "15.4.2027 kl 10. 30", "15.4.2027 10 :30", "15.4.2027 10: 30"])
def test_a_time_of_day_has_no_gaps(text: str) -> None:
    found = find_date(text, FUTURE)
    assert found is not None
    assert found.date.time in (None, time(10))
    assert "30" not in text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    ["andelen er 0.12 nå", "andelen er 32.12 nå", "andelen er 15.13 nå", "andelen er 12.0 nå", "nummer 15. 4 av dem"],
)
def test_a_number_that_can_be_no_day_is_none_in_a_sentence(text: str) -> None:
    assert find_date(text, FUTURE) is None


@pytest.mark.parametrize("text", ["den 115.", "115. i neste måned", "115.4", "115. april", "april 115", "uke 117"])
def test_no_day_and_no_week_has_three_figures(text: str) -> None:
    assert read(text) in {"not-understood", "period-needs-day"}
