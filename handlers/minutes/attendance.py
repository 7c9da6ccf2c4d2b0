"""Who was at a meeting: organisations present and absent, who spoke for them, and deputies (§ 1, § 2, § 2.1, § 2.2)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.errors import UserError
from domain.lengths import check
from domain.meetings.meetings import Meeting, MeetingKind, Season, step_to
from domain.meetings.steps import BEFORE_MEETING, State, Step
from domain.organisations import Kind, Organisation
from handlers.core.context import CommandContext
from handlers.lookup.meetings import parties_of
from handlers.lookup.names import organisation_from
from storage.meetings.meetings import attendance_rows, change_meeting, note_role, record_attendance, record_step

PRESENT = re.compile(r"(?:til\s+stede?s?|til\s+stades|møtte|present)\s*:?\s*", re.IGNORECASE)
ABSENT = re.compile(r"(?:forfall|fråfall|apologies|absent)\s*:?\s*", re.IGNORECASE)
_DEPUTY = re.compile(r"\b(?:vara(?:medlem|representant)?|deputy)\b(?:\s+(?:for|to))?[\s:,]*", re.IGNORECASE)
_NOBODY = ("ingen", "ingen forfall", "ingen fråfall", "ikkje nokon", "none", "nobody", "no apologies")
_PARTNERSHIP = re.compile(
    r"(?:^|[,;]|\s(?:og|and)\s)\s*(?:det\s+regionale\s+|the\s+)?(?:regional\s+)?"
    r"(?:partnerskap(?:et)?|partnarskap(?:et)?|partnership)\s*(?=[,;.]|$|\s(?:og|and)\s)",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[;\n]")
_BETWEEN = re.compile(r"[()]|[,;]|(?<!\s)\s+(?:og|and)\s+(?!romsdal)", re.IGNORECASE)
"""Brackets, and what stands between two who are listed."""


@dataclass(frozen=True, slots=True)
class Attended:
    """Who was said to be there and who not, each with what stood in brackets; whether the partnership was there."""

    present: list[tuple[Organisation, str]]
    absent: list[tuple[Organisation, str]]
    partnership: bool = False


def listed(context: CommandContext, text: str) -> list[tuple[Organisation, str]]:
    """«KS, Siva (vara: avdelingsleder) og Agder»: each with what stands in brackets. Raises UserError."""
    found = []
    for piece in _apart(text):
        name, bracket, role = piece.partition("(")
        name = name.strip(" .;")
        if not name:
            continue
        organisation, more = organisation_from(context, name)
        if more:
            raise UserError("common.unknown-organisation", {"typed": name[:60]}, span=name)
        found.append((organisation, role.rstrip(" ).") if bracket else ""))
    return found


def _apart(text: str) -> list[str]:
    """The text cut at commas, semicolons and «og», but not inside brackets: where the next bracket closes one."""
    pieces, end, inside = [], len(text), False
    for sign in reversed(list(_BETWEEN.finditer(text))):
        if sign[0] in "()":
            inside = sign[0] == ")"
        elif not inside:
            pieces.append(text[sign.end() : end])
            end = sign.start()
    return [text[:end], *reversed(pieces)]


def is_nobody(text: str) -> bool:
    """Whether a text says that nobody is meant: «ingen»."""
    return text.casefold().strip(" .:") in _NOBODY


def read_attendance(context: CommandContext, meeting: Meeting, text: str) -> Attended:
    """As `split_attendance`; at a regional spring meeting the partnership may be among those present (§ 2.1).

    Raises UserError.
    """
    gone = ABSENT.search(text)
    here, away = (text[: gone.start()], text[gone.start() :]) if gone else (text, "")
    spring = meeting.kind is MeetingKind.REGIONAL and meeting.season is Season.SPRING
    there = _PARTNERSHIP.sub(",", here) if spring else here
    return Attended(*split_attendance(context, there + away), partnership=there != here)


def split_attendance(
    context: CommandContext, text: str
) -> tuple[list[tuple[Organisation, str]], list[tuple[Organisation, str]]]:
    """«KS, Siva; forfall Innovasjon Norge» → present, absent. Raises UserError."""
    gone = ABSENT.search(text)
    present = listed(context, text[: gone.start()] if gone else text)
    absent = listed(context, text[gone.end() :]) if gone and not is_nobody(text[gone.end() :]) else []
    both = {one.slug for one, _ in present} & {one.slug for one, _ in absent}
    if both:
        raise UserError(
            "minutes.present-and-absent", {"names": ", ".join(context.short(slug) for slug in sorted(both))}
        )
    return present, absent


def everybody(
    context: CommandContext, meeting: Meeting, present: Sequence[Organisation], absent: Sequence[Organisation]
) -> tuple[list[Organisation], list[Organisation]]:
    """The convener was there unless said otherwise; regionally an agency that isn't named wasn't (§ 2)."""
    here, away = list(present), list(absent)
    convener = context.organisation(meeting.organisation)
    if convener not in here and convener not in away:
        here = [convener, *here]
    if meeting.kind is MeetingKind.REGIONAL:
        agencies = context.directory.of_kind(Kind.AGENCY, meeting.day or context.today)
        away += [one for one in agencies if one not in here and one not in away]
    return here, away


def record(context: CommandContext, meeting: Meeting, present: Iterable[str], absent: Iterable[str]) -> None:
    """Keep who was there and who wasn't; whoever is in neither has nothing recorded."""
    there = {**dict.fromkeys(present, True), **dict.fromkeys(absent, False)}
    record_attendance(context.session, meeting.id, there)


