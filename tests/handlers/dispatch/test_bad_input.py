"""Whatever is typed wrongly: a sentence that says what was wrong, one that says what to type, and nothing changed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.app import open_store
from domain.accounts import Address
from handlers.cards import Card, Reply
from handlers.commands import COMMANDS
from handlers.core.command import LONGEST_LINE
from handlers.texts import LANGUAGES
from handlers.views.plain_text import plain
from storage.tables import RoomRow, Row
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin, Rules
from tests.desk import Desk
from tests.thorough import as_many

Dump = dict[str, list[tuple[object, ...]]]

SETTING = (
    ("ks", "møte ny nasjonalt vår 9.3.2027 kl. 10"),
    ("agder", "møte ny vår 15.4.2027"),
    ("agder", "innkall R42-2027-V bekreft"),
    ("rogaland", "møte ny vår 22.4.2027"),
    ("rogaland", "møte avlys R11-2027-V bekreft"),
    ("agder", "oppfølging ny Siva: levere skisse innen 15.12"),  # O-1, open
    ("ks", "oppfølging ny Siva: sende tall innen 15.12"),  # O-2, done
    ("siva", "ferdig O-2"),
    ("rogaland", "oppfølging ny Innovasjon Norge: lage oversikt innen 15.12"),  # O-3
    ("agder", "purr O-1"),
    ("U1", "roller be-om Agder koordinator"),  # 1, granted: a coordinator without the console's powers
    ("agder", "roller godkjenn 1"),
    ("U2", "roller be-om Agder medlem"),  # 2, open
    ("U3", "roller be-om Siva medlem"),  # 3, granted
    ("siva", "roller godkjenn 3"),
)
"""What stands before anything is typed wrongly."""


def dump(store: Store) -> Dump:
    """Every row of every table."""
    with store.transaction() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)  # type: ignore[call-overload]
            for table in Row.metadata.sorted_tables
        }


@dataclass
class Ward:
    """A desk that nothing is to change: every organisation has a room for each language."""

    desk: Desk
    stands: Dump = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stands = dump(self.desk.store)

    def changed(self) -> list[str]:
        """The tables that aren't as they were last time."""
        before, self.stands = self.stands, dump(self.desk.store)
        return [name for name, rows in self.stands.items() if rows != before[name]]

    def say(self, who: str, line: str, language: str, fields: dict[str, str] | None = None) -> Reply:
        """The reply in a language, to a line that mustn't change anything."""
        own = {"U1": "agder", "U3": "siva"}.get(who) or who.partition(":")[0]
        return self.desk.reply(who, line, fields=fields, room=f"{own}-{language}")


