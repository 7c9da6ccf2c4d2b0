"""Teams' way in: `POST /api/messages`. Who isn't let in here, is heard nowhere.

The token first (`bot.teams.tokens`); only then is the request read, and what it says of itself looked at: that it comes
from the service that signed it, that the tenant is one of ours, the channel Teams, and the service one that may be
answered.
"""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.http_limits import UnreadableError, read_body
from bot.listening import HERE
from bot.teams.incoming import tenant_of
from bot.teams.listeners import TeamsFrontEnd
from bot.teams.sdk import PATH
from bot.teams.tokens import Tokens, place_of
from bot.untrusted_json import read_object

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
        wanted, given = place_of(self.service_url), place_of(told)
        if wanted is None or given is None:
            return False
        return wanted[:3] == given[:3] and f"{given[3]}/".startswith(f"{wanted[3]}/")


def routes(front: TeamsFrontEnd, tokens: Tokens | None, gate: Gate) -> list[Route]:
    """`POST /api/messages`, to mount beside others. tokens: None for a local client that signs nothing: then whoever is
    on this machine is heard, but no page that a browser here has open."""
    checks = ThreadPoolExecutor(CHECKS, "teams-token")

    async def messages(request: Request) -> Response:
        service: str | None = ""
        if tokens is not None:
            header = request.headers.get("authorization", "")
            service = await asyncio.get_running_loop().run_in_executor(checks, tokens.service_of, header)
        elif "origin" in request.headers or not HERE.fullmatch(request.headers.get("host", "")):
            return _refused(403, "page")
        if service is None:
            return _refused(401, "signature")
        try:
            body = await asyncio.to_thread(read_object, await read_body(request))
        except UnreadableError as refused:
            return _refused(refused.status, refused.why)
        if body is None:
            return _refused(400, "unreadable")
        signed = tokens is None or _same(service, body.get("serviceUrl"))
        if why := gate.refusal(body) if signed else "signature":
            return _refused(403 if signed else 401, why, body)
        answer = await front.take(body)
        return Response(status_code=answer.status) if answer.body is None else JSONResponse(answer.body, answer.status)

    return [Route(PATH, messages, methods=["POST"])]


def _same(signed: str, told: object) -> bool:
    """Whether the address that was signed is the one the request says it comes from."""
    return place_of(signed) is not None and place_of(signed) == place_of(told)


def _refused(status: int, why: str, body: Mapping[str, Any] | None = None) -> Response:
    about = {"tenant": tenant_of(body)[:40], "channel": str(body.get("channelId"))[:40]} if body is not None else {}
    _log.warning("teams.refused", why=why, **about)
    return PlainTextResponse("not for this installation" if status == 403 else why, status_code=status)
