"""A form as part of a card or as a dialog, and what comes back from either as a line with fields.

The button carries the line and the names of the fields, so any process can take what is sent. Teams can show a card
again in the same place, with what was typed and what was wrong with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from bot.teams import elements as kit
from bot.teams.elements import Payload
from domain.lengths import length
from handlers.cards import Field, FieldKind, Form
from handlers.texts import LANGUAGES, say

INPUT = 3000
"""Characters of a text field, as in other chats; where more stands already, so much."""
SHORTEST = 200
"""Characters of a text field at least, however many share the card."""
SPARE = 0.8
"""How much of a card's room may be typed full: a line break or a quotation mark takes twice its own."""
MANY = 20
"""Choices beyond which one types to find one's own."""
FIELDS = 8
"""Fields beyond which a form is better in a dialog."""
VALUES = 3000
"""Characters in its fields together beyond which it is, too."""
NOTHING = "(-)"
"""The choice of none, where one may choose none: Teams takes no choice without a value, and unchooses none."""
_FIELD = "field:"


class SubmittedForm(NamedTuple):
    """A form that was sent in: fields left empty are empty strings."""

    line: str
    fields: dict[str, str]
    language: str


@dataclass(frozen=True, slots=True)
class FormElements:
    """A form as elements of a card. left: the names of the fields that had no room."""

    elements: list[Payload]
    warnings: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def draw(form: Form, language: str, *, above: str = "", source: str = "", room: int = kit.BODY) -> FormElements:
    """The form with its buttons, in at most `room` bytes. above: the title it stands under, not to be repeated.

    A form can't be split without losing what is typed in it, so what has no room is named, and stays as it is.
    """
    title = kit.heading(form.title, "Medium", spacing="Large") if form.title not in ("", above) else []
    cancel = kit.execute(say(language, "teams.form.cancel"), "cancel", kit.data(source, language=language), lone=True)
    send = kit.execute(form.submit, "form", _sending(form, form.fields, language, source), primary=True)
    return _drawn(form, language, [*title, *kit.lines(form.intro, "Small")], [send, cancel], room)


def dialog(form: Form, language: str = "nb", *, source: str = "") -> Payload:
    """The form as the card of a dialog, which has the title itself: sent in, it is a `task/submit` of the same data."""
    send = kit.submit(form.submit, _sending(form, form.fields, language, source), primary=True)
    drawn = _drawn(form, language, kit.lines(form.intro), [send], kit.BODY)
    return kit.card(drawn.elements, form.title, language)


def opener(form: Form, language: str = "nb", *, source: str = "") -> Payload:
    """A card that offers the form: in a dialog, or where the card stands."""
    task = kit.data(source, msteams={"type": "task/fetch"}, verb="dialog", line=form.line)
    actions = [
        kit.submit(say(language, "teams.form.open"), task, primary=True),
        kit.execute(say(language, "teams.form.here"), "inline", kit.data(source, line=form.line)),
    ]
    intro = kit.lines(form.intro or say(language, "teams.form"))
    body = [*kit.heading(form.title, "Large"), *intro, *kit.action_sets(actions, spacing="Medium")]
    return kit.card(body, form.title, language)


def better_as_dialog(form: Form) -> bool:
    """Whether it has so many fields, or so much in them, that it would push the conversation out of sight."""
    return len(form.fields) > FIELDS or sum(len(field.value) for field in form.fields) > VALUES


def read(data: Mapping[str, Any]) -> SubmittedForm:
    """A button's data, what was typed among it. Never raises: what is missing, or is of no form of ours, is empty."""
    names = [name for name in _listed(data.get("names")) if isinstance(name, str)]
    names += [key.removeprefix(_FIELD) for key in data if key.startswith(_FIELD)]
    several = _listed(data.get("several"))
    fields = {name: _value(data.get(f"{_FIELD}{name}"), several=name in several) for name in names}
    line, language = data.get("line"), data.get("language")
    return SubmittedForm(
        line if isinstance(line, str) else "", fields, str(language) if language in LANGUAGES else "nb"
    )


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _value(typed: object, *, several: bool) -> str:
    text = "" if typed is None else str(typed).strip()
    if several:
        return ", ".join(unquote(piece.strip()) for piece in text.split(",") if piece.strip())
    return "" if text == NOTHING else text


def _sending(form: Form, shown: Sequence[Field], language: str, source: str) -> Payload:
    """What the button carries: the line, and which fields it sends, since Teams leaves empty ones out."""
    several = [field.name for field in shown if _several(field)]
    carried: Payload = {"line": form.line, "language": language, "names": [field.name for field in shown]}
    return kit.data(source, **carried, **({"several": several} if several else {}))


def _several(field: Field) -> bool:
    return field.kind is FieldKind.CHOICES and bool(field.choices)


