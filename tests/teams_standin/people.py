"""What people do in Teams, sent to the bot as Teams sends it, and what their client shows them of the answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tests.teams_standin.activities import Activities
from tests.teams_standin.drawing import said, texts
from tests.teams_standin.identity import BOT
from tests.teams_standin.limits import ANSWER, DIALOG, actions, card_faults, inputs, opens_dialog
from tests.teams_standin.state import CARD, Conversation, Dialog, Json, Message, State

UNREACHABLE = "Unable to reach app. Please try again."
"""What a client shows when the bot gives no answer in time, or none it understands."""
MESSAGE_TEXT = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"

Typed = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Answer:
    """What the bot answered. status 0: nothing in time. seconds: from sending to having read it."""

    status: int
    body: Any
    seconds: float = 0


class Shown(str):
    """What a person sees after doing something: the client's own answer first, then what the bot has said since."""

    __slots__ = ("answer",)
    answer: Answer

    def __new__(cls, text: str, answer: Answer | None = None) -> "Shown":
        shown = super().__new__(cls, text)
        shown.answer = answer or Answer(0, None)
        return shown


class Line(Protocol):
    """How activities reach the bot."""

    async def deliver(self, activity: Json, authorization: str | None = None, seconds: float | None = None) -> Answer:
        """seconds: how long the sender waits for the answer."""
        ...


