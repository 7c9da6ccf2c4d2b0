"""Messages about follow-ups: new ones, and what has become of one that the reader follows or owns."""

from collections.abc import Mapping, Sequence

from domain.followups import CLOSED
from handlers.cards import Button, Card, Item, Note
from handlers.core.wording import follow_up_name, follow_up_state
from handlers.followups.item import follow_up_buttons, follow_up_over, readable_name
from handlers.views.closed_items import gone
from handlers.views.message_context import Letter, Recipe
from handlers.views.view import View
from storage.followups.followups import follow_up
from storage.tables import FollowUpRow

_CLOSING = ("lapsed", "finished", "handed-over")
"""Messages that tell of the end of a follow-up for the recipient: nothing is left to press."""

_TO_ITS_OWNER = ("new-follow-up", "nudge", "changed", "lapsed", "finished")


def about_follow_up(letter: Letter) -> Card | None:
    """New, postponed, lapsed, help wanted, not mine: a follow-up and what somebody said about it."""
    row, kind = _row(letter), letter.message.kind
    if row is None or (row.state in CLOSED and kind not in _CLOSING):
        return None
    if kind == "new-follow-up" and row.owner != letter.view.organisation:
        return None  # handed to somebody else before this was sent
    return _card(letter, row)


def follow_up_again(letter: Letter) -> Card:
    """The same in a message that stands: what is done is shown as done."""
    row = _row(letter)
    return _card(letter, row) if row is not None else gone(letter)


def _row(letter: Letter) -> FollowUpRow | None:
    return follow_up(letter.view.session, int(letter.fact("follow_up") or 0))


def _card(letter: Letter, row: FollowUpRow) -> Card:
    view, kind = letter.view, letter.message.kind
    over = follow_up_over(view, row, owned=kind in _TO_ITS_OWNER)
    said = letter.fact("reason") or letter.fact("what")
    more = [view.say("messages.said", who=letter.sender(), what=said)] if said else []
    owner = view.directory.organisations[row.owner].short
    title = "messages.moved-forward-title" if letter.fact("earlier") else f"messages.{kind}-title"
    return Card(
        view.say(title, who=letter.sender(), name=readable_name(view, row), owner=owner),
        (_item(letter, row, over, more), Note(view.say("common.clause", clause="§ 2" if row.county else "§ 1"))),
        () if over or kind in _CLOSING else follow_up_buttons(view, row),
    )


def _item(
    letter: Letter, row: FollowUpRow, over: Item | None, more: Sequence[str] = (), buttons: tuple[Button, ...] = ()
) -> Item:
    view = letter.view
    if over is not None:
        text = "\n".join(line for line in (over.text, *more) if line)
        return Item(over.lead, text, over.sign, over.word)
    sign, word = follow_up_state(view.language, row, view.today, letter.snapshot.rules.calendar)
    line = view.say("followups.line", owner=view.directory.organisations[row.owner].short, day=row.due)
    return Item(follow_up_name(row), "\n".join([line, *more]), sign, word, buttons)


def new_follow_ups(letter: Letter) -> Card | None:
    """Several new ones at once, from one meeting."""
    rows = [row for row in _rows(letter) if row.state not in CLOSED and row.owner == letter.view.organisation]
    return _several(letter, rows) if rows else None


def new_follow_ups_again(letter: Letter) -> Card:
    """The same in a message that stands: all that were new then, as they are now."""
    rows = _rows(letter)
    return _several(letter, rows) if rows else gone(letter)


def _rows(letter: Letter) -> list[FollowUpRow]:
    found = (follow_up(letter.view.session, int(number)) for number in letter.fact("follow_ups").split(","))
    return [row for row in found if row is not None]


def _several(letter: Letter, rows: Sequence[FollowUpRow]) -> Card:
    view: View = letter.view
    items = [
        _item(letter, row, follow_up_over(view, row, owned=True), buttons=follow_up_buttons(view, row)) for row in rows
    ]
    title = view.say("messages.new-follow-ups-title", who=letter.sender(), n=len(rows))
    return Card(title, (*items, Note(view.say("common.clause", clause="§ 2" if rows[0].county else "§ 1"))))


RECIPES: Mapping[str, Recipe] = {
    "new-follow-up": Recipe(about_follow_up, follow_up_again),
    "new-follow-ups": Recipe(new_follow_ups, new_follow_ups_again),
    "postponed": Recipe(about_follow_up, follow_up_again),
    "lapsed": Recipe(about_follow_up, follow_up_again),
    "changed": Recipe(about_follow_up, follow_up_again),
    "handed-over": Recipe(about_follow_up, follow_up_again),
    "finished": Recipe(about_follow_up, follow_up_again),
    "help-wanted": Recipe(about_follow_up, follow_up_again),
    "not-mine": Recipe(about_follow_up, follow_up_again),
}
