"""A card as plain text: what is chosen in a form reads as the form offers it."""

import pytest

from handlers.cards import Card, Field, FieldKind, Form
from handlers.views.plain_text import plain

OFFERED = (("siva", "Siva"), ("agder", "Agder"))


@pytest.mark.parametrize(
    ("field", "reads"),
    [
        (Field("who", "Ansvarlig", FieldKind.CHOICE, "siva", choices=OFFERED), "- Ansvarlig (Siva, Agder): Siva"),
        (
            Field("there", "Til stede", FieldKind.CHOICES, "agder, siva", choices=OFFERED),
            "- Til stede (Siva, Agder): Agder, Siva",
        ),
        (Field("who", "Ansvarlig", FieldKind.CHOICE, "", choices=OFFERED), "- Ansvarlig (Siva, Agder):"),
        (Field("due", "Frist", FieldKind.DATE, "31.11"), "- Frist: 31.11"),
        (Field("what", "Hva", FieldKind.TEXT, "tall, siva"), "- Hva: tall, siva"),
    ],
)
def test_a_field_as_it_was_filled_in(field: Field, reads: str) -> None:
    assert plain(Card("Ny oppfølging", form=Form("oppfølging ny", "Skjema", (field,), "Lagre"))).endswith(f"\n{reads}")
