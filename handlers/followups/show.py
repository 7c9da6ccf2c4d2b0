"""`oppfølging ny`, `vis`, `bortfall`: what somebody has promised to do by a date."""

from domain.dates.parse import parse_date
from domain.errors import UserError, in_field
from domain.followups import CLOSED, FollowUpState
from domain.lengths import check
from domain.organisations import Kind, Organisation
from domain.permissions import About, Act, decide
from handlers.cards import Audience, Block, Card, Facts, Field, FieldKind, Form, Heading, Item, Text
from handlers.core.context import CommandContext
from handlers.core.wording import capital, echo, follow_up_name, follow_up_state, is_meaningful
from handlers.followups.item import follow_up_buttons
from handlers.lookup.agenda_items import begins_with_item
from handlers.lookup.follow_up_line import (
    BECAUSE,
    Noted,
    add_follow_up,
    checked_text,
    may_give,
    read_noted,
)
from handlers.lookup.meetings import may_edit, name_of
from handlers.lookup.names import follow_up_from, is_follow_up
from handlers.lookup.reading import is_closed, readable_follow_ups, reads_origin
from handlers.minutes.draft import Draft, begin_draft
from handlers.minutes.lines import note_under
from handlers.views.view import view_of
from storage.duties.reminder_counts import reminded
from storage.followups import changes
from storage.followups.followups import open_follow_ups, postponements
from storage.minutes.minutes import meeting_being_minuted
from storage.tables import FollowUpRow


def is_new(words: str) -> bool:
    """Whether the words after «oppfølging» note a new one: «Siva: levere skisse innen 15.12», «@Siva …»."""
    return not is_follow_up(words) and (":" in words or words.startswith("@"))


def new_follow_up(context: CommandContext) -> Card:
    """Note a follow-up: «oppfølging ny Siva: levere skisse innen 15.12», or a form when nothing is said.

    «oppfølging 4/26 Siva: …» is noted in the minutes, under its item. Raises UserError for what can't be read or done.
    Raises UserError when there is no owner.
    """
    if context.fields:
        return _from_form(context)
    if not context.words:
        return _form(context)
    # An item's number has a stroke: without one, no name of a meeting needs to be read.
    if "/" in context.words and begins_with_item(context.words, context.directory.organisations.values()):
        return note_under(context)
    noted = read_noted(context, context.words)
    return _create(context, noted, _county_of(context, noted.owner))


def _county_of(context: CommandContext, owner: Organisation) -> str | None:
    """Where it comes from: the county that notes it; an agency's or KS' own is national."""
    if context.actor.kind is Kind.COUNTY:
        return context.actor.organisation
    return owner.slug if owner.kind is Kind.COUNTY and context.actor.kind is Kind.AGENCY else None


def _create(context: CommandContext, noted: Noted, county: str | None) -> Card:
    owner, due = noted.owner, noted.due
    own = owner.slug == context.actor.organisation
    draft = _draft_today(context)
    if draft is not None:
        draft.not_again(None, noted)
        row = draft.follow_up(None, noted)
        draft.done()
    else:
        context.require(Act.NEW_FOLLOW_UP, About(county=county, owner=owner.slug))
        row = add_follow_up(context, noted, county)
        if not own:
            context.unit.send(
                "new-follow-up", owner.slug, {"follow_up": str(row.id), "from": context.actor.organisation}
            )
    body: list[Block] = [
        Text(context.say("followups.due", when=echo(context.language, due.day, context.today))),
        *(Text(note) for note in context.date_notes(due.notes)),
    ]
    if draft is not None:
        body.append(Text(context.say("followups.in-minutes", name=name_of(context, draft.meeting))))
    if due.time:
        body.append(Text(context.say("followups.whole-day")))
    if not own:
        body.append(Text(context.say("followups.owner-told", owner=owner.short)))
    return Card(
        title=context.say("followups.created", name=follow_up_name(row), owner=owner.short),
        body=tuple(body),
        buttons=(
            context.button("show", f"oppfølging vis O-{row.id}"),
            context.button("new-follow-up", "oppfølging ny"),
        ),
        audience=Audience.ROOM,
        language=context.language,
    )


def _draft_today(context: CommandContext) -> Draft | None:
    """The minutes the asker has begun of today's meeting: what is noted during it belongs there."""
    meeting = meeting_being_minuted(context.session, context.own_bodies, context.today)
    return begin_draft(context, meeting) if meeting is not None and may_edit(context, meeting) else None


def _form(context: CommandContext) -> Card:
    owners = [
        one
        for one in context.directory.organisations.values()
        if one.valid_on(context.today) and _may_own(context, one, _county_of(context, one))
    ]
    title = context.say("followups.form-title")
    fields = (
        Field(
            "owner",
            context.say("followups.form-owner"),
            FieldKind.CHOICE,
            choices=tuple((one.slug, one.short) for one in owners),
        ),
        Field("text", context.say("followups.form-text"), FieldKind.TEXT, limit="follow_up:text"),
        Field("due", context.say("followups.form-due"), FieldKind.DATE, hint=context.say("meetings.form-date-hint")),
    )
    form = Form("oppfølging ny", title, fields, context.say("meetings.form-submit"))
    return Card(title=title, form=form, language=context.language)


def _may_own(context: CommandContext, one: Organisation, county: str | None) -> bool:
    """Whether the asker may note a follow-up for an organisation, by the rules that hold for what is typed."""
    about = About(county=county, owner=one.slug)
    return decide(Act.NEW_FOLLOW_UP, context.actor, about).allowed and may_give(context, county, one)


