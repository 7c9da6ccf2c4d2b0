"""An agreement of Agder's to speak of, and how a conversation's replies are read; shared by the tests of agreements."""

from collections.abc import Iterable

from sqlmodel import select

from domain.organisations import REFERENCE
from handlers.cards import Card, Item, Reply
from handlers.views.plain_text import plain
from storage.tables import AgreementChangeRow, AgreementRow, MeasureRow
from tests.desk import Desk

DRAFT = (
    "avtale ny 2026–2029",
    "avtale mål M1: Flere grønne arbeidsplasser; planmål 2.1",
    "avtale mål M2: Nyskaping",
    """avtale tiltak T1.2: Testfasilitet; ansvarlig: Siva; bidrar: Agder og Forskningsrådet
    virkemiddel: Norsk katapult; nivå: nasjonalt; frist: 1.3.2027; indikator: bedrifter i løpet 0 → 25""",
    "avtale tiltak T1.10: Kurs; ansvarlig: Agder; frist: 1.6.2027",
    "avtale tiltak T2.1: Én vei inn; ansvarlig: Innovasjon Norge; frist: 31.1.2027; opphav: enighet",
)
SIGNING = ("til godkjenning", "omforent", "signert 20.11.2026", "gjeldende 22.11.2026")


def draft(desk: Desk, county: str = "agder") -> None:
    """The county's own: nobody gives another county's people work."""
    own = next(one.short for one in REFERENCE if one.slug == county)
    for line in DRAFT:
        ok(desk, county, line.replace("Agder", own))


def in_force(desk: Desk, county: str = "agder") -> None:
    draft(desk, county)
    for state in SIGNING:
        ok(desk, county, f"avtale status {state}")


def ok(desk: Desk, who: str, line: str, **fields: str) -> str:
    reply = desk.form(who, line, **fields) if fields else desk.reply(who, line)
    assert reply.ok, (line, reply.problem)
    return plain(reply.card)


def code(reply: Reply) -> str:
    assert reply.problem is not None, plain(reply.card)
    return reply.problem.code


def measure(desk: Desk, number: str, county: str = "agder") -> MeasureRow:
    with desk.store.transaction() as session:
        query = select(MeasureRow).join(AgreementRow).where(MeasureRow.number == number, AgreementRow.county == county)
        return session.exec(query).one()


def agreement(desk: Desk, county: str = "agder") -> AgreementRow:
    with desk.store.transaction() as session:
        return session.exec(select(AgreementRow).where(AgreementRow.county == county)).one()


def leads(card: Card) -> list[str]:
    return [block.lead for block in card.body if isinstance(block, Item)]


def lines_of(card: Card) -> Iterable[str]:
    return (button.line for block in card.body if isinstance(block, Item) for button in block.buttons)


def proposals(desk: Desk) -> list[tuple[str, str, str, str]]:
    with desk.store.transaction() as session:
        rows = session.exec(select(AgreementChangeRow).order_by(AgreementChangeRow.id))  # type: ignore[arg-type]
        return [(row.number, row.field, row.new, row.state) for row in rows]
