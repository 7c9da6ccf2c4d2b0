"""What people call agreements and measures: «Midtvik», T1.2, «Midtvik T1.2», T1.2 v3."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.agreements.agreements import AgreementState, bare_measure_number, expired, measure_number
from domain.errors import Choice, UserError
from domain.organisations import Kind, Organisation, fold, named_in
from domain.permissions import About, Act, decide
from handlers.core.agreement_wording import agreement_name, change_text, measure_state
from handlers.core.context import CommandContext
from handlers.core.wording import capital
from handlers.lookup.names import organisation_from
from handlers.lookup.reading import Reader, reads_need
from handlers.texts import say
from storage.agreements.agreements import (
    NamedMeasure,
    agreement_holding,
    agreement_of,
    agreements,
    contributors_of,
    measure_called,
    measures_called,
    parties_of,
    takes_part,
)
from storage.agreements.changes import NEED
from storage.tables import AgreementChangeRow, AgreementRow, MeasureRow

_ANOTHER = re.compile(r"\s*(?:(?:,|&|og\b|and\b)\s*)?T\d", re.IGNORECASE)
_VERSION = re.compile(r"(?:^|\s+)v(\d{1,9})(?=\s|$)")
_MOST_CHOICES = 5


def may_read(context: CommandContext, agreement: AgreementRow) -> bool:
    """Whether the asker may read it: KS, the agencies, its county, and whoever takes part in it."""
    verdict = decide(Act.READ_COUNTY, context.actor, About(county=agreement.county))
    return verdict.allowed or takes_part(context.session, agreement, context.actor.organisation)


def require_reading(context: CommandContext, agreement: AgreementRow) -> None:
    """Go on only for those who may read it. Raises UserError."""
    if not may_read(context, agreement):
        context.require(Act.READ_COUNTY, About(county=agreement.county))


def readable_agreements(context: CommandContext) -> list[AgreementRow]:
    """Every county's newest agreement that the asker may read, by the counties' names."""
    found = [row for row in agreements(context.session) if may_read(context, row)]
    return sorted(found, key=lambda row: context.short(row.county))


def split_county(context: CommandContext, text: str) -> tuple[Organisation | None, str]:
    """The county a text begins with, if it does, and the rest."""
    counties = [one for one in context.directory.organisations.values() if one.kind is Kind.COUNTY]
    if not text or named_in(text, counties) is None:
        return None, text
    return organisation_from(context, text)


_SECOND_WORDS: Mapping[str, tuple[str, ...]] = {
    "avtale ny": ("ny", "new"),
    "avtale mål": ("mål", "goal"),
    "avtale tiltak": ("tiltak", "measure"),
    "avtale endre": ("endre", "change", "edit"),
    "avtale fjern": ("fjern", "remove"),
    "avtale status": ("status",),
    "avtale statusark": ("statusark", "sheet"),
    "avtale": ("vis", "show"),
}
"""Command → its second word, which may come after the county («avtale Agder statusark»)."""
_LONGEST_COUNTY = 4
"""Words of a county's name at most («Møre og Romsdal fylkeskommune»)."""


def delegates_to(words: str) -> str:
    """The command of «Agder statusark» and «Møre og Romsdal tiltak T1.2: …»."""
    tokens = words.split()[1 : _LONGEST_COUNTY + 1]
    return next((found for found in map(_command_of, tokens) if found), "").removesuffix("avtale")


def _command_of(token: str) -> str:
    return next((name for name, words in _SECOND_WORDS.items() if fold(token) in map(fold, words)), "")


def split_second(context: CommandContext, text: str, command: str) -> tuple[Organisation | None, str]:
    """The county a text begins with, and the rest without the command's own second word after it."""
    county, rest = split_county(context, text)
    first, _, after = rest.partition(" ")
    return county, after.strip() if county and _command_of(first) == command else rest


def own_agreement(context: CommandContext, text: str, command: str) -> tuple[AgreementRow, str]:
    """The agreement to be changed: of the county named first, else of the asker's own; and the rest of the text.

    command: whose second word may stand after the county.

    Raises UserError when there is none, or when the asker may not change it.
    """
    county, rest = split_second(context, text, command)
    slug = county.slug if county else context.actor.organisation
    if context.organisation(slug).kind is not Kind.COUNTY:
        raise UserError("agreements.county-only")
    context.require(Act.EDIT_AGREEMENT, About(county=slug))
    agreement = agreement_of(context.session, slug)
    if agreement is None:
        raise UserError("agreements.none", {"county": context.short(slug)})
    return agreement, rest


def is_expired(context: CommandContext, agreement: AgreementRow) -> bool:
    """Whether its term is over; a draft's isn't."""
    return agreement.state is not AgreementState.DRAFT and expired(agreement.ends, context.today)


def name_of(context: CommandContext, agreement: AgreementRow) -> str:
    """What the agreement is called, with a capital letter."""
    return capital(agreement_name(context.language, agreement, context.directory))


