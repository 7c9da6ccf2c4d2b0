"""`status`: the front door. Worst first, sign and word, what is next, buttons onward."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_
from sqlmodel import col, select

from domain.errors import UserError
from domain.meetings.meetings import Meeting, MeetingKind, Season, State, season_of
from domain.organisations import Kind, Organisation, fold, named_in
from domain.permissions import About, Act
from handlers.cards import Block, Button, Card, Heading, Item, Sign, Table, Text
from handlers.core.access import may
from handlers.core.context import Ask
from handlers.core.wording import SOON, capital, distance, is_overdue, meeting_name, meeting_state
from handlers.lookup.meetings import concern_texts
from handlers.texts import day_text
from handlers.views.duty_items import duty_items, light_meetings, readable, view_of
from storage.agreements.agreements import agreement_of, measures_of
from storage.delivery.digests import UNKNOWN
from storage.duties.duties import CLOSED, OpenDuty, open_duties
from storage.followups.followups import open_follow_ups
from storage.meetings.meetings import attendance, meeting
from storage.people.recipients import room_that_counts
from storage.tables import AgreementRow, FollowUpRow, MeetingRow, MessageRow

SHOWN = 6
"""Duties shown with buttons on the front page."""

IN_DOUBT = timedelta(days=14)
"""How long it is shown that a message may not have arrived."""

HELD = (State.HELD, State.DRAFTED, State.COMMENTED, State.APPROVED)


def status(ask: Ask) -> Card:
    """The overview of the asker's part of the model; «status agder», «status nasjonalt» for another part."""
    ask.require(Act.READ_OVERVIEW, About())
    actor = ask.actor
    key = (actor.organisation, ask.language, ask.words.casefold(), ask.today, actor.roles, actor.administrator)
    return ask.services.cache.get(ask, key, lambda: _status(ask))


def _status(ask: Ask) -> Card:
    if not ask.words:
        if _is_new(ask):
            return first_steps(ask)
        if ask.actor.kind is Kind.COUNTY:
            return county_status(ask, ask.organisation(ask.actor.organisation))
        return country_status(ask)
    if fold(ask.words) in ("nasjonalt", "nasjonal", "national", "landet", "hele landet", "alle"):
        return country_status(ask)
    county = named_in(ask.words, ask.directory.of_kind(Kind.COUNTY, ask.today))
    if county is None:
        raise UserError("status.unknown-part", {"typed": ask.words[:60]})
    ask.require(Act.READ_COUNTY, About(county=county.slug))
    return county_status(ask, county)


@dataclass(frozen=True, slots=True)
class Half:
    """A half-year: the one we are in, and the next."""

    year: int
    season: Season

    def label(self, ask: Ask) -> str:
        """«Vår 2027»."""
        return ask.say(f"status.half-{self.season.value}", year=self.year)


def halves(today: date) -> tuple[Half, Half]:
    """The half-year of `today` and the one after."""
    if season_of(today) is Season.SPRING:
        return Half(today.year, Season.SPRING), Half(today.year, Season.AUTUMN)
    return Half(today.year, Season.AUTUMN), Half(today.year + 1, Season.SPRING)


def _arisen(ask: Ask, owners: list[str] | None = None) -> list[OpenDuty]:
    """Open duties that have come up and are to be chased; each party's sign-ups and comments are its own to see."""
    return [
        duty
        for duty in open_duties(ask.session, ask.today, owners, arisen=True)
        if not duty.gentle or duty.owner == ask.actor.organisation
    ]


def country_status(ask: Ask) -> Card:
    """The whole country: what is over the deadline, the national meetings, a row per county, worst first."""
    duties = _arisen(ask)
    meetings = light_meetings(ask.session, col(MeetingRow.year) >= ask.today.year - 1)
    body: list[Block] = [Text(_counts(ask, duties))]
    shown = readable(ask, duties)
    body += _urgent(ask, shown)
    body += [Heading(ask.say("status.heading-national")), *_national(ask, meetings)]
    body.append(_county_table(ask, duties, meetings))
    body += _trouble(ask)
    body += _next(ask, shown)
    return Card(
        title=ask.say("status.title-country", day=ask.today),
        body=tuple(body),
        buttons=_onward(ask),
        language=ask.language,
    )


