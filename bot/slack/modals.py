"""A form as a Slack modal, and a sent modal as a line with fields.

The modal is all the memory there is: its private metadata carries the line and where to answer, so any process can
take the submission. Errors go back in the acknowledgement and keep what was typed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.slack import blocks as kit
from bot.slack.blocks import Payload
from domain.lengths import length
from handlers.cards import Field, FieldKind, Form, Reply
from handlers.texts import LANGUAGES, say

CALLBACK = "form"
"""The callback_id of every modal."""

TITLE = 24
VIEW_BLOCKS = 100
METADATA = 3000
INPUT = 3000
HINT = 2000
OPTION = 75
OPTION_VALUE = 150
OPTIONS = 100
VIEW = 250_000
"""Characters of a whole view as JSON."""
ANSWER = 15_000
"""Characters of a view that an acknowledgement carries: Slack drops larger ones without saying how large they may be
(slack-go issue 1196, deno-slack-sdk issue 324), so they follow in a call of their own."""
_FIELD = "field:"
_INPUT = "value"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a modal was opened, and so where its answer goes. No channel: the direct conversation with the person."""

    channel: str = ""
    thread: str = ""
    direct: bool = False


@dataclass(frozen=True, slots=True)
class SubmittedModal:
    """A submitted modal."""

    line: str
    place: Place
    language: str
    fields: dict[str, str]


def view(form: Form, place: Place, language: str) -> tuple[Payload, tuple[str, ...]]:
    """The form as a modal view, and the warnings about what did not fit.

    Raises ValueError when its line is too long to travel with the modal.
    """
    warnings: list[str] = []
    blocks: list[Payload] = []
    if len(form.title) > TITLE:
        warnings.append("modal: title clamped, shown in full inside")
        blocks += kit.paragraphs([[(form.title, True)]])
    if form.intro:
        blocks += kit.paragraphs([[(form.intro, False)]])
    for field in form.fields:
        drawn = _input(field, language, warnings)
        if len(blocks) + len(drawn) > VIEW_BLOCKS:
            warnings.append(f"modal: no room for the field {field.name}")
            continue
        blocks += drawn
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": kit.plain_text(_clamp(form.title, TITLE)),
        "submit": kit.plain_text(_clamped(form.submit, TITLE, "modal: submit", warnings)),
        "close": kit.plain_text(say(language, "slack.form.close")),
        "private_metadata": _metadata(form.line, place, language),
        "blocks": blocks,
    }, tuple(warnings)


def _metadata(line: str, place: Place, language: str) -> str:
    text = json.dumps({"line": line, "language": language, **asdict(place)}, ensure_ascii=False, separators=(",", ":"))
    for character in "&<>":  # never escaped on its way through Slack, whatever Slack does to text
        text = text.replace(character, f"\\u{ord(character):04x}")
    if len(text) > METADATA:
        raise ValueError("the form's line is too long for a modal")
    return text


