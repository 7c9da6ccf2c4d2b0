"""A bot of a few lines without any SDK, for the tests of the stand-in for Teams: it answers as it is told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from tests.teams_standin import BOT_NAME, TeamsStandIn

Json = dict[str, Any]
Told = tuple[int, Any]

OK: Told = (200, None)
CARD_TYPE = "application/vnd.microsoft.card.adaptive"


def card(*body: Json, actions: tuple[Json, ...] = (), **more: Any) -> Json:
    """An Adaptive Card."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": [*body], "actions": [*actions], **more}


def text(words: str) -> Json:
    return {"type": "TextBlock", "text": words, "wrap": True}


def button(title: str, line: str, verb: str = "line") -> Json:
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": {"line": line}}


def message(content: Json, **more: Any) -> Json:
    """A card as a message."""
    return {
        "type": "message",
        "summary": "Kort",
        "attachments": [{"contentType": CARD_TYPE, "content": content}],
        **more,
    }


def redrawn(content: Json) -> Told:
    """The answer to a press that puts another card in place."""
    return 200, {"statusCode": 200, "type": CARD_TYPE, "value": content}


def said(title: str, content: Json) -> Told:
    """The answer to task/fetch or task/submit that puts a card in the dialog."""
    shown = {"title": title, "card": {"contentType": CARD_TYPE, "content": content}}
    return 200, {"task": {"type": "continue", "value": shown}}


class Bot:
    """heard: every activity, as it came. answer: what comes back; silent: nothing does."""

    def __init__(self, teams: TeamsStandIn) -> None:
        self.teams = teams
        self.heard: list[Json] = []
        self.silent = False
        self.over = asyncio.Event()
        self.answer: Callable[[Json], Awaitable[Told]] = self._echo
        self.token = teams.token()

    async def _echo(self, activity: Json) -> Told:
        if activity["type"] == "message":
            words = activity["text"].removeprefix(f"<at>{BOT_NAME}</at>&nbsp;")
            await self.post(activity["conversation"]["id"], message(card(text(f"Ekko: {words}"))))
        return OK

    async def handle(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.heard.append(activity)
        if self.silent:
            await self.over.wait()
        status, body = await self.answer(activity)
        return web.Response(status=status) if body is None else web.json_response(body, status=status)

    async def post(self, where: str, activity: Json) -> tuple[int, Any]:
        return await self.call("POST", f"conversations/{where}/activities", activity)

    async def call(self, verb: str, path: str, body: Json | None = None) -> tuple[int, Any]:
        """One request to the Connector: status and body."""
        headers = {"Authorization": f"Bearer {self.token}"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.request(verb, f"{self.teams.service_url}v3/{path}", json=body) as answer,
        ):
            return answer.status, await answer.json()


@asynccontextmanager
async def teams_bot(teams: TeamsStandIn) -> AsyncIterator[Bot]:
    """The bot on a free port, known to the stand-in."""
    bot = Bot(teams)
    app = web.Application()
    app.router.add_post("/api/messages", bot.handle)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    teams.over_http(f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages")
    try:
        yield bot
    finally:
        bot.over.set()
        await runner.cleanup()
