"""`usikre`: messages of which nobody can tell whether they arrived; KS sends them anyway, or lets them be."""

import re
from collections.abc import Collection, Iterable, Sequence

from domain.accounts import taken_apart
from domain.calendar import oslo_date
from domain.errors import UserError
from domain.permissions import About, Act
from handlers.cards import Block, Button, Card, Item, Text
from handlers.core.context import CommandContext
from handlers.lookup.names import nothing_more
from handlers.views.message_context import Letter, Recipe
from handlers.views.view import View, view_of
from storage.delivery.doubted import MESSAGES_DOUBTED, doubted, let_be, send_anyway
from storage.tables import MessageRow

MOST = 10
"""Messages with buttons on one card; of the others their number is told."""

_ALL = frozenset({"alle", "all"})
_NUMBERS = re.compile(r"\d{1,12}(?:[,\s]+\d{1,12})*")


def show_doubted(context: CommandContext) -> Card:
    """Every such message of the last fortnight, each with what can be done."""
    nothing_more(context.words)
    context.require(Act.DECIDE_DELIVERY, About())
    found = doubted(context.session, context.at)
    if not found:
        return Card(context.say("doubted.none"), language=context.language)
    return _card(view_of(context), found)


def send_doubted(context: CommandContext) -> Card:
    """«usikre send 12», «usikre send alle». Raises UserError: none is named, or none of them is in doubt any more."""
    found = _meant(context)
    send_anyway(context.unit, found)
    return _done(context, context.say("doubted.sent", n=len(found)), context.say("doubted.sent-what"))


def leave_doubted(context: CommandContext) -> Card:
    """«usikre la 12», «usikre la alle»: they count as said. Raises UserError likewise."""
    found = _meant(context)
    let_be(context.unit, found)
    return _done(context, context.say("doubted.left", n=len(found)), context.say("doubted.left-what"))


def _meant(context: CommandContext) -> Sequence[MessageRow]:
    context.require(Act.DECIDE_DELIVERY, About())
    found = doubted(context.session, context.at, _named(context.words))
    if not found:
        raise UserError("doubted.decided")
    return found


def _done(context: CommandContext, title: str, what: str) -> Card:
    rest = (Button(context.say("doubted.rest"), "usikre"),) if doubted(context.session, context.at) else ()
    return Card(title, (Text(what),), rest, language=context.language)


def _named(words: str) -> Collection[int] | None:
    """The numbers that are named; None: all."""
    typed = words.strip(" .")
    if typed.casefold() in _ALL:
        return None
    if not _NUMBERS.fullmatch(typed):
        raise UserError("doubted.which", {"typed": typed[:40]})
    return [int(one) for one in typed.replace(",", " ").split()]


def _card(view: View, found: Sequence[MessageRow]) -> Card:
    body: list[Block] = [Text(view.say("doubted.why")), *(_item(view, one) for one in found[:MOST])]
    if len(found) > MOST:
        body.append(Text(view.say("doubted.more", n=len(found) - MOST)))
    buttons = _buttons(view, [one.id for one in found], "all") if len(found) > 1 else ()
    return Card(view.say("doubted.title", n=len(found)), tuple(body), buttons, language=view.language)


def _item(view: View, message: MessageRow) -> Item:
    """What it is and whom it is to; never what it says."""
    to = view.directory.organisations[message.organisation].short
    key = "doubted.to-person" if taken_apart(message.recipient).role else "doubted.to-room"
    return Item(
        view.say("doubted.item", number=message.id, what=view.say(f"web.kind-{message.kind}")),
        f"{view.say(key, organisation=to)} {view.say('doubted.since', day=oslo_date(message.created_at))}",
        buttons=_buttons(view, [message.id], "one"),
    )


def _buttons(view: View, numbers: Iterable[int], many: str) -> tuple[Button, ...]:
    named = ",".join(map(str, numbers))
    return (
        Button(view.say("doubted.send", many=many), f"usikre send {named}"),
        Button(view.say("doubted.leave", many=many), f"usikre la {named}"),
    )


def told(letter: Letter) -> Card | None:
    """What has come into doubt; nothing, once all of it is decided."""
    found = _of(letter)
    return _card(letter.view, found) if found else None


def told_again(letter: Letter) -> Card:
    """The same in a message that stands: what is left of it."""
    found = _of(letter)
    return _card(letter.view, found) if found else Card(letter.view.say("doubted.all-decided"))


def _of(letter: Letter) -> Sequence[MessageRow]:
    numbers = [int(one) for one in letter.fact("doubted").split(",") if one]
    return doubted(letter.snapshot.session, letter.snapshot.at, numbers)


RECIPES = {MESSAGES_DOUBTED: Recipe(told, told_again)}