def _clamp(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _clamped(text: str, limit: int, what: str, warnings: list[str]) -> str:
    if len(text) > limit:
        warnings.append(f"{what} clamped")
    return _clamp(text, limit)


def _input(field: Field, language: str, warnings: list[str]) -> list[Payload]:
    element = _choice(field, warnings) if field.choices else _typed(field, warnings)
    drawn: Payload = {
        "type": "input",
        "block_id": f"{_FIELD}{field.name}",
        "label": kit.plain_text(_clamped(field.label, HINT, f"field {field.name}: label", warnings)),
        "optional": not field.required,
        "element": {**element, "action_id": _INPUT},
    }
    hint = field.hint or (say(language, "slack.form.date") if field.kind is FieldKind.DATE else "")
    if hint:
        drawn["hint"] = kit.plain_text(_clamped(hint, HINT, f"field {field.name}: hint", warnings))
    return [*kit.paragraphs([[(field.error, True)]]), drawn] if field.error else [drawn]


def _typed(field: Field, warnings: list[str]) -> Payload:
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        warnings.append(f"field {field.name}: no choices, shown as a text field")
    element: Payload = {
        "type": "plain_text_input",
        "multiline": field.kind is FieldKind.TEXT or "\n" in field.value,
        "max_length": min(max(field.most or INPUT, length(field.value)), INPUT),
    }
    if field.value:
        element["initial_value"] = _clamped(field.value, INPUT, f"field {field.name}: value", warnings)
    return element


def _choice(field: Field, warnings: list[str]) -> Payload:
    several = field.kind is FieldKind.CHOICES
    options = _options(field, warnings)
    element: Payload = {"type": "multi_static_select" if several else "static_select"}
    if len(options) <= OPTIONS:
        element["options"] = options
    else:
        warnings.append(f"field {field.name}: {len(options)} choices, shown in groups")
        element["option_groups"] = _groups(options)
    chosen = field.value.split(", ") if several else [field.value]
    initial = [option for option in options if option["value"] in chosen]
    if not initial:
        return element
    return {**element, "initial_options": initial} if several else {**element, "initial_option": initial[0]}


def _options(field: Field, warnings: list[str]) -> list[Payload]:
    """The choices that Slack can take."""
    options: list[Payload] = [
        {"text": kit.plain_text(_clamped(label, OPTION, f"field {field.name}: choice", warnings)), "value": value}
        for value, label in field.choices
        if len(value) <= OPTION_VALUE
    ]
    if len(options) < len(field.choices):
        warnings.append(f"field {field.name}: a choice has too long a value, left out")
    return options


def _groups(options: Sequence[Payload]) -> list[Payload]:
    """Options in groups of a hundred, each named by its first and last."""
    chunks = [options[start : start + OPTIONS] for start in range(0, len(options), OPTIONS)]
    return [{"label": kit.plain_text(_between(chunk)), "options": list(chunk)} for chunk in chunks]


def _between(chunk: Sequence[Payload]) -> str:
    first, last = (_clamp(option["text"]["text"], OPTION // 2 - 2) for option in (chunk[0], chunk[-1]))
    return f"{first} – {last}"


def read(sent: Payload) -> SubmittedModal:
    """A view_submission's `view` as a line with fields; fields left empty are empty strings."""
    carried = json.loads(sent["private_metadata"])
    values: Mapping[str, Mapping[str, Payload]] = sent["state"]["values"]
    fields = {
        block_id.removeprefix(_FIELD): _value(inputs[_INPUT])
        for block_id, inputs in values.items()
        if block_id.startswith(_FIELD)
    }
    place = Place(carried["channel"], carried["thread"], carried["direct"])
    return SubmittedModal(carried["line"], place, carried["language"], fields)


def is_ours(sent: Payload) -> bool:
    """Whether a submitted `view` can be read: its metadata is as we wrote it, its fields are those of a form."""
    try:
        form = read(sent)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return False
    words = (form.line, form.language, form.place.channel, form.place.thread, *form.fields.values())
    drawn = all(block.get("type") and (block["type"] != "input" or block.get("block_id")) for block in sent["blocks"])
    return drawn and form.language in LANGUAGES and all(isinstance(one, str) for one in words)


def _value(state: Payload) -> str:
    if "selected_options" in state:
        return ", ".join(option["value"] for option in state["selected_options"])
    if "selected_option" in state:
        return str((state["selected_option"] or {}).get("value", ""))
    return str(state.get("value") or "").strip()


@dataclass(frozen=True, slots=True)
class ModalOutcome:
    """What becomes of a submitted modal.

    answer: what the acknowledgement says, None to close it. then: a view that takes the modal's place by a call of its
    own, after the acknowledgement: its fields keep what the person typed, since their ids are the same.
    """

    answer: Payload | None = None
    then: Payload | None = None
    warnings: tuple[str, ...] = ()


def outcome(reply: Reply, sent: Payload) -> ModalOutcome:
    """What becomes of a submission. sent: the submitted `view`.

    Errors are for fields that the modal has; a form with other fields takes its place. The same fields under another
    line show the errors first, and go on as the new form. A view too large for an acknowledgement follows it.
    """
    shown = [block["block_id"] for block in sent["blocks"] if block["type"] == "input"]
    form = reply.card.form
    errors = _errors(reply, shown)
    if form is None:
        return ModalOutcome(errors)
    same = {f"{_FIELD}{field.name}" for field in form.fields} == set(shown)
    known = read(sent)
    if errors and same and form.line == known.line:
        return ModalOutcome(errors)
    drawn, warnings = view(form, known.place, reply.card.language)
    if errors and same:
        return ModalOutcome(errors, _light(drawn), warnings)
    return _instead(drawn, reply.card.language, warnings)


def _instead(drawn: Payload, language: str, warnings: tuple[str, ...]) -> ModalOutcome:
    """The view in the modal's place: by the acknowledgement, or after it when it is too large for one."""
    if len(json.dumps(drawn)) > ANSWER:
        return ModalOutcome({"response_action": "update", "view": _waiting(drawn, language)}, drawn, warnings)
    return ModalOutcome({"response_action": "update", "view": drawn}, None, warnings)


def _light(drawn: Payload) -> Payload:
    """The view without what its fields hold when that is too much: Slack keeps what was typed in fields it knows."""
    if len(json.dumps(drawn)) <= VIEW:
        return drawn
    blocks = [
        {**block, "element": {name: value for name, value in block["element"].items() if name != "initial_value"}}
        if block["type"] == "input"
        else block
        for block in drawn["blocks"]
    ]
    return {**drawn, "blocks": blocks}


def _waiting(drawn: Payload, language: str) -> Payload:
    """A small view to stand until the large one comes."""
    blocks = kit.paragraphs([[(say(language, "slack.wait"), False)]])
    return {name: value for name, value in drawn.items() if name != "submit"} | {"blocks": blocks}


def _errors(reply: Reply, shown: Sequence[str]) -> Payload | None:
    """The acknowledgement that shows what was wrong at the fields; None: nothing was, or there is no field."""
    return {"response_action": "errors", "errors": _wrong(reply, shown)} if reply.problem and shown else None


def _wrong(reply: Reply, shown: Sequence[str]) -> dict[str, str]:
    """The errors by block_id; what belongs to no field of the modal goes to its first."""
    problem = reply.problem
    found = [(field.name, field.error) for field in (reply.card.form.fields if reply.card.form else ()) if field.error]
    if not found and problem:
        found = [(problem.field_name, f"{problem.problem} {problem.hint}".strip())]
    wrong: dict[str, str] = {}
    for name, text in found:
        block_id = f"{_FIELD}{name}"
        block_id = block_id if block_id in shown else shown[0]
        wrong[block_id] = f"{wrong[block_id]} {text}" if block_id in wrong else text
    return wrong
