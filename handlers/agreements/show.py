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
from handlers.core.agreement_wording import change_text, state_text
from handlers.core.context import Ask
from handlers.lookup.agreements import (
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
from storage.agreements.changes import put_into_force, set_value
from storage.tables import AgreementChangeRow, AgreementRow

_YEARS = re.compile(r"(20\d\d)\s*(?:-|–|til|to)\s*(20\d\d)(?=\s|;|$)", re.IGNORECASE)
DATED = (AgreementState.SIGNED, AgreementState.IN_FORCE)
"""The states that begin on a day the parties have agreed."""
_VERSION = re.compile(r"(?:^|\s+)v(\d{1,9})$")


def show_agreement(ask: Ask) -> Card:
    """One county's agreement: «avtale Midtvik»; without a county the asker's own, or all that one may read."""
    county, rest = split_second(ask, ask.words, "avtale")
    if county is None and rest:
        raise UserError("agreements.unknown", {"typed": rest[:60]}, span=rest)
    nothing_more(rest)
    slug = county.slug if county else ask.actor.organisation
    if county is None and ask.actor.kind is not Kind.COUNTY:
        return _list(ask)
    agreement = agreement_of(ask.session, slug)
    if agreement is None:
        ask.require(Act.READ_COUNTY, About(county=slug))
        return _none(ask, slug)
    require_reading(ask, agreement)
    return agreement_card(ask, agreement)


def _none(ask: Ask, county: str) -> Card:
    own = county == ask.actor.organisation and ask.actor.leads
    return Card(
        title=ask.say("agreements.none", county=ask.short(county)),
        buttons=(ask.button("new-agreement", "avtale ny"),) if own else (),
        language=ask.language,
    )


def _list(ask: Ask) -> Card:
    rows = readable_agreements(ask)
    return Card(
        title=ask.say("agreements.list-title", n=len(rows)),
        body=tuple(_item(ask, row) for row in rows),
        language=ask.language,
    )


def _item(ask: Ask, row: AgreementRow) -> Item:
    measures = measures_of(ask.session, row.id or 0)
    over = [one.number for one in measures if is_over(one, ask.today)]
    sign, word = (Sign.OVERDUE, ask.say("agreements.over", numbers=", ".join(over))) if over else (Sign.NONE, "")
    text = [state_text(ask.language, row, ask.today), ask.say("agreements.measures", n=len(measures))]
    return Item(name_of(ask, row), " · ".join(text), sign, word, (ask.button("show", f"avtale {row.county}"),))


# -- a new one --------------------------------------------------------------------------------------------------------


def new_agreement(ask: Ask) -> Card:
    """Begin a draft: «avtale ny 2027–2030», with title and parties if they aren't the usual ones; or a form."""
    county, rest = split_second(ask, ask.words, "avtale ny")
    slug = county.slug if county else ask.actor.organisation
    if ask.organisation(slug).kind is not Kind.COUNTY:
        raise UserError("agreements.county-only")
    ask.require(Act.EDIT_AGREEMENT, About(county=slug))
    known = agreement_of(ask.session, slug)
    if known is not None and not is_expired(ask, known):
        raise UserError("agreements.exists", {"name": name_of(ask, known)})
    if ask.fields:
        values = read_form(ask, "agreement", ("title", "starts", "ends", "parties"))
    elif rest.strip(" :"):
        values = _from_words(ask, rest.strip(" :"))
    else:
        return _form(ask, slug)
    return _create(ask, slug, values)


def _from_words(ask: Ask, text: str) -> dict[str, str]:
    years = _YEARS.match(text)
    values = read_line(ask, "agreement", text[years.end() :] if years else text)
    if years:
        values |= {"starts": f"{years[1]}-01-01", "ends": f"{years[2]}-12-31"}
    return values


def _create(ask: Ask, county: str, values: dict[str, str]) -> Card:
    for name in ("starts", "ends"):
        if not values.get(name):
            raise UserError("agreements.term-missing", field_name=name)
    check_term(values["starts"], values["ends"])
    row = AgreementRow(county=county, created_on=ask.today)
    ask.session.add(row)
    ask.session.flush()
    parties = values.pop("parties", "") or ", ".join(_usual_parties(ask, county))
    for field, value in {**values, "parties": _with_county(county, parties)}.items():
        set_value(ask.unit, row, field, value)
    ask.session.flush()
    return agreement_card(
        ask, row, ask.say("agreements.created", name=name_of(ask, row)), [ask.say("agreements.goals-next")]
    )


def _usual_parties(ask: Ask, county: str) -> list[str]:
    """The county and the agencies (§ 2)."""
    return [county, *(one.slug for one in ask.directory.of_kind(Kind.AGENCY, ask.today))]


def _with_county(county: str, parties: str) -> str:
    named = [one.strip() for one in parties.split(",") if one.strip()]
    return ", ".join(dict.fromkeys((county, *named)))


def _form(ask: Ask, county: str) -> Card:
    title = ask.say("agreements.form-title")
    fields = (
        Field("title", ask.say("agreements.form-name"), required=False, hint=ask.say("agreements.form-name-hint")),
        Field("starts", ask.say("agreements.form-starts"), FieldKind.DATE),
        Field("ends", ask.say("agreements.form-ends"), FieldKind.DATE),
        Field(
            "parties",
            ask.say("agreements.form-parties"),
            FieldKind.CHOICES,
            value=", ".join(_usual_parties(ask, county)),
            choices=organisation_choices(ask, _usual_parties(ask, county)),
        ),
    )
    name = ask.organisation(county).name
    form = Form(f"avtale ny {county}", title, fields, ask.say("meetings.form-submit"), intro=name)
    return Card(title=title, form=form, language=ask.language)


def organisation_choices(ask: Ask, first: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Every party of the model, to choose from; those of an agreement first."""
    found = [one.slug for one in ask.directory.organisations.values() if one.valid_on(ask.today)]
    return tuple((slug, ask.short(slug)) for slug in dict.fromkeys((*first, *found)))


# -- its state --------------------------------------------------------------------------------------------------------


def change_state(ask: Ask) -> Card:
    """Register what the parties have come to outside the chat: «avtale status signert 4.2.2026»."""
    row, rest = own_agreement(ask, ask.words, "avtale status")
    version = _VERSION.search(rest)
    if version:
        rest = rest[: version.start()]
        check_edits(row, int(version[1]))
    now = AgreementState(row.state)
    found = read_state(rest)
    if found is None:
        raise UserError(
            "agreements.unknown-state" if rest else "agreements.which-state",
            {"typed": rest[:60], "state": now.value},
            span=rest,
            choices=tuple(Choice(STATE_LINES[then], f"agreements.state-{then.value}") for then in NEXT[now]),
        )
    then, said = found
    check_step(now, then)
    if version and not said and not ask.fields and then in DATED:
        return _state_form(ask, row, then)
    day = _day_of(ask, then, said)
    row.state = then.value
    row.edits += 1
    if then is AgreementState.SIGNED:
        row.signed_on = day
        for party in parties_of(ask.session, row.id or 0):
            party.signed_on = day
    changes = _enter_into_force(ask, row, now, day) if then is AgreementState.IN_FORCE else []
    ask.session.flush()
    settled = then not in (AgreementState.DRAFT, AgreementState.FOR_APPROVAL)
    key = "agreements.registered" if settled else "agreements.registered-only"
    said_lines = [ask.say(key, county=ask.short(row.county))]
    said_lines += [change_text(ask.language, one, ask.directory) for one in changes]
    title = ask.say("agreements.state-now", name=name_of(ask, row), state=state_text(ask.language, row, ask.today))
    return Card(
        title=title,
        body=(Text("\n".join(said_lines)),),
        buttons=(ask.button("agreement", f"avtale {row.county}"), *agreement_buttons(ask, row)),
        audience=Audience.ROOM,
        language=ask.language,
    )


def _state_form(ask: Ask, row: AgreementRow, then: AgreementState) -> Card:
    """A button asks for the day before anything is registered, and shows what will come into force."""
    title = ask.say(f"agreements.form-state-{then.value}")
    today = day_text(ask.today, ask.language, "short")
    field = Field("day", ask.say("agreements.form-state-day"), FieldKind.DATE, today)
    changes = proposed(ask.session, row) if then is AgreementState.IN_FORCE else []
    intro = "\n".join([name_of(ask, row), *(change_text(ask.language, one, ask.directory) for one in changes)])
    line = f"avtale status {row.county} {STATE_LINES[then]} v{row.edits}"
    form = Form(line, title, (field,), ask.say("meetings.form-submit"), intro=intro)
    return Card(title=title, form=form, language=ask.language)


def check_edits(row: AgreementRow, version: int) -> None:
    """A button or a form made before the agreement changed explains instead of acting. Raises UserError."""
    if version != row.edits:
        raise UserError("common.stale")


def _day_of(ask: Ask, then: AgreementState, said: str) -> date:
    if ask.fields:
        with in_field("day"):
            return parse_date(ask.fields.get("day", ""), ask.dates(past=True)).day
    if not said:
        return ask.today
    if then not in DATED:
        raise UserError("common.left-over", {"typed": said[:60]}, span=said)
    return parse_date(said, ask.dates(past=True)).day


def _enter_into_force(ask: Ask, row: AgreementRow, now: AgreementState, day: date) -> list[AgreementChangeRow]:
    """Version 1 comes into force as it is; after a revision what was proposed is carried out."""
    changes = put_into_force(ask.unit, row) if now is AgreementState.UNDER_REVISION else []
    if changes or now is not AgreementState.UNDER_REVISION:
        row.in_force_on = day
    measures = measures_of(ask.session, row.id or 0)
    hearing = [*(one.organisation for one in parties_of(ask.session, row.id or 0)), *(one.owner for one in measures)]
    for slug in dict.fromkeys(hearing):
        if slug != ask.actor.organisation:
            ask.unit.send("agreement-in-force", slug, {"agreement": str(row.id), "version": str(row.version)})
    return changes
