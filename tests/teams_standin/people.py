"""What people do in Teams, sent to the bot as Teams sends it, and what their client shows them of the answer."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tests.patience import PATIENCE
from tests.teams_standin.activities import Activities
from tests.teams_standin.client import Typed, filled, gathered, label, standing
from tests.teams_standin.drawing import said, texts
from tests.teams_standin.identity import BOT
from tests.teams_standin.limits import ANSWER, DIALOG, MESSAGE_BYTES, actions, card_faults, inputs, opens_dialog, size
from tests.teams_standin.state import CARD, Conversation, Dialog, Json, Message, State

UNREACHABLE = "Unable to reach app. Please try again."
"""What a client shows when the bot gives no answer in time, or none it understands."""
MESSAGE_TEXT = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"


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
        """Seconds a client waits for the answer to an invoke: the least that is documented (learn.microsoft.com,
        messaging-extensions/how-to/action-commands/respond-to-task-module-submit). On cards people have been given 10
        to 15, in which the same invoke came again (microsoft/AdaptiveCards issue 3701): see `repeated`."""

    # saying

    async def says(
        self,
        text: str,
        who: str,
        where: str = "",
        *,
        mention: bool = True,
        others: Sequence[str] = (),
        rich: str = "",
        posts: int = 0,
    ) -> Shown:
        """Says something; in channels and groups only a mention reaches the bot.

        others: people mentioned by «@name» in the text. rich: pasted HTML it came from. posts: how many messages of
        the bot's to wait for (it may answer after it has said 200), here or in the person's own conversation.
        """
        with self.state.changed:
            room, before = self._room(where, who), self._known()
            activity = self.message(text, who, where, mention=mention, others=others, rich=rich)
        if room.kind != "personal" and not mention:
            return Shown("")
        answer = await self.line.deliver(activity)
        return Shown(await self._since(room, who, before, posts), answer)

    def message(
        self,
        text: str,
        who: str,
        where: str = "",
        *,
        mention: bool = True,
        others: Sequence[str] = (),
        rich: str = "",
    ) -> Json:
        """The same, said but not sent: the activity, for tests that change something about it before `deliver`."""
        with self.state.changed:
            room, person = self._room(where, who), self.state.people[who]
            mention = mention and room.kind != "personal"
            if not room.installed and (mention or room.kind == "personal"):
                raise LookupError("one can't speak to a bot that is not there")
            message = Message(self.state.message_id(), who, {"text": text, "textFormat": "plain"})
            message.root = where.partition(";messageid=")[2]
            room.messages.append(message)
            self.state.changed.notify_all()
            named = [self.state.people[other] for other in others]
            return self.activities.message(text, person, room, message, mention=mention, others=named, rich=rich)

    # cards

    async def press(
        self, label: str, who: str, where: str = "", nth: int = -1, *, by: str = "", posts: int = 0
    ) -> Shown:
        """Presses the newest button with this label that the person sees there (nth: another one).

        by: words of the message it stands in. posts: as in `says`; what is drawn anew counts, too.
        """
        with self.state.changed:
            room = self._room(where, who)
            found = self._buttons(where, who, label, "Action.Execute", by)
            message, card, action = self._pick(found, label, who, nth)
            values, problems = gathered(card, message.typed.get(who, {}), action)
            if problems:
                return Shown("\n".join(problems))
            told = {name: action[name] for name in ("type", "id", "title", "verb") if name in action}
            value = {"action": told | {"data": action["data"] | values}, "trigger": "manual"}
            activity = self.activities.invoke("adaptiveCard/action", value, self.state.people[who], room, message)
            before, edits = self._known(), len(message.edits)
        answer = await self.line.deliver(activity, seconds=self.patience)
        with self.state.changed:
            first = self._pressed(answer, who, room, message)
            if len(message.edits) != edits:  # it was drawn for everybody while the answer was on its way
                message.mine.pop(who, None)
            self.state.changed.notify_all()
        then = await self._since(room, who, before, posts)
        return Shown("\n".join(dict.fromkeys(filter(None, [first, *then.split("\n\n")]))), answer)

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
        card is another one."""
        with self.state.changed:
            for message, card in reversed([*self._cards(where, who)]):
                if typed.keys() <= {label(node) for node in inputs(card)}:
                    message.typed.setdefault(who, {}).update(filled(card, typed))
                    return
            raise LookupError(f"{self.state.name(who)} sees no card with {sorted(typed)}")

    def form(self, who: str, where: str = "") -> dict[str, str]:
        """What stands in the newest card with inputs that the person sees there, by label; nothing without one."""
        with self.state.changed:
            for message, card in reversed([*self._cards(where, who)]):
                if found := standing(card, message.typed.get(who, {})):
                    return found
            return {}

    # dialogs

    async def open_dialog(self, label: str, who: str, where: str = "", nth: int = -1) -> Shown:
        """Presses a button that asks for a dialog; what then stands in it."""
        with self.state.changed:
            room = self._room(where, who)
            found = self._buttons(where, who, label, "Action.Submit", "")
            message, card, action = self._pick(found, label, who, nth)
            if not opens_dialog(action):
                raise LookupError(f"{label!r} opens no dialog")
            values, _ = gathered(card, message.typed.get(who, {}), action)
            value = {"data": action["data"] | values, "context": {"theme": "default"}}
            activity = self.activities.invoke("task/fetch", value, self.state.people[who], room, message)
        answer = await self.line.deliver(activity, seconds=self.patience)
        return Shown(self._tasked(answer, who, activity["conversation"]["id"], opening=True), answer)

    async def submit_dialog(self, typed: Typed, who: str, button: str = "", *, posts: int = 0) -> Shown:
        """Fills in the open dialog and presses its button (the first one): what then stands there, nothing if it
        closed; and what the bot has said since. posts: as in `says`."""
        with self.state.changed:
            dialog, before = self.state.dialogs[who], self._known()
            room, _, root = dialog.where.partition(";messageid=")
            dialog.typed |= filled(dialog.card, typed)
            found = [one for one in actions(dialog.card) if one["type"] == "Action.Submit"]
            action = next(one for one in found if button in {"", one["title"]})
            values, problems = gathered(dialog.card, dialog.typed, action)
            if problems:
                return Shown("\n".join(problems))
            value = {"data": (action.get("data") or {}) | values, "context": {"theme": "default"}}
            where, person = self.state.find(room), self.state.people[who]
            activity = self.activities.invoke("task/submit", value, person, where, None, root)
        answer = await self.line.deliver(activity, seconds=self.patience)
        first = self._tasked(answer, who, dialog.where, opening=False)
        then = await self._since(where, who, before, posts)
        return Shown("\n".join(filter(None, [first, then])), answer)

    def _tasked(self, answer: Answer, who: str, where: str, *, opening: bool) -> str:
        """What the client makes of the answer to task/fetch or task/submit."""
        with self.state.changed:
            room = self.state.find(where)
            match answer.body if answer.status == 200 else UNREACHABLE:
                case {"task": {"type": "continue", "value": {"title": str(title), "card": {"content": dict(card)}}}}:
                    if self._acceptable(card, DIALOG, room):
                        self.state.dialogs[who] = Dialog(card, title, where)
                        return f"{title}\n{texts(card)}"
                case {"task": {"type": "message", "value": str(text)}}:
                    self.state.dialogs.pop(who, None)
                    room.notices.append((who, text))
                    return text
                case body if not body and not opening:
                    self.state.dialogs.pop(who, None)
                    return ""
            if answer.status == 200:
                self.state.refused.append(f"answer to a dialog: {answer.body!r}")
            return UNREACHABLE

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

    def _cards(self, where: str, who: str) -> Iterator[tuple[Message, Json]]:
        """Every card in front of the person, in the conversation or the thread, oldest first."""
        room, root = self._room(where, who), where.partition(";messageid=")[2]
        for message in sorted(room.messages, key=lambda one: int(one.id)):
            card = message.card(who)
            if card and (not root or root in {message.id, message.root}):
                yield message, card

    def _buttons(self, where: str, who: str, label: str, kind: str, by: str) -> list[tuple[Message, Json, Json]]:
        return [
            (message, card, action)
            for message, card in self._cards(where, who)
            if by in " ".join(texts(card).split())
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
        if size(card) > MESSAGE_BYTES:
            faults.append(f"MessageSizeTooBig: {size(card)} bytes as UTF-16, at most {MESSAGE_BYTES}")
        self.state.noted += noted
        self.state.refused += [f"answer: {fault}" for fault in faults]
        return not faults

    def _known(self) -> dict[str, int]:
        """Every message, and how often it has been drawn anew."""
        rooms = self.state.conversations.values()
        return {message.id: len(message.edits) for room in rooms for message in room.messages}

    async def _since(self, room: Conversation, who: str, before: dict[str, int], posts: int) -> str:
        """What the bot has said or drawn anew since, here or to the person alone. Raises TimeoutError."""

        def new() -> list[str]:
            rooms = {each.id: each for each in (room, self.state.find(who))}.values()
            found = [one for each in rooms for one in each.messages if one.who == BOT]
            return [texts(one.card(who)) or said(one.content) for one in found if before.get(one.id) != len(one.edits)]

        def wait() -> None:
            with self.state.changed:
                if not self.state.changed.wait_for(lambda: len(new()) >= posts, PATIENCE):
                    raise TimeoutError(f"{len(new())} of {posts} messages came: {new()}")

        if posts:
            await asyncio.to_thread(wait)
        with self.state.changed:
            return "\n\n".join(new())
