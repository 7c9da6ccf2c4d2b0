"""The grammar of dates: which words from a given place on form a date phrase, and of what form.

`RULES` is the whole of it, a line for each kind of phrase; the rules themselves stand in `domain.dates.rules`. They
know nothing of today or of calendars, except the number of this year for «neste år»; what a form means is worked out
in `domain.dates.meaning`. Every rule looks only a few words ahead, so reading a text takes time in proportion to its
length.
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.dates.cursor import Cursor, Found
from domain.dates.forms import Form
from domain.dates.rules import days, feasts, lengths, periods, weekdays, weeks


@dataclass(frozen=True, slots=True)
class Match:
    """A date phrase of the tokens from `start` up to, not including, `end`."""

    start: int
    end: int
    form: Form
    said: int
    """Where the words to quote start: for «innen jul» a word before `start`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of phrase is read from a place on. lead_in: a word before it that is passed over."""

    read: Callable[[Cursor, int], Found[Form] | None]
    lead_in: frozenset[str] = frozenset()


_ON = frozenset(("den", "the", "pa", "on"))
_IN = frozenset(("i", "in", "ved", "at", "of", "av"))

RULES = (
    Rule(days.year_first, _ON),  # 2027-04-15
    Rule(days.numeric, _ON),  # 15.4, 15/4-2027
    Rule(days.month_last, _ON),  # 15. april 2027
    Rule(days.month_first, _ON),  # April 15, 2027
    Rule(days.day_of_month),  # den 15., 15. i neste måned
    Rule(lengths.fixed),  # i dag, i overmorgen
    Rule(lengths.ahead),  # om to uker
    Rule(lengths.ago),  # for tre dager siden
    Rule(lengths.within),  # innen to uker
    Rule(lengths.alone),  # to uker fra nå, 14 dager
    Rule(weekdays.weekday, _ON),  # fredag, neste fredag, fredag 15. april, torsdag i uke 17
    Rule(weekdays.recent, _ON),  # i mandags
    Rule(weeks.week, _IN),  # uke 17, neste uke, uke 17 fredag
    Rule(periods.owned_part, _IN),  # årets slutt
    Rule(periods.part, _IN),  # medio april, utgangen av året
    Rule(periods.month, _IN),  # april 2027, april
    Rule(periods.year, _IN),  # 2027
    Rule(periods.counted, _IN),  # neste kvartal
    Rule(periods.numbered, _IN),  # Q2, 1. halvår
    Rule(feasts.beside_feast),  # før jul, etter påske 2028
)
"""Every kind of phrase there is. Where several rules read one, the longest phrase counts, the first of equals."""


def phrase_at(cursor: Cursor, start: int) -> Match | None:
    """The longest date phrase that starts with token `start`; None when there is none."""
    if not cursor.starts_clean(start):
        return None
    first = cursor.text(start)
    longest: Found[Form] | None = None
    for rule in RULES:
        found = rule.read(cursor, start + 1 if first in rule.lead_in else start)
        if found is not None and cursor.ends_clean(found.end) and (longest is None or found.end > longest.end):
            longest = found
    return Match(start, longest.end, longest.form, start) if longest is not None else None
