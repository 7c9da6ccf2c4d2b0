"""Every rule of the grammar reads its own phrase, and no rule is there that none of these needs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dates import words
from domain.dates.cursor import Cursor, tokens_of
from domain.dates.forms import DayForm, FeastForm, Form, MonthDayForm, PeriodForm, ShiftForm, WeekdayForm, WeekForm
from domain.dates.grammar import RULES, TIME, phrase_at
from domain.dates.rules import days, feasts, lengths, periods, weekdays, weeks
from tests.thorough import as_many

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

ALL_WORDS = sorted(
    word
    for vocabulary in vars(words).values()
    if isinstance(vocabulary, dict | frozenset)
    for word in vocabulary
    if isinstance(word, str)
)
"""Every word that the grammar knows."""
GLUE = (
    *("1", "2", "9", "15", "17", "31", "2027", "10:30", ".", ",", "/", "-", ":", "den", "the", "på", "i", "in", "om"),
    *("for", "av", "of", "et", "halvt", "år", "siden", "fra", "nå", "kl", "at", "mandags", "working", "days", "st"),
    *("q", "h", "nr", "by", "new", "dag", "morgen", "neste", "uke", "måned", "kvartal", "april", "fredag", "jul"),
)
"""What phrases are most often held together by."""


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


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A few of the words dates are made of, in any order, spaced or glued together."""
    pieces = draw(
        st.lists(
            st.tuples(st.sampled_from(GLUE) | st.sampled_from(ALL_WORDS), st.sampled_from(("", " "))),
            min_size=1,
            max_size=7,
        )
    )
    return "".join(f"{word}{gap}" for word, gap in pieces)


@given(texts(), st.booleans(), st.sampled_from(("", "innen", "før")))
@settings(max_examples=as_many(200, 1500))
def test_what_a_rule_reads_begins_with_what_it_says(text: str, whole: bool, marker: str) -> None:  # noqa: FBT001
    there = Cursor(tokens_of(text), 2026, whole=whole, marker=marker)
    for rule in (*RULES, TIME):
        if whole or not rule.alone:
            assert rule.read(there, 0) is None or rule.may_begin(there, 0), rule.read


@pytest.mark.parametrize("read", EXAMPLES, ids=lambda read: f"{read.__module__}.{read.__name__}")
def test_a_rule_that_reads_dates_alone_reads_none_in_a_sentence(read: object) -> None:
    phrase, _ = EXAMPLES[read]  # type: ignore[index] # a function
    rule = next(one for one in RULES if one.read is read)
    in_a_sentence = Cursor(tokens_of(phrase), 2026, whole=False)
    assert rule.may_begin(in_a_sentence, 0) is not rule.alone
