"""Who speaks and where, as the chats name them: an account, and an address in a chat."""

from dataclasses import dataclass, field

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


def _id(*parts: str) -> str:
    return ":".join(part for part in parts if part)
