"""The unit of work itself: an open transaction, a consistent reading, and who does what under which rules."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from domain.accounts import SYSTEM, organisation_of
from domain.calendar import WorkCalendar, oslo_date
from domain.meetings.deadlines import SetDateRules
from storage.people.directory import Directory
from storage.tables import MessageRow


class RepeatedRequestError(Exception):
    """The platform sent a request again that has changed something already.

    at: when. reply: the title of the reply there was; empty when it isn't known any more, or was another's.
    """

    def __init__(self, request_id: str, at: datetime, reply: str = "") -> None:
        super().__init__(request_id)
        self.at, self.reply = at, reply


class StoreBusyError(OperationalError):
    """Another process has been writing all the time this one was prepared to wait. Nothing has been done."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the installation has set: the calendar's quiet weeks and the dates by which meetings are to be dated."""

    calendar: WorkCalendar
    set_date: SetDateRules = field(default_factory=SetDateRules)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who does it: the account, the line as given, the organisation acted for, the platform's request.

    name: what the account is called. command: what the line's command is called. through: the workspace, with its
    platform, whose word is all there is for who it is; empty: the account's own.
    """

    account: str
    line: str
    organisation: str = ""
    request_id: str = ""
    name: str = ""
    command: str = ""
    through: str = ""


def system(line: str) -> Origin:
    """The installation itself as the one who does it."""
    return Origin(account=SYSTEM, line=line)


@dataclass(slots=True)
class UnitOfWork:
    """An open transaction. Handlers change rows of `session` and call `send`; they never commit and never post.

    reply: the title of what is answered, for who asks the same again; empty for what nobody may keep.
    changed: whether it has changed anything, known once it is over.
    """

    session: Session
    at: datetime
    by: Origin
    rules: Rules
    directory: Directory
    on_behalf_of: str = ""
    led: bool = False
    """It was allowed to somebody as coordinator or leader."""
    messages: list[MessageRow] = field(default_factory=list)
    events: list[dict[str, object]] = field(default_factory=list)
    forgotten: set[str] = field(default_factory=set)
    """Who is being forgotten: an account's id, or «person:7». The entry keeps nothing of what it says about them."""
    reply: str = ""
    changed: bool = False

    @property
    def today(self) -> date:
        """The Norwegian date of this instant."""
        return oslo_date(self.at)

    @property
    def on_behalf(self) -> bool:
        """Whether it is done for another organisation, which is told."""
        return bool(self.on_behalf_of)

    def send(self, kind: str, recipient: str, facts: Mapping[str, str], *, not_before: datetime | None = None) -> None:
        """Put a message caused by this command in the outbox; once per kind and recipient of one command.

        not_before: it waits until then. Raises ValueError for a second one that says something else: it would be lost.
        """
        said = next((one for one in self.messages if (one.kind, one.recipient) == (kind, recipient)), None)
        if said is not None:
            if said.facts != dict(facts):
                raise ValueError(f"a second {kind} to {recipient} in one command: {said.facts} and {dict(facts)}")
            return
        self.messages.append(
            MessageRow(
                key=new_key(),
                kind=kind,
                recipient=recipient,
                organisation=organisation_of(recipient),
                facts=dict(facts),
                created_at=self.at,
                not_before=not_before,
            )
        )

    def answered_with(self, title: str) -> None:
        """Keep the title of the reply for who asks the same again."""
        self.reply = title

    def record(self, what: str, **facts: object) -> None:
        """Note something in the audit entry that changes no row of its own (a nudge)."""
        self.events.append({"what": what, **facts})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A consistent reading."""

    session: Session
    at: datetime
    rules: Rules
    directory: Directory

    @property
    def today(self) -> date:
        """The Norwegian date of this instant."""
        return oslo_date(self.at)


def new_key() -> str:
    """An unguessable key for a message."""
    return secrets.token_hex(16)
