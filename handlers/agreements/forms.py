"""The forms of goals, measures and an agreement's texts."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from domain.agreements.agreements import AGREED, PLAN
from handlers.agreements.show import organisation_choices
from handlers.cards import Card, Field, FieldKind, Form
from handlers.core.agreement_wording import TEXTS, field_text
from handlers.core.context import Ask
from handlers.core.wording import capital
from handlers.lookup.agreements import name_of
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


def goal_form(ask: Ask, agreement: AgreementRow, number: str) -> Card:
    """A new goal."""
    return _new(ask, agreement, "goal", "mål", number)


def measure_form(ask: Ask, agreement: AgreementRow, number: str) -> Card:
    """A new measure."""
    return _new(ask, agreement, "measure", "tiltak", number)


def _new(ask: Ask, agreement: AgreementRow, kind: str, word: str, number: str) -> Card:
    title = ask.say(f"agreements.form-new-{kind}")
    hint = ask.say(f"agreements.form-number-{kind}")
    fields = [Field("number", ask.say("agreements.form-number"), value=number, hint=hint)]
    fields += [_field(ask, agreement, kind, name, "") for name in _ORDER[kind]]
    return _card(ask, agreement, f"avtale {word} {agreement.county}", title, fields)


def edit_form(ask: Ask, agreement: AgreementRow, row: Subject, held: Mapping[str, str]) -> Card:
    """What stands, to be changed; what is proposed stands as proposed. `held`: field → its text form."""
    kind = kind_of(row)
    if isinstance(row, AgreementRow):
        title, line = ask.say("agreements.form-edit"), f"avtale endre {agreement.county}"
    else:
        title = ask.say("agreements.form-edit-number", number=row.number)
        line = f"avtale endre {agreement.county} {row.number}"
    line = f"{line} b{''.join(mark(value) for value in held.values())}"
    fields = [_field(ask, agreement, kind, name, held[name]) for name in _ORDER[kind]]
    if agreement.state != "draft":
        fields.append(Field("reason", ask.say("agreements.form-reason"), required=False))
    return _card(ask, agreement, line, title, fields)


def mark(value: str) -> str:
    """A value in few letters: what a form was made from fits in its line, so that it is known what was left alone."""
    return sha256(value.encode()).hexdigest()[:MARK]


def _card(ask: Ask, agreement: AgreementRow, line: str, title: str, fields: list[Field]) -> Card:
    proposing = agreement.state != "draft"
    intro = ask.say("agreements.form-proposes", version=agreement.version + 1) if proposing else name_of(ask, agreement)
    form = Form(line, title, tuple(fields), ask.say("meetings.form-submit"), intro=intro)
    return Card(title=title, form=form, language=ask.language)


def _field(ask: Ask, agreement: AgreementRow, kind: str, name: str, held: str) -> Field:
    label = capital(field_text(ask.language, name))
    required = name in _NEEDED[kind]
    if name in ("owner", "contributors", "parties"):
        several = FieldKind.CHOICE if name == "owner" else FieldKind.CHOICES
        parties = [one.organisation for one in parties_of(ask.session, agreement.id or 0)]
        return Field(name, label, several, held, organisation_choices(ask, parties), required=required)
    if name in ("starts", "ends", "due"):
        return Field(name, label, FieldKind.DATE, _day(ask, held), required=required)
    if name == "level":
        levels = tuple((one, capital(ask.say(f"measures.level-{one}"))) for one in _LEVELS)
        return Field(name, label, FieldKind.CHOICE, held, levels, required=False)
    if name == "origin":
        return _origin(ask, label, held)
    if name in TEXTS:
        return Field(name, label, FieldKind.TEXT, held, required=False)
    hint = ask.say("agreements.form-indicator-hint") if name == "indicator" else ""
    return Field(name, label, value=held, required=required, hint=hint)


def _origin(ask: Ask, label: str, held: str) -> Field:
    """The plan, or what the parties agreed between them; a plan goal of its own is kept as it stands."""
    known = tuple(dict.fromkeys((PLAN, AGREED, held or PLAN)))
    choices = tuple((one, _origin_label(ask, one)) for one in known)
    return Field("origin", label, FieldKind.CHOICE, held or PLAN, choices)


def _origin_label(ask: Ask, origin: str) -> str:
    if origin == AGREED:
        return capital(ask.say("measures.origin-agreed"))
    own = origin.removeprefix(PLAN).strip()
    return capital(ask.say("agreements.plan-goal", number=own) if own else ask.say("measures.origin-plan"))


def _day(ask: Ask, held: str) -> str:
    return day_text(date.fromisoformat(held), ask.language, "short") if held else ""
