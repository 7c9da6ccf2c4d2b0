"""The composition root: settings and a clock in, a working installation out. Nothing else puts the parts together."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import storage
from bot.clock import Clock
from bot.look_back import look_back
from bot.recent_requests import RecentRequests
from bot.settings import Settings
from domain.accounts import CONSOLE, Account, Address
from handlers import commands
from handlers.cards import Audience, Card, Form, Problem, Reply, Text
from handlers.core.actors import actor_of
from handlers.core.audience import anothers, open_to
from handlers.core.context import Services
from handlers.core.invocation import Invocation
from handlers.form_again import form_again
from handlers.messages.redraw import standing
from handlers.minutes.approve import approve_by_silence
from handlers.overview.home import home
from handlers.subjects import SUBJECTS
from handlers.texts import say
from storage.audit.chain import head
from storage.backups.gone_back import GoneBack
from storage.backups.state_file import StateFile, state_path
from storage.derived.derived import Derived, refresh_derived
from storage.people.link_codes import forget_past
from storage.personal_data.forget import forget_departed
from storage.personal_data.leftovers import clear_leftovers
from storage.setup.reference import load_reference
from storage.setup.year import plan_ahead
from storage.unit_of_work.engines import Limits, is_away
from storage.unit_of_work.requests import forget_replies
from storage.unit_of_work.store import LIMITS, PATIENCE, Store
from storage.unit_of_work.trouble import OperationError, trouble_of
from storage.unit_of_work.unit import Rules

UNEXPECTED = "common.unexpected"
TROUBLE = "common.database-trouble"
"""The disk is full, or the database damaged or not writable: the operator's to mend, and named in the log."""
AWAY = "common.away"
VERSIONS = Path(storage.__file__).parent / "migrations" / "versions"
_NO_SUCH_TABLE = "42P01"  # PostgreSQL's own code


class NewerDatabaseError(OperationError):
    """A newer version of the program has been at work on the database: this one can't tell what its tables mean."""

    def __init__(self, revision: str, newest: str) -> None:
        super().__init__(f"tables {revision}, known up to {newest}")
        self.revision, self.newest = revision, newest


