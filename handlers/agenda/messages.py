"""Messages with the papers of a meeting, drawn from its agenda as it stands."""

from domain.meetings.steps import BEFORE_MEETING
from handlers.agenda.show import paper_lines
from handlers.cards import Card, Text
from handlers.minutes.messages import meeting_card
from handlers.views.closed_items import gone, meeting_over
from handlers.views.message_context import Letter
from storage.meetings.meetings import meeting


def papers_again(letter: Letter) -> Card:
    """The same in a message that stands: the meeting may have been called off, or have been."""
    view, one = letter.view, meeting(letter.view.session, letter.fact("meeting"))
    said = meeting_over(view, one) if one else ""
    if one is None or not said:
        return papers(letter) or gone(letter)
    return meeting_card(letter, one, [Text(said)], (view.button("show", f"møte vis {one.ref}"),))


def papers(letter: Letter) -> Card | None:
    """The agenda to the parties, with what falls in under it; not after the meeting has been."""
    view, one = letter.view, meeting(letter.view.session, letter.fact("meeting"))
    if one is None or one.state not in BEFORE_MEETING:
        return None
    lines = paper_lines(letter.snapshot, view.language, one, view.organisation)
    buttons = (view.button("agenda", f"saksliste {one.ref}"), view.button("show", f"møte vis {one.ref}"))
    return meeting_card(letter, one, [Text("\n".join(lines))], buttons)
