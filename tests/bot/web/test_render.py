"""Cards and forms as HTML: whole, literal in every word, and tied together for those who don't see them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.tryout.simulation import Simulation
from bot.web.form import read_fields
from bot.web.layout import Layout
from bot.web.render import render
from domain.accounts import Account, Address
from handlers.cards import (
    Block,
    Button,
    Card,
    Copy,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Note,
    Sign,
    Table,
    Text,
)
from tests.bot.web.markup import Element, faults, parse
from tests.thorough import as_many

HOSTILE = "<script>alert(1)</script> \"sitat\" 'enkelt' & &lt; </article><b onclick=x>"
FERDIG = Button("Ferdig", "ferdig O-1")
EVERYTHING = Card(
    "Status for vårmøtet",
    (
        Text("Innledning\npå to linjer", strong=True),
        Heading("Åpne saker"),
        Facts((("Frist", "15. april"), ("Eier", "KS"))),
        Item("O-1 Skisse", "Siva leverer", Sign.SOON, "snart", (FERDIG,)),
        Item("O-2 Tall", buttons=(FERDIG, Button("Utsett", "utsett O-2"))),
        Table(("Part", "Frist"), (("KS", "15.4."), ("Siva", "")), "Frister i april"),
        Item("O-3 Uten knapp", sign=Sign.DONE, word="ferdig"),
        Copy("Hei,\nvi kaller inn"),
        Note("Modellen § 4.1"),
    ),
    (Button("Nytt møte", "møte ny", primary=True),),
    form=Form(
        "møte ny",
        "Nytt møte",
        (
            Field("theme", "Tema", value="Kraft", required=False),
            Field("text", "Tekst", FieldKind.TEXT, value="\nto\nlinjer"),
            Field("day", "Dato", FieldKind.DATE, value="31.11.", error="Ikke en dag.", hint="Som du pleier"),
            Field("kind", "Slag", FieldKind.CHOICE, "b", (("a", "A-møte"), ("b", "B-møte"))),
            Field("parties", "Parter", FieldKind.CHOICES, "ks, siva", (("ks", "KS"), ("nav", "N"), ("siva", "Siva"))),
        ),
        "Lagre",
        intro="Hvem og når?",
    ),
)


def drawn(card: Card, frame: Layout | None = None) -> Element:
    """The card as a browser reads it; nothing in it may be a warning."""
    html, warnings = render(card, frame)
    assert warnings == ()
    root = parse(html)
    assert faults(root, whole=False) == []
    return root


def in_form(*fields: Field, **more: str) -> Element:
    """A card that is only a form."""
    return drawn(replace(Card("Tittel", language="nb"), form=Form("linje", "Skjema", fields, "Send", **more)))


def test_a_card_is_an_article_with_its_title_and_language() -> None:
    root = drawn(replace(EVERYTHING, language="nn"), Layout(id="t7", level=4))
    article = root.one("article")
    assert article.attributes["lang"] == "nn"
    assert root.one("h4", id=article.attributes["aria-labelledby"]).text == "Status for vårmøtet"
    assert [one.text for one in root.all("h5")] == ["Åpne saker", "Nytt møte"]


def test_a_form_called_as_its_card_says_so_once() -> None:
    root = drawn(Card("Nytt møte", form=Form("møte ny", "Nytt møte", (), "Lagre")))
    assert [one.text for one in root.all("h3") + root.all("h4")] == ["Nytt møte"]


def test_everything_is_there() -> None:
    text = drawn(EVERYTHING).text
    for words in (
        "Status for vårmøtet", "Innledning\npå to linjer", "Åpne saker", "15. april", "Eier", "▲ snartO-1 Skisse",
        "Siva leverer", "O-2 Tall", "Utsett", "Siva", "✓ ferdig", "Hei,\nvi kaller inn", "Modellen § 4.1", "Nytt møte",
        "Hvem og når?", "Lagre",
    ):  # fmt: skip
        assert words in text, words


def test_a_paragraph_keeps_its_lines() -> None:
    (paragraph, *_) = drawn(EVERYTHING).all("p")
    assert paragraph.one("strong").text == "Innledning\npå to linjer"


def test_facts_are_pairs() -> None:
    pairs = [(one.one("dt").text, one.one("dd").text) for one in drawn(EVERYTHING).one("dl").all("div")]
    assert pairs == [("Frist", "15. april"), ("Eier", "KS")]


def test_items_are_lists_and_a_sign_stands_beside_its_word() -> None:
    first, second = drawn(EVERYTHING).all("ul", class_="items")
    assert [len(one.all("li")) for one in (first, second)] == [2, 1]
    state = first.all("span", class_="state")[0]
    assert state.text == "▲ snart"
    assert state.one("span", class_="sign").attributes["aria-hidden"] == "true"
    alone = drawn(Card("x", (Item("sak", sign=Sign.OVERDUE),)))
    assert "aria-hidden" not in alone.one("span", class_="sign").attributes, "without a word it is all there is"


def test_a_button_carries_its_line_and_says_what_it_is_about() -> None:
    root = drawn(EVERYTHING, Layout(id="t7", pressing="trykk"))
    pressed = root.all("button", name="line")
    assert [(one.text, one.attributes["value"]) for one in pressed] == [
        ("Ferdig", "ferdig O-1"), ("Ferdig", "ferdig O-1"), ("Utsett", "utsett O-2"), ("Nytt møte", "møte ny"),
    ]  # fmt: skip
    assert {one.attributes["form"] for one in pressed} == {"trykk"}
    assert root.one("", id=pressed[1].attributes["aria-describedby"]).text == "O-2 Tall"
    assert "aria-describedby" not in pressed[3].attributes


def test_a_card_that_is_only_shown_has_nothing_to_press() -> None:
    root = drawn(replace(EVERYTHING, form=None), Layout(pressing=""))
    assert root.all("button", type="submit") == []
    assert [one.text for one in root.all("span", class_="button-picture")] == [
        "Ferdig",
        "Ferdig",
        "Utsett",
        "Nytt møte",
    ]


def test_a_table_has_headers_and_a_caption() -> None:
    root = drawn(EVERYTHING)
    table = root.one("table")
    assert table.one("caption").text == "Frister i april"
    assert [one.text for one in table.all("th", scope="col")] == ["Part", "Frist"]
    assert [one.text for one in table.all("th", scope="row")] == ["KS", "Siva"]
    around = root.one("div", role="group")
    assert around.attributes["tabindex"] == "0"
    assert root.one("", id=around.attributes["aria-labelledby"]).name == "caption"


def test_ready_text_keeps_its_lines_and_can_be_copied() -> None:
    root = drawn(EVERYTHING)
    assert root.one("pre").text == "Hei,\nvi kaller inn"
    button = root.where(lambda one: "data-copy" in one.attributes)[0]
    assert "hidden" in button.attributes, "only a script can copy"
    assert button.attributes["data-copy"] == root.one("pre").attributes["id"]


def test_a_form_is_a_form() -> None:
    root = drawn(EVERYTHING, Layout(id="t7", action="/say?org=ks", hidden=(("token", "x"), ("turn", "7"))))
    form = root.one("form")
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/say?org=ks")
    hidden = {one.attributes["name"]: one.attributes["value"] for one in form.all("input", type="hidden")}
    assert hidden == {"token": "x", "turn": "7", "line": "møte ny"}
    assert [one.text for one in form.all("button")] == ["Lagre", "Avbryt"]
    assert "Hvem og når?" in form.text


def test_each_kind_of_field() -> None:
    form = drawn(EVERYTHING).one("form")
    theme = form.one("input", name="field.theme")
    assert (theme.attributes["type"], theme.attributes["value"]) == ("text", "Kraft")
    assert form.one("textarea", name="field.text").text.removeprefix("\n") == "\nto\nlinjer"
    day = form.one("input", name="field.day")
    assert day.attributes["type"] == "text", "a date is typed as people say it"
    kind = form.one("select", name="field.kind")
    assert [one.text for one in kind.all("option") if "selected" in one.attributes] == ["B-møte"]
    boxes = form.all("input", type="checkbox", name="field.parties")
    assert [one.attributes["value"] for one in boxes if "checked" in one.attributes] == ["ks", "siva"]
    assert form.one("fieldset").one("legend").text == "Parter"


def test_labels_hints_and_errors_are_tied_to_their_field() -> None:
    root = drawn(EVERYTHING)
    day = root.one("input", name="field.day")
    assert day.attributes["aria-invalid"] == "true"
    error, hint = day.attributes["aria-describedby"].split()
    assert "Må rettes: Ikke en dag." in root.one("", id=error).text
    assert root.one("", id=hint).text == "Som du pleier"
    theme = root.one("input", name="field.theme")
    assert root.one("label", for_=theme.attributes["id"]).text == "Tema (valgfritt)"
    assert "aria-required" not in theme.attributes
    assert "aria-invalid" not in theme.attributes
    assert day.attributes["aria-required"] == "true"
    wrong = in_form(Field("who", "Hvem", FieldKind.CHOICES, choices=(("ks", "KS"),), error="Velg én."))
    assert "Velg én." in wrong.one("", id=wrong.one("fieldset").attributes["aria-describedby"]).text
    assert wrong.one("input", type="checkbox").attributes["aria-invalid"] == "true"


def test_a_date_says_how_it_can_be_typed() -> None:
    assert "fredag uke 17" in in_form(Field("day", "Dato", FieldKind.DATE)).text


def test_what_is_wrong_with_the_form_as_a_whole_stands_above_its_fields() -> None:
    root = drawn(EVERYTHING, Layout(wrong="Innholdet er endret."))
    assert "Innholdet er endret." in root.one("p", role="alert").text


def test_a_page_opens_at_the_first_wrong_field() -> None:
    focused = [one for one in drawn(EVERYTHING, Layout(focus=True)).walk() if "autofocus" in one.attributes]
    assert [one.attributes["name"] for one in focused] == ["field.day"]
    assert [one for one in drawn(EVERYTHING).walk() if "autofocus" in one.attributes] == []


def test_a_choice_that_nobody_has_made_is_no_choice() -> None:
    choices = (("a", "A"), ("b", "B"))
    needed = in_form(Field("kind", "Slag", FieldKind.CHOICE, choices=choices)).one("select")
    assert [one.attributes["value"] for one in needed.all("option")] == ["", "a", "b"]
    made = in_form(Field("kind", "Slag", FieldKind.CHOICE, "a", choices)).one("select")
    assert [one.attributes["value"] for one in made.all("option")] == ["a", "b"]


def test_what_makes_no_sense_is_a_warning() -> None:
    odd = Card(
        "x",
        (Table(("a", "b"), (("1",),), ""),),
        (Button("Uten linje", ""),),
        form=Form(
            "y",
            "y",
            (
                Field("a", "A", FieldKind.CHOICE),
                Field("b", "B", FieldKind.CHOICE, "z", (("x", "X"),)),
            ),
            "Send",
        ),
    )
    html, warnings = render(odd)
    assert warnings == (
        "table: a row has other columns than the table",
        "field a: no choices, shown as a text field",
        "field b: its value is not among the choices",
        "button: carries no line, left out",
    )
    assert faults(parse(html), whole=False) == []


def test_fields_are_read_as_handlers_take_them() -> None:
    sent = [("token", "x"), ("field.day", "15.4."), ("field.who", ""), ("field.who", "ks"), ("field.who", "siva")]
    assert read_fields(sent) == {"day": "15.4.", "who": "ks, siva"}
    assert read_fields([("field.who", "")]) == {"who": ""}


def hostile(card: Card) -> Card:
    """The same card with everything in it said by somebody who means ill."""
    assert card.form is not None
    fields = tuple(
        replace(
            one,
            label=HOSTILE,
            value=HOSTILE if not one.choices else one.value,
            hint=HOSTILE,
            error=HOSTILE,
            choices=tuple((value, HOSTILE) for value, _ in one.choices),
        )
        for one in card.form.fields
    )
    blocks: tuple[Block, ...] = (
        Text(HOSTILE),
        Heading(HOSTILE),
        Facts(((HOSTILE, HOSTILE),)),
        Item(HOSTILE, HOSTILE, Sign.OVERDUE, HOSTILE, (Button(HOSTILE, HOSTILE),)),
        Table((HOSTILE,), ((HOSTILE,),), HOSTILE),
        Copy(HOSTILE),
        Note(HOSTILE),
    )
    return Card(HOSTILE, blocks, (Button(HOSTILE, HOSTILE),), form=Form(HOSTILE, HOSTILE, fields, HOSTILE, HOSTILE))


def test_peoples_words_stay_words() -> None:
    card = hostile(EVERYTHING)
    root = drawn(card, Layout(wrong=HOSTILE, hidden=(("turn", HOSTILE),)))
    assert root.all("script") == root.all("b") == []
    assert root.one("pre").text == HOSTILE
    assert {one.attributes["value"] for one in root.all("button", name="line")} == {HOSTILE}
    assert root.one("input", name="line").attributes["value"] == HOSTILE
    assert root.one("textarea", name="field.text").text.strip("\n") == HOSTILE


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1, max_size=40)
BUTTONS = st.lists(st.builds(Button, WORDS.map("»{}".format), WORDS), max_size=2).map(tuple)
BLOCKS = st.one_of(
    st.builds(Text, WORDS),
    st.builds(Facts, st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple)),
    st.builds(Item, WORDS, WORDS, st.sampled_from(Sign), WORDS, BUTTONS),
    st.builds(lambda a, b, c: Table((a, b), ((b, c), (a, c)), c), WORDS, WORDS, WORDS),
    st.builds(Copy, WORDS),
)


@given(WORDS, st.lists(BLOCKS, max_size=5), BUTTONS)
@settings(max_examples=as_many(60))
def test_any_card_is_sound(title: str, body: list[Block], buttons: tuple[Button, ...]) -> None:
    root = drawn(Card(title, tuple(body), buttons))
    assert {one.name for one in root.walk()} <= {
        "", "article", "h3", "p", "br", "strong", "dl", "div", "dt", "dd", "ul", "li", "span", "button", "table",
        "caption", "thead", "tbody", "tr", "th", "td", "pre",
    }  # fmt: skip


LINES = {
    "ks": ("status", "status Midtvik", "mine", "frister", "årshjul 2027", "hjelp", "møte vis N-2027-V", "møte ny",
           "innkall N-2027-V", "vedtak", "avtale Midtvik", "oppfølging", "hvem-er-jeg", "roller", "rutiner", "xyzzy"),
    "midtvik": ("status", "saksliste R90-2027-V", "referat R90-2026-H", "referat skriv R90-2026-H", "avtale",
                "avtale statusark", "oppfølging ny", "saksliste ny R90-2027-V"),
    "forskningsradet": ("mine", "utsett O-7", "O-7", "ferdig O-7"),
    "siva:guest": ("status", "hjelp"),
}  # fmt: skip


@pytest.mark.parametrize("who", LINES)
def test_what_people_get_to_see_is_drawn_without_loss(who: str, clockwork: Simulation) -> None:
    slug, _, role = who.partition(":")
    account = Account("console", "", f"{slug}:{role or 'coordinator'}")
    for line in LINES[who]:
        drawn(clockwork.answer(line, account, Address("console", "", slug)).card)


def test_what_goes_out_is_drawn_without_loss(clockwork: Simulation) -> None:
    clockwork.go_to(clockwork.target("+3w"))
    assert len(clockwork.deliveries) > 20
    for one in clockwork.deliveries:
        drawn(one.card)
