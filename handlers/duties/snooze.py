"""`slumre`: no reminders of one's own about something until a day. Escalations go as before (rules, «Snooze»)."""

from domain.dates.parse import ParsedDate, find_date, parse_date
from domain.errors import UserError, in_field
from domain.permissions import About, Act
from handlers.cards import Card, Field, FieldKind, Form, Text
from handlers.core.context import CommandContext
from handlers.core.wording import capital, echo, follow_up_name, measure_name
from handlers.lookup.agreements import is_measure, measure_from
from handlers.lookup.choices import follow_up_choices
from handlers.lookup.meetings import name_of
from handlers.lookup.names import follow_up_from, is_follow_up, meeting_from
from storage.agreements.agreements import NamedMeasure
from storage.duties.duties import open_duties, rows_of, snooze
from storage.tables import DutyRow

UNTIL_WORDS = ("til", "to", "until")


def snooze_duty(context: CommandContext) -> Card:
    """Put off the reminders: «slumre O-12 til fredag», «slumre T1.2 til 1.12», «slumre N-2027-V til 1.12»."""
    if not context.words:
        reminded = follow_up_choices(context, lambda row: bool(_own(context, ("follow_up", row.id))))
        raise UserError("nudge.which", choices=reminded)
    if is_follow_up(context.words):
        row, rest = follow_up_from(context, context.words)
        subject, name = ("follow_up", row.id), follow_up_name(row)
        line = f"slumre O-{row.id}"
    elif is_measure(context, context.words):
        meant = measure_from(context, context.words)
        named = NamedMeasure(meant.row, meant.agreement.county, running=True)
        subject, rest = ("measure", meant.row.id), meant.rest
        name = measure_name(named, context.directory, context.actor.organisation)
        line = f"slumre {named.county} {meant.row.number}"
    else:
        meeting, rest = meeting_from(context, context.words)
        subject, name = ("meeting", meeting.id), capital(name_of(context, meeting))
        line = f"slumre {meeting.ref}"
    duties = _own(context, subject)
    if not duties:
        raise UserError("nudge.nothing-to-snooze", {"name": name})
    if not rest and not context.fields:
        return _form(context, line, name)
    until = _until(context, rest)
    for duty in duties:
        snooze(duty, until.day, context.calendar)
        context.unit.record("snoozed", duty=duty.key, until=until.day.isoformat())
    when = echo(context.language, until.day, context.today)
    return Card(
        title=context.say("nudge.snoozed", name=name),
        body=(Text(context.say("nudge.snoozed-until", when=when)),),
        language=context.language,
    )


def _own(context: CommandContext, subject: tuple[str, int]) -> list[DutyRow]:
    """The asker's own open duties about it."""
    own = context.actor.organisation
    context.require(Act.DELIVER, About(owner=own))
    about = [
        duty
        for duty in open_duties(context.session, context.today, [own])
        if (duty.subject_kind, duty.subject_id) == subject
    ]
    return [row for row in rows_of(context.session, about) if row.next_reminder_at is not None]


def _until(context: CommandContext, rest: str) -> ParsedDate:
    if context.fields:
        with in_field("until"):
            found = parse_date(context.fields.get("until", ""), context.dates())
    else:
        inside = find_date(rest, context.dates(), UNTIL_WORDS) or find_date(rest, context.dates())
        if inside is None:
            raise UserError("dates.not-understood", {"text": rest[:60]}, span=rest)
        found = inside.date
    if found.day <= context.today:
        raise UserError("followups.not-later", {"day": found.day}, field_name="until")
    return found


def _form(context: CommandContext, line: str, name: str) -> Card:
    title = context.say("nudge.form-title")
    field = Field("until", context.say("nudge.form-until"), FieldKind.DATE, hint=context.say("meetings.form-date-hint"))
    form = Form(line, title, (field,), context.say("meetings.form-submit"), intro=name)
    return Card(title=title, form=form, language=context.language)
