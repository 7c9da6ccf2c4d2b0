"""«Hvilket møte gjelder det?», «Hvilket oppfølgingspunkt?»: the question, with the likeliest answers as choices."""

from collections.abc import Callable

from sqlmodel import col, select

from domain.errors import Choice, UserError
from domain.meetings import BEFORE_MEETING, Meeting, MeetingKind, State
from domain.permissions import About, Act, decide
from handlers.ask import Ask
from handlers.meeting_card import may_edit, name_of, parties_of
from handlers.wording import capital, follow_up_name
from storage.agenda import when
from storage.followups import open_follow_ups
from storage.meetings import with_steps
from storage.minutes import out_for_comments
from storage.tables import FollowUpRow, MeetingRow

MOST = 4
"""Choices under a question."""
_LONGEST = 60
_ANSWERING = ("merknad", "godkjenn")
_READING = ("møte", "saksliste", "referat", "referat vis", "referat forskjell")
_AHEAD: dict[str, tuple[State, ...]] = {
    "datovarsel": (State.DATED,),
    "innkall": (State.DATED, State.SAVED),
    "møte flytt": (State.DATED, State.SAVED, State.CONVENED),
}
"""Commands that only some meetings to come are ready for."""
_GIVERS = ("bortfall", "oppfølging endre", "oppfølging bortfall", "purr")
"""Commands for those a follow-up comes from; all others are for its owner."""


def which_meeting(ask: Ask, *, past: bool = False) -> UserError:
    """The question which meeting. past: one that has been is likelier than one to come."""
    choices = () if ask.words else tuple(_meetings(ask, past=past))
    return UserError("meetings.which", {"command": said(ask)}, choices=choices)


def which_follow_up(ask: Ask) -> UserError:
    """The question which follow-up."""
    return UserError("followups.which", {"command": said(ask)}, choices=follow_up_choices(ask))


def follow_up_choices(ask: Ask) -> tuple[Choice, ...]:
    """The open follow-ups that the asker's command fits, when nothing was said after it."""
    return () if ask.words else tuple(_as_choice(row) for row in _follow_ups(ask)[:MOST])


def said(ask: Ask) -> str:
    """The command as it was typed, for an example to go by."""
    line = ask.invocation.line
    typed = line.removesuffix(ask.words).strip() if ask.words else line
    return typed if 0 < len(typed) <= _LONGEST else ask.command


def _follow_ups(ask: Ask) -> list[FollowUpRow]:
    if ask.command in _GIVERS:
        rows = open_follow_ups(ask.session)
        return [
            row
            for row in rows
            if decide(Act.CHANGE_FOLLOW_UP, ask.actor, About(county=row.county, owner=row.owner)).allowed
        ]
    return open_follow_ups(ask.session, owners=[ask.actor.organisation])


def _as_choice(row: FollowUpRow) -> Choice:
    name = follow_up_name(row)
    return Choice(f"O-{row.id}", shown=name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…")


def _meetings(ask: Ask, *, past: bool) -> list[Choice]:
    rows = list(ask.session.exec(select(MeetingRow).where(col(MeetingRow.state) != State.CANCELLED.value)))
    gone = [row for row in rows if row.day is not None and row.day <= ask.today and row.state != State.APPROVED.value]
    ahead = [row for row in rows if row not in gone and State(row.state) in BEFORE_MEETING and when(row) >= ask.today]
    gone.sort(key=when, reverse=True)
    ahead.sort(key=when)
    fitting = _fitting(ask)
    found: list[Choice] = []
    for row in [*gone, *ahead] if past else ahead:
        meeting = with_steps(ask.session, [row])[0]
        if fitting(row, meeting):
            found.append(Choice(row.ref, shown=capital(name_of(ask, meeting))))
        if len(found) == MOST:
            break
    return found


def _fitting(ask: Ask) -> Callable[[MeetingRow, Meeting], bool]:
    """Whether a meeting may be meant by the asker's command: one of their own to act on, any of theirs to read."""
    own, states = ask.actor.organisation, _AHEAD.get(ask.command, tuple(State))
    if ask.command in _ANSWERING:
        out = {one.meeting_id for one in out_for_comments(ask.session)}
        return lambda row, meeting: row.id in out and own in parties_of(ask, meeting)
    if ask.command in _READING:
        return lambda _, meeting: own in parties_of(ask, meeting)
    return lambda row, _: (
        State(row.state) in states
        and (row.organisation == own or (row.kind != MeetingKind.REGIONAL.value and may_edit(ask, row)))
    )
