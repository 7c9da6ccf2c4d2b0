"""The forms of goals, measures and an agreement's texts."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from domain.agreements.agreements import AGREED, PLAN, AgreementState
from handlers.agreements.fields import limit_of
from handlers.agreements.show import organisation_choices
from handlers.cards import Card, Field, FieldKind, Form
from handlers.core.agreement_wording import TEXTS, field_text
from handlers.core.context import CommandContext
from handlers.core.wording import capital
from handlers.lookup.agreements import name_of
from handlers.lookup.follow_up_line import may_give
from handlers.texts import day_text
from storage.agreements.agreements import parties_of
from storage.agreements.changes import Subject, kind_of
from storage.tables import AgreementRow

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "goal": ("title",),
    "measure": ("title", "owner", "due"),
    "agreement": ("starts", "ends", "parties"),
}
MARK = 8
"""Letters of a value's mark."""
_LEVELS = ("regional", "national", "eu")
_ORDER: Mapping[str, tuple[str, ...]] = {
    "goal": ("title", "plan_goal", "focus_area"),
    "measure": ("title", "owner", "contributors", "instrument", "level", "due", "indicator", "origin", "description"),
    "agreement": (
        "title", "starts", "ends", "parties", "purpose", "basis", "routines", "reporting", "revision", "termination",
    ),
}  # fmt: skip


def goal_form(context: CommandContext, agreement: AgreementRow, number: str) -> Card:
    """A new goal."""
    return _new(context, agreement, "goal", "mål", number)


def measure_form(context: CommandContext, agreement: AgreementRow, number: str) -> Card:
    """A new measure."""
    return _new(context, agreement, "measure", "tiltak", number)


def _new(context: CommandContext, agreement: AgreementRow, kind: str, word: str, number: str) -> Card:
    title = context.say(f"agreements.form-new-{kind}")
    hint = context.say(f"agreements.form-number-{kind}")
    fields = [Field("number", context.say("agreements.form-number"), value=number, hint=hint, limit="number")]
    fields += [_field(context, agreement, kind, name, "") for name in _ORDER[kind]]
    return _card(context, agreement, f"avtale {word} {agreement.county}", title, fields)


def edit_form(context: CommandContext, agreement: AgreementRow, row: Subject, held: Mapping[str, str]) -> Card:
    """What stands, to be changed; what is proposed stands as proposed. `held`: field → its text form."""
    kind = kind_of(row)
    if isinstance(row, AgreementRow):
        title, line = context.say("agreements.form-edit"), f"avtale endre {agreement.county}"
    else:
        title = context.say("agreements.form-edit-number", number=row.number)
        line = f"avtale endre {agreement.county} {row.number}"
    line = f"{line} b{''.join(mark(value) for value in held.values())}"
    fields = [_field(context, agreement, kind, name, held[name]) for name in _ORDER[kind]]
    if agreement.state != AgreementState.DRAFT:
        fields.append(
            Field("reason", context.say("agreements.form-reason"), required=False, limit=limit_of(kind, "reason"))
        )
    return _card(context, agreement, line, title, fields)


def mark(value: str) -> str:
    """A value in few letters: what a form was made from fits in its line, so that it is known what was left alone."""
    return sha256(value.encode()).hexdigest()[:MARK]


def _card(context: CommandContext, agreement: AgreementRow, line: str, title: str, fields: list[Field]) -> Card:
    proposing = agreement.state != AgreementState.DRAFT
    intro = (
        context.say("agreements.form-proposes", version=agreement.version + 1)
        if proposing
        else name_of(context, agreement)
    )
    form = Form(line, title, tuple(fields), context.say("meetings.form-submit"), intro=intro)
    return Card(title=title, form=form, language=context.language)


def _field(context: CommandContext, agreement: AgreementRow, kind: str, name: str, held: str) -> Field:
    label = capital(field_text(context.language, name))
    required = name in _NEEDED[kind]
    if name in ("owner", "contributors", "parties"):
        several = FieldKind.CHOICE if name == "owner" else FieldKind.CHOICES
        parties = [one.organisation for one in parties_of(context.session, agreement.id)]
        choices = organisation_choices(context, parties)
        if name == "owner":
            choices = tuple((slug, short) for slug, short in choices if slug == held or _may_own(context, slug))
        return Field(name, label, several, held, choices, required=required)
    if name in ("starts", "ends", "due"):
        return Field(name, label, FieldKind.DATE, _day(context, held), required=required)
    if name == "level":
        levels = tuple((one, capital(context.say(f"measures.level-{one}"))) for one in _LEVELS)
        return Field(name, label, FieldKind.CHOICE, held, levels, required=False)
    if name == "origin":
        return _origin(context, label, held)
    if name in TEXTS:
        return Field(name, label, FieldKind.TEXT, held, required=False, limit=limit_of(kind, name))
    hint = context.say("agreements.form-indicator-hint") if name == "indicator" else ""
    return Field(name, label, value=held, required=required, hint=hint, limit=limit_of(kind, name))


def _may_own(context: CommandContext, slug: str) -> bool:
    return may_give(context, context.actor.organisation, context.organisation(slug))


def _origin(context: CommandContext, label: str, held: str) -> Field:
    """The plan, or what the parties agreed between them; a plan goal of its own is kept as it stands."""
    known = tuple(dict.fromkeys((PLAN, AGREED, held or PLAN)))
    choices = tuple((one, _origin_label(context, one)) for one in known)
    return Field("origin", label, FieldKind.CHOICE, held or PLAN, choices)


def _origin_label(context: CommandContext, origin: str) -> str:
    if origin == AGREED:
        return capital(context.say("measures.origin-agreed"))
    own = origin.removeprefix(PLAN).strip()
    return capital(context.say("agreements.plan-goal", number=own) if own else context.say("measures.origin-plan"))


def _day(context: CommandContext, held: str) -> str:
    return day_text(date.fromisoformat(held), context.language, "short") if held else ""
