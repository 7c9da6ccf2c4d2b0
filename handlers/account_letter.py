"""Word to a person's other accounts that an account has been joined to theirs."""

from handlers.account_view import chat_name
from handlers.cards import Button, Card, Text
from handlers.letter import Letter


def linked(letter: Letter) -> Card | None:
    """To that account alone: not for the room that takes over when it can't be written to."""
    if not letter.message.room_direct:
        return None
    view, account = letter.view, letter.fact("account")
    chat = chat_name(account.partition(":")[0])
    return Card(
        view.say("messages.account-linked-title", chat=chat),
        (Text(view.say("messages.account-linked", name=letter.fact("name"), account=account, chat=chat)),),
        (Button(view.say("buttons.part", chat=chat), f"roller koble fjern {account}"),),
    )
