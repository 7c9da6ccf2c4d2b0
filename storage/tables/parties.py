"""Who takes part: organisations, people, their accounts, roles and rooms."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from domain.accounts import Account
from domain.organisations import Kind, RequestState, Role
from storage.tables.row import PERSONAL, Audited, Row
from storage.tables.words import Words


class RoomState(StrEnum):
    """Whether the chat takes what is sent to a room."""

    OPEN = "open"
    REFUSED = "refused"


class OrganisationRow(Audited, table=True):
    """A party of the model («Formål»)."""

    __tablename__ = "organisation"
    slug: str = Field(primary_key=True)
    kind: Kind = Field(sa_type=Words(Kind))
    short: str
    name: str
    language: str
    number: str = ""
    orgnr: str = ""
    leader_title: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    fictional: bool = False
    aliases: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    position: int = 0


class PersonRow(Audited, table=True):
    """A person, known by the name the chat shows. Roles and accounts hang on it."""

    __tablename__ = "person"
    id: int = Field(default=None, primary_key=True)
    name: str = Field(sa_column_kwargs=PERSONAL)
    created_at: datetime

    @classmethod
    def about(cls, values: Mapping[str, Any]) -> str:
        """The person."""
        return f"person:{values['id']}"


class AccountRow(Audited, table=True):
    """A person's account on a platform."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("platform", "workspace", "user"),)
    id: int = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    user: str = Field(sa_column_kwargs=PERSONAL)
    person_id: int = Field(foreign_key="person.id", index=True)

    @classmethod
    def about(cls, values: Mapping[str, Any]) -> str:
        """The account."""
        return str(Account(values["platform"], values["workspace"], values["user"]))


class RoleRow(Audited, table=True):
    """A role a person holds in an organisation, from and to a day (both included)."""

    __tablename__ = "role_holding"
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation: str = Field(foreign_key="organisation.slug", index=True)
    role: Role = Field(sa_type=Words(Role))
    valid_from: date
    valid_to: date | None = None


class RoleRequestRow(Audited, table=True):
    """Somebody asked for a role; waits for a coordinator of that organisation, or KS.

    batch: the first of the requests that are told of in one message, which grows as more come.
    """

    __tablename__ = "role_request"
    id: int = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    user: str = Field(sa_column_kwargs=PERSONAL)
    name: str = Field(sa_column_kwargs=PERSONAL)
    organisation: str = Field(foreign_key="organisation.slug")
    role: Role = Field(sa_type=Words(Role))
    asked_at: datetime
    state: RequestState = Field(default=RequestState.OPEN, sa_type=Words(RequestState))
    batch: int = Field(default=0, index=True)

    @classmethod
    def about(cls, values: Mapping[str, Any]) -> str:
        """The account that asks."""
        return str(Account(values["platform"], values["workspace"], values["user"]))

    @property
    def account(self) -> Account:
        """Who asks."""
        return Account(self.platform, self.workspace, self.user, self.name)


class RoomRow(Audited, table=True):
    """A chat room that is an organisation's. `state` refused: the chat turned a message away; `reason` says how.

    taken_from: the organisation it was last, which may have it back; empty: it was nobody's. sparse: it is shown
    titles, numbers and dates only.
    """

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("platform", "workspace", "channel"),)
    id: int = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    channel: str
    organisation: str = Field(foreign_key="organisation.slug", index=True)
    language: str = ""
    state: RoomState = Field(default=RoomState.OPEN, sa_type=Words(RoomState))
    reason: str = ""
    bound_at: datetime
    taken_from: str = ""
    sparse: bool = False


class WorkspaceRow(Row, table=True):
    """What a chat calls a workspace (a Slack team, a Teams tenant), as it last told us."""

    __tablename__ = "workspace"
    platform: str = Field(primary_key=True)
    workspace: str = Field(primary_key=True)
    name: str
