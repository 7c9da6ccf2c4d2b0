"""Who may talk to the page: this machine, from the page itself. Everybody else is turned away before it is asked.

A name that somebody has pointed at this machine (DNS rebinding) is no name of ours; a form sent from another page has
another origin. What the page may load is said in its headers: its own files and nothing else.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.listening import HERE

_READING = frozenset({"GET", "HEAD"})
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with no referrer at all, a browser would not name a form's origin either
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Guard:
    """ASGI middleware: refuses what isn't from here, and adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        answer: ASGIApp = self._app
        if len(hosts) != 1 or not HERE.fullmatch(hosts[0]):
            answer = PlainTextResponse("refused: this page is for this machine only", status_code=421)
        elif scope["method"] not in _READING and origins != [f"http://{hosts[0]}"]:
            answer = PlainTextResponse("refused: not sent from this page", status_code=403)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await answer(scope, receive, with_headers)
