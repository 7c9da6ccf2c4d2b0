"""Teams in, a line to the registry, the reply out. Whatever Teams sends, one of these methods takes it.

A message is answered by a message, a press on a card by the answer to the press itself. What follows an answer (a
message in the thread, a card changed for everybody) is sent by a task that `drain` waits for.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog

from bot.delivery.chat import ChatError
from bot.teams import incoming, responses
from bot.teams.actions import PATIENCE, Presses
from bot.teams.answers import TeamsAnswers, drawn
from bot.teams.conversation_references import REMOVED, References
from bot.teams.incoming import Came
from bot.teams.mention_text import Talk
from bot.teams.responses import NOT_OURS, NOTHING, Response
from bot.teams.service import TeamsService
from handlers.cards import Button, Card, Text
from handlers.texts import say

REMEMBERED = 4096
"""Activities remembered, so that one that is sent again is not answered again."""
ANSWERS = 256
"""Presses remembered for the same reason, fewer: their answers are kept, and hold cards of up to 76 KB."""

DRAIN = 20.0
"""Seconds that answers on their way get when the program stops: longer than a request takes, shorter than the wait that
Teams may ask for, which whoever stops us would end."""

_BACK = frozenset({"channelCreated", "channelRestored", "channelRenamed"})
_TEAM_BACK = frozenset({"teamUnarchived", "teamRestored"})
_ROOM_GONE = frozenset({"channelDeleted"})
_TEAM_GONE = frozenset({"teamDeleted", "teamHardDeleted", "teamArchived"})

_log = structlog.get_logger(__name__)


class TeamsFrontEnd:
    """Takes activities that have been let in (`bot.teams.server`). now: the instant one came in, aware.

    patience: seconds a press waits for its answer.
    """

    def __init__(
        self,
        *,
        talk: Talk,
        now: Callable[[], datetime],
        service: TeamsService,
        references: References,
        patience: float = PATIENCE,
    ) -> None:
        self._talk, self._now, self._service, self._references = talk, now, service, references
        self._answers = TeamsAnswers(service, references)
        self._presses = Presses(talk, self._answers, self._later, patience)
        self._heard: OrderedDict[str, asyncio.Future[Response]] = OrderedDict()
        self._pressed: OrderedDict[str, asyncio.Future[Response]] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def drain(self) -> None:
        """Waits until what follows answers has been sent; what Teams makes wait for longer is given up, and logged."""
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN):
                while self._tasks:
                    await asyncio.wait(set(self._tasks))
        if left := set(self._tasks):
            _log.warning("teams.answers_lost", answers=len(left))
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def take(self, body: Mapping[str, Any]) -> Response:
        """The answer to one activity, once, however often Teams sends it. Never raises."""
        came = incoming.read(body)
        key = came.request_id
        if not key:
            return await self._once(came)
        seen, most = (self._pressed, ANSWERS) if came.kind == "invoke" else (self._heard, REMEMBERED)
        asked = seen.get(key)
        if asked is None:
            asked = seen[key] = asyncio.ensure_future(self._once(came))
            if len(seen) > most:
                seen.popitem(last=False)
        return await asyncio.shield(asked)

    async def _once(self, came: Came) -> Response:
        try:
            return await self._dispatch(came)
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, the person gets a sentence
            return await self._failed(came, error)

    async def _dispatch(self, came: Came) -> Response:
        match came.kind:
            case "message":
                await self._message(came)
            case "invoke":
                return await self._invoke(came)
            case "conversationUpdate" | "installationUpdate":
                await self._changed(came)
            case _:  # reactions, typing, edits, and what will be invented: nothing is asked of us
                _log.debug("teams.not_for_us", kind=came.kind[:40])
        return NOTHING

    # ---- said

    async def _message(self, came: Came) -> None:
        if not came.user or not incoming.for_us(came):
            return
        await self._references.note(came.seen())
        known = await self._known(came)
        if known is None:
            language = await self._talk.language_of(came.invocation("", self._now()))
            self._later(self._answers.say(came, say(language, "teams.who")))
            return
        line = await asyncio.to_thread(incoming.words, came, known)
        reply = await self._talk.reply(await asyncio.to_thread(came.invocation, line, self._now()))
        if not reply.repeated:
            self._later(self._presses.say(came, line, reply))

    async def _known(self, came: Came) -> dict[str, str] | None:
        """Ids in the directory of those a line gives roles to; None: Teams doesn't tell now."""
        try:
            return {
                member: await self._service.directory_id(came.service_url, came.channel, member)
                for member in await asyncio.to_thread(incoming.to_ask_for, came)
            }
        except ChatError as error:
            _log.warning("teams.member_unknown", why=str(error))
            return None

    # ---- pressed

    async def _invoke(self, came: Came) -> Response:
        name, value = came.body.get("name"), came.body.get("value")
        if not came.user or not isinstance(value, Mapping):
            return NOT_OURS
        await self._references.note(came.seen())
        at = self._now()
        match name:
            case "adaptiveCard/action":
                return await self._presses.action(came, value, at)
            case "task/fetch":
                return await self._presses.open_dialog(came, value, at)
            case "task/submit":
                return await self._presses.dialog_sent(came, value, at)
        _log.info("teams.unknown_invoke", name=str(name)[:60])
        return NOT_OURS

    # ---- rooms

    async def _changed(self, came: Came) -> None:
        """Installed, removed, renamed, deleted."""
        event, seen = incoming.event(came), came.seen()
        if incoming.bot_removed(came):
            gone = incoming.channel_told_of(came) if incoming.one_channel(came) else incoming.whole_team(seen)
            await self._references.lose(gone, REMOVED)
        elif event in _ROOM_GONE:
            await self._references.lose(incoming.channel_told_of(came), event)
        elif event in _TEAM_GONE:
            await self._references.lose(incoming.whole_team(seen), event)
        elif incoming.bot_added(came):
            await self._added(came)
        elif event in _BACK:
            await self._references.note(incoming.channel_told_of(came))
        elif event in _TEAM_BACK and seen.team:
            await self._references.note(incoming.channel_told_of(came))
            await self._references.regain(seen, _TEAM_GONE)

    async def _added(self, came: Came) -> None:
        """Installed: in one channel, in a conversation, or in a team."""
        seen, alone = came.seen(), incoming.one_channel(came)
        new = await self._references.note(incoming.channel_told_of(came) if alone else seen)
        if seen.team and not alone:  # the app is in all of its channels again, except those that are no more
            await self._references.regain(seen, _TEAM_GONE | {REMOVED})
        if new:
            self._later(self._greet(came))

    async def _greet(self, came: Came) -> None:
        """The first words where the bot has just been installed: what it is, and what to do now."""
        if came.personal and came.user:
            reply = await self._talk.reply(came.invocation("", self._now()))
            await self._answers.here(came, drawn(reply.card))
        elif not came.personal:
            language = await self._talk.language_of(came.invocation("", self._now()))
            card = Card(
                say(language, "teams.installed"),
                (Text(say(language, "teams.installed.how")),),
                (Button(say(language, "buttons.help"), "hjelp"),),
                language=language,
            )
            await self._answers.here(came, drawn(card))

    # ---- the edge

    async def _failed(self, came: Came, error: Exception) -> Response:
        """A neutral sentence with a reference."""
        reply = await self._talk.unexpected(came.invocation("", self._now()), error)
        sentence = reply.problem.problem if reply.problem else ""
        if came.kind == "invoke":
            name = str(came.body.get("name"))
            return responses.dialog_says(sentence) if name.startswith("task/") else responses.sentence(sentence)
        if came.kind == "message":
            self._later(self._answers.say(came, sentence))
        return NOTHING

    def _later(self, work: Coroutine[Any, Any, object]) -> None:
        """Runs what follows an answer."""

        async def run() -> None:
            try:
                await work
            except Exception as error:  # noqa: BLE001 - nobody is left to tell but the log
                _log.error("teams.after_answer", exc_info=error)

        task = asyncio.create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
