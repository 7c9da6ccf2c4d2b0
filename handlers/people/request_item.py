"""A request for a role as those see it who decide: who asks, from where, and what should make one look twice."""

import difflib
import re
from datetime import date
from typing import Protocol
from unicodedata import combining, normalize

from domain.organisations import fold
from handlers.cards import Button, Item
from handlers.people.account_text import Speaks, place_text, short_name
from storage.people.directory import Directory, Holding
from storage.tables import RoleRequestRow

MOST_SHOWN = 10
"""Requests of a kind shown one by one; the rest are counted, and come up as these are answered."""

LIKE = 0.87
"""How alike two names are, of 1, that one could be taken for the other: two letters of twelve."""

_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏкмнтвгпиαεορυικντηχμ013457$@|!",
    "aeopcyxijsdhlkmhtbrnuaeopuikvtnxmoleastsali",
)
"""Letters of other alphabets, and digits, that look like Latin ones."""
_APART = re.compile(r"[^a-z]+")


class Reader(Speaks, Protocol):
    """Who decides, and when."""

    @property
    def directory(self) -> Directory:
        """Who is who."""

    @property
    def today(self) -> date:
        """The day it is read."""


def asked_text(reader: Reader, row: RoleRequestRow) -> str:
    """«Kari ber om å bli koordinator i Agder.»"""
    organisation = reader.directory.organisations[row.organisation].short
    return reader.say("roles.request", name=row.name, role=reader.say(f"roles.{row.role}"), organisation=organisation)


def request_item(reader: Reader, row: RoleRequestRow, *, buttons: bool = True) -> Item:
    """The account and where it is at home; whether that is new to the organisation; whose name it is like."""
    account = row.account
    lines = [f"{account} · {place_text(reader, account)}"]
    known = reader.directory.workspaces_of(row.organisation, reader.today)
    if (account.platform, account.workspace) not in known:
        lines.append(reader.say("roles.new-workspace", organisation=_short(reader, row.organisation)))
    lines += [_like_text(reader, one) for one in like(reader.directory, row, reader.today)]
    named = short_name(account)
    pressed = (
        Button(reader.say("buttons.approve-role", name=named), f"roller godkjenn {row.id}", primary=True),
        Button(reader.say("buttons.decline-role", name=named), f"roller avslå {row.id}"),
    )
    return Item(asked_text(reader, row), "\n".join(lines), buttons=pressed if buttons else ())


def like(directory: Directory, row: RoleRequestRow, day: date) -> list[Holding]:
    """Those who hold a role on the day and whose name the asker's could be taken for, each once; never the asker."""
    own = directory.people.get(row.account)
    found: dict[int, Holding] = {}
    for one in directory.holdings:
        if one.on(day) and (own is None or one.person != own[0]) and could_be(row.name, one.name):
            found.setdefault(one.person, one)
    return list(found.values())


def could_be(name: str, other: str) -> bool:
    """Whether a name could be taken for another: the same but for case, marks, order, or letters that look alike."""
    one, two = _skeleton(name), _skeleton(other)
    if not one or not two:
        return name == other
    return one == two or difflib.SequenceMatcher(None, one, two).ratio() >= LIKE


def _skeleton(name: str) -> str:
    bare = "".join(one for one in normalize("NFKD", fold(name)) if not combining(one)).translate(_LOOKALIKES)
    return " ".join(sorted(_APART.sub(" ", bare.replace("rn", "m").replace("vv", "w")).split()))


def _like_text(reader: Reader, holding: Holding) -> str:
    account = holding.given_to[0] if holding.given_to else ""
    return reader.say(
        "roles.like-holder",
        name=holding.name,
        role=reader.say(f"roles.{holding.role}"),
        organisation=_short(reader, holding.organisation),
        account=str(account),
    )


def _short(reader: Reader, slug: str) -> str:
    return reader.directory.organisations[slug].short
