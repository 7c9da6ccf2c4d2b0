"""A database in which every text is somebody's own: each is a word nobody could guess, which says who may read it.

«zqdraft7» is the seventh text that only those who read drafts at Agder's meetings may see. What an outsider is shown,
offered or sent must hold no word whose audience they are not among.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TypeVar

from sqlalchemy import JSON, String
from sqlmodel import select

from domain.accounts import Account
from domain.imports.columns import ListKind
from domain.meetings.agenda import decision_number, item_number
from domain.organisations import Role
from handlers.lookup.agenda_items import BODIES
from storage.imports.take_over import add_import
from storage.people import roles
from storage.tables import (
    AgendaItemRow,
    DecisionRow,
    FollowUpRow,
    GoalRow,
    ImportRow,
    MeasureRow,
    MinutesVersionRow,
    RoleRequestRow,
    Row,
)
from storage.tables.row import Audited
from storage.tables.words import Words
from storage.unit_of_work.unit import Origin
from tests.desk import Desk, oslo

OneOf = TypeVar("OneOf", bound=Row)
MARK = re.compile(r"zq([a-z]+)\d+", re.IGNORECASE)
"""A marked word, whatever stands around it."""

KS_LEADS = ("ks", "ks:leader")
_AGDER = ("agder", "agder:leader", "agder:member")
PARTIES = (*_AGDER, "siva", "siva:member", "innovasjon-norge:member", "forskningsradet:member")
READERS: Mapping[str, tuple[str, ...]] = {
    "county": (*PARTIES, *KS_LEADS, "ks:secretary"),
    "draft": (*PARTIES, *KS_LEADS),
    "exempt": (*PARTIES, *KS_LEADS),
    "owned": (*PARTIES, *KS_LEADS, "ks:secretary"),
    "internal": _AGDER,
    "inner": (*KS_LEADS, "ks:secretary"),
    "national": (*PARTIES, *KS_LEADS, "ks:secretary", "rogaland", "rogaland:member"),
    "asked": (*_AGDER, *KS_LEADS),
    "import": (*_AGDER, *KS_LEADS, "ks:secretary"),
}
"""Who may read what, by the audience that a word names: docs/model.md, «Who may», as people.

