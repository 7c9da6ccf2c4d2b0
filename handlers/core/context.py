"""What a handler is given: who asks, what they said after the command, and the open reading or transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from domain.calendar import OSLO, WorkCalendar
from domain.dates.parse import DateContext, DateNote, Direction, Purpose
from domain.errors import UserError
from domain.meetings.agenda import NATIONAL, STEERING
from domain.organisations import Kind, Organisation, Role
from domain.permissions import About, Act, Actor, Verdict, decide
from handlers.cards import Button
from handlers.core.access import who_may
from handlers.core.cache import CardCache
from handlers.core.command import Command
from handlers.core.invocation import Invocation
from handlers.core.meeting_words import without_for
from handlers.texts import moment_text, say
from storage.people.directory import Directory
from storage.unit_of_work.session import Session
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Snapshot, UnitOfWork


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers work with. `platforms`: the chats this process can reach; `admins`: account ids from settings."""

    store: Store
    platforms: frozenset[str]
    admins: frozenset[str] = field(default_factory=frozenset)
    cache: CardCache = field(default_factory=CardCache)


@dataclass(frozen=True, slots=True)
class CommandContext:
    """One line on its way through its handler."""

    invocation: Invocation
    services: Services
    actor: Actor
    reading: UnitOfWork | Snapshot
    command: Command | None
    """None where nothing was said: on the Home tab, in a stranger's welcome."""
    said: str
    """What was said after the command, letter by letter."""
    takes_back: int = 0
    """The draft of minutes, by its number, that the asker has said may be taken back from the parties."""

    @property
    def name(self) -> str:
        """The command's canonical name («møte ny»): what lines are built from."""
        return self.command.name if self.command else ""

    @property
    def words(self) -> str:
        """What was said after the command; where it only shows something, «for Agder» is «Agder»."""
        if self.command is None or self.command.writes:
            return self.said
        return without_for(self.said, self.directory.organisations.values())

    @property
    def unit(self) -> UnitOfWork:
        """The open transaction; only commands that write have one. Raises TypeError in the others."""
        if not isinstance(self.reading, UnitOfWork):
            raise TypeError(f"«{self.name}» only reads")
        return self.reading

    @property
    def session(self) -> Session:
        """The database as this line sees it."""
        return self.reading.session

    @property
    def directory(self) -> Directory:
        """Who is who."""
        return self.reading.directory

    @property
    def calendar(self) -> WorkCalendar:
        """The installation's calendar."""
        return self.reading.rules.calendar

    @property
    def at(self) -> datetime:
        """The instant the line came in."""
        return self.invocation.at

    @property
    def today(self) -> date:
        """The Norwegian date of that instant."""
        return self.reading.today

    @property
    def language(self) -> str:
        """What the asker is answered in."""
        return self.actor.language

    @property
    def fields(self) -> dict[str, str]:
        """The sent form's fields, trimmed; empty when it was a typed line."""
        return {name: value.strip() for name, value in self.invocation.fields.items()}

    @property
    def reads_as(self) -> Actor:
        """Whose rights decide what may be read: the asker's."""
        return self.actor

    @property
    def own_bodies(self) -> list[str]:
        """The bodies whose meetings the asker's organisation convenes, and those whose drafts they edit."""
        if self.actor.kind is Kind.COUNTY:
            own = [self.actor.organisation]
        else:
            own = [NATIONAL, STEERING] if self.actor.kind is Kind.KS else []
        return own if own or Role.WORKING_COMMITTEE not in self.actor.roles else [NATIONAL, STEERING]

    def own(self, account: str) -> bool:
        """Whether an account, by its id, is the asker's: the one they speak from, or another of theirs.

        Another workspace's word says which account it is, and nothing of the others.
        """
        if self.actor.through:
            return account == self.actor.account
        return self.directory.same_person(account, self.actor.account)

    def say(self, key: str, /, **facts: object) -> str:
        """A text in the asker's language."""
        return say(self.language, key, **facts)

    def date_notes(self, notes: Iterable[DateNote]) -> list[str]:
        """What the date parser has to say beside a date, as sentences."""
        return [self.say(note.code, **note.params) for note in notes]

    def told(self, error: UserError) -> str:
        """What was wrong, as a sentence, to stand inside another refusal."""
        return self.say(error.code, **error.params)

    def button(self, key: str, line: str, *, primary: bool = False) -> Button:
        """A button with a label from `buttons.ftl`."""
        return Button(self.say(f"buttons.{key}"), line, primary)

    def organisation(self, slug: str) -> Organisation:
        """An organisation by slug."""
        return self.directory.organisations[slug]

    def short(self, slug: str) -> str:
        """An organisation's short name."""
        return self.directory.organisations[slug].short

    def moment(self, at: datetime) -> str:
        """An instant as a day and a time of day in Oslo, in the asker's language."""
        local = at.astimezone(OSLO)
        return moment_text(local.date(), time(local.hour, local.minute), self.language)

    def require(self, act: Act, about: About) -> Verdict:
        """Go on only if the table allows it; a deed on behalf of a county marks the whole entry as such.

        Raises UserError with who may.
        """
        verdict = decide(act, self.actor, about)
        if not verdict.allowed:
            names = who_may(self.language, self.directory, act, about)
            raise UserError("common.not-allowed", {"who": ", ".join(names)})
        if isinstance(self.reading, UnitOfWork):
            self.reading.led = self.reading.led or verdict.led
            if verdict.on_behalf:
                self.reading.on_behalf_of = about.county or ""
        return verdict

    def dates(self, *, past: bool = False, meeting: bool = False) -> DateContext:
        """How a date typed here is to be read."""
        return DateContext(
            self.today,
            self.calendar,
            Direction.PAST if past else Direction.FUTURE,
            Purpose.MEETING if meeting else Purpose.DEADLINE,
        )
