"""What is over, as it is shown where it stands in a message: done, lapsed, somebody else's now, no longer asked for.

Such an item has no buttons. It says no more than its reader may read now: what has gone to others is named, no more.
"""

from domain.meetings.meetings import Meeting
from domain.meetings.steps import BEFORE_MEETING, State, Step
from domain.organisations import Kind
from handlers.cards import Card, Item, Sign, Text
from handlers.core.agreement_wording import measure_state, standing
from handlers.core.wording import capital, duty_name, follow_up_name, measure_name, meeting_name
from handlers.views.duty_items import Subject, View
from handlers.views.message_context import Letter
from storage.agreements.agreements import NamedMeasure, agreement_numbered, takes_part
from storage.followups.followups import CLOSED
from storage.tables import DutyRow, FollowUpRow


def gone(letter: Letter) -> Card:
    """What the message was about is there no more."""
    view = letter.view
    return Card(view.say("redraw.gone-title"), (Text(view.say("redraw.gone-text")),))


# -- follow-ups --------------------------------------------------------------------------------------------------------


def reads(view: View, row: FollowUpRow) -> bool:
    """Whether the reader's organisation may read it: a county what it takes part in, the others all (rules)."""
    own = view.directory.organisations[view.organisation]
    return own.kind is not Kind.COUNTY or own.slug in (row.owner, row.county)


def readable_name(view: View, row: FollowUpRow) -> str:
    """«O-12 Skisse til testfasilitet», or only «O-12» to those it doesn't concern any more."""
    return follow_up_name(row) if reads(view, row) else f"O-{row.id}"


def follow_up_over(view: View, row: FollowUpRow, *, owned: bool) -> Item | None:
    """A follow-up that is over for the reader; None: it is not. owned: it was shown to them as its owner."""
    name, owner = readable_name(view, row), view.directory.organisations[row.owner].short
    if (owned and row.owner != view.organisation) or not reads(view, row):
        return Item(name, "", Sign.IDLE, view.say("redraw.moved", owner=owner))
    if row.state not in CLOSED:
        return None
    day = row.done_on or row.dated_on
    if row.state == "done":
        return Item(name, view.say("redraw.follow-up-done", owner=owner, day=day), Sign.DONE, view.say("redraw.done"))
    return Item(name, view.say("redraw.follow-up-lapsed", owner=owner, day=day), Sign.IDLE, view.say("redraw.lapsed"))


# -- measures ----------------------------------------------------------------------------------------------------------


def measure_over(view: View, named: NamedMeasure, *, owned: bool) -> Item | None:
    """A measure that is over for the reader; None: it is not. owned: it was shown to them as its owner."""
    row, owner = named.row, view.directory.organisations[named.row.owner].short
    if not _reads_measure(view, named):
        return Item(row.number, "", Sign.IDLE, view.say("redraw.moved", owner=owner))
    name = measure_name(named, view.directory, view.organisation)
    if row.removed_on is not None:
        return Item(name, "", Sign.IDLE, view.say("redraw.measure-out"))
    if not named.running:
        return Item(name, "", Sign.IDLE, view.say("redraw.not-asked"))
    if owned and row.owner != view.organisation:
        return Item(name, "", Sign.IDLE, view.say("redraw.moved", owner=owner))
    if row.closed_on is not None:
        sign, word = measure_state(view.language, row, view.today)
        return Item(name, standing(view.language, row), sign, word)
    return None


def _reads_measure(view: View, named: NamedMeasure) -> bool:
    """KS and the agencies read all, a county what it is part of."""
    own = view.organisation
    if view.directory.organisations[own].kind is not Kind.COUNTY or own in (named.county, named.row.owner):
        return True
    agreement = agreement_numbered(view.session, named.row.agreement_id)
    return agreement is not None and takes_part(view.session, agreement, own)


# -- meetings ----------------------------------------------------------------------------------------------------------


def meeting_over(view: View, one: Meeting) -> str:
    """That a meeting was called off, or has been; nothing while it is to come."""
    name = capital(meeting_name(view.language, one, view.directory))
    if one.state is State.CANCELLED:
        return view.say("redraw.called-off", name=name)
    if one.day is not None and (one.state not in BEFORE_MEETING or one.day < view.today):
        return view.say("redraw.has-been", name=name, day=one.day)
    return ""


def _step_over(view: View, duty: DutyRow, one: Meeting, name: str) -> Item:
    """A meeting's step that is asked for no more: taken by its owner, called off, or overtaken by what came after."""
    step, owner = Step(duty.kind), view.directory.organisations[duty.owner].short
    taken = one.taken(step, duty.owner)
    if (step is Step.SET_DATE and one.day is not None) or (step is Step.HOLD and one.state not in BEFORE_MEETING):
        taken = taken or duty.done_on
    if one.state is State.CANCELLED:
        return Item(name, "", Sign.IDLE, view.say("redraw.meeting-off"))
    if taken is None:
        return Item(name, "", Sign.IDLE, view.say("redraw.not-asked"))
    return Item(name, view.say("redraw.step-done", owner=owner, day=taken), Sign.DONE, view.say("redraw.done"))


# -- duties ------------------------------------------------------------------------------------------------------------


def duty_over(view: View, duty: DutyRow, subject: Subject | None, *, owned: bool) -> Item | None:
    """A duty that is over for the reader; None: it is still to be done. owned: it was shown to them as their own.

    A meeting comes with its steps.
    """
    over = duty.done_on is not None or (duty.until is not None and duty.until <= view.today)
    match subject:
        case FollowUpRow():
            return follow_up_over(view, subject, owned=owned)
        case NamedMeasure():
            return measure_over(view, subject, owned=owned)
        case Meeting() if over:
            return _step_over(view, duty, subject, duty_name(view.language, duty, subject, view.directory))
        case None:
            name = f"O-{duty.subject_id}" if duty.subject_kind == "follow_up" else view.say("redraw.something")
            return Item(name, "", Sign.IDLE, view.say("redraw.gone"))
    return None
