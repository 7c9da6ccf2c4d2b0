"""`oppfølging ny`, `vis`, `bortfall`: what somebody has promised to do by a date."""

from datetime import date

from domain.dates.parse import parse_date
from domain.errors import UserError, in_field
from domain.meetings.minutes import MinutesState
from domain.organisations import Kind, Organisation
from domain.permissions import About, Act
from handlers.cards import Audience, Block, Card, Facts, Field, FieldKind, Form, Heading, Item, Text
from handlers.core.context import Ask
from handlers.core.wording import capital, echo, follow_up_name, follow_up_state, says_something
from handlers.lookup.agenda_items import meeting_at_hand
from handlers.lookup.follow_up_line import BECAUSE, LONGEST_TEXT, Noted, add_follow_up, checked_text, read_noted
from handlers.lookup.meetings import date_notes, may_edit, name_of
from handlers.lookup.names import follow_up_from, is_follow_up
from handlers.minutes.draft import Draft, begin_draft
from handlers.views.duty_items import follow_up_buttons, view_of
from storage.duties.duties import CLOSED
from storage.duties.reminder_counts import reminded
from storage.followups.followups import open_follow_ups, postponements
from storage.minutes.minutes import minutes_of
from storage.tables import FollowUpDateRow, FollowUpRow


def is_new(words: str) -> bool:
    """Whether the words after «oppfølging» note a new one: «Siva: levere skisse innen 15.12», «@Siva …»."""
    return not is_follow_up(words) and (":" in words or words.startswith("@"))


def new_follow_up(ask: Ask) -> Card:
    """Note a follow-up: «oppfølging ny Siva: levere skisse innen 15.12», or a form when nothing is said."""
    if ask.fields:
        return _from_form(ask)
    if not ask.words:
        return _form(ask)
    noted = read_noted(ask, ask.words)
    return _create(ask, noted, _county_of(ask, noted.owner))


def _county_of(ask: Ask, owner: Organisation) -> str | None:
    """Where it comes from: the county that notes it; an agency's or KS' own is national."""
    if ask.actor.kind is Kind.COUNTY:
        return ask.actor.organisation
    return owner.slug if owner.kind is Kind.COUNTY and ask.actor.kind is Kind.AGENCY else None


def _create(ask: Ask, noted: Noted, county: str | None) -> Card:
    owner, due = noted.owner, noted.due
    own = owner.slug == ask.actor.organisation
    draft = _draft_today(ask)
    if draft is not None:
        draft.not_again(None, noted)
        row = draft.follow_up(None, noted)
        draft.done()
    else:
        ask.require(Act.NEW_FOLLOW_UP, About(county=county, owner=owner.slug))
        row = add_follow_up(ask, noted, county)
        if not own:
            ask.unit.send("new-follow-up", owner.slug, {"follow_up": str(row.id), "from": ask.actor.organisation})
    body: list[Block] = [
        Text(ask.say("followups.due", when=echo(ask.language, due.day, ask.today))),
        *(Text(note) for note in date_notes(ask, due.notes)),
    ]
    if draft is not None:
        body.append(Text(ask.say("followups.in-minutes", name=name_of(ask, draft.meeting))))
    if due.time:
        body.append(Text(ask.say("followups.whole-day")))
    if not own:
        body.append(Text(ask.say("followups.owner-told", owner=owner.short)))
    return Card(
        title=ask.say("followups.created", name=follow_up_name(row), owner=owner.short),
        body=tuple(body),
        buttons=(ask.button("show", f"oppfølging vis O-{row.id}"), ask.button("new-follow-up", "oppfølging ny")),
        audience=Audience.ROOM,
        language=ask.language,
    )


def _draft_today(ask: Ask) -> Draft | None:
    """The minutes the asker has begun of today's meeting: what is noted during it belongs there."""
    found = meeting_at_hand(ask)
    if found is None or found[0].day != ask.today or not may_edit(ask, found[0]):
        return None
    kept = minutes_of(ask.session, found[1].id)
    return begin_draft(ask, *found) if kept is not None and kept.state == MinutesState.OPEN.value else None


def _form(ask: Ask) -> Card:
    owners = [one for one in ask.directory.organisations.values() if one.valid_on(ask.today) and _may_own(ask, one)]
    title = ask.say("followups.form-title")
    fields = (
        Field(
            "owner",
            ask.say("followups.form-owner"),
            FieldKind.CHOICE,
            choices=tuple((one.slug, one.short) for one in owners),
        ),
        Field("text", ask.say("followups.form-text"), FieldKind.TEXT),
        Field("due", ask.say("followups.form-due"), FieldKind.DATE, hint=ask.say("meetings.form-date-hint")),
    )
    form = Form("oppfølging ny", title, fields, ask.say("meetings.form-submit"))
    return Card(title=title, form=form, language=ask.language)


def _may_own(ask: Ask, one: Organisation) -> bool:
    """A county notes follow-ups for itself and the agencies; KS for all; an agency for itself."""
    if ask.actor.kind is Kind.KS or one.slug == ask.actor.organisation:
        return True
    return ask.actor.kind is Kind.COUNTY and one.kind is not Kind.COUNTY


def _from_form(ask: Ask) -> Card:
    owner = ask.directory.organisations.get(ask.fields.get("owner", ""))
    if owner is None:
        raise UserError("followups.no-owner", field_name="owner")
    with in_field("due"):
        due = parse_date(ask.fields.get("due", ""), ask.dates())
    noted = Noted(owner, checked_text(owner, ask.fields.get("text", "")), due)
    return _create(ask, noted, _county_of(ask, owner))


