"""`roller koble fjern`: an account goes as it came, with the roles it was given itself; the others stay together."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import Choice, UserError
from handlers.cards import Block, Button, Card, Facts, Text
from handlers.core.context import Ask
from handlers.meetings.show import confirmed
from handlers.people.account_text import account_line, chat_name, roles_text
from storage.people.directory import roots
from storage.people.link_codes import forget
from storage.people.linked_accounts import Joined, Roles, accounts_of, held, joins, parted, separate
from storage.people.recipients import Recipient

PARTED = "account-parted"
"""The message that tells a person's other accounts that one has gone."""


@dataclass(frozen=True, slots=True)
class Parting:
    """What comes of it. goes: the account that was named; leaving: it, and those it had brought along.

    here: the asker's. left: the joins that stay. before: the roles they have shared.
    """

    goes: Joined
    leaving: list[Joined]
    staying: list[Joined]
    here: Joined
    left: Mapping[int, int]
    before: Roles

    def side(self, one: Joined) -> list[Joined]:
        """Those an account stays joined to, and itself."""
        return self.leaving if one in self.leaving else self.staying


def part(ask: Ask, words: str) -> Card:
    """Take one of the asker's accounts away from the others. It asks first when roles would be missed here.

    Raises UserError when they have one only, or the words name none or several.
    """
    account = ask.invocation.account
    found = ask.directory.people.get((account.platform, account.workspace, account.user))
    accounts = accounts_of(ask.session, found[0]) if found else []
    if found is None or len(accounts) < 2:
        raise UserError("accounts.only-one")
    named, sure = confirmed(words.strip())
    parting = _parting(ask, accounts, _named(accounts, named))
    after = _roles(ask, parting.side(parting.here))
    if parting.before - after and not sure:
        return _ask_first(ask, parting, parting.before - after)
    separate(ask.session, parting.left)
    forget(ask.session, found[0])
    told = _tell(ask, parting)
    return Card(
        title=ask.say("accounts.parted", chat=chat_name(parting.goes.account.platform)),
        body=(
            Facts((*_sides(ask, parting), (ask.say("accounts.roles-here"), roles_text(ask, after)))),
            *((Text(ask.say("accounts.told")),) if told else ()),
        ),
        language=ask.language,
    )


def _named(accounts: list[Joined], typed: str) -> Joined:
    """The account that is meant by its chat or its id. Raises UserError."""
    said = typed.casefold()
    found = [one for one in accounts if said in (one.account.platform, one.id.casefold())]
    if len(found) == 1:
        return found[0]
    choices = tuple(Choice(one.id) for one in found or accounts)
    raise UserError(
        "accounts.not-joined" if typed and not found else "accounts.which",
        {"typed": typed[:60]},
        span=typed,
        choices=choices,
    )


def _parting(ask: Ask, accounts: list[Joined], goes: Joined) -> Parting:
    left = parted(joins(ask.session), goes.person, [one.person for one in accounts])
    found = roots(left)
    own = found.get(goes.person, goes.person)
    leaving = [one for one in accounts if found.get(one.person, one.person) == own]
    return Parting(
        goes=goes,
        leaving=leaving,
        staying=[one for one in accounts if one not in leaving],
        here=next(one for one in accounts if one.id == str(ask.invocation.account)),
        left=left,
        before=_roles(ask, accounts),
    )


def _roles(ask: Ask, accounts: list[Joined]) -> Roles:
    """What these accounts were given, and share as long as they are joined."""
    return held(ask.session, {one.person for one in accounts}, ask.today)


def _sides(ask: Ask, parting: Parting) -> tuple[tuple[str, str], ...]:
    """What is separated from what."""
    leaving, staying = parting.leaving, parting.staying
    return (
        (ask.say("accounts.leaving", n=len(leaving)), ", ".join(account_line(one) for one in leaving)),
        (ask.say("accounts.staying", n=len(staying)), ", ".join(account_line(one) for one in staying)),
    )


def _ask_first(ask: Ask, parting: Parting, missed: Roles) -> Card:
    body: tuple[Block, ...] = (
        Text(ask.say("accounts.part-what", roles=roles_text(ask, missed))),
        Facts(_sides(ask, parting)),
    )
    return Card(
        title=ask.say("accounts.part-ask", chat=chat_name(parting.goes.account.platform)),
        body=body,
        buttons=(
            Button(ask.say("buttons.confirm"), f"roller koble fjern {parting.goes.id} bekreft", primary=True),
            ask.button("cancel", "hvem-er-jeg"),
        ),
        language=ask.language,
    )


def _tell(ask: Ask, parting: Parting) -> bool:
    """Word to each of the other accounts, on both sides; whether there was one to write to.

    It is written in the language of an organisation they still act for there, else of one they did. Without any role
    there was nothing to share, and there is nothing to tell.
    """
    reached = [
        one
        for one in (*parting.staying, *parting.leaving)
        if one != parting.here and one.account.platform in ask.services.platforms
    ]
    for one in reached if parting.before else ():
        organisation, role = min(_roles(ask, parting.side(one)) or parting.before)
        across = parting.goes if one in parting.staying else _across(parting)
        facts = {"account": across.id, "name": across.name, "by": parting.here.id}
        ask.unit.send(PARTED, str(Recipient(organisation, role, one.person, one.id)), facts)
    return bool(reached and parting.before)


def _across(parting: Parting) -> Joined:
    """Whom those who leave are separated from: who does it, if it is one of those who stay, else the oldest."""
    return parting.here if parting.here in parting.staying else parting.staying[0]
