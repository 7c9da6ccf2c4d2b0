"""Buttons, forms and dialogs: what a person who presses gets to see, and what everybody else does.

In a conversation of two, the answer takes the card's place. In a room it comes under it, since others read the card;
a form gives way to its answer everywhere. A message from the outbox stays, in its present state. What isn't for
everybody in the room goes to the person directly.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.teams import forms, responses
from bot.teams.answers import TeamsAnswers, drawn
from bot.teams.chat import OUTBOX
from bot.teams.incoming import Came
from bot.teams.mention_text import Talk
from bot.teams.render import RenderedActivity, render
from bot.teams.responses import Response
from handlers.cards import Card, Form, Reply, Text
from handlers.texts import say

PATIENCE = 4.0
"""Seconds a press waits for its answer; Teams gives up on one after five to ten, and says that something failed."""

Later = Callable[[Coroutine[Any, Any, object]], None]
Value = Mapping[str, Any]


class Presses:
    """Answers lines, presses and forms. later: runs what follows an answer."""

    def __init__(self, talk: Talk, answers: TeamsAnswers, later: Later, patience: float = PATIENCE) -> None:
        self._talk, self._answers, self._later, self._patience = talk, answers, later, patience

    # ---- said in words

    async def say(self, came: Came, line: str, reply: Reply) -> None:
        """The answer to a message: here, or to the person alone where not everybody may read it."""
        if await self._may_stand(came):
            await self._shown(came, reply.card, line, self._answers.here)
        else:
            await self._aside(came, reply.card, line)

    async def _shown(
        self, came: Came, card: Card, line: str, send: Callable[[Came, RenderedActivity], Awaitable[bool]]
    ) -> bool:
        """The card, with a button to its next page; all of them where the line can't be said once more."""
        if line and self._talk.only_reads(line):
            return await send(came, drawn(card, line))
        for page in range(1, drawn(card, whole=True).pages + 1):
            if not await send(came, drawn(card, page=page, whole=True)):
                return False
        return True

    # ---- pressed

    async def action(self, came: Came, value: Value, at: datetime) -> Response:
        """A press on a card: a button's line, a form that is sent or put away."""
        pressed = value.get("action")
        verb = pressed.get("verb") if isinstance(pressed, Mapping) else None
        data = pressed.get("data") if isinstance(pressed, Mapping) else None
        data = data if isinstance(data, Mapping) else {}
        match verb:
            case "line" | "inline":
                return await self._in_time(came, at, self._line(came, data, at, inline=verb == "inline"))
            case "form":
                return await self._in_time(came, at, self._form(came, data, at))
            case "cancel":
                return self._put_away(came, data)
        return responses.NOT_OURS

    async def _line(self, came: Came, data: Value, at: datetime, *, inline: bool) -> Response:
        line, page, ours = str(data.get("line", "")), _number(data.get("page")), bool(data.get("source"))
        if ours and not line:
            return await self._once_more(came, page, at)
        reply = await self._talk.reply(await asyncio.to_thread(came.invocation, line, at))
        if reply.repeated:  # what came of it stands already, or is on its way from another process
            return responses.sentence(_in_short(reply))
        if not await self._may_stand(came):
            return self._sent_aside(came, reply.card, line)
        if not reply.ok:
            return self._refused(came, reply, line)
        if inline or page > 1 or (came.personal and not ours):
            return self._instead(came, reply.card, line, page, inline=inline)
        self._later(self._shown(came, reply.card, line, self._answers.here))
        return await self._under_it(came, reply, ours=ours)

    def _refused(self, came: Came, reply: Reply, line: str) -> Response:
        """What was wrong, in a sentence; where there is something to press, the card follows as a message."""
        if not reply.card.buttons:
            return responses.sentence(_in_short(reply), late=drawn(reply.card))
        self._later(self._shown(came, reply.card, line, self._answers.here))
        return responses.sentence(_in_short(reply))

    def _sent_aside(self, came: Came, card: Card, line: str) -> Response:
        """Where not everybody may read the answer: it goes to the person alone, and a sentence says so."""
        self._later(self._aside(came, card, line))
        return responses.sentence(say(card.language, "teams.sent-directly"))

    async def _standing(self, came: Came, page: int = 1) -> Response | None:
        """The pressed message from the outbox as it is now; None: it is another kind of message, or not known to stand
        there, its sending having had no clear end."""
        card = await self._talk.card_of(came.room, came.reply_to)
        if card is None:
            return None
        shown = render(card, source=OUTBOX, page=page)
        return responses.card(shown.payload, late=shown)

    async def _once_more(self, came: Came, page: int, at: datetime) -> Response:
        """Another page of a message from the outbox, or the word that it is no more."""
        return await self._standing(came, page) or await self._no_more(came, at)

    async def _under_it(self, came: Came, reply: Reply, *, ours: bool) -> Response:
        """What shows that the press was heard while the answer comes as a message: the pressed one as it is now, or a
        sentence. ours: it is from the outbox. Too late it is let go, since the answer says it all."""
        stands = await self._standing(came) if ours else None
        return replace(stands, late=None) if stands else responses.sentence(_in_short(reply))

    async def _no_more(self, came: Came, at: datetime) -> Response:
        language = await self._talk.language_of(came.invocation("", at))
        return responses.sentence(say(language, "teams.no-more"))

    def _instead(self, came: Came, card: Card, line: str = "", page: int = 1, *, inline: bool = False) -> Response:
        """The answer in the pressed card's place: at once for who pressed, and then for good.

        Where the line can't be said once more, the other pages follow as messages.
        """
        again = bool(line) and self._talk.only_reads(line)
        shown = drawn(card, line, page, inline=inline) if again else drawn(card, line, inline=inline, whole=True)
        if came.reply_to:
            self._later(self._replaced(came, card, shown, 1 if again else shown.pages))
        return responses.card(shown.payload, late=None if came.reply_to else shown)

    async def _replaced(self, came: Came, card: Card, shown: RenderedActivity, pages: int) -> None:
        if not await self._answers.instead(came, came.reply_to, shown):  # the card is gone, or can't be changed
            await self._answers.here(came, shown)
        for page in range(2, pages + 1):
            if not await self._answers.here(came, drawn(card, page=page, whole=True)):
                return

    # ---- forms

    async def _form(self, came: Came, data: Value, at: datetime) -> Response:
        line, fields, _ = forms.read(data)
        invocation = await asyncio.to_thread(came.invocation, line, at, fields)
        reply = await self._talk.reply(invocation)
        if reply.repeated:
            return responses.sentence(_in_short(reply))
        if reply.ok:
            may_stand = await self._may_stand(came)
            return self._instead(came, reply.card) if may_stand else self._sent_aside(came, reply.card, line)
        form = await self._talk.form_again(invocation, reply)
        if form is None:
            return responses.sentence(_in_short(reply), late=drawn(reply.card))
        shown = drawn(Card("", form=form, language=reply.card.language), inline=True)
        if shown.left:  # drawn anew it would lose what was typed: the card stays, and a sentence says what was wrong
            return responses.sentence(_in_short(reply), late=drawn(reply.card))
        return responses.card(shown.payload, late=shown)

    def _put_away(self, came: Came, data: Value) -> Response:
        language = forms.read(data).language
        nothing = Text(say(language, "teams.cancelled.nothing"))
        return self._instead(came, Card(say(language, "teams.cancelled"), (nothing,), language=language))

    # ---- dialogs

    async def open_dialog(self, came: Came, value: Value, at: datetime) -> Response:
        """The form a button asks for, in a dialog."""
        return await self._in_time(came, at, self._asked(came, value, at), responses.dialog_says)

    async def dialog_sent(self, came: Came, value: Value, at: datetime) -> Response:
        """A dialog that is sent: again with what was wrong, or closed, and the answer in the conversation."""
        return await self._in_time(came, at, self._submitted(came, value, at), responses.dialog_says)

    async def _asked(self, came: Came, value: Value, at: datetime) -> Response:
        data = value.get("data")
        line = str(data.get("line", "")) if isinstance(data, Mapping) else ""
        reply = await self._talk.reply(await asyncio.to_thread(came.invocation, line, at))
        if reply.card.form is None:
            return responses.dialog_says(_in_short(reply), late=drawn(reply.card))
        return _dialog(reply.card.form, reply.card.language)

    async def _submitted(self, came: Came, value: Value, at: datetime) -> Response:
        data = value.get("data")
        line, fields, _ = forms.read(data if isinstance(data, Mapping) else {})
        invocation = await asyncio.to_thread(came.invocation, line, at, fields)
        reply = await self._talk.reply(invocation)
        if reply.repeated:
            return responses.dialog_says(_in_short(reply))
        if not reply.ok:
            form = await self._talk.form_again(invocation, reply)
            if form is None:
                return responses.dialog_says(_in_short(reply), late=drawn(reply.card))
            return _dialog(form, reply.card.language)
        if reply.card.form is not None:
            return _dialog(reply.card.form, reply.card.language)
        if await self._may_stand(came):
            self._later(self._shown(came, reply.card, "", self._answers.here))
        else:
            self._later(self._aside(came, reply.card, ""))
        return responses.NOTHING

    # ---- who reads what

    async def _may_stand(self, came: Came) -> bool:
        return await self._talk.may_stand(came.account, came.room)

    async def _aside(self, came: Came, card: Card, line: str) -> None:
        """To the person alone; a word in the room says where the answer is, or how to get it."""
        sent = await self._shown(came, card, line, self._answers.directly)
        if came.kind == "message":
            told = "teams.sent-directly" if sent else "teams.not-directly"
            await self._answers.say(came, say(card.language, told))
        elif not sent:
            await self._answers.say(came, say(card.language, "teams.not-directly"))

    async def _in_time(
        self,
        came: Came,
        at: datetime,
        work: Coroutine[Any, Any, Response],
        tell: Callable[[str], Response] = responses.sentence,
    ) -> Response:
        """The press's answer, or a word that it is on its way: then it comes as a message."""
        asking = asyncio.ensure_future(work)
        await asyncio.wait({asking}, timeout=self._patience)
        if asking.done():
            return asking.result()
        self._later(self._when_done(came, at, asking))
        language = await self._talk.language_of(came.invocation("", at))
        return tell(say(language, "teams.wait"))

    async def _when_done(self, came: Came, at: datetime, asking: "asyncio.Future[Response]") -> None:
        """What only the answer to the press would have shown, and that to nobody but who pressed."""
        try:
            late = (await asking).late
        except Exception as error:  # noqa: BLE001 - who pressed has been told to wait, and must hear of it
            late = drawn((await self._talk.unexpected(came.invocation("", at), error)).card)
        if late is None:
            return
        if came.personal:
            await self._answers.here(came, late)
        elif not await self._answers.directly(came, late):
            language = await self._talk.language_of(came.invocation("", at))
            await self._answers.say(came, say(language, "teams.not-directly"))


def _dialog(form: Form, language: str) -> Response:
    late = drawn(Card("", form=form, language=language), inline=True)
    return responses.dialog(form.title, forms.dialog(form, language), late=late)


def _in_short(reply: Reply) -> str:
    problem = reply.problem
    return f"{problem.problem} {problem.hint}".strip() if problem else reply.card.title


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) or (isinstance(value, str) and value.isdecimal()) else 1
