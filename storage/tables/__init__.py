"""What is kept. Rows only hold facts; what follows from them is derived in `domain`.

Instants are aware UTC, dates are Norwegian. Whoever imports one table has them all: keys between them can be resolved.
"""

from storage.tables.accounts import LinkAttemptRow, LinkCodeRow, PersonJoinRow
from storage.tables.agenda import AgendaItemRow
from storage.tables.agreements import (
    AgreementChangeRow,
    AgreementPartyRow,
    AgreementRow,
    GoalRow,
    MeasureContributorRow,
    MeasureRow,
    MeasureUpdateRow,
)
from storage.tables.conversations import ConversationRow, ConversationState
from storage.tables.decisions import DecisionRow, DecisionWordRow
from storage.tables.delivery import MessageRow, MessageStatus, MessageSubjectRow, RedrawRow, RefusedRoomRow
from storage.tables.duties import DutyRow, NoticeRow
from storage.tables.followups import FollowUpDateRow, FollowUpOriginRow, FollowUpRow
from storage.tables.imports import ImportedRow, ImportRow
from storage.tables.installation import AuditPersonRow, AuditRow, RequestRow, SettingRow
from storage.tables.meetings import AttendanceRow, MeetingRow, OffsetRow, StepRow
from storage.tables.minutes import MinutesAnswerRow, MinutesEditRow, MinutesRow, MinutesVersionRow
from storage.tables.parties import (
    AccountRow,
    OrganisationRow,
    PersonRow,
    RoleRequestRow,
    RoleRow,
    RoomRow,
    RoomState,
    WorkspaceRow,
)
from storage.tables.row import NAMING, Audited, Row
from storage.tables.words import UnknownWordError, Words

__all__ = [
    "NAMING",
    "AccountRow",
    "AgendaItemRow",
    "AgreementChangeRow",
    "AgreementPartyRow",
    "AgreementRow",
    "AttendanceRow",
    "AuditPersonRow",
    "AuditRow",
    "Audited",
    "ConversationRow",
    "ConversationState",
    "DecisionRow",
    "DecisionWordRow",
    "DutyRow",
    "FollowUpDateRow",
    "FollowUpOriginRow",
    "FollowUpRow",
    "GoalRow",
    "ImportRow",
    "ImportedRow",
    "LinkAttemptRow",
    "LinkCodeRow",
    "MeasureContributorRow",
    "MeasureRow",
    "MeasureUpdateRow",
    "MeetingRow",
    "MessageRow",
    "MessageStatus",
    "MessageSubjectRow",
    "MinutesAnswerRow",
    "MinutesEditRow",
    "MinutesRow",
    "MinutesVersionRow",
    "NoticeRow",
    "OffsetRow",
    "OrganisationRow",
    "PersonJoinRow",
    "PersonRow",
    "RedrawRow",
    "RefusedRoomRow",
    "RequestRow",
    "RoleRequestRow",
    "RoleRow",
    "RoomRow",
    "RoomState",
    "Row",
    "SettingRow",
    "StepRow",
    "UnknownWordError",
    "Words",
    "WorkspaceRow",
]
