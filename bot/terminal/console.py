"""The console front end: one line in, one reply out; one turn of the clock and what it sent.

Whoever runs it has the database anyway: it speaks as any organisation, in any role.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.app import App
from bot.tryout.simulation import Delivery, Show, Simulation, nobody_looks
from domain.accounts import CONSOLE, Account, Address
from domain.organisations import Role, by_name, fold
from handlers.cards import Reply
from handlers.core.actors import GUEST
from handlers.core.invocation import Invocation
from handlers.people.role_words import WORDS as ROLE_WORDS
from handlers.views.plain_text import plain

_GUESTS = (GUEST, "gjest")


class UnknownSpeakerError(Exception):
    """Nobody can speak as that; the message says who can."""


@dataclass(frozen=True, slots=True)
class PrintedMessage:
    """A message that went out: to whom, where, under which key, and the whole of it as text."""

    recipient: str
    room: str
    key: str
    text: str


def speaker(app: App, who: str, at: datetime) -> Account:
    """The console account for `ORG[:ROLE]`. Raises UnknownSpeakerError."""
    name, _, role = who.partition(":")
    with app.store.read(at) as snapshot:
        known = snapshot.directory.organisations
    organisation = by_name(name, known.values())
    if organisation is None:
        raise UnknownSpeakerError(f"No organisation is called «{name}». Write one of: {', '.join(known)}.")
    if role.casefold() in _GUESTS:
        return Account(CONSOLE, "", f"{organisation.slug}:{GUEST}")
    held = ROLE_WORDS.get(fold(role)) if role else Role.COORDINATOR
    if held is None:
        roles = ", ".join([one.value for one in Role] + [GUEST])
        raise UnknownSpeakerError(f"No role is called «{role}». Write one of: {roles}.")
    return Account(CONSOLE, "", f"{organisation.slug}:{held.value}")


def room_of(account: Account, room: str | None = None) -> Address:
    """The console room a line is said in: the one named, else the account's organisation's own."""
    name = (room or account.user.partition(":")[0]).removeprefix(f"{CONSOLE}:")
    return Address(CONSOLE, "", name)


def say_line(
    app: App,
    line: str,
    as_: str = "ks",
    at: datetime | None = None,
    room: str | None = None,
    *,
    fields: Mapping[str, str] | None = None,
) -> Reply:
    """One line, one reply. as_: `ORG[:ROLE]`; at: by default the app's clock. Raises UnknownSpeakerError."""
    at = at or app.clock.now()
    account = speaker(app, as_, at)
    return app.answer(Invocation(line, account, room_of(account, room), at, fields or {}))


def tick(app: App, at: datetime | None = None, show: Show = nobody_looks) -> list[PrintedMessage]:
    """One turn of the clock: put what is due in the outbox and send it to the console; what was sent.

    show: told each message as it goes; one that it raises UnseenError for, which comes out here, isn't delivered. Not
    to be called inside a running event loop.
    """
    return [printed(one) for one in Simulation(app).tick(at, show)]


def dry_tick(app: App, at: datetime, show: Show = nobody_looks) -> list[PrintedMessage]:
    """What a turn of the clock would send, likewise; nothing is written and nothing leaves the process."""
    from bot.app import build
    from storage.unit_of_work.dry_run import rolled_back

    with rolled_back(app.store) as store:
        return tick(build(app.settings, app.clock, app.platforms, store), at, show)


def printed(one: Delivery) -> PrintedMessage:
    """A message as it is printed."""
    return PrintedMessage(one.recipient, _shown(one.room), one.key, plain(one.card))


def _shown(room: Address) -> str:
    """A console room by its name alone, as `--room` takes it."""
    return room.channel if room.platform == CONSOLE else str(room)
