"""A card in words alone, where a chat refuses it as it looks: whole while it has room, else shortened and saying so."""

import pytest

from bot.delivery.plain_fallback import LONGEST, in_words
from handlers.cards import Button, Card, Text
from handlers.texts import say
from handlers.views.plain_text import plain

LANGUAGES = ("nb", "nn", "en")


def card(text: str, language: str = "nb") -> Card:
    return Card("Påminnelse", (Text(text),), (Button("Ferdig", "ferdig O-1"),), language=language)


def of_length(characters: int, last: str = "SLUTT") -> Card:
    """A card that is so many characters long in words, one line after the other."""
    room = characters - len(plain(card("x"))) + 1
    lines = ("Siva leverer skisse innen fredag.\n" * 100)[: room - len(last)]
    return card(f"{lines.rstrip()}{'x' * (len(lines) - len(lines.rstrip()))}{last}")


@pytest.mark.parametrize("characters", [LONGEST - 1, LONGEST])
def test_what_has_room_is_said_whole_with_its_buttons_as_lines(characters: int) -> None:
    long = of_length(characters)
    assert len(plain(long)) == characters
    said = plain(in_words(long))
    assert said == plain(long)
    assert "[Ferdig] ferdig O-1" in said


def test_one_character_more_is_cut_at_the_end_of_a_line_and_said() -> None:
    long = of_length(LONGEST + 1)
    assert len(plain(long)) == LONGEST + 1
    said = plain(in_words(long))
    kept, _, note = said.partition("\n…\n\n")
    assert plain(long).startswith(f"{kept}\n"), "whole lines"
    assert len(kept) <= LONGEST
    assert note == say("nb", "messages.shortened")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_line_without_end_is_cut_all_the_same(language: str) -> None:
    shown = in_words(card("x" * (2 * LONGEST), language))
    said = plain(shown)
    assert len(said) <= LONGEST + len("\n…\n\n") + len(say(language, "messages.shortened"))
    assert said.endswith(say(language, "messages.shortened"))
    assert (shown.title, shown.buttons, shown.language) == ("", (), language)