def _from_form(context: CommandContext) -> Card:
    owner = context.directory.organisations.get(context.fields.get("owner", ""))
    if owner is None or not owner.valid_on(context.today):
        raise UserError("followups.no-owner", field_name="owner")
    with in_field("due"):
        due = parse_date(context.fields.get("due", ""), context.dates())
    noted = Noted(owner, checked_text(owner, context.fields.get("text", "")), due)
    return _create(context, noted, _county_of(context, owner))


def show_follow_up(context: CommandContext) -> Card:
    """One follow-up with its history: «oppfølging vis O-12»; without a number, all that are open.

    Raises UserError when there is none of that number.
    """
    if not context.words:
        return _list(context)
    if not is_follow_up(context.words):
        raise UserError("followups.unknown", {"typed": context.words[:60]})
    row, _ = follow_up_from(context, context.words)
    return follow_up_card(context, row)


def follow_up_card(context: CommandContext, row: FollowUpRow, title: str = "") -> Card:
    """The follow-up as it stands."""
    closed = row.state in CLOSED
    body: list[Block] = [_facts(context, row), *_history(context, row)]
    if not closed and (said := reminded_text(context, row)):
        body.append(Text(said))
    return Card(
        title=title or follow_up_name(row),
        body=tuple(body),
        buttons=() if closed else follow_up_buttons(view_of(context), row),
        audience=Audience.ROOM if title else Audience.ASKER,
        language=context.language,
    )


def _facts(context: CommandContext, row: FollowUpRow) -> Facts:
    state, accepted = context.say(f"followups.state-{row.state}"), ""
    if row.state not in CLOSED:
        sign, word = follow_up_state(context.language, row, context.today, context.calendar)
        state = f"{state} · {sign} {word}"
        accepted = context.say("common.yes" if row.accepted else "followups.not-accepted")
    facts = (
        ("owner", context.organisation(row.owner).name),
        ("due", capital(echo(context.language, row.due, context.today))),
        ("state", state),
        ("accepted", accepted),
        ("from", _origin(context, row)),
    )
    return Facts(tuple((context.say(f"followups.fact-{name}"), value) for name, value in facts if value))


def _origin(context: CommandContext, row: FollowUpRow) -> str:
    """Where it comes from: the county or the national level; of a closed item no more than that, to its owner."""
    if not reads_origin(context, row):
        return context.say("followups.from-closed")
    place = context.short(row.county) if row.county else context.say("followups.national")
    return f"{place}, {context.say('followups.from-closed')}" if is_closed(context, row) else place


def _history(context: CommandContext, row: FollowUpRow) -> list[Block]:
    moved = postponements(context.session, row.id)
    if not moved:
        return []
    lines = [
        context.say("followups.postponed-line", old=one.old_due, new=one.new_due, reason=one.reason) for one in moved
    ]
    return [Heading(context.say("followups.history")), Text("\n".join(lines))]


def reminded_text(context: CommandContext, row: FollowUpRow) -> str:
    """«Påminnet 3 ganger, sist fredag 4. desember.», or nothing."""
    count, last = reminded(context.session, "follow_up", row.id)
    return context.say("followups.reminded", n=count, day=last) if count and last else ""


def _list(context: CommandContext) -> Card:
    rows = open_follow_ups(context.session)
    visible = readable_follow_ups(context, [row for row in rows if _concerns(context, row)])
    return Card(
        title=context.say("followups.list-title", n=len(visible)),
        body=tuple(follow_up_item(context, row) for row in visible),
        buttons=(context.button("new-follow-up", "oppfølging ny"),),
        language=context.language,
    )


def follow_up_item(context: CommandContext, row: FollowUpRow) -> Item:
    """A follow-up in a list: state, name, owner and date, what to press."""
    sign, word = follow_up_state(context.language, row, context.today, context.calendar)
    parts = [context.say("followups.line", owner=context.short(row.owner), day=row.due)]
    if not row.accepted:
        parts.append(context.say("followups.not-accepted"))
    if row.state == FollowUpState.WAITING:
        parts.append(context.say("followups.state-waiting"))
    return Item(follow_up_name(row), " · ".join(parts), sign, word, follow_up_buttons(view_of(context), row))


def _concerns(context: CommandContext, row: FollowUpRow) -> bool:
    own = context.actor.organisation
    return context.actor.kind is not Kind.COUNTY or own in (row.owner, row.county)


def lapse(context: CommandContext) -> Card:
    """Let a follow-up lapse, with a reason: «bortfall O-12 fordi …». It is closed, never deleted.

    Raises UserError when there is no reason.
    """
    row, rest = follow_up_from(context, context.words)
    context.require(Act.CHANGE_FOLLOW_UP, About(county=row.county, owner=row.owner))
    still_open(row)
    because = BECAUSE.match(rest)
    reason = (rest[because.end() :] if because else rest).strip(" .")
    if not is_meaningful(reason):
        raise UserError("followups.lapse-reason", {"number": row.id})
    check("follow_up:lapse_reason", reason)
    changes.lapse(context.unit, row)
    context.unit.record("lapsed", follow_up=row.id, reason=reason)
    if row.owner != context.actor.organisation:
        facts = {"follow_up": str(row.id), "reason": reason, "from": context.actor.organisation}
        context.unit.send("lapsed", row.owner, facts)
    return follow_up_card(context, row, context.say("followups.lapsed", name=follow_up_name(row)))


def still_open(row: FollowUpRow) -> None:
    """Go on only with an open one. Raises UserError that says when it was closed."""
    if row.state in CLOSED:
        raise UserError("followups.closed", {"number": row.id, "state": row.state, "day": row.done_on or row.dated_on})
