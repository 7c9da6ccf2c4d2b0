"""The grammar of dates: which words from a given place on form a date phrase, and of what form.

`RULES` is the whole of it, a line for each kind of phrase: the function that reads it (`domain.dates.rules`) and what
such a phrase begins with, so that only the few rules are asked that a word can be the beginning of. They know nothing
of today or of calendars, except the number of this year for «neste år»; what a form means is worked out in
`domain.dates.meaning`. Every rule looks only a few words ahead, so reading a text takes time in proportion to its
length.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from domain.dates import words
from domain.dates.cursor import NUMBER, Cursor, F_co, Found
from domain.dates.forms import Form, Hour
from domain.dates.rules import clock, days, feasts, lengths, periods, weekdays, weeks


@dataclass(frozen=True, slots=True)
class Match:
    """A date phrase of the tokens from `start` up to, not including, `end`."""

    start: int
    end: int
    form: Form
    said: int
    """Where the words to quote start: for «innen jul» a word before `start`."""


_NEAR = 6
"""Tokens from the beginning of a phrase on, among which stands what it needs."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[F_co]):
    """How one kind of phrase is read from a place on.

    first: what it begins with. needs: of these one stands near its beginning, whatever else does; empty: nothing
    particular. lead_in: a word before it that is passed over. alone: read only where the text is a date and nothing
    else.
    """

    read: Callable[[Cursor, int], Found[F_co] | None]
    first: frozenset[str]
    needs: frozenset[str] = frozenset()
    lead_in: frozenset[str] = frozenset()
    alone: bool = False

    def may_begin(self, cursor: Cursor, place: int) -> bool:
        """Whether it is worth reading there; False is certain."""
        if cursor.known_by(place) not in self.first or (self.alone and not cursor.whole):
            return False
        return not self.needs or any(cursor.known_by(place + step) in self.needs for step in range(_NEAR))


def _any_of(*groups: frozenset[str] | dict[str, int] | dict[str, str] | str) -> frozenset[str]:
    """The words of all the groups; a string is its words."""
    return frozenset(word for group in groups for word in (group.split() if isinstance(group, str) else group))


_NUMBER = _any_of(NUMBER)
_ON = _any_of("den the pa on")
_IN = _any_of("i in ved at of av")
_COUNT = _any_of(NUMBER, words.NUMBERS, "et eit a halvt")
_UNIT = _any_of(words.UNITS)
_MONTH = _any_of(words.MONTHS)
_WHICH = _any_of(words.QUALIFIERS)
_BESIDE = _any_of("for before innen innan by til etter after")
_FEAST = _any_of(words.FEASTS, "new")
_FIXED = frozenset(phrase[0] for phrase in words.FIXED_DAYS)

RULES: tuple[Rule[Form], ...] = (
    Rule(days.year_first, _NUMBER, lead_in=_ON),  # 2027-04-15
    Rule(days.numeric, _NUMBER, lead_in=_ON),  # 15.4, 15/4-2027
    Rule(days.month_last, _NUMBER, needs=_MONTH, lead_in=_ON),  # 15. april 2027
    Rule(days.month_first, _MONTH, lead_in=_ON),  # April 15, 2027
    Rule(days.day_of_month, _any_of(NUMBER, "den the")),  # den 15., 15. i neste måned
    Rule(lengths.fixed, _FIXED),  # i dag, i overmorgen
    Rule(lengths.ahead, _any_of("om in"), needs=_UNIT),  # om to uker
    Rule(lengths.ago, _any_of("for", _COUNT), needs=words.AGO_WORDS),  # for tre dager siden
    Rule(lengths.within, words.WITHIN_WORDS, needs=_UNIT, alone=True),  # innen to uker
    Rule(lengths.alone, _COUNT, needs=_UNIT),  # to uker fra nå, 14 dager
    # fredag, neste fredag, fredag 15. april, torsdag i uke 17
    Rule(weekdays.weekday, _any_of(words.WEEKDAYS, words.WEEKDAYS_SHORT, _WHICH, "na no"), lead_in=_ON),
    Rule(weekdays.recent, _any_of("i"), lead_in=_ON),  # i mandags
    Rule(weeks.week, _any_of(words.WEEK_WORDS, _WHICH), lead_in=_IN),  # uke 17, neste uke, uke 17 fredag
    Rule(periods.owned_part, _any_of(words.OWNING_PERIODS, "the"), lead_in=_IN),  # årets slutt
    Rule(periods.part, _any_of(words.PARTS, "the"), lead_in=_IN),  # medio april, utgangen av året
    Rule(periods.month, _MONTH, lead_in=_IN),  # april 2027, april
    Rule(periods.year, _NUMBER, lead_in=_IN, alone=True),  # 2027
    Rule(periods.counted, _WHICH, lead_in=_IN),  # neste kvartal
    # Q2, 1. halvår
    Rule(
        periods.numbered, _any_of(NUMBER, words.ORDINALS, "q h"), needs=_any_of(words.PERIOD_UNITS, "q h"), lead_in=_IN
    ),
    Rule(feasts.beside_feast, _BESIDE, needs=_FEAST),  # før jul, etter påske 2028
)
"""Every kind of phrase there is. Where several rules read one, the longest phrase counts, the first of equals."""

TIME: Rule[Hour] = Rule(clock.time_of_day, _any_of(NUMBER, ", at kl klokka klokken klokkan"))
"""The time of day that may follow a phrase."""


def phrase_at(cursor: Cursor, start: int) -> Match | None:
    """The longest date phrase that starts with token `start`; None when there is none."""
    if not cursor.starts_clean(start):
        return None
    first = cursor.text(start)
    longest: Found[Form] | None = None
    for rule in RULES:
        place = start + 1 if first in rule.lead_in else start
        found = rule.read(cursor, place) if rule.may_begin(cursor, place) else None
        if found is not None and cursor.ends_clean(found.end) and (longest is None or found.end > longest.end):
            longest = found
    return Match(start, longest.end, longest.form, start) if longest is not None else None


def time_after(cursor: Cursor, match: Match) -> Found[Hour] | None:
    """The time of day right after a phrase; None when none is said."""
    return TIME.read(cursor, match.end) if TIME.may_begin(cursor, match.end) else None
