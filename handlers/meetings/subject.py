"""Meetings as something that has duties: each step is one, the convener's or a party's."""

from collections.abc import Collection, Mapping

from domain.errors import UserError
from domain.meetings.meetings import Meeting
from domain.meetings.steps import BEFORE_MEETING, STEPS, State, Step
from domain.permissions import About, Act
from handlers.cards import Button, Item, Sign
from handlers.core.access import PossibleButton, done_by, offered
from handlers.core.context import CommandContext
from handlers.core.wording import capital, meeting_name, step_name
from handlers.lookup.meetings import name_of
from handlers.lookup.names import meeting_from
from handlers.lookup.reading import Reader
from handlers.views.subject import Listed, NudgeTarget, SnoozeTarget, Subject
from handlers.views.view import View, view_of
from storage.duties.duties import open_duties
from storage.meetings.lists import meetings_numbered
from storage.meetings.meetings import meetings_with_steps
from storage.meetings.tracked import MEETINGS as TRACKED
from storage.tables import DutyRow
from storage.unit_of_work.session import Session


class Meetings(Subject[Meeting]):
    """N-2027-V, R42-2027-H: lists have them without their steps. What nothing else is named by names a meeting."""

    tracked = TRACKED

    def load(self, session: Session, numbers: Collection[int]) -> Mapping[int, Meeting]:
        return {one.id: one for one in meetings_numbered(session, numbers)}

    def load_whole(self, session: Session, numbers: Collection[int]) -> Mapping[int, Meeting]:
        return {one.id: one for one in meetings_with_steps(session, numbers)}

    def readable(self, _reader: Reader, numbers: Collection[int]) -> Collection[int]:
        return numbers

    def name(self, view: View, duty: Listed, thing: Meeting) -> str:
        step = capital(step_name(view.language, duty.kind))
        return f"{step}: {meeting_name(view.language, thing, view.directory)} ({thing.ref})"

    def buttons(self, view: View, duty: Listed, thing: Meeting) -> tuple[tuple[Button, ...], str]:
        if duty.owner != view.organisation:
            return (view.button("show", f"møte vis {thing.ref}"),), ""
        found = offered(view, step_buttons(Step(duty.kind), thing.ref), thing.county)
        return found.buttons, done_by(view, found)

    def over(self, view: View, duty: DutyRow, thing: Meeting, *, owned: bool) -> Item | None:  # noqa: ARG002 - a step isn't handed over
        if duty.done_on is None and (duty.until is None or duty.until > view.today):
            return None
        return _step_over(view, duty, thing, self.name(view, duty, thing))

    def is_named(self, _context: CommandContext) -> bool:
        return True

    def to_nudge(self, context: CommandContext) -> NudgeTarget:
        meeting, _ = meeting_from(context, context.words)
        context.require(Act.NUDGE, About())
        waiting = open_duties(
            context.session, context.today, [meeting.organisation], about=(self.kind, [meeting.id]), arisen=True
        )
        if not waiting:
            raise UserError("nudge.nothing-open", {"ref": meeting.ref, "owner": context.short(meeting.organisation)})
        duty = waiting[0]
        return NudgeTarget(
            duty.owner, {"meeting": meeting.ref, "duty": duty.key}, self.name(view_of(context), duty, meeting)
        )

    def to_snooze(self, context: CommandContext) -> SnoozeTarget:
        meeting, rest = meeting_from(context, context.words)
        return SnoozeTarget(meeting.id, capital(name_of(context, meeting)), f"slumre {meeting.ref}", rest)


def _step_over(view: View, duty: DutyRow, meeting: Meeting, name: str) -> Item:
    """A meeting's step that is asked for no more: taken by its owner, called off, or overtaken by what came after."""
    step, owner = Step(duty.kind), view.directory.organisations[duty.owner].short
    taken = meeting.taken(step, duty.owner)
    if (step is Step.SET_DATE and meeting.day is not None) or (
        step is Step.HOLD and meeting.state not in BEFORE_MEETING
    ):
        taken = taken or duty.done_on
    if meeting.state is State.CANCELLED:
        return Item(name, "", Sign.IDLE, view.say("redraw.meeting-off"))
    if taken is None:
        return Item(name, "", Sign.IDLE, view.say("redraw.not-asked"))
    return Item(name, view.say("redraw.step-done", owner=owner, day=taken), Sign.DONE, view.say("redraw.done"))


def step_buttons(step: Step, ref: str) -> list[PossibleButton]:
    """What can be pressed for a step of a meeting, the way on to it first."""
    return [PossibleButton(one.label, one.line.format(ref=ref), one.need) for one in STEPS[step].buttons]


MEETINGS = Meetings()
