"""A follow-up in one line: «Siva: levere skisse innen 15.12», «@Siva levere skisse innen 15.12»."""

import re
from dataclasses import dataclass

from domain.dates.parse import ParsedDate, find_date
from domain.errors import UserError
from domain.lengths import check
from domain.organisations import Kind, Organisation, named_in
from domain.permissions import About, Act, decide
from handlers.core.context import CommandContext
from handlers.core.wording import is_meaningful
from handlers.lookup.names import organisation_from
from storage.followups import followups
from storage.tables import FollowUpRow

DUE_WORDS = ("innen", "frist", "før", "senest", "seinast", "innan", "by", "before", "due")
_DEADLINE_WORDS = tuple(word for word in DUE_WORDS if word not in ("før", "before"))
"""Those of them that set a deadline wherever they stand; «før påske» may be part of what is to be done."""
_AND = re.compile(r"^(?:og|and|&|\+)\s+", re.IGNORECASE)
_WORD = re.compile(r"\S+")
BECAUSE = re.compile(r"(?:^|\s)(?:fordi|sidan|because|grunn:|årsak:|reason:)(?:\s+|$)", re.IGNORECASE)
"""The word that leads to a reason."""


_ANOTHER = re.compile(
    r"\b(?:oppfølging\s+nyt?t?|nytt?\s+oppfølging(?:spunkt)?|follow[ -]?up\s+new|new\s+follow[ -]?up)\b",
    re.IGNORECASE,
)
"""The beginning of another line of the kind, where several were pasted as one."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Who is to do what by when, as it was understood."""

    owner: Organisation
    text: str
    due: ParsedDate


def read_noted(context: CommandContext, words: str) -> Noted:
    """The follow-up a line says. Raises UserError: no owner or two, no date, no text."""
    owner, rest = _one_owner(context, words.strip().removeprefix("@"))
    found = find_date(rest, context.dates(), DUE_WORDS)
    if found is None:
        raise UserError("followups.no-date", {"owner": owner.short})
    text = f"{_before_marker(rest[: found.start])}{rest[found.end :]}".strip(" .,;:")
    if _ANOTHER.search(text) or _another_date(context, text):
        raise UserError("followups.one-at-a-time", {"owner": owner.short})
    return Noted(owner, checked_text(owner, text), found.date)


def may_give(context: CommandContext, county: str | None, owner: Organisation) -> bool:
    """Whether an organisation may be given work from a county (None: the national level) by the asker.

    Another county's is KS' to give: a county gives work to itself, to KS and to the agencies.
    """
    about = About(county=county, owner=owner.slug)
    return owner.kind is not Kind.COUNTY or decide(Act.GIVE_COUNTY_WORK, context.actor, about).allowed


def check_giver(context: CommandContext, county: str | None, owner: Organisation) -> None:
    """Go on only when the asker may give work to its owner. Raises UserError with what to type instead."""
    if not may_give(context, county, owner):
        facts = {"owner": owner.short, "own": context.short(context.actor.organisation)}
        raise UserError("followups.other-county", facts, field_name="owner")


def add_follow_up(
    context: CommandContext, noted: Noted, county: str | None, meeting_id: int | None = None
) -> FollowUpRow:
    """Keep a follow-up that was noted. Whoever notes one for their own organisation has taken it on.

    Raises UserError when its owner is another county's to answer for.
    """
    check_giver(context, county, noted.owner)
    return followups.add_follow_up(
        context.unit,
        owner=noted.owner.slug,
        county=county,
        text=noted.text,
        due=noted.due.day,
        taken_on=noted.owner.slug == context.actor.organisation,
        meeting_id=meeting_id,
    )


def checked_text(owner: Organisation, text: str) -> str:
    """The text. Raises UserError when it says nothing, or too much."""
    if not is_meaningful(text):
        raise UserError("followups.no-text", {"owner": owner.short}, field_name="text")
    return check("follow_up:text", text, "text")


def _one_owner(context: CommandContext, words: str) -> tuple[Organisation, str]:
    """The one organisation that is named first, and what it is to do. Raises UserError when a second one is named."""
    head, colon, tail = words.partition(":")
    owner, more = organisation_from(context, head if colon else words)
    second = _AND.sub("", more)
    if second and (colon or second != more) and named_in(second, context.directory.organisations.values()):
        raise UserError("followups.one-owner", {"typed": head[:60]}, span=head)
    if colon and not more:
        return owner, tail.strip()
    return organisation_from(context, words)


def _another_date(context: CommandContext, text: str) -> bool:
    """Whether what is left of the line says a second «innen 15.12»; a date that can't be is one, too."""
    try:
        return find_date(text, context.dates(), _DEADLINE_WORDS) is not None
    except UserError:
        return True


def _before_marker(head: str) -> str:
    """The text without the word («innen») that led to the date."""
    end = len(head)
    for word in reversed(list(_WORD.finditer(head))):
        if word[0].removesuffix(":").casefold() in DUE_WORDS:
            end = word.start()
        elif word[0] != ":":  # «innen :», the colon alone
            break
    return head[:end].rstrip()
