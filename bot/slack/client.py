"""Connections to Slack: one pooled HTTP session, a client for posting and one for replies.

Neither logs below ERROR: Slack's libraries print requests and signatures at DEBUG and INFO.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

API_URL = "https://slack.com/api/"
TIMEOUT = 10
"""Seconds for one HTTP request, from first byte to last. The outbox's lease is longer than this and then some."""


def _one_line(record: logging.LogRecord) -> bool:
    """What the libraries make of a message they can't read: a line, no traceback."""
    record.exc_info = None
    return True


def quiet_logger() -> logging.Logger:
    """The logger that Bolt and the SDK get: errors only, whatever the program's own level is."""
    logger = logging.getLogger("bot.slack.library")
    logger.setLevel(logging.ERROR)
    logger.addFilter(_one_line)  # one and the same is added once
    return logger


def code_of(error: SlackApiError) -> str:
    """Slack's word for a refusal; empty when the answer can't be read: half of one, or the page of a proxy."""
    data = getattr(error.response, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) else ""


@dataclass(frozen=True, slots=True)
class Clients:
    """Web API clients over one session.

    posting: sends each request exactly once, for the outbox, which settles an uncertain answer itself. replies: waits
    and repeats when Slack asks it to (429), and never otherwise.
    """

    session: aiohttp.ClientSession
    posting: AsyncWebClient
    replies: AsyncWebClient


@asynccontextmanager
async def connect(token: str, api_url: str = API_URL, seconds: float = TIMEOUT) -> AsyncIterator[Clients]:
    """Clients for the workspace of `token`; closed on the way out. seconds: how long one request may take."""
    limits = aiohttp.ClientTimeout(total=seconds, connect=seconds / 2)  # the latter is known to have sent nothing
    async with aiohttp.ClientSession(timeout=limits) as session:

        def client(*retries: AsyncRateLimitErrorRetryHandler) -> AsyncWebClient:
            return AsyncWebClient(
                token=token, base_url=api_url, session=session, logger=quiet_logger(), retry_handlers=list(retries)
            )

        yield Clients(session, client(), client(AsyncRateLimitErrorRetryHandler(max_retry_count=3)))
