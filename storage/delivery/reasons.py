"""Why a message waits, as it is kept beside it: a few words in one text."""

from collections.abc import Iterable

NOT_DIRECTLY = "not-directly"
"""A person's own conversation refused it: it goes to another of theirs, else to their organisation's room. The
addresses that refused stand behind the word."""
MAYBE_REPEATED = "maybe-repeated"
"""It may have been sent before, and the chat can't be searched: it says so itself."""
STUCK, RIGHTS = "stuck:", "rights:"
"""The chat turned it away for what isn't the room's; its word for it stands behind. rights: it takes the bot's for too
few, and whoever administers it mends that."""


def refusals(reason: str) -> tuple[str, ...]:
    """The addresses of a person's own that have refused a message, from why it waits."""
    _, word, addresses = f" {reason}".partition(f" {NOT_DIRECTLY} ")
    return tuple(addresses.split()) if word else ()


def maybe_repeated(reason: str) -> bool:
    """Whether a message may have been sent before, from why it waits."""
    return MAYBE_REPEATED in reason.split()


def stuck_word(code: str, *, rights: bool) -> str:
    """The word that a message carries while it is stuck, for the chat's own word."""
    return f"{RIGHTS if rights else STUCK}{''.join(code.split())[:80]}"


def stuck_for(reason: str) -> str:
    """The chat's word for what a message is stuck for, from why it waits; empty: it isn't."""
    return next((one.partition(":")[2] for one in reason.split() if one.startswith((STUCK, RIGHTS))), "")


def reason_of(*, repeated: bool, refused: Iterable[str], stuck: str = "") -> str:
    """Why a message waits: what `maybe_repeated`, `stuck_for` and `refusals` read. stuck: a `stuck_word`."""
    addresses = list(refused)
    words = [*([MAYBE_REPEATED] if repeated else []), *([stuck] if stuck else [])]
    return " ".join([*words, *([NOT_DIRECTLY, *addresses] if addresses else [])])
