"""What is said and what one may go on with; shared by the tests of how lines are understood."""

from handlers.cards import Card, Reply
from tests.desk import Desk


def buttons(card: Card) -> dict[str, str]:
    """What the buttons under a card say, and the lines they carry."""
    return {button.label: button.line for button in card.buttons}


def offered(reply: Reply) -> list[str]:
    """The lines one may go on with; nothing has been carried out."""
    assert reply.problem is not None, reply.card.title
    return [button.line for button in reply.card.buttons]


def plan(desk: Desk) -> Desk:
    """Agder has a spring meeting and has asked Siva for something; KS has the national one."""
    for who, line in (
        ("agder", "møte ny vår 15.4.2027"),
        ("ks", "møte ny nasjonalt vår 9.3.2027 kl. 10"),
        ("agder", "oppfølging ny Siva: levere skisse innen 15.12"),
    ):
        assert desk.reply(who, line).ok
    return desk
