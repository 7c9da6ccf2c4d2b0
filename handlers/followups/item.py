"""A follow-up in a list or a message: what can be pressed, and what it looks like when it is over."""

from domain.followups import CLOSED
from domain.organisations import Kind
from domain.permissions import About, Act
from handlers.cards import Button, Item, Sign
from handlers.core.access import may
from handlers.core.wording import follow_up_name
from handlers.lookup.reading import reads_follow_up
from handlers.views.view import View
from storage.tables import FollowUpRow


def follow_up_buttons(view: View, row: FollowUpRow) -> tuple[Button, ...]:
    """What its owner can press, and what whoever follows it up can.

    The owner's carry the version they were made from: after a change of text, date or owner an old one explains.
    """
    ref, now = f"O-{row.id}", f"O-{row.id} v{row.version}"
    if row.owner != view.organisation:
        show = view.button("show", f"oppfølging vis {ref}")
        follows_up = view.organisation in (row.county, view.directory.ks.slug)
        nudges = follows_up and may(view.actor, Act.NUDGE, About(county=row.county))
        return (view.button("nudge", f"purr {ref}"), show) if nudges else (show,)
    return (
        Button(view.say("buttons.done"), f"ferdig {now}", primary=True),
        *(() if row.accepted else (view.button("accept", f"tar-den {now}"),)),
        view.button("postpone", f"utsett {now}"),
        view.button("help-wanted", f"trenger-hjelp {now}"),
        view.button("not-mine", f"ikke-min {now}"),
    )


def readable_name(view: View, row: FollowUpRow) -> str:
    """«O-12 Skisse til testfasilitet», or only «O-12» to those it doesn't concern any more."""
    return follow_up_name(row) if _concerns(view, row) else f"O-{row.id}"


def _concerns(view: View, row: FollowUpRow) -> bool:
    """Whether it is theirs still: to a county what it gave or has, to KS and the agencies all; none that is closed."""
    own = view.directory.organisations[view.organisation]
    return (own.kind is not Kind.COUNTY or own.slug in (row.owner, row.county)) and reads_follow_up(view, row)


def follow_up_over(view: View, row: FollowUpRow, *, owned: bool) -> Item | None:
    """A follow-up that is over for the reader; None: it is not. owned: it was shown to them as its owner."""
    name, owner = readable_name(view, row), view.directory.organisations[row.owner].short
    if (owned and row.owner != view.organisation) or not _concerns(view, row):
        return Item(name, "", Sign.IDLE, view.say("redraw.moved", owner=owner))
    if row.state not in CLOSED:
        return None
    day = row.done_on or row.dated_on
    if row.state == "done":
        return Item(name, view.say("redraw.follow-up-done", owner=owner, day=day), Sign.DONE, view.say("redraw.done"))
    return Item(name, view.say("redraw.follow-up-lapsed", owner=owner, day=day), Sign.IDLE, view.say("redraw.lapsed"))
