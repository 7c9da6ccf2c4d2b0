"""Messages about any duty: one party nudges another."""

from collections.abc import Mapping

from handlers.cards import Card
from handlers.duties.items import duty_item, duty_items, duty_over, things_as_they_stand
from handlers.followups.messages import about_follow_up, follow_up_again
from handlers.views.closed_items import gone
from handlers.views.message_context import Letter, Recipe
from storage.duties.find import duty_of_key


def nudge(letter: Letter) -> Card | None:
    """Another party asks for what is late, or soon due."""
    if letter.fact("follow_up"):
        return about_follow_up(letter)
    view = letter.view
    duty = duty_of_key(view.session, letter.fact("duty"))
    if duty is None or duty.done_on is not None:
        return None
    items = duty_items(view, [duty])
    return Card(view.say("messages.nudge-title", who=letter.sender(), name=items[0].lead), tuple(items))


def nudge_again(letter: Letter) -> Card:
    """The same in a message that stands: what is done is shown as done."""
    if letter.fact("follow_up"):
        return follow_up_again(letter)
    view = letter.view
    duty = duty_of_key(view.session, letter.fact("duty"))
    if duty is None:
        return gone(letter)
    things = things_as_they_stand(view.session, [duty])
    thing = things.get((duty.subject_kind, duty.subject_id))
    item = duty_over(view, duty, thing, owned=True)
    if item is None and thing is not None:
        item = duty_item(view, duty, thing)
    if item is None:
        return gone(letter)
    return Card(view.say("messages.nudge-title", who=letter.sender(), name=item.lead), (item,))


RECIPES: Mapping[str, Recipe] = {"nudge": Recipe(nudge, nudge_again)}
