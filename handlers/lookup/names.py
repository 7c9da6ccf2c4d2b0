"""What people call things: meetings («regionalt vårmøte i Agder», N-2027-V), follow-ups (O-12), organisations."""

import re

from domain.errors import Choice, UserError
from domain.followups import CLOSED
from domain.meetings.meetings import Meeting, MeetingKind, Season, ref_of
from domain.meetings.steps import State
from domain.meetings.year import has_been, is_coming, when
from domain.organisations import Kind, Organisation, after_name, fold, named_in
from handlers.core.context import CommandContext
from handlers.core.meeting_words import MeetingReference, read_meeting_words
from handlers.lookup.choices import which_follow_up, which_meeting
from handlers.lookup.reading import reads_follow_up
from storage.followups.followups import follow_up
from storage.meetings.meetings import meeting_called, meetings_like, refs_of_year
from storage.tables import FollowUpRow
from storage.unit_of_work.numbers import go_on_from

_FOLLOW_UP = re.compile(r"O-?\s?(\d{1,9})(?![\w-]|[.,]\d)(?:\s+v(\d{1,9})(?=\s|$))?", re.IGNORECASE)
_NAME_ENDS = re.compile(r"[:,]")
_ANOTHER = re.compile(r"\bO-\d", re.IGNORECASE)
_VERSION = re.compile(r"\b(?:bekreft|stadfest|confirm)(\s+v(\d{1,9}))$", re.IGNORECASE)


def split_version(words: str) -> tuple[str, int | None]:
    """«N-2027-V bekreft v3» → («N-2027-V bekreft», 3): the version a button was made from."""
    found = _VERSION.search(words)
    return (words[: found.start(1)], int(found[2])) if found else (words, None)


def nothing_more(rest: str) -> None:
    """A command that acts refuses what it hasn't understood: nothing is guessed away. Raises UserError."""
    if rest.strip(" .,;!?"):
        raise UserError("common.left-over", {"typed": rest[:60]}, span=rest)


def check_version(version: int | None, now: int) -> None:
    """A button made from an older version explains instead of acting. Raises UserError."""
    if version is not None and version != now:
        raise UserError("common.stale")


def meeting_from(context: CommandContext, text: str, *, past: bool = False) -> tuple[Meeting, str]:
    """The meeting a text begins with, and the rest of it. `past`: prefer the one last held over the next one.

    Raises UserError when it names none or several.
    """
    counties = [one for one in context.directory.organisations.values() if one.kind is Kind.COUNTY]
    called = read_meeting_words(text, counties)
    if not called.anything:
        raise (UserError("meetings.unknown", {"typed": text[:60]}, span=text) if text else which_meeting(context))
    if called.ref:
        found = meeting_called(context.session, called.ref)
    else:
        found = _nearest(context, _candidates(context, called), past=past)
    if found is None:
        raise UserError("meetings.none-such", {"typed": text[: len(text) - len(called.rest)].strip()[:60]})
    return found, called.rest


def _candidates(context: CommandContext, called: MeetingReference) -> list[Meeting]:
    """The meetings that the words fit. Raises UserError for a regional one of no county."""
    kind, own = called.kind, context.actor.kind is Kind.COUNTY
    if kind is None:
        kind = MeetingKind.REGIONAL if called.county or own else MeetingKind.NATIONAL
    if kind is not MeetingKind.REGIONAL:
        return meetings_like(context.session, kind, None, called.season, called.year)
    county = called.county or (context.actor.organisation if own else None)
    if county is None:
        raise UserError("meetings.which-county")
    return meetings_like(context.session, kind, county, called.season, called.year)


def _nearest(context: CommandContext, meetings: list[Meeting], *, past: bool) -> Meeting | None:
    """The next one to come, or with `past` the last one that has been; None: there are none.

    One that never got a date and whose half-year is over can't come any more.
    """
    ahead = [one for one in meetings if is_coming(one, context.today)]
    been = [one for one in meetings if has_been(one, context.today) and one.state is not State.CANCELLED]
    if past and been:
        return max(been, key=when)
    if ahead:
        return min(ahead, key=when)
    return max(meetings, key=lambda one: (one.year, one.day or context.today), default=None)


def new_ref(context: CommandContext, kind: MeetingKind, season: Season, year: int, organisation: str) -> str:
    """The name a new meeting gets: the half-year's, or a steering meeting's next number."""
    if kind is MeetingKind.STEERING:
        held = refs_of_year(context.session, kind, year)
        number = max((int(ref.rsplit("-", 1)[1]) for ref in held), default=0)
        number = max(number, go_on_from(context.session, f"meeting steering {year}")) + 1
        return ref_of(kind, season, year, str(number))
    return ref_of(kind, season, year, context.organisation(organisation).number)


def follow_up_from(context: CommandContext, text: str) -> tuple[FollowUpRow, str]:
    """The follow-up a text begins with («O-12 …»), and the rest. Raises UserError.

    One that the asker may not read is to them not there, whatever else was said of it.
    """
    found = _FOLLOW_UP.match(text.strip())
    if not found:
        raise UserError("followups.unknown", {"typed": text[:60]}, span=text) if text else which_follow_up(context)
    row = follow_up(context.session, int(found[1]))
    if row is None or not reads_follow_up(context, row):
        raise UserError("followups.none-such", {"number": int(found[1])})
    if found[2] and int(found[2]) != row.version and row.state not in CLOSED:
        raise UserError(
            "followups.stale",
            {"number": row.id, "text": row.text, "day": row.due},
            span=f"v{found[2]}",
            choices=(Choice(f"v{row.version}", "buttons.anyway"),),
        )
    return row, text.strip()[found.end() :].strip(" :,")


def one_at_a_time(words: str, rest: str) -> None:
    """Refuse «ferdig O-12 og O-13» rather than do half of it. Raises UserError."""
    if _ANOTHER.search(rest):
        raise UserError("followups.unknown", {"typed": words[:60]}, span=words)


def is_follow_up(text: str) -> bool:
    """Whether a text begins with the short id of a follow-up."""
    return bool(_FOLLOW_UP.match(text.strip()))


def organisation_from(context: CommandContext, text: str) -> tuple[Organisation, str]:
    """The organisation a text begins with, and the rest after its name. Raises UserError with likely ones."""
    organisations = [one for one in context.directory.organisations.values() if one.valid_on(context.today)]
    found = named_in(text, organisations)
    if found is None:
        typed = _NAME_ENDS.split(text, 1)[0].strip()
        facts = {"typed": typed[:60] or text[:60]}
        raise UserError("common.unknown-organisation", facts, span=typed, choices=near_organisations(context, typed))
    return found, after_name(text, found).strip(" :,")


def near_organisations(context: CommandContext, typed: str) -> tuple[Choice, ...]:
    """The organisations whose names are spelt nearly like this, as choices."""
    import difflib  # noqa: PLC0415 - only when something was misspelt

    names = {
        fold(one.short): one.short for one in context.directory.organisations.values() if one.valid_on(context.today)
    }
    return tuple(Choice(names[name]) for name in difflib.get_close_matches(fold(typed), names, n=3, cutoff=0.6))
