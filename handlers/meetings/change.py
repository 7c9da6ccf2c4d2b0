"""`møte endre`: place, time, link, theme and audiences, in a line or in a form."""

import re

from domain.errors import UserError, in_field
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import BEFORE_MEETING, State
from domain.organisations import fold
from handlers.cards import Card, Field, FieldKind, Form
from handlers.core.context import CommandContext
from handlers.core.field_text import check_parted, parted
from handlers.core.wording import capital
from handlers.lookup.meetings import date_notes, manage, name_of, told_parties
from handlers.lookup.names import check_version, meeting_from
from handlers.meetings.day_and_time import end_notes, read_time
from handlers.meetings.facts import changed
from handlers.meetings.new import checked
from handlers.texts import time_text
from storage.tables import MeetingRow

_FIELDS = {
    "sted": "place", "stad": "place", "place": "place",
    "lenke": "link", "lenkje": "link", "link": "link",
    "tema": "theme", "theme": "theme",
    "partnerskap": "partnership", "partnarskap": "partnership", "partnership": "partnership",
    "målgrupper": "audiences", "målgruppe": "audiences", "audiences": "audiences", "audience": "audiences",
    "politisk organ": "political_body", "political body": "political_body",
}  # fmt: skip
_YES = ("ja", "yes", "med", "x")
_NO = ("nei", "no", "uten", "utan", "without", "ingen", "")
_VERSION = re.compile(r"^v(\d{1,9})$")
_TIMES = ("tid", "time", "klokkeslett")
_TIME_WORD = re.compile(r"^(?:tid|time|klokkeslett)\b\s*:?\s*|(?=kl\b)", re.IGNORECASE)
_PIECES = re.compile(r"(;\s*|\n)")
_TIME_AFTER = re.compile(r"\s*[,.]\s*(?=(?:kl\.?|klokk[ae]n?)\s*\d)", re.IGNORECASE)
"""Where a time follows a place: «Oslo, kl. 10»."""


def change_meeting(context: CommandContext) -> Card:
    """Change place, time, link, theme or audiences: «møte endre N-2027-V sted: Oslo; kl. 10», or a form."""
    row, meeting, rest = meeting_from(context, context.words)
    manage(context, meeting.kind, row.organisation)
    if meeting.state is State.CANCELLED:
        raise UserError("meetings.is-cancelled", {"ref": row.ref})
    if meeting.state not in BEFORE_MEETING:
        raise UserError("meetings.already", {"ref": row.ref, "state": row.state})
    made = _VERSION.match(rest)
    if not context.fields and (made or not rest):
        return _form(context, row, meeting)
    before = (row.at, row.place, row.link)
    notes: list[str] = []
    if context.fields:
        check_version(int(made[1]) if made else None, row.version)
        notes += _from_form(context, row)
    else:
        check_parted(context, rest, _parted(rest), row.ref)
        for piece in _PIECES.split(rest)[::2]:
            notes += _change(context, row, piece.strip())
    told = told_parties(context, meeting) if (row.at, row.place, row.link) != before else []
    return changed(context, row, meeting, told, *notes)


def _parted(text: str) -> str:
    """The line's fields with semicolons between them; a time after a place is one too."""
    pieces = _PIECES.split(parted(text, (*_FIELDS, *_TIMES)))
    return "".join(_TIME_AFTER.sub("; ", piece) if _is_place(piece) else piece for piece in pieces)


def _is_place(piece: str) -> bool:
    return _FIELDS.get(piece.partition(":")[0].strip().casefold()) == "place"


def _change(context: CommandContext, row: MeetingRow, piece: str) -> list[str]:
    """Take one piece of a line; what to say beside it. Raises UserError."""
    if word := _TIME_WORD.match(piece):
        return _set_time(context, row, piece[word.end() :])
    name, colon, value = piece.partition(":")
    field = _FIELDS.get(name.strip().casefold())
    if field is None or not colon:
        raise UserError("meetings.change-needs", {"ref": row.ref})
    _set(context, row, field, value.strip())
    return []


def _set_time(context: CommandContext, row: MeetingRow, typed: str) -> list[str]:
    hours = read_time(typed)
    row.at = hours.start
    return date_notes(context, end_notes(hours))


def _set(context: CommandContext, row: MeetingRow, field: str, value: str) -> None:
    """Write one field. Raises UserError for what can't stand in it."""
    if field == "partnership":
        row.partnership = _partnership(row, value)
    elif field == "audiences":
        row.partnership = _in_audiences(row, value)
    elif field == "link" and value and not re.fullmatch(r"https://\S{3,490}", value):
        raise UserError("meetings.link-unknown", {"typed": value[:60]}, field_name="link")
    elif field == "link":
        row.link = value
    else:
        setattr(row, field, checked(context, "theme" if field == "political_body" else field, value))


def _partnership(row: MeetingRow, value: str) -> bool:
    said = value.casefold().strip(" .")
    if said not in (*_YES, *_NO):
        raise UserError("meetings.audience-unknown", {"typed": value[:60], "ref": row.ref}, span=value)
    return said in _YES


def _in_audiences(row: MeetingRow, value: str) -> bool:
    """Whether the partnership is among the audiences that are listed; the administration always is."""
    found = False
    for piece in re.split(r",|\s+(?:og|and)\s+", value):
        name = fold(piece.strip(" ."))
        if re.match(r"(?:det regionale |the |regional )*partn[ae]r", name):
            found = True
        elif not name.startswith("administra"):
            raise UserError("meetings.audience-unknown", {"typed": piece.strip()[:60], "ref": row.ref}, span=value)
    return found


def _form(context: CommandContext, row: MeetingRow, meeting: Meeting) -> Card:
    title = context.say("meetings.form-change-title")
    fields = [
        Field(
            "time", context.say("meetings.form-time"), value=time_text(row.at, "nb") if row.at else "", required=False
        ),
        Field("place", context.say("meetings.form-place"), value=row.place, required=False),
        Field("link", context.say("meetings.fact-link"), value=row.link, required=False),
        Field("theme", context.say("meetings.form-theme"), value=row.theme, required=False),
    ]
    if meeting.kind is MeetingKind.REGIONAL and meeting.season is Season.SPRING:
        choices = (("ja", capital(context.say("meetings.audience-partnership"))),)
        value = "ja" if row.partnership else ""
        label = context.say("meetings.fact-audience")
        fields.append(Field("partnership", label, FieldKind.CHOICES, value, choices, required=False))
    line, submit = f"møte endre {row.ref} v{row.version}", context.say("meetings.form-submit")
    form = Form(line, title, tuple(fields), submit, intro=capital(name_of(context, meeting)))
    return Card(title=title, form=form, language=context.language)


def _from_form(context: CommandContext, row: MeetingRow) -> list[str]:
    """Take the form as it was filled in; an emptied field is emptied."""
    notes: list[str] = []
    for field in ("place", "link", "theme", "partnership"):
        if field in context.fields:
            with in_field(field):
                _set(context, row, field, context.fields[field])
    if context.fields.get("time"):
        notes = _set_time(context, row, context.fields["time"])
    elif "time" in context.fields:
        row.at = None
    return notes