@dataclass(frozen=True, slots=True)
class App:
    """An installation: what every front end is given. Made by `build`."""

    settings: Settings
    clock: Clock
    store: Store
    services: Services
    state: StateFile = field(default_factory=lambda: StateFile(None))
    taken: RecentRequests = field(default_factory=RecentRequests)

    @property
    def platforms(self) -> frozenset[str]:
        """The chats this installation speaks in."""
        return self.services.platforms

    def answer(self, invocation: Invocation) -> Reply:
        """The one reply to one line. Never raises: what was not foreseen is logged under a number the reader gets.

        What comes again is answered here, or is being answered, unless another process has done it: it may have been
        killed before anybody heard of it, so then people are told what was done.
        """
        here = self.taken.again(invocation.request_id)
        try:
            reply = self._for_its_readers(commands.answer(invocation, self.services), invocation)
            return replace(reply, repeated=reply.repeated and here)
        except Exception as error:  # noqa: BLE001 - the edge: the person gets a sentence, the log the traceback
            return self._unexpected(error, invocation)

    def _for_its_readers(self, reply: Reply, invocation: Invocation) -> Reply:
        """The reply as its room may see it: in another organisation's, only who asked."""
        if reply.card.audience is Audience.ROOM:
            with self.store.read(invocation.at) as snapshot:
                if anothers(snapshot, invocation.account, invocation.room):
                    return replace(reply, card=replace(reply.card, audience=Audience.ASKER))
        return reply

    def home(self, invocation: Invocation) -> Card:
        """The card of a chat's home page; never raises either."""
        try:
            return home(invocation, self.services)
        except Exception as error:  # noqa: BLE001 - as above
            return self._unexpected(error, invocation).card

    def form_again(self, invocation: Invocation, reply: Reply) -> Form | None:
        """A refused form as it was filled in, what was wrong beside its field; None: it can't be asked for any more."""
        return form_again(invocation, reply, self.services)

    def open_to(self, account: Account, room: Address) -> bool:
        """Whether an account's answers may stand in the room for everybody who reads there."""
        with self.store.read(self.clock.now()) as snapshot:
            return open_to(snapshot, account, room, self.services.admins)

    def standing(self, room: Address, message_id: str) -> Card | None:
        """The present card of a message from the outbox, where it stands; None: the message there is another kind."""
        with self.store.read(self.clock.now()) as snapshot:
            return standing(snapshot, room, message_id)

    def only_reads(self, line: str) -> bool:
        """Whether a line can be said again without doing anything again."""
        return commands.only_reads(line)

    def start(self, now: datetime, *, daily: bool = True) -> list[str]:
        """Bring the database up to date: tables, reference organisations, the year's meetings, their duties.

        Safe to repeat. Returns the migrations that were run. daily: not where the clock can't be believed.
        """
        done = self.migrate(now)
        self.look_back(now)
        load_reference(self.store, now)
        if daily:
            self.daily(now)
        return done

    def migrate(self, now: datetime) -> list[str]:
        """Bring the tables up to this version, a backup of an SQLite file made first; the migrations that were run.

        Raises NewerDatabaseError, and BackupError or OSError when no backup can be made: then nothing has happened.
        """
        if self.ready():
            return []
        from bot.upgrade import bring_up_to_date  # only now: a database that is ready needs nothing of alembic's

        return bring_up_to_date(self.store, schema_revision(self.store), now)

    def look_back(self, now: datetime) -> GoneBack | None:
        """See whether the database has gone back in time, before anything is said or numbered; safe to repeat.

        From here on the state file is kept. Where it is missing and chats are served, only they can tell
        (`bot.look_back.ask_the_chats`): until they have been asked, it isn't begun.
        """
        return look_back(self.store, self.state, self.settings.chats, self.platforms, now)

    def daily(self, now: datetime) -> int:
        """What is seen to at every start and once a day: meetings to plan, changed rules, minutes nobody objects to,
        and what needs not be known any more."""
        plan_ahead(self.store, now)
        refresh_derived(self.store, now)
        approve_by_silence(self.store, now)
        forget_replies(self.store, now)
        with self.store.transaction() as session:
            forget_past(session, now)
        count = forget_departed(self.store, now, self.settings.forget_months, self.settings.admins)
        if not clear_leftovers(self.store):
            self._log().warning("database.forgotten_left_in_file")
        return count

    def log_head(self) -> str:
        """The head of the audit log, with its whole sum; `samhandling verify --head` takes it."""
        with self.store.reading() as connection:
            last = head(connection)
        return f"{last.number}:{last.sha256}"

    def ready(self) -> bool:
        """Whether the database has the tables of this version; makes nothing, not even the file.

        Raises NewerDatabaseError when it has those of a newer one.
        """
        at, newest = schema_revision(self.store), newest_revision()
        if at > newest:
            raise NewerDatabaseError(at, newest)
        return at == newest

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def _log(self) -> Any:
        import structlog  # only now: most lines in the terminal log nothing

        from bot.log import ensure

        ensure(self.settings.log_level, self.settings.log_format)
        return structlog.get_logger(__name__)

    def _unexpected(self, error: Exception, invocation: Invocation) -> Reply:
        log = self._log()
        if (trouble := trouble_of(error)) is not None:
            log.error("line.database_trouble", trouble=trouble.value, error=repr(error))
            return _in_words(TROUBLE, self.language(invocation))
        if is_away(error):
            log.error("line.database_away", error=repr(error))
            return _in_words(AWAY, invocation.locale)  # whose language is theirs stands in the database
        reference = secrets.token_hex(4)
        log.error(
            "line.unexpected",
            reference=reference,
            command=" ".join(invocation.line.split()[:2]),
            account=str(invocation.account),
            exc_info=error,
        )
        return _in_words(UNEXPECTED, self.language(invocation), reference=reference)

    def language(self, invocation: Invocation) -> str:
        """What whoever says a line is answered in; never raises."""
        with suppress(Exception), self.store.read(invocation.at) as snapshot:
            return actor_of(invocation, snapshot.directory, snapshot.today, self.services.admins).language
        return invocation.locale


def _in_words(code: str, language: str, **facts: str) -> Reply:
    problem, hint = say(language, code, **facts), say(language, f"{code}.hint", **facts)
    return Reply(Card(title=problem, body=(Text(hint),), language=language), Problem(code, problem, hint))


def build(settings: Settings, clock: Clock, platforms: frozenset[str] | None = None, store: Store | None = None) -> App:
    """Put an installation together. platforms: other chats than the settings say; store: another database."""
    if platforms is None:
        platforms = settings.chats or frozenset({CONSOLE})
    state = StateFile(state_path(settings.state, None if store else settings.database_url))
    if store is None:
        store = open_store(settings.database_url, settings.rules())
    return App(settings, clock, store, Services(store, platforms, frozenset(settings.admins)), state)


def open_store(
    url: str,
    rules: Rules,
    patience: float = PATIENCE,
    pause: Callable[[float], None] = sleep,
    *,
    limits: Limits = LIMITS,
) -> Store:
    """A database whose duties, searched words and standing messages are kept true. The rest as for `Store`."""
    derived = Derived([subject.tracked for subject in reversed(SUBJECTS)])
    return Store(url, rules, derived, patience, pause, limits=limits)


def schema_revision(store: Store) -> str:
    """The revision a database stands at; empty: it has no tables of ours, or there is no such file yet.

    Raises DBAPIError when the database can't be asked.
    """
    file = store.url.database
    if store.sqlite and not store.in_memory and not os.path.isfile(file or ""):  # noqa: PTH113 - which never fails
        return ""
    try:
        with store.reader.connect() as connection:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    except DBAPIError as error:
        if "no such table" not in str(error.orig) and getattr(error.orig, "sqlstate", "") != _NO_SUCH_TABLE:
            raise
        return ""


def newest_revision() -> str:
    """The revision this version of the program works with."""
    return max(path.stem[:4] for path in VERSIONS.glob("[0-9]*.py"))
