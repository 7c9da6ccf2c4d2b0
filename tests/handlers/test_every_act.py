"""Who may do what: the page's table is the program's, every cell of it holds, and no command acts without asking it.

What a «who» means is said here a second time, as people in organisations. The lines come from the help texts, over the
database of marked words: whatever a command asks the table for is answered as the page says, for everybody, and what
was refused has changed nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest
from sqlmodel import func, select

import domain.permissions
from domain.errors import UserError
from domain.organisations import REFERENCE, Kind, Role
from domain.permissions import TABLE, About, Act, Actor, Verdict, Who, decide
from handlers.cards import Reply
from handlers.commands import COMMANDS
from handlers.core.context import CommandContext
from storage.tables import AuditRow
from tests.desk import Desk
from tests.handlers.secrets_kit import Named
from tests.handlers.test_every_read import for_now, one_of_each, plain_line, said_of, secrets, things
from tests.thorough import THOROUGH

__all__ = ["secrets", "things"]

PAGE = Path(__file__).parents[2] / "docs" / "model.md"
KINDS = {one.slug: one.kind for one in REFERENCE}
ORGANISATIONS = ("ks", "agder", "rogaland", "siva", "forskningsradet")
"""KS, the county it is about, another one, the agency it is about, another one."""
LEADS = (Role.COORDINATOR, Role.LEADER)
Person = tuple[str, Role]
PEOPLE: list[Person] = list(product(ORGANISATIONS, Role))
SPEAKERS = [
    one
    for one in PEOPLE
    if THOROUGH
    or (one[0] != "forskningsradet" and one[1] in (Role.COORDINATOR, Role.MEMBER))
    or one == ("agder", Role.WORKING_COMMITTEE)
]
"""Who says the lines: everybody, or where there isn't much time one of each that the table tells apart."""
ABOUTS = [
    About(county=county, owner=owner, organisation=organisation, parties=parties)
    for county in (None, "agder")
    for owner in ("", "ks", "agder", "rogaland", "siva")
    for organisation in ("", "agder", "siva")
    for parties in ((), ("agder", "siva"))
]


def of(slug: str | None) -> set[Person]:
    return {one for one in PEOPLE if one[0] == slug}


def leads(people: set[Person]) -> set[Person]:
    return {one for one in people if one[1] in LEADS}


def nationally(about: About, people: set[Person]) -> set[Person]:
    return people if about.county is None else set()


MEANS: Mapping[Who, Callable[[About], set[Person]]] = {
    Who.PARTY: lambda _: set(PEOPLE),
    Who.ADMINISTRATOR: lambda _: set(),
    Who.KS: lambda _: of("ks"),
    Who.KS_LEAD: lambda _: leads(of("ks")),
    Who.NATIONAL_LEAD: lambda about: nationally(about, leads(of("ks"))),
    Who.KS_ON_BEHALF: lambda about: leads(of("ks")) - nationally(about, set(PEOPLE)),
    Who.WORKING_COMMITTEE: lambda about: nationally(about, {one for one in PEOPLE if one[1] is Role.WORKING_COMMITTEE}),
    Who.NATIONAL_PARTY: lambda about: nationally(about, set(PEOPLE)),
    Who.COUNTY: lambda about: of(about.county),
    Who.COUNTY_LEAD: lambda about: leads(of(about.county)),
    Who.AGENCY: lambda _: {one for one in PEOPLE if KINDS[one[0]] is Kind.AGENCY},
    Who.OWNER: lambda about: of(about.owner),
    Who.OWN_LEAD: lambda about: leads(of(about.organisation)),
    Who.MEETING_PARTY: lambda about: {one for one in PEOPLE if one[0] in about.parties},
}
"""Who each of the table's words means, as people; what an administrator may is told apart."""


