"""`slumre`: no reminders of one's own about something until a day. Escalations go as before (docs/model.md, «Time»)."""

from domain.dates.parse import ParsedDate, find_date, parse_date
from domain.errors import UserError, in_field
from domain.permissions import About, Act
from handlers.cards import Card, Field, FieldKind, Form, Text
from handlers.core.context import CommandContext
from handlers.core.wording import echo
from handlers.followups.subject import FOLLOW_UPS
from handlers.lookup.choices import follow_up_choices
from handlers.subjects import named_subject
from storage.duties.duties import open_duties, rows_of, snooze
from storage.tables import DutyRow

UNTIL_WORDS = ("til", "to", "until")


def snooze_duty(context: CommandContext) -> Card:
    """Put off the reminders: «slumre O-12 til fredag», «slumre T1.2 til 1.12», «slumre N-2027-V til 1.12».

    Raises UserError: nothing named, no date understood, a day that isn't ahead, nothing the asker is reminded of.
    """
    if not context.words:
        reminded = follow_up_choices(context, lambda row: bool(_own(context, FOLLOW_UPS.kind, row.id)))
        raise UserError("nudge.which", choices=reminded)
    subject = named_subject(context)
    target = subject.to_snooze(context)
    duties = _own(context, subject.kind, target.number)
    if not duties:
        raise UserError("nudge.nothing-to-snooze", {"name": target.name})
    if not target.rest and not context.fields:
        return _form(context, target.line, target.name)
    until = _until(context, target.rest)
    for duty in duties:
        snooze(duty, until.day, context.calendar)
        context.unit.record("snoozed", duty=duty.key, until=until.day.isoformat())
    when = echo(context.language, until.day, context.today)
    return Card(
        title=context.say("nudge.snoozed", name=target.name),
        body=(Text(context.say("nudge.snoozed-until", when=when)),),
        language=context.language,
    )


def _own(context: CommandContext, kind: str, number: int) -> list[DutyRow]:
    """The asker's own open duties about it."""
    own = context.actor.organisation
    context.require(Act.DELIVER, About(owner=own))
    duties = open_duties(context.session, context.today, [own], about=(kind, [number]))
    return [row for row in rows_of(context.session, duties) if row.next_reminder_at is not None]


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
