"""Word to a person's other accounts that an account has been joined to theirs."""

from handlers.account_view import chat_name
from handlers.cards import Button, Card, Text
from handlers.letter import Letter
from handlers.over import gone
from storage.directory import AccountOf


def linked(letter: Letter) -> Card | None:
    """To that account alone: not for the room that takes over when it can't be written to.

    An account that has gone again is told of, too: it was theirs for a while.
    """
    message = letter.message
    if not message.room_direct:
        return None
    here = str(AccountOf(message.room_platform, message.room_workspace, message.room_channel))
    view, name, account = letter.view, letter.fact("name"), letter.fact("account")
    chat = chat_name(account.partition(":")[0])
    if not letter.snapshot.directory.same_person(account, here):
        text = view.say("messages.account-unlinked", name=name, account=account, chat=chat)
        return Card(view.say("messages.account-unlinked-title", chat=chat), (Text(text),))
    return Card(
        view.say("messages.account-linked-title", chat=chat),
        (Text(view.say("messages.account-linked", name=name, account=account, chat=chat)),),
        (Button(view.say("buttons.part", chat=chat), f"roller koble fjern {account}"),),
    )


def linked_again(letter: Letter) -> Card:
    """The same in a message that stands."""
    return linked(letter) or gone(letter)