def _drawn(form: Form, language: str, head: list[Payload], actions: list[Payload], room: int) -> FormElements:
    """The fields that have room, in their order, and under them the names of those that have none."""
    warnings: list[str] = []
    inputs = {field.name: _input(field, language, warnings) for field in form.fields}
    tail = kit.action_sets(actions, spacing="Large")
    _share(form.fields, inputs, room - kit.size([*head, *inputs.values(), *tail]))
    if kit.size([*head, *inputs.values(), *tail]) <= room:
        return FormElements([*head, *inputs.values(), *tail], tuple(warnings))
    kept = _fitting(form.fields, inputs, room - kit.size([*head, *_left(form.fields, language), *tail]))
    shown = [field for field in form.fields if field.name in kept]
    left = [field for field in form.fields if field.name not in kept]
    warnings += [f"form: no room for the field {field.name}" for field in left]
    _send_only(kept, actions[0]["data"])
    elements = [*head, *(inputs[field.name] for field in shown), *_left(left, language), *tail]
    return FormElements(elements, tuple(warnings), tuple(field.name for field in left))


def _send_only(kept: set[str], data: Payload) -> None:
    """The button sends the fields that are shown, and no others."""
    for key in ("names", "several"):
        if key in data:
            data[key] = [name for name in data[key] if name in kept]


def _share(fields: Sequence[Field], inputs: Mapping[str, Payload], free: int) -> None:
    """Let nobody type more than the card has room for: it comes back with all of it when something is wrong."""
    typed = [field for field in fields if not field.choices]
    most = max(int(free // 2 * SPARE) // max(len(typed), 1), SHORTEST)  # Teams counts two bytes a character
    for field in typed:
        drawn = inputs[field.name]
        text = drawn["items"][0] if drawn["type"] == "Container" else drawn
        text["maxLength"] = max(min(field.most or INPUT, most), length(field.value))


def _fitting(fields: Sequence[Field], inputs: Mapping[str, Payload], room: int) -> set[str]:
    """The names of the fields there is room for, up to the first there is none for, so that what goes together does.

    Those to be corrected come first, then those that must be filled in. One too large for any form is passed over.
    """
    kept: set[str] = set()
    free = room
    for field in sorted(fields, key=lambda one: (not one.error, not one.required)):
        weight = kit.size(inputs[field.name]) + 2
        if weight <= free:
            kept.add(field.name)
            free -= weight
        elif weight <= room:
            break
    return kept


def _left(fields: Sequence[Field], language: str) -> list[Payload]:
    names = " · ".join(field.label for field in fields)
    told = [*kit.lines(say(language, "teams.form.left"), weight="Bolder"), *kit.lines(names)]
    return [kit.container(told, spacing="Medium")]


def _input(field: Field, language: str, warnings: list[str]) -> Payload:
    """The input under its label; below it what was wrong with it, in words first of all, and how it is filled in."""
    drawn = _choice(field, language, warnings) if field.choices else _typed(field, warnings)
    drawn |= {"id": f"{_FIELD}{field.name}", "label": kit.still(field.label)}
    if field.required:
        drawn |= {"isRequired": True, "errorMessage": say(language, "teams.form.empty")}
    hint = field.hint or (say(language, "teams.form.date") if field.kind is FieldKind.DATE else "")
    wrong = say(language, "teams.form.wrong", what=field.error) if field.error else ""
    below = [
        *kit.lines(wrong, "Small", color="Attention", weight="Bolder"),
        *kit.lines(hint, "Small", size="Small", isSubtle=True),
    ]
    return kit.container([drawn, *below], spacing="Medium") if below else {**drawn, "spacing": "Medium"}


def _typed(field: Field, warnings: list[str]) -> Payload:
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        warnings.append(f"field {field.name}: no choices, shown as a text field")
    drawn: Payload = {"type": "Input.Text", "maxLength": max(field.most or INPUT, length(field.value))}
    if field.kind is FieldKind.TEXT or "\n" in field.value:
        drawn["isMultiline"] = True
    return {**drawn, "value": field.value} if field.value else drawn


def _choice(field: Field, language: str, warnings: list[str]) -> Payload:
    choices = [(value, label or value) for value, label in field.choices if value]
    if len(choices) < len(field.choices):
        warnings.append(f"field {field.name}: a choice without a value, left out")
    drawn = _choose_several(field, choices) if _several(field) else _choose_one(field, choices, language)
    return {"type": "Input.ChoiceSet", "wrap": True, **drawn}


def _choose_several(field: Field, choices: Sequence[tuple[str, str]]) -> Payload:
    several = ",".join(_carried(value) for value in field.value.split(", ") if value)
    drawn: Payload = {"isMultiSelect": True, "choices": [_option(_carried(value), label) for value, label in choices]}
    return {**drawn, "value": several} if several else drawn


def _choose_one(field: Field, choices: Sequence[tuple[str, str]], language: str) -> Payload:
    chosen = field.value if field.value in dict(choices) else ""
    many = len(choices) > MANY and not chosen  # a client may show a chosen one by its value there, not by its title
    nothing = [] if field.required else [(NOTHING, say(language, "teams.form.nothing"))]
    drawn: Payload = {
        "style": "filtered" if many else "compact",
        "choices": [_option(*choice) for choice in (*nothing, *choices)],
        "placeholder": say(language, "teams.form.search" if many else "teams.form.choose"),
    }
    return {**drawn, "value": chosen} if chosen else drawn


def _option(value: str, label: str) -> Payload:
    return {"title": kit.quiet(label), "value": value}


def _carried(value: str) -> str:
    """A value of several, which Teams joins by commas."""
    return quote(value, safe=" /:()æøåÆØÅ") if "," in value or "%" in value else value
