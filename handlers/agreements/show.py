"""`avtale`, `avtale ny`, `avtale status`: a county's cooperation agreement, from draft to in force."""

import re
from collections.abc import Iterable
from datetime import date

from domain.agreements.agreements import NEXT, AgreementState, check_step, read_state
from domain.dates.parse import parse_date
from domain.errors import Choice, UserError, in_field
from domain.organisations import Kind
from domain.permissions import About, Act
from handlers.agreements.card import STATE_LINES, agreement_buttons, agreement_card
from handlers.agreements.fields import check_term, read_form, read_line
from handlers.cards import Audience, Card, Field, FieldKind, Form, Item, Sign, Text
from handlers.core.agreement_wording import state_text
from handlers.core.context import CommandContext
from handlers.lookup.agreements import (
    change_line,
    is_expired,
    name_of,
    own_agreement,
    readable_agreements,
    require_reading,
    split_second,
)
from handlers.lookup.names import nothing_more
from handlers.texts import day_text
from storage.agreements.agreements import agreement_of, is_over, measures_of, parties_of, proposed
from storage.agreements.changes import begin_agreement, put_into_force, set_value
from storage.agreements.states import register_state, set_in_force
from storage.tables import AgreementChangeRow, AgreementRow

_YEARS = re.compile(r"(20\d\d)\s*(?:-|–|til|to)\s*(20\d\d)(?=\s|;|$)", re.IGNORECASE)
DATED = (AgreementState.SIGNED, AgreementState.IN_FORCE)
"""The states that begin on a day the parties have agreed."""
_VERSION = re.compile(r"(?:^|\s)v(\d{1,9})$")


def show_agreement(context: CommandContext) -> Card:
    """One county's agreement: «avtale Midtvik»; without a county the asker's own, or all that one may read.

    Raises UserError when the words name no county.
    """
    county, rest = split_second(context, context.words, "avtale")
    if county is None and rest:
        raise UserError("agreements.unknown", {"typed": rest[:60]}, span=rest)
    nothing_more(rest)
    slug = county.slug if county else context.actor.organisation
    if county is None and context.actor.kind is not Kind.COUNTY:
        return _list(context)
    agreement = agreement_of(context.session, slug)
    if agreement is None:
        context.require(Act.READ_COUNTY, About(county=slug))
        return _none(context, slug)
    require_reading(context, agreement)
    return agreement_card(context, agreement)


def _none(context: CommandContext, county: str) -> Card:
    own = county == context.actor.organisation and context.actor.leads
    return Card(
        title=context.say("agreements.none", county=context.short(county)),
        buttons=(context.button("new-agreement", "avtale ny"),) if own else (),
        language=context.language,
    )


def _list(context: CommandContext) -> Card:
    rows = readable_agreements(context)
    return Card(
        title=context.say("agreements.list-title", n=len(rows)),
        body=tuple(_item(context, row) for row in rows),
        language=context.language,
    )


def _item(context: CommandContext, row: AgreementRow) -> Item:
    measures = measures_of(context.session, row.id)
    over = [one.number for one in measures if is_over(one, context.today)]
    sign, word = (Sign.OVERDUE, context.say("agreements.over", numbers=", ".join(over))) if over else (Sign.NONE, "")
    text = [state_text(context.language, row, context.today), context.say("agreements.measures", n=len(measures))]
    return Item(name_of(context, row), " · ".join(text), sign, word, (context.button("show", f"avtale {row.county}"),))


# -- a new one --------------------------------------------------------------------------------------------------------


def new_agreement(context: CommandContext) -> Card:
    """Begin a draft: «avtale ny 2027–2030», with title and parties if they aren't the usual ones; or a form.

    Raises UserError: not for a county, an agreement there already, no term.
    """
    county, rest = split_second(context, context.words, "avtale ny")
    slug = county.slug if county else context.actor.organisation
    if context.organisation(slug).kind is not Kind.COUNTY:
        raise UserError("agreements.county-only")
    context.require(Act.EDIT_AGREEMENT, About(county=slug))
    known = agreement_of(context.session, slug)
    if known is not None and not is_expired(context, known):
        raise UserError("agreements.exists", {"name": name_of(context, known)})
    if context.fields:
        values = read_form(context, "agreement", ("title", "starts", "ends", "parties"))
    elif rest.strip(" :"):
        values = _from_words(context, rest.strip(" :"))
    else:
        return _form(context, slug)
    return _create(context, slug, values)


def _from_words(context: CommandContext, text: str) -> dict[str, str]:
    years = _YEARS.match(text)
    values = read_line(context, "agreement", text[years.end() :] if years else text)
    if years:
        values |= {"starts": f"{years[1]}-01-01", "ends": f"{years[2]}-12-31"}
    return values


def _create(context: CommandContext, county: str, values: dict[str, str]) -> Card:
    for name in ("starts", "ends"):
        if not values.get(name):
            raise UserError("agreements.term-missing", field_name=name)
    check_term(values["starts"], values["ends"])
    row = begin_agreement(context.unit, county)
    parties = values.pop("parties", "") or ", ".join(_usual_parties(context, county))
    for field, value in {**values, "parties": _with_county(county, parties)}.items():
        set_value(context.unit, row, field, value)
    return agreement_card(
        context,
        row,
        context.say("agreements.created", name=name_of(context, row)),
        [context.say("agreements.goals-next")],
    )


def _usual_parties(context: CommandContext, county: str) -> list[str]:
    """The county and the agencies (§ 2)."""
    return [county, *(one.slug for one in context.directory.of_kind(Kind.AGENCY, context.today))]


def _with_county(county: str, parties: str) -> str:
    named = [one.strip() for one in parties.split(",") if one.strip()]
    return ", ".join(dict.fromkeys((county, *named)))


