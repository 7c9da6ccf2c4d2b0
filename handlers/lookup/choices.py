"""«Hvilket møte gjelder det?», «Hvilket oppfølgingspunkt?»: the question, with the likeliest answers as choices."""

from collections.abc import Callable
from itertools import islice

from domain.errors import Choice, UserError
from domain.meetings.meetings import Meeting, MeetingKind, Season, season_of
from domain.meetings.minutes import MinutesState
from domain.meetings.steps import BEFORE_MEETING, State
from domain.meetings.year import has_been, is_coming, when
from domain.permissions import About, Act, decide
from handlers.core.context import CommandContext
from handlers.core.wording import capital, follow_up_name
from handlers.lookup.meetings import may_edit, may_manage, name_of, parties_of
from storage.followups.followups import open_follow_ups
from storage.meetings.meetings import standing_meetings
from storage.minutes.minutes import approved_by, minutes_of, unanswered
from storage.tables import FollowUpRow, MinutesRow

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
_OF_MINUTES: dict[str, Callable[[CommandContext, MinutesRow | None], bool]] = {
    "referat send": lambda _, kept: kept is None or kept.state == MinutesState.OPEN.value,
    "referat godkjenn": lambda _, kept: kept is not None and kept.state == MinutesState.OUT.value,
    "referat rett": lambda _, kept: kept is not None and kept.state == MinutesState.APPROVED.value and kept.locked > 0,
    "referat forskjell": lambda _, kept: kept is not None and kept.locked > 1,
    "besvar": lambda context, kept: kept is not None and unanswered(context.session, kept.id) > 0,
}
"""Commands that take the minutes as far as they have come, and no others."""
_LOCKED = ("referat rett", "referat forskjell")
"""Commands about minutes that are approved."""
_GIVERS = ("bortfall", "oppfølging endre", "oppfølging bortfall", "purr")
"""Commands for those a follow-up comes from; all others are for its owner."""


def which_meeting(context: CommandContext, *, past: bool = False) -> UserError:
    """The question which meeting. past: one that has been is likelier than one to come."""
    choices = () if context.words else tuple(_meetings(context, past=past))
    return UserError("meetings.which", {"command": said(context)}, choices=choices)


def which_follow_up(context: CommandContext) -> UserError:
    """The question which follow-up."""
    return UserError("followups.which", {"command": said(context)}, choices=follow_up_choices(context))


def follow_up_choices(
    context: CommandContext, fits: Callable[[FollowUpRow], bool] = lambda _: True
) -> tuple[Choice, ...]:
    """The open follow-ups that the asker's command fits, when nothing was said after it. fits: what else it takes."""
    return (
        ()
        if context.words
        else tuple(_as_choice(row) for row in [row for row in _follow_ups(context) if fits(row)][:MOST])
    )


def said(context: CommandContext) -> str:
    """The command as it was typed, for an example to go by."""
    line = context.invocation.line
    typed = line.removesuffix(context.words).strip() if context.words else line
    return typed if 0 < len(typed) <= _LONGEST else context.command


def _follow_ups(context: CommandContext) -> list[FollowUpRow]:
    if context.command in _GIVERS:
        rows = open_follow_ups(context.session)
        return [
            row
            for row in rows
            if decide(Act.CHANGE_FOLLOW_UP, context.actor, About(county=row.county, owner=row.owner)).allowed
        ]
    own = context.actor.organisation
    rows = open_follow_ups(context.session, owners=[own])
    if context.command == "trenger-hjelp":  # help is asked of whom it comes from
        return [row for row in rows if (row.county or context.directory.ks.slug) != own]
    return rows


def _as_choice(row: FollowUpRow) -> Choice:
    name = follow_up_name(row)
    return Choice(f"O-{row.id}", shown=name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…")


def _meetings(context: CommandContext, *, past: bool) -> list[Choice]:
    """The likeliest meetings as choices: those that have been, latest first, where they are; then those to come."""
    meetings = sorted(standing_meetings(context.session), key=when)
    been = [one for one in meetings if has_been(one, context.today) and _is_about(context, one)]
    ahead = [one for one in meetings if one not in been and is_coming(one, context.today)]
    likeliest = [*sorted(been, key=when, reverse=True), *ahead] if past else ahead
    fitting = islice(filter(_fitting(context, past=past), likeliest), MOST)
    return [Choice(one.ref, shown=capital(name_of(context, one))) for one in fitting]


def _is_about(context: CommandContext, meeting: Meeting) -> bool:
    """Whether the asker's command is about a meeting's minutes as they are: approved ones, or the others."""
    return (meeting.state is State.APPROVED) is (context.command in _LOCKED)


def _fitting(context: CommandContext, *, past: bool) -> Callable[[Meeting], bool]:
    """Whether a meeting may be meant by the asker's command: one of their own to act on, any of theirs to read."""
    if context.command in _ANSWERING:
        return lambda meeting: _may_answer(context, meeting)
    if context.command in _READING:
        return lambda meeting: (
            context.actor.organisation in parties_of(context, meeting) and _has_minutes_for(context, meeting)
        )
    may = may_manage if context.command in _MANAGING else may_edit
    ready = _is_ready_to_be_held if context.command == "møte holdt" else _is_ready_for_minutes if past else _is_ready
    return lambda meeting: _is_at_hand(context, meeting) and may(context, meeting) and ready(context, meeting)


def _is_at_hand(context: CommandContext, meeting: Meeting) -> bool:
    """A meeting of the asker's own, or a national one; KS names the county whose meeting it acts on."""
    return meeting.organisation == context.actor.organisation or meeting.kind is not MeetingKind.REGIONAL


def _is_ready(context: CommandContext, meeting: Meeting) -> bool:
    return meeting.state in _STATES.get(context.command, BEFORE_MEETING)


def _is_ready_to_be_held(context: CommandContext, meeting: Meeting) -> bool:
    """One whose day has come, or that has none in the half-year that is running."""
    if meeting.state not in BEFORE_MEETING:
        return False
    if meeting.day is not None:
        return meeting.day <= context.today
    return meeting.year == context.today.year and meeting.season in (Season.NONE, season_of(context.today))


def _is_ready_for_minutes(context: CommandContext, meeting: Meeting) -> bool:
    return has_been(meeting, context.today) and _has_minutes_for(context, meeting)


def _has_minutes_for(context: CommandContext, meeting: Meeting) -> bool:
    """Whether a meeting's minutes have come as far as the command takes."""
    fits = _OF_MINUTES.get(context.command)
    return fits is None or fits(context, minutes_of(context.session, meeting.id))


def _may_answer(context: CommandContext, meeting: Meeting) -> bool:
    """Whether a draft is out that the asker may answer; one who convened it approves by another command."""
    own = context.actor.organisation
    kept = minutes_of(context.session, meeting.id)
    if kept is None or kept.state != MinutesState.OUT.value or own not in parties_of(context, meeting):
        return False
    if not decide(Act.ANSWER_DRAFT, context.actor, About(organisation=own)).allowed:
        return False
    if context.command != "godkjenn":
        return True
    return own != meeting.organisation and own not in approved_by(context.session, kept)
