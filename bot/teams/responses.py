"""What the answer to an invoke carries: a card in the card's place, a sentence, a dialog."""

from dataclasses import dataclass
from typing import Any

from bot.teams.render import RenderedActivity, attachment

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"
SENTENCE = 500
"""Characters of a sentence shown over a card: ours. It is read in passing."""


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer: its status, and its body as JSON or none.

    late: what becomes a message to the person when the answer comes too late to be shown; None: nothing, since what it
    says reaches them anyway.
    """

    status: int = 200
    body: dict[str, Any] | None = None
    late: RenderedActivity | None = None


NOTHING = Response()
NOT_OURS = Response(501)
"""An invoke of a kind that nobody here answers."""


def card(payload: dict[str, Any], late: RenderedActivity | None = None) -> Response:
    """The card in the place of the one that was pressed, for the person who pressed."""
    return Response(body={"statusCode": 200, "type": CARD, "value": payload}, late=late)


def sentence(text: str, late: RenderedActivity | None = None) -> Response:
    """A sentence to the person who pressed; the card stays as it is, with what was typed in it."""
    shown = text if len(text) <= SENTENCE else text[: SENTENCE - 1] + "…"
    return Response(body={"statusCode": 200, "type": MESSAGE, "value": shown}, late=late)


def dialog(title: str, payload: dict[str, Any], late: RenderedActivity | None = None) -> Response:
    """A form in a dialog, or again in the one that is open."""
    value = {"title": title, "height": "large", "width": "large", "card": attachment(payload)}
    return Response(body={"task": {"type": "continue", "value": value}}, late=late)


def dialog_says(text: str, late: RenderedActivity | None = None) -> Response:
    """The dialog's last word."""
    return Response(body={"task": {"type": "message", "value": text}}, late=late)
