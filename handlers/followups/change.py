"""`oppfølging endre`: another text, owner or date, one or several at once."""

import difflib
import re

from domain.dates.parse import parse_date
from domain.errors import UserError
from domain.lengths import check
from domain.permissions import About, Act
from handlers.cards import Card
from handlers.core.context import CommandContext
from handlers.core.field_text import before_field, check_parted, parted
from handlers.core.wording import follow_up_name, is_meaningful
from handlers.followups.show import follow_up_card, still_open
from handlers.lookup.follow_up_line import BECAUSE, check_giver, checked_text
from handlers.lookup.names import follow_up_from, nothing_more, organisation_from
from storage.followups import changes
from storage.tables import FollowUpRow

FIELDS = {
    "ansvarlig": "owner", "ansvarleg": "owner", "owner": "owner",
    "tekst": "text", "text": "text",
    "frist": "due", "due": "due",
}  # fmt: skip
"""The word for a field in a line → the field."""
_NEXT = re.compile(rf"(?<![\s;])[\s;]*[;\n][^\S\n]*(?=(?:{'|'.join(FIELDS)})\s*:)", re.IGNORECASE)
"""Where another field begins: a semicolon before anything else belongs to the text."""
_LIKE_FIELD = re.compile(r"[;\n][^\S\n]*([^\s;:]+)[^\S\n]*:")
_BEFORE_FIELD = before_field(FIELDS)


def change_follow_up(context: CommandContext) -> Card:
    """Change text, owner or date: «oppfølging endre O-12 ansvarlig: Innovasjon Norge; tekst: levere skisse».

    Raises UserError: nothing said to change, a field said twice, a new date without a reason.
    """
    row, rest = follow_up_from(context, context.words)
    context.require(Act.CHANGE_FOLLOW_UP, About(county=row.county, owner=row.owner))
    still_open(row)
    check_parted(context, rest, parted(rest, _BEFORE_FIELD), f"O-{row.id}")
    before = row.owner
    for field, value in _fields(row, rest).items():
        if field == "owner":
            _change_owner(context, row, value)
        elif field == "due":
            _change_due(context, row, value)
        else:
            changes.reword(row, checked_text(context.organisation(row.owner), value))
    changes.count_change(row)
    if row.owner == before != context.actor.organisation:
        context.unit.send("changed", row.owner, {"follow_up": str(row.id), "from": context.actor.organisation})
    return follow_up_card(context, row, context.say("followups.changed", name=follow_up_name(row)))


def _fields(row: FollowUpRow, text: str) -> dict[str, str]:
    """«tekst: levere; ansvarlig: Siva» → fields and values. Raises UserError for what is no field, or nearly one, says
    nothing, or is said twice."""
    found: dict[str, str] = {}
    for piece in _NEXT.split(text):
        name, colon, value = piece.partition(":")
        field = FIELDS.get(name.strip().casefold())
        value = value.strip().rstrip(";").strip()
        if field is None or not colon or not is_meaningful(value) or any(map(_misspelt, _LIKE_FIELD.findall(value))):
            raise UserError("followups.change-needs", {"number": row.id})
        if field in found:
            raise UserError("agreements.field-twice", {"typed": piece.strip()[:60]}, span=piece.strip())
        found[field] = value
    return found


def _misspelt(word: str) -> bool:
    """Whether a word with a colon after a semicolon was meant as a field's name: «ansvarlg:»."""
    return bool(difflib.get_close_matches(word.casefold(), FIELDS, cutoff=0.8))


def _change_owner(context: CommandContext, row: FollowUpRow, value: str) -> None:
    """Somebody else is to do it: the new owner and the one before are told.

    Raises UserError: it is no one party, or another county, which only KS may ask.
    """
    owner, rest = organisation_from(context, value)
    nothing_more(rest)
    before = row.owner
    if owner.slug == before:
        return
    check_giver(context, row.county, owner)
    changes.hand_over(row, owner.slug)
    context.unit.send("new-follow-up", owner.slug, {"follow_up": str(row.id), "from": context.actor.organisation})
    if before != context.actor.organisation:
        context.unit.send("handed-over", before, {"follow_up": str(row.id), "from": context.actor.organisation})


def _change_due(context: CommandContext, row: FollowUpRow, value: str) -> None:
    """«frist: 18.12 fordi styret møtes da»: another date, with its reason. Raises UserError."""
    because = BECAUSE.search(value)
    due = parse_date(value[: because.start()] if because else value, context.dates())
    reason = value[because.end() :].strip(" ,.:;") if because else ""
    if not is_meaningful(reason):
        raise UserError("followups.change-date", {"number": row.id, "day": due.day})
    changes.move_due(context.unit, row, due.day, check("follow_up_date:reason", reason))
