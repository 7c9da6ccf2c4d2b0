"""Say a line, read the reply: the conversation tests' way in, over a real database and no platform at all."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import count

from domain.accounts import Account, Address
from domain.calendar import oslo_instant
from handlers.cards import Card, Reply
from handlers.commands import answer
from handlers.core.context import Services
from handlers.core.invocation import Invocation
from handlers.views.plain_text import plain
from storage.unit_of_work.store import Store

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # Monday 23 November 2026, 10:00 in Oslo


def oslo(text: str) -> datetime:
    """«2026-11-23 09:00» in Oslo as an instant."""
    day, _, clock = text.partition(" ")
    return oslo_instant(date.fromisoformat(day), time.fromisoformat(clock or "10:00"))


@dataclass
class Desk:
    """Somebody's desk: lines in, replies out, a clock that is set by hand."""

    store: Store
    at: datetime = START
    platforms: frozenset[str] = frozenset({"console"})
    admins: frozenset[str] = frozenset()
    _numbers: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        self.services = Services(self.store, self.platforms, self.admins)

    def reply(
        self,
        who: str,
        line: str,
        *,
        fields: dict[str, str] | None = None,
        at: str = "",
        room: str = "",
        request: str = "",
    ) -> Reply:
        """The whole reply to a line said by a console account (`ks`, `agder:leader`), a Slack user of the workspace T1
        (`U1`), or any account by its id (`slack:T2:U1`, `teams:contoso:anna`)."""
        if at:
            self.at = oslo(at)
        return answer(self.invocation(who, line, fields=fields, room=room, request=request), self.services)

    def invocation(
        self, who: str, line: str, *, fields: dict[str, str] | None = None, room: str = "", request: str = ""
    ) -> Invocation:
        """What a front end hands on, now."""
        if who.count(":") == 2:
            platform, workspace, user = who.split(":")
            account = Account(platform, workspace, user, f"Bruker {user}")
            place = Address(platform, workspace, room or user, not room)
        elif who.startswith("U"):
            account, place = (
                Account("slack", "T1", who, f"Bruker {who}"),
                Address("slack", "T1", room or "D1", not room),
            )
        else:
            account = Account("console", "", who)
            place = Address("console", "", room or who.partition(":")[0])
        return Invocation(line, account, place, self.at, fields or {}, request)

    def say(self, who: str, line: str, *, at: str = "", room: str = "") -> str:
        """The reply as plain text."""
        return plain(self.reply(who, line, at=at, room=room).card)

    def form(self, who: str, line: str, **fields: str) -> Reply:
        """Send a form in."""
        return self.reply(who, line, fields=fields)

    def press(self, who: str, card: Card, label: str) -> Reply:
        """Press the button with this label, wherever it stands on the card."""
        buttons = [*card.buttons, *(button for block in card.body for button in getattr(block, "buttons", ()))]
        found = next((button for button in buttons if button.label == label), None)
        if found is None:
            raise AssertionError(f"no button {label!r} among {[button.label for button in buttons]}")
        return self.reply(who, found.line)
