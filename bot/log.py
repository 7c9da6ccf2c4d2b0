"""The log: structured lines on stderr, JSON unless somebody is watching or the settings say otherwise, and no secret
in any of them."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

_SECRETS = (
    (re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+"), "x***"),
    (re.compile(r"https://hooks\.slack\.com/\S+"), "https://hooks.slack.com/***"),
    (re.compile(r"\beyJ[\w.-]*"), "eyJ***"),
    (re.compile(r"(\b\w+://[^\s:/@]+:)[^\s@]{1,300}@"), r"\1***@"),
)


def configure(level: str = "info", form: str = "auto") -> None:
    """Set up logging for the whole process, the libraries' included. form: json, text, or auto: text on a terminal."""
    chosen = logging.getLevelNamesMapping()[level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    watched = form == "text" or (form == "auto" and sys.stderr.isatty())
    last: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, masked, structlog.dev.ConsoleRenderer(colors=False)]
        if watched
        else [structlog.processors.format_exc_info, masked, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(chosen),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = _Stderr()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers = [other for other in root.handlers if not isinstance(other, _Stderr)] + [handler]
    root.setLevel(chosen)
    for name in ("apscheduler", "alembic", "uvicorn", "asyncio", "aiohttp", "slack_bolt", "slack_sdk", "httpx", "msal"):
        logging.getLogger(name).setLevel(max(chosen, logging.WARNING))


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to whatever stderr is at the moment."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override] # an attribute there, looked up each time here
        return sys.stderr


def masked(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Tokens, webhook addresses and passwords in addresses become stars, wherever they stand in the event."""
    return {name: mask(value) for name, value in event.items()}


def mask(value: object) -> object:
    """The value without secrets; what isn't text is looked at as it would be printed."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {name: mask(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [mask(one) for one in value]
    text = value if isinstance(value, str) else str(value)
    for pattern, stars in _SECRETS:
        text = pattern.sub(stars, text)
    return text


def ensure(level: str = "info", form: str = "auto") -> None:
    """Set up logging if nobody has; for the short commands, which seldom log anything."""
    if not structlog.is_configured():
        configure(level, form)
