"""`status`: the front door. Worst first, sign and word, what is next, buttons onward."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.errors import UserError
from domain.meetings.meetings import Meeting, MeetingKind, Season, season_of
from domain.meetings.steps import State
from domain.organisations import Kind, Organisation, fold, named_in
from domain.permissions import About, Act
from handlers.cards import Block, Button, Card, Heading, Item, Sign, Table, Text
from handlers.core.access import may
from handlers.core.context import CommandContext
from handlers.core.wording import capital, distance, meeting_name, meeting_state
from handlers.duties import mine
from handlers.lookup.meetings import concern_texts
from handlers.overview import ahead
from handlers.texts import day_text
from storage.agreements.agreements import agreement_of, measures_of
from storage.agreements.tracked import MEASURES
from storage.delivery.doubted import IN_DOUBT
from storage.delivery.outbox_view import undelivered
from storage.delivery.waiting_long import waiting_long
from storage.duties.ahead import DutyCounts, duty_counts
from storage.duties.duties import OpenDuty, open_duties
from storage.followups.followups import open_by_county, open_follow_ups
from storage.followups.tracked import FOLLOW_UPS
from storage.meetings.lists import meetings_since
from storage.meetings.meetings import attendance, meeting_called
from storage.people.recipients import room_that_counts
from storage.setup.beginning import is_unused

HELD = (State.HELD, State.DRAFTED, State.APPROVED)


def status(context: CommandContext) -> Card:
    """The overview of the asker's part of the model; «status agder», «status nasjonalt» for another part.

    Raises UserError when the words name no part.
    """
    context.require(Act.READ_OVERVIEW, About())
    actor = context.actor
    key = (
        actor.organisation,
        context.language,
        context.words.casefold(),
        context.today,
        actor.roles,
        actor.administrator,
    )
    return context.services.cache.get(context.reading, key, lambda: _status(context))


def deadlines(context: CommandContext) -> Card:
    """`frister`: what comes next; of a county, «frister for Agder», its status shows it.

    Raises UserError for a stretch of time that can't be read.
    """
    of_county = mine.of_a_county(context.words, context.directory.organisations.values())
    return status(context) if of_county else mine.deadlines(context)


def _status(context: CommandContext) -> Card:
    if not context.words:
        if is_unused(context.session):
            return first_steps(context)
        if context.actor.kind is Kind.COUNTY:
            return county_status(context, context.organisation(context.actor.organisation))
        return country_status(context)
    if fold(context.words) in ("nasjonalt", "nasjonal", "national", "landet", "hele landet", "alle"):
        return country_status(context)
    county = named_in(context.words, context.directory.of_kind(Kind.COUNTY, context.today))
    if county is None:
        raise UserError("status.unknown-part", {"typed": context.words[:60]})
    context.require(Act.READ_COUNTY, About(county=county.slug))
    return county_status(context, county)


@dataclass(frozen=True, slots=True)
class Half:
    """A half-year: the one we are in, and the next."""

    year: int
    season: Season

    def label(self, context: CommandContext) -> str:
        """«Vår 2027»."""
        return context.say(f"status.half-{self.season.value}", year=self.year)


def halves(today: date) -> tuple[Half, Half]:
    """The half-year of `today` and the one after."""
    if season_of(today) is Season.SPRING:
        return Half(today.year, Season.SPRING), Half(today.year, Season.AUTUMN)
    return Half(today.year, Season.AUTUMN), Half(today.year + 1, Season.SPRING)


def _arisen(context: CommandContext, county: str) -> list[OpenDuty]:
    """A county's duties that have come up and are to be chased; its sign-ups and comments are its own to see."""
    return [
        duty
        for duty in open_duties(context.session, context.today, [county], arisen=True)
        if not duty.gentle or duty.owner == context.actor.organisation
    ]


def country_status(context: CommandContext) -> Card:
    """The whole country: what is over the deadline, the national meetings, a row per county, worst first."""
    today = context.today
    counts = duty_counts(context.session, today, ahead.last_near_day(today), context.actor.organisation)
    duties = ahead.of_everybody(context, counts.values())
    meetings = meetings_since(context.session, today.year - 1)
    body: list[Block] = [ahead.counts_line(context, duties), *ahead.pressing_blocks(context, duties)]
    body += [Heading(context.say("status.heading-national")), *_national(context, meetings)]
    body.append(_county_table(context, counts, meetings))
    body += [*_trouble(context), *ahead.next_block(context, duties)]
    return Card(
        title=context.say("status.title-country", day=context.today),
        body=tuple(body),
        buttons=_onward(context),
        language=context.language,
    )


def _onward(context: CommandContext) -> tuple[Button, ...]:
    year = halves(context.today)[1].year
    buttons = [
        context.button("mine", "mine"),
        context.button("deadlines", "frister"),
        Button(context.say("buttons.year", year=str(year)), f"årshjul {year}"),
    ]
    if context.actor.leads and context.actor.kind is not Kind.AGENCY:
        buttons.append(context.button("new-meeting", "møte ny"))
    if context.actor.leads:
        buttons.append(context.button("new-follow-up", "oppfølging ny"))
    return (*buttons, context.button("help", "hjelp"))


