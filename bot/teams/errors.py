"""What Teams' answers mean, by status and by its word for the refusal. Sources: learn.microsoft.com, «Status codes from
bot conversational APIs» and «Send proactive messages»; what isn't here waits (`bot.delivery.verdicts`).
"""

from collections.abc import Mapping

from bot.delivery.verdicts import Verdict

STATUSES: Mapping[int, Verdict] = {
    400: Verdict.CARD,
    401: Verdict.TOKEN,
    402: Verdict.WAITS,
    403: Verdict.WAITS,
    404: Verdict.WAITS,
    405: Verdict.WAITS,
    408: Verdict.UNCERTAIN,
    409: Verdict.WAITS,
    412: Verdict.UNCERTAIN,
    413: Verdict.CARD,
    429: Verdict.BUSY,
    500: Verdict.UNCERTAIN,
    502: Verdict.UNCERTAIN,
    503: Verdict.UNCERTAIN,
    504: Verdict.UNCERTAIN,
}
"""A status that comes without a word, or with one that says no more."""

CODES: Mapping[str, Verdict] = {
    "ActivityNotFoundInConversation": Verdict.STANDING,
    "BotDisabledByAdmin": Verdict.TOKEN,
    "BotNotInConversationRoster": Verdict.ROOM,
    "BotNotRegistered": Verdict.TOKEN,
    "ConversationBlockedByUser": Verdict.ROOM,
    "ConversationNotFound": Verdict.ROOM,
    "ForbiddenOperationException": Verdict.ROOM,
    "MemberNotFoundInConversation": Verdict.ROOM,
    "MessageWritesBlocked": Verdict.ROOM,
    "209": Verdict.ROOM,
    "NotEnoughPermissions": Verdict.STANDING,
}
"""Teams' words, where they say more than the status."""


def verdict_of(status: int, code: str, *, opening: bool = False) -> Verdict:
    """Whose matter an answer is. opening: a person's conversation was to be opened, and nobody else was named."""
    if code in CODES:
        return CODES[code]
    if opening and status == 400:
        return Verdict.ROOM
    return STATUSES.get(status, Verdict.UNCERTAIN if status >= 500 else Verdict.WAITS)
