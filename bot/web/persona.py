"""Whoever looks at the page: whom they speak as, in which language, and how the page says that on."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from domain.accounts import CONSOLE, Account, Address
from domain.organisations import Organisation, Role
from handlers.core.actors import GUEST
from handlers.texts import LANGUAGES, say
from storage.unit_of_work.unit import Snapshot

ROLES = (*(role.value for role in Role), GUEST)
"""What one can speak as in any organisation; a guest is known in none."""


MOST = 1000
"""Messages of the outbox shown at once, however many are asked for."""


@dataclass(frozen=True, slots=True)
class Persona:
    """One who speaks as `role` in an organisation. chosen: the language asked for, empty where nobody did.

    language: that, else what the organisation is written to in. box: the part of the outbox that is looked at. most:
    how many of its messages. All of that stands in the page's address, so that each window has its own. written: the
    language the answers come in, which is the organisation's; empty, the page's.
    """

    organisation: Organisation
    role: str
    language: str
    chosen: str = ""
    box: str = ""
    most: int = 0
    written: str = ""

    @property
    def only_the_frame(self) -> bool:
        """Whether the answers come in another language than the page's: an organisation has one of its own."""
        return bool(self.written) and self.written != self.language

    @property
    def account(self) -> Account:
        """The account they speak by."""
        return Account(CONSOLE, "", f"{self.organisation.slug}:{self.role}")

    @property
    def room(self) -> Address:
        """Their organisation's own."""
        return Address(CONSOLE, "", self.organisation.slug)

    @property
    def guest(self) -> bool:
        """Whether nobody knows them."""
        return self.role == GUEST

    @property
    def name(self) -> str:
        """«Agder, koordinator»."""
        return f"{self.organisation.short}, {self.role_name(self.role)}"

    def role_name(self, role: str) -> str:
        """What a role is called."""
        return self.say("web.guest") if role == GUEST else say(self.language, f"roles.{role}")

    def say(self, key: str, /, **facts: object) -> str:
        """A text in their language."""
        return say(self.language, key, **facts)

    def known(self, **more: str | int) -> dict[str, str]:
        """What the page's address says; `more` in its place."""
        said = {
            "org": self.organisation.slug, "role": self.role, "lang": self.chosen, "box": self.box, "most": self.most,
        }  # fmt: skip
        return {name: str(value) for name, value in {**said, **more}.items() if value}

    def address(self, path: str = "/", **more: str | int) -> str:
        """An address of the page for the same reader."""
        return f"{path}?{urlencode(self.known(**more))}"


def number_in(asked: Mapping[str, str], name: str) -> int:
    """The number an address says under this name; 0 where it says none."""
    said = asked.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def reader_of(snapshot: Snapshot, asked: Mapping[str, str]) -> Persona:
    """Who an address means. What it says wrongly or not at all: KS, coordinator, the organisation's language."""
    directory = snapshot.directory
    organisation = directory.organisations.get(asked.get("org", ""), directory.ks)
    role = asked.get("role", "")
    role = role if role in ROLES else Role.COORDINATOR.value
    chosen = asked.get("lang", "")
    chosen = chosen if chosen in LANGUAGES else ""
    room = directory.room(Address(CONSOLE, "", organisation.slug))
    written = (room.language if room and room.organisation == organisation.slug else "") or organisation.language
    return Persona(
        organisation,
        role,
        chosen or ("nb" if role == GUEST else written),
        chosen,
        asked.get("box", ""),
        min(number_in(asked, "most"), MOST),
        "" if role == GUEST else written,
    )
