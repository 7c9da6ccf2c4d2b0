"""Messages about rooms and chats: nothing could be delivered there, the bot was removed, or its token is refused."""

from collections.abc import Mapping
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


def token_refused(letter: Letter) -> Card | None:
    """A chat doesn't take the bot's credentials any more; nothing, once it does again."""
    told = is_told(letter.snapshot.session, TOKEN_REFUSED, letter.fact("chat"))
    return token_refused_again(letter) if told else None


def token_refused_again(letter: Letter) -> Card:
    """The same in a message that stands."""
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


def clock_doubted(letter: Letter) -> Card | None:
    """The machine's clock can't be believed; nothing, once it can."""
    told = is_told(letter.snapshot.session, CLOCK_DOUBTED, letter.fact("about"))
    return clock_doubted_again(letter) if told else None


def clock_doubted_again(letter: Letter) -> Card:
    """The same in a message that stands."""
    view = letter.view
    return Card(view.say("messages.clock-doubted-title"), (Text(view.say("messages.clock-doubted")),))


def stuck(letter: Letter) -> Card | None:
    """Messages to a chat have waited for hours; nothing, once they haven't."""
    return stuck_again(letter) if is_told(letter.snapshot.session, MESSAGES_STUCK, letter.fact("chat")) else None


def stuck_again(letter: Letter) -> Card:
    """The same in a message that stands."""
    view = letter.view
    platform, _, workspace = letter.fact("chat").partition(":")
    facts = {"chat": chat_name(platform), "workspace": workspace or "–", "code": letter.fact("code") or "–"}
    title = view.say("messages.messages-stuck-title", chat=facts["chat"])
    return Card(title, (Text(view.say("messages.messages-stuck", **facts)),), (view.button("status", "status"),))


RECIPES: Mapping[str, Recipe] = {
    "undeliverable": Recipe(undeliverable, undeliverable_again),
    "room-lost": Recipe(lost),
    TOKEN_REFUSED: Recipe(token_refused, token_refused_again),
    "database-put-back": Recipe(put_back),
    MESSAGES_STUCK: Recipe(stuck, stuck_again),
    CLOCK_DOUBTED: Recipe(clock_doubted, clock_doubted_again),
}
