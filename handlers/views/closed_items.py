"""What a message says of something that is there no more, or of a meeting that is over."""

from domain.meetings.meetings import Meeting
from domain.meetings.steps import BEFORE_MEETING, State
from handlers.cards import Card, Text
from handlers.core.wording import capital, meeting_name
from handlers.views.message_context import Letter
from handlers.views.view import View


def gone(letter: Letter) -> Card:
    """What the message was about is there no more."""
    view = letter.view
    return Card(view.say("redraw.gone-title"), (Text(view.say("redraw.gone-text")),))


def meeting_over(view: View, meeting: Meeting) -> str:
    """That a meeting was called off, or has been; nothing while it is to come."""
    name = capital(meeting_name(view.language, meeting, view.directory))
    if meeting.state is State.CANCELLED:
        return view.say("redraw.called-off", name=name)
    if meeting.day is not None and (meeting.state not in BEFORE_MEETING or meeting.day < view.today):
        return view.say("redraw.has-been", name=name, day=meeting.day)
    return ""
