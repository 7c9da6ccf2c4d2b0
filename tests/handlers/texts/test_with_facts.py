"""Each text with facts in it: it can be said, has room where it stands, and names stand inside sentences."""

import re

import pytest

from domain.organisations import REFERENCE
from handlers.texts import LANGUAGES, say
from tests.handlers.texts.kit import catalogue, drawn, spelt_out

LONGEST = max((one.short for one in REFERENCE), key=len)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_formats(language: str) -> None:
    for name in catalogue(language):
        for text in drawn(language, name):
            assert text.strip() == text, name
            assert text, name
            assert not re.search(r"[{}]|\bNone\b|  | [.,:;](?!\w)|\n\s", text), f"{name}: {text!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_have_room_for_their_labels(language: str) -> None:
    for name in catalogue(language):
        if name.startswith("buttons.") or name.endswith(".button") or name in ("slack.form.open", "slack.rest.button"):
            label = say(language, name, organisation=LONGEST, year=2027, chat="Teams", name="Å" * 41)
            assert len(label) <= 75, f"{name}: {label}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_inside_sentences(language: str) -> None:
    """Meetings, steps, roles and states are put into sentences and capitalised by the code where they begin one."""
    templates = (
        "meetings.name-{}", "meetings.step-{}", "meetings.state-{}", "roles.{}", "followups.state-{}",
        "agreements.state-{}", "agreements.field-{}", "measures.status-{}",
    )  # fmt: skip
    for name in sorted(name for template in templates for name in spelt_out(template)):
        assert all(text[0].islower() for text in drawn(language, name)), name
