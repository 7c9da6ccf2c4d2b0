"""The forms a date phrase can take: what was typed, before anyone asks which day it means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayForm:
    """«15. april», «15.4.2027», «fredag 15. april»: day and month as typed, perhaps impossible. Year None: not said."""

    day: int
    month: int
    year: int | None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class MonthDayForm:
    """«den 15.», «den 15. i neste måned». months: from this one, None when not said."""

    day: int
    months: int | None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class ShiftForm:
    """«i morgen», «om to uker», «for tre dager siden» (negative count). unit: a value of `words.UNITS`."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class WeekdayForm:
    """«fredag», «neste fredag». which: empty, a value of `words.QUALIFIERS`, or `recent` for «i mandags»."""

    weekday: int
    which: str


@dataclass(frozen=True, slots=True)
class WeekForm:
    """«uke 17», «fredag i neste uke». number None: `offset` weeks from this one. part: first, middle, last or empty."""

    number: int | None
    year: int | None
    offset: int = 0
    weekday: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class PeriodForm:
    """«medio april», «utgangen av året», «Q2». unit: month, quarter, half or year; part: first, middle, last or empty.

    number None: `offset` of the unit from the present one.
    """

    unit: str
    number: int | None
    year: int | None
    offset: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class FeastForm:
    """«før jul», «etter påske 2028». feast: a value of `words.FEASTS`."""

    feast: str
    before: bool
    year: int | None


Form = DayForm | MonthDayForm | ShiftForm | WeekdayForm | WeekForm | PeriodForm | FeastForm


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour as typed, perhaps impossible."""

    hour: int
    minute: int