def _form(context: CommandContext, county: str) -> Card:
    title = context.say("agreements.form-title")
    fields = (
        Field(
            "title",
            context.say("agreements.form-name"),
            required=False,
            hint=context.say("agreements.form-name-hint"),
            limit="agreement:title",
        ),
        Field("starts", context.say("agreements.form-starts"), FieldKind.DATE),
        Field("ends", context.say("agreements.form-ends"), FieldKind.DATE),
        Field(
            "parties",
            context.say("agreements.form-parties"),
            FieldKind.CHOICES,
            value=", ".join(_usual_parties(context, county)),
            choices=organisation_choices(context, _usual_parties(context, county)),
        ),
    )
    name = context.organisation(county).name
    form = Form(f"avtale ny {county}", title, fields, context.say("meetings.form-submit"), intro=name)
    return Card(title=title, form=form, language=context.language)


def organisation_choices(context: CommandContext, first: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Every party of the model, to choose from; those of an agreement first."""
    found = [one.slug for one in context.directory.organisations.values() if one.valid_on(context.today)]
    return tuple((slug, context.short(slug)) for slug in dict.fromkeys((*first, *found)))


# -- its state --------------------------------------------------------------------------------------------------------


def change_state(context: CommandContext) -> Card:
    """Register what the parties have come to outside the chat: «avtale status signert 4.2.2026».

    Raises UserError: no state, an unknown one, words left over.
    """
    row, rest = own_agreement(context, context.words, "avtale status")
    version = _VERSION.search(rest)
    if version:
        rest = rest[: version.start()].rstrip()
        check_edits(row, int(version[1]))
    now = row.state
    then, said = _state_said(now, rest)
    check_step(now, then)
    if version and not said and not context.fields and then in DATED:
        return _state_form(context, row, then)
    changes = _register(context, row, then, _day_of(context, then, said))
    return _registered(context, row, then, changes)


def _state_said(now: AgreementState, text: str) -> tuple[AgreementState, str]:
    """The state a text begins with, and the rest. Raises UserError with those that may come next."""
    found = read_state(text)
    if found is None:
        raise UserError(
            "agreements.unknown-state" if text else "agreements.which-state",
            {"typed": text[:60], "state": now.value},
            span=text,
            choices=tuple(Choice(STATE_LINES[then], f"agreements.state-{then.value}") for then in NEXT[now]),
        )
    return found


def _register(context: CommandContext, row: AgreementRow, then: AgreementState, day: date) -> list[AgreementChangeRow]:
    """Put it into a state from a day on; what thereby comes into force."""
    now = row.state
    register_state(context.unit, row, then, day)
    return _enter_into_force(context, row, now, day) if then is AgreementState.IN_FORCE else []


def _registered(
    context: CommandContext, row: AgreementRow, then: AgreementState, changes: list[AgreementChangeRow]
) -> Card:
    settled = then not in (AgreementState.DRAFT, AgreementState.FOR_APPROVAL)
    key = "agreements.registered" if settled else "agreements.registered-only"
    said_lines = [context.say(key, county=context.short(row.county))]
    said_lines += [change_line(context, context.language, row.county, one) for one in changes]
    title = context.say(
        "agreements.state-now", name=name_of(context, row), state=state_text(context.language, row, context.today)
    )
    return Card(
        title=title,
        body=(Text("\n".join(said_lines)),),
        buttons=(context.button("agreement", f"avtale {row.county}"), *agreement_buttons(context, row)),
        audience=Audience.ROOM,
        language=context.language,
    )


def _state_form(context: CommandContext, row: AgreementRow, then: AgreementState) -> Card:
    """A button asks for the day before anything is registered, and shows what will come into force."""
    title = context.say(f"agreements.form-state-{then.value}")
    today = day_text(context.today, context.language, "short")
    field = Field("day", context.say("agreements.form-state-day"), FieldKind.DATE, today)
    changes = proposed(context.session, row) if then is AgreementState.IN_FORCE else []
    intro = "\n".join(
        [name_of(context, row), *(change_line(context, context.language, row.county, one) for one in changes)]
    )
    line = f"avtale status {row.county} {STATE_LINES[then]} v{row.edits}"
    form = Form(line, title, (field,), context.say("meetings.form-submit"), intro=intro)
    return Card(title=title, form=form, language=context.language)


def check_edits(row: AgreementRow, version: int) -> None:
    """A button or a form made before the agreement changed explains instead of acting. Raises UserError."""
    if version != row.edits:
        raise UserError("common.stale")


def _day_of(context: CommandContext, then: AgreementState, said: str) -> date:
    if context.fields:
        with in_field("day"):
            return parse_date(context.fields.get("day", ""), context.dates(past=True)).day
    if not said:
        return context.today
    if then not in DATED:
        raise UserError("common.left-over", {"typed": said[:60]}, span=said)
    return parse_date(said, context.dates(past=True)).day


def _enter_into_force(
    context: CommandContext, row: AgreementRow, now: AgreementState, day: date
) -> list[AgreementChangeRow]:
    """Version 1 comes into force as it is; after a revision what was proposed is carried out."""
    changes = put_into_force(context.unit, row) if now is AgreementState.UNDER_REVISION else []
    if changes or now is not AgreementState.UNDER_REVISION:
        set_in_force(row, day)
    measures = measures_of(context.session, row.id)
    hearing = [
        *(one.organisation for one in parties_of(context.session, row.id)),
        *(one.owner for one in measures),
    ]
    for slug in dict.fromkeys(hearing):
        if slug != context.actor.organisation:
            context.unit.send("agreement-in-force", slug, {"agreement": str(row.id), "version": str(row.version)})
    return changes
