"""Who may do what: one table, deny by default. What is not named here is refused.

People read what their organisation takes part in; they act for the organisation they hold a role in. KS may register on
behalf of a county, and the record says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.organisations import Kind, Role


class Act(StrEnum):
    """What can be asked for."""

    READ_OVERVIEW = "read-overview"
    READ_COUNTY = "read-county"
    MANAGE_NATIONAL = "manage-national"
    EDIT_NATIONAL = "edit-national"
    MANAGE_REGIONAL = "manage-regional"
    DELIVER = "deliver"
    NEW_FOLLOW_UP = "new-follow-up"
    ANSWER_FOLLOW_UP = "answer-follow-up"
    CHANGE_FOLLOW_UP = "change-follow-up"
    NUDGE = "nudge"
    BIND_ROOM = "bind-room"
    GRANT_ROLE = "grant-role"
    SET_ROUTINES = "set-routines"
    READ_DRAFT = "read-draft"
    ANSWER_DRAFT = "answer-draft"
    EDIT_AGREEMENT = "edit-agreement"
    REPORT_MEASURE = "report-measure"
    READ_FOLLOW_UP = "read-follow-up"
    READ_EXEMPT = "read-exempt"
    READ_INTERNAL = "read-internal"
    GIVE_COUNTY_WORK = "give-county-work"
    DECIDE_DELIVERY = "decide-delivery"


class Who(StrEnum):
    """A relation between the one who asks and what it is about."""

    PARTY = "party"  # holds any role in a registered organisation
    ADMINISTRATOR = "administrator"
    KS_LEAD = "ks-lead"  # coordinator or leader of KS
    NATIONAL_LEAD = "national-lead"  # the same, for what came from the national level
    KS = "ks"
    WORKING_COMMITTEE = "working-committee"
    COUNTY_LEAD = "county-lead"  # coordinator or leader of the county it is about
    COUNTY = "county"
    AGENCY = "agency"
    OWNER = "owner"  # any role in the organisation that owns it
    OWN_LEAD = "own-lead"  # coordinator or leader of the organisation itself
    KS_ON_BEHALF = "ks-on-behalf"  # KS' coordinator or leader, for a county
    MEETING_PARTY = "meeting-party"  # any role in a party of the meeting
    NATIONAL_PARTY = "national-party"  # any party, for what came from the national level


class Need(StrEnum):
    """What it takes to press a button about a meeting."""

    READ = "read"
    OWN = "own"  # any role in the organisation it is asked of
    EDIT = "edit"  # the agenda, the draft minutes
    MANAGE = "manage"  # what goes out to the parties, or is recorded for them
    ANSWER = "answer"  # a draft, for one's organisation


TABLE: Mapping[Act, tuple[Who, ...]] = {
    Act.READ_OVERVIEW: (Who.PARTY,),
    Act.READ_COUNTY: (Who.COUNTY, Who.KS, Who.AGENCY, Who.OWNER),
    Act.MANAGE_NATIONAL: (Who.KS_LEAD,),
    Act.EDIT_NATIONAL: (Who.KS_LEAD, Who.WORKING_COMMITTEE),
    Act.MANAGE_REGIONAL: (Who.COUNTY_LEAD, Who.KS_ON_BEHALF),
    Act.DELIVER: (Who.OWNER,),
    Act.NEW_FOLLOW_UP: (Who.KS_LEAD, Who.COUNTY_LEAD, Who.OWNER),
    Act.ANSWER_FOLLOW_UP: (Who.OWNER, Who.COUNTY_LEAD, Who.NATIONAL_LEAD),
    Act.CHANGE_FOLLOW_UP: (Who.COUNTY_LEAD, Who.KS_LEAD),
    Act.NUDGE: (Who.COUNTY_LEAD, Who.KS_LEAD),
    Act.BIND_ROOM: (Who.OWN_LEAD, Who.ADMINISTRATOR),
    Act.GRANT_ROLE: (Who.OWN_LEAD, Who.KS_LEAD, Who.ADMINISTRATOR),
    Act.SET_ROUTINES: (Who.COUNTY_LEAD, Who.KS_ON_BEHALF),
    Act.READ_DRAFT: (Who.MEETING_PARTY, Who.KS_LEAD),
    Act.READ_FOLLOW_UP: (Who.COUNTY, Who.KS, Who.AGENCY, Who.OWNER, Who.NATIONAL_PARTY),
    Act.READ_EXEMPT: (Who.MEETING_PARTY, Who.KS_LEAD, Who.WORKING_COMMITTEE, Who.OWNER),
    Act.READ_INTERNAL: (Who.MEETING_PARTY, Who.OWNER),
    Act.GIVE_COUNTY_WORK: (Who.KS_LEAD, Who.WORKING_COMMITTEE, Who.OWNER),
    Act.ANSWER_DRAFT: (Who.OWN_LEAD,),
    Act.EDIT_AGREEMENT: (Who.COUNTY_LEAD,),
    Act.REPORT_MEASURE: (Who.OWNER, Who.COUNTY_LEAD),
    Act.DECIDE_DELIVERY: (Who.KS_LEAD, Who.ADMINISTRATOR),
}
"""The table (docs/model.md, «Who may»). The first relation that holds decides; who acts on behalf is recorded so."""

LEADS = frozenset({Role.COORDINATOR, Role.LEADER})
"""Who decides for an organisation."""

_BY_LEADING = frozenset(
    {Who.KS_LEAD, Who.NATIONAL_LEAD, Who.COUNTY_LEAD, Who.OWN_LEAD, Who.KS_ON_BEHALF}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: the organisation they act for and the roles they hold in it. No organisation: nobody yet."""

    account: str
    name: str = ""
    organisation: str = ""
    kind: Kind | None = None
    roles: frozenset[Role] = frozenset()
    administrator: bool = False
    language: str = "nb"
    through: str = ""
    """The workspace, with its platform, whose word is all there is for who it is; empty: the account's own."""

    @property
    def known(self) -> bool:
        """Whether they hold a role anywhere."""
        return bool(self.organisation and self.roles)

    @property
    def leads(self) -> bool:
        """Whether they are coordinator or leader where they belong."""
        return bool(self.roles & LEADS)


