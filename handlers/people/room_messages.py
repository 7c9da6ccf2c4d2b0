"""Messages about rooms and chats: nothing could be delivered there, the bot was removed, or its token is refused."""

from collections.abc import Callable, Mapping
from datetime import datetime, time

from domain.accounts import CONSOLE
from domain.calendar import OSLO
from handlers.cards import Card, Text
from handlers.people.account_text import chat_name
from handlers.texts import moment_text
from handlers.views.message_context import Letter, Recipe
from storage.delivery.told_once import CLOCK_DOUBTED, TOKEN_REFUSED, is_told
from storage.delivery.waiting_long import MESSAGES_STUCK


def undeliverable(letter: Letter) -> Card:
    """A message to an organisation didn't get there."""
    view = letter.view
    organisation = view.directory.organisations[letter.fact("organisation")].name
    why = "messages.undeliverable-message" if letter.fact("fault") else "messages.undeliverable"
    return Card(
        view.say("messages.undeliverable-title", organisation=organisation),
        (Text(view.say(why, organisation=organisation)),),
        (view.button("status", "status"),),
    )


def undeliverable_again(letter: Letter) -> Card:
    """The same in a message that stands: the organisation may have got a room again."""
    view, slug = letter.view, letter.fact("organisation")
    if letter.fact("fault"):
        return undeliverable(letter)
    own = letter.message.room_platform
    rooms = (room for room in view.directory.rooms if room.organisation == slug and not room.refused)
    if not any(room.platform != CONSOLE or own == CONSOLE for room in rooms):
        return undeliverable(letter)
    name = view.directory.organisations[slug].name
    title = view.say("redraw.room-again-title", organisation=name)
    return Card(title, (Text(view.say("redraw.room-again")),), (view.button("status", "status"),))


def lost(letter: Letter) -> Card:
    """The bot has been removed from an organisation's room: where its messages go now, and what to do."""
    view, organisation = letter.view, letter.view.directory.organisations[letter.fact("organisation")]
    left = [room for room in view.directory.rooms if room.organisation == organisation.slug and not room.refused]
    where = view.say("messages.room-lost", room=letter.fact("name") or letter.fact("room"))
    if any(room.platform != CONSOLE for room in left):
        what = view.say("messages.room-lost-left", organisation=organisation.name)
    else:
        what = view.say("messages.room-lost-none", organisation=organisation.name)
    return Card(
        view.say("messages.room-lost-title", organisation=organisation.name),
        (Text(f"{where} {what}"),),
        (view.button("status", "status"),),
    )


def token_refused(letter: Letter) -> Card:
    """A chat doesn't take the bot's credentials any more."""
    view = letter.view
    platform, _, workspace = letter.fact("chat").partition(":")
    chat = chat_name(platform)
    what = view.say("messages.token-refused", chat=chat, workspace=workspace or "–", code=letter.fact("code"))
    return Card(view.say("messages.token-refused-title", chat=chat), (Text(what),))


def put_back(letter: Letter) -> Card:
    """The database has been put back to an earlier state: what was recorded since is gone."""
    view = letter.view
    local = datetime.fromisoformat(letter.fact("since")).astimezone(OSLO)
    since = moment_text(local.date(), time(local.hour, local.minute), view.language)
    return Card(
        view.say("messages.database-put-back-title"),
        (Text(view.say("messages.database-put-back", since=since)), Text(view.say("messages.database-put-back-said"))),
        (view.button("status", "status"),),
    )


def clock_doubted(letter: Letter) -> Card:
    """The machine's clock can't be believed."""
    view = letter.view
    return Card(view.say("messages.clock-doubted-title"), (Text(view.say("messages.clock-doubted")),))


def stuck(letter: Letter) -> Card:
    """Messages to a chat have waited for hours."""
    view = letter.view
    platform, _, workspace = letter.fact("chat").partition(":")
    facts = {"chat": chat_name(platform), "workspace": workspace or "–", "code": letter.fact("code") or "–"}
    title = view.say("messages.messages-stuck-title", chat=facts["chat"])
    return Card(title, (Text(view.say("messages.messages-stuck", **facts)),), (view.button("status", "status"),))


def _of_now(kind: str, about: str, drawn: Callable[[Letter], Card]) -> Recipe:
    """What has been right again since then goes out no more; where it stands, it stands. about: the fact that says what
    it is about."""

    def goes_out(letter: Letter) -> Card | None:
        return drawn(letter) if is_told(letter.snapshot.session, kind, letter.fact(about)) else None

    return Recipe(goes_out, drawn)


RECIPES: Mapping[str, Recipe] = {
    "undeliverable": Recipe(undeliverable, undeliverable_again),
    "room-lost": Recipe(lost),
    TOKEN_REFUSED: _of_now(TOKEN_REFUSED, "chat", token_refused),
    "database-put-back": Recipe(put_back),
    MESSAGES_STUCK: _of_now(MESSAGES_STUCK, "chat", stuck),
    CLOCK_DOUBTED: _of_now(CLOCK_DOUBTED, "about", clock_doubted),
}
