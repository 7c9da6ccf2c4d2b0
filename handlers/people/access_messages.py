"""Word of who may what: roles that somebody else gave or ended, rooms that changed hands, accounts that were joined.

To the organisation's room and to its coordinators and leaders, each at their own account alone; with who did it, and a
button that undoes it for those who may. Where it stands, it tells what has become of it.
"""

from collections.abc import Mapping

from domain.accounts import CONSOLE, taken_apart
from handlers.cards import Block, Button, Card, Facts, Item, Sign, Text
from handlers.people.account_text import account_rows, chat_name, place_text, short_name
from handlers.people.role_words import AS_TYPED
from handlers.views.message_context import Letter, Recipe
from storage.people.linked_accounts import accounts_of
from storage.people.recipients import room_that_counts
from storage.people.roles import GivenRole, given_roles
from storage.people.workspaces import workspace_name


def roles_changed(letter: Letter) -> Card | None:
    """Roles in the organisation that somebody from outside gave, or somebody else ended."""
    if _fallen_back(letter):
        return None
    view = letter.view
    given, ended = (_roles(letter, kind) for kind in ("given", "ended"))
    items = [*(_given(letter, one) for one in given), *(_ended(letter, one) for one in ended)]
    title = view.say("access.roles-title", organisation=_organisation(letter, view.organisation))
    return Card(title, (*items, *_by(letter)))


def role_ended(letter: Letter) -> Card | None:
    """To whoever held it: it is theirs no more, and who ended it."""
    found = _roles(letter, "ended")
    if not letter.message.room_direct or not found:
        return None
    view, one = letter.view, found[0]
    named = {"role": view.say(f"roles.{one.role}"), "organisation": _organisation(letter, one.organisation)}
    return Card(view.say("access.again-title" if one.now else "access.ended-title", **named), tuple(_by(letter)))


def _roles(letter: Letter, kind: str) -> list[GivenRole]:
    numbers = [int(one) for one in letter.fact(kind).split(",") if one]
    return given_roles(letter.view.session, numbers, letter.view.today)


def _given(letter: Letter, one: GivenRole) -> Item:
    view = letter.view
    if not one.now:
        return Item(_who(letter, one), _where(letter, one), Sign.IDLE, view.say("access.ended"))
    label, line = view.say("buttons.end-role", name=short_name(one.account)), f"roller avslutt {_held(one)}"
    return Item(_who(letter, one), _where(letter, one), Sign.OK, view.say("access.given"), (Button(label, line),))


def _ended(letter: Letter, one: GivenRole) -> Item:
    view = letter.view
    if one.now:
        return Item(_who(letter, one), _where(letter, one), Sign.OK, view.say("access.given-again"))
    label, line = view.say("buttons.give-back", name=short_name(one.account)), f"roller gi {_held(one)}"
    return Item(_who(letter, one), _where(letter, one), Sign.IDLE, view.say("access.ended"), (Button(label, line),))


def _held(one: GivenRole) -> str:
    """The role and whose it is, as a line names them."""
    return f"{one.organisation} {AS_TYPED[one.role]} {one.account}"


def _who(letter: Letter, one: GivenRole) -> str:
    return f"{one.account.called}: {letter.view.say(f'roles.{one.role}')}"


def _where(letter: Letter, one: GivenRole) -> str:
    return f"{one.account} · {place_text(letter.view, one.account)}"


# -- rooms -------------------------------------------------------------------------------------------------------------


def room_changed(letter: Letter) -> Card | None:
    """A room that is no longer the organisation's, or another to which its messages go from now on."""
    if _fallen_back(letter):
        return None
    view, organisation, room = letter.view, letter.fact("organisation"), letter.fact("room")
    name = _organisation(letter, organisation)
    if _undone(letter):
        return Card(view.say("access.room-again-title", organisation=name), tuple(_by(letter)))
    if letter.fact("to") == organisation:
        title, what = view.say("access.room-moved-title", organisation=name), view.say("access.room-moved", room=room)
    else:
        owner = _organisation(letter, letter.fact("to")) if letter.fact("to") else "none"
        title = view.say("access.room-lost-title", organisation=name)
        what = view.say("access.room-lost", organisation=name, room=room, owner=owner)
    one_away = letter.fact("to") not in ("", organisation) and ", " not in room
    back = letter.fact("was") or (room if one_away else "")
    label = view.say("buttons.room-back", organisation=name)
    return Card(title, (Text(what), *_by(letter)), (Button(label, f"kanal {organisation} {back}"),) if back else ())


