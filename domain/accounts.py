"""Who speaks, where, and who hears: an account and an address as the chats name them, and a recipient."""

from dataclasses import dataclass, field

from domain.organisations import Role

CONSOLE = "console"
"""The platform where one person speaks for everybody: each role counts as held in the organisation's console."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person's way in. workspace: a Slack team or a Teams tenant; empty on the console.

    name: as the chat shows it, or empty. It can change at any time, so two accounts are the same whatever their names.
    """

    platform: str
    workspace: str
    user: str
    name: str = field(default="", compare=False)

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

    role None: the organisation's room. person: who they were when it was written; `Directory.person` knows who they
    are. account: its id, or empty.
    """

    organisation: str
    role: Role | None = None
    person: int = 0
    account: str = ""

    def __str__(self) -> str:
        if self.role is None:
            return self.organisation
        return f"{self.organisation}:{self.role.value}:{self.person}" + (f"@{self.account}" if self.account else "")


def taken_apart(recipient: str) -> Recipient:
    """What a recipient says. Raises ValueError when it is none."""
    organisation, _, holder = recipient.partition(":")
    if not holder:
        return Recipient(organisation)
    role, _, rest = holder.partition(":")
    number, _, account = rest.partition("@")
    return Recipient(organisation, Role(role), int(number), account)


def organisation_of(recipient: str) -> str:
    """The organisation a recipient belongs to."""
    return taken_apart(recipient).organisation


def _id(*parts: str) -> str:
    return ":".join(part for part in parts if part)
