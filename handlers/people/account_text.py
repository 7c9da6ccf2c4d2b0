"""A person's accounts and what they hold, in words: what `roller koble` and its messages share."""

from datetime import datetime, time

from domain.calendar import OSLO
from domain.organisations import Role
from handlers.cards import Button
from handlers.core.context import CommandContext
from handlers.texts import time_text
from storage.people.linked_accounts import Joined, Roles

NAMES = {"slack": "Slack", "teams": "Teams"}
"""What people call a chat."""


def chat_name(platform: str) -> str:
    """What people call the chat of this platform."""
    return NAMES.get(platform, platform)


def account_rows(accounts: list[Joined]) -> tuple[tuple[str, str], ...]:
    """Each account as a fact: the chat, the name it shows there and the id."""
    return tuple((chat_name(one.account.platform), f"{one.name} ({one.id})") for one in accounts)


def account_line(joined: Joined) -> str:
    """The same in one line: «Slack: Kari (slack:T1:U1)»."""
    return f"{chat_name(joined.account.platform)}: {joined.name} ({joined.id})"


def roles_text(context: CommandContext, roles: Roles) -> str:
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
