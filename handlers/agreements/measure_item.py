"""A measure in a list or a message: what can be pressed, and what it looks like when it is over."""

from domain.organisations import Kind
from domain.permissions import About, Act
from handlers.cards import Button, Item, Sign
from handlers.core.access import may
from handlers.core.agreement_wording import measure_state, standing
from handlers.core.wording import measure_name
from handlers.views.view import View
from storage.agreements.agreements import NamedMeasure, agreement_numbered, takes_part


def measure_buttons(view: View, named: NamedMeasure) -> tuple[Button, ...]:
    """Its owner and its county update it; the county and KS nudge the owner; whoever reads it gets Show.

    The line names the county, so that it means the same whoever presses, and the version it was made from.
    """
    row, own = named.row, view.organisation
    ref = f"{named.county} {row.number}"
    show = view.button("show", f"tiltak {ref}")
    update = view.button("update", f"tiltak {ref} v{row.version}")
    if not named.running:
        return (show,)
    if row.owner == own:
        return (update, show)
    about, in_county = About(county=named.county, owner=row.owner), own == named.county
    updates = in_county and may(view.actor, Act.REPORT_MEASURE, about)
    follows_up = in_county or own == view.directory.ks.slug
    nudges = follows_up and row.closed_on is None and may(view.actor, Act.NUDGE, about)
    nudge = view.button("nudge", f"purr {ref}")
    return (*((update,) if updates else ()), *((nudge,) if nudges else ()), show)


def measure_over(view: View, named: NamedMeasure, *, owned: bool) -> Item | None:
    """A measure that is over for the reader; None: it is not. owned: it was shown to them as its owner."""
    row, owner = named.row, view.directory.organisations[named.row.owner].short
    if not _reads_measure(view, named):
        return Item(row.number, "", Sign.IDLE, view.say("redraw.moved", owner=owner))
    name = measure_name(named, view.directory, view.organisation)
    if row.removed_on is not None:
        return Item(name, "", Sign.IDLE, view.say("redraw.measure-out"))
    if not named.running:
        return Item(name, "", Sign.IDLE, view.say("redraw.not-asked"))
    if owned and row.owner != view.organisation:
        return Item(name, "", Sign.IDLE, view.say("redraw.moved", owner=owner))
    if row.closed_on is not None:
        sign, word = measure_state(view.language, row, view.today)
        return Item(name, standing(view.language, row), sign, word)
    return None


def _reads_measure(view: View, named: NamedMeasure) -> bool:
    """KS and the agencies read all, a county what it is part of."""
    own = view.organisation
    if view.directory.organisations[own].kind is not Kind.COUNTY or own in (named.county, named.row.owner):
        return True
    agreement = agreement_numbered(view.session, named.row.agreement_id)
    return agreement is not None and takes_part(view.session, agreement, own)