def _onward(ask: Ask) -> tuple[Button, ...]:
    year = halves(ask.today)[1].year
    buttons = [
        ask.button("mine", "mine"),
        ask.button("deadlines", "frister"),
        Button(ask.say("buttons.year", year=str(year)), f"årshjul {year}"),
    ]
    if ask.actor.leads and ask.actor.kind is not Kind.AGENCY:
        buttons.append(ask.button("new-meeting", "møte ny"))
    if ask.actor.leads:
        buttons.append(ask.button("new-follow-up", "oppfølging ny"))
    return (*buttons, ask.button("help", "hjelp"))


def _counts(ask: Ask, duties: list[OpenDuty]) -> str:
    today, soon = ask.today, ask.today + timedelta(days=SOON)
    over = sum(1 for duty in duties if is_overdue(duty, today))
    near = sum(1 for duty in duties if not is_overdue(duty, today) and duty.due <= soon)
    return ask.say("status.counts", over=over, near=near, rest=len(duties) - over - near)


def _urgent(ask: Ask, duties: list[OpenDuty]) -> list[Block]:
    """What is over the deadline or near it, the asker's own first."""
    today, own = ask.today, ask.actor.organisation
    soon = today + timedelta(days=SOON)
    urgent = [duty for duty in duties if duty.due <= soon]
    urgent.sort(key=lambda duty: (not is_overdue(duty, today), duty.owner != own, duty.due, duty.id or 0))
    if not urgent:
        return []
    body: list[Block] = [Heading(ask.say("status.heading-urgent")), *duty_items(view_of(ask), urgent[:SHOWN])]
    if len(urgent) > SHOWN:
        body.append(Text(ask.say("status.more-urgent", n=len(urgent) - SHOWN)))
    return body


def _national(ask: Ask, meetings: list[Meeting]) -> list[Block]:
    """The national meeting of this half-year and the next; one that is missing stands out (§ 1: one each half-year)."""
    body: list[Block] = []
    for half in halves(ask.today):
        found = [
            one
            for one in meetings
            if one.kind is MeetingKind.NATIONAL
            and (one.year, one.season) == (half.year, half.season)
            and one.state is not State.CANCELLED
        ]
        if not found:
            body.append(
                Item(
                    capital(ask.say(f"meetings.name-national-{half.season.value}", year=half.year)),
                    ask.say("status.national-missing"),
                    Sign.OVERDUE,
                    ask.say("status.word-missing"),
                    (ask.button("new-meeting", "møte ny"),) if may(ask.actor, Act.MANAGE_NATIONAL, About()) else (),
                )
            )
        body += [meeting_item(ask, one) for one in found]
    steering = [
        one
        for one in meetings
        if one.kind is MeetingKind.STEERING and one.day and one.day >= ask.today and one.state is not State.CANCELLED
    ]
    return body + [meeting_item(ask, one) for one in steering]


def meeting_item(ask: Ask, one: Meeting) -> Item:
    """A meeting in a list: how it stands and when it is."""
    sign, word = meeting_state(ask.language, one, ask.today)
    when = ask.say("meetings.without-date")
    if one.day:
        when = f"{day_text(one.day, ask.language, 'long')} ({distance(ask.language, one.day, ask.today)})"
    name = capital(meeting_name(ask.language, one, ask.directory))
    return Item(name, when, sign, word, (ask.button("show", f"møte vis {one.ref}"),))


def _cell(ask: Ask, one: Meeting | None) -> str:
    if one is None:
        return "–"
    sign, word = meeting_state(ask.language, one, ask.today)
    if one.state is State.PLANNED:
        word = ask.say("meetings.without-date")
    return f"{sign} {day_text(one.day, ask.language, 'short')}" if one.day else f"{sign} {word}"


