"""`roller koble fjern`: an account goes as it came, with the roles it was given itself; the others stay together."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.accounts import Recipient
from domain.errors import Choice, UserError
from domain.permissions import About, Act
from handlers.cards import Block, Button, Card, Facts, Text
from handlers.core.access import may
from handlers.core.context import CommandContext
from handlers.core.field_text import confirmed
from handlers.people.account_text import account_line, chat_name, roles_text
from storage.people.directory import roots
from storage.people.link_codes import forget
from storage.people.linked_accounts import Joined, Roles, accounts_of, held, joins, parted, separate

PARTED = "account-parted"
"""The message that tells a person's other accounts that one has gone."""


@dataclass(frozen=True, slots=True)
class Parting:
    """What comes of it. goes: the account that was named; leaving: it, and those it had brought along.

    here: the asker's; None: they part somebody else's. left: the joins that stay. before: the roles they have shared.
    """

    goes: Joined
    leaving: list[Joined]
    staying: list[Joined]
    here: Joined | None
    left: Mapping[int, int]
    before: Roles

    def side(self, one: Joined) -> list[Joined]:
        """Those an account stays joined to, and itself."""
        return self.leaving if one in self.leaving else self.staying


def part(context: CommandContext, words: str) -> Card:
    """Take one of the asker's accounts away from the others. It asks first when roles would be missed here.

    Whoever may end a role that the accounts of somebody else share may part those, by the account's id. Raises
    UserError when they have one only, or the words name none or several.
    """
    named, sure = confirmed(words.strip())
    accounts = _anothers(context, named) or _own(context)
    if len(accounts) < 2:
        raise UserError("accounts.only-one")
    parting = _parting(context, accounts, _named(accounts, named))
    after = _roles(context, parting.side(parting.here)) if parting.here else frozenset()
    if parting.here and parting.before - after and not sure:
        return _ask_first(context, parting, parting.before - after)
    separate(context.session, parting.left)
    forget(context.session, *(one.person for one in accounts))
    told = _tell(context, parting)
    here = ((context.say("accounts.roles-here"), roles_text(context, after)),) if parting.here else ()
    return Card(
        title=context.say("accounts.parted", chat=chat_name(parting.goes.account.platform)),
        body=(
            Facts((*_sides(context, parting), *here)),
            *((Text(context.say("accounts.told")),) if told else ()),
        ),
        language=context.language,
    )


def _own(context: CommandContext) -> list[Joined]:
    found = context.directory.people.get(context.invocation.account)
    return accounts_of(context.session, found[0]) if found else []


def _anothers(context: CommandContext, named: str) -> list[Joined]:
    """The accounts joined to that of somebody else, where the asker may end a role they share; else none."""
    account = context.directory.accounts.get(named)
    if account is None or context.own(named):
        return []
    accounts = accounts_of(context.session, context.directory.people[account][0])
    shared = {organisation for organisation, _ in _roles(context, accounts)}
    ours = any(may(context.actor, Act.GRANT_ROLE, About(organisation=one)) for one in shared)
    return accounts if ours and len(accounts) > 1 else []


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


def _parting(context: CommandContext, accounts: list[Joined], goes: Joined) -> Parting:
    left = parted(joins(context.session), goes.person, [one.person for one in accounts])
    found = roots(left)
    own = found.get(goes.person, goes.person)
    leaving = [one for one in accounts if found.get(one.person, one.person) == own]
    return Parting(
        goes=goes,
        leaving=leaving,
        staying=[one for one in accounts if one not in leaving],
        here=next((one for one in accounts if one.id == str(context.invocation.account)), None),
        left=left,
        before=_roles(context, accounts),
    )


def _roles(context: CommandContext, accounts: list[Joined]) -> Roles:
    """What these accounts were given, and share as long as they are joined."""
    return held(context.session, {one.person for one in accounts}, context.today)


def _sides(context: CommandContext, parting: Parting) -> tuple[tuple[str, str], ...]:
    """What is separated from what."""
    leaving, staying = parting.leaving, parting.staying
    return (
        (context.say("accounts.leaving", n=len(leaving)), ", ".join(account_line(one) for one in leaving)),
        (context.say("accounts.staying", n=len(staying)), ", ".join(account_line(one) for one in staying)),
    )


def _ask_first(context: CommandContext, parting: Parting, missed: Roles) -> Card:
    body: tuple[Block, ...] = (
        Text(context.say("accounts.part-what", roles=roles_text(context, missed))),
        Facts(_sides(context, parting)),
    )
    return Card(
        title=context.say("accounts.part-ask", chat=chat_name(parting.goes.account.platform)),
        body=body,
        buttons=(
            Button(context.say("buttons.confirm"), f"roller koble fjern {parting.goes.id} bekreft", primary=True),
            context.button("cancel", "hvem-er-jeg"),
        ),
        language=context.language,
    )


def _tell(context: CommandContext, parting: Parting) -> bool:
    """Word to each of the other accounts, on both sides; whether there was one to write to.

    It is written in the language of an organisation they still act for there, else of one they did. Without any role
    there was nothing to share, and there is nothing to tell.
    """
    reached = [
        joined
        for joined in (*parting.staying, *parting.leaving)
        if joined != parting.here and joined.account.platform in context.services.platforms
    ]
    for joined in reached if parting.before else ():
        organisation, role = min(_roles(context, parting.side(joined)) or parting.before)
        across = parting.goes if joined in parting.staying else _across(parting)
        facts = {"account": across.id, "name": across.name, "by": str(context.invocation.account)}
        context.unit.send(PARTED, str(Recipient(organisation, role, joined.person, joined.id)), facts)
    return bool(reached and parting.before)


def _across(parting: Parting) -> Joined:
    """Whom those who leave are separated from: who does it, if it is one of those who stay, else the oldest."""
    return parting.here if parting.here and parting.here in parting.staying else parting.staying[0]