def change_line(reader: Reader, language: str, county: str, change: AgreementChangeRow) -> str:
    """A change of a county's agreement in words; what a closed item gave rise to, only to those who read the item."""
    if change.field == NEED and not reads_need(reader, county, change.new):
        return say(language, "agreements.change-need", text=say(language, "followups.from-closed"))
    return change_text(language, change, reader.directory)


# -- measures ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AgreementReference:
    """A measure somebody speaks of, its agreement, and what was said after it. `version`: the button's, or None."""

    agreement: AgreementRow
    row: MeasureRow
    rest: str
    version: int | None

    @property
    def about(self) -> About:
        """Whom it concerns, for the table of permissions."""
        return About(county=self.agreement.county, owner=self.row.owner)


def is_measure(context: CommandContext, text: str) -> bool:
    """Whether a text begins with a measure's number, a county's name before it or not."""
    return measure_number(split_county(context, text.strip())[1]) is not None


def measure_from(context: CommandContext, text: str) -> AgreementReference:
    """The measure a text begins with («T1.2 …», «Midtvik T1.2 v3 …»), and the rest.

    Without a county it is one of the asker's own county; for an agency one it owns, else one it contributes to, else
    one of an agreement it is a party to; for KS any. Raises UserError, with choices when several fit.
    """
    county, rest = split_county(context, text.strip())
    found = bare_measure_number(rest)
    if found is None:
        raise UserError("measures.which" if not text else "measures.unknown", {"typed": text[:60]}, span=text)
    number, end = found
    if _ANOTHER.match(rest, end):
        raise UserError("measures.unknown", {"typed": text[:60]}, span=text)  # never half of it
    row = _in_county(context, county.slug, number) if county else _own(context, number, rest[:end])
    agreement = agreement_holding(context.session, row)
    require_reading(context, agreement)
    version = _VERSION.match(rest[end:])
    after = rest[end + version.end() :] if version else rest[end:]
    return AgreementReference(agreement, row, after.lstrip(" :,"), int(version[1]) if version else None)


def _in_county(context: CommandContext, county: str, number: str) -> MeasureRow:
    agreement = agreement_of(context.session, county)
    if agreement is None:
        context.require(Act.READ_COUNTY, About(county=county))  # that there is none is theirs to know, too
        raise UserError("agreements.none", {"county": context.short(county)})
    require_reading(context, agreement)  # before anything is said of what it holds
    row = measure_called(context.session, agreement.id, number)
    if row is None or row.removed_on is not None:
        raise UserError("measures.none-such", {"number": number, "county": context.short(county)})
    return row


def _own(context: CommandContext, number: str, typed: str) -> MeasureRow:
    """The measure of this number that is meant when no county was named."""
    own = context.actor.organisation
    if context.actor.kind is Kind.COUNTY and agreement_of(context.session, own) is not None:
        return _in_county(context, own, number)
    newest = [row.id for row in readable_agreements(context)]
    there = measures_called(context.session, number, newest)
    found = _nearest(context, there)
    if not found:
        raise UserError("measures.none-own", {"number": number})
    if len(found) > 1:
        counties = sorted(context.short(one.county) for one in found)
        raise UserError(
            "measures.which-county",
            {"number": number, "counties": ", ".join(counties)},
            span=typed,
            choices=tuple(Choice(f"{county} {number}") for county in counties[:_MOST_CHOICES]),
        )
    return found[0].row


def _nearest(context: CommandContext, there: list[NamedMeasure]) -> list[NamedMeasure]:
    """Those the asker's organisation owns; else those it contributes to; else those of its agreements, for KS all."""
    own = context.actor.organisation
    helping = contributors_of(context.session, [one.row.id for one in there])
    return (
        [one for one in there if one.row.owner == own]
        or [one for one in there if own in helping.get(one.row.id, ())]
        or _in_own_agreements(context, there)
    )


def _in_own_agreements(context: CommandContext, there: list[NamedMeasure]) -> list[NamedMeasure]:
    return there if context.actor.kind is Kind.KS else [one for one in there if _is_party(context, one)]


def _is_party(context: CommandContext, one: NamedMeasure) -> bool:
    """Whether the asker's organisation is a party to its agreement."""
    parties = parties_of(context.session, one.row.agreement_id)
    return any(party.organisation == context.actor.organisation for party in parties)


def check_fresh(context: CommandContext, meant: AgreementReference) -> None:
    """A button made before the measure changed explains instead of acting. Raises UserError with a way on."""
    if meant.version is not None and meant.version != meant.row.version:
        _, word = measure_state(context.language, meant.row, context.today)
        raise UserError(
            "measures.stale",
            {"number": meant.row.number, "state": word},
            span=f"v{meant.version}",
            choices=(Choice(f"v{meant.row.version}", "buttons.anyway"),),
        )
