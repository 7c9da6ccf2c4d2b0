"""The builder escapes whatever isn't markup of ours, in text and in attributes."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.web.html import join, lines, tag
from tests.bot.web.markup import parse

HOSTILE = "</p><script>alert('1')</script> \"x\" & &amp; <!-- -->"
ANYTHING = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"))


def test_text_and_attributes_are_escaped() -> None:
    made = tag("p", HOSTILE, title=HOSTILE)
    (paragraph,) = parse(made).all("p")
    assert paragraph.text == HOSTILE
    assert paragraph.attributes == {"title": HOSTILE}
    assert parse(made).all("script") == []


def test_attributes() -> None:
    assert tag("input", type="text", value="", name="", hidden=True, checked=False, for_="x", aria_label="y") == (
        '<input type="text" value="" hidden for="x" aria-label="y">'
    )


def test_children() -> None:
    assert tag("ul", [tag("li", "a"), None, [tag("li", "b")]], "<") == "<ul><li>a</li><li>b</li>&lt;</ul>"
    assert join("a", Markup("<br>"), None) == "a<br>"
    assert lines("a\n<b>") == "a<br>&lt;b&gt;"


@given(ANYTHING, ANYTHING)
def test_nothing_said_becomes_markup(text: str, value: str) -> None:
    root = parse(tag("p", text, title=value))
    assert [one.name for one in root.walk()] == ["", "p"]
    assert root.one("p").text == text
    assert root.one("p").attributes.get("title", "") == value
