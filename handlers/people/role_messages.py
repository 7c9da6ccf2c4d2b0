"""Messages about roles: somebody asks for one, and is given it."""

from collections.abc import Mapping, Sequence

from domain.organisations import RequestState
from handlers.cards import Block, Card, Item, Sign, Text
from handlers.people.request_item import MOST_SHOWN, asked_text, request_item
from handlers.views.closed_items import gone
from handlers.views.message_context import Letter, Recipe
from handlers.views.view import View
from storage.people.roles import requests_together, role_request
from storage.tables import RoleRequestRow


def request(letter: Letter) -> Card | None:
    """Somebody asks for a role, and whoever has asked since; to who may give it. None: nobody waits any more."""
    rows = _together(letter)
    return _requests(letter, rows) if any(row.state == RequestState.OPEN for row in rows) else None


def request_again(letter: Letter) -> Card:
    """The same in a message that stands: each with the answer, once there is one."""
    rows = _together(letter)
    return _requests(letter, rows) if rows else gone(letter)


def _together(letter: Letter) -> list[RoleRequestRow]:
    """Those the message tells of. One that its asker has replaced by another is told of no more."""
    rows = requests_together(letter.view.session, int(letter.fact("request")))
    return [row for row in rows if row.state != RequestState.REPLACED] or rows[:1]


def _requests(letter: Letter, rows: Sequence[RoleRequestRow]) -> Card:
    view, waiting = letter.view, [row for row in rows if row.state == RequestState.OPEN]
    answered = [row for row in rows if row.state != RequestState.OPEN]
    organisation = view.directory.organisations[rows[0].organisation].short
    items: list[Block] = [_answered(view, row) for row in answered[-MOST_SHOWN:]]
    items += [request_item(view, row) for row in waiting[:MOST_SHOWN]]
    if left := max(len(waiting) - MOST_SHOWN, 0) + max(len(answered) - MOST_SHOWN, 0):
        items.append(Text(view.say("roles.requests-more", n=left)))
    title = "messages.role-request-title" if waiting else "redraw.role-request-title"
    return Card(view.say(title, organisation=organisation), tuple(items))


def _answered(view: View, row: RoleRequestRow) -> Item:
    granted = row.state == RequestState.GRANTED
    word = view.say("redraw.granted" if granted else "redraw.declined")
    return Item(asked_text(view, row), str(row.account), Sign.DONE if granted else Sign.IDLE, word)


def granted(letter: Letter) -> Card | None:
    """To the person alone: not for the room that takes over when they can't be written to, or hold it no more."""
    view, row = letter.view, role_request(letter.view.session, int(letter.fact("request")))
    if row is None or not letter.message.room_direct:
        return None
    return Card(
        view.say(
            "messages.role-granted-title",
            role=view.say(f"roles.{row.role}"),
            organisation=view.directory.organisations[row.organisation].short,
        ),
        (Text(view.say("messages.role-granted")),),
        (view.button("status", "status"), view.button("help", "hjelp")),
    )


RECIPES: Mapping[str, Recipe] = {
    "role-request": Recipe(request, request_again),
    "role-granted": Recipe(granted),
}
