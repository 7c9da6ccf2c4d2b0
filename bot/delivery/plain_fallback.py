"""A card in nothing but words, for a chat that refuses it as it looks: a reminder is worth more than its looks."""

from handlers.cards import Card, Text
from handlers.texts import say
from handlers.views.plain_text import plain

LONGEST = 2500
"""Characters: any chat takes as much in any message."""


def in_words(card: Card) -> Card:
    """The same card as one text, with its buttons as lines to type; shortened, and saying so, if it is very long."""
    text = plain(card)
    if len(text) > LONGEST:
        kept = text[:LONGEST].rpartition("\n")[0] or text[:LONGEST]
        text = f"{kept}\n…\n\n{say(card.language, 'messages.shortened')}"
    return Card("", (Text(text),), language=card.language)