def speaker(text: str) -> tuple[str, bool]:
    """«vara for regiondirektør» → («regiondirektør», True): a role, and whether it was a deputy.

    Raises UserError when the role is too long.
    """
    role = _DEPUTY.sub("", text).strip(" ,:;()")
    check("attendance:role", role)
    return role, bool(_DEPUTY.search(text))


def roles_text(context: CommandContext, meeting: Meeting, deputy: str) -> str:
    """«Siva: regiondirektør; Agder: fylkesdirektør (vara)», in the order of the parties. deputy: the word for one."""
    rows, parties = attendance_rows(context.session, meeting.id), parties_of(context, meeting)
    parts = []
    for slug in [*parties, *(other for other in rows if other not in parties)]:
        row = rows.get(slug)
        if row is not None and (row.role or row.deputy):
            said = f"{row.role} ({deputy})" if row.role and row.deputy else row.role or deputy
            parts.append(f"{context.short(slug)}: {said}")
    return "; ".join(parts)


def set_roles(context: CommandContext, meeting: Meeting, text: str) -> None:
    """Keep who spoke for whom, from «Siva: regiondirektør; Agder: fylkesdirektør (vara)». Raises UserError."""
    said: dict[str, tuple[str, bool]] = {}
    for piece in _PIECES.split(text):
        if not piece.strip():
            continue
        name, colon, role = piece.partition(":")
        organisation, more = organisation_from(context, name)
        if not colon or more:
            raise UserError("minutes.roles-needs", {"typed": piece.strip()[:60]})
        said[organisation.slug] = speaker(role)
    rows = attendance_rows(context.session, meeting.id)
    missing = [slug for slug in said if slug not in rows]
    if missing:
        raise UserError("minutes.role-of-absent", {"organisation": context.short(missing[0])})
    for slug, row in rows.items():
        note_role(row, *said.get(slug, ("", False)))


def mark_held(context: CommandContext, meeting: Meeting) -> Meeting:
    """Somebody was there, so the meeting has been held: its day comes from its date. As it was when it is recorded."""
    if meeting.state not in BEFORE_MEETING or meeting.day is None:
        return meeting
    meeting = change_meeting(context.unit, meeting, state=step_to(meeting, State.HELD))
    return record_step(context.unit, meeting, Step.HOLD, meeting.organisation, meeting.day or context.today)
