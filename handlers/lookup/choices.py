"""«Hvilket møte gjelder det?», «Hvilket oppfølgingspunkt?»: the question, with the likeliest answers as choices."""

from collections.abc import Callable
from itertools import islice

from domain.errors import Choice, UserError
from domain.meetings.meetings import Meeting, MeetingKind, Season, season_of
from domain.meetings.minutes import MinutesState
from domain.meetings.steps import BEFORE_MEETING, State
from domain.meetings.year import has_been, is_coming, when
from domain.permissions import About, Act, decide
from handlers.core.command import FollowUpChoices, MeetingChoices, MinutesStage, When, Whom
from handlers.core.context import CommandContext
from handlers.core.wording import capital, follow_up_name
from handlers.lookup.meetings import may_edit, may_manage, name_of, parties_of
from handlers.lookup.reading import readable_follow_ups
from storage.followups.followups import open_follow_ups
from storage.meetings.meetings import standing_meetings
from storage.minutes.minutes import approved_by, minutes_of, unanswered
from storage.tables import FollowUpRow, MinutesRow

MOST = 4
"""Choices under a question."""
_LONGEST = 60


def which_meeting(context: CommandContext) -> UserError:
    """The question which meeting, with those the command offers when nothing was said after it."""
    offers = context.command.offers if context.command and not context.words else None
    choices = _meetings(context, offers) if isinstance(offers, MeetingChoices) else []
    return UserError("meetings.which", {"command": said(context)}, choices=tuple(choices))


def which_follow_up(context: CommandContext) -> UserError:
    """The question which follow-up."""
    return UserError("followups.which", {"command": said(context)}, choices=follow_up_choices(context))


def follow_up_choices(
    context: CommandContext, fits: Callable[[FollowUpRow], bool] = lambda _: True
) -> tuple[Choice, ...]:
    """The open follow-ups that the asker's command offers, when nothing was said after it. fits: what else it takes."""
    offers = context.command.offers if context.command and not context.words else None
    if not isinstance(offers, FollowUpChoices):
        return ()
    fitting = (row for row in _follow_ups(context, offers) if fits(row))
    return tuple(_as_choice(row) for row in islice(fitting, MOST))


def said(context: CommandContext) -> str:
    """The command as it was typed, for an example to go by."""
    line = context.invocation.line
    typed = line.removesuffix(context.words).strip() if context.words else line
    return typed if 0 < len(typed) <= _LONGEST else context.name


def _follow_ups(context: CommandContext, offers: FollowUpChoices) -> list[FollowUpRow]:
    if offers is FollowUpChoices.GIVEN:
        rows = open_follow_ups(context.session)
        given = [
            row
            for row in rows
            if decide(Act.CHANGE_FOLLOW_UP, context.actor, About(county=row.county, owner=row.owner)).allowed
        ]
        return readable_follow_ups(context, given)
    own = context.actor.organisation
    rows = open_follow_ups(context.session, owners=[own])
    if offers is FollowUpChoices.OWED:
        return [row for row in rows if (row.county or context.directory.ks.slug) != own]
    return rows


def _as_choice(row: FollowUpRow) -> Choice:
    name = follow_up_name(row)
    return Choice(f"O-{row.id}", shown=name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…")


def _meetings(context: CommandContext, offers: MeetingChoices) -> list[Choice]:
    """The likeliest meetings as choices."""
    fitting = (one for one in _likeliest(context, offers) if _may_be_meant(context, offers, one))
    return [Choice(one.ref, shown=capital(name_of(context, one))) for one in islice(fitting, MOST)]


def _likeliest(context: CommandContext, offers: MeetingChoices) -> list[Meeting]:
    """The meetings that have been, latest first, where the command is for such; then those to come."""
    meetings = sorted(standing_meetings(context.session), key=when)
    been = [one for one in meetings if has_been(one, context.today) and _is_about(one, offers)]
    ahead = [one for one in meetings if one not in been and is_coming(one, context.today)]
    return ahead if offers.when is When.TO_COME else [*sorted(been, key=when, reverse=True), *ahead]


def _is_about(meeting: Meeting, offers: MeetingChoices) -> bool:
    """Whether a meeting's minutes are of the kind that is asked for: approved ones, or the others."""
    approved = offers.minutes in (MinutesStage.APPROVED, MinutesStage.CORRECTED)
    return (meeting.state is State.APPROVED) is approved


def _may_be_meant(context: CommandContext, offers: MeetingChoices, meeting: Meeting) -> bool:
    return (
        _is_for_the_asker(context, offers.whom, meeting)
        and _is_its_time(context, offers, meeting)
        and (offers.minutes is None or _has_minutes(context, offers.minutes, meeting))
    )


def _is_for_the_asker(context: CommandContext, whom: Whom, meeting: Meeting) -> bool:
    own = context.actor.organisation
    if whom in (Whom.PARTIES, Whom.ANSWERERS):
        answers = whom is Whom.PARTIES or decide(Act.ANSWER_DRAFT, context.actor, About(organisation=own)).allowed
        return answers and own in parties_of(context, meeting)
    if meeting.organisation != own and meeting.kind is MeetingKind.REGIONAL:
        return False  # KS names the county whose meeting it acts on
    may = may_manage if whom is Whom.CONVENERS else may_edit
    return may(context, meeting)


def _is_its_time(context: CommandContext, offers: MeetingChoices, meeting: Meeting) -> bool:
    match offers.when:
        case When.TO_COME:
            return meeting.state in offers.states
        case When.DUE:
            return _is_due(context, meeting)
        case When.BEEN:
            return has_been(meeting, context.today)
        case When.ANY:
            return True


def _is_due(context: CommandContext, meeting: Meeting) -> bool:
    """One whose day has come, or that has none in the half-year that is running."""
    if meeting.state not in BEFORE_MEETING:
        return False
    if meeting.day is not None:
        return meeting.day <= context.today
    return meeting.year == context.today.year and meeting.season in (Season.NONE, season_of(context.today))


def _has_minutes(context: CommandContext, stage: MinutesStage, meeting: Meeting) -> bool:
    """Whether a meeting's minutes have come as far as is asked for."""
    kept = minutes_of(context.session, meeting.id)
    if kept is None:
        return stage is MinutesStage.UNSENT
    match stage:
        case MinutesStage.UNSENT | MinutesStage.OUT:
            state = MinutesState.OUT if stage is MinutesStage.OUT else MinutesState.OPEN
            return kept.state == state.value
        case MinutesStage.UNANSWERED:
            return _waits_for_the_asker(context, kept, meeting)
        case MinutesStage.COMMENTED:
            return unanswered(context.session, kept.id) > 0
        case MinutesStage.APPROVED:
            return kept.state == MinutesState.APPROVED and kept.locked > 0
        case MinutesStage.CORRECTED:
            return kept.locked > 1


def _waits_for_the_asker(context: CommandContext, kept: MinutesRow, meeting: Meeting) -> bool:
    """Whether a draft is out and not yet approved by the asker's side; who convened it approves by another command."""
    own = context.actor.organisation
    return (
        kept.state == MinutesState.OUT and own != meeting.organisation and own not in approved_by(context.session, kept)
    )
