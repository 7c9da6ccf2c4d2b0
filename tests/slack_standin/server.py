"""The stand-in's HTTP and WebSocket server: Web API, response_url, Socket Mode."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from tests.patience import PATIENCE
from tests.slack_standin.faults import Fault, Faults
from tests.slack_standin.state import ACK_SECONDS, ApiError, Json, State


class Server:
    """Listens on a free port of 127.0.0.1. One event loop owns it; `state` may be read from any thread."""

    def __init__(self, state: State, faults: Faults) -> None:
        self.states = {state.workspace.team: state}
        self.home = state
        self.faults = faults
        self.port = 0
        self.links: dict[str, list[web.WebSocketResponse]] = {}
        self._runner: web.AppRunner | None = None
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._late: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    async def start(self) -> None:
        app = web.Application(client_max_size=10_000_000)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/respond/{team}/{token}", self._respond)
        app.router.add_get("/link/{team}/", self._link)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        self._closing.set()
        for late in [*self._late]:
            late.cancel()
        for socket in [socket for sockets in self.links.values() for socket in sockets]:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    @property
    def sockets(self) -> list[web.WebSocketResponse]:
        """The first workspace's connections, the newest last."""
        return self.links.setdefault(self.home.workspace.team, [])

    def of_token(self, token: str) -> State:
        """The workspace whose app a token belongs to; the first, which refuses it, if it is nobody's."""
        for state in self.states.values():
            if token in (state.workspace.bot_token, state.workspace.app_token):
                return state
        return self.home

    # Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        asked, token = await _read(request)
        state = self.of_token(token)
        with state.changed:
            state.posts[method] += 1
            fault = self.faults.next(method)
        if fault:
            return await self._failing(request, fault, method, token, asked)
        return self._done(method, token, asked)

    def _done(self, method: str, token: str, asked: Json) -> web.Response:
        state = self.of_token(token)
        try:
            answer = {"ok": True, **state.call(method, token, asked)}
            if method == "apps.connections.open":
                answer["url"] = f"ws://127.0.0.1:{self.port}/link/{state.workspace.team}/"
        except ApiError as error:
            answer = {"ok": False, "error": error.error, "response_metadata": {"messages": error.why}}
        told = {"X-OAuth-Scopes": ",".join(state.granted)} if state.granted else {}
        return web.json_response(answer, headers=told)

    async def _failing(
        self, request: web.Request, fault: Fault, method: str, token: str, asked: Json
    ) -> web.StreamResponse:
        if fault.kind == "late":
            await asyncio.sleep(fault.seconds)
            return self._done(method, token, asked)
        if fault.kind in {"500_after", "garbage", "lost"}:
            self._done(method, token, asked)
        if fault.kind == "lost_late":
            self._afterwards(fault.seconds, method, token, asked)
        if fault.kind == "hang":
            await self._closing.wait()
        answer = _ANSWERS.get(fault.kind)
        if answer:
            return answer(fault)
        if request.transport:
            request.transport.abort()
        return web.Response()

    def _afterwards(self, seconds: float, method: str, token: str, asked: Json) -> None:
        async def commit() -> None:
            await asyncio.sleep(seconds)
            self._done(method, token, asked)

        task = asyncio.create_task(commit())
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    async def _respond(self, request: web.Request) -> web.Response:
        state = self.states[request.match_info["team"]]
        status, text = state.respond(request.match_info["token"], await request.json())
        return web.Response(status=status, text=text)

    # Socket Mode

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        state = self.states[request.match_info["team"]]
        sockets = self.links.setdefault(state.workspace.team, [])
        told = {"app_id": state.workspace.app}
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": told})
        with state.changed:
            sockets.append(socket)
            state.changed.notify_all()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledged(json.loads(message.data))
        with state.changed:
            sockets.remove(socket)
        return socket

    def _acknowledged(self, answer: Json) -> None:
        waiting = self._acks.pop(answer["envelope_id"], None)
        if waiting and not waiting.done():
            waiting.set_result(answer.get("payload") or {})

    async def envelope(self, kind: str, payload: Json, retry: int | None, team: str) -> tuple[Json, float]:
        """One envelope over a workspace's newest connection: the payload of its acknowledgement, and the seconds.

        Raises TimeoutError: acknowledged too late by the workspace's clock, or never.
        """
        envelope_id = f"e{self.home.number()}"
        waiting = self._acks[envelope_id] = asyncio.get_running_loop().create_future()
        envelope: Json = {"type": kind, "envelope_id": envelope_id, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if retry is not None:
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout"}
        clock = self.states[team].clock
        began = clock()
        await self.links[team][-1].send_json(envelope)
        async with asyncio.timeout(PATIENCE):
            answer = await waiting
        seconds = clock() - began
        if seconds > ACK_SECONDS:
            raise TimeoutError(f"acknowledged after {seconds:g} seconds; Slack waits for {ACK_SECONDS}")
        return answer, seconds

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tells the newest connection to go and come again, as Slack does every few hours."""
        await self.sockets[-1].send_json({"type": "disconnect", "reason": reason})


_ANSWERS: dict[str, Callable[[Fault], web.Response]] = {
    "busy": lambda fault: web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": f"{fault.seconds:g}"}
    ),
    "error": lambda fault: web.json_response({"ok": False, "error": fault.error}),
    "500": lambda _: web.Response(status=500, text="upstream error"),
    "500_after": lambda _: web.json_response({"ok": False, "error": "internal_error"}, status=500),
    "garbage": lambda _: web.Response(text='{"ok": tr', content_type="application/json"),
}


async def _read(request: web.Request) -> tuple[Json, str]:
    """A call's arguments, however they came, and its token."""
    asked: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        asked |= await request.json()
    else:
        asked |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return asked, str(asked.pop("token", "") or asked.pop("app_token", "") or bearer)
