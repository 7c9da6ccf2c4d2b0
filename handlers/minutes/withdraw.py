"""A draft that was out is being changed: it is taken back, the parties hear of it, and their days begin anew later."""

from domain.meetings.meetings import Meeting
from domain.meetings.steps import State, Step, answers_to
from storage.meetings.meetings import change_meeting, forget_steps, frame_of
from storage.minutes.minutes import take_in
from storage.tables import MinutesRow
from storage.unit_of_work.unit import UnitOfWork


def take_back(unit: UnitOfWork, meeting: Meeting, minutes: MinutesRow) -> Meeting:
    """The draft is on the desk again, the meeting is held and no more: nobody consents to what they haven't seen.

    What the parties answered to the old draft stands as answers to that.
    """
    take_in(minutes)
    if meeting.state is State.DRAFTED:
        meeting = change_meeting(unit, meeting, state=State.HELD)
    meeting = forget_steps(unit, meeting, Step.DRAFT, *answers_to(Step.DRAFT))
    for slug in frame_of(unit).invited(meeting):
        unit.send("minutes-back", slug, {"meeting": meeting.ref})
    return meeting