def _national(context: CommandContext, meetings: list[Meeting]) -> list[Block]:
    """The national meeting of this half-year and the next, and the steering group's to come."""
    live = [one for one in meetings if one.state is not State.CANCELLED]
    body: list[Block] = []
    for half in halves(context.today):
        wanted = (MeetingKind.NATIONAL, half.year, half.season)
        found = [one for one in live if (one.kind, one.year, one.season) == wanted]
        body += [meeting_item(context, one) for one in found] or [_missing_meeting(context, half)]
    return body + _steering(context, live)


def _steering(context: CommandContext, meetings: list[Meeting]) -> list[Item]:
    found = [one for one in meetings if one.kind is MeetingKind.STEERING and one.day and one.day >= context.today]
    return [meeting_item(context, one) for one in found]


def _missing_meeting(context: CommandContext, half: Half) -> Item:
    """A half-year without its national meeting stands out (§ 1: one each half-year)."""
    new = (context.button("new-meeting", "møte ny"),) if may(context.actor, Act.MANAGE_NATIONAL, About()) else ()
    return Item(
        capital(context.say(f"meetings.name-national-{half.season.value}", year=half.year)),
        context.say("status.national-missing"),
        Sign.OVERDUE,
        context.say("status.word-missing"),
        new,
    )


def meeting_item(context: CommandContext, meeting: Meeting) -> Item:
    """A meeting in a list: how it stands and when it is."""
    sign, word = meeting_state(context.language, meeting, context.today)
    when = context.say("meetings.without-date")
    if meeting.day:
        away = distance(context.language, meeting.day, context.today)
        when = f"{day_text(meeting.day, context.language, 'long')} ({away})"
    name = capital(meeting_name(context.language, meeting, context.directory))
    return Item(name, when, sign, word, (context.button("show", f"møte vis {meeting.ref}"),))


def _cell(context: CommandContext, meeting: Meeting | None) -> str:
    if meeting is None:
        return "–"
    sign, word = meeting_state(context.language, meeting, context.today)
    if meeting.state is State.PLANNED:
        word = context.say("meetings.without-date")
    return f"{sign} {day_text(meeting.day, context.language, 'short')}" if meeting.day else f"{sign} {word}"


def _county_table(context: CommandContext, counts: Mapping[str, DutyCounts], meetings: list[Meeting]) -> Table:
    first, second = halves(context.today)
    counties = context.directory.of_kind(Kind.COUNTY, context.today)
    of = {
        (one.organisation, one.year, one.season): one
        for one in meetings
        if one.kind is MeetingKind.REGIONAL and one.state is not State.CANCELLED
    }
    held = held_counts(context, meetings, context.today.year)
    open_items = open_by_county(context.session)
    over = Counter({slug: duties.over for slug, duties in counts.items()})
    rows = sorted(counties, key=lambda one: (-over[one.slug], -open_items.get(one.slug, 0), fold(one.short)))
    return Table(
        columns=(
            context.say("status.column-county"),
            first.label(context),
            second.label(context),
            context.say("status.column-held", year=context.today.year),
            context.say("status.column-open"),
            context.say("status.column-overdue"),
        ),
        rows=tuple(
            (
                one.short,
                _cell(context, of.get((one.slug, first.year, first.season))),
                _cell(context, of.get((one.slug, second.year, second.season))),
                held.get(one.slug, ("0/2", ""))[0],
                str(open_items.get(one.slug, 0)),
                f"{Sign.OVERDUE} {over[one.slug]}" if over[one.slug] else "0",
            )
            for one in rows
        ),
        caption=context.say("status.table-caption"),
    )


def held_counts(context: CommandContext, meetings: list[Meeting], year: int) -> dict[str, tuple[str, str]]:
    """county → («2/2», why amber): dialogue meetings held in a year, § 2 asks for at least two with all agencies."""
    held = _held_in(year, meetings)
    recorded = attendance(context.session, [meeting.id for meeting in held])
    apart: dict[str, list[str]] = {meeting.organisation: [] for meeting in held}
    for meeting in held:
        if missing := _not_present(context, meeting, recorded.get(meeting.id, {})):
            apart[meeting.organisation].append(context.say("status.not-together", missing=missing, day=meeting.day))
    amber = f" {Sign.SOON} {context.say('status.word-not-together')}"
    counts = Counter(meeting.organisation for meeting in held)
    return {slug: (f"{counts[slug]}/2{amber if whys else ''}", " ".join(whys)) for slug, whys in apart.items()}


def _held_in(year: int, meetings: list[Meeting]) -> list[Meeting]:
    """The regional meetings that were held in a year."""
    regional = [meeting for meeting in meetings if meeting.kind is MeetingKind.REGIONAL and meeting.state in HELD]
    return [meeting for meeting in regional if meeting.day and meeting.day.year == year]


def _not_present(context: CommandContext, meeting: Meeting, present: Mapping[str, bool]) -> str:
    """The agencies that were not at a meeting, by name; nothing when nobody has recorded who was."""
    agencies = context.directory.of_kind(Kind.AGENCY, meeting.day or context.today) if present else ()
    return ", ".join(agency.short for agency in agencies if not present.get(agency.slug, False))