def _county_table(ask: Ask, duties: list[OpenDuty], meetings: list[Meeting]) -> Table:
    first, second = halves(ask.today)
    counties = ask.directory.of_kind(Kind.COUNTY, ask.today)
    of = {
        (one.organisation, one.year, one.season): one
        for one in meetings
        if one.kind is MeetingKind.REGIONAL and one.state is not State.CANCELLED
    }
    held = held_counts(ask, meetings, ask.today.year)
    open_items: dict[str, int] = {}
    for county, in_county in ask.session.execute(
        select(FollowUpRow.county, func.count())
        .where(col(FollowUpRow.state).not_in(CLOSED))
        .group_by(FollowUpRow.county)
    ):
        open_items[county or ""] = in_county
    today = ask.today
    over = Counter(duty.owner for duty in duties if is_overdue(duty, today))
    rows = sorted(counties, key=lambda one: (-over[one.slug], -open_items.get(one.slug, 0), fold(one.short)))
    return Table(
        columns=(
            ask.say("status.column-county"),
            first.label(ask),
            second.label(ask),
            ask.say("status.column-held", year=ask.today.year),
            ask.say("status.column-open"),
            ask.say("status.column-overdue"),
        ),
        rows=tuple(
            (
                one.short,
                _cell(ask, of.get((one.slug, first.year, first.season))),
                _cell(ask, of.get((one.slug, second.year, second.season))),
                held.get(one.slug, ("0/2", ""))[0],
                str(open_items.get(one.slug, 0)),
                f"{Sign.OVERDUE} {over[one.slug]}" if one.slug in over else "0",
            )
            for one in rows
        ),
        caption=ask.say("status.table-caption"),
    )


def held_counts(ask: Ask, meetings: list[Meeting], year: int) -> dict[str, tuple[str, str]]:
    """county → («2/2», why amber): dialogue meetings held in a year, § 2 asks for at least two with all agencies."""
    held = [
        one
        for one in meetings
        if one.kind is MeetingKind.REGIONAL and one.day and one.day.year == year and one.state in HELD
    ]
    recorded = attendance(ask.session, [one.id for one in held])
    counts: dict[str, int] = {}
    reasons: dict[str, list[str]] = {}
    for one in held:
        counts[one.organisation] = counts.get(one.organisation, 0) + 1
        present = recorded.get(one.id, {})
        missing = [
            agency.short
            for agency in ask.directory.of_kind(Kind.AGENCY, one.day or ask.today)
            if present and not present.get(agency.slug, False)
        ]
        if missing:
            reasons.setdefault(one.organisation, []).append(
                ask.say("status.not-together", missing=", ".join(missing), day=one.day)
            )
    return {
        slug: (
            f"{n}/2" + (f" {Sign.SOON} {ask.say('status.word-not-together')}" if slug in reasons else ""),
            " ".join(reasons.get(slug, [])),
        )
        for slug, n in counts.items()
    }


def county_status(ask: Ask, county: Organisation) -> Card:
    """One county: its own duties, its meetings, follow-ups and measures across the four parties, the national frame."""
    meetings = light_meetings(ask.session, col(MeetingRow.year) >= ask.today.year - 1)
    duties = _arisen(ask, [county.slug])
    follow_ups = open_follow_ups(ask.session, counties=[county.slug])
    others = [row.id or 0 for row in follow_ups if row.owner != county.slug]
    foreign = open_duties(ask.session, ask.today, follow_ups=others) if others else []
    foreign += _measures_of_others(ask, county.slug)
    body: list[Block] = [Text(_counts(ask, [*duties, *foreign]))]
    body += _urgent(ask, [*duties, *foreign])
    body += [Heading(ask.say("status.heading-meetings")), *_county_meetings(ask, county, meetings)]
    body.append(Text(_held_line(ask, county, meetings)))
    body += [Heading(ask.say("status.heading-national")), *_national(ask, meetings)]
    body += _trouble(ask)
    body += _next(ask, [*duties, *foreign])
    return Card(
        title=ask.say("status.title-county", county=county.name, day=ask.today),
        body=tuple(body),
        buttons=_onward(ask),
        language=ask.language,
    )


def _measures_of_others(ask: Ask, county: str) -> list[OpenDuty]:
    """The open measures of the county's agreement that the other parties own (S34)."""
    agreement = agreement_of(ask.session, county)
    if agreement is None:
        return []
    rows = measures_of(ask.session, agreement.id or 0, open_only=True)
    others = [row.id or 0 for row in rows if row.owner != county]
    return open_duties(ask.session, ask.today, measures=others, arisen=True) if others else []