county: what Agder keeps. draft: minutes the parties are still at. exempt: what comes from an exempt item of Agder's;
owned: the same, where KS is to do it. internal: Agder's own preparation; inner: KS' own. national: what comes from the
national level. asked: the name of an account that has asked for a role.
"""
OUTSIDERS = ("rogaland", "rogaland:member", "ks:secretary", "ks", "siva:member", "agder:guest", "U0000009")
"""One of each kind: another county's lead and its people, KS' people and its leads, an agency, a guest, nobody."""
INSIDERS = ("agder", "siva", "ks")
"""Those whose cards and forms the others may have got hold of."""

_numbers = count(1)


def secret(audience: str) -> str:
    """A word that only this audience may see."""
    assert audience in READERS
    return f"zq{audience}{next(_numbers)}"


def leaks(text: str, who: str) -> set[str]:
    """The marked words in a text that this person may not read."""
    if who == "nobody":
        return {found[0] for found in MARK.finditer(text)}
    return {found[0] for found in MARK.finditer(text) if who not in READERS[found[1].casefold()]}


def furnish_secrets(desk: Desk) -> None:
    """Say and do all that leaves a text behind."""
    for who, line in _before():
        _ok(desk, who, line)
    desk.at = oslo("2026-12-10 14:00")
    for who, line in (*_at_the_meeting(), *_approved()):
        _ok(desk, who, line)
    _form(
        desk, "siva", "tiltak oppdater agder T1.1", status="delayed", next_step=secret("county"), note=secret("county")
    )
    _beside_the_lines(desk)


def _ok(desk: Desk, who: str, line: str, fields: dict[str, str] | None = None) -> None:
    reply = desk.reply(who, line, fields=fields)
    assert reply.ok, (who, line, reply.problem)


def _form(desk: Desk, who: str, line: str, **fields: str) -> None:
    """Fill in a form whole, as it comes, with these fields."""
    form = desk.reply(who, line).card.form
    assert form, line
    _ok(desk, who, form.line, {**{field.name: field.value for field in form.fields}, **fields})


def _before() -> Iterator[tuple[str, str]]:
    """What is there before Agder's autumn meeting: an agreement, follow-ups, agendas."""
    c, n = partial(secret, "county"), partial(secret, "national")
    yield "agder", f"avtale ny 2026–2029; tittel: {c()}"
    yield (
        "agder",
        (
            f"avtale endre formål: {c()}; forankring: {c()}; rutiner: {c()}; rapportering: {c()}; revisjon: {c()}; "
            f"oppsigelse: {c()}"
        ),
    )
    yield "agder", f"avtale mål M1: {c()}; planmål {c()}; innsatsområde: {c()}"
    yield (
        "agder",
        (
            f"avtale tiltak T1.1: {c()}; ansvarlig: Siva; beskrivelse: {c()}; virkemiddel: {c()}; frist: 1.3.2027; "
            f"indikator: {c()} 0 → 25"
        ),
    )
    yield "agder", f"avtale tiltak T1.2: {c()}; ansvarlig: Agder; frist: 1.4.2027"
    for state in ("til godkjenning", "omforent", "signert 20.11.2026", "gjeldende 22.11.2026"):
        yield "agder", f"avtale status {state}"
    yield "agder", f"avtale endre T1.2 frist: 1.6.2027 fordi {c()}"
    yield "agder", f"avtale endre T1.2 tittel: {c()}"
    yield "agder", f"oppfølging ny Siva: {c()} innen 27.11"
    yield "siva", f"utsett O-1 til 4.12 fordi {c()}"
    yield "siva", f"trenger-hjelp O-1 {c()}"
    yield "agder", f"oppfølging ny KS: {c()} innen 15.1.2027"
    yield "agder", f"oppfølging ny Agder: {c()} innen 15.1.2027"
    yield "agder", f"bortfall O-3 fordi {c()}"
    yield "ks", f"oppfølging ny Siva: {n()} innen 15.1.2027"
    yield "ks", "møte ny nasjonalt vår 9.3.2027 kl. 10"
    yield "ks", f"saksliste intern N-2027-V {secret('inner')}"
    yield "ks", f"saksliste ny N-2027-V: {n()}"
    yield "ks", "saksliste unnta nasjonalt 3/27 hjemmel offl. § 23"
    yield "agder", "møte ny høst 10.12.2026 kl. 10"
    yield "agder", "innkall R42-2026-H bekreft"
    yield "agder", f"saksliste ny {secret('exempt')}"
    yield "agder", "saksliste ny Kraft til alle"
    yield "agder", "saksliste unnta 4/26 hjemmel offl. § 23"
    yield "agder", f"saksliste intern R42-2026-H {secret('internal')}"
    yield "agder", "møte ny vår 15.4.2027"
    yield "agder", f"møte endre R42-2026-H lenke: https://{secret('draft')}.example.no"


def _approved() -> Iterator[tuple[str, str]]:
    """Minutes that are approved: the exempt item in them is the parties' own, all else is anybody's."""
    e = partial(secret, "exempt")
    yield "agder", "møte holdt Agder vår 15.4.2026 til stede KS, Siva, Innovasjon Norge, Forskningsrådet"
    yield "agder", "referat endre R42-2026-V: møteleder: fylkesdirektør"
    yield "agder", f"saksliste ny R42-2026-V: {e()}"
    number = "9/26"
    yield "agder", f"saksliste unnta {number} hjemmel offl. § 23"
    yield "agder", f"referat tekst {number}: {e()}"
    yield "agder", f"vedtak {number} {e()}"
    yield "agder", f"noter {number} KS: {secret('owned')} innen 15.2.2027"
    yield "agder", f"noter {number} Siva: {e()} innen 15.2.2027"
    yield "agder", "referat send R42-2026-V bekreft"
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        yield who, "godkjenn R42-2026-V"
    yield "siva", "ferdig O-9"
    yield "agder", f"referat rett Agder V-4/26: {e()} fordi {e()} bekreft"


