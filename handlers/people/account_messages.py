"""Word to a person's other accounts of what is done to one: it has been joined to theirs, or separated from them.

To that account alone: not for the room that takes over when it can't be written to.
"""

from collections.abc import Mapping

from domain.accounts import Account
from handlers.cards import Button, Card, Facts, Text
from handlers.people.account_text import account_rows, chat_name
from handlers.views.message_context import Letter, Recipe
from storage.people.linked_accounts import Joined, accounts_of


def linked(letter: Letter) -> Card | None:
    """An account is joined to theirs. One that has gone again is told of, too: it was theirs for a while."""
    if not letter.message.room_direct:
        return None
    view, name, account, chat = letter.view, letter.fact("name"), letter.fact("account"), _chat(letter)
    if not _joined(letter):
        text = view.say("messages.account-unlinked", name=name, account=account, chat=chat)
        return Card(view.say("messages.account-unlinked-title", chat=chat), (Text(text),))
    return Card(
        view.say("messages.account-linked-title", chat=chat),
        (Text(view.say("messages.account-linked", name=name, account=account, chat=chat)),),
        (Button(view.say("buttons.part", chat=chat), f"roller koble fjern {account}"),),
    )


def parted(letter: Letter) -> Card | None:
    """An account is separated from theirs: from where, and what is still joined to the one it is read at."""
    if not letter.message.room_direct:
        return None
    view, name, account, chat = letter.view, letter.fact("name"), letter.fact("account"), _chat(letter)
    if _joined(letter):
        text = view.say("messages.account-rejoined", name=name, account=account, chat=chat)
        return Card(view.say("messages.account-rejoined-title", chat=chat), (Text(text),))
    others = _others(letter)
    return Card(
        view.say("messages.account-parted-title", chat=chat),
        (
            Text(view.say("messages.account-parted", name=name, account=account, chat=chat, by=letter.fact("by"))),
            Text(view.say("messages.account-parted-left", n=len(others))),
            *((Facts(account_rows(others)),) if others else ()),
        ),
        tuple(
            Button(view.say("buttons.part", chat=chat_name(one.account.platform)), f"roller koble fjern {one.id}")
            for one in others
        ),
    )


def _chat(letter: Letter) -> str:
    """The chat of the account it is about."""
    return chat_name(letter.fact("account").partition(":")[0])


def _here(letter: Letter) -> Account:
    """The account it is read at."""
    return letter.message.last_address.account


def _joined(letter: Letter) -> bool:
    """Whether the account it is about is joined to the one it is read at."""
    return letter.snapshot.directory.same_person(letter.fact("account"), str(_here(letter)))


def _others(letter: Letter) -> list[Joined]:
    """The accounts that are joined to the one it is read at."""
    here = _here(letter)
    found = letter.snapshot.directory.people.get(here)
    accounts = accounts_of(letter.view.session, found[0]) if found else []
    return [one for one in accounts if one.account != here]


RECIPES: Mapping[str, Recipe] = {
    "account-linked": Recipe(linked),
    "account-parted": Recipe(parted),
}