def show_follow_up(ask: Ask) -> Card:
    """One follow-up with its history: «oppfølging vis O-12»; without a number, all that are open."""
    if not ask.words:
        return _list(ask)
    if not is_follow_up(ask.words):
        raise UserError("followups.unknown", {"typed": ask.words[:60]})
    row, _ = follow_up_from(ask, ask.words)
    ask.require(Act.READ_COUNTY, About(county=row.county, owner=row.owner))
    return follow_up_card(ask, row)


def follow_up_card(ask: Ask, row: FollowUpRow, title: str = "") -> Card:
    """The follow-up as it stands."""
    sign, word = follow_up_state(ask.language, row, ask.today, ask.calendar)
    closed = row.state in CLOSED
    facts = [
        ("owner", ask.organisation(row.owner).name),
        ("due", capital(echo(ask.language, row.due, ask.today))),
        ("state", ask.say(f"followups.state-{row.state}") + ("" if closed else f" · {sign} {word}")),
        ("accepted", "" if closed else ask.say("common.yes" if row.accepted else "followups.not-accepted")),
        ("from", ask.short(row.county) if row.county else ask.say("followups.national")),
    ]
    body: list[Block] = [
        Facts(tuple((ask.say(f"followups.fact-{name}"), value) for name, value in facts if value)),
        *_history(ask, row),
    ]
    if not closed and (said := reminded_text(ask, row)):
        body.append(Text(said))
    return Card(
        title=title or follow_up_name(row),
        body=tuple(body),
        buttons=() if closed else follow_up_buttons(view_of(ask), row),
        audience=Audience.ROOM if title else Audience.ASKER,
        language=ask.language,
    )


def _history(ask: Ask, row: FollowUpRow) -> list[Block]:
    moved = postponements(ask.session, row.id or 0)
    if not moved:
        return []
    lines = [ask.say("followups.postponed-line", old=one.old_due, new=one.new_due, reason=one.reason) for one in moved]
    return [Heading(ask.say("followups.history")), Text("\n".join(lines))]


def reminded_text(ask: Ask, row: FollowUpRow) -> str:
    """«Påminnet 3 ganger, sist fredag 4. desember.», or nothing."""
    count, last = reminded(ask.session, "follow_up", row.id or 0)
    return ask.say("followups.reminded", n=count, day=last) if count and last else ""


def _list(ask: Ask) -> Card:
    rows = open_follow_ups(ask.session)
    visible = [row for row in rows if _concerns(ask, row)]
    return Card(
        title=ask.say("followups.list-title", n=len(visible)),
        body=tuple(follow_up_item(ask, row) for row in visible),
        buttons=(ask.button("new-follow-up", "oppfølging ny"),),
        language=ask.language,
    )


def follow_up_item(ask: Ask, row: FollowUpRow) -> Item:
    """A follow-up in a list: state, name, owner and date, what to press."""
    sign, word = follow_up_state(ask.language, row, ask.today, ask.calendar)
    parts = [ask.say("followups.line", owner=ask.short(row.owner), day=row.due)]
    if not row.accepted:
        parts.append(ask.say("followups.not-accepted"))
    if row.state == "waiting":
        parts.append(ask.say("followups.state-waiting"))
    return Item(follow_up_name(row), " · ".join(parts), sign, word, follow_up_buttons(view_of(ask), row))


def _concerns(ask: Ask, row: FollowUpRow) -> bool:
    own = ask.actor.organisation
    return ask.actor.kind is not Kind.COUNTY or own in (row.owner, row.county)


def move_due(ask: Ask, row: FollowUpRow, due: date, reason: str) -> None:
    """Give it another date; the old one, the reason and who did it stay in its history."""
    ask.session.add(
        FollowUpDateRow(
            follow_up_id=row.id or 0,
            old_due=row.due,
            new_due=due,
            reason=reason,
            at=ask.at,
            account=ask.actor.account,
        )
    )
    row.due, row.dated_on = due, ask.today


def lapse(ask: Ask) -> Card:
    """Let a follow-up lapse, with a reason: «bortfall O-12 fordi …». It is closed, never deleted."""
    row, rest = follow_up_from(ask, ask.words)
    ask.require(Act.CHANGE_FOLLOW_UP, About(county=row.county, owner=row.owner))
    still_open(row)
    because = BECAUSE.match(rest)
    reason = (rest[because.end() :] if because else rest).strip(" .")
    if not says_something(reason):
        raise UserError("followups.lapse-reason", {"number": row.id or 0})
    row.state, row.done_on = "lapsed", ask.today
    row.version += 1
    ask.unit.record("lapsed", follow_up=row.id, reason=reason[:LONGEST_TEXT])
    if row.owner != ask.actor.organisation:
        facts = {"follow_up": str(row.id), "reason": reason[:LONGEST_TEXT], "from": ask.actor.organisation}
        ask.unit.send("lapsed", row.owner, facts)
    return follow_up_card(ask, row, ask.say("followups.lapsed", name=follow_up_name(row)))


def still_open(row: FollowUpRow) -> None:
    """Go on only with an open one. Raises UserError that says when it was closed."""
    if row.state in CLOSED:
        raise UserError(
            "followups.closed", {"number": row.id or 0, "state": row.state, "day": row.done_on or row.dated_on}
        )
