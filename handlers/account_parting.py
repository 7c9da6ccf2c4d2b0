"""`roller koble fjern`: an account goes as it came, with the roles it was given itself."""

from domain.errors import Choice, UserError
from handlers.account_view import account_rows, chat_name, roles_text
from handlers.ask import Ask
from handlers.cards import Button, Card, Facts, Text
from handlers.meetings import confirmed
from storage.directory import roots
from storage.joins import Joined, Roles, accounts_of, held, joins, parted
from storage.link_codes import forget
from storage.tables import PersonJoinRow


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
    gone = _named(accounts, named)
    here = next(one for one in accounts if one.id == str(account))
    left = parted(joins(ask.session), gone.person)
    before = frozenset((one.organisation, one.role) for one in ask.directory.roles_of(found[0], ask.today))
    after = _roles_after(ask, left, accounts, here)
    if before - after and not sure:
        return _ask_first(ask, gone, before - after)
    for row in [ask.session.get_one(PersonJoinRow, person) for person in joins(ask.session).keys() - left.keys()]:
        ask.session.delete(row)
    forget(ask.session, found[0])
    return Card(
        title=ask.say("accounts.parted", chat=chat_name(gone.account.platform)),
        body=(Facts((*account_rows([here]), (ask.say("about.roles"), roles_text(ask, after)))),),
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


def _roles_after(ask: Ask, left: dict[int, int], accounts: list[Joined], here: Joined) -> Roles:
    """What the account at hand holds once the joins are `left`."""
    found = roots(left)
    own = found.get(here.person, here.person)
    return held(ask.session, {one.person for one in accounts if found.get(one.person, one.person) == own}, ask.today)


def _ask_first(ask: Ask, gone: Joined, missed: Roles) -> Card:
    return Card(
        title=ask.say("accounts.part-ask", chat=chat_name(gone.account.platform)),
        body=(Text(ask.say("accounts.part-what", roles=roles_text(ask, missed))),),
        buttons=(
            Button(ask.say("buttons.confirm"), f"roller koble fjern {gone.id} bekreft", primary=True),
            ask.button("cancel", "hvem-er-jeg"),
        ),
        language=ask.language,
    )
