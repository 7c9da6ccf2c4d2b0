"""What falls in under an agenda's items by itself: open follow-ups, and what was done since last time."""

from domain.meetings import Meeting
from domain.permissions import About, Act, decide
from handlers.ask import Ask
from handlers.wording import follow_up_name
from storage.agenda import previous_day
from storage.followups import done_between, open_follow_ups, times_postponed
from storage.tables import FollowUpRow


def open_points(ask: Ask, county: str | None, *, all_of_them: bool) -> tuple[list[str], int]:
    """The open follow-ups of a county (None: the national level) that the asker may read, and how many they may not."""
    rows = open_follow_ups(ask.session, counties=[county])
    known = [row for row in rows if all_of_them or _may_read(ask, row)]
    often = times_postponed(ask.session, [row.id or 0 for row in known])
    return [open_line(ask, row, often.get(row.id or 0, 0)) for row in known], len(rows) - len(known)


def open_line(ask: Ask, row: FollowUpRow, often: int) -> str:
    """«O-2 Skisse testfasilitet (Siva), frist 15.12.2026, utsatt 2 ganger»."""
    line = ask.say("agenda.open-line", name=follow_up_name(row), owner=ask.short(row.owner), day=row.due)
    return f"{line}, {ask.say('agenda.postponed-times', n=often)}" if often else line


def done_since(ask: Ask, meeting: Meeting) -> list[str]:
    """Follow-ups their owners have finished since the body's meeting before, and no meeting has taken note of."""
    rows = done_between(ask.session, meeting.county, previous_day(ask.session, meeting), meeting.day or ask.today)
    return [
        ask.say("agenda.done-line", name=follow_up_name(row), owner=ask.short(row.owner), day=row.done_on)
        for row in rows
    ]


def _may_read(ask: Ask, row: FollowUpRow) -> bool:
    return decide(Act.READ_COUNTY, ask.actor, About(county=row.county, owner=row.owner)).allowed