class People:
    """People of all tenants, acting one at a time. who: their id, from `state.person`. where: a conversation's id, a
    thread's (`…;messageid=…`), or nothing for the person's own conversation with the bot."""

    def __init__(self, state: State, line: Line, activities: Activities) -> None:
        self.state = state
        self.line = line
        self.activities = activities
        self.patience = 5.0
        """Seconds a client waits for the answer to an invoke (learn.microsoft.com/microsoftteams/platform,
        messaging-extensions/how-to/action-commands/respond-to-task-module-submit)."""

    # saying

    async def says(self, text: str, who: str, where: str = "", *, mention: bool = True, rich: str = "") -> Shown:
        """Says something; in channels and groups only a mention reaches the bot. rich: pasted HTML it came from."""
        with self.state.changed:
            activity = self.message(text, who, where, mention=mention, rich=rich)
            room = self._room(where, who)
            reaches = room.kind == "personal" or mention
        return await self._sent(activity, who, room) if reaches else Shown("")

    def message(self, text: str, who: str, where: str = "", *, mention: bool = True, rich: str = "") -> Json:
        """The same, said but not sent: the activity, for tests that change something about it first."""
        with self.state.changed:
            room, person = self._room(where, who), self.state.people[who]
            mention = mention and room.kind != "personal"
            if not room.installed and (mention or room.kind == "personal"):
                raise LookupError("one can't speak to a bot that is not there")
            message = Message(self.state.message_id(), who, {"text": text, "textFormat": "plain"})
            message.root = where.partition(";messageid=")[2]
            room.messages.append(message)
            self.state.changed.notify_all()
            return self.activities.message(text, person, room, message, mention=mention, rich=rich)

    async def _sent(self, activity: Json, who: str, room: Conversation) -> Shown:
        before = self._known(room)
        answer = await self.line.deliver(activity)
        return Shown(self._since(room, who, before), answer)

    # cards

    async def press(self, label: str, who: str, where: str = "", nth: int = -1) -> Shown:
        """Presses the newest button with this label that the person sees there (nth: another one)."""
        with self.state.changed:
            room = self._room(where, who)
            message, card, action = self._pick(self._buttons(room, who, label, "Action.Execute"), label, who, nth)
            values, problems = gathered(card, message.typed.get(who, {}), action)
            if problems:
                return Shown("\n".join(problems))
            told = {name: action[name] for name in ("type", "id", "title", "verb") if name in action}
            value = {"action": told | {"data": action["data"] | values}, "trigger": "manual"}
            activity = self.activities.invoke("adaptiveCard/action", value, self.state.people[who], room, message)
            before = self._known(room)
        answer = await self.line.deliver(activity, seconds=self.patience)
        with self.state.changed:
            shown = self._pressed(answer, who, room, message)
            self.state.changed.notify_all()
            return Shown("\n".join(filter(None, [shown, self._since(room, who, before)])), answer)

    def _pressed(self, answer: Answer, who: str, room: Conversation, message: Message) -> str:
        """What the client makes of the answer to a press."""
        body = answer.body if answer.status == 200 and isinstance(answer.body, dict) else {}
        match body:
            case {"statusCode": 200, "type": str(kind), "value": dict(card)} if kind == CARD:
                if not self._acceptable(card, ANSWER, room):
                    return UNREACHABLE
                message.mine[who] = card
                message.typed.pop(who, None)
                return texts(card)
            case {"statusCode": 200, "type": str(kind), "value": str(text)} if kind == MESSAGE_TEXT:
                room.notices.append((who, text))
                return text
            case {"statusCode": 400 | 500, "type": str(kind), "value": {"message": str(text)}} if kind == ERROR:
                room.notices.append((who, text))
                return text
        if answer.status == 200:
            self.state.refused.append(f"answer to a press: {answer.body!r}")
        return UNREACHABLE

    def fill(self, typed: Typed, who: str, where: str = "") -> None:
        """Fills in inputs named by their labels, in the newest card that has them all; what is typed stays until the
        card is another one. A choice by its title, several as a list; a toggle as «true» or «false»."""
        with self.state.changed:
            for message, card in reversed([*self._cards(self._room(where, who), who)]):
                if typed.keys() <= {_label(node) for node in inputs(card)}:
                    message.typed.setdefault(who, {}).update(_typed(card, typed))
                    return
            raise LookupError(f"{self.state.name(who)} sees no card with {sorted(typed)}")

    # dialogs

    async def open_dialog(self, label: str, who: str, where: str = "", nth: int = -1) -> Shown:
        """Presses a button that asks for a dialog; what then stands in it."""
        with self.state.changed:
            room = self._room(where, who)
            found = self._buttons(room, who, label, "Action.Submit")
            message, card, action = self._pick(found, label, who, nth)
            if not opens_dialog(action):
                raise LookupError(f"{label!r} opens no dialog")
            values, _ = gathered(card, message.typed.get(who, {}), action)
            value = {"data": action["data"] | values, "context": {"theme": "default"}}
            activity = self.activities.invoke("task/fetch", value, self.state.people[who], room, message)
        return self._tasked(await self.line.deliver(activity, seconds=self.patience), who, room, opening=True)

    async def submit_dialog(self, typed: Typed, who: str, button: str = "") -> Shown:
        """Fills in the open dialog and presses its button (the first one): what then stands there, nothing if it
        closed."""
        with self.state.changed:
            dialog = self.state.dialogs[who]
            room = self.state.find(dialog.where)
            dialog.typed |= _typed(dialog.card, typed)
            found = [one for one in actions(dialog.card) if one["type"] == "Action.Submit"]
            action = next(one for one in found if button in {"", one["title"]})
            values, problems = gathered(dialog.card, dialog.typed, action)
            if problems:
                return Shown("\n".join(problems))
            value = {"data": (action.get("data") or {}) | values, "context": {"theme": "default"}}
            activity = self.activities.invoke("task/submit", value, self.state.people[who], room, None)
        return self._tasked(await self.line.deliver(activity, seconds=self.patience), who, room, opening=False)

    def _tasked(self, answer: Answer, who: str, room: Conversation, *, opening: bool) -> Shown:
        """What the client makes of the answer to task/fetch or task/submit."""
        with self.state.changed:
            match answer.body if answer.status == 200 else None:
                case {"task": {"type": "continue", "value": {"title": str(title), "card": {"content": dict(card)}}}}:
                    if self._acceptable(card, DIALOG, room):
                        self.state.dialogs[who] = Dialog(card, title, room.id)
                        return Shown(f"{title}\n{texts(card)}", answer)
                case {"task": {"type": "message", "value": str(text)}}:
                    self.state.dialogs.pop(who, None)
                    room.notices.append((who, text))
                    return Shown(text, answer)
                case None | {} if answer.status == 200 and not opening:
                    self.state.dialogs.pop(who, None)
                    return Shown("", answer)
            if answer.status == 200:
                self.state.refused.append(f"answer to a dialog: {answer.body!r}")
            return Shown(UNREACHABLE, answer)

    # seeing

    def seen(self, who: str, where: str = "") -> str:
        """The conversation as this person reads it now: thread by thread, each message under its writer's name, and
        at the end what their client has told them. Raises LookupError when they are not in it."""
        with self.state.changed:
            room = self._room(where, who)
            drawn = [self._drawn(one, who) for one in self.state.in_order(room, where.partition(";messageid=")[2])]
            return "\n\n".join([*drawn, *(f"({text})" for to, text in room.notices if to == who)])

    def _drawn(self, message: Message, who: str) -> str:
        card = message.card(who)
        text = texts(card, message.typed.get(who)) if card else said(message.content)
        return f"{self.state.name(message.who)}: {text}"

    def _room(self, where: str, who: str) -> Conversation:
        room = self.state.find(where, who)
        if who not in room.members:
            raise LookupError(f"{self.state.name(who)} is not in {room.name or room.id}")
        return room

    def _cards(self, room: Conversation, who: str) -> Iterator[tuple[Message, Json]]:
        """Every card in front of the person, oldest first."""
        for message in sorted(room.messages, key=lambda one: int(one.id)):
            card = message.card(who)
            if card:
                yield message, card

    def _buttons(self, room: Conversation, who: str, label: str, kind: str) -> list[tuple[Message, Json, Json]]:
        return [
            (message, card, action)
            for message, card in self._cards(room, who)
            for action in actions(card)
            if action["type"] == kind and action.get("title") == label and action.get("isEnabled", True)
        ]

    def _pick(
        self, found: list[tuple[Message, Json, Json]], label: str, who: str, nth: int
    ) -> tuple[Message, Json, Json]:
        if not found:
            raise LookupError(f"{self.state.name(who)} sees no button {label!r}")
        return found[nth]

    def _acceptable(self, card: Json, place: str, room: Conversation) -> bool:
        """Whether a card that came as an answer can be shown; what is wrong with it is kept with the refusals."""
        faults, noted = card_faults(card, place, {self.state.people[aad].id for aad in room.members})
        self.state.noted += noted
        self.state.refused += [f"answer: {fault}" for fault in faults]
        return not faults

    def _known(self, room: Conversation) -> dict[str, int]:
        return {message.id: len(message.edits) for message in room.messages}

    def _since(self, room: Conversation, who: str, before: dict[str, int]) -> str:
        """What the bot has said, or drawn anew, that wasn't there before."""
        with self.state.changed:
            new = [one for one in room.messages if one.who == BOT and before.get(one.id) != len(one.edits)]
            return "\n".join(texts(one.card(who)) or said(one.content) for one in new)


