"""Who may: denied by default, one table, KS on behalf of a county only as such."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.organisations import REFERENCE, Kind, Role
from domain.permissions import TABLE, About, Act, Actor, Verdict, Who, decide

SLUGS = [one.slug for one in REFERENCE]
COUNTIES = [one.slug for one in REFERENCE if one.kind is Kind.COUNTY]
KINDS = {one.slug: one.kind for one in REFERENCE}

ACTS = st.sampled_from(Act)
ABOUTS = st.builds(
    About,
    county=st.one_of(st.none(), st.sampled_from(COUNTIES)),
    owner=st.sampled_from(["", *SLUGS]),
    organisation=st.sampled_from(["", *SLUGS]),
)


def actor(slug: str = "", *roles: Role, administrator: bool = False) -> Actor:
    return Actor("test", organisation=slug, kind=KINDS.get(slug), roles=frozenset(roles), administrator=administrator)


ACTORS = st.builds(
    lambda slug, roles, administrator: actor(slug, *roles, administrator=administrator),
    st.sampled_from(SLUGS),
    st.sets(st.sampled_from(Role), min_size=1),
    st.booleans(),
)


def test_every_act_stands_in_the_table() -> None:
    assert set(TABLE) == set(Act)
    assert all(TABLE[act] for act in Act)


@given(act=ACTS, about=ABOUTS, slug=st.sampled_from(["", *SLUGS]))
def test_without_a_role_nothing_is_allowed(act: Act, about: About, slug: str) -> None:
    verdict = decide(act, actor(slug), about)
    assert verdict == Verdict(allowed=False, who_may=TABLE[act])
    assert not decide(act, actor("", Role.COORDINATOR), about).allowed


@given(act=ACTS, about=ABOUTS)
def test_an_administrator_without_a_role_only_opens_doors(act: Act, about: About) -> None:
    allowed = decide(act, actor(administrator=True), about).allowed
    assert allowed is (act in (Act.BIND_ROOM, Act.GRANT_ROLE, Act.DECIDE_DELIVERY))


@given(act=ACTS, who=ACTORS, about=ABOUTS)
def test_a_verdict_names_a_relation_of_the_table(act: Act, who: Actor, about: About) -> None:
    verdict = decide(act, who, about)
    assert verdict.who_may == TABLE[act]
    assert verdict.allowed is (verdict.by is not None)
    assert verdict.by is None or verdict.by in TABLE[act]


@given(who=ACTORS, about=ABOUTS, act=st.sampled_from([Act.MANAGE_REGIONAL, Act.SET_ROUTINES]))
def test_what_ks_does_for_a_county_is_on_behalf_and_nothing_else_is(who: Actor, about: About, act: Act) -> None:
    verdict = decide(act, who, about)
    own = about.county is not None and who.organisation == about.county
    assert verdict.on_behalf is (verdict.allowed and not own)
    if verdict.on_behalf:
        assert who.kind is Kind.KS
        assert who.leads
        assert about.county is not None
    for other in set(Act) - {Act.MANAGE_REGIONAL, Act.SET_ROUTINES}:
        assert not decide(other, who, about).on_behalf


@given(who=ACTORS, about=ABOUTS)
def test_only_those_who_lead_plan_meetings(who: Actor, about: About) -> None:
    for act in (Act.MANAGE_NATIONAL, Act.MANAGE_REGIONAL, Act.NUDGE, Act.CHANGE_FOLLOW_UP, Act.SET_ROUTINES):
        if decide(act, who, about).allowed:
            assert who.roles & {Role.COORDINATOR, Role.LEADER}
            assert who.kind in (Kind.KS, Kind.COUNTY)
    if who.kind is not Kind.KS:
        assert not decide(Act.MANAGE_NATIONAL, who, about).allowed


@given(act=ACTS, who=ACTORS, about=ABOUTS, more=st.sets(st.sampled_from(Role)))
def test_more_roles_never_take_anything_away(act: Act, who: Actor, about: About, more: set[Role]) -> None:
    richer = actor(who.organisation, *who.roles, *more, administrator=who.administrator)
    assert decide(act, richer, about).allowed >= decide(act, who, about).allowed


def test_one_county_has_no_say_in_another() -> None:
    for mine, theirs in product(COUNTIES, COUNTIES):
        if mine == theirs:
            continue
        about = About(county=theirs, owner=theirs, organisation=theirs)
        for act in set(Act) - {Act.READ_OVERVIEW}:
            assert not decide(act, actor(mine, *Role), about).allowed, (mine, theirs, act)


K, L, S, W, M = Role.COORDINATOR, Role.LEADER, Role.SECRETARY, Role.WORKING_COMMITTEE, Role.MEMBER
AGDER, NATIONAL = About(county="agder", owner="siva"), About(owner="siva")
MEETING = About(county="agder", parties=("agder", "siva"))


@pytest.mark.parametrize(
    ("act", "about", "may", "may_not"),
    [
        (Act.READ_OVERVIEW, About(), ["ks M", "agder M", "siva S"], []),
        (Act.READ_COUNTY, AGDER, ["agder M", "ks M", "siva M", "forskningsradet M"], ["rogaland K"]),
        (Act.MANAGE_NATIONAL, About(), ["ks K", "ks L"], ["ks M", "ks W", "ks S", "agder K", "siva L"]),
        (Act.EDIT_NATIONAL, About(), ["ks K", "agder W", "siva W"], ["agder K", "ks S"]),
        (Act.EDIT_NATIONAL, About(county="agder"), ["ks K"], ["agder W"]),
        (Act.MANAGE_REGIONAL, AGDER, ["agder K", "agder L", "ks K", "ks L"], ["agder M", "rogaland K", "siva K"]),
        (Act.MANAGE_REGIONAL, About(), [], ["ks K", "agder K"]),
        (Act.DELIVER, AGDER, ["siva M", "siva K"], ["agder K", "ks K"]),
        (Act.NEW_FOLLOW_UP, AGDER, ["ks K", "agder K", "siva M"], ["rogaland K", "agder M", "forskningsradet K"]),
        (Act.ANSWER_FOLLOW_UP, AGDER, ["siva M", "agder K", "agder L"], ["ks K", "agder M", "rogaland K"]),
        (Act.ANSWER_FOLLOW_UP, NATIONAL, ["siva M", "ks K", "ks L"], ["ks M", "agder K"]),
        (Act.CHANGE_FOLLOW_UP, AGDER, ["agder K", "ks L"], ["siva K", "rogaland K", "agder M"]),
        (Act.NUDGE, AGDER, ["agder K", "ks K"], ["rogaland K", "siva K", "agder M"]),
        (Act.NUDGE, NATIONAL, ["ks K"], ["agder K", "siva K"]),
        (Act.BIND_ROOM, About(organisation="siva"), ["siva K", "siva L"], ["siva M", "ks K", "agder K"]),
        (Act.GRANT_ROLE, About(organisation="siva"), ["siva K", "siva L", "ks K"], ["siva M", "ks M", "agder K"]),
        (Act.SET_ROUTINES, AGDER, ["agder K", "ks K"], ["agder M", "rogaland K", "siva K"]),
        (Act.READ_DRAFT, MEETING, ["agder M", "siva S", "ks K"], ["rogaland K", "forskningsradet L", "ks M"]),
        (Act.ANSWER_DRAFT, About(organisation="siva"), ["siva K", "siva L"], ["siva M", "agder K", "ks K"]),
        (Act.EDIT_AGREEMENT, AGDER, ["agder K", "agder L"], ["agder M", "ks K", "siva K", "rogaland K"]),
        (Act.DECIDE_DELIVERY, About(), ["ks K", "ks L"], ["ks M", "siva K", "agder L"]),
        (Act.REPORT_MEASURE, AGDER, ["siva M", "agder K"], ["agder M", "ks K", "forskningsradet K"]),
    ],
)  # fmt: skip
def test_the_table_of_the_rules(act: Act, about: About, may: list[str], may_not: list[str]) -> None:
    roles = {"K": K, "L": L, "S": S, "W": W, "M": M}
    for expected, whose in ((True, may), (False, may_not)):
        for text in whose:
            slug, letter = text.split()
            assert decide(act, actor(slug, roles[letter]), about).allowed is expected, (act, text)


def test_who_is_complete() -> None:
    assert {who for row in TABLE.values() for who in row} == set(Who)
