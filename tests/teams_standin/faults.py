"""Ways in which Teams fails: the same kinds as Slack's, over the Connector's operations.

Operations: `create` (a conversation), `post`, `update`, `delete`, `members`, `team`. A planned
`Fault("error", error=…)` is answered with a code of `REFUSALS`, a bare status («503») or both («502 ServiceError»),
nothing done.

    teams.faults.plan("post", Fault("busy", seconds=7), Fault("lost"))
    teams.faults.mix({Fault("500"): 0.03}, seed=1, methods=("post",))
"""

import json

from tests.slack_standin.faults import Fault, Faults

__all__ = ["REFUSALS", "Fault", "Faults", "RefusalError"]

REFUSALS: dict[str, tuple[int, str]] = {
    "BadSyntax": (400, "Bad format of conversation ID"),
    "BadArgument": (400, "Unknown activity type"),
    "BotNotRegistered": (401, "No registration found for this bot."),
    "BotDisabledByAdmin": (403, "The tenant admin disabled this bot"),
    "BotNotInConversationRoster": (403, "The bot is not part of the conversation roster."),
    "ConversationBlockedByUser": (403, "User blocked the conversation with the bot."),
    "ForbiddenOperationException": (403, "The bot is not installed in user's personal scope"),
    "InvalidBotApiHost": (403, "Invalid bot api host."),
    "MessageWritesBlocked": (403, "Thread is blocked from message writes."),
    "209": (403, "Thread is blocked from message writes."),
    "NotEnoughPermissions": (403, "The bot may not change this message."),
    "ActivityNotFoundInConversation": (404, "Conversation not found."),
    "ConversationNotFound": (404, "Conversation not found."),
    "MemberNotFoundInConversation": (404, "The user was not found in the conversation."),
    "PreconditionFailed": (412, "Precondition failed, please try again."),
    "MessageSizeTooBig": (413, "Message size too large."),
    "Throttled": (429, "Too many requests."),
    "ServiceError": (500, "Something went wrong."),
    "BadGateway": (502, "Service dependency issue."),
}
"""Code → status and message: learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability (status
codes from bot conversational APIs); BadSyntax and ForbiddenOperationException as people report them. «209» is
MessageWritesBlocked in the other shape it comes in (bots/how-to/conversations/send-proactive-messages)."""


class RefusalError(Exception):
    """An answer that is no success. why: for whoever reads the test. seconds: Retry-After, 0 for none."""

    def __init__(self, code: str, *why: str, seconds: float = 0) -> None:
        super().__init__(code, *why)
        status, _, word = code.partition(" ")
        self.code = word or code
        self.why = list(why)
        self.seconds = seconds
        self.status, self.message = REFUSALS[self.code] if self.code in REFUSALS else (int(code), "")
        self.status = int(status) if word else self.status

    @property
    def body(self) -> dict[str, object] | None:
        """What the answer says; a gateway's (503, 504) is no JSON."""
        message = "; ".join([self.message, *self.why])
        if self.code == "209":
            return {"errorCode": 209, "message": json.dumps({"subCode": "MessageWritesBlocked", "details": message})}
        return {"error": {"code": self.code, "message": message}} if self.code in REFUSALS else None