def page() -> dict[Act, tuple[Who, ...]]:
    """The table as it stands on the page."""
    rows = re.findall(r"^\| `([a-z-]+)` \| ([a-z, -]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {Act(act): tuple(Who(who) for who in whos.split(", ")) for act, whos in rows}


RULES = page()


def may(act: Act, person: Person, about: About) -> bool:
    """Whether the page lets them."""
    return any(person in MEANS[who](about) for who in RULES[act])


def actor(person: Person) -> Actor:
    slug, role = person
    return Actor("test", organisation=slug, kind=KINDS[slug], roles=frozenset({role}))


def test_the_page_tells_the_table() -> None:
    assert RULES == TABLE
    assert set(RULES) == set(Act)
    assert set(MEANS) == set(Who)


def test_every_cell_of_the_table(record_property: Callable[[str, object], None]) -> None:
    cells = allowed = 0
    for act, person, about in product(Act, PEOPLE, ABOUTS):
        verdict = decide(act, actor(person), about)
        assert verdict.allowed is may(act, person, about), (act, person, about)
        assert verdict.by is next((who for who in RULES[act] if person in MEANS[who](about)), None)
        cells, allowed = cells + 1, allowed + verdict.allowed
    for act, about in product(Act, ABOUTS):
        assert not decide(act, Actor("test"), about).allowed
        by_office = decide(act, Actor("test", administrator=True), about).allowed
        assert by_office is (Who.ADMINISTRATOR in RULES[act])
        cells += 2
    record_property("cells", cells)
    print(f"{cells} cells, {allowed} of them allowed to somebody with a role")  # noqa: T201 - shown with -s


# -- by saying it ------------------------------------------------------------------------------------------------------


class Asked:
    """What was asked of the table while a line was carried out: required by the command, or only looked at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.required: list[tuple[Act, About, bool]] = []
        self.looked_at: set[Act] = set()
        require = CommandContext.require

        def noting(context: CommandContext, act: Act, about: About) -> Verdict:
            try:
                verdict = require(context, act, about)
            except UserError:
                self.required.append((act, about, False))
                raise
            self.required.append((act, about, True))
            return verdict

        looked_at = self.looked_at

        class Table(dict[Act, tuple[Who, ...]]):
            def get(self, act: Act, default: tuple[Who, ...] = ()) -> tuple[Who, ...]:  # type: ignore[override]
                looked_at.add(act)
                return super().get(act, default)

        monkeypatch.setattr(CommandContext, "require", noting)
        monkeypatch.setattr(domain.permissions, "TABLE", Table(TABLE))


def entries(desk: Desk) -> int:
    with desk.store.read(desk.at) as snapshot:
        return int(snapshot.session.exec(select(func.count()).select_from(AuditRow)).one())


def who_says(person: Person) -> str:
    return f"{person[0]}:{person[1].value}"


def lines(desk: Desk, asked: Asked, things: list[Named]) -> Iterator[str]:
    """For each command, lines that ask the table for whatever it asks: found by saying them."""
    for command in COMMANDS:
        found: set[frozenset[Act]] = set()
        own = [(one, tail) for other, one, tail in said_of(one_of_each(things)) if other is command]
        for line in dict.fromkeys((command.name, *(plain_line(command, one.called, tail) for one, tail in own))):
            acts = next((acts for who in ("agder", "siva", "ks") if (acts := acts_of(desk, asked, who, line))), None)
            if acts and acts not in found:
                found.add(acts)
                yield line


def acts_of(desk: Desk, asked: Asked, who: str, line: str) -> frozenset[Act]:
    """What somebody's line asks the table for."""
    asked.required.clear()
    with for_now(desk) as now:
        now.reply(who, line)
    return frozenset(act for act, _, _ in asked.required)


def test_every_command_asks_and_is_answered_by_the_table(
    secrets: Desk,
    things: list[Named],
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    """Said by everybody: it is done exactly where the page lets them, and nothing is done that wasn't asked for."""
    asked = Asked(monkeypatch)
    said = list(dict.fromkeys(lines(secrets, asked, things)))
    seen: dict[tuple[Act, bool], set[Person]] = {}
    for line, person in product(said, SPEAKERS):
        asked.required.clear()
        with for_now(secrets) as desk:
            before = entries(desk)
            reply = desk.reply(who_says(person), line)
            changed = entries(desk) > before
        for act, about, verdict in asked.required:
            assert verdict is may(act, person, about), (line, person, act, about)
            seen.setdefault((act, verdict), set()).add(person)
        refused = any(not verdict for _, _, verdict in asked.required)
        assert is_refused(reply) is refused, (line, person, reply.problem)
        assert not (refused and changed), (line, person)
        assert asked.required or not changed, ("changed without asking", line, person)
    assert asked.looked_at == set(Act), "an act that no command asks for"
    cells = sum(len(people) for people in seen.values())
    record_property("said", len(said) * len(SPEAKERS))
    print(f"{len(said)} lines × {len(SPEAKERS)} people; {cells} of the table's cells by saying them")  # noqa: T201


def is_refused(reply: Reply) -> bool:
    return reply.problem is not None and reply.problem.code == "common.not-allowed"
