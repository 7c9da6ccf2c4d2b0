"""Who speaks, where, and who hears: an account and an address as the chats name them, and a recipient."""

import re
from dataclasses import dataclass, field

from domain.composed import composed
from domain.lengths import most
from domain.organisations import Role

SYSTEM = "system"
"""Who does what the installation does by itself: no account, and no person."""

CONSOLE = "console"
"""The platform where one person speaks for everybody: each role counts as held in the organisation's console."""


LONGEST_NAME = most("person:name")
"""Characters of a name that are kept."""

_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that count as printable and show nothing."""
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_HEAPED = re.compile(f"({_MARK}{{2}}){_MARK}+")
"""More marks over one letter than any language writes."""
_AS_AN_ID = re.compile(r"\((?:[UW][A-Z0-9]{5,20}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\w+:[^\s()]*)\)")
"""What stands behind a name to say whose account it is, which is for us to say."""


def display_name(text: str) -> str:
    """What somebody calls themselves, as it can be shown beside what they did not write: one line, nothing unseen.

    Letters are composed; what turns the direction of writing, joins or hides is gone, and so is an account's id in
    brackets; any space is one space, and it has at most `LONGEST_NAME` characters. Empty when nothing is left.
    """
    seen = _UNSEEN.sub("", composed(text[: LONGEST_NAME * 10]))
    shown = "".join(one if one.isprintable() else " " if one.isspace() else "" for one in seen)
    while (without := _AS_AN_ID.sub("", shown)) != shown:
        shown = without
    return " ".join(_HEAPED.sub(r"\1", shown).split())[:LONGEST_NAME].rstrip()


@dataclass(frozen=True, slots=True)
class Account:
    """A person's way in. workspace: a Slack team or a Teams tenant; empty on the console.

    name: as the chat shows it, or empty; whoever bears it has chosen it, so it is cleaned here, wherever it comes from.
    It can change at any time, so two accounts are the same whatever their names.
    """

    platform: str
    workspace: str
    user: str
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.name:
            object.__setattr__(self, "name", display_name(self.name))

    @property
    def called(self) -> str:
        """What to call whoever it is: the name the chat shows, or the user's id."""
        return self.name or self.user[:LONGEST_NAME]

    def __str__(self) -> str:
        """Its id, as `hvem-er-jeg` prints it."""
        return _id(self.platform, self.workspace, self.user)

    @property
    def own_address(self) -> "Address":
        """The conversation with this account only."""
        return Address(self.platform, self.workspace, self.user, direct=True)


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a chat. direct: the conversation with one account only, whose user `channel` names."""

    platform: str
    workspace: str
    channel: str
    direct: bool = False

    def __str__(self) -> str:
        return _id(self.platform, self.workspace, self.channel)

    @property
    def account(self) -> Account:
        """Whose conversation it is; means nothing unless it is `direct`."""
        return Account(self.platform, self.workspace, self.channel)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who hears. As it is kept it is a word, which `str` puts together and `taken_apart` takes apart.

    An organisation's slug means its room; `slug:role:person id` that role-holder directly; with `@` and an account's id
    behind it that account itself, whoever's it is by then and whatever they hold, for word of what is done to accounts.
    With `@` and a room's id behind the slug it is that very room, whichever of theirs counts.

    role None: the organisation's room. person: who they were when it was written; `Directory.person` knows who they
    are. account: its id, or a room's where there is no role, or empty.
    """

    organisation: str
    role: Role | None = None
    person: int = 0
    account: str = ""

    def __str__(self) -> str:
        who = self.organisation if self.role is None else f"{self.organisation}:{self.role.value}:{self.person}"
        return f"{who}@{self.account}" if self.account else who


def taken_apart(recipient: str) -> Recipient:
    """What a recipient says. Raises ValueError when it is none."""
    who, _, account = recipient.partition("@")
    organisation, _, holder = who.partition(":")
    if not holder:
        return Recipient(organisation, account=account)
    role, _, number = holder.partition(":")
    return Recipient(organisation, Role(role), int(number), account)


def organisation_of(recipient: str) -> str:
    """The organisation a recipient belongs to."""
    return taken_apart(recipient).organisation


def _id(*parts: str) -> str:
    return ":".join(part for part in parts if part)
