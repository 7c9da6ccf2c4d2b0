"""Cards as Adaptive Cards: what a person sees, word for word; pages; buttons; nothing lost in silence."""

import json
import os
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams import elements as kit
from bot.teams.render import RenderedActivity, attachment, render
from handlers.cards import Block, Button, Card, Copy, Facts, Field, Form, Heading, Item, Note, Sign, Table, Text
from handlers.texts import LANGUAGES, say
from tests.bot.card_checks import MISSING, Checks, limit_faults, node_is_here, schema_faults
from tests.bot.slack.test_render import EVERYTHING, FERDIG, LONG, some_blocks, some_buttons
from tests.thorough import as_many

LITERAL = (
    "1. desember er fristen",
    "2) for sent",
    "- punkt",
    "+ pluss",
    "# tittel",
    "> sitat",
    "= likt",
    "*fet* og **feit**",
    "_skrå_ og __skrå__",
    "~~strek~~",
    "`kode`",
    "[a](http://ond.no)",
    "<at>Kari</at> <b>fet</b>",
    "&amp; og &lt;",
    r"\* omvendt",
    "https://ond.no og www.ond.no",
    "{{DATE(2017-02-14T06:00:00Z)}}",
    "  innrykk",
    "a\u00a0b: 50 % · «c»",
)
TABLE = Table(("Part", "Frist"), (("KS", "15.4."), ("Siva", "")), "Frister i april")


def pages(card: Card, line: str = "mine") -> list[RenderedActivity]:
    first = render(card, line=line)
    return [render(card, page=number, line=line) for number in range(1, first.pages + 1)]


def actions(payload: Any) -> list[dict[str, Any]]:
    """Every button, in order."""
    if isinstance(payload, dict):
        found = [payload] if str(payload.get("type", "")).startswith("Action.") else []
        return found + [action for value in payload.values() for action in actions(value)]
    return [action for one in payload for action in actions(one)] if isinstance(payload, list) else []


def kinds(rendered: RenderedActivity) -> str:
    return " ".join(element["type"] for element in rendered.payload["body"])


def test_the_clients_own_library_is_asked() -> None:
    if not node_is_here() and not os.environ.get("TEST_NODE"):
        pytest.skip(MISSING)
    assert node_is_here()


def test_everything_a_card_can_hold_is_shown_in_order(seen: Checks) -> None:
    rendered = render(EVERYTHING)
    assert (rendered.warnings, rendered.pages) == ((), 1)
    words = seen.words(rendered.payload)
    expected = (
        *("Status for vårmøtet", "Innledning", "Åpne saker", "Frist", "15. april", "▲ snart", "O-1 Skisse", "Siva l"),
        *("Ferdig", "O-2 Tall", "Utsett", "✓ ferdig", "O-3 Uten knapp", "Frister i april", "15.4.", "Hei,"),
        *("vi kaller inn", "Modellen § 4.1", "Nytt møte", "Lagre", "Avbryt", "Nytt møte"),
    )
    assert re.search(".*".join(map(re.escape, expected)), words, re.DOTALL), words


def test_the_elements_are_the_expected_kinds() -> None:
    assert kinds(render(EVERYTHING)) == (
        "TextBlock RichTextBlock TextBlock ColumnSet ColumnSet ColumnSet Container Container "
        "RichTextBlock Table Container RichTextBlock TextBlock ActionSet ActionSet"
    )


def test_every_button_carries_its_line_and_its_message() -> None:
    card = Card("T", (Item("O-1", buttons=(FERDIG,)),), (Button("Nytt møte", "møte ny", primary=True),))
    done, new = actions(render(card).payload)
    assert (done["type"], done["verb"], done["data"]) == ("Action.Execute", "line", {"line": "ferdig O-1"})
    assert (new["title"], new["style"]) == ("Nytt møte", "positive")
    assert [one["data"]["source"] for one in actions(render(card, source="77").payload)] == ["77", "77"]


def test_buttons_beside_a_form_work_while_it_is_empty() -> None:
    card = Card("T", (Item("O-1", buttons=(FERDIG,)),), (FERDIG,), form=Form("ny", "Ny", (Field("a", "A"),), "Lagre"))
    by_verb = {one["verb"]: one.get("associatedInputs") for one in actions(render(card).payload)}
    assert by_verb == {"line": "none", "form": None, "cancel": "none"}


def test_the_summary_is_short_and_plain() -> None:
    rendered = render(Card("Frist <i dag>", (Text("A & B\n\nC"), Text("D"))))
    assert rendered.summary == "Frist <i dag> – A & B C"
    assert rendered.payload["speak"] == "Frist i dag – A B C"
    assert len(render(Card("T", (Text(LONG),))).summary) == 300


@pytest.mark.parametrize("text", LITERAL)
def test_peoples_words_stand_as_they_were_written(text: str, seen: Checks) -> None:
    card = Card(
        text,
        (
            *(Text(text), Heading(text), Note(text), Copy(f"{text}\nog mer"), Facts(((text, text), ("Navn", text)))),
            *(Item(text, text, Sign.SOON, text, (Button(text, "x"),)), Item("O-1", text, buttons=(FERDIG, FERDIG))),
            Table((text, "B"), ((text, text),), text),
        ),
        (Button(text, "x"),),
    )
    words = seen.words(render(card).payload).replace("{\n{", "{{")
    shown = [line for line in words.split("\n") if line.removeprefix("▲ ") == text]
    assert len(shown) == 18, words


