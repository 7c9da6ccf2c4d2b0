"""What a chat's refusals mean: one table for each chat, from which the code, the tests and docs/delivery.md are made.

Only what is known to be the room's own is held against it. A word that nobody here knows is nobody's fault: it waits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

import structlog

from bot.delivery.chat import (
    NOT_READY,
    BusyError,
    CardRefusedError,
    MessageGoneError,
    RefusedError,
    StuckError,
    UncertainError,
)

_log = structlog.get_logger(__name__)


class Verdict(StrEnum):
    """Whose matter a refusal is."""

    ROOM = "room"
    """The room's, or the person's conversation's: the bot isn't in it, it is closed, gone, or for others."""
    STANDING = "standing"
    """The standing message's, when it is drawn anew: deleted, too old, another's."""
    CARD = "card"
    """What was to be posted: another card may be taken."""
    TOKEN = "token"  # noqa: S105 - a verdict's name
    """The bot's rights in the workspace: whoever administers it mends that."""
    WAITS = "waits"
    """Neither the room's nor the card's: it passes, or a newer version of the program mends it."""
    BUSY = "busy"
    """Not now: as long as it says."""
    UNCERTAIN = "uncertain"
    """It may have been posted all the same."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is no success. code: the chat's word for it. seconds: what it asks us to wait, if it does.

    posting: a message was to be posted or drawn anew; otherwise the chat was asked, or a conversation was to be opened,
    which says nothing to anybody.
    """

    code: str
    verdict: Verdict
    seconds: float = 0.0
    posting: bool = True


def verdict_of(table: Mapping[str, Verdict], code: str) -> Verdict:
    """What a table says of a code; what it doesn't know, waits."""
    return table.get(code, Verdict.WAITS)


def turn_away(what: str, refusal: Refusal, error: Exception) -> NoReturn:
    """End with the error that a refusal stands for. what: the call, for the log.

    Raises BusyError, StuckError, UncertainError, RefusedError, MessageGoneError, CardRefusedError
    (`bot.delivery.chat`).
    """
    code, verdict = refusal.code, refusal.verdict
    if verdict is Verdict.BUSY:
        raise BusyError(refusal.seconds) from error
    if verdict is Verdict.UNCERTAIN:
        if not refusal.posting:  # certain that nothing was posted
            raise BusyError(NOT_READY) from error
        raise UncertainError(f"{what}: {code}") from error
    if verdict is Verdict.ROOM:
        raise RefusedError(code) from error
    if verdict is Verdict.STANDING:
        raise MessageGoneError(code) from error
    _log.error("chat.refused", call=what, code=code, verdict=verdict.value)
    if verdict is Verdict.CARD and refusal.posting:
        raise CardRefusedError(code) from error
    raise StuckError(code, rights=verdict is Verdict.TOKEN) from error
