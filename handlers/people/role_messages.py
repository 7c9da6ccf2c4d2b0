"""Messages about roles: somebody asks for one, and is given it."""

from collections.abc import Mapping

from domain.organisations import RequestState
from handlers.cards import Button, Card, Item, Sign, Text
from handlers.views.closed_items import gone
from handlers.views.message_context import Letter, Recipe
from storage.people.roles import role_request


def request(letter: Letter) -> Card | None:
    """Somebody asks for a role; to who may give it."""
    view = letter.view
    row = role_request(view.session, int(letter.fact("request")))
    if row is None or row.state != RequestState.OPEN:
        return None
    organisation = view.directory.organisations[row.organisation].short
    return Card(
        view.say("messages.role-request-title", organisation=organisation),
        (
            Text(
                view.say("roles.request", name=row.name, role=view.say(f"roles.{row.role}"), organisation=organisation)
            ),
        ),
        (
            Button(view.say("buttons.approve-role"), f"roller godkjenn {row.id}", primary=True),
            view.button("decline-role", f"roller avslå {row.id}"),
        ),
    )


def request_again(letter: Letter) -> Card:
    """The same in a message that stands: with the answer, once there is one."""
    view = letter.view
    row = role_request(view.session, int(letter.fact("request")))
    if row is None or row.state == RequestState.OPEN:
        return request(letter) or gone(letter)
    organisation = view.directory.organisations[row.organisation].short
    asked = view.say("roles.request", name=row.name, role=view.say(f"roles.{row.role}"), organisation=organisation)
    granted = row.state == RequestState.GRANTED
    word = view.say("redraw.granted" if granted else "redraw.declined")
    item = Item(asked, "", Sign.DONE if granted else Sign.IDLE, word)
    return Card(view.say("redraw.role-request-title", organisation=organisation), (item,))


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
