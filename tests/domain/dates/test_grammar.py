"""Every rule of the grammar reads its own phrase, and no rule is there that none of these needs."""

import pytest

from domain.dates.cursor import Cursor
from domain.dates.forms import DayForm, FeastForm, Form, MonthDayForm, PeriodForm, ShiftForm, WeekdayForm, WeekForm
from domain.dates.grammar import RULES, phrase_at
from domain.dates.rules import days, feasts, lengths, periods, weekdays, weeks
from domain.dates.words import tokens_of

EXAMPLES = {
    days.year_first: ("2027-04-15", DayForm(15, 4, 2027)),
    days.numeric: ("15/4", DayForm(15, 4, None)),
    days.month_last: ("15. april 2027", DayForm(15, 4, 2027)),
    days.month_first: ("April 15, 2027", DayForm(15, 4, 2027)),
    days.day_of_month: ("15. i neste måned", MonthDayForm(15, 1)),
    lengths.fixed: ("i overmorgen", ShiftForm(2, "day")),
    lengths.ahead: ("om to uker", ShiftForm(2, "week")),
    lengths.ago: ("for tre dager siden", ShiftForm(-3, "day")),
    lengths.within: ("innen to uker", ShiftForm(2, "week")),
    lengths.alone: ("14 dager", ShiftForm(14, "day")),
    weekdays.weekday: ("torsdag i uke 17", WeekForm(17, None, weekday=3)),
    weekdays.recent: ("i mandags", WeekdayForm(0, "recent")),
    weeks.week: ("uke 17", WeekForm(17, None)),
    periods.owned_part: ("årets slutt", PeriodForm("year", None, None, part="last")),
    periods.part: ("medio april", PeriodForm("month", 4, None, part="middle")),
    periods.month: ("april 2027", PeriodForm("month", 4, 2027)),
    periods.year: ("2027", PeriodForm("year", None, 2027)),
    periods.counted: ("neste kvartal", PeriodForm("quarter", None, None, offset=1)),
    periods.numbered: ("1. halvår", PeriodForm("half", 1, None)),
    feasts.beside_feast: ("etter påske 2028", FeastForm("easter", before=False, year=2028)),
}


def cursor(phrase: str) -> Cursor:
    return Cursor(tokens_of(phrase), 2026, whole=True)


def test_every_rule_has_its_example() -> None:
    assert [rule.read for rule in RULES] == list(EXAMPLES)


@pytest.mark.parametrize(("phrase", "form"), EXAMPLES.values())
def test_a_phrase_is_read_to_its_end(phrase: str, form: Form) -> None:
    match = phrase_at(cursor(phrase), 0)
    assert match is not None
    assert (match.start, match.end, match.form) == (0, len(tokens_of(phrase)), form)


@pytest.mark.parametrize("read", EXAMPLES, ids=lambda read: f"{read.__module__}.{read.__name__}")
def test_only_its_own_rule_reads_it_as_far(read: object) -> None:
    phrase, _ = next(example for rule, example in EXAMPLES.items() if rule is read)
    found = {rule.read: rule.read(cursor(phrase), 0) for rule in RULES}
    assert [rule for rule, one in found.items() if one and one.end == len(tokens_of(phrase))] == [read]