def county_status(context: CommandContext, county: Organisation) -> Card:
    """One county: its own duties, its meetings, follow-ups and measures across the four parties, the national frame."""
    meetings = meetings_since(context.session, context.today.year - 1)
    own = _arisen(context, county.slug)
    follow_ups = open_follow_ups(context.session, counties=[county.slug])
    others = [row.id for row in follow_ups if row.owner != county.slug]
    foreign = open_duties(context.session, context.today, about=(FOLLOW_UPS.kind, others)) if others else []
    foreign += _measures_of_others(context, county.slug)
    duties = ahead.of_these(context, [*own, *foreign])
    body: list[Block] = [ahead.counts_line(context, duties), *ahead.pressing_blocks(context, duties)]
    body += [Heading(context.say("status.heading-meetings")), *_county_meetings(context, county, meetings)]
    body.append(Text(_held_line(context, county, meetings)))
    body += [Heading(context.say("status.heading-national")), *_national(context, meetings)]
    body += [*_trouble(context), *ahead.next_block(context, duties)]
    return Card(
        title=context.say("status.title-county", county=county.name, day=context.today),
        body=tuple(body),
        buttons=_onward(context),
        language=context.language,
    )


def _measures_of_others(context: CommandContext, county: str) -> list[OpenDuty]:
    """The open measures of the county's agreement that the other parties own (§ 4.2)."""
    agreement = agreement_of(context.session, county)
    if agreement is None:
        return []
    rows = measures_of(context.session, agreement.id, open_only=True)
    others = [row.id for row in rows if row.owner != county]
    return open_duties(context.session, context.today, about=(MEASURES.kind, others), arisen=True) if others else []


def _county_meetings(context: CommandContext, county: Organisation, meetings: list[Meeting]) -> list[Block]:
    wanted = {(half.year, half.season) for half in halves(context.today)}
    own = [
        meeting
        for meeting in meetings
        if meeting.organisation == county.slug
        and (meeting.year, meeting.season) in wanted
        and meeting.state is not State.CANCELLED
    ]
    body: list[Block] = []
    for meeting in sorted(own, key=lambda meeting: (meeting.year, meeting.season is Season.AUTUMN)):
        body.append(meeting_item(context, meeting))
        whole = meeting_called(context.session, meeting.ref) or meeting
        body += [Text(text) for text in concern_texts(context, whole, attendance_too=False)]
    return body or [Text(context.say("status.no-meetings"))]


def _held_line(context: CommandContext, county: Organisation, meetings: list[Meeting]) -> str:
    count, why = held_counts(context, meetings, context.today.year).get(county.slug, ("0/2", ""))
    line = context.say("status.held-line", year=context.today.year, count=count)
    return f"{line} {why}" if why else line


def _trouble(context: CommandContext) -> list[Block]:
    """Messages that couldn't be delivered: KS sees all, a coordinator its own (rules, «Who hears»).

    What may have arrived is shown for a while only: nothing that happens later tells whether it did.
    """
    own = None if context.actor.kind is Kind.KS else context.actor.organisation
    told: dict[str, list[str]] = {}
    for slug, maybe, n in undelivered(context.session, context.at - IN_DOUBT, own):
        room = room_that_counts(context.directory, slug, context.services.platforms)
        key = "status.uncertain" if maybe else "status.undeliverable" if room is None else "status.not-accepted"
        told.setdefault(key, []).append(f"{context.short(slug)} ({n})")
    waiting = Counter(one.organisation for one in waiting_long(context.session, context.at, context.calendar))
    for slug, n in sorted(waiting.items()):
        if own in (None, slug):
            told.setdefault("status.waiting", []).append(f"{context.short(slug)} ({n})")
    return [Text(context.say(key, names=", ".join(names))) for key, names in told.items()]


def first_steps(context: CommandContext) -> Card:
    """An installation with nothing in it yet: what to do first, with a button for it."""
    own = context.actor.organisation
    year = halves(context.today)[1].year
    if context.actor.kind is Kind.KS:
        ref, key = f"N-{year}-V", "status.first-ks"
    elif context.actor.kind is Kind.COUNTY:
        ref, key = f"R{context.organisation(own).number}-{year}-V", "status.first-county"
    else:
        ref, key = "", "status.first-agency"
    buttons = [context.button("set-date", f"møte ny {ref}", primary=True)] if ref and context.actor.leads else []
    binds = may(context.actor, Act.BIND_ROOM, About(organisation=own))
    if binds and not context.directory.rooms_of(own, context.services.platforms):
        buttons.append(Button(context.say("buttons.bind-room", organisation=context.short(own)), f"kanal {own}"))
    missing = _national(context, meetings_since(context.session, context.today.year - 1))
    return Card(
        title=context.say("status.first-title"),
        body=(Text(context.say(key, year=str(year))), Heading(context.say("status.heading-national")), *missing),
        buttons=(
            *buttons,
            Button(context.say("buttons.year", year=str(year)), f"årshjul {year}"),
            context.button("help", "hjelp"),
        ),
        language=context.language,
    )