def room_sparse(letter: Letter) -> Card | None:
    """A room that is shown titles, numbers and dates only from now on, or texts again: as it is by now."""
    if _fallen_back(letter):
        return None
    view, room, name = letter.view, letter.fact("room"), _organisation(letter, letter.fact("organisation"))
    there = next((one for one in view.directory.rooms if str(one.address) == room), None)
    sparse = "yes" if (there.sparse if there else letter.fact("sparse") == "1") else "no"
    title = view.say("access.sparse-title", organisation=name, sparse=sparse)
    return Card(title, (Text(view.say("access.sparse", room=room, sparse=sparse)), *_by(letter)))


def _undone(letter: Letter) -> bool:
    """Whether it is as it was: of several rooms, every one."""
    directory, organisation = letter.view.directory, letter.fact("organisation")
    named = letter.fact("room").split(", ")
    if letter.fact("to") == organisation:
        platforms = frozenset(room.platform for room in directory.rooms if room.platform != CONSOLE)
        counts = room_that_counts(directory, organisation, platforms)
        return counts is None or str(counts.address) not in named
    return {str(room.address) for room in directory.rooms if room.organisation == organisation} >= set(named)


# -- accounts ----------------------------------------------------------------------------------------------------------


def accounts_joined(letter: Letter) -> Card | None:
    """Two accounts are one person's from now on, and share what they hold in the organisation."""
    if _fallen_back(letter):
        return None
    view, one, other = letter.view, int(letter.fact("person")), int(letter.fact("joined_to"))
    directory = view.directory
    name = _organisation(letter, view.organisation)
    if directory.person(one) != directory.person(other):
        return Card(view.say("access.parted-title", organisation=name), tuple(_by(letter)))
    accounts = accounts_of(view.session, directory.person(other))
    held = sorted(
        {
            view.say(f"roles.{role.role}")
            for role in directory.roles_of(directory.person(other), view.today)
            if role.organisation == view.organisation
        }
    )
    joined = [account for account in accounts if account.person == one]
    body = (
        Text(view.say("access.joined", roles=", ".join(held) or view.say("accounts.no-role"), organisation=name)),
        Facts(account_rows(accounts)),
        *_by(letter),
    )
    buttons = tuple(
        Button(view.say("buttons.part", chat=chat_name(account.account.platform)), f"roller koble fjern {account.id}")
        for account in joined
    )
    return Card(view.say("access.joined-title", organisation=name), body, buttons)


def acted_through(letter: Letter) -> Card | None:
    """What a coordinator or leader has done for the organisation by the word of another's workspace."""
    if _fallen_back(letter):
        return None
    view = letter.view
    name = _organisation(letter, view.organisation)
    text = view.say("access.acted", command=letter.fact("command"), organisation=name)
    return Card(view.say("access.acted-title", organisation=name), (Text(text), *_by(letter)))


# -- who did it --------------------------------------------------------------------------------------------------------


def _fallen_back(letter: Letter) -> bool:
    """Whether a message to a person goes to a room instead: the room has one of its own."""
    return taken_apart(letter.message.recipient).role is not None and not letter.message.room_direct


def _by(letter: Letter) -> list[Block]:
    """Who did it: the name, the account, for whom, and by whose workspace's word."""
    view, slug = letter.view, letter.fact("for")
    name, account = letter.fact("name") or letter.fact("by"), letter.fact("by")
    whom = _organisation(letter, slug) if slug else view.say("access.administrator")
    told = [view.say("access.by", name=name, account=account, whom=whom)]
    if through := letter.fact("through"):
        told.append(view.say("access.through", place=workspace_text(letter, through)))
    return [Text(" ".join(told))]


def workspace_text(letter: Letter, through: str) -> str:
    """A workspace by whose it is, where one organisation alone has rooms there, else by what its chat calls it."""
    platform, _, workspace = through.partition(":")
    rooms = letter.view.directory.rooms
    owners = {room.organisation for room in rooms if (room.platform, room.workspace) == (platform, workspace)}
    name = workspace_name(letter.view.session, platform, workspace)
    if len(owners) == 1:
        name = _organisation(letter, next(iter(owners)))
    return f"{name} ({workspace})" if name else workspace


def _organisation(letter: Letter, slug: str) -> str:
    return letter.view.directory.organisations[slug].short


RECIPES: Mapping[str, Recipe] = {
    "roles-changed": Recipe(roles_changed),
    "role-ended": Recipe(role_ended),
    "room-changed": Recipe(room_changed),
    "room-sparse": Recipe(room_sparse),
    "accounts-joined": Recipe(accounts_joined),
    "acted-through": Recipe(acted_through),
}
