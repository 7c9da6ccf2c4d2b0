"""Cooperation agreements: parties, goals, measures, and what has been reported and proposed (§ 2, § 3.1)."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from domain.agreements.agreements import AgreementState, ChangeState, Level, PartyRole, Status
from storage.tables.row import PERSONAL, Audited
from storage.tables.words import Words


class AgreementRow(Audited, table=True):
    """A county's cooperation agreement. What is proposed for its next version stands apart (AgreementChangeRow)."""

    __tablename__ = "agreement"
    id: int = Field(default=None, primary_key=True)
    county: str = Field(foreign_key="organisation.slug", index=True)
    title: str = ""
    state: AgreementState = Field(default=AgreementState.DRAFT, sa_type=Words(AgreementState))
    version: int = 1
    starts: date | None = None
    ends: date | None = None
    signed_on: date | None = None
    in_force_on: date | None = None
    purpose: str = ""
    basis: str = ""  # the plans it rests on
    routines: str = ""
    reporting: str = ""
    revision: str = ""
    termination: str = ""
    edits: int = 1
    created_on: date


class AgreementPartyRow(Audited, table=True):
    """A party to an agreement."""

    __tablename__ = "agreement_party"
    __table_args__ = (UniqueConstraint("agreement_id", "organisation"),)
    id: int = Field(default=None, primary_key=True)
    agreement_id: int = Field(foreign_key="agreement.id", index=True)
    organisation: str = Field(foreign_key="organisation.slug")
    role: PartyRole = Field(default=PartyRole.PARTY, sa_type=Words(PartyRole))
    signed_on: date | None = None


class GoalRow(Audited, table=True):
    """A goal of an agreement, M1 to people, with the goal of the regional plan it rests on (§ 3.1)."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("agreement_id", "number"),)
    id: int = Field(default=None, primary_key=True)
    agreement_id: int = Field(foreign_key="agreement.id", index=True)
    number: str
    title: str
    plan_goal: str = ""
    focus_area: str = ""
    removed_on: date | None = None


class MeasureRow(Audited, table=True):
    """A measure, T1.2 to people. `latest` and `status` are the newest report; the reports are MeasureUpdateRow."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("agreement_id", "number"),)
    id: int = Field(default=None, primary_key=True)
    agreement_id: int = Field(foreign_key="agreement.id", index=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    number: str
    title: str
    description: str = ""
    owner: str = Field(foreign_key="organisation.slug", index=True)
    instrument: str = ""
    level: Level = Field(default=Level.NONE, sa_type=Words(Level))
    starts: date | None = None
    due: date
    dated_on: date  # the day the present due date was set
    status: Status = Field(default=Status.NOT_STARTED, sa_type=Words(Status))
    next_step: str = ""
    origin: str = "plan"  # plan | agreed (§ 3.1)
    indicator: str = ""
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    latest: float | None = None
    closed_on: date | None = None
    removed_on: date | None = None
    version: int = 1


class MeasureContributorRow(Audited, table=True):
    """Who contributes to a measure besides its owner."""

    __tablename__ = "measure_contributor"
    __table_args__ = (UniqueConstraint("measure_id", "organisation"),)
    id: int = Field(default=None, primary_key=True)
    measure_id: int = Field(foreign_key="measure.id", index=True)
    organisation: str = Field(foreign_key="organisation.slug")


class MeasureUpdateRow(Audited, table=True):
    """One dated report on a measure: what it said, and who said it. Columns that were not reported are empty."""

    __tablename__ = "measure_update"
    id: int = Field(default=None, primary_key=True)
    measure_id: int = Field(foreign_key="measure.id", index=True)
    day: date
    at: datetime
    account: str = Field(sa_column_kwargs=PERSONAL)
    organisation: str
    old_status: Status | Literal[""] = Field(default="", sa_type=Words(Status, or_empty=True))
    status: Status | Literal[""] = Field(default="", sa_type=Words(Status, or_empty=True))
    old_value: float | None = None
    value: float | None = None
    next_step: str = ""
    note: str = ""
    decision_id: int | None = Field(default=None, foreign_key="decision.id")


class AgreementChangeRow(Audited, table=True):
    """A change proposed for an agreement's next version: nothing changes before that version is in force."""

    __tablename__ = "agreement_change"
    id: int = Field(default=None, primary_key=True)
    agreement_id: int = Field(foreign_key="agreement.id", index=True)
    version: int  # the version it is proposed for
    subject: str  # agreement | goal | measure
    number: str = ""  # M1, T1.2; empty for the agreement itself
    field: str  # due, title, owner … ; «new» and «removed» for a whole goal or measure
    old: str = ""
    new: str = ""
    reason: str = ""
    decision_id: int | None = Field(default=None, foreign_key="decision.id")
    at: datetime
    account: str = Field(sa_column_kwargs=PERSONAL)
    state: ChangeState = Field(default=ChangeState.PROPOSED, sa_type=Words(ChangeState))
