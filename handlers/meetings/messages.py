"""Messages about a meeting: save-the-date, convening, and what has been moved, changed or called off since."""

from collections.abc import Mapping
from datetime import date

from domain.meetings.meetings import Meeting
from domain.meetings.steps import State, Step, answers_to
from handlers.cards import Block, Button, Card, Item, Note, Sign, Text
from handlers.core.wording import capital, echo, meeting_name, step_name
from handlers.meetings.invitation import CONVENING, SAVE_THE_DATE, Sending, details, invitation
from handlers.meetings.subject import step_buttons
from handlers.views.closed_items import gone, meeting_over
from handlers.views.message_context import Letter, Recipe
from storage.meetings.meetings import meeting_called


def convening(letter: Letter) -> Card | None:
    """The invitation proper, with what its party has registered since."""
    return _invitation(letter, CONVENING)


def save_the_date(letter: Letter) -> Card | None:
    """The first word of a date."""
    return _invitation(letter, SAVE_THE_DATE)


def convening_again(letter: Letter) -> Card:
    """The same in a message that stands: the meeting may have been called off, or have been."""
    return _over(letter) or convening(letter) or gone(letter)


def save_the_date_again(letter: Letter) -> Card:
    """As `convening_again`."""
    return _over(letter) or save_the_date(letter) or gone(letter)


def _invitation(letter: Letter, sending: Sending) -> Card | None:
    """What is sent, and what its party registers from there: whether it comes before what it comes with."""
    view, meeting = letter.view, _to_come(letter)
    if meeting is None:
        return None
    own = {step: meeting.taken(step, view.organisation) for step in answers_to(sending.step)}
    body: list[Block] = [Text(invitation(letter.snapshot, view.language, meeting, sending))]
    body += [_registered(letter, step, day) for step, day in reversed(own.items()) if day]
    to_do = [step_buttons(step, meeting.ref)[0] for step, day in reversed(own.items()) if not day]
    show = view.button("show", f"møte vis {meeting.ref}")
    buttons = (*(Button(view.say(offer.label), offer.line) for offer in to_do), show)
    return Card(_title(letter, meeting, sending.message), tuple(body), buttons)


def _to_come(letter: Letter) -> Meeting | None:
    """The meeting; None when it was called off, or over, before this could be sent."""
    meeting = meeting_called(letter.view.session, letter.fact("meeting"))
    if meeting is None or meeting.day is None or meeting.day < letter.view.today:
        return None
    return None if meeting.state is State.CANCELLED else meeting


def _registered(letter: Letter, step: Step, day: date) -> Item:
    view = letter.view
    return Item(capital(step_name(view.language, step.value)), "", Sign.DONE, view.say("redraw.registered", day=day))


def _title(letter: Letter, meeting: Meeting, kind: str) -> str:
    view = letter.view
    name = meeting_name(view.language, meeting, view.directory)
    return view.say(f"messages.{kind}-title", name=name, day=meeting.day or view.today)


def _over(letter: Letter) -> Card | None:
    """What is left of an invitation when there is nothing to come to any more."""
    view, meeting = letter.view, meeting_called(letter.view.session, letter.fact("meeting"))
    said = meeting_over(view, meeting) if meeting else ""
    if meeting is None or not said:
        return None
    clause = Note(view.say("common.clause", clause=meeting.convening_clause))
    show: tuple[Button, ...] = (view.button("show", f"møte vis {meeting.ref}"),)
    return Card(_title(letter, meeting, letter.message.kind), (Text(said), clause), show)


def about_meeting(letter: Letter) -> Card | None:
    """Moved, called off, or done by KS on behalf of a county."""
    view, meeting = letter.view, meeting_called(letter.view.session, letter.fact("meeting"))
    if meeting is None:
        return None
    body: list[Block] = [Text(_what_happened(letter, meeting))]
    if letter.message.kind in ("change-notice", "details") and meeting.state is State.CANCELLED:
        body.append(Text(meeting_over(view, meeting)))
    elif letter.message.kind in ("change-notice", "details") and meeting.day:
        body.append(Text(capital(echo(view.language, meeting.day, view.today, meeting.at))))
        body += [Text(line) for line in details(view.language, meeting)]
    body.append(Note(view.say("common.clause", clause=meeting.convening_clause)))
    show = view.button("show", f"møte vis {meeting.ref}")
    return Card(_title(letter, meeting, letter.message.kind), tuple(body), (show,))


def _what_happened(letter: Letter, meeting: Meeting) -> str:
    view, kind, old = letter.view, letter.message.kind, letter.fact("old")
    name = meeting_name(view.language, meeting, view.directory)
    if kind == "called-off" and meeting.state is not State.CANCELLED and meeting.day:
        return view.say("redraw.called-on", name=capital(name), day=meeting.day)
    set_to = letter.fact("day")  # what was set on a party's behalf then, whatever it is now
    facts: dict[str, object] = {
        "name": name if kind == "on-behalf" else capital(name),
        "day": date.fromisoformat(set_to) if set_to else meeting.day or view.today,
        "what": letter.fact("what"),
    }
    if old:
        facts["old"] = date.fromisoformat(old)
    return view.say(f"messages.{kind}", **facts)


def routine(letter: Letter) -> Card:
    """KS has set one of a county's routines for it."""
    view = letter.view
    return Card(
        view.say("messages.on-behalf-routine-title"),
        (Text(view.say("messages.on-behalf-routine", step=step_name(view.language, letter.fact("step")))),),
        (Button(view.say("buttons.show"), "rutiner"),),
    )


RECIPES: Mapping[str, Recipe] = {
    "save-the-date": Recipe(save_the_date, save_the_date_again, to_parties=True),
    "convening": Recipe(convening, convening_again, to_parties=True),
    "change-notice": Recipe(about_meeting, to_parties=True),
    "details": Recipe(about_meeting, to_parties=True),
    "called-off": Recipe(about_meeting, to_parties=True),
    "on-behalf": Recipe(about_meeting),
    "on-behalf-routine": Recipe(routine),
}
