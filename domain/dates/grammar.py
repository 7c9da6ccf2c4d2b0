"""The grammar of dates: which words from a given place on form a date phrase, and of what form.

It knows nothing of today or of calendars, except the number of this year for «neste år»; what a form means is worked
out in `domain.dates.meaning`. Every rule looks only a few words ahead, so reading a text takes time in proportion to
its length.
"""

from dataclasses import dataclass, replace

from domain.dates import words
from domain.dates.cursor import Cursor
from domain.dates.forms import DayForm, FeastForm, Form, MonthDayForm, PeriodForm, ShiftForm, WeekdayForm, WeekForm


@dataclass(frozen=True, slots=True)
class Match:
    """A date phrase of the tokens from `start` up to, not including, `end`."""

    start: int
    end: int
    form: Form
    said: int
    """Where the words to quote start: for «innen jul» a word before `start`."""


_PREFIXES = frozenset(("den", "the", "pa", "on"))
_PERIOD_PREFIXES = frozenset(("i", "in", "ved", "at", "of", "av"))


class Phrases(Cursor):
    """Reads date phrases out of one text's tokens."""

    def at(self, start: int, marker: str = "") -> Match | None:
        """The longest date phrase that starts with token `start`; None when there is none."""
        self.marker = marker
        if not self._starts_clean(start):
            return None
        skipped = start + 1 if self._text(start) in _PREFIXES else start
        inner = start + 1 if self._text(start) in _PERIOD_PREFIXES else start
        found = [
            self._day(skipped),
            self._day_of_month(start),
            self._fixed(start),
            self._duration(start),
            self._weekday(skipped),
            self._week(inner),
            self._part(inner),
            self._period_alone(inner),
            self._feast(start),
        ]
        clean = [read for read in found if read is not None and self._ends_clean(read[0])]
        if not clean:
            return None
        end, form = max(clean, key=lambda read: read[0])
        return Match(start, end, form, start)

    # -- days ---------------------------------------------------------------------------------------------------

    def _day(self, start: int) -> tuple[int, DayForm] | None:
        first = self._token(start)
        if not first.is_number:
            return self._month_first(start)
        return self._year_first(start) or self._numeric(start) or self._month_last(start)

    def _year_first(self, start: int) -> tuple[int, DayForm] | None:
        """«2027-04-15»."""
        month, day = self._number(start + 2, 2), self._number(start + 4, 2)
        separator = self._text(start + 1)
        if not self._is_year(start) or separator not in {"-", ".", "/"} or separator != self._text(start + 3):
            return None
        if month is None or day is None or not all(self._glued(start + step) for step in range(1, 5)):
            return None
        return start + 5, DayForm(day, month, int(self._text(start)))

    def _numeric(self, start: int) -> tuple[int, DayForm] | None:
        """«15.4», «15.4.27», «15/4», «15-04-2027»; with spaces after the full stops where nothing else is meant."""
        day, month = self._number(start, 2), self._number(start + 2, 2)
        separator = self._text(start + 1)
        if day is None or month is None or separator not in {".", "/", "-"} or not self._glued(start + 1):
            return None
        spaced = not self._glued(start + 2)
        end, year = self._numeric_year(start + 3, separator)
        if (year is None and separator == "-") or (spaced and (separator != "." or not (self.whole or year))):
            return None
        if year is None and not self._may_be_day(start, end, day, month):
            return None
        return end, DayForm(day, month, year)

    def _numeric_year(self, start: int, separator: str) -> tuple[int, int | None]:
        if self._text(start) == separator and self._glued(start):
            digits = len(self._text(start + 1)) if self._token(start + 1).is_number else 0
            if digits == 4 and self._is_year(start + 1):
                return start + 2, int(self._text(start + 1))
            if digits == 2 and self._glued(start + 1):
                return start + 2, 2000 + int(self._text(start + 1))
            if separator == "." and not (digits and self._glued(start + 1)):
                return self._year(start + 1)
            return start, None
        return self._year(start)

    def _may_be_day(self, start: int, end: int, day: int, month: int) -> bool:
        """Whether «4.12» is meant as a day rather than as an amount or the number of an item."""
        if self.whole:
            return True
        if not (1 <= day <= 31 and 1 <= month <= 12) or self._text(end) in words.MEASURE_WORDS:
            return False
        before = start - 2 if self._text(start - 1) == "." and self._glued(start - 1) else start - 1
        return bool(self.marker) or self._text(before) not in words.REFERENCE_WORDS

    def _month_last(self, start: int) -> tuple[int, DayForm] | None:
        """«15. april 2027», «15 april», «15th of April 2027»."""
        day = self._number(start, 2)
        place = self._after_ordinal(start + 1)
        month = words.MONTHS.get(self._text(self._skip(place, "of")))
        if day is None or month is None:
            return None
        place = self._skip(place, "of") + 1
        if self._text(place) == "." and self._glued(place):
            if self._is_year(place + 1) and self._glued(place + 1):
                return place + 2, DayForm(day, month, int(self._text(place + 1)))
            place += self._text(place - 1) in words.MONTHS_SHORT
        end, year = self._year(place)
        if year is None and self.whole and self._text(place) not in {"", ","}:
            end, year = self._two_digit_year(place)
        return end, DayForm(day, month, year)

    def _two_digit_year(self, start: int) -> tuple[int, int | None]:
        place = self._skip(start, "'", "’")
        if len(self._text(place)) == 2 and self._token(place).is_number and place + 1 == len(self.tokens):
            return place + 1, 2000 + int(self._text(place))
        return start, None

    def _after_ordinal(self, start: int) -> int:
        if self._glued(start) and (self._text(start) == "." or self._text(start) in words.ORDINAL_ENDINGS):
            return start + 1
        return start

    def _month_first(self, start: int) -> tuple[int, DayForm] | None:
        """«April 15, 2027», «March 9»; not «april 15», which may be a year."""
        month, day = words.MONTHS.get(self._text(start)), self._number(start + 1, 2)
        if month is None or day is None or self._glued(start + 1):
            return None
        ordinal = self._text(start + 2) in words.ORDINAL_ENDINGS and self._glued(start + 2)
        end, year = self._year(start + 2 + ordinal)
        if year is None and not ordinal and self._text(start) not in words.MONTHS_ENGLISH:
            return None
        return (end, DayForm(day, month, year)) if not self._is_decimal(end) else None

    def _day_of_month(self, start: int, *, lenient: bool = False) -> tuple[int, MonthDayForm] | None:
        """«den 15.», «the 15th», «15. i neste måned». lenient: a weekday went before, so «den» may be left out."""
        named = self._text(start) in {"den", "the"}
        number = start + 1 if named else start
        day, place = self._number(number, 2), self._after_ordinal(number + 1)
        if day is None or place == number + 1:
            return None
        of_month = self._skip(self._skip(place, "i", "of", "in"), "the")
        noun = self._skip(of_month, *words.OFFSETS_WORDS)
        if self._text(noun) in words.MONTH_WORDS and (noun > of_month or of_month > place):
            which = words.QUALIFIERS.get(self._text(of_month), "this")
            return noun + 1, MonthDayForm(day, words.OFFSETS[which])
        follows_word = self._token(place).is_word and self._text(place) not in {"kl", "klokka", "klokken", "at"}
        return (place, MonthDayForm(day, None)) if (named or lenient) and not follows_word else None

    def _fixed(self, start: int) -> tuple[int, ShiftForm] | None:
        """«i dag», «i overmorgen»."""
        for length in range(min(5, len(self.tokens) - start), 0, -1):
            days = words.FIXED_DAYS.get(tuple(token.text for token in self.tokens[start : start + length]))
            if days is not None:
                return start + length, ShiftForm(days, "day")
        return None

    # -- lengths of time ----------------------------------------------------------------------------------------

    def _duration(self, start: int) -> tuple[int, ShiftForm] | None:
        """«om to uker», «in 3 working days», «for en uke siden»."""
        lead = self._text(start)
        length = self._length(start + 1) if lead in {"om", "in", "for", "innen", "innan", "within"} else None
        if length is None:
            lead, length = "", self._length(start)
        if length is None:
            return None
        end, form = length
        if lead in {"", "for"} and self._text(end) in words.AGO_WORDS:
            return end + 1, replace(form, count=-form.count)
        if lead in {"om", "in"} or (self.whole and lead not in {"", "for"}):
            return end, form
        pair = (self._text(end), self._text(end + 1))
        if not lead and pair in {("fra", "na"), ("fra", "no"), ("fra", "idag"), ("from", "now"), ("from", "today")}:
            return end + 2, form
        return (end, form) if not lead and (self.whole or self.marker in words.WITHIN_WORDS) else None

    def _length(self, start: int) -> tuple[int, ShiftForm] | None:
        place = self._skip(start, "et", "eit", "a")
        if self._text(place) == "halvt" and self._text(place + 1) == "ar":
            return place + 2, ShiftForm(1, "half")
        number = self._number(start, 3)
        count = words.NUMBERS.get(self._text(start)) if number is None else number
        unit = words.UNITS.get(self._text(start + 1))
        if count is None:
            return None
        if self._text(start + 1) in {"working", "business"} and words.UNITS.get(self._text(start + 2)) == "day":
            return start + 3, ShiftForm(count, "working-day")
        return (start + 2, ShiftForm(count, unit)) if unit else None

    # -- weekdays and weeks -------------------------------------------------------------------------------------

    def _weekday(self, start: int) -> tuple[int, Form] | None:
        """«fredag», «neste fredag», «fredag 15. april», «torsdag i uke 17», «fredag om to uker», «i mandags»."""
        if self._text(start) == "i" and self._text(start + 1).removesuffix("s") in words.WEEKDAYS:
            ended = self._text(start + 1)
            return (start + 2, WeekdayForm(words.WEEKDAYS[ended[:-1]], "recent")) if ended[-1] == "s" else None
        place = start
        which = words.QUALIFIERS.get(self._text(place), "")
        if which:
            place = self._skip(place + 1, "pa")
        elif self._text(place) in {"na", "no"}:
            which, place = "coming", self._skip(place + 1, "pa")
        name = self._text(place)
        weekday = words.WEEKDAYS.get(name)
        short = words.WEEKDAYS_SHORT.get(name)
        if weekday is None and short is None:
            return None
        number = weekday if weekday is not None else short or 0
        place += 1
        if weekday is None and self._text(place) == "." and self._glued(place):
            place += 1
        tail = self._weekday_tail(self._skip(place, ","), number)
        if tail is not None:
            return tail
        return (place, WeekdayForm(number, which)) if weekday is not None or self.whole else None

    def _weekday_tail(self, start: int, weekday: int) -> tuple[int, Form] | None:
        day_place = self._skip(start, "den", "the")
        day = self._day(day_place) or self._day_of_month(start, lenient=True)
        if day is not None:
            return day[0], replace(day[1], weekday=weekday)
        length = self._length(start + 1) if self._text(start) in {"om", "in"} else None
        if length is not None and length[1].unit == "week":
            return length[0], WeekForm(None, None, offset=length[1].count, weekday=weekday)
        week = self._week_alone(self._skip(start, "i", "in", "of"))
        return (week[0], replace(week[1], weekday=weekday)) if week is not None else None

    def _week(self, start: int) -> tuple[int, WeekForm] | None:
        """«uke 17», «neste uke», with the weekday after it if it is there: «uke 17, fredag»."""
        week = self._week_alone(start)
        if week is None:
            return None
        end, form = week
        place = self._skip(self._skip(end, ","), "pa", "on")
        weekday = words.WEEKDAYS.get(self._text(place))
        if weekday is None or self._token(place + 1).is_number:
            return week
        return place + 1, replace(form, weekday=weekday)

    def _week_alone(self, start: int) -> tuple[int, WeekForm] | None:
        which = words.QUALIFIERS.get(self._text(start))
        if which is not None:
            if self._text(start + 1) in words.WEEK_WORDS and not self._token(start + 2).is_number:
                return start + 2, WeekForm(None, None, offset=words.OFFSETS[which])
            return None
        if self._text(start) not in words.WEEK_WORDS:
            return None
        place = self._skip(start + 1, "nr", "no")
        place = self._skip(place, ".") if place > start + 1 else place
        number = self._number(place, 2)
        if number is None:
            return None
        if self._text(place + 1) == "/" and self._glued(place + 1) and self._is_year(place + 2):
            return place + 3, WeekForm(number, int(self._text(place + 2)))
        end, year = self._year(place + 1)
        return end, WeekForm(number, year)

    # -- months, quarters, halves, years ------------------------------------------------------------------------

    def _part(self, start: int) -> tuple[int, Form] | None:
        """«medio april», «utgangen av året», «slutten av uke 17», «årets slutt»."""
        start = self._skip(start, "the")
        owner = words.OWNING_PERIODS.get(self._text(start))
        if owner is not None and self._text(start + 1) in words.PART_ENDINGS:
            form = WeekForm(None, None, part="last") if owner == "week" else PeriodForm(owner, None, None, part="last")
            return start + 2, form
        part = words.PARTS.get(self._text(start))
        if part is None:
            return None
        place = self._skip(self._skip(start + 1, "av", "of", "i", "in", "-"), "the")
        period = self._period(place, within=True) or self._week_alone(place)
        if period is None and self._text(place) in {"uka", "uken", "veka", "week"}:
            period = place + 1, WeekForm(None, None)
        return (period[0], replace(period[1], part=part)) if period is not None else None

    def _period_alone(self, start: int) -> tuple[int, PeriodForm] | None:
        """«Q2», «1. halvår»; a month or a year by itself only where it can't be something else."""
        period = self._period(start, within=False)
        if period is None or period[1].unit in {"quarter", "half"} or self.whole:
            return period
        end, form = period
        if form.unit == "month" and form.year is not None:
            return period
        name = self._token(start)
        bare = (
            form.unit == "month"
            and name.text not in words.MONTHS_SHORT
            and not name.starts_upper
            and not self._token(end).is_number
        )
        return period if bare and self.marker else None

    def _period(self, start: int, *, within: bool) -> tuple[int, PeriodForm] | None:
        """A month, quarter, half or year. within: after «utgangen av», where «året» means this one."""
        name = self._text(start)
        if name in words.MONTHS:
            end = start + 1
            if name in words.MONTHS_SHORT and self._text(end) == "." and self._glued(end):
                end += 1
            end, year = self._year(end)
            return end, PeriodForm("month", words.MONTHS[name], year)
        if self._is_year(start):
            return (start + 1, PeriodForm("year", None, int(name))) if within or self.whole else None
        which = words.QUALIFIERS.get(name)
        noun = start if which is None else start + 1
        unit = self._unit(noun)
        if unit is not None and (which is not None or within):
            return noun + 1, PeriodForm(unit, None, None, offset=words.OFFSETS[which or "this"])
        return self._numbered_period(start)

    def _unit(self, place: int) -> str | None:
        name = self._text(place)
        for unit, names in (
            ("month", words.MONTH_WORDS),
            ("year", words.YEAR_WORDS),
            ("half", words.HALF_WORDS),
            ("quarter", words.QUARTER_WORDS),
        ):
            if name in names:
                return unit
        return None

    def _numbered_period(self, start: int) -> tuple[int, PeriodForm] | None:
        """«Q2», «H1», «2. kvartal», «første halvår», with or without a year."""
        name = self._text(start)
        letter = {"q": "quarter", "h": "half"}.get(name)
        if letter is not None:
            number, unit, place = self._number(start + 1, 1) if self._glued(start + 1) else None, letter, start + 2
        else:
            place = self._after_ordinal(start + 1)
            number = words.ORDINALS.get(name) if place == start + 1 else self._number(start, 1)
            found = self._unit(place)
            unit, place = found if found in {"half", "quarter"} else "", place + 1
        if not unit or number is None or not 1 <= number <= (4 if unit == "quarter" else 2):
            return None
        if self._text(place) == "/" and self._glued(place) and self._is_year(place + 1):
            return place + 2, PeriodForm(unit, number, int(self._text(place + 1)))
        end, year = self._year(place)
        return end, PeriodForm(unit, number, year)

    # -- feasts -------------------------------------------------------------------------------------------------

    def _feast(self, start: int) -> tuple[int, FeastForm] | None:
        """«før jul», «etter påske 2028», «by Christmas»."""
        raw = self._token(start).raw
        before = raw in words.BEFORE_WORDS or (self.whole and raw in {"for", "til"})
        if not before and raw not in words.AFTER_WORDS:
            return None
        place = self._skip(start + 1, "the")
        pair = (self._text(place), self._text(place + 1))
        feast = words.FEASTS.get(pair[0]) if pair != ("new", "year") else "new-year"
        if feast is None:
            return None
        end, year = self._year(place + 2 if pair == ("new", "year") else place + 1)
        return end, FeastForm(feast, before, year)
