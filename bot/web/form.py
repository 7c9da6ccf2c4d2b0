"""A card's form as HTML: labels, hints and errors tied to their fields, and what was typed kept.

Nothing is checked in the browser: what is missing or wrong is said in our words and the reader's language.
"""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.web.html import lines, tag
from bot.web.layout import Layout
from domain.lengths import length
from handlers.cards import Field, FieldKind, Form
from handlers.texts import say

_Attributes = dict[str, str | bool | int]

PREFIX = "field."
"""What the names of a form's own fields begin with, so that they can't be taken for the page's."""

_ROWS = 4, 16
"""Lines that a long text's field shows: at least, at most."""


def draw_form(form: Form, language: str, frame: Layout, title: str = "") -> tuple[Markup, list[str]]:
    """The form, and warnings about fields that make no sense. title: of its card, which need not be said twice."""
    warnings: list[str] = []
    focus = _first(form.fields) if frame.focus else ""
    fields = [_field(field, language, f"{frame.id}-field-{field.name}", warnings, focus) for field in form.fields]
    html = tag(
        "form",
        tag(f"h{frame.level + 1}", form.title) if form.title != title else None,
        tag("p", lines(form.intro)) if form.intro else None,
        _wrong(frame.wrong, language, role="alert", tabindex=-1) if frame.wrong else None,
        fields,
        [tag("input", type="hidden", name=name, value=value) for name, value in (*frame.hidden, ("line", form.line))],
        tag(
            "div",
            tag("button", form.submit, type="submit", class_="primary"),
            tag("button", say(language, "web.form-cancel"), type="submit", name="cancel", value="1"),
            class_="buttons",
        ),
        class_="form",
        method="post",
        action=frame.action,
        novalidate=True,
    )
    return html, warnings


def read_fields(sent: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """A sent form's fields by name; several values of one name are the chosen ones, joined as handlers read them."""
    found: dict[str, list[str]] = {}
    for name, value in sent:
        if name.startswith(PREFIX):
            found.setdefault(name.removeprefix(PREFIX), []).append(value)
    return {name: ", ".join(value for value in values if value) for name, values in found.items()}


def _first(fields: Sequence[Field]) -> str:
    """The name of the field to begin at: the first wrong one, else the first."""
    return next((field.name for field in fields if field.error), fields[0].name if fields else "")


def _field(field: Field, language: str, its_id: str, warnings: list[str], focus: str) -> Markup:
    told, described = _told(field, language, its_id)
    label = [field.label, None if field.required else tag("span", f" ({say(language, 'web.form-optional')})")]
    autofocus = field.name == focus
    if field.kind is FieldKind.CHOICES and field.choices:
        boxes = _boxes(field, its_id, autofocus=autofocus)
        return tag("fieldset", tag("legend", label), told, boxes, class_="field", aria_describedby=described)
    attributes: _Attributes = {
        "id": its_id,
        "name": f"{PREFIX}{field.name}",
        "aria_describedby": described,
        "aria_invalid": "true" if field.error else False,
        "aria_required": "true" if field.required else False,
        "autofocus": autofocus,
    }
    control = _select(field, language, attributes, warnings) if field.choices else _text(field, attributes, warnings)
    return tag("div", tag("label", label, for_=its_id), told, control, class_="field")


def _told(field: Field, language: str, its_id: str) -> tuple[list[Markup], str]:
    """What was wrong with the field and how it is filled in; and the ids of the two, for who hears the page."""
    hint = field.hint or (say(language, "web.form-date") if field.kind is FieldKind.DATE else "")
    told: dict[str, Markup] = {}
    if field.error:
        told[f"{its_id}-error"] = _wrong(field.error, language, id=f"{its_id}-error")
    if hint:
        told[f"{its_id}-hint"] = tag("p", lines(hint), id=f"{its_id}-hint", class_="hint")
    return list(told.values()), " ".join(told)


def _text(field: Field, attributes: _Attributes, warnings: list[str]) -> Markup:
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        warnings.append(f"field {field.name}: no choices, shown as a text field")
    if field.most:
        attributes["maxlength"] = max(field.most, length(field.value))
    if field.kind is FieldKind.TEXT or "\n" in field.value:
        rows = min(max(field.value.count("\n") + len(field.value) // 70 + 2, _ROWS[0]), _ROWS[1])
        return tag("textarea", f"\n{field.value}", rows=rows, **attributes)  # HTML drops the first line break
    return tag("input", type="text", value=field.value, autocomplete="off", **attributes)


def _wrong(text: str, language: str, **attributes: str | int) -> Markup:
    """What was wrong, marked by a word and a sign, not by colour alone."""
    sign = tag("span", "■ ", aria_hidden="true")
    return tag(
        "p", sign, tag("strong", say(language, "web.form-wrong")), " ", lines(text), class_="wrong", **attributes
    )


def _select(field: Field, language: str, attributes: _Attributes, warnings: list[str]) -> Markup:
    known = {value for value, _ in field.choices}
    if field.value and field.value not in known:
        warnings.append(f"field {field.name}: its value is not among the choices")
    nothing = "" if "" in known or (field.required and field.value in known) else say(language, "web.form-choose")
    options = [("", nothing)] if nothing else []
    return tag(
        "select",
        [
            tag("option", label, value=value, selected=value == field.value)
            for value, label in (*options, *field.choices)
        ],
        **attributes,
    )


def _boxes(field: Field, its_id: str, *, autofocus: bool) -> Markup:
    """A box to tick for each choice."""
    name, chosen = f"{PREFIX}{field.name}", field.value.split(", ")
    boxes = [
        tag(
            "label",
            tag(
                "input",
                type="checkbox",
                id=f"{its_id}-{number}",
                name=name,
                value=value,
                checked=value in chosen,
                aria_invalid="true" if field.error else None,
                autofocus=autofocus and number == 0,
            ),
            tag("span", label),
            class_="box",
        )
        for number, (value, label) in enumerate(field.choices)
    ]
    return tag("div", boxes, class_="boxes")
