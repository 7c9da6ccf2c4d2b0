"""A person's accounts and what they hold, in words: what `roller koble` and its messages share."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Protocol

from domain.accounts import Account
from domain.calendar import OSLO
from domain.organisations import Role
from handlers.cards import Button
from handlers.core.context import CommandContext
from handlers.texts import time_text
from storage.people.linked_accounts import Joined
from storage.people.workspaces import workspace_name
from storage.unit_of_work.session import Session

NAMES = {"slack": "Slack", "teams": "Teams"}
"""What people call a chat."""


LONGEST_ON_A_BUTTON = 40
"""Characters of a name that stands on a button, with what it does."""


class Speaks(Protocol):
    """Whoever is told something: a command's asker, or a message's reader."""

    @property
    def session(self) -> Session:
        """The database as it stands."""

    def say(self, key: str, /, **facts: object) -> str:
        """A text in the reader's language."""


def chat_name(platform: str) -> str:
    """What people call the chat of this platform."""
    return NAMES.get(platform, platform)


def short_name(account: Account) -> str:
    """What to call somebody on a button."""
    return account.called if len(account.called) <= LONGEST_ON_A_BUTTON else f"{account.called[:LONGEST_ON_A_BUTTON]}…"


def place_text(reader: Speaks, account: Account) -> str:
    """Where an account is at home: «Slack, arbeidsområdet Agder fylkeskommune (T0AGDER)»."""
    chat = chat_name(account.platform)
    name = workspace_name(reader.session, account.platform, account.workspace)
    key = "accounts.place-named" if name else "accounts.place"
    return reader.say(key, chat=chat, workspace=account.workspace, name=name) if account.workspace else chat


def account_rows(accounts: list[Joined]) -> tuple[tuple[str, str], ...]:
    """Each account as a fact: the chat, the name it shows there and the id."""
    return tuple((chat_name(one.account.platform), f"{one.name} ({one.id})") for one in accounts)


def account_line(joined: Joined) -> str:
    """The same in one line: «Slack: Kari (slack:T1:U1)»."""
    return f"{chat_name(joined.account.platform)}: {joined.name} ({joined.id})"


def roles_text(context: CommandContext, roles: Collection[tuple[str, Role]]) -> str:
    """«koordinator i Agder, medarbeider i Siva»."""
    order = list(Role)
    named = [
        context.say("accounts.role-in", role=context.say(f"roles.{role.value}"), organisation=context.short(slug))
        for slug, role in sorted(roles, key=lambda one: (one[0], order.index(one[1])))
    ]
    return ", ".join(named) or context.say("accounts.no-role")


def part_button(context: CommandContext, account: Joined) -> Button:
    """What takes an account away from the others."""
    label = context.say("buttons.part", chat=chat_name(account.account.platform))
    return Button(label, f"roller koble fjern {account.id}")


def clock(context: CommandContext, at: datetime) -> str:
    """The time of day of an instant soon to come, in Oslo: «kl. 10.10»."""
    local = at.astimezone(OSLO)
    return time_text(time(local.hour, local.minute), context.language)