def _county_meetings(ask: Ask, county: Organisation, meetings: list[Meeting]) -> list[Block]:
    wanted = {(half.year, half.season) for half in halves(ask.today)}
    own = [
        one
        for one in meetings
        if one.organisation == county.slug and (one.year, one.season) in wanted and one.state is not State.CANCELLED
    ]
    body: list[Block] = []
    for one in sorted(own, key=lambda one: (one.year, one.season is Season.AUTUMN)):
        body.append(meeting_item(ask, one))
        whole = meeting(ask.session, one.ref) or one
        body += [Text(text) for text in concern_texts(ask, whole, attendance_too=False)]
    return body or [Text(ask.say("status.no-meetings"))]


def _held_line(ask: Ask, county: Organisation, meetings: list[Meeting]) -> str:
    count, why = held_counts(ask, meetings, ask.today.year).get(county.slug, ("0/2", ""))
    line = ask.say("status.held-line", year=ask.today.year, count=count)
    return f"{line} {why}" if why else line


def _trouble(ask: Ask) -> list[Block]:
    """Messages that couldn't be delivered: KS sees all, a coordinator its own (rules, «Who hears»).

    What may have arrived is shown for a while only: nothing that happens later tells whether it did.
    """
    unknown = col(MessageRow.reason) == UNKNOWN
    query = select(MessageRow.organisation, unknown, func.count()).where(
        MessageRow.status == "undeliverable", or_(~unknown, col(MessageRow.created_at) > ask.at - IN_DOUBT)
    )
    if ask.actor.kind is not Kind.KS:
        query = query.where(MessageRow.organisation == ask.actor.organisation)
    told: dict[str, list[str]] = {}
    for slug, maybe, n in ask.session.execute(query.group_by(MessageRow.organisation, unknown)):
        room = room_that_counts(ask.directory, slug, ask.services.platforms)
        key = "status.uncertain" if maybe else "status.undeliverable" if room is None else "status.not-accepted"
        told.setdefault(key, []).append(f"{ask.short(slug)} ({n})")
    return [Text(ask.say(key, names=", ".join(names))) for key, names in told.items()]


def _next(ask: Ask, duties: list[OpenDuty]) -> list[Block]:
    """The next deadline further on, so that nobody has to ask what comes."""
    soon = ask.today + timedelta(days=SOON)
    later = [duty for duty in duties if duty.due > soon]
    if not later:
        return []
    first = min(later, key=lambda duty: (duty.due, duty.owner != ask.actor.organisation))
    items = duty_items(view_of(ask), [first])
    return [Text(ask.say("status.next", what=items[0].lead, owner=ask.short(first.owner), day=first.due))]


def _is_new(ask: Ask) -> bool:
    """Nothing has been dated, noted or agreed yet."""
    dated = ask.session.exec(select(MeetingRow.id).where(col(MeetingRow.day).is_not(None)).limit(1)).first()
    noted = ask.session.exec(select(FollowUpRow.id).limit(1)).first()
    agreed = ask.session.exec(select(AgreementRow.id).limit(1)).first()
    return dated is None and noted is None and agreed is None


def first_steps(ask: Ask) -> Card:
    """An installation with nothing in it yet: what to do first, with a button for it."""
    own = ask.actor.organisation
    year = halves(ask.today)[1].year
    if ask.actor.kind is Kind.KS:
        ref, key = f"N-{year}-V", "status.first-ks"
    elif ask.actor.kind is Kind.COUNTY:
        ref, key = f"R{ask.organisation(own).number}-{year}-V", "status.first-county"
    else:
        ref, key = "", "status.first-agency"
    buttons = [ask.button("set-date", f"møte ny {ref}", primary=True)] if ref and ask.actor.leads else []
    binds = may(ask.actor, Act.BIND_ROOM, About(organisation=own))
    if binds and not ask.directory.rooms_of(own, ask.services.platforms):
        buttons.append(Button(ask.say("buttons.bind-room", organisation=ask.short(own)), f"kanal {own}"))
    missing = _national(ask, light_meetings(ask.session, col(MeetingRow.year) >= ask.today.year - 1))
    return Card(
        title=ask.say("status.first-title"),
        body=(Text(ask.say(key, year=str(year))), Heading(ask.say("status.heading-national")), *missing),
        buttons=(
            *buttons,
            Button(ask.say("buttons.year", year=str(year)), f"årshjul {year}"),
            ask.button("help", "hjelp"),
        ),
        language=ask.language,
    )
