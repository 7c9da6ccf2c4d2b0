"""The stand-in's HTTP server: the Connector's API under the service URL, and the metadata of the login service.

It runs in a thread of its own: the Teams SDK fetches the keys with a blocking call on the bot's event loop, so a
server on that loop would never answer.
"""

import asyncio
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import web

from tests.teams_standin.connector import Connector
from tests.teams_standin.faults import Fault, Faults, RefusalError
from tests.teams_standin.identity import Identity
from tests.teams_standin.state import Json, State

Work = Callable[[], tuple[int, Any]]


class Server:
    """Listens on a free port of 127.0.0.1. One event loop owns it; `state` may be read from any thread."""

    def __init__(self, state: State, faults: Faults, connector: Connector, identity: Identity) -> None:
        self.state = state
        self.faults = faults
        self.connector = connector
        self.identity = identity
        self.port = 0
        self._runner: web.AppRunner | None = None
        self._late: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    async def start(self) -> None:
        app = web.Application(client_max_size=10_000_000)
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._keys)
        conversation = "/emea/v3/conversations/{conversation}"
        app.router.add_post("/emea/v3/conversations", self._create)
        app.router.add_post(f"{conversation}/activities", self._post)
        app.router.add_post(f"{conversation}/activities/{{activity}}", self._post)
        app.router.add_put(f"{conversation}/activities/{{activity}}", self._update)
        app.router.add_delete(f"{conversation}/activities/{{activity}}", self._delete)
        app.router.add_get(f"{conversation}/members", self._members)
        app.router.add_get(f"{conversation}/members/{{member}}", self._member)
        app.router.add_get(f"{conversation}/pagedMembers", self._paged)
        app.router.add_get("/emea/v3/teams/{team}", self._team)
        app.router.add_get("/emea/v3/teams/{team}/conversations", self._channels)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        self.identity.base_url = self.base_url

    async def stop(self) -> None:
        self._closing.set()
        for late in [*self._late]:
            late.cancel()
        if self._runner:
            await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def service_url(self) -> str:
        """Where the Connector is, as activities name it."""
        return f"{self.base_url}/emea/"

    # the login service

    async def _metadata(self, _: web.Request) -> web.Response:
        return web.json_response(self.identity.metadata())

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response(self.identity.keys())

    # the Connector

    async def _create(self, request: web.Request) -> web.StreamResponse:
        asked = await _body(request)
        return await self._answer(request, "create", asked, partial(self.connector.create, asked, self.service_url))

    async def _post(self, request: web.Request) -> web.StreamResponse:
        asked, at = await _body(request), request.match_info
        if request.query.get("isTargetedActivity"):
            return _refused(RefusalError("BadArgument", "targeted messages are gone after 24 hours: not played here"))
        work = partial(self.connector.post, at["conversation"], asked, at.get("activity", ""))
        return await self._answer(request, "post", asked, work)

    async def _update(self, request: web.Request) -> web.StreamResponse:
        asked, at = await _body(request), request.match_info
        work = partial(self.connector.update, at["conversation"], at["activity"], asked)
        return await self._answer(request, "update", asked, work)

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        at = request.match_info
        work = partial(self.connector.delete, at["conversation"], at["activity"])
        return await self._answer(request, "delete", {}, work)

    async def _members(self, request: web.Request) -> web.StreamResponse:
        work = partial(self.connector.members, request.match_info["conversation"])
        return await self._answer(request, "members", {}, work)

    async def _member(self, request: web.Request) -> web.StreamResponse:
        at = request.match_info
        work = partial(self.connector.member, at["conversation"], at["member"])
        return await self._answer(request, "members", {}, work)

    async def _paged(self, request: web.Request) -> web.StreamResponse:
        size, after = int(request.query.get("pageSize") or 0), request.query.get("continuationToken", "")
        work = partial(self.connector.paged_members, request.match_info["conversation"], size, after)
        return await self._answer(request, "members", {}, work)

    async def _team(self, request: web.Request) -> web.StreamResponse:
        return await self._answer(request, "team", {}, partial(self.connector.team, request.match_info["team"]))

    async def _channels(self, request: web.Request) -> web.StreamResponse:
        return await self._answer(request, "team", {}, partial(self.connector.channels, request.match_info["team"]))

    async def _answer(self, request: web.Request, operation: str, asked: Json, work: Work) -> web.StreamResponse:
        with self.state.changed:
            self.state.posts[operation] += 1
            self.state.calls.append((operation, request.path, asked))
            fault = self.faults.next(operation)
            self.state.changed.notify_all()
        if not self.identity.knows(request.headers.get("Authorization", "")):
            return web.json_response({"message": "Authorization has been denied for this request."}, status=401)
        return await self._failing(request, fault, work) if fault else self._done(work)

    def _done(self, work: Work) -> web.Response:
        with self.state.changed:
            try:
                status, answer = work()
            except RefusalError as refusal:
                self.state.refused.append(": ".join([refusal.code, *refusal.why]))
                return _refused(refusal)
            finally:
                self.state.changed.notify_all()
            return web.json_response(answer, status=status)

    async def _failing(self, request: web.Request, fault: Fault, work: Work) -> web.StreamResponse:
        if fault.kind == "late":
            await asyncio.sleep(fault.seconds)
            return self._done(work)
        if fault.kind in {"500_after", "garbage", "lost"}:
            self._done(work)
        if fault.kind == "lost_late":
            self._afterwards(fault.seconds, work)
        if fault.kind == "hang":
            await self._closing.wait()
        answer = _ANSWERS.get(fault.kind)
        if answer:
            return answer(fault)
        if request.transport:
            request.transport.abort()
        return web.Response()

    def _afterwards(self, seconds: float, work: Work) -> None:
        async def commit() -> None:
            await asyncio.sleep(seconds)
            self._done(work)

        task = asyncio.create_task(commit())
        self._late.add(task)
        task.add_done_callback(self._late.discard)


async def _body(request: web.Request) -> Json:
    try:
        body = await request.json()
    except json.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        refusal = json.dumps(RefusalError("BadSyntax", "not a JSON object").body)
        raise web.HTTPBadRequest(text=refusal, content_type="application/json")
    return body


def _refused(refusal: RefusalError) -> web.Response:
    headers = {"Retry-After": f"{refusal.seconds:g}"} if refusal.seconds else {}
    if refusal.body is None:
        return web.Response(status=refusal.status, headers=headers, text="upstream error")
    return web.json_response(refusal.body, status=refusal.status, headers=headers)


_ANSWERS: dict[str, Callable[[Fault], web.Response]] = {
    "busy": lambda fault: _refused(RefusalError("Throttled", seconds=fault.seconds)),
    "error": lambda fault: _refused(RefusalError(fault.error)),
    "500": lambda _: _refused(RefusalError("ServiceError")),
    "500_after": lambda _: _refused(RefusalError("ServiceError")),
    "garbage": lambda _: web.Response(status=201, text='{"id": "17', content_type="application/json"),
}
