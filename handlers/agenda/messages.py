"""Messages with the papers of a meeting, drawn from its agenda as it stands."""

from collections.abc import Mapping

from domain.meetings.steps import BEFORE_MEETING
from handlers.agenda.show import paper_lines
from handlers.cards import Card, Text
from handlers.minutes.messages import meeting_card
from handlers.views.closed_items import gone, meeting_over
from handlers.views.message_context import Letter, Recipe
from storage.meetings.meetings import meeting_called


def papers_again(letter: Letter) -> Card:
    """The same in a message that stands: the meeting may have been called off, or have been."""
    view, meeting = letter.view, meeting_called(letter.view.session, letter.fact("meeting"))
    said = meeting_over(view, meeting) if meeting else ""
    if meeting is None or not said:
        return papers(letter) or gone(letter)
    return meeting_card(letter, meeting, [Text(said)], (view.button("show", f"møte vis {meeting.ref}"),))


def papers(letter: Letter) -> Card | None:
    """The agenda to the parties, with what falls in under it; not after the meeting has been."""
    view, meeting = letter.view, meeting_called(letter.view.session, letter.fact("meeting"))
    if meeting is None or meeting.state not in BEFORE_MEETING:
        return None
    lines = paper_lines(letter.snapshot, view.language, meeting, view.organisation)
    buttons = (view.button("agenda", f"saksliste {meeting.ref}"), view.button("show", f"møte vis {meeting.ref}"))
    return meeting_card(letter, meeting, [Text("\n".join(lines))], buttons)


RECIPES: Mapping[str, Recipe] = {"papers": Recipe(papers, papers_again)}