def test_a_line_break_is_a_line_of_its_own(seen: Checks) -> None:
    body = (Text("En\nto\n\ntre"), Item("A\nB", "C\nD"), Facts((("Navn", "Linje 1\nLinje 2"),)), Copy("x\n\ny"))
    assert seen.words(render(Card("T", body)).payload).split("\n") == [
        *("T", "En", "to", "tre", "A", "B", "C", "D", "Navn", "Linje 1", "Linje 2", "x", "y")
    ]


def test_a_title_is_a_heading_unless_its_words_forbid() -> None:
    assert render(Card("Status")).payload["body"][0]["style"] == "heading"
    assert render(Card("1. desember")).payload["body"][0]["type"] == "RichTextBlock"


def test_a_state_is_a_sign_a_word_and_a_colour() -> None:
    body = render(Card("T", (Item("O-1", sign=Sign.OVERDUE, word="over fristen"), Item("O-2", sign=Sign.IDLE)))).payload
    first, second = (one["items"][0]["inlines"][0] for one in body["body"][1:])
    assert (first["text"], first["color"]) == ("■ over fristen", "Attention")
    assert (second["text"], second.get("color")) == ("○", None)


def test_a_lone_short_button_stands_beside_its_words() -> None:
    assert kinds(render(Card("T", (Item("O-1", buttons=(FERDIG,)),)))).endswith("ColumnSet")
    assert kinds(render(Card("T", (Item("O-1", buttons=(Button("Registrer som gjeldende", "x"),)),)))).endswith(
        "Container"
    )


@pytest.mark.parametrize(
    "block", [Text(LONG), Heading(LONG), Facts((("Navn", LONG),)), Item("O-1", LONG), Copy(LONG), Note(LONG)]
)
def test_long_text_is_whole(block: Block, seen: Checks) -> None:
    rendered = render(Card("T", (block,)))
    assert LONG in seen.words(rendered.payload).replace(" \n", " ")
    assert bool(rendered.warnings) is not isinstance(block, Heading)
    assert rendered.pages == 1


def test_a_large_card_comes_in_pages(seen: Checks) -> None:
    items = tuple(Item(f"<{number}>", "x" * 500, buttons=(FERDIG, FERDIG)) for number in range(100))
    card = Card("Mange", items, (Button("Nytt", "ny"),))
    drawn = pages(card)
    assert len(drawn) == 3
    for number, one in enumerate(drawn, start=1):
        assert kit.size(one.payload) <= kit.CARD
        assert say("nb", "teams.part", number=number, total=3) in json.dumps(one.payload, ensure_ascii=False)
        *_, last = actions(one.payload)
        following = {"line": "mine", "page": number + 1}
        assert last["data"] == (following if number < 3 else {"line": "ny"})
    assert drawn[0].warnings == ()
    words = [seen.words(one.payload) for one in drawn]
    assert all(one.startswith("Mange\n") for one in words)
    assert re.findall(r"<(\d+)>", "".join(words)) == [str(number) for number in range(100)]


def test_a_page_that_is_not_there_is_the_last_one() -> None:
    card = Card("Mange", tuple(Text("x" * 5000) for _ in range(20)))
    assert render(card, page=9, line="mine").payload == pages(card)[-1].payload
    assert render(card, page=0, line="mine").payload == pages(card)[0].payload


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_line_the_next_page_is_out_of_reach_and_that_is_told(language: str) -> None:
    card = Card("Mange", tuple(Text("x" * 5000) for _ in range(20)), language=language)
    rendered = render(card)
    assert rendered.warnings == ("card: 3 pages, and no line that leads to the next",)
    assert say(language, "teams.part.narrow") in json.dumps(rendered.payload, ensure_ascii=False)
    posted = render(card, source="12")
    assert posted.warnings == ()
    assert actions(posted.payload)[-1]["data"] == {"line": "", "page": 2, "source": "12"}


def test_a_long_title_is_whole(seen: Checks) -> None:
    assert LONG in seen.words(render(Card(LONG)).payload).replace(" \n", " ")


def test_rows_of_buttons_keep_their_labels_whole() -> None:
    rows = [one["actions"] for one in render(Card("T", buttons=(FERDIG,) * 14)).payload["body"][1:]]
    assert [len(row) for row in rows] == [4, 4, 4, 2]
    short = [one["actions"] for one in render(Card("T", buttons=(Button("A", "x"),) * 12)).payload["body"][1:]]
    assert [len(row) for row in short] == [5, 5, 2]


def test_no_client_drops_a_button(seen: Checks) -> None:
    buttons = tuple(Button(name, "x") for name in "ABCDEFGHIJKL")
    assert seen.words(render(Card("T", buttons=buttons)).payload).split() == ["T", *"ABCDEFGHIJKL"]


