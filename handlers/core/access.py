"""Which of a card's buttons the reader may use, and who does what is left out.

A button that would be refused is worse than none: what a card could offer says what it takes, and `domain.permissions`
decides. What is sent to an organisation's room is read by several people, and keeps all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.permissions import TABLE, About, Act, Actor, Need, Who, decide
from handlers.cards import Button
from handlers.core.wording import capital
from handlers.texts import say
from storage.people.directory import Directory


@dataclass(frozen=True, slots=True)
class PossibleButton:
    """A button a card could have: the key of its label, its line, and what it takes.

    key: of `buttons.ftl`, or with its catalogue in front («meetings.step-contribute.button»).
    """

    key: str
    line: str
    need: Need = Need.READ

    @property
    def label(self) -> str:
        """The whole key of its label."""
        return self.key if "." in self.key else f"buttons.{self.key}"


@dataclass(frozen=True, slots=True)
class Offered:
    """The buttons the reader may use. left, who: the labels of what they may not and who may, where no deed is left."""

    buttons: tuple[Button, ...]
    left: str = ""
    who: str = ""


class CardReader(Protocol):
    """For whom a card is drawn. actor None: for several, whose roles differ."""

    @property
    def language(self) -> str:
        """What they read."""

    @property
    def organisation(self) -> str:
        """Whom they act for."""

    @property
    def directory(self) -> Directory:
        """Who is who."""

    @property
    def actor(self) -> Actor | None:
        """The one who asks."""


def may(actor: Actor | None, act: Act, about: About) -> bool:
    """Whether a button for this is offered."""
    return actor is None or decide(act, actor, about).allowed


def offered(reader: CardReader, offers: Sequence[PossibleButton], county: str | None) -> Offered:
    """Of these buttons about a meeting those the reader may use. county: the one it is held in, if it is regional."""
    refused: list[tuple[PossibleButton, str]] = []
    given: list[PossibleButton] = []
    for offer in offers:
        act, about = _taken(offer.need, county, reader.organisation)
        if offer.need is Need.READ or may(reader.actor, act, about):
            given.append(offer)
        else:
            refused.append((offer, next(iter(who_may(reader.language, reader.directory, act, about)), "")))
    buttons = tuple(Button(say(reader.language, offer.label), offer.line) for offer in given)
    if not refused or any(offer.need is not Need.READ for offer in given):
        return Offered(buttons)
    left = ", ".join(say(reader.language, offer.label) for offer, _ in refused)
    return Offered(buttons, left, refused[0][1])


def done_by(reader: CardReader, what: Offered) -> str:
    """«Koordinator eller leder i Agder gjør dette.», or nothing."""
    return capital(say(reader.language, "common.done-by", who=what.who)) if what.who else ""


def left_to(reader: CardReader, what: Offered) -> str:
    """«Send datovarsel: koordinator eller leder i KS gjør dette.», or nothing."""
    return f"{what.left}: {say(reader.language, 'common.done-by', who=what.who)}" if what.who else ""


def _taken(need: Need, county: str | None, own: str) -> tuple[Act, About]:
    match need:
        case Need.ANSWER:
            return Act.ANSWER_DRAFT, About(organisation=own)
        case Need.EDIT | Need.MANAGE if county:
            return Act.MANAGE_REGIONAL, About(county=county)
        case Need.EDIT:
            return Act.EDIT_NATIONAL, About()
        case Need.MANAGE:
            return Act.MANAGE_NATIONAL, About()
    return Act.DELIVER, About(owner=own)


def who_may(language: str, directory: Directory, act: Act, about: About) -> Iterable[str]:
    """«koordinator eller leder i Agder», «koordinator eller leder i KS»: those the table names here, each once."""
    about_whom = {
        Who.COUNTY_LEAD: about.county,
        Who.COUNTY: about.county,
        Who.OWNER: about.owner,
        Who.OWN_LEAD: about.organisation,
        Who.KS_ON_BEHALF: about.county,
    }
    names = [
        say(language, f"common.who-{who.value}", name=directory.organisations[slug].short if slug else "")
        for who in TABLE.get(act, ())
        if (slug := about_whom.get(who, "")) is not None and (who not in about_whom or slug)
    ]
    return dict.fromkeys(names)
