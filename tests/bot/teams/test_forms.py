"""Forms in Teams: filled in where they stand or in a dialog, read back as a line with fields, nothing typed lost."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams import elements as kit
from bot.teams import forms
from bot.teams.render import render
from handlers.cards import Card, Field, FieldKind, Form, Text
from handlers.texts import LANGUAGES, say
from tests.bot.card_checks import Checks
from tests.bot.teams.test_render import LITERAL, actions

AB = (("a", "Alfa"), ("b", "Beta"))
NEW = Form(
    "møte ny",
    "Nytt møte",
    (
        Field("kind", "Hva slags møte", FieldKind.CHOICE, "b", AB),
        Field("county", "Fylke", FieldKind.CHOICE, "", AB, required=False),
        Field("date", "Dato", FieldKind.DATE, "fredag uke 17"),
        Field("parties", "Parter", FieldKind.CHOICES, "a, b", AB, required=False),
        Field("place", "Sted", FieldKind.LINE, required=False, hint="Fullt navn"),
        Field("text", "Saker", FieldKind.TEXT, "1. desember\n- punkt", required=False),
    ),
    "Lagre",
    "Hvem og når?",
)


def inputs(payload: Any) -> dict[str, Any]:
    """Every input by the name of its field."""
    if isinstance(payload, list):
        return {name: one for part in payload for name, one in inputs(part).items()}
    if not isinstance(payload, dict):
        return {}
    if str(payload.get("type")).startswith("Input."):
        return {payload["id"].removeprefix("field:"): payload}
    return {name: one for value in payload.values() for name, one in inputs(value).items()}


def drawn(form: Form, language: str = "nb") -> dict[str, Any]:
    return render(Card(form.title, form=form, language=language)).payload


def sent(payload: dict[str, Any], **typed: str) -> forms.SubmittedForm:
    """What comes back when somebody types this and presses the first button of the form."""
    fields = inputs(payload)
    shown = {name: one.get("value", "") for name, one in fields.items()} | typed
    [button] = [one for one in actions(payload) if "names" in one["data"]]
    return forms.read({**button["data"], **{f"field:{name}": value for name, value in shown.items() if value}})


def test_every_kind_of_field_is_shown(seen: Checks) -> None:
    words = seen.words(drawn(NEW))
    for word in ("Nytt møte", "Hvem og når?", "Hva slags møte", "Alfa", "Dato", "Fullt navn", "Lagre", "Avbryt"):
        assert word in words
    assert say("nb", "teams.form.date") in words
    assert words.count("Nytt møte") == 1


def test_every_kind_of_field_is_the_right_input() -> None:
    shown = inputs(drawn(NEW))
    assert shown["kind"]["style"] == "compact"
    assert shown["kind"]["value"] == "b"
    assert shown["date"]["type"] == "Input.Text"
    assert "isMultiline" not in shown["date"]
    assert shown["parties"]["isMultiSelect"]
    assert shown["parties"]["value"] == "a,b"
    assert shown["text"]["isMultiline"]
    assert {one["maxLength"] for one in shown.values() if one["type"] == "Input.Text"} == {200, 3000}
    assert {name for name, one in shown.items() if one.get("isRequired")} == {"kind", "date"}
    assert shown["date"]["errorMessage"] == say("nb", "teams.form.empty")


def test_the_buttons_carry_what_is_agreed() -> None:
    send, cancel = actions(render(Card("T", form=NEW), source="9").payload)
    assert (send["type"], send["verb"], send["style"]) == ("Action.Execute", "form", "positive")
    names = ["kind", "county", "date", "parties", "place", "text"]
    assert send["data"] == {"line": "møte ny", "language": "nb", "names": names, "several": ["parties"], "source": "9"}
    assert (cancel["verb"], cancel["data"]) == ("cancel", {"language": "nb", "source": "9"})
    assert cancel["associatedInputs"] == "none", "one can always go back"


def test_what_stands_in_a_form_comes_back_as_it_was() -> None:
    line, fields, language = sent(drawn(NEW, "nn"))
    assert (line, language) == ("møte ny", "nn")
    assert fields == {field.name: field.value for field in NEW.fields}


def test_what_is_typed_comes_back() -> None:
    assert sent(drawn(NEW), place="  Oslo ", parties="b").fields["place"] == "Oslo"
    assert sent(drawn(NEW), parties="b").fields["parties"] == "b"


def test_one_can_choose_none_again() -> None:
    county = inputs(drawn(NEW))["county"]
    assert county["choices"][0] == {"title": "Ikke valgt", "value": forms.NOTHING}
    assert sent(drawn(NEW), county=forms.NOTHING).fields["county"] == ""


def test_values_with_commas_are_told_apart() -> None:
    choices = (("Møre, og Romsdal", "M"), ("100 %", "H"), ("a/b (c): d", "A"))
    field = Field("x", "X", FieldKind.CHOICES, "100 %", choices)
    form = Form("l", "T", (field,), "Lagre")
    assert sent(drawn(form)).fields["x"] == "100 %"
    chosen = ",".join(one["value"] for one in inputs(drawn(form))["x"]["choices"])
    assert sent(drawn(form), x=chosen).fields["x"] == "Møre, og Romsdal, 100 %, a/b (c): d"


def test_a_wrong_field_says_so_in_words_beside_itself(seen: Checks) -> None:
    wrong = replace(NEW.fields[2], value="i fjor", error="Det er ikke en dag som kommer.")
    form = replace(NEW, fields=(*NEW.fields[:2], wrong, *NEW.fields[3:]))
    payload = render(Card("Datoen kan ikke brukes", (Text("Ingenting er lagret."),), form=form)).payload
    words = seen.words(payload).split("\n")
    told = words.index("Må rettes: Det er ikke en dag som kommer.")
    assert words.index("Dato") < told < words.index("Parter")
    assert inputs(payload)["date"]["value"] == "i fjor"
    assert '"color": "Attention"' in json.dumps(payload)


@pytest.mark.parametrize("text", LITERAL)
@pytest.mark.parametrize("kind", [FieldKind.CHOICE, FieldKind.CHOICES])
def test_peoples_words_stand_as_they_were_written(text: str, kind: FieldKind, seen: Checks) -> None:
    field = Field("x", text, kind, choices=(("a", text), ("b", "B")), hint=text, error=text)
    payload = drawn(Form("l", text, (field, Field("y", text, value=text)), "Lagre", intro=text))
    lookalike = text.replace("*", "∗").replace("`", "ˋ")
    words = seen.words(payload).replace("{\n{", "{{").split("\n")
    assert words.count(text) + words.count(lookalike) * (text != lookalike) == 6, words
    assert f"Må rettes: {text}" in words
    assert inputs(payload)["y"]["value"] == text


def test_many_choices_are_found_by_typing() -> None:
    many = tuple((str(number), f"Kommune {number}") for number in range(357))
    field = Field("x", "Kommune", FieldKind.CHOICE, "", many)
    assert inputs(drawn(Form("l", "T", (field,), "Lagre")))["x"]["style"] == "filtered"
    chosen = replace(field, value="356")
    assert inputs(drawn(Form("l", "T", (chosen,), "Lagre")))["x"]["style"] == "compact"


def test_a_choice_without_choices_is_typed() -> None:
    rendered = render(Card("T", form=Form("l", "T", (Field("x", "X", FieldKind.CHOICES, "a, b"),), "Lagre")))
    assert rendered.warnings == ("field x: no choices, shown as a text field",)
    assert sent(rendered.payload).fields == {"x": "a, b"}


def test_a_long_value_is_kept_whole() -> None:
    form = Form("l", "T", (Field("x", "X", FieldKind.TEXT, "å" * 5000),), "Lagre")
    assert inputs(drawn(form))["x"]["maxLength"] == 5000
    assert sent(drawn(form)).fields["x"] == "å" * 5000


# dialogs


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_form_in_a_dialog(language: str, seen: Checks) -> None:
    payload = forms.dialog(NEW, language, source="9")
    seen(payload)
    [send] = actions(payload)
    assert (send["type"], send["title"]) == ("Action.Submit", "Lagre")
    assert send["data"] == actions(render(Card("T", form=NEW, language=language), source="9").payload)[0]["data"]
    assert sent(payload).fields == {field.name: field.value for field in NEW.fields}


def test_a_long_form_is_offered(seen: Checks) -> None:
    payload = forms.opener(NEW, "nb", source="9")
    seen(payload)
    in_dialog, here = actions(payload)
    task = {"msteams": {"type": "task/fetch"}, "verb": "dialog", "line": "møte ny", "source": "9"}
    assert (in_dialog["type"], in_dialog["title"], in_dialog["data"]) == ("Action.Submit", "Åpne skjemaet", task)
    assert (here["verb"], here["title"], here["data"]) == ("inline", "Fyll ut her", {"line": "møte ny", "source": "9"})


def test_which_forms_are_better_in_a_dialog() -> None:
    assert not forms.better_as_dialog(NEW)
    assert forms.better_as_dialog(replace(NEW, fields=NEW.fields * 2))
    assert forms.better_as_dialog(replace(NEW, fields=(Field("x", "X", FieldKind.TEXT, "å" * 3001),)))


# larger than a message


def minutes(characters: int) -> Form:
    """Thirty items as the form of minutes has them, each text so long."""
    fields = [
        field
        for number in range(1, 31)
        for field in (
            Field(f"text-{number}", f"{number}/27 Sak", FieldKind.TEXT, "æøå" * (characters // 3), required=False),
            Field(f"outcome-{number}", f"{number}/27 Utfall", FieldKind.CHOICE, "a", AB, required=False),
            Field(f"result-{number}", f"{number}/27 Vedtak", FieldKind.TEXT, "", required=False),
        )
    ]
    return Form("referat skriv N-2027-V v1", "Referat", tuple(fields), "Lagre")


def test_thirty_items_of_six_hundred_characters_are_one_form(seen: Checks) -> None:
    rendered = render(Card("Referat", form=minutes(600)))
    assert rendered.warnings == ()
    seen(rendered.payload)


@pytest.mark.parametrize("inline", [True, False])
def test_a_form_larger_than_a_message_says_what_is_left_out(inline: bool, seen: Checks) -> None:  # noqa: FBT001 - a case
    form = minutes(3000)
    rendered = render(Card("Referat", form=form))
    payload = rendered.payload if inline else forms.dialog(form)
    words = seen.words(payload)
    assert kit.size(payload) <= kit.CARD
    left = [field for field in form.fields if field.name not in inputs(payload)]
    assert inputs(payload).keys() == {field.name for field in form.fields[: len(form.fields) - len(left)]}
    assert len(inputs(payload)) >= 27, "nine items whole"
    assert say("nb", "teams.form.left") in words
    assert " · ".join(field.label for field in left) in words
    assert set(sent(payload).fields) == {field.name for field in form.fields if field not in left}
    assert rendered.warnings == tuple(f"form: no room for the field {field.name}" for field in left)


def test_what_is_to_be_corrected_or_must_be_filled_in_has_room_first() -> None:
    fields = minutes(3000).fields
    last = replace(fields[-3], error="For langt.")
    payload = drawn(replace(minutes(3000), fields=(*fields[:-6], replace(fields[-6], required=True), last)))
    assert {last.name, fields[-6].name} <= set(inputs(payload))


def test_a_field_too_large_for_any_form_leaves_room_for_the_others() -> None:
    huge = Field("huge", "Stor", FieldKind.TEXT, "å" * 40_000, required=False)
    form = replace(NEW, fields=(huge, *NEW.fields))
    assert set(inputs(drawn(form))) == {field.name for field in NEW.fields}


def test_a_form_after_a_long_text_has_a_page_of_its_own(seen: Checks) -> None:
    card = Card("T", tuple(Text("x" * 5000) for _ in range(7)), form=NEW)
    whole = replace(card, body=card.body[:2])
    assert render(whole, line="mine").pages == 1
    large = replace(NEW, fields=(*NEW.fields, Field("x", "X", FieldKind.TEXT, "å" * 9000)))
    rendered = render(replace(card, form=large), line="mine", page=2)
    assert (rendered.pages, rendered.warnings) == (2, ())
    assert set(inputs(rendered.payload)) == {field.name for field in large.fields}
    seen(rendered.payload)
    first = render(replace(card, form=large), line="mine")
    assert inputs(first.payload) == {}
    seen(first.payload)


# what comes back


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, ("", {}, "nb")),
        ({"line": "møte ny", "names": ["a", "b"], "field:a": " x "}, ("møte ny", {"a": "x", "b": ""}, "nb")),
        ({"line": "l", "field:c": "y", "language": "en"}, ("l", {"c": "y"}, "en")),
        ({"line": 7, "names": "abc", "language": "xx", "several": 1}, ("", {}, "nb")),
        ({"line": "l", "names": [1, None, "a"], "field:a": None}, ("l", {"a": ""}, "nb")),
        ({"line": "l", "names": ["a"], "several": ["a"], "field:a": "x, y,,z"}, ("l", {"a": "x, y, z"}, "nb")),
        ({"line": "l", "names": ["a"], "field:a": True}, ("l", {"a": "True"}, "nb")),
        ({"line": "l", "language": ["nb"]}, ("l", {}, "nb")),
    ],
)
def test_whatever_comes_back_is_read(data: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert tuple(forms.read(data)) == expected


values = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(str.strip)
several = st.lists(values.filter(lambda one: one and ", " not in one), unique=True, min_size=1, max_size=4)


@given(values, several, st.sampled_from(LANGUAGES), st.text(max_size=20))
def test_every_form_comes_back_as_it_went(text: str, chosen: list[str], language: str, line: str) -> None:
    choices = tuple((one, one) for one in chosen)
    fields = (
        Field("a", "A", FieldKind.TEXT, text),
        Field("b", "B", FieldKind.CHOICES, ", ".join(chosen), choices),
        Field("c", "C", FieldKind.CHOICE, chosen[0], choices, required=False),
    )
    payload = drawn(Form(line, "T", fields, "Lagre"), language)
    expected = {"a": "" if text == forms.NOTHING else text, "b": ", ".join(chosen), "c": chosen[0]}
    assert sent(payload) == (line, expected, language)
