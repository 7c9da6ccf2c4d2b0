"""The outbox on the page: every message with its recipient, kind, status and time, and its card when it is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.web.conversation_panel import short_moment
from bot.web.html import join, tag
from bot.web.layout import Layout
from bot.web.persona import Persona
from bot.web.render import render
from domain.accounts import organisation_of
from domain.organisations import Organisation
from handlers.cards import Card
from storage.delivery.outbox import NO_ROOM
from storage.tables import MessageRow, MessageStatus

BOXES: Mapping[str, tuple[str, ...]] = {
    "": ("waiting", "sending", "uncertain", "sent", "undeliverable", "cancelled"),
    "waiting": ("waiting", "sending", "uncertain"),
    "sent": ("sent",),
    "undeliverable": ("undeliverable",),
}
"""The parts of the outbox that can be looked at, and the statuses in each."""

FEW = 20
"""Messages shown until more are asked for."""

_SIGNS = {"waiting": "○", "sending": "○", "uncertain": "▲", "sent": "✓", "undeliverable": "■", "cancelled": "–"}


@dataclass(frozen=True, slots=True)
class Outbox:
    """What the outbox holds. counts: by status. rows: the newest of the part that is looked at, the newest first."""

    counts: Mapping[str, int]
    rows: Sequence[MessageRow]
    organisations: Mapping[str, Organisation]

    @property
    def mark(self) -> str:
        """Changes when anything in it does."""
        newest = self.rows[0].id if self.rows else 0
        return "-".join([str(newest), *(f"{status}{number}" for status, number in sorted(self.counts.items()))])

    def count(self, box: str) -> int:
        """How many messages a part has."""
        return sum(self.counts.get(status, 0) for status in BOXES[box])


def outbox(reader: Persona, held: Outbox) -> Markup:
    """The part."""
    return tag(
        "section",
        tag("h2", reader.say("web.outbox"), id="outbox-title"),
        _boxes(reader, held),
        tag(
            "div",
            listed(reader, held),
            id="messages",
            data_mark=held.mark,
        ),
        id="outbox",
        class_="panel",
        aria_labelledby="outbox-title",
    )


def listed(reader: Persona, held: Outbox) -> Markup:
    """The messages, and a way to more of them."""
    if not held.rows:
        return tag("p", reader.say("web.outbox-empty"), class_="note")
    left = held.count(reader.box) - len(held.rows)
    more = (
        tag("p", tag("a", reader.say("web.outbox-more", n=left), href=_more(reader, held)), class_="more")
        if left
        else None
    )
    return join(tag("ul", [_message(reader, held, row) for row in held.rows], class_="messages"), more)


def counts(reader: Persona, held: Outbox) -> Mapping[str, str]:
    """The parts' names with their numbers, as their links say them."""
    names = {
        "": reader.say("web.box-all"),
        "waiting": reader.say("web.box-waiting"),
        "sent": reader.say("web.box-sent"),
        "undeliverable": reader.say("web.box-undeliverable"),
    }
    return {box: f"{name} ({held.count(box)})" for box, name in names.items()}


def opened(reader: Persona, held: Outbox, row: MessageRow, card: Card | None, *, kept: bool, level: int) -> Markup:
    """A message's card, without buttons to press, and a way to where they can be. kept: it is the card as it went out.

    card None: there is nothing left for it to say.
    """
    slug = organisation_of(row.recipient)
    short = held.organisations[slug].short
    told = reader.say("web.drawn-sent" if row.status == MessageStatus.SENT else "web.drawn-waiting")
    notes = [] if card is None or kept else [tag("p", told, class_="note")]
    drawn = render(card, Layout(id=f"m{row.id}", level=level, pressing="")).html if card else None
    speak = tag("a", reader.say("web.speak-as", who=short), href=reader.address(org=slug, role="coordinator"))
    nothing = tag("p", reader.say("web.nothing-left"), class_="note") if card is None else None
    return join(drawn, nothing, notes, tag("p", speak) if slug != reader.organisation.slug else None)


def name_of(reader: Persona, held: Outbox, row: MessageRow) -> str:
    """«Påminnelse til Siva»."""
    short = held.organisations[organisation_of(row.recipient)].short
    return reader.say("web.message-to", kind=reader.say(f"web.kind-{row.kind}"), who=short)


def _boxes(reader: Persona, held: Outbox) -> Markup:
    links = [
        tag(
            "li",
            tag(
                "a",
                label,
                href=reader.address(box=box, most=0) + "#outbox",
                data_box=box or "all",
                aria_current="true" if box == reader.box else None,
            ),
        )
        for box, label in counts(reader, held).items()
    ]
    return tag("nav", tag("ul", links), class_="boxes", aria_label=reader.say("web.boxes"))


def _more(reader: Persona, held: Outbox) -> str:
    return reader.address(most=len(held.rows) + 5 * FEW) + "#outbox"


def _message(reader: Persona, held: Outbox, row: MessageRow) -> Markup:
    sign = tag("span", _SIGNS[row.status], aria_hidden="true", class_="sign")
    state = tag("span", sign, " ", _status(reader, row), class_=f"state {row.status}")
    short = held.organisations[organisation_of(row.recipient)].short
    when = short_moment(reader, row.sent_at or row.not_before or row.created_at)
    summary = tag(
        "summary",
        tag("strong", short),
        " ",
        state,
        " ",
        tag("span", reader.say(f"web.kind-{row.kind}"), class_="kind"),
        " ",
        tag("span", when, class_="when"),
    )
    path = reader.address(f"/message/{row.id}")
    link = tag("p", tag("a", reader.say("web.show-message"), href=path))
    details = tag("details", summary, tag("div", link, class_="opened"), data_message=path)
    return tag("li", details, id=f"message-{row.id}", data_status=f"{row.status} {row.reason}")


def _status(reader: Persona, row: MessageRow) -> str:
    word = reader.say(f"web.status-{row.status}")
    if row.status == MessageStatus.UNDELIVERABLE and row.reason == NO_ROOM:
        return reader.say("web.status-no-room", status=word)
    return word
