"""«Hvilket møte gjelder det?», «Hvilket oppfølgingspunkt?»: the question, with the likeliest answers as choices."""

from collections.abc import Callable

from sqlmodel import col, select

from domain.errors import Choice, UserError
from domain.meetings.meetings import BEFORE_MEETING, Meeting, MeetingKind, Season, State, season_of
from domain.meetings.minutes import MinutesState
from domain.permissions import About, Act, decide
from handlers.core.context import Ask
from handlers.core.wording import capital, follow_up_name
from handlers.lookup.meetings import may_edit, may_manage, name_of, parties_of
from storage.agenda.agenda import when
from storage.followups.followups import open_follow_ups
from storage.meetings.meetings import with_steps
from storage.minutes.minutes import approved_by, minutes_of, unanswered
from storage.tables import FollowUpRow, MeetingRow, MinutesRow

MOST = 4
"""Choices under a question."""
_LONGEST = 60
_ANSWERING = ("merknad", "godkjenn")
_READING = ("møte", "saksliste", "referat", "referat vis", "referat forskjell")
_MANAGING = (
    "møte endre", "møte flytt", "møte avlys", "møte holdt", "møte sendt", "datovarsel", "innkall", "saksliste send",
    "referat send", "referat godkjenn", "referat rett", "besvar",
)  # fmt: skip
"""Commands for those who send out what belongs to a meeting; the others that write are for all who edit its papers."""
_STATES: dict[str, frozenset[State]] = {
    "datovarsel": frozenset({State.DATED}),
    "innkall": frozenset({State.DATED, State.SAVED}),
    "møte flytt": BEFORE_MEETING - {State.PLANNED},
    "saksliste send": frozenset({State.CONVENED, State.PAPERS}),
}
"""Commands that only some meetings to come are ready for."""
_OF_MINUTES: dict[str, Callable[[Ask, MinutesRow | None], bool]] = {
    "referat send": lambda _, kept: kept is None or kept.state == MinutesState.OPEN.value,
    "referat godkjenn": lambda _, kept: kept is not None and kept.state == MinutesState.OUT.value,
    "referat rett": lambda _, kept: kept is not None and kept.state == MinutesState.APPROVED.value and kept.locked > 0,
    "referat forskjell": lambda _, kept: kept is not None and kept.locked > 1,
    "besvar": lambda ask, kept: kept is not None and unanswered(ask.session, kept.id or 0) > 0,
}
"""Commands that take the minutes as far as they have come, and no others."""
_LOCKED = ("referat rett", "referat forskjell")
"""Commands about minutes that are approved."""
_GIVERS = ("bortfall", "oppfølging endre", "oppfølging bortfall", "purr")
"""Commands for those a follow-up comes from; all others are for its owner."""


def which_meeting(ask: Ask, *, past: bool = False) -> UserError:
    """The question which meeting. past: one that has been is likelier than one to come."""
    choices = () if ask.words else tuple(_meetings(ask, past=past))
    return UserError("meetings.which", {"command": said(ask)}, choices=choices)


def which_follow_up(ask: Ask) -> UserError:
    """The question which follow-up."""
    return UserError("followups.which", {"command": said(ask)}, choices=follow_up_choices(ask))


def follow_up_choices(ask: Ask, fits: Callable[[FollowUpRow], bool] = lambda _: True) -> tuple[Choice, ...]:
    """The open follow-ups that the asker's command fits, when nothing was said after it. fits: what else it takes."""
    return () if ask.words else tuple(_as_choice(row) for row in [row for row in _follow_ups(ask) if fits(row)][:MOST])


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
    own = ask.actor.organisation
    rows = open_follow_ups(ask.session, owners=[own])
    if ask.command == "trenger-hjelp":  # help is asked of whom it comes from
        return [row for row in rows if (row.county or ask.directory.ks.slug) != own]
    return rows


def _as_choice(row: FollowUpRow) -> Choice:
    name = follow_up_name(row)
    return Choice(f"O-{row.id}", shown=name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…")


def _meetings(ask: Ask, *, past: bool) -> list[Choice]:
    rows = list(ask.session.exec(select(MeetingRow).where(col(MeetingRow.state) != State.CANCELLED.value)))
    gone = [row for row in rows if row.day is not None and row.day <= ask.today and _is_about(ask, row)]
    ahead = [row for row in rows if row not in gone and State(row.state) in BEFORE_MEETING and when(row) >= ask.today]
    gone.sort(key=when, reverse=True)
    ahead.sort(key=when)
    fitting = _fitting(ask, past=past)
    found: list[Choice] = []
    for row in [*gone, *ahead] if past else ahead:
        meeting = with_steps(ask.session, [row])[0]
        if fitting(row, meeting):
            found.append(Choice(row.ref, shown=capital(name_of(ask, meeting))))
        if len(found) == MOST:
            break
    return found


def _is_about(ask: Ask, row: MeetingRow) -> bool:
    """Whether the asker's command is about a meeting's minutes as they are: approved ones, or the others."""
    return (row.state == State.APPROVED.value) is (ask.command in _LOCKED)


def _fitting(ask: Ask, *, past: bool) -> Callable[[MeetingRow, Meeting], bool]:
    """Whether a meeting may be meant by the asker's command: one of their own to act on, any of theirs to read."""
    if ask.command in _ANSWERING:
        return lambda row, meeting: _may_answer(ask, row, meeting)
    if ask.command in _READING:
        return lambda row, meeting: ask.actor.organisation in parties_of(ask, meeting) and _has_minutes_for(ask, row)
    may = may_manage if ask.command in _MANAGING else may_edit
    ready = _is_ready_to_be_held if ask.command == "møte holdt" else _is_ready_for_minutes if past else _is_ready
    return lambda row, _: _is_at_hand(ask, row) and may(ask, row) and ready(ask, row)


def _is_at_hand(ask: Ask, row: MeetingRow) -> bool:
    """A meeting of the asker's own, or a national one; KS names the county whose meeting it acts on."""
    return row.organisation == ask.actor.organisation or row.kind != MeetingKind.REGIONAL.value


def _is_ready(ask: Ask, row: MeetingRow) -> bool:
    return State(row.state) in _STATES.get(ask.command, BEFORE_MEETING)


def _is_ready_to_be_held(ask: Ask, row: MeetingRow) -> bool:
    """One whose day has come, or that has none in the half-year that is running."""
    if State(row.state) not in BEFORE_MEETING:
        return False
    if row.day is not None:
        return row.day <= ask.today
    return row.year == ask.today.year and Season(row.season) in (Season.NONE, season_of(ask.today))


def _is_ready_for_minutes(ask: Ask, row: MeetingRow) -> bool:
    return row.day is not None and row.day <= ask.today and _has_minutes_for(ask, row)


def _has_minutes_for(ask: Ask, row: MeetingRow) -> bool:
    """Whether a meeting's minutes have come as far as the command takes."""
    fits = _OF_MINUTES.get(ask.command)
    return fits is None or fits(ask, minutes_of(ask.session, row.id or 0))


def _may_answer(ask: Ask, row: MeetingRow, meeting: Meeting) -> bool:
    """Whether a draft is out that the asker may answer; one who convened it approves by another command."""
    own = ask.actor.organisation
    kept = minutes_of(ask.session, row.id or 0)
    if kept is None or kept.state != MinutesState.OUT.value or own not in parties_of(ask, meeting):
        return False
    if not decide(Act.ANSWER_DRAFT, ask.actor, About(organisation=own)).allowed:
        return False
    return ask.command != "godkjenn" or (own != row.organisation and own not in approved_by(ask.session, kept))
