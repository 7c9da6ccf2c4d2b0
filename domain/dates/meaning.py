"""What a date phrase means on a given day: the date, what to say about it, or why it can't be one."""

from calendar import isleap, monthrange
from datetime import date, timedelta
from typing import NoReturn

from domain.calendar import easter_sunday, iso_week_days, weeks_in_year
from domain.dates.context import (
    DateContext,
    DateNote,
    Direction,
    Meaning,
    Purpose,
    choices_ahead,
    choices_of,
    in_range,
    other_year,
    right_side,
    right_year,
    same_day,
    turn_of,
)
from domain.dates.forms import DayForm, FeastForm, Form, MonthDayForm, PeriodForm, ShiftForm, WeekdayForm, WeekForm
from domain.errors import Choice, UserError

_PER_YEAR = {"month": 12, "quarter": 4, "half": 2, "year": 1}
_DAYS_OFFERED = {"month": ("middle", "last"), "year": ("last",)}
"""Which parts of a month or a year alone are offered as days."""

_PART_OF_WEEK = {"first": 0, "middle": 2}
_WEEK = timedelta(days=7)


def meaning_of(form: Form, context: DateContext, phrase: str) -> Meaning:
    """The day that `form` means in `context`; `phrase`: as typed, for the notes. Raises UserError, its span not set."""
    match form:
        case DayForm():
            return _day(form, context)
        case MonthDayForm():
            day = _day_of_month(form, context)
        case ShiftForm():
            day = right_side(_shifted(form, context), context)
        case WeekdayForm():
            day = _weekday(form, context)
        case _:
            return _named_time(form, context, phrase)
    return Meaning(day)


def _named_time(form: WeekForm | PeriodForm | FeastForm, context: DateContext, phrase: str) -> Meaning:
    match form:
        case WeekForm():
            return _week(form, context, phrase)
        case PeriodForm():
            return _period(form, context, phrase)
        case FeastForm():
            return _feast(form, context, phrase)


# -- days -----------------------------------------------------------------------------------------------------------


def _day(form: DayForm, context: DateContext) -> Meaning:
    if not 1 <= form.month <= 12:
        raise UserError("dates.no-such-month", {"month": form.month}, choices=_swapped(form, context))
    today = context.today
    here, there = (today.month, today.day), (form.month, form.day)
    year = form.year if form.year is not None else today.year + turn_of(there < here, there > here, context)
    in_range(year)
    day = _real_day(form, year, context)
    if form.year is not None:
        right_year(day, context)
        _right_weekday(form.weekday, day, day, context)
        return Meaning(day)
    other = same_day(day, today.year)
    notes = other_year(day, other, context)
    _right_weekday(form.weekday, day, other if notes else day, context)
    return Meaning(day, notes)


def _swapped(form: DayForm, context: DateContext) -> tuple[Choice, ...]:
    """«4/15» read the other way round, if that is a day."""
    if not 1 <= form.day <= 12:
        return ()
    try:
        return choices_of(context, _day(DayForm(form.month, form.day, form.year), context).day)
    except UserError:
        return ()


def _real_day(form: DayForm, year: int, context: DateContext) -> date:
    days = monthrange(year, form.month)[1]
    if 1 <= form.day <= days:
        return date(year, form.month, form.day)
    last = date(year, form.month, days)
    near = (last, last + timedelta(days=1)) if days < form.day <= 31 else ()
    if (form.day, form.month) == (29, 2) and not isleap(year):
        raise UserError("dates.not-leap-year", {"year": year}, choices=choices_ahead(context, *near))
    params = {"month": form.month, "days": days, "year": year}
    raise UserError("dates.no-such-day", params, choices=choices_ahead(context, *near))


def _right_weekday(weekday: int | None, day: date, other: date, context: DateContext) -> None:
    """Refuses «fredag 15. april» when that is a Thursday; offers the date, and the nearest Friday or last year's."""
    if weekday is None or day.weekday() == weekday:
        return
    step = (weekday - day.weekday() + 3) % 7 - 3
    near = day + timedelta(days=step)
    if context.direction is Direction.PAST and near > context.today >= day:
        near -= timedelta(days=7)
    if context.direction is Direction.FUTURE and near < context.today <= day:
        near += timedelta(days=7)
    if other.weekday() == weekday:
        near = other
    raise UserError("dates.wrong-weekday", {"day": day, "near": near}, choices=choices_of(context, day, near))


