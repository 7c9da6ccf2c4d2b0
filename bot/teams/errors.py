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
    "InvalidBotApiHost": Verdict.WAITS,
    "MemberNotFoundInConversation": Verdict.ROOM,
    "MessageWritesBlocked": Verdict.ROOM,
    "209": Verdict.ROOM,
    "NotEnoughPermissions": Verdict.STANDING,
}
"""Teams' words, where they say more than the status."""

WORDS: Mapping[int, str] = {
    400: "BadArgument BadSyntax",
    401: "BotNotRegistered",
    403: """
        BotDisabledByAdmin BotNotInConversationRoster ConversationBlockedByUser ForbiddenOperationException
        InvalidBotApiHost MessageWritesBlocked 209 NotEnoughPermissions
        """,
    404: "ActivityNotFoundInConversation BotNotInConversationRoster ConversationNotFound MemberNotFoundInConversation",
    412: "PreconditionFailed",
    413: "MessageSizeTooBig",
    429: "Throttled",
    500: "ServiceError",
    502: "ServiceError",
}
"""The words that Teams documents for a status; «209» is MessageWritesBlocked in the other shape that it comes in."""

ANSWERS = tuple((status, word) for status in STATUSES for word in ("", *WORDS.get(status, "").split()))
"""Every refusal that is documented: status and word; first of each status, without one."""


def verdict_of(status: int, code: str, what: str) -> Verdict:
    """Whose matter an answer is. what: the call: «update» has a standing message, «open» a person and nobody else."""
    if what == "open" and status == 400 and code not in CODES:
        return Verdict.ROOM
    verdict = CODES.get(code) or STATUSES.get(status, Verdict.UNCERTAIN if status >= 500 else Verdict.WAITS)
    return Verdict.ROOM if verdict is Verdict.STANDING and what != "update" else verdict
