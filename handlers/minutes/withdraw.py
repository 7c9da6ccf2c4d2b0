"""A draft that was out is being changed: it is taken back, the parties hear of it, and their days begin anew later."""

from sqlmodel import select

from domain.meetings.minutes import MinutesState
from domain.meetings.steps import State, Step
from storage.meetings.meetings import frame_of, with_steps
from storage.tables import MeetingRow, MinutesRow, StepRow
from storage.unit_of_work.unit import UnitOfWork


def take_back(unit: UnitOfWork, row: MeetingRow, minutes: MinutesRow) -> None:
    """The draft is on the desk again, the meeting is held and no more: nobody consents to what they haven't seen.

    What the parties answered to the old draft stands as answers to that.
    """
    meeting = with_steps(unit.session, [row])[0]
    minutes.state = MinutesState.OPEN.value
    if row.state == State.DRAFTED.value:
        row.state = State.HELD.value
        row.version += 1
    steps = (Step.DRAFT.value, Step.COMMENT.value)
    for step in unit.session.exec(select(StepRow).where(StepRow.meeting_id == row.id)).all():
        if step.step in steps:
            unit.session.delete(step)
    for slug in frame_of(unit).invited(meeting):
        unit.send("minutes-back", slug, {"meeting": row.ref})
    unit.session.flush()