def gathered(card: Json, typed: Mapping[str, str], action: Json) -> tuple[dict[str, str], list[str]]:
    """The values a button sends along, as the client does: only inputs that are set; and what it complains of instead.

    Source: adaptivecards 3.0.6, `SubmitActionBase.internalPrepareForExecution` and each input's `isSet`, `isValid`.
    """
    if str(action.get("associatedInputs", "auto")).lower() == "none":
        return {}, []
    values: dict[str, str] = {}
    problems: list[str] = []
    for node in inputs(card):
        value = typed.get(node["id"], _unset(node))
        wanted = node.get("valueOn", "true") if node["type"] == "Input.Toggle" else None
        missing = node.get("isRequired") and (not value or (wanted is not None and value != wanted))
        if missing or (value and "regex" in node and not re.search(node["regex"], value)):
            problems.append(node.get("errorMessage", "?"))
        if value:
            values[node["id"]] = value
    return values, problems


def _unset(node: Json) -> str:
    """An input's value before anybody has touched it."""
    return str(node.get("value", node.get("valueOff", "false") if node["type"] == "Input.Toggle" else ""))


def _label(node: Json) -> str:
    return str(node.get("label") or node.get("title") or node.get("placeholder") or node["id"])


def _typed(card: Json, typed: Typed) -> dict[str, str]:
    """Values by input id. Raises LookupError for a label or a choice that isn't there."""
    by_label = {_label(node): node for node in inputs(card)}
    if typed.keys() - by_label.keys():
        raise LookupError(f"no field {sorted(typed.keys() - by_label.keys())}")
    return {by_label[label]["id"]: _value(by_label[label], value) for label, value in typed.items()}


def _value(node: Json, value: str | Sequence[str]) -> str:
    if node["type"] == "Input.Toggle":
        return str(node.get("valueOn", "true") if value == "true" else node.get("valueOff", "false"))
    if node["type"] == "Input.ChoiceSet":
        by_title = {choice["title"]: choice["value"] for choice in node["choices"]}
        chosen = [value] if isinstance(value, str) else [*value]
        if set(chosen) - {"", *by_title}:
            raise LookupError(f"{_label(node)!r} has no choice {sorted(set(chosen) - set(by_title))}")
        return ",".join(by_title[title] for title in chosen if title)
    return str(value)[: node.get("maxLength")]