@pytest.fixture(scope="module")
def ward(furnished_template: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Iterator[Ward]:
    path = tmp_path_factory.mktemp("ward") / "ward.db"
    shutil.copyfile(furnished_template, path)
    store = open_store(f"sqlite:///{path}", rules)
    desk = Desk(store)
    for who, line in SETTING:
        reply = desk.reply(who, line)
        assert reply.ok, (line, reply.problem)
    with store.begin(Origin(account="test", line="oppsett"), desk.at) as unit:
        for slug in unit.directory.organisations:
            for language in LANGUAGES:
                for place in (
                    Address("console", "", f"{slug}-{language}"),
                    Address("slack", "T1", f"{slug}-{language}"),
                ):
                    unit.session.add(
                        RoomRow(
                            platform=place.platform, workspace=place.workspace, channel=place.channel,
                            organisation=slug, language=language, bound_at=desk.at,
                        )
                    )  # fmt: skip
    yield Ward(desk)
    store.close()


LONG = "å" * 4000

BAD: tuple[tuple[str, str, str], ...] = (
    # nothing after the command
    ("ks agder siva", "ferdig", "followups.which"),
    ("ks agder siva", "tar-den", "followups.which"),
    ("ks agder siva", "utsett", "followups.which"),
    ("ks agder siva", "trenger-hjelp", "followups.which"),
    ("ks agder siva", "ikke-min", "followups.which"),
    ("ks agder", "bortfall", "followups.which"),
    ("ks agder", "oppfølging endre", "followups.which"),
    ("ks agder siva", "purr", "nudge.which"),
    ("ks agder siva", "slumre", "nudge.which"),
    ("ks agder siva", "innkall", "meetings.which"),
    ("ks agder siva", "datovarsel", "meetings.which"),
    ("siva", "saksliste", "meetings.which"),
    ("ks agder siva", "møte", "meetings.which"),
    ("ks agder siva", "møte vis", "meetings.which"),
    ("ks agder", "møte endre", "meetings.which"),
    ("ks agder", "møte flytt", "meetings.which"),
    ("ks agder", "møte avlys", "meetings.which"),
    ("ks agder", "møte holdt", "meetings.which"),
    ("ks agder", "møte sendt", "meetings.which"),
    ("ks agder siva", "tiltak oppdater", "measures.which"),
    ("agder rogaland", "avtale fjern", "agreements.none"),
    ("agder rogaland", "avtale status", "agreements.none"),
    ("ks agder siva", "roller be-om", "roles.ask-needs"),
    ("ks agder", "roller gi", "roles.grant-needs"),
    ("ks agder", "roller avslutt", "roles.end-needs"),
    ("ks agder U1", "roller godkjenn", "roles.no-request"),
    ("ks agder siva", "roller koble", "accounts.terminal"),
    ("U1 U3", "roller koble alt", "accounts.no-code"),
    ("U1 U3", "roller koble K7QF-3M2", "accounts.no-code"),
    ("U1 U3", "roller koble fjern", "accounts.only-one"),
    ("ks agder siva", "språk", "rooms.language-missing"),
    ("siva forskningsradet", "rutiner", "meetings.which-county"),
    ("ks agder siva", "import angre", "imports.which"),
    ("ks agder", "import angre alt", "imports.which"),
    ("ks agder siva", "import angre 99", "imports.none-such"),
    ("ks agder siva", "import alt", "common.left-over"),
    # numbers and names that don't exist
    ("ks agder siva", "ferdig O-99", "followups.none-such"),
    ("siva", "ferdig O-999999999", "followups.none-such"),
    ("siva", "ferdig O-0", "followups.none-such"),
    ("siva", "ferdig O-9999999999", "followups.unknown"),
    ("siva", "ferdig O-1.5", "followups.unknown"),
    ("siva", "ferdig O--1", "followups.unknown"),
    ("siva", "ferdig 1", "followups.unknown"),
    ("siva", "ferdig alt", "followups.unknown"),
    ("siva", "ferdig T1.2", "followups.unknown"),
    ("siva", "ferdig O-1og2", "followups.unknown"),
    ("siva", "ferdig O-1 og O-2", "followups.unknown"),  # never half of it
    ("siva", "tar-den O-1, O-2", "followups.unknown"),
    ("ks", "purr O-3 O-1", "followups.unknown"),
    ("siva ks", "oppfølging vis 12", "followups.unknown"),
    ("siva ks", "oppfølging O-77", "followups.none-such"),
    ("ks agder", "møte vis N-2029-V", "meetings.none-such"),
    ("ks agder", "møte vis R99-2027-V", "meetings.none-such"),
    ("ks agder", "møte vis SG-2027-9", "meetings.none-such"),
    ("ks agder", "møte vis Atlantis vår", "meetings.unknown"),
    ("ks agder", "møte vis julebord", "meetings.unknown"),
    ("ks", "innkall regionalt vår", "meetings.which-county"),
    ("ks", "innkall nasjonalt vår 2031", "meetings.none-such"),
    ("ks agder siva", "avtale Atlantis", "agreements.unknown"),
    ("ks agder siva", "tiltak Atlantis T1.2", "measures.unknown"),
    ("ks agder siva", "tiltak Agder T1.2", "agreements.none"),
    ("siva", "tiltak T1.2 i gang", "measures.none-own"),
    ("ks siva", "avtale statusark", "agreements.sheet-which-county"),
    ("agder", "avtale ny 2027", "agreements.unknown-field"),
    ("agder", "avtale ny 2030–2027", "agreements.term-backwards"),
    ("agder", "avtale ny fra: 31.11", "dates.no-such-day"),
    ("agder", "avtale ny tittel: Uten periode", "agreements.term-missing"),
    ("ks siva", "avtale ny 2027–2030", "agreements.county-only"),
    ("rogaland siva agder:member", "avtale ny Agder 2027–2030", "common.not-allowed"),
    ("ks agder siva", "roller Atlantis", "common.unknown-organisation"),
    ("ks agder", "roller be-om Atlantis koordinator", "common.unknown-organisation"),
    ("ks agder", "roller be-om Agder keiser", "roles.unknown-role"),
    ("ks agder", "roller gi Agder keiser @U123456", "roles.unknown-role"),
    ("ks agder", "roller gi Agder koordinator Kari Nordmann", "roles.grant-needs"),
    ("ks agder", "roller avslutt Agder", "roles.role-missing"),
    ("ks agder", "roller avslutt Agder koordinator Ola", "roles.no-such-holder"),
    ("ks agder", "roller godkjenn 77", "roles.no-request"),
    ("ks agder", "roller godkjenn to", "roles.no-request"),
    ("ks agder", "roller godkjenn 99999999999", "roles.no-request"),
    ("ks agder U1", "roller godkjenn 1", "roles.decided"),
    ("ks agder", "kanal Atlantis", "common.unknown-organisation"),
    ("ks agder siva", "språk svensk", "rooms.language-unknown"),
    ("ks agder siva", "språk nb nn", "rooms.language-unknown"),
    ("ks agder siva", "status Atlantis", "status.unknown-part"),
    ("ks agder siva", "status felt:forskning", "status.unknown-part"),
    ("ks agder siva", "årshjul Atlantis", "year.unknown"),
    ("ks agder siva", "årshjul 1999", "year.out-of-range"),
    ("ks agder siva", "årshjul 2100", "year.out-of-range"),
    ("ks agder siva", "årshjul 27", "year.unknown"),
    ("ks agder siva", "frister mange", "status.days-unknown"),
    ("ks agder siva", "frister 0", "status.days-unknown"),
    ("ks agder siva", "frister -5", "status.days-unknown"),
    ("ks agder siva", "frister 401", "status.days-unknown"),
    ("ks agder siva", "frister 3.5", "status.days-unknown"),
    ("ks agder siva", "om modellen 9", "about.no-clause"),
    ("ks agder siva", "om modellen § 4.3", "about.no-clause"),
    ("ks agder siva", "hjelp xyzzy", "help.no-such"),
    ("ks agder", "rutiner Atlantis innkalling 21", "common.unknown-organisation"),
    ("ks agder", "rutiner Agder innkalling", "routines.needs"),
    ("ks agder", "rutiner Agder innkalling mye", "routines.needs"),
    ("ks agder", "rutiner Agder innkalling -3", "routines.needs"),
    ("ks agder", "rutiner Agder innkalling 500", "routines.out-of-range"),
    ("ks agder", "rutiner Agder innkalling 0", "routines.out-of-range"),
    ("ks agder", "rutiner Agder saksdokumenter 6", "routines.out-of-range"),
    ("ks agder siva", "rutiner Siva innkalling 21", "routines.agency"),
    ("ks agder", "møte sendt N-2027-V", "meetings.step-missing"),
    ("ks agder", "møte sendt N-2027-V kaffe", "meetings.step-unknown"),
    # dates that can't be, or could be two
    ("ks agder", "oppfølging ny Siva: rapport innen 31.11", "dates.no-such-day"),
    ("ks agder", "oppfølging ny Siva: rapport innen 29.2.2027", "dates.not-leap-year"),
    ("ks agder", "oppfølging ny Siva: rapport innen 15.13", "followups.no-date"),
    ("ks agder", "oppfølging ny Siva: rapport innen uke 53 2027", "dates.no-such-week"),
    ("ks agder", "oppfølging ny Siva: rapport innen neste fredag", "dates.ambiguous-weekday"),
    ("ks agder", "oppfølging ny Siva: rapport innen fredag 15. april", "dates.wrong-weekday"),
    ("ks agder", "oppfølging ny Siva: rapport innen 1.1.2020", "dates.past"),
    ("ks agder", "oppfølging ny Siva: rapport innen i går", "dates.past"),
    ("ks agder", "oppfølging ny Siva: rapport en gang til våren", "followups.no-date"),
    ("ks agder", "oppfølging ny Siva: rapport", "followups.no-date"),
    ("ks agder", "oppfølging ny Siva: innen 15.12", "followups.no-text"),
    ("ks agder", "oppfølging ny Siva:", "followups.no-date"),
    ("ks agder", "oppfølging ny levere skisse innen 15.12", "common.unknown-organisation"),
    ("ks agder", "oppfølging ny Atlantis: levere skisse innen 15.12", "common.unknown-organisation"),
    ("ks", "møte ny nasjonalt høst 31.9.2027", "dates.no-such-day"),
    ("ks", "møte ny nasjonalt høst uke 42", "dates.week-needs-day"),
    ("ks", "møte ny nasjonalt høst 17.10.2027", "meetings.not-working-day"),
    ("ks", "møte ny nasjonalt høst 9.3.2027", "meetings.outside-half-year"),
    ("ks", "møte ny nasjonalt høst", "meetings.date-missing"),
    ("ks", "møte ny nasjonalt høst snart", "dates.not-understood"),
    ("ks", "møte ny julebord 15.12", "meetings.new-needs"),
    ("ks", "møte ny 15.12", "meetings.new-needs"),
    ("ks", "møte ny regionalt vår 15.4.2027", "meetings.which-county"),
    ("ks", "møte ny N-2027-V 10.3.2027", "meetings.has-date"),
    ("ks", "møte ny nasjonalt vår 10.3.2027", "meetings.has-date"),
    ("ks", "møte ny N-2031-V 11.3.2031", "meetings.none-such"),
    ("ks", "møte flytt N-2027-V", "meetings.date-missing"),
    ("ks", "møte flytt N-2027-V til", "dates.not-understood"),
    ("ks", "møte flytt N-2027-V 9.3.2027", "meetings.unchanged-day"),
    ("ks", "møte flytt N-2027-V 17.5.2027", "meetings.not-working-day"),
    ("ks", "møte flytt N-2027-V 9.9.2027", "meetings.outside-half-year"),
    ("ks", "møte flytt N-2027-V 30.2.2027", "dates.no-such-day"),
    ("ks", "møte flytt N-2027-H 19.10.2027", "convene.no-date"),
    ("ks agder", "møte holdt R42-2027-V til stede Siva", "meetings.not-before-day"),
    ("ks agder", "møte holdt R42-2027-V 15.4.2027 til stede Siva", "dates.future"),
    ("ks agder", "møte holdt R42-2027-V 20.11.2026 til stede Siva", "meetings.outside-half-year"),
    ("ks agder", "møte holdt R42-2027-V Siva", "meetings.attendance-missing"),
    ("ks agder", "møte holdt R42-2027-V til stede Petter Smart", "common.unknown-organisation"),
    ("siva", "utsett O-1 til 31.11 fordi vi venter", "dates.no-such-day"),
    ("siva", "utsett O-1 til neste fredag fordi vi venter", "dates.ambiguous-weekday"),
    ("siva agder", "utsett O-1 til i dag fordi vi venter", "followups.not-later"),
    ("siva agder", "utsett O-1 til 15.12 fordi vi venter", "followups.same-date"),
    ("siva agder", "slumre R42-2027-V til 31.11", "dates.no-such-day"),
    ("siva", "slumre O-1 til i dag", "followups.not-later"),
    ("siva", "slumre O-1 litt til", "dates.not-understood"),
    # a reason is missing
    ("siva agder", "utsett O-1 til 20.12", "followups.postpone-reason"),
    ("siva agder", "utsett O-1 til 20.12 fordi", "followups.postpone-reason"),
    ("siva agder", "utsett O-1 til 20.12 fordi …?", "followups.postpone-reason"),
    ("siva agder", "utsett O-1 fordi vi venter", "followups.postpone-date"),
    ("siva agder", "utsett O-1 litt", "followups.postpone-not-date"),
    ("ks agder", "bortfall O-1", "followups.lapse-reason"),
    ("ks agder", "bortfall O-1 fordi", "followups.lapse-reason"),
    ("ks agder", "bortfall O-1 because", "followups.lapse-reason"),
    ("ks agder", "oppfølging endre O-1", "followups.change-needs"),
    ("ks agder", "oppfølging endre O-1 farge: blå", "followups.change-needs"),
    ("ks agder", "oppfølging endre O-1 tekst:", "followups.change-needs"),
    ("ks agder", "oppfølging endre O-1 ansvarlig: Atlantis", "common.unknown-organisation"),
    ("ks agder", "oppfølging endre O-1 frist: 31.11", "dates.no-such-day"),
    ("ks", "møte endre N-2027-V sted Oslo", "meetings.change-needs"),
    ("ks", "møte endre N-2027-V sted: Oslo; farge: blå", "meetings.change-needs"),
    ("ks", "møte endre N-2027-V kl. 25.00", "meetings.time-unknown"),
    ("ks", "møte endre N-2027-V tid: halv elleve", "meetings.time-unknown"),
    ("ks", "møte endre N-2027-V kl. 10-25", "meetings.time-unknown"),
    ("ks agder", "møte endre R42-2027-V partnerskap: kanskje", "meetings.audience-unknown"),
    ("ks agder", "møte endre R42-2027-V målgrupper: partnerskapet og Atlantis", "meetings.audience-unknown"),
    ("ks", "møte endre N-2027-V lenke: eksempel.no", "meetings.link-unknown"),
    ("ks", "møte endre N-2027-V lenke: javascript:alert(1)", "meetings.link-unknown"),
    # done already, too early, too late
    ("siva ks", "ferdig O-2", "followups.closed"),
    ("siva", "utsett O-2 til 20.12 fordi vi venter", "followups.closed"),
    ("ks", "purr O-2", "followups.closed"),
    ("agder ks", "purr O-1", "nudge.already-today"),
    ("agder", "innkall R42-2027-V bekreft", "convene.already"),
    ("agder", "datovarsel R42-2027-V", "meetings.already"),
    ("ks", "innkall N-2027-H", "convene.no-date"),
    ("rogaland ks", "innkall R11-2027-V", "meetings.is-cancelled"),
    ("rogaland ks", "møte flytt R11-2027-V 29.4.2027", "meetings.is-cancelled"),
    ("ks", "møte sendt N-2027-V referatutkast", "meetings.not-yet"),
    ("siva", "møte sendt N-2027-V innspill", "meetings.not-yet"),
    ("rogaland ks", "møte sendt R42-2027-V innspill", "meetings.not-invited"),
    ("ks", "innkall N-2027-V bekreft v77", "common.stale"),
    ("agder", "møte flytt R42-2027-V 2027-04-22 bekreft v1", "common.stale"),
    ("agder", "slumre O-1 til 1.12", "nudge.nothing-to-snooze"),
    ("U1", "roller be-om Agder koordinator", "roles.have-it"),
    ("U2", "roller be-om Agder medlem", "roles.asked-before"),
    ("U1", "kanal Agder", ""),  # see below: bound to the room's own language already
    # not theirs to do
    ("agder siva ks:member", "innkall N-2027-V bekreft", "common.not-allowed"),
    ("agder siva", "møte ny nasjonalt høst 19.10.2027", "common.not-allowed"),
    ("rogaland siva agder:member", "møte ny Agder høst 16.11.2027", "common.not-allowed"),
    ("rogaland siva agder:secretary", "møte avlys R42-2027-V bekreft", "common.not-allowed"),
    ("rogaland siva", "møte endre R42-2027-V sted: Oslo", "common.not-allowed"),
    ("ks forskningsradet", "ferdig O-1", "common.not-allowed"),
    ("rogaland", "ferdig O-1", "followups.none-such"),  # whose it isn't to read, for them it isn't there
    ("ks agder", "tar-den O-1", "common.not-allowed"),
    ("rogaland", "tar-den O-1", "followups.none-such"),
    ("siva rogaland:member", "purr O-3", "common.not-allowed"),
    ("agder", "purr O-3", "followups.none-such"),
    ("agder siva", "purr Agder vår", "common.not-allowed"),
    ("siva", "bortfall O-1 fordi", "common.not-allowed"),
    ("siva agder:member", "oppfølging ny Agder: noe innen fredag", ""),  # a member may, for its own
    ("rogaland", "oppfølging vis O-1", "followups.none-such"),
    ("rogaland", "status Agder", "common.not-allowed"),
    ("rogaland siva", "rutiner Agder innkalling 21", "common.not-allowed"),
    ("U1 U3", "kanal Rogaland", "common.not-allowed"),
    ("U3", "kanal Siva", "common.not-allowed"),
    ("U3", "språk en", "common.not-allowed"),
    ("U3", "roller godkjenn 2", "common.not-allowed"),
    ("U3 U1", "roller gi Rogaland koordinator @U123456", "common.not-allowed"),
    ("U3 U1", "roller avslutt Rogaland koordinator Ola", "common.not-allowed"),
    # no command
    ("ks agder siva", "xyzzy", "common.unknown-command"),
    ("ks agder siva", "🙂", "common.unknown-command"),
    ("ks agder siva", "!!!", "common.unknown-command"),
    ("ks agder siva", "\u200f\u202e", ""),  # nothing that can be seen: the front page
    ("ks agder siva", "/etc/passwd", "common.unknown-command"),
    ("ks agder siva", "stauts", "common.did-you-mean"),
    ("ks agder siva", "fredig O-1", "common.did-you-mean"),
    ("ks agder siva", "møte flyt N-2027-V", "common.did-you-mean"),
    ("ks agder siva", "møte fltt N-2027-V", "common.did-you-mean"),
    ("ks agder siva", "st", "common.did-you-mean"),
    ("ks agder siva", "tar", "common.did-you-mean"),  # begins only one, which changes something
    ("ks agder siva", "fris", ""),  # begins only one, which shows something
    # too long
    ("ks agder siva", "x" * 4001, "common.too-long"),
    ("ks agder siva", "ferdig O-1 " + LONG, "common.too-long"),
    ("ks agder siva", LONG, "common.unknown-command"),
    ("ks agder", f"oppfølging ny Siva: {'x' * 501} innen 15.12", "common.too-long"),
    ("siva agder", f"utsett O-1 til 20.12 fordi {'x' * 501}", "common.too-long"),
    ("ks", f"møte endre N-2027-V sted: {'x' * 201}", "common.too-long"),
    ("ks", f"møte endre N-2027-V tema: {'x' * 201}", "common.too-long"),
    ("ks", f"møte endre N-2027-V lenke: https://{'x' * 600}", "common.too-long"),
    ("ks agder", f"kanal {'x' * 2900}", "common.unknown-organisation"),
    ("ks agder siva", f"årshjul {'9' * 2900}", "year.unknown"),
    ("ks agder siva", f"frister {'9' * 2900}", "status.days-unknown"),
    ("ks agder siva", f"ferdig O-{'9' * 2900}", "followups.unknown"),
    # what machines and mischief type
    ("siva", "ferdig O-1'; DROP TABLE follow_up; --", ""),
    ("ks agder siva", "ferdig ' OR 1=1 --", "followups.unknown"),
    ("ks agder siva", "møte vis {ref.__class__}", "meetings.unknown"),
    ("ks agder siva", "møte vis { $name }", "meetings.unknown"),
    ("ks agder siva", "status %s%n${jndi:ldap://x}", "status.unknown-part"),
    ("ks agder siva", "roller <script>alert(1)</script>", "common.unknown-organisation"),
    ("ks agder siva", "roller <!channel> *fet*", "common.unknown-organisation"),
    ("ks agder siva", "hjelp ../../etc/passwd", "help.no-such"),
    ("ks agder siva", "hjelp \x00\x07\x1b[31m", ""),
    ("ks agder siva", "ferdig \x00O\x00-\x001", "followups.unknown"),
    ("ks agder siva", "språk \ud800", "rooms.language-missing"),
    ("ks agder siva", "møte vis 👩‍💻 vår", "meetings.unknown"),
    ("ks agder siva", "ferdig\nferdig\nferdig", "common.one-at-a-time"),
    ("ks agder siva", "om modellen ²", "about.no-clause"),
    ("ks agder siva", "frister ²", "status.days-unknown"),
    ("ks agder siva", "rutiner Agder innkalling ²", ""),
)
"""(who, line, code). An empty code: accepted, or by now harmless; then the row only says that nothing breaks."""

REFUSED = [(who, line, code) for whose, line, code in BAD if code for who in whose.split()]
HARMLESS = [(who, line) for whose, line, code in BAD if not code for who in whose.split()]

FORMS: tuple[tuple[str, str, dict[str, str], str], ...] = (
    ("ks", "møte ny", {"kind": "", "date": "15.4.2027"}, "kind"),
    ("ks", "møte ny", {"kind": "../regional", "date": "15.4.2027"}, "kind"),
    ("ks", "møte ny", {"kind": "regional-spring", "date": "15.4.2027"}, "county"),
    ("ks", "møte ny", {"kind": "national-autumn", "date": ""}, "date"),
    ("ks", "møte ny", {"kind": "national-autumn", "date": "31.9"}, "date"),
    ("ks", "møte ny", {"kind": "national-autumn", "date": "uke 42"}, "date"),
    ("ks", "møte ny", {"kind": "national-autumn", "date": "9.3.2027"}, "date"),
    ("ks", "møte ny", {"kind": "national-autumn", "date": "x" * 3000}, "date"),
    ("ks", "møte ny", {"kind": "national-autumn", "date": "19.10.2027", "time": "25:00"}, "time"),
    ("ks", "møte ny", {"kind": "national-autumn", "date": "19.10.2027", "place": "x" * 201}, "place"),
    ("ks", "møte ny", {"kind": "national-autumn", "date": "19.10.2027", "theme": "x" * 201}, "theme"),
    ("ks", "møte ny N-2027-H", {"date": "31.9.2027"}, "date"),
    ("ks", "møte ny N-2027-H", {"date": "17.10.2027"}, "date"),
    ("ks", "oppfølging ny", {"owner": "", "text": "x", "due": "15.12"}, "owner"),
    ("ks", "oppfølging ny", {"owner": "atlantis", "text": "x", "due": "15.12"}, "owner"),
    ("ks", "oppfølging ny", {"owner": "siva", "text": "", "due": "15.12"}, "text"),
    ("ks", "oppfølging ny", {"owner": "siva", "text": "\x00 \u200b", "due": "15.12"}, "text"),
    ("ks", "oppfølging ny", {"owner": "siva", "text": "x" * 501, "due": "15.12"}, "text"),
    ("ks", "oppfølging ny", {"owner": "siva", "text": "x", "due": "31.11"}, "due"),
    ("ks", "oppfølging ny", {"owner": "siva", "text": "x", "due": ""}, "due"),
    ("siva", "utsett O-1", {"due": "snart", "reason": "vi venter"}, "due"),
    ("siva", "utsett O-1", {"due": "15.12", "reason": "vi venter"}, "due"),
    ("siva", "utsett O-1", {"due": "20.12", "reason": " "}, "reason"),
    ("siva", "utsett O-1", {"due": "20.12", "reason": "x" * 501}, "reason"),
    ("siva", "slumre O-1", {"until": "i går"}, "until"),
    ("siva", "slumre O-1", {"until": "31.11"}, "until"),
    ("siva", "slumre O-1", {"until": "i dag"}, "until"),
    ("agder", "møte holdt R42-2027-V", {"present": "Siva", "date": "31.11"}, "date"),
    ("agder", "møte holdt R42-2027-V", {"present": "Siva", "date": "16.4.2027"}, "date"),
    ("agder", "møte holdt R42-2027-V", {"present": "Petter Smart", "date": "20.11"}, "present"),
)
"""(who, line, fields, the field that is marked)."""


def readable(reply: Reply) -> None:
    """A refusal that helps: what was wrong, what to do, no innards."""
    assert reply.problem is not None, plain(reply.card)
    assert not reply.ok
    assert reply.problem.problem.strip()
    assert reply.problem.hint.strip()
    assert reply.card.title == reply.problem.problem
    text = plain(reply.card)
    assert reply.problem.hint in text
    for innards in ("Traceback", "Error(", "None", "MissingText", "sqlalchemy", "{ $"):
        assert innards not in text.replace("«{ $name }»", "").replace("“{ $name }”", ""), innards
    assert len(text) < 8000


def test_the_table_is_long_enough() -> None:
    assert len({line for _, line, code in BAD if code}) >= 180
    assert len({who for who, _, _ in REFUSED}) >= 8


@pytest.mark.parametrize(("who", "line", "code"), REFUSED, ids=[f"{who} {line[:40]!a}" for who, line, _ in REFUSED])
def test_a_bad_line_is_answered_and_changes_nothing(ward: Ward, who: str, line: str, code: str) -> None:
    replies = {language: ward.say(who, line, language) for language in LANGUAGES}
    assert ward.changed() == []
    for language, reply in replies.items():
        readable(reply)
        assert reply.problem is not None
        assert reply.problem.code == code, reply.problem
        assert reply.card.language == ("nb" if who == "U2" else language)
    said = {reply.problem.problem for reply in replies.values() if reply.problem}
    assert len(said) > 1 or who == "U2"


@pytest.mark.parametrize(("who", "line", "fields", "marked"), FORMS)
def test_a_bad_form_marks_its_field_and_changes_nothing(
    ward: Ward, who: str, line: str, fields: dict[str, str], marked: str
) -> None:
    replies = [ward.say(who, line, language, fields) for language in LANGUAGES]
    assert ward.changed() == []
    for reply in replies:
        assert reply.problem is not None
        assert reply.problem.problem.strip()
        assert reply.problem.field_name == marked


@pytest.mark.parametrize(("who", "line"), HARMLESS)
def test_odd_lines_break_nothing(new_ward: Ward, who: str, line: str) -> None:
    reply = new_ward.say(who, line, "nb")
    assert isinstance(reply.card, Card)
    assert "Traceback" not in plain(reply.card)


@pytest.fixture(scope="module")
def new_ward(ward: Ward, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Iterator[Ward]:
    """Another one that may change."""
    path = tmp_path_factory.mktemp("ward") / "other.db"
    with ward.desk.store.transaction() as session:
        session.connection().exec_driver_sql("SELECT 1")
    source = str(ward.desk.store.url.database)
    import sqlite3

    with sqlite3.connect(source) as old, sqlite3.connect(path) as new:
        old.backup(new)
    old.close()
    new.close()
    store = open_store(f"sqlite:///{path}", rules)
    yield Ward(Desk(store))
    store.close()


# -- anything at all ---------------------------------------------------------------------------------------------------

WORDS = sorted(
    {word for command in COMMANDS for name in (command.name, *command.aliases) for word in name.split()}
    | {"Agder", "møre og romsdal", "Siva", "KS", "nasjonalt", "regionalt", "vår", "høst", "2027", "styringsgruppe"}
    | {"O-1", "O-2", "O-99", "N-2027-V", "R42-2027-V", "SG-2027-1", "bekreft", "v1", "v3", "innkalling", "koordinator"}
    | {
        "9.3.2027",
        "15.4",
        "fredag uke 17",
        "i morgen",
        "neste fredag",
        "31.11",
        "kl. 10",
        "uke 53",
        "17. mai",
        "1.1.20",
    }
    | {
        "fordi",
        "innen",
        "til",
        "til stede",
        "forfall",
        "tekst:",
        "frist:",
        "sted:",
        "21",
        "standard",
        "@U123456",
        ";",
        ":",
    }
)
NOISE = st.text(max_size=12)
LINES = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), NOISE), max_size=9).map(" ".join)
FORM_LINES = ("møte ny", "møte ny N-2027-H", "oppfølging ny", "utsett O-1", "slumre O-1", "møte holdt R42-2027-V")
FIELD_NAMES = (
    "kind", "county", "date", "time", "place", "theme", "owner", "text", "due", "reason", "until", "present",
)  # fmt: skip
PEOPLE = st.sampled_from(["ks", "agder", "vestland", "siva", "agder:member", "ks:secretary", "U1", "U3", "U9"])