def _at_the_meeting() -> Iterator[tuple[str, str]]:
    """What the minutes of it hold; they are out for comments."""
    d, e = partial(secret, "draft"), partial(secret, "exempt")
    yield "agder", "til stede Siva, Innovasjon Norge, Forskningsrådet"
    yield "agder", f"til stede R42-2026-H legg-til v1: Siva (vara: {d()})"
    yield "agder", f"referat endre møteleder: {d()}; referent: {d()}; andre: {d()}; hvilke endringer: {d()}"
    yield "agder", f"referat tekst intern 1/26: {secret('internal')}"
    yield "agder", f"referat tekst 4/26: {e()}"
    yield "agder", f"referat tekst 5/26: {d()}"
    yield "agder", f"vedtak 4/26 {e()}"
    yield "agder", f"vedtak 5/26 {d()}"
    yield "agder", f"vedtak 5/26 {d()}"
    yield "agder", f"vedtak trekk V-3/26 fordi {d()}"
    yield "agder", f"noter 4/26 Siva: {e()} innen 15.1.2027"
    yield "agder", f"noter 4/26 KS: {secret('owned')} innen 15.1.2027"
    yield "agder", f"noter 5/26 Siva: {secret('county')} innen 15.1.2027"
    yield "siva", f"utsett O-5 til 20.1.2027 fordi {e()}"
    yield "agder", "referat send R42-2026-H bekreft"
    yield "siva", f"merknad R42-2026-H: {d()}"
    yield "agder", f"besvar R42-2026-H 1: {d()}"


def _beside_the_lines(desk: Desk) -> None:
    """What comes from a file, and from an account that has a name."""
    of_a_list = ImportRow(
        id=77, at=desk.at, account="console:agder", organisation="agder", county="agder", kind=ListKind.FOLLOW_UPS,
        file_name=f"{secret('import')}.xlsx", sha256="0" * 64, count=1,
    )  # fmt: skip
    with desk.store.begin(Origin("console:agder", "import"), desk.at) as unit:
        add_import(unit, of_a_list)
        stranger = Account("slack", "T1", "U0000002", secret("asked"))
        roles.ask_for(unit.session, stranger, stranger.name, "agder", Role.MEMBER, at=desk.at)


# -- what they are called ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """Something people name in a line: its kind, what it is called, and how one is called that isn't there.

    text: what of it is private, and with it whether it is there at all; empty: that it is there is no secret.
    """

    kind: str
    called: str
    never: str
    text: str = ""


def named_things(desk: Desk) -> list[Named]:
    """All that a line can name, by its kind: every row of every kind there is."""
    with desk.store.read(desk.at) as snapshot:
        session = snapshot.session

        def all_of(kind: type[OneOf]) -> list[OneOf]:
            return list(session.exec(select(kind)).all())

        body = {body: word for word, body in reversed(BODIES.items())}
        shorts = {slug: one.short for slug, one in snapshot.directory.organisations.items()}
        found = [Named("follow-up", f"O-{one.id}", "O-999", one.text) for one in all_of(FollowUpRow)]
        for one in all_of(DecisionRow):
            name = body.get(one.body) or shorts[one.body]
            found.append(
                Named("decision", f"{name} {decision_number(one.number, one.year)}", f"{name} V-99/26", one.text)
            )
        for item in all_of(AgendaItemRow):
            if item.title or item.text:
                name = body.get(item.body) or shorts[item.body]
                number = item_number(item.number, item.year, internal=item.internal)
                never = f"{name} {item_number(99, item.year, internal=item.internal)}"
                found.append(Named("item", f"{name} {number}", never, item.title if item.internal else ""))
        found += [Named("measure", f"Agder {one.number}", "Agder T9.9", one.title) for one in all_of(MeasureRow)]
        found += [Named("goal", f"Agder {one.number}", "Agder M9", one.title) for one in all_of(GoalRow)]
        found += [Named("number", str(one.id), "99", one.file_name) for one in all_of(ImportRow)]
        found += [Named("number", str(one.id), "98", one.name) for one in all_of(RoleRequestRow)]
        kept = ("R42-2026-V", "R42-2026-H", "R42-2027-V", "N-2027-V")
        found += [Named("meeting", one, "R42-2029-V") for one in kept]
        found.append(Named("county", "Agder", "Rogaland"))
    return found


def unmarked_columns(desk: Desk) -> set[str]:
    """The columns of the record that hold text, and in which no marked word stands."""
    with desk.store.read(desk.at) as snapshot:
        found = set()
        kinds: list[type[Row]] = [*Audited.__subclasses__(), MinutesVersionRow]
        for kind in kinds:
            table = Audited.metadata.tables[str(kind.__tablename__)]
            for column in table.columns:
                kept = getattr(column.type, "impl", column.type)
                if isinstance(kept, String | JSON) and not column.foreign_keys and not isinstance(column.type, Words):
                    held = snapshot.session.execute(select(column)).scalars()
                    if not any(MARK.search(str(value)) for value in held):
                        found.add(f"{table.name}.{column.name}")
    return found
