"""What the page's addresses answer with: the parts put together from the conversations, the clock and the outbox.

Everything here blocks, so the server calls it in threads.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from bot.tryout.simulation import Simulation, UnreachableError
from bot.web import clock_panel, conversation_panel, outbox_panel
from bot.web.form import read_fields
from bot.web.outbox_panel import BOXES, FEW, Outbox
from bot.web.page import page, single
from bot.web.persona import Persona, number_in, reader_of
from bot.web.sessions import Sessions
from handlers.messages.draw import draw
from storage.delivery.outbox_view import notices_of, outbox_counts, outbox_page
from storage.tables import MessageRow
from storage.unit_of_work.unit import Snapshot

Asked = Mapping[str, str]
"""What an address or a form says, by name."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of the clock. sent: messages that went out. wrong: why it stayed where it was."""

    sent: int = 0
    wrong: str = ""


class Site:
    """The page to try on. token: what every form on it carries, so that no other page can send one."""

    def __init__(self, clockwork: Simulation, token: str = "") -> None:
        self.token = token or secrets.token_urlsafe(32)
        self.run = secrets.token_hex(4)
        self._hidden = (("token", self.token),)
        self._clockwork = clockwork
        self._talks = Sessions(clockwork)

    def trusts(self, asked: Asked) -> bool:
        """Whether a form comes from a page of this process."""
        return compare_digest(asked.get("token", "").encode(), self.token.encode())

    def page(self, asked: Asked, typed: str = "", wrong: str = "") -> str:
        """The page. typed, wrong: a time the clock could not be moved to, and why."""
        with self._looking(asked) as (reader, snapshot):
            turns, now = self._talks.turns(reader), self._clockwork.app.clock.now()
            held = _outbox(reader, snapshot)
            parties = [one for one in snapshot.directory.organisations.values() if one.valid_on(snapshot.today)]
            return page(
                reader,
                parties,
                (
                    conversation_panel.conversation(reader, turns, self._hidden),
                    clock_panel.clock(reader, now, self._hidden, typed, wrong),
                    outbox_panel.outbox(reader, held),
                ),
                run=self.run,
                after=max((turn.changed for turn in turns), default=0),
            )

    def say(self, asked: Asked, sent: list[tuple[str, str]]) -> None:
        """Say the line, or send in the form, that was sent."""
        with self._looking(asked) as (reader, _):
            pass
        number = number_in(asked, "turn")
        if not number:
            self._talks.say(reader, asked.get("line", ""), pressed=bool(asked.get("pressed")))
        elif asked.get("cancel"):
            self._talks.cancel(reader, number)
        else:
            self._talks.send(reader, number, read_fields(sent))

    def move(self, asked: Asked) -> Moved:
        """Move the clock to where it was asked to go, or send what is due now."""
        to = asked.get("to", "").strip()
        before = len(self._clockwork.deliveries)
        try:
            if to == clock_panel.NOW:
                self._clockwork.tick()
            else:
                self._clockwork.go_to(self._clockwork.target(to))
        except UnreachableError as error:
            with self._looking(asked) as (reader, _):
                return Moved(wrong=reader.say(f"web.clock-{error.why}", typed=to[:60]))
        return Moved(len(self._clockwork.deliveries) - before)

    def news(self, asked: Asked, moved: Moved | None = None) -> Mapping[str, object]:
        """What has changed for the reader since `after`, as pieces of the page by where they belong."""
        with self._looking(asked) as (reader, snapshot):
            turns = self._talks.turns(reader, number_in(asked, "after"))
            held = _outbox(reader, snapshot)
            return {
                "run": self.run,
                "after": max((turn.changed for turn in turns), default=0),
                "now": str(clock_panel.time_of(reader, self._clockwork.app.clock.now())),
                "turns": [
                    {
                        "id": f"turn-{turn.number}",
                        "html": str(conversation_panel.turn_item(reader, turn, self._hidden, focus=False)),
                        "news": conversation_panel.news(reader, turn),
                    }
                    for turn in turns[-conversation_panel.SHOWN :]
                ],
                "outbox": None
                if asked.get("mark") == held.mark
                else {
                    "mark": held.mark,
                    "html": str(outbox_panel.listed(reader, held)),
                    "boxes": outbox_panel.counts(reader, held),
                },
                "sent": moved.sent if moved else 0,
                "moved": reader.say("web.clock-moved", n=moved.sent) if moved and not moved.wrong else "",
                "wrong": moved.wrong if moved else "",
            }

    def message(self, number: int, asked: Asked) -> str | None:
        """A page with one message as it went out, else as it would read now; None: there is no such message."""
        with self._looking(asked) as (reader, snapshot):
            row = snapshot.session.get(MessageRow, number)
            if row is None:
                return None
            kept = next((one.card for one in list(self._clockwork.deliveries) if one.key == row.key), None)
            card = kept or draw(snapshot, row, notices_of(snapshot.session, row))
            held = _outbox(reader, snapshot)
            part = asked.get("part") == "1"
            drawn = outbox_panel.opened(reader, held, row, card, kept=kept is not None, level=3 if part else 2)
            return str(drawn) if part else single(reader, outbox_panel.name_of(reader, held, row), drawn)

    def sorry(self, asked: Asked, key: str, facts: Mapping[str, object]) -> tuple[str, str]:
        """A text that says something went otherwise, alone and as a page."""
        with self._looking(asked) as (reader, _):
            text = reader.say(key, **facts)
            return text, single(reader, text)

    def place(self, asked: Asked, *, clock: bool) -> str:
        """Where on the page the reader finds what they asked for. clock: it was about the clock.

        A form is found by its field that has the focus, which an address that names a place would take from it.
        """
        with self._looking(asked) as (reader, _):
            said = [turn for turn in self._talks.turns(reader) if turn.said]
            if clock or not said:
                return f"{reader.address()}#clock"
            last = max(said, key=lambda turn: turn.number)
            return reader.address() if last.card.form else f"{reader.address()}#turn-{last.number}"

    @contextmanager
    def _looking(self, asked: Asked) -> Iterator[tuple[Persona, Snapshot]]:
        now: datetime = self._clockwork.app.clock.now()
        with self._clockwork.app.store.read(now) as snapshot:
            yield reader_of(snapshot, asked), snapshot


def _outbox(reader: Persona, snapshot: Snapshot) -> Outbox:
    statuses = BOXES.get(reader.box, BOXES[""])
    rows = outbox_page(snapshot.session, statuses, reader.most or FEW)
    return Outbox(outbox_counts(snapshot.session), rows, snapshot.directory.organisations)
