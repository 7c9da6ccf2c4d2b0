"""The page to try on as an ASGI application, for this machine only; see `bot/web/guard.py` for who may ask.

Only the try-out mounts it: where a chat is configured, no part of it is imported.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.http_limits import UnreadableError, read_body
from bot.tryout.simulation import Simulation
from bot.web.guard import Guard
from bot.web.site import Asked, Moved, Site
from storage.unit_of_work.unit import StoreBusyError

FIELDS = 2000
"""Fields of a form, choices counted."""

_FILES = Path(__file__).parent / "static"
_TYPES = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}

_log = structlog.get_logger(__name__)
Sent = list[tuple[str, str]]
Endpoint = Callable[[Request], Awaitable[Response]]


class _RefusedError(Exception):
    """What was sent is not taken; the answer says why."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


def asgi(clockwork: Simulation, *more: BaseRoute, token: str = "") -> Starlette:
    """The page, and `more` routes beside it. token: what its forms carry; by default one nobody can guess."""
    pages = _Pages(Site(clockwork, token))
    routes = [
        Route("/", pages.guarded(pages.page)),
        Route("/say", pages.guarded(pages.say), methods=["POST"]),
        Route("/clock", pages.guarded(pages.clock), methods=["POST"]),
        Route("/live", pages.guarded(pages.live)),
        Route("/message/{number:int}", pages.guarded(pages.message)),
        Route("/static/{name}", _static),
    ]
    return Starlette(routes=[*routes, *more], middleware=[Middleware(Guard)])


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _TYPES:
        return PlainTextResponse("not found", status_code=404)
    return Response(await asyncio.to_thread((_FILES / name).read_bytes), media_type=_TYPES[name])


class _Pages:
    """The routes. Whatever reads or writes the database does so in a thread."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def guarded(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint with a sentence for whatever goes wrong in it, and the log for the rest."""

        async def answered(request: Request) -> Response:
            try:
                return await endpoint(request)
            except _RefusedError as error:
                return error.answer
            except StoreBusyError:
                return await self._sorry(request, 503, "common.busy")
            except Exception as error:  # noqa: BLE001 - the edge: the person gets a sentence, the log the traceback
                reference = secrets.token_hex(4)
                _log.error("web.unexpected", reference=reference, path=request.url.path, exc_info=error)
                return await self._sorry(request, 500, "common.unexpected", reference=reference)

        return answered

    async def page(self, request: Request) -> Response:
        """The page itself."""
        return HTMLResponse(await asyncio.to_thread(self._site.page, request.query_params))

    async def live(self, request: Request) -> Response:
        """What is new since the page was drawn."""
        return JSONResponse(await asyncio.to_thread(self._site.news, request.query_params))

    async def message(self, request: Request) -> Response:
        """One message of the outbox."""
        number = request.path_params["number"]
        drawn = await asyncio.to_thread(self._site.message, number, request.query_params)
        return HTMLResponse(drawn) if drawn is not None else PlainTextResponse("not found", status_code=404)

    async def say(self, request: Request) -> Response:
        """A line, a button or a form."""
        asked, sent = await self._sent(request)
        await asyncio.to_thread(self._site.say, asked, sent)
        return await self._answer(request, asked)

    async def clock(self, request: Request) -> Response:
        """Time passes."""
        asked, _ = await self._sent(request)
        moved = await asyncio.to_thread(self._site.move, asked)
        if moved.wrong and not _by_script(request):
            drawn = await asyncio.to_thread(self._site.page, asked, asked.get("to", ""), moved.wrong)
            return HTMLResponse(drawn, status_code=422)
        return await self._answer(request, asked, moved)

    async def _answer(self, request: Request, asked: Asked, moved: Moved | None = None) -> Response:
        """The script gets the pieces that changed; without it, the page is fetched anew."""
        if _by_script(request):
            return JSONResponse(await asyncio.to_thread(self._site.news, asked, moved))
        place = await asyncio.to_thread(self._site.place, asked, clock=moved is not None)
        return RedirectResponse(place, status_code=303)

    async def _sent(self, request: Request) -> tuple[Asked, Sent]:
        """What a form of ours says, and under which address. Raises _RefusedError."""
        try:
            body = await read_body(request)
            sent = await asyncio.to_thread(_form, body)
        except UnreadableError as error:
            raise _RefusedError(PlainTextResponse(f"refused: {error.why}", status_code=error.status)) from None
        except ValueError:
            raise _RefusedError(PlainTextResponse("refused: unreadable", status_code=400)) from None
        sent = [(name, value.replace("\r\n", "\n")) for name, value in sent]
        asked: Mapping[str, str] = {**dict(sent), **request.query_params}
        if not self._site.trusts(asked):
            raise _RefusedError(await self._sorry(request, 403, "web.restarted"))
        return asked, sent

    async def _sorry(self, request: Request, status: int, key: str, **facts: object) -> Response:
        text, page = await asyncio.to_thread(self._site.sorry, request.query_params, key, facts)
        if _by_script(request):
            return JSONResponse({"lost": text}, status_code=status)
        return HTMLResponse(page, status_code=status)


def _form(body: bytes) -> Sent:
    """The fields of a form. Raises ValueError."""
    return parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS)


def _by_script(request: Request) -> bool:
    return request.headers.get("accept") == "application/json"
