"""Teams' way in: `POST /api/messages`. Who isn't let in here, is heard nowhere.

The SDK checks the signature; on top of it this looks at what it doesn't: that the token is the service's own, that
the tenant is one of ours, the channel Teams, and the service one that may be answered.
"""

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.teams.incoming import tenant_of
from bot.teams.listeners import TeamsFrontEnd
from bot.teams.sdk import PATH, Doorway

BODY_LIMIT = 1_000_000
"""Bytes. Teams' largest requests, forms with their values, stay far below."""

CHECKS = 2
"""Threads that check tokens, apart from those that answer lines: anybody may send a token that takes long."""

CHANNEL = "msteams"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Gate:
    """Who is let in. tenants: ids in small letters. service_url: what a service's address must begin with."""

    tenants: frozenset[str]
    service_url: str

    def refusal(self, body: Mapping[str, Any]) -> str:
        """Why an activity isn't let in, in a word for the log; empty: it is."""
        if body.get("channelId") != CHANNEL:
            return "channel"
        if not self._ours(body.get("serviceUrl")):
            return "service"
        return "" if tenant_of(body) in self.tenants else "tenant"

    def _ours(self, told: object) -> bool:
        if not isinstance(told, str):
            return False
        try:
            wanted, given = urlsplit(self.service_url), urlsplit(told)
        except ValueError:
            return False
        same = (wanted.scheme, wanted.netloc) == (given.scheme, given.netloc)
        return same and f"{given.path}/".startswith(f"{wanted.path.rstrip('/')}/")


def routes(front: TeamsFrontEnd, doorway: Doorway, gate: Gate) -> list[Route]:
    """`POST /api/messages`, to mount beside others."""
    checks = ThreadPoolExecutor(CHECKS, "teams-token")

    async def messages(request: Request) -> Response:
        body = await _body(request)
        if isinstance(body, Response):
            return body
        status = await asyncio.get_running_loop().run_in_executor(
            checks, _checked, doorway, body, dict(request.headers)
        )
        if status != 200:
            _log.warning("teams.refused", why="signature", tenant=tenant_of(body)[:40])
            return PlainTextResponse("not signed by Teams", status_code=status)
        if why := gate.refusal(body):
            _log.warning("teams.refused", why=why, tenant=tenant_of(body)[:40], channel=str(body.get("channelId"))[:40])
            return PlainTextResponse("not for this installation", status_code=403)
        answer = await front.take(body)
        if answer.body is None:
            return Response(status_code=answer.status)
        return JSONResponse(answer.body, status_code=answer.status)

    return [Route(PATH, messages, methods=["POST"])]


async def _body(request: Request) -> dict[str, Any] | Response:
    """The activity, or what to say of something else."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > BODY_LIMIT:
            return PlainTextResponse("too large", status_code=413)
    try:
        body = json.loads(bytes(read))
    except (ValueError, RecursionError):  # the latter: lists in lists, without end
        body = None
    return body if isinstance(body, dict) else PlainTextResponse("unreadable", status_code=400)


def _checked(doorway: Doorway, body: dict[str, Any], headers: dict[str, str]) -> int:
    """The status the SDK gives a request once it has looked at its token: 200, or 401.

    In a thread and a loop of its own, since the SDK fetches Microsoft's keys without yielding: a token that names an
    unknown key would keep everybody waiting. Its handler is a plain look: what was let in is answered by us.
    """
    if doorway.handler is None:
        return 503
    return int(asyncio.run(doorway.handler({"body": body, "headers": headers}))["status"])
