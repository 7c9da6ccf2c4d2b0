"""`møte endre`: place, time, link, theme and audiences, in a line or in a form."""

import re

from domain.errors import UserError, in_field
from domain.lengths import check
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import BEFORE_MEETING, State
from domain.organisations import fold
from handlers.cards import Card, Field, FieldKind, Form
from handlers.core.context import CommandContext
from handlers.core.field_text import before_field, check_parted, parted
from handlers.core.wording import capital
from handlers.lookup.meetings import manage, name_of, told_parties
from handlers.lookup.names import check_version, meeting_from
from handlers.meetings.day_and_time import end_notes, read_time
from handlers.meetings.facts import changed_card
from handlers.texts import time_text
from storage.meetings.meetings import MeetingFacts, change_meeting

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
_BEFORE_FIELD = before_field((*_FIELDS, *_TIMES))
_ADDRESS = re.compile(r"https://\S{3,490}")
_NAMES = re.compile(r",|(?<!\s)\s+(?:og|and)\s+")
_PARTNERSHIP = re.compile(r"(?:det regionale |the |regional )*partn[ae]r")
_TIME_WORD = re.compile(r"^(?:tid|time|klokkeslett)\b\s*:?\s*|(?=kl\b)", re.IGNORECASE)
_PIECES = re.compile(r"(;\s*|\n)")
_TIME_AFTER = re.compile(r"(?<![\s,.])[\s,.]*[,.]\s*(?=(?:kl\.?|klokk[ae]n?)\s*\d)", re.IGNORECASE)
"""Where a time follows a place: «Oslo, kl. 10»."""


def change_details(context: CommandContext) -> Card:
    """Change place, time, link, theme or audiences: «møte endre N-2027-V sted: Oslo; kl. 10», or a form.

    Raises UserError: nothing said to change, unknown audiences, a link that isn't https, the meeting cancelled or over.
    """
    meeting, rest = meeting_from(context, context.words)
    manage(context, meeting.kind, meeting.organisation)
    if meeting.state is State.CANCELLED:
        raise UserError("meetings.is-cancelled", {"ref": meeting.ref})
    if meeting.state not in BEFORE_MEETING:
        raise UserError("meetings.already", {"ref": meeting.ref, "state": meeting.state.value})
    made = _VERSION.match(rest)
    if not context.fields and (made or not rest):
        return _form(context, meeting)
    if context.fields:
        check_version(int(made[1]) if made else None, meeting.version)
        facts, notes = _from_form(context, meeting)
    else:
        check_parted(context, rest, _parted(rest), meeting.ref)
        facts, notes = _from_line(context, meeting, rest)
    changed = change_meeting(context.unit, meeting, **facts)
    matters = (changed.at, changed.place, changed.link) != (meeting.at, meeting.place, meeting.link)
    return changed_card(context, changed, told_parties(context, meeting) if matters else [], *notes)


def _parted(text: str) -> str:
    """The line's fields with semicolons between them; a time after a place is one too."""
    pieces = _PIECES.split(parted(text, _BEFORE_FIELD))
    return "".join(_TIME_AFTER.sub("; ", piece) if _is_place(piece) else piece for piece in pieces)


def _is_place(piece: str) -> bool:
    return _FIELDS.get(piece.partition(":")[0].strip().casefold()) == "place"


def _from_line(context: CommandContext, meeting: Meeting, text: str) -> tuple[MeetingFacts, list[str]]:
    """The facts that the pieces of a line change, and what to say beside them. Raises UserError."""
    facts, notes = MeetingFacts(), list[str]()
    for typed in _PIECES.split(text)[::2]:
        piece = typed.strip()
        if word := _TIME_WORD.match(piece):
            hours = read_time(piece[word.end() :])
            facts["at"] = hours.start
            notes += context.date_notes(end_notes(hours))
            continue
        name, colon, value = piece.partition(":")
        field = _FIELDS.get(name.strip().casefold())
        if field is None or not colon:
            raise UserError("meetings.change-needs", {"ref": meeting.ref})
        facts |= _fact(meeting, field, value.strip())
    return facts, notes


def _fact(meeting: Meeting, field: str, value: str) -> MeetingFacts:
    """One field as the fact it is. Raises UserError for what can't stand in it."""
    match field:
        case "partnership":
            return {"partnership": _partnership(meeting, value)}
        case "audiences":
            return {"partnership": _in_audiences(meeting, value)}
        case "link":
            return {"link": _link(value)}
        case "political_body":
            return {"political_body": check("meeting:political_body", value)}
        case "place":
            return {"place": check("meeting:place", value, "place")}
        case _:
            return {"theme": check("meeting:theme", value, "theme")}


def _link(value: str) -> str:
    check("meeting:link", value, "link")
    if value and not _ADDRESS.fullmatch(value):
        raise UserError("meetings.link-unknown", {"typed": value[:60]}, field_name="link")
    return value


def _partnership(meeting: Meeting, value: str) -> bool:
    said = value.casefold().strip(" .")
    if said not in (*_YES, *_NO):
        raise UserError("meetings.audience-unknown", {"typed": value[:60], "ref": meeting.ref}, span=value)
    return said in _YES


def _in_audiences(meeting: Meeting, value: str) -> bool:
    """Whether the partnership is among the audiences that are listed; the administration always is."""
    found = False
    for piece in _NAMES.split(value):
        name = fold(piece.strip(" ."))
        if _PARTNERSHIP.match(name):
            found = True
        elif not name.startswith("administra"):
            raise UserError("meetings.audience-unknown", {"typed": piece.strip()[:60], "ref": meeting.ref}, span=value)
    return found


def _form(context: CommandContext, meeting: Meeting) -> Card:
    title = context.say("meetings.form-change-title")
    fields = [
        Field(
            "time",
            context.say("meetings.form-time"),
            value=time_text(meeting.at, "nb") if meeting.at else "",
            required=False,
            limit="time",
        ),
        Field("place", context.say("meetings.form-place"), value=meeting.place, required=False, limit="meeting:place"),
        Field("link", context.say("meetings.fact-link"), value=meeting.link, required=False, limit="meeting:link"),
        Field("theme", context.say("meetings.form-theme"), value=meeting.theme, required=False, limit="meeting:theme"),
    ]
    if meeting.kind is MeetingKind.REGIONAL and meeting.season is Season.SPRING:
        choices = (("ja", capital(context.say("meetings.audience-partnership"))),)
        value = "ja" if meeting.partnership else ""
        label = context.say("meetings.fact-audience")
        fields.append(Field("partnership", label, FieldKind.CHOICES, value, choices, required=False))
    line, submit = f"møte endre {meeting.ref} v{meeting.version}", context.say("meetings.form-submit")
    form = Form(line, title, tuple(fields), submit, intro=capital(name_of(context, meeting)))
    return Card(title=title, form=form, language=context.language)


def _from_form(context: CommandContext, meeting: Meeting) -> tuple[MeetingFacts, list[str]]:
    """The facts as the form was filled in, and what to say beside them; an emptied field is emptied.

    Raises UserError with the field.
    """
    facts, notes = MeetingFacts(), list[str]()
    for field in ("place", "link", "theme", "partnership"):
        if field in context.fields:
            with in_field(field):
                facts |= _fact(meeting, field, context.fields[field])
    if context.fields.get("time"):
        hours = read_time(context.fields["time"])
        facts["at"] = hours.start
        notes = context.date_notes(end_notes(hours))
    elif "time" in context.fields:
        facts["at"] = None
    return facts, notes