def _day_of_month(form: MonthDayForm, context: DateContext) -> date:
    """«den 15.»: this month's, or the next or last one's; without a month named, months too short are passed over."""
    today = context.today
    if not 1 <= form.day <= 31:
        raise UserError("dates.no-such-day", {"month": today.month, "days": monthrange(today.year, today.month)[1]})
    turn = form.months
    if turn is None:
        turn = turn_of(form.day < today.day, form.day > today.day, context)
        while form.day > _month_end(today, turn).day:
            turn += 1 if context.direction is Direction.FUTURE else -1
    month = _month_end(today, turn)
    day = _real_day(DayForm(form.day, month.month, month.year), month.year, context)
    _right_weekday(form.weekday, day, day, context)
    return right_side(day, context)


def _month_end(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    in_range(year)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _shifted(form: ShiftForm, context: DateContext) -> date:
    today, count = context.today, form.count
    match form.unit:
        case "day" | "week":
            return today + timedelta(days=count * (7 if form.unit == "week" else 1))
        case "working-day":
            day = context.calendar.add_working_days(today, count) if count > 0 else today
            for _ in range(-count):
                day = context.calendar.working_on_or_before(day - timedelta(days=1))
            return day
        case _:
            month = _month_end(today, count * {"half": 6, "year": 12}.get(form.unit, 1))
            return month.replace(day=min(today.day, month.day))


def _weekday(form: WeekdayForm, context: DateContext) -> date:
    """«fredag», «neste fredag», «forrige fredag»; asked about where people mean different Fridays by it."""
    today, future = context.today, context.direction is Direction.FUTURE
    coming, recent = _coming(form.weekday, today), _recent(form.weekday, today)
    match form.which:
        case "":
            nearest = coming if future else recent
            if form.weekday == today.weekday():
                _ask_weekday(context, today, nearest)
            return nearest
        case "next" if future:
            _ask_weekday(context, coming, coming + _WEEK)
        case "previous" if not future and recent.isocalendar().week == today.isocalendar().week:
            _ask_weekday(context, recent, recent - _WEEK)
        case "next" | "coming":
            return right_side(coming, context)
        case "this":
            return right_side(today + timedelta(days=form.weekday - today.weekday()), context)
    return right_side(recent, context)


def _coming(weekday: int, today: date) -> date:
    """The first such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)


def _recent(weekday: int, today: date) -> date:
    """The last such weekday before today."""
    return today - timedelta(days=(today.weekday() - weekday) % 7 or 7)


def _ask_weekday(context: DateContext, first: date, second: date) -> NoReturn:
    raise UserError(
        "dates.ambiguous-weekday", {"first": first, "second": second}, choices=choices_of(context, first, second)
    )


# -- weeks, periods, feasts -----------------------------------------------------------------------------------------


def _week(form: WeekForm, context: DateContext, phrase: str) -> Meaning:
    year, week, other = _which_week(form, context)
    days = iso_week_days(year, week)
    in_range(days[0].year)
    in_range(days[6].year)
    if form.weekday is None and context.purpose is Purpose.MEETING:
        params = {"week": week, "first": days[0], "last": days[6]}
        choices = choices_ahead(context, *days[:5])
        if not choices:
            right_side(days[4], context)
        raise UserError("dates.week-needs-day", params, choices=choices)
    notes: tuple[DateNote, ...] = ()
    if form.weekday is not None:
        day = days[form.weekday]
    else:
        day = _day_in_week(form, days, context)
        notes = (DateNote("dates.note-period", {"day": day, "phrase": phrase}),)
    if form.number is None or form.year is not None:
        return Meaning(right_side(day, context) if form.number is None else right_year(day, context), notes)
    if other:
        other_days = iso_week_days(other, week)
        twin = other_days[form.weekday] if form.weekday is not None else _day_in_week(form, other_days, context)
        notes += other_year(day, twin, context)
    return Meaning(day, notes)


def _which_week(form: WeekForm, context: DateContext) -> tuple[int, int, int]:
    """The ISO year and week meant, and the ISO year it would be had it not passed (0: none)."""
    now = context.today.isocalendar()
    if form.number is None:
        meant = (context.today + timedelta(weeks=form.offset)).isocalendar()
        return meant.year, meant.week, 0
    whole_week = 0 if (context.direction, context.purpose) == (Direction.PAST, Purpose.MEETING) else 4
    wanted = whole_week if form.weekday is None else form.weekday
    here, there = (now.week, now.weekday - 1), (form.number, _PART_OF_WEEK.get(form.part, wanted))
    year = form.year if form.year is not None else now.year + turn_of(there < here, there > here, context)
    in_range(year)
    weeks = weeks_in_year(year)
    if not 1 <= form.number <= weeks:
        raise UserError("dates.no-such-week", {"year": year, "weeks": weeks, "week": form.number})
    return year, form.number, now.year if form.number <= weeks_in_year(now.year) else 0


def _day_in_week(form: WeekForm, days: tuple[date, ...], context: DateContext) -> date:
    """Friday, or the last working day before it in that week that hasn't passed; Monday for the week's beginning."""
    if form.part in _PART_OF_WEEK:
        return days[_PART_OF_WEEK[form.part]]
    last = context.calendar.working_on_or_before(days[4])
    has_passed = context.direction is Direction.FUTURE and last < context.today <= days[4]
    return last if last >= days[0] and not has_passed else days[4]


def _period(form: PeriodForm, context: DateContext, phrase: str) -> Meaning:
    """«utgangen av året», «Q2»: a day in it, shown and confirmed; a month or a year alone needs its day."""
    index = _index_of(form, context.today)
    in_range(index // _PER_YEAR[form.unit])
    other: date | None = None
    if form.number is not None and form.year is None:
        other = _day_in_period(form, index)
        index += _PER_YEAR[form.unit] * turn_of(other < context.today, other > context.today, context)
        in_range(index // _PER_YEAR[form.unit])
    _ask_for_day(form, index, context, phrase)
    day = _day_in_period(form, index)
    notes: tuple[DateNote, ...] = (DateNote("dates.note-period", {"day": day, "phrase": phrase}),)
    if other is not None:
        return Meaning(day, notes + other_year(day, other, context))
    return Meaning(right_year(day, context) if form.year is not None else right_side(day, context), notes)


def _index_of(form: PeriodForm, today: date) -> int:
    """Which period since the year 0: the present one and its offset, or by number, this year's if none is said."""
    per_year = _PER_YEAR[form.unit]
    if form.number is None and form.year is None:
        return today.year * per_year + (today.month - 1) * per_year // 12 + form.offset
    return (form.year if form.year is not None else today.year) * per_year + (form.number or 1) - 1


def _ask_for_day(form: PeriodForm, index: int, context: DateContext, phrase: str) -> None:
    """Raises UserError, with days to choose, where a period won't do: «april» without a part, and for a meeting."""
    if not form.part and form.unit in _DAYS_OFFERED:
        days = [_day_in_period(form, index, part) for part in _DAYS_OFFERED[form.unit]]
        choices = choices_ahead(context, *days) if context.purpose is Purpose.DEADLINE else ()
        raise UserError("dates.period-needs-day", {"phrase": phrase}, choices=choices)
    if context.purpose is Purpose.MEETING:
        day = _day_in_period(form, index)
        raise UserError("dates.period-needs-day", {"phrase": phrase}, choices=choices_ahead(context, day))


def _day_in_period(form: PeriodForm, index: int, part: str = "") -> date:
    """The first day, the 15th of the middle month, or the last day of period number `index` since the year 0."""
    per_year = _PER_YEAR[form.unit]
    months, first = 12 // per_year, index * (12 // per_year)
    match part or form.part:
        case "first":
            return date(first // 12, first % 12 + 1, 1)
        case "middle":
            middle = first + months // 2
            return date(middle // 12, middle % 12 + 1, 15 if months % 2 else 1)
        case _:
            last = first + months - 1
            return date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])


def _feast(form: FeastForm, context: DateContext, phrase: str) -> Meaning:
    """«før jul», «etter påske»: the last working day before it, the first after; always shown and confirmed."""
    this_year = form.year if form.year is not None else context.today.year
    in_range(this_year)
    day = _around(form, this_year, context)
    notes: tuple[DateNote, ...] = ()
    if form.year is None:
        other = day
        turned = this_year + turn_of(other < context.today, other > context.today, context)
        in_range(turned)
        day = _around(form, turned, context)
        notes = other_year(day, other, context)
    if context.purpose is Purpose.MEETING:
        raise UserError("dates.period-needs-day", {"phrase": phrase}, choices=choices_ahead(context, day))
    derived = DateNote("dates.note-derived", {"day": day, "phrase": phrase})
    return Meaning(right_year(day, context) if form.year is not None else day, (derived, *notes))


def _around(form: FeastForm, year: int, context: DateContext) -> date:
    match form.feast:
        case "christmas":
            first, last = date(year, 12, 24), date(year, 12, 26)
        case "new-year":
            first, last = date(year, 1, 1), date(year, 1, 1)
        case "easter":
            first, last = easter_sunday(year) - timedelta(days=3), easter_sunday(year) + timedelta(days=1)
        case _:
            first, last = easter_sunday(year) + timedelta(days=48), easter_sunday(year) + timedelta(days=50)
    if form.before:
        return context.calendar.working_on_or_before(first - timedelta(days=1))
    return context.calendar.working_on_or_after(last + timedelta(days=1))
