"""The words of a convening and of a save-the-date: what the parties get, and what is copied into an e-mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.meetings.deadlines import Deadline, deadlines
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import SENDS, Step, answers_to
from handlers.agenda.show import agenda_lines
from handlers.agenda.standing_points import sheet_lines
from handlers.core.wording import meeting_name
from handlers.meetings.subject import step_buttons
from handlers.texts import moment_text, say
from handlers.views.view import View
from storage.meetings.meetings import frame_of
from storage.unit_of_work.unit import Snapshot, UnitOfWork


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent to the invited parties at one step."""

    step: Step

    @property
    def message(self) -> str:
        """The kind of message."""
        return SENDS[self.step]

    def line(self, ref: str) -> str:
        """The line that sends it."""
        return step_buttons(self.step, ref)[0].line


CONVENING = Sending(Step.CONVENE)
SAVE_THE_DATE = Sending(Step.SAVE_THE_DATE)


def invitation(reading: UnitOfWork | Snapshot, language: str, meeting: Meeting, sending: Sending) -> str:
    """The text an invited party gets, in its language; ready to copy into an e-mail as well.

    Raises ValueError when the meeting has no date.
    """
    directory = reading.directory
    if meeting.day is None:
        raise ValueError(f"{meeting.ref} has no date")
    name = meeting_name(language, meeting, directory)
    when = moment_text(meeting.day, meeting.at, language)
    lines = [
        say(language, f"convene.text-{sending.message}", name=name, when=when),
        *details(language, meeting),
    ]
    if sending is CONVENING:
        frame = frame_of(reading)
        due = deadlines(meeting.day, frame.offsets_of(meeting), frame.calendar)
        lines += [
            "",
            say(language, "convene.text-agenda"),
            *agenda_lines(reading, language, meeting),
            "",
            *_sheet(reading, language, meeting),
            *_deadlines(language, due, reading.today),
        ]
    convener = directory.organisations[meeting.organisation].name
    lines += ["", say(language, "convene.text-signed", convener=convener, clause=meeting.convening_clause)]
    return "\n".join(lines)


def _sheet(reading: UnitOfWork | Snapshot, language: str, meeting: Meeting) -> list[str]:
    """Where the county's agreement stands, to the meeting that reviews it (§ 2.2)."""
    if meeting.kind is not MeetingKind.REGIONAL or meeting.season is not Season.AUTUMN:
        return []
    view = View(language, meeting.organisation, reading.today, reading.session, reading.directory)
    lines = sheet_lines(view, meeting)
    return [say(language, "agenda.sheet-heading"), *lines, ""] if lines else []


def _deadlines(language: str, due: Mapping[Step, Deadline], today: date) -> list[str]:
    """What is asked for by when; a date that has passed is «as soon as possible», never asked for."""
    found = [
        say(language, f"meetings.step-{step.value}.asks", day=due[step].day)
        for step in answers_to(Step.CONVENE)
        if due[step].day >= today
    ]
    return found or [say(language, "convene.text-as-soon")]


def details(language: str, meeting: Meeting) -> list[str]:
    """Place, link and theme, those there are, a line each."""
    found = (("place", meeting.place), ("link", meeting.link), ("theme", meeting.theme))
    return [f"{say(language, f'meetings.fact-{name}')}: {value}" for name, value in found if value]
