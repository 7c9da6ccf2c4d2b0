"""The Home tab: mine and status on one page."""

import handlers.people.who_am_i
from handlers.cards import Card, Heading
from handlers.core.actors import actor_of
from handlers.core.context import CommandContext, Services
from handlers.core.invocation import Invocation
from handlers.duties.mine import mine
from handlers.overview.status import status
from handlers.views.parts import beginning, in_pieces

ROOM, BLOCKS = 50_000, 90
"""Characters and blocks of the page: Slack takes 60,000 (a limit of our own) and 100."""


def home(invocation: Invocation, services: Services) -> Card:
    """What one's organisation has to do, and below it the status; a welcome to those not known yet."""
    with services.store.read(invocation.at) as snapshot:
        actor = actor_of(invocation, snapshot.directory, snapshot.today, services.admins)
        context = CommandContext(invocation, services, actor, snapshot, None, "")
        if not actor.known:
            return handlers.people.who_am_i.welcome(context)
        own, overview = mine(context), status(context)
    whole = Card(
        title=own.title,
        body=(*own.body, Heading(overview.title), *overview.body),
        buttons=overview.buttons,
        language=actor.language,
    )
    return beginning(in_pieces(whole), "mine", room=ROOM, blocks=BLOCKS)