@settings(max_examples=as_many(40, 100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=LINES, who=PEOPLE)
def test_whatever_is_said_is_answered_and_what_is_refused_changes_nothing(new_ward: Ward, line: str, who: str) -> None:
    before = dump(new_ward.desk.store)
    reply = new_ward.desk.reply(who, line)
    assert isinstance(reply, Reply)
    assert plain(reply.card).strip()
    if reply.problem is not None:
        assert reply.problem.problem.strip()
        assert dump(new_ward.desk.store) == before
    for button in reply.card.buttons:
        assert len(button.line) <= 2 * LONGEST_LINE


@settings(max_examples=as_many(20, 50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    line=st.sampled_from(FORM_LINES),
    fields=st.dictionaries(
        st.sampled_from(FIELD_NAMES),
        st.one_of(st.sampled_from([*WORDS, "regional-spring", "national-autumn", "steering", "siva", "agder"]), NOISE),
    ),
    who=PEOPLE,
)  # fmt: skip
def test_whatever_a_form_holds_is_answered(new_ward: Ward, line: str, fields: dict[str, str], who: str) -> None:
    before = dump(new_ward.desk.store)
    reply = new_ward.desk.reply(who, line, fields=fields)
    if reply.problem is not None:
        assert dump(new_ward.desk.store) == before
    assert plain(reply.card).strip()