def test_buttons_out_of_bounds(seen: Checks) -> None:
    clamped = render(Card("T", buttons=(Button("K" * 80, "x"),)))
    assert clamped.warnings == ("button: label clamped",)
    heavy = render(Card("T", (Item("O-1", buttons=(Button("Send", "send " + "x" * 2500),)),)))
    assert heavy.warnings == ("button: line too long to carry, shown as text to type",)
    empty = render(Card("T", buttons=(Button("K", ""),)))
    assert empty.warnings == ("button: carries no line, left out",)
    assert "send " + "x" * 2500 in seen.words(heavy.payload)


@pytest.mark.parametrize(("columns", "width", "expected"), [(3, 5, 1), (3, 400, 2), (20, 5, 3), (20, 400, 15)])
def test_large_tables_are_whole(columns: int, width: int, expected: int, seen: Checks) -> None:
    rows = tuple(tuple(f"<{row}.{column}>".ljust(width, ".") for column in range(columns)) for row in range(30))
    table = Table(tuple(f"K{column}" for column in range(columns)), rows, "Stor")
    drawn = pages(Card("T", (table,)))
    words = "\n".join(seen.words(one.payload) for one in drawn)
    assert len(set(re.findall(r"<\d+\.\d+>", words))) == 30 * columns
    assert len(drawn) == expected
    assert all('"K0"' in json.dumps(one.payload) for one in drawn), "each part names the columns"


def test_a_table_row_too_large_for_any_table_is_text(seen: Checks) -> None:
    table = Table(("A", "B"), (("x" * 7000, "y" * 9000),), "Stor")
    rendered = render(Card("T", (table,)))
    assert rendered.warnings[0] == "table: no columns, or a row too large, shown as text"
    assert "y" * 9000 in seen.words(rendered.payload).replace("\n", "")


def test_a_wide_table_is_small_and_takes_the_width() -> None:
    narrow = render(Card("T", (TABLE,))).payload
    assert narrow["msteams"] == {"width": "Full"}
    assert "msteams" not in render(Card("T", (Text("x"),))).payload
    wide = Table(tuple(f"Kolonne {number}" for number in range(7)), (), "")
    assert "Small" in json.dumps(render(Card("T", (wide,))).payload)
    assert "Small" not in json.dumps(narrow["body"][-1])


def test_an_empty_card_is_something(seen: Checks) -> None:
    seen(render(Card("")).payload)
    seen(render(Card("", (Text(""), Item(""), Facts(()), Note(""), Copy(""), Table((), (), "")))).payload)


def test_a_card_is_attached_as_such() -> None:
    payload = render(Card("T")).payload
    assert attachment(payload) == {"contentType": "application/vnd.microsoft.card.adaptive", "content": payload}


@settings(max_examples=as_many(40))
@given(
    st.builds(Card, st.text(max_size=40), st.lists(some_blocks, max_size=15).map(tuple), some_buttons),
    st.sampled_from(["", "mine"]),
)
def test_whatever_the_card_teams_takes_it(seen: Checks, card: Card, line: str) -> None:
    for one in pages(card, line):
        seen(one.payload)


BROKEN: tuple[tuple[str, Any], ...] = (
    ("version", "1.6"),
    ("body", []),
    ("body", [{"type": "TextBlock", "text": "kort", "wrap": False}]),
    ("body", [{"type": "TextBlock", "text": "to\nlinjer", "wrap": True}]),
    ("body", [{"type": "RichTextBlock", "inlines": []}]),
    ("body", [{"type": "ActionSet", "actions": []}]),
    ("body", [{"type": "ActionSet", "actions": [kit.execute("K", "line", {"line": "x", "mer": 1})]}]),
    ("body", [{"type": "ActionSet", "actions": [kit.execute("K" * 76, "line", {"line": "x"})]}]),
    ("body", [{"type": "Input.Text", "id": "dato", "label": "Dato", "maxLength": 9}]),
    ("body", [{"type": "Carousel", "pages": []}]),
)


@pytest.mark.parametrize(("part", "value"), BROKEN)
def test_the_limits_are_watched(part: str, value: object) -> None:
    assert limit_faults({**render(Card("T")).payload, part: value}) != []


@pytest.mark.parametrize(
    "element",
    [
        {"type": "TextBlock", "wrap": True},
        {"type": "TextBlock", "text": "x", "weight": "Fat"},
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "x", "bold": True}]},
        {"type": "Container", "items": [{"type": "Input.ChoiceSet", "choices": []}]},
        {"type": "ActionSet", "actions": [{"type": "Action.Http"}]},
        {"type": "Carousel", "pages": []},
    ],
)
def test_the_schema_is_watched(element: object) -> None:
    assert schema_faults({**render(Card("T")).payload, "body": [element]}) != []


def test_the_library_is_listened_to(seen: Checks) -> None:
    base = render(Card("T")).payload
    seen.words(base)
    with pytest.raises(AssertionError):
        seen({**base, "fallbackText": "1. desember"})
    with pytest.raises(AssertionError):
        seen({**base, "body": [{"type": "TextBlock", "text": "*fet*", "wrap": True}]})
