"""What an owner answers: `ferdig`, `utsett`, `tar-den`, `trenger-hjelp`, `ikke-min`."""

import re

from domain.dates.parse import ParsedDate, find_date, parse_date
from domain.errors import UserError, in_field
from domain.followups import FollowUpState
from domain.lengths import check
from domain.permissions import About, Act
from handlers.cards import Audience, Card, Field, FieldKind, Form, Text
from handlers.core.context import CommandContext
from handlers.core.wording import echo, follow_up_name, is_meaningful
from handlers.followups.show import follow_up_card, still_open
from handlers.lookup.follow_up_line import BECAUSE
from handlers.lookup.names import follow_up_from, one_at_a_time
from storage.followups import changes
from storage.tables import FollowUpRow

TO_WORDS = ("til", "to", "frist", "innen", "innan")
_TO = re.compile(rf"^(?:{'|'.join(TO_WORDS)})\b\s*", re.IGNORECASE)


def _own(
    context: CommandContext, *, act: Act = Act.ANSWER_FOLLOW_UP, may_be_closed: bool = False
) -> tuple[FollowUpRow, str]:
    row, rest = follow_up_from(context, context.words)
    context.require(act, About(county=row.county, owner=row.owner))
    if not may_be_closed:
        still_open(row)
    return row, rest


def _coordinators(context: CommandContext, row: FollowUpRow) -> str:
    """Who hears of it on the other side: the county it came from, or KS."""
    return row.county or context.directory.ks.slug


def done(context: CommandContext) -> Card:
    """Finish a follow-up: «ferdig O-12». Reminders of it stop. Raises UserError when it was done before."""
    row, rest = _own(context, may_be_closed=True)
    one_at_a_time(context.words, rest)
    if row.state == FollowUpState.DONE:
        raise UserError("followups.closed", {"number": row.id, "state": "done", "day": row.done_on})
    still_open(row)
    changes.finish(context.unit, row)
    if row.owner != context.actor.organisation:
        context.unit.send("finished", row.owner, {"follow_up": str(row.id), "from": context.actor.organisation})
    return Card(
        title=context.say("followups.done", name=follow_up_name(row)),
        body=(Text(context.say("followups.reminders-stop")),),
        buttons=(context.button("mine", "mine"),),
        audience=Audience.ROOM,
        language=context.language,
    )


def accept(context: CommandContext) -> Card:
    """Take it on: «tar-den O-12». Nobody can do that for its owner («Formål»)."""
    row, rest = _own(context, act=Act.DELIVER)
    one_at_a_time(context.words, rest)
    changes.take_on(row)
    return follow_up_card(
        context, row, context.say("followups.accepted", name=follow_up_name(row), owner=context.short(row.owner))
    )


def postpone(context: CommandContext) -> Card:
    """Ask for more time, with a reason: «utsett O-12 til fredag uke 17 fordi …», or a form.

    Raises UserError: no date, no reason, a day that isn't ahead or is the deadline already, a reason too long.
    """
    row, rest = _own(context)
    if context.fields:
        found, reason = _from_form(context)
    elif not rest:
        return _form(context, row)
    else:
        found, reason = _from_words(context, row, rest)
    _check_postponed(context, row, found, reason)
    earlier = found.day < row.due
    changes.postpone(context.unit, row, found.day, reason)
    facts = {"follow_up": str(row.id), "reason": reason, "from": context.actor.organisation}
    facts |= {"earlier": "1"} if earlier else {}
    for slug in (_coordinators(context, row), row.owner):
        if slug != context.actor.organisation:
            context.unit.send("postponed", slug, facts)
    when = echo(context.language, found.day, context.today)
    notes = context.date_notes(found.notes)
    title = context.say("followups.moved-forward" if earlier else "followups.postponed", name=follow_up_name(row))
    card = follow_up_card(context, row, title)
    lines = [context.say("followups.new-due", when=when), *notes]
    return Card(
        title=card.title,
        body=(Text("\n".join(lines)), *card.body),
        buttons=card.buttons,
        audience=Audience.ROOM,
        language=context.language,
    )


def _check_postponed(context: CommandContext, row: FollowUpRow, found: ParsedDate, reason: str) -> None:
    """Another day than it has, one to come, with a reason that isn't too long. Raises UserError."""
    if found.day <= context.today:
        raise UserError("followups.not-later", {"day": found.day}, field_name="due")
    if found.day == row.due:
        raise UserError("followups.same-date", {"day": found.day}, field_name="due")
    check("follow_up_date:reason", reason, "reason")


def _from_words(context: CommandContext, row: FollowUpRow, rest: str) -> tuple[ParsedDate, str]:
    because = BECAUSE.search(rest)
    head = rest[: because.start()] if because else rest
    found = find_date(head, context.dates(), TO_WORDS) or find_date(head, context.dates())
    if found is None:
        typed = _TO.sub("", head.strip(" ,.:;"))
        if typed:
            raise UserError("followups.postpone-not-date", {"number": row.id, "typed": typed[:60]}, span=typed)
        raise UserError("followups.postpone-date", {"number": row.id})
    left = head[found.end :].strip(" ,.:;")
    reason = rest[because.end() :].strip(" ,.:;") if because else left
    if not is_meaningful(reason):
        raise UserError("followups.postpone-reason", {"number": row.id, "day": found.date.day})
    return found.date, reason


def _from_form(context: CommandContext) -> tuple[ParsedDate, str]:
    with in_field("due"):
        found = parse_date(context.fields.get("due", ""), context.dates())
    reason = context.fields.get("reason", "")
    if not is_meaningful(reason):
        raise UserError("followups.form-reason-missing", field_name="reason")
    return found, reason


def _form(context: CommandContext, row: FollowUpRow) -> Card:
    title = context.say("followups.form-postpone-title", number=row.id)
    fields = (
        Field(
            "due", context.say("followups.form-new-due"), FieldKind.DATE, hint=context.say("meetings.form-date-hint")
        ),
        Field("reason", context.say("followups.form-reason"), FieldKind.TEXT, limit="follow_up_date:reason"),
    )
    form = Form(
        f"utsett O-{row.id} v{row.version}",
        title,
        fields,
        context.say("meetings.form-submit"),
        intro=follow_up_name(row),
    )
    return Card(title=title, form=form, language=context.language)


def want_help(context: CommandContext) -> Card:
    """Ask the coordinator for help: «trenger-hjelp O-12 mangler tall fra …». The deadline stands.

    Raises UserError when it would be oneself that is asked.
    """
    row, rest = _own(context)
    to = _coordinators(context, row)
    if to == context.actor.organisation:
        raise UserError("followups.help-self")
    check("follow_up:help", rest)
    changes.wait_for_help(row)
    facts = {"follow_up": str(row.id), "what": rest, "from": context.actor.organisation}
    context.unit.send("help-wanted", to, facts)
    return follow_up_card(
        context, row, context.say("followups.help-sent", name=follow_up_name(row), to=context.short(to))
    )


def not_mine(context: CommandContext) -> Card:
    """Say that it belongs to somebody else: «ikke-min O-12 hører til …». It stays until the coordinator moves it."""
    row, rest = _own(context, act=Act.DELIVER)
    check("follow_up:help", rest)
    changes.refuse(row)
    to = _coordinators(context, row)
    facts = {"follow_up": str(row.id), "what": rest, "from": context.actor.organisation}
    context.unit.send("not-mine", to, facts)
    return follow_up_card(
        context, row, context.say("followups.not-mine-sent", name=follow_up_name(row), to=context.short(to))
    )