@dataclass(frozen=True, slots=True)
class About:
    """What it is about: the county concerned (None: the national level), the owner, the organisation itself.

    parties: those of the meeting, its convener included; of what is internal, its convener alone.
    """

    county: str | None = None
    owner: str = ""
    organisation: str = ""
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is allowed, and by which relation."""

    allowed: bool
    by: Who | None = None
    who_may: tuple[Who, ...] = field(default=())

    @property
    def led(self) -> bool:
        """Whether it is allowed to them as a coordinator or leader."""
        return self.by in _BY_LEADING

    @property
    def on_behalf(self) -> bool:
        """Whether it is done for another organisation, which is told."""
        return self.by is Who.KS_ON_BEHALF


def decide(act: Act, actor: Actor, about: About) -> Verdict:
    """Look it up in the table."""
    who_may = TABLE.get(act, ())
    for who in who_may:
        if _holds(who, actor, about):
            return Verdict(allowed=True, by=who, who_may=who_may)
    return Verdict(allowed=False, who_may=who_may)


def _holds(who: Who, actor: Actor, about: About) -> bool:
    return (actor.known or who is Who.ADMINISTRATOR) and _HOLDS[who](actor, about)


def _leads_ks(actor: Actor, _about: About) -> bool:
    """KS' coordinator or leader, who reaches into every county: KS coordinates the model as a whole."""
    return actor.kind is Kind.KS and actor.leads


_HOLDS: Mapping[Who, Callable[[Actor, About], bool]] = {
    Who.PARTY: lambda _actor, _about: True,
    Who.ADMINISTRATOR: lambda actor, _about: actor.administrator,
    Who.KS: lambda actor, _about: actor.kind is Kind.KS,
    Who.AGENCY: lambda actor, _about: actor.kind is Kind.AGENCY,
    Who.KS_LEAD: _leads_ks,
    Who.NATIONAL_LEAD: lambda actor, about: _leads_ks(actor, about) and about.county is None,
    Who.KS_ON_BEHALF: lambda actor, about: _leads_ks(actor, about) and about.county is not None,
    Who.WORKING_COMMITTEE: lambda actor, about: Role.WORKING_COMMITTEE in actor.roles and about.county is None,
    Who.COUNTY: lambda actor, about: bool(about.county) and actor.organisation == about.county,
    Who.COUNTY_LEAD: lambda actor, about: actor.leads and bool(about.county) and actor.organisation == about.county,
    Who.OWNER: lambda actor, about: bool(about.owner) and actor.organisation == about.owner,
    Who.MEETING_PARTY: lambda actor, about: actor.organisation in about.parties,
    Who.NATIONAL_PARTY: lambda _actor, about: about.county is None,
    Who.OWN_LEAD: lambda actor, about: (
        actor.leads and bool(about.organisation) and actor.organisation == about.organisation
    ),
}
