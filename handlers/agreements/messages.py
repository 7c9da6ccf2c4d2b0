"""Messages about agreements and their measures."""

from collections.abc import Mapping

from handlers.agreements.measure_item import measure_buttons, measure_over
from handlers.cards import Card, Item, Note, Text
from handlers.core.agreement_wording import agreement_name, figures_text, measure_state
from handlers.core.wording import capital, measure_name
from handlers.lookup.agreements import change_line
from handlers.views.closed_items import gone
from handlers.views.message_context import Letter, Recipe
from handlers.views.view import View
from storage.agreements.agreements import (
    NamedMeasure,
    agreement_numbered,
    measures_numbered,
    measures_of,
    updates_of,
)
from storage.agreements.changes import changes_of_version
from storage.tables import AgreementRow


def about_measure(letter: Letter) -> Card | None:
    """A measure is off its track, or its county has registered something on it: how it stands, what was said."""
    named = _measure(letter)
    return _measure_card(letter, named) if named is not None and named.row.removed_on is None else None


def measure_again(letter: Letter) -> Card:
    """The same in a message that stands."""
    named = _measure(letter)
    if named is None:
        return gone(letter)
    over = measure_over(letter.view, named, owned=letter.message.kind == "measure-reported")
    if over is None or named.row.closed_on is not None:
        return _measure_card(letter, named)
    return Card(_measure_title(letter, over.lead), (over, _clause(letter.view, "§ 3.1")))


def _measure(letter: Letter) -> NamedMeasure | None:
    return next(iter(measures_numbered(letter.view.session, [int(letter.fact("measure"))])), None)


def _measure_card(letter: Letter, named: NamedMeasure) -> Card:
    view, row = letter.view, named.row
    name = measure_name(named, view.directory, view.organisation)
    sign, word = measure_state(view.language, row, view.today)
    lines = [view.say("followups.line", owner=view.directory.organisations[row.owner].short, day=row.due)]
    lines += [figures_text(view.language, row)]
    if row.next_step:
        lines.append(view.say("measures.next", text=row.next_step))
    latest = updates_of(view.session, row.id)[-1]
    if latest.note:
        who = view.directory.organisations[latest.organisation].short
        lines.append(view.say("messages.said", who=who, what=latest.note))
    item = Item(name, "\n".join(line for line in lines if line), sign, word, measure_buttons(view, named))
    return Card(_measure_title(letter, name), (item, _clause(view, "§ 3.1")))


def _measure_title(letter: Letter, name: str) -> str:
    return letter.view.say(f"messages.{letter.message.kind}-title", who=letter.sender(), name=name)


def _clause(view: View, clause: str) -> Note:
    return Note(view.say("common.clause", clause=clause))


def in_force(letter: Letter) -> Card | None:
    """A version is registered as in force: what it changed, and the reader's own measures."""
    view, row = letter.view, _agreement(letter)
    if row is None or str(row.version) != letter.fact("version"):
        return None
    changed = changes_of_version(view.session, row, row.version)
    lines = [change_line(view, view.language, row.county, one) for one in changed]
    own = [one.number for one in measures_of(view.session, row.id) if one.owner == view.organisation]
    if own:
        lines.append(view.say("messages.agreement-own", numbers=", ".join(own)))
    body = (Text("\n".join(lines)), _clause(view, "§ 2")) if lines else ()
    return Card(_in_force_title(letter, row), body, (view.button("show", f"avtale {row.county}"),))


def in_force_again(letter: Letter) -> Card:
    """The same in a message that stands: a newer version has taken over, where one has."""
    view, row = letter.view, _agreement(letter)
    if row is None:
        return gone(letter)
    newer = Text(view.say("redraw.newer-version", version=row.version))
    superseded = Card(
        _in_force_title(letter, row), (newer, _clause(view, "§ 2")), (view.button("show", f"avtale {row.county}"),)
    )
    return in_force(letter) or superseded


def _agreement(letter: Letter) -> AgreementRow | None:
    return agreement_numbered(letter.view.session, int(letter.fact("agreement")))


def _in_force_title(letter: Letter, row: AgreementRow) -> str:
    name = capital(agreement_name(letter.view.language, row, letter.view.directory))
    return letter.view.say("messages.agreement-in-force-title", name=name, version=int(letter.fact("version")))


RECIPES: Mapping[str, Recipe] = {
    "measure-delayed": Recipe(about_measure, measure_again),
    "measure-postponed": Recipe(about_measure, measure_again),
    "measure-cancelled": Recipe(about_measure, measure_again),
    "measure-reported": Recipe(about_measure, measure_again),
    "agreement-in-force": Recipe(in_force, in_force_again),
}
